//! The parts of the sitemap of a large site.

use crate::model::own_urls;
use crate::model::site::SiteParts;
use crate::model::{Page, PageKind, Site};

/// Adds the parts of the sitemap to the pages, which are sorted by URL, if it has too many URLs for
/// one file.
pub(super) fn cut(parts: &mut SiteParts, mut pages: Vec<Page>) -> Vec<Page> {
    let most = parts.settings.limits.sitemap_urls;
    if pages.len() <= most {
        return pages;
    }
    parts.pages = pages;
    let site = Site::new(std::mem::take(parts));
    let mapped = site.mapped();
    *parts = site.into_parts();
    pages = std::mem::take(&mut parts.pages);
    if mapped > most {
        let count = u32::try_from(mapped.div_ceil(most)).unwrap_or(u32::MAX);
        for number in 1..=count {
            let page = Page::new(own_urls::sitemap_part(number), PageKind::SitemapPart(number));
            // A file of the site that is called so stands.
            if let Err(at) = pages.binary_search_by(|known| known.url.cmp(&page.url)) {
                pages.insert(at, page);
            }
        }
    }
    pages
}

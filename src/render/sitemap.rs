//! What machines read about the site: `sitemap.xml` and `robots.txt`.

use std::fmt::Write as _;

use super::calendar::Calendar;
use crate::ground::markup::escape_xml;
use crate::model::Desk;
use crate::model::languages::Mapped;
use crate::model::own_urls;

const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Makes the sitemap (sitemaps.org 0.9); of a large site, the list of its parts.
pub(super) fn sitemap(desk: &Desk, calendar: &Calendar) -> Vec<u8> {
    let parts = desk.sitemap_parts();
    if parts == 0 {
        return urls(desk, calendar, &desk.sitemap());
    }
    let mut xml = format!("{XML}<sitemapindex xmlns=\"{SITEMAP}\">\n");
    for number in 1..=parts {
        let url = desk.settings().permalink(&own_urls::sitemap_part(number));
        writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", escape_xml(&url))
            .expect("a string takes all");
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

/// Makes a part of the sitemap, its number from one.
pub(super) fn part(desk: &Desk, calendar: &Calendar, number: u32) -> Vec<u8> {
    let entries = desk.sitemap();
    let most = desk.settings().limits.sitemap_urls;
    let own = entries.chunks(most).nth(number.max(1) as usize - 1);
    urls(desk, calendar, own.unwrap_or_default())
}

/// Lists URLs; `lastmod` is what the author says, never a file's time.
fn urls(desk: &Desk, calendar: &Calendar, entries: &[Mapped<'_>]) -> Vec<u8> {
    let settings = desk.settings();
    let mut xml = String::with_capacity(entries.len() * 120 + 200);
    writeln!(
        xml,
        "{XML}<urlset xmlns=\"{SITEMAP}\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\" \
         xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">",
    )
    .expect("a string takes all");
    for Mapped { url, changed, image, versions } in entries {
        let url = settings.permalink(url);
        write!(xml, "<url><loc>{}</loc>", escape_xml(&url)).expect("a string takes all");
        for version in versions {
            let (tag, url) = (settings.tag(version.language), settings.permalink(&version.url));
            alternate(&mut xml, tag, &url);
        }
        if let Some(main) = versions.first() {
            alternate(&mut xml, "x-default", &settings.permalink(&main.url));
        }
        if let Some(moment) = changed {
            let date = calendar.iso(*moment);
            write!(xml, "<lastmod>{date}</lastmod>").expect("a string takes all");
        }
        if let Some(image) = image {
            let image = settings.whole_url(image);
            let image = escape_xml(&image);
            write!(xml, "<image:image><image:loc>{image}</image:loc></image:image>")
                .expect("a string takes all");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

/// Tells where the same stands in a language.
fn alternate(xml: &mut String, language: &str, url: &str) {
    let (language, url) = (escape_xml(language), escape_xml(url));
    write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{url}\"/>")
        .expect("a string takes all");
}

/// Makes `robots.txt`: all may read, and here is the map.
pub(super) fn robots(desk: &Desk) -> Vec<u8> {
    let map = desk.settings().permalink(own_urls::SITEMAP);
    format!("User-agent: *\nAllow: /\n\nSitemap: {map}\n").into_bytes()
}

//! What machines read about the site: `sitemap.xml` and `robots.txt`.

use std::fmt::Write as _;

use super::calendar::Calendar;
use crate::ground::markup::escape_xml;
use crate::model::Desk;
use crate::model::languages::Mapped;

/// Makes the sitemap (sitemaps.org 0.9); `lastmod` is what the author says, never a file's time.
pub(super) fn sitemap(desk: &Desk, calendar: &Calendar) -> Vec<u8> {
    let settings = desk.settings();
    let entries = desk.sitemap();
    let mut xml = String::with_capacity(entries.len() * 120 + 200);
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for Mapped { url, changed, versions, .. } in entries {
        let url = settings.permalink(url);
        write!(xml, "<url><loc>{}</loc>", escape_xml(&url)).expect("a string takes all");
        for version in &versions {
            let (tag, url) = (settings.tag(version.language), settings.permalink(&version.url));
            alternate(&mut xml, tag, &url);
        }
        if let Some(main) = versions.first() {
            alternate(&mut xml, "x-default", &settings.permalink(&main.url));
        }
        if let Some(moment) = changed {
            let date = calendar.iso(moment);
            write!(xml, "<lastmod>{date}</lastmod>").expect("a string takes all");
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
    let map = desk.settings().permalink("/sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {map}\n").into_bytes()
}

//! What machines read about the site: `sitemap.xml` and `robots.txt`.

use std::fmt::Write as _;

use super::calendar::Calendar;
use crate::ground::markup::escape_xml;
use crate::model::Desk;

/// Makes the sitemap (sitemaps.org 0.9); `lastmod` is what the author says, never a file's time.
pub(super) fn sitemap(desk: &Desk, calendar: &Calendar) -> Vec<u8> {
    let settings = desk.settings();
    let entries = desk.sitemap();
    let mut xml = String::with_capacity(entries.len() * 120 + 200);
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (url, changed) in entries {
        let url = settings.permalink(url);
        write!(xml, "<url><loc>{}</loc>", escape_xml(&url)).expect("a string takes all");
        if let Some(moment) = changed {
            let date = calendar.iso(moment);
            write!(xml, "<lastmod>{date}</lastmod>").expect("a string takes all");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

/// Makes `robots.txt`: all may read, and here is the map.
pub(super) fn robots(desk: &Desk) -> Vec<u8> {
    let map = desk.settings().permalink("/sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {map}\n").into_bytes()
}

//! What machines read, as strictly as their formats say: Atom, JSON Feed, sitemaps.
//!
//! Every `atom.xml`, `feed.json` and `sitemap*.xml` of an output is looked at, wherever it lies.

mod atom;
mod forms;
mod json_feed;
mod sitemap;

use std::collections::BTreeMap;

/// Says what is wrong with the feeds and sitemaps of a site that stands below `base`.
pub(crate) fn faults(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (path, bytes) in files {
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_map = name.starts_with("sitemap") && name.ends_with(".xml");
        let faults = match (name, std::str::from_utf8(bytes)) {
            ("atom.xml", Ok(text)) => atom::faults(text, &place(base, path)),
            ("feed.json", Ok(text)) => json_feed::faults(text, &place(base, path)),
            (_, Ok(text)) if is_map => sitemap::faults(text, base),
            ("atom.xml" | "feed.json", Err(_)) => vec!["is no UTF-8".to_string()],
            _ => continue,
        };
        all.extend(faults.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    all
}

fn place(base: &str, path: &str) -> String {
    format!("{base}/{path}")
}

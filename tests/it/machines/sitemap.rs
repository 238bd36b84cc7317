//! Sitemaps, by the protocol of sitemaps.org and the extensions for languages and images.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use roxmltree::{Document, Node};

use super::forms::{Faults, is_instant, is_language, is_url};

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const IMAGE: &str = "http://www.google.com/schemas/sitemap-image/1.1";

/// The most that sitemaps.org allows in one file.
const URLS_MAX: usize = 50_000;
const BYTES_MAX: usize = 50 * 1024 * 1024;
const URL_BYTES_MAX: usize = 2048;
/// The most that the image extension allows for one page.
const IMAGES_MAX: usize = 1_000;

/// Says what of the sitemap protocol a sitemap, or an index of sitemaps, breaks.
pub(super) fn faults(text: &str, base: &str) -> Vec<String> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(why) => return vec![why.to_string()],
    };
    let mut faults = Faults::default();
    faults.unless(text.len() <= BYTES_MAX, || format!("{} bytes are too many", text.len()));
    let root = document.root_element();
    let inner = match root.tag_name().name() {
        "urlset" => "url",
        "sitemapindex" => "sitemap",
        other => return vec![format!("its root is {other}")],
    };
    let namespace = root.tag_name().namespace();
    faults.unless(namespace == Some(SITEMAP), || format!("its namespace is {namespace:?}"));
    let (mut seen, mut alternates) = (BTreeSet::new(), BTreeMap::new());
    for url in root.children().filter(Node::is_element) {
        let is_known = url.has_tag_name((SITEMAP, inner));
        faults.unless(is_known, || format!("{:?} is no {inner}", url.tag_name()));
        let location = location(url, base, &mut faults);
        check_map_parts(url, &location, &mut faults);
        let all = alternates_of(url, &location, &mut faults);
        faults.unless(seen.insert(location.clone()), || format!("{location} stands twice"));
        alternates.insert(location, all);
    }
    faults.unless(!seen.is_empty(), || "is empty".to_string());
    faults.unless(seen.len() <= URLS_MAX, || format!("{} URLs are too many", seen.len()));
    check_returns(&alternates, &mut faults);
    faults.0
}

fn location(url: Node<'_, '_>, base: &str, faults: &mut Faults) -> String {
    let all: Vec<_> = url.children().filter(|one| one.has_tag_name((SITEMAP, "loc"))).collect();
    faults.unless(all.len() == 1, || format!("a url has {} loc", all.len()));
    let location = all.first().and_then(Node::text).unwrap_or_default().to_string();
    faults.unless(is_url(&location), || format!("{location:?} is no absolute URL"));
    let is_short = location.len() < URL_BYTES_MAX;
    faults.unless(is_short, || format!("{location} is too long"));
    // A map may only speak of what lies beside or below it.
    let is_below = location.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'));
    faults.unless(is_below, || format!("{location} is not below {base}"));
    location
}

fn check_map_parts(url: Node<'_, '_>, location: &str, faults: &mut Faults) {
    let mut images = 0;
    for part in url.children().filter(Node::is_element) {
        let text = part.text().unwrap_or_default();
        let tag = part.tag_name();
        let is_right = match (tag.namespace(), tag.name()) {
            (Some(SITEMAP), "loc") => true,
            (Some(SITEMAP), "lastmod") => text.parse::<Date>().is_ok() || is_instant(text),
            (Some(XHTML), "link") => part.attribute("rel") == Some("alternate"),
            (Some(IMAGE), "image") => {
                images += 1;
                let place = part.children().find(|one| one.has_tag_name((IMAGE, "loc")));
                place.and_then(|place| place.text()).is_some_and(is_url)
            }
            // `changefreq` and `priority` are read by nobody.
            _ => false,
        };
        faults.unless(is_right, || format!("{location}: {} is wrong: {text:?}", tag.name()));
    }
    faults.unless(images <= IMAGES_MAX, || format!("{location}: has {images} images"));
    let lasts = url.children().filter(|one| one.has_tag_name((SITEMAP, "lastmod"))).count();
    faults.unless(lasts <= 1, || format!("{location}: has {lasts} lastmod"));
}

/// Gives where the translations of a page are, by language.
fn alternates_of(
    url: Node<'_, '_>,
    location: &str,
    faults: &mut Faults,
) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for link in url.children().filter(|one| one.has_tag_name((XHTML, "link"))) {
        let of = |name| link.attribute(name).unwrap_or_default().to_string();
        let (language, target) = (of("hreflang"), of("href"));
        let is_known = language == "x-default" || is_language(&language);
        faults.unless(is_known, || format!("{location}: hreflang is {language:?}"));
        faults.unless(is_url(&target), || format!("{location}: href is {target:?}"));
        let before = all.insert(language, target);
        faults.unless(before.is_none(), || format!("{location}: a language stands twice"));
    }
    let names_itself = all.is_empty() || all.values().any(|target| target == location);
    faults.unless(names_itself, || format!("{location}: is not among its own alternates"));
    all
}

/// Translations that do not name each other are not believed.
fn check_returns(alternates: &BTreeMap<String, BTreeMap<String, String>>, faults: &mut Faults) {
    for (location, all) in alternates {
        for target in all.values() {
            let back = alternates.get(target);
            let is_same = back.is_none_or(|back| back == all);
            faults.unless(is_same, || format!("{location}: {target} has other alternates"));
        }
    }
}

#[test]
fn sitemaps_that_break_a_rule_are_found() {
    let [one, other] = ["https://a.example/b/", "https://a.example/b/en/"];
    let links = format!(
        "<x:link rel=\"alternate\" hreflang=\"es\" href=\"{one}\"/>\
         <x:link rel=\"alternate\" hreflang=\"en\" href=\"{other}\"/>"
    );
    let map = format!(
        "<urlset xmlns=\"{SITEMAP}\" xmlns:x=\"{XHTML}\" xmlns:i=\"{IMAGE}\"><url><loc>{one}</loc>\
         <lastmod>2026-01-02</lastmod>{links}</url><url><loc>{other}</loc>{links}<i:image>\
         <i:loc>https://a.example/b/c.png</i:loc></i:image></url></urlset>"
    );
    let wrong = |map: &str| faults(map, "https://a.example/b");
    assert_eq!(wrong(&map), [""; 0]);
    for (what, instead) in [
        ("<loc>https://a.example/b/</loc>", "<loc>https://a.example/</loc>"),
        ("<loc>https://a.example/b/</loc>", ""),
        ("<loc>https://a.example/b/en/</loc>", "<loc>https://a.example/b/</loc>"),
        ("2026-01-02", "2026-13-02"),
        ("hreflang=\"en\"", "hreflang=\"fr\""),
        ("hreflang=\"en\"", "hreflang=\"English\""),
        ("c.png", "c d.png"),
        ("<lastmod>", "<priority>1</priority><lastmod>"),
        ("http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.sitemaps.org/"),
        ("</urlset>", ""),
    ] {
        assert!(map.contains(what), "{what}");
        assert!(!wrong(&map.replacen(what, instead, 1)).is_empty(), "{what} → {instead}");
    }
}

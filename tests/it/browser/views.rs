//! Which pages of a site to look at: one of each kind and language, and as many more as it takes
//! to see all that pages are made of.
//!
//! Nobody lists the kinds. A kind is the class of a page's body, its language, and whether it goes
//! on from another page; what pages are made of are their tags and classes. A new kind of page, or
//! a new component, is looked at as soon as a site has it.

use std::collections::{BTreeMap, BTreeSet};

use super::shelf::Shelf;
use crate::pages::{Element, elements};
use crate::sites::Built;

/// The sizes at which pages are looked at, in CSS pixels.
pub(crate) const SIZES: [(u32, u32); 2] = [(1280, 800), (360, 740)];

/// The colour schemes in which pages are looked at.
pub(crate) const SCHEMES: [&str; 2] = ["light", "dark"];

/// A page to look at.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// What to call it, as in `own-section-es`; good for the name of a file.
    pub(crate) name: String,
    /// Where to see it.
    pub(crate) url: String,
}

/// A page that may be looked at.
struct Candidate<'a> {
    site: usize,
    path: &'a str,
    kind: String,
    parts: BTreeSet<String>,
}

/// Gives one page of each kind in each site.
pub(crate) fn of_each_site(sites: &[Built], shelves: &[Shelf]) -> Vec<View> {
    let candidates = candidates(sites);
    let mut chosen: BTreeMap<(usize, &str), &Candidate<'_>> = BTreeMap::new();
    for candidate in &candidates {
        let place = chosen.entry((candidate.site, &candidate.kind)).or_insert(candidate);
        if candidate.parts.len() > place.parts.len() {
            *place = candidate;
        }
    }
    named(chosen.into_values(), sites, shelves)
}

/// Gives one page of each kind among all sites, and more until every part was seen.
pub(crate) fn of_all_parts(sites: &[Built], shelves: &[Shelf]) -> Vec<View> {
    let mut rest = candidates(sites);
    let kinds: BTreeSet<String> = rest.iter().map(|one| one.kind.clone()).collect();
    let (mut chosen, mut unseen_kinds, mut seen) = (Vec::new(), kinds, BTreeSet::new());
    loop {
        let news = |one: &Candidate<'_>| {
            let parts = one.parts.difference(&seen).count();
            (unseen_kinds.contains(&one.kind), parts)
        };
        // The earlier of two equals, so that the choice is always the same.
        let best = (0..rest.len()).rev().max_by_key(|at| news(&rest[*at]));
        let Some(best) = best.filter(|at| news(&rest[*at]) > (false, 0)) else { break };
        let best = rest.remove(best);
        unseen_kinds.remove(&best.kind);
        seen.extend(best.parts.iter().cloned());
        chosen.push(best);
    }
    named(chosen.iter(), sites, shelves)
}

fn candidates(sites: &[Built]) -> Vec<Candidate<'_>> {
    let mut all = Vec::new();
    for (site, built) in sites.iter().enumerate() {
        for path in built.files.keys().filter(|path| path.ends_with(".html")) {
            let html = String::from_utf8_lossy(&built.files[path]);
            let tags = elements(&html);
            let kind = kind(&tags, path);
            all.push(Candidate { site, path, kind, parts: parts(&tags) });
        }
    }
    all
}

/// Names a page's kind, as in `section-branded-es`, `home-further-es` or `redirect-es`.
fn kind(tags: &[Element], path: &str) -> String {
    let of = |tag: &str, key: &str| {
        let attributes = tags.iter().find(|(name, _)| name == tag).map(|(_, all)| all);
        let found = attributes.into_iter().flatten().find(|(name, _)| name == key);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let classes = of("body", "class");
    let mut names: Vec<&str> = classes.split_whitespace().collect();
    for name in &mut names {
        *name = name.strip_prefix("on-").unwrap_or(name);
    }
    if names.is_empty() {
        names.push("redirect");
    }
    if path.starts_with("page/") || path.contains("/page/") {
        names.push("further");
    }
    // The one class that tells a guide from a list of articles stands deeper.
    if names[0] == "section" && tags.iter().any(|tag| has_class(tag, "chapters")) {
        names.push("guide");
    }
    let language = of("html", "lang");
    names.push(&language);
    names.join("-")
}

fn has_class((_, attributes): &Element, class: &str) -> bool {
    let mut classes = attributes.iter().filter(|(key, _)| key == "class");
    classes.any(|(_, value)| value.split_whitespace().any(|one| one == class))
}

/// Gives each tag with each of its classes, as in `p.standfirst`.
fn parts(tags: &[Element]) -> BTreeSet<String> {
    let mut parts = BTreeSet::new();
    for (tag, attributes) in tags {
        parts.insert(tag.clone());
        for (key, value) in attributes.iter().filter(|(key, _)| key == "class" || key == "role") {
            parts.extend(value.split_whitespace().map(|one| format!("{tag}.{key}.{one}")));
        }
    }
    parts
}

fn named<'a>(
    chosen: impl Iterator<Item = &'a Candidate<'a>>,
    sites: &[Built],
    shelves: &[Shelf],
) -> Vec<View> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let views = chosen.map(|one| {
        let name = format!("{}-{}", sites[one.site].name, one.kind);
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        let name = if *count > 1 { format!("{name}-{count}") } else { name };
        View { name, url: shelves[one.site].url(one.path) }
    });
    views.collect()
}

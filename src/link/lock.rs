//! The lock: URLs that were published stay, or lead on.

use std::sync::Arc;

use super::sections::Hidden;
use crate::ground::findings::lost_url;
use crate::ground::nearest::nearest;
use crate::ground::slug::slug;
use crate::ground::{Diagnostic, Place, Span, url};
use crate::model::page::{DocumentId, FeedFormat, Standing};
use crate::model::site::SiteParts;
use crate::model::{PageKind, lock};

/// Only so many lost URLs get a careful suggestion: each looks at all pages.
const SUGGESTIONS_MAX: usize = 20;

/// Finds the locked URLs that no page bears any more.
pub(super) fn check(parts: &SiteParts, hidden: &Hidden, text: &str) -> Vec<Diagnostic> {
    let path: Arc<str> = Arc::from(lock::FILE);
    let mut findings = Vec::new();
    for (start, locked) in lock::lines(text) {
        if parts.by_url.contains_key(locked) || is_expired(hidden, locked) {
            continue;
        }
        let place = Place::new(&path, Span::new(start..start + locked.len()));
        let near = Some(locked).filter(|_| findings.len() < SUGGESTIONS_MAX);
        let near = near.and_then(|locked| replacement(parts, locked));
        let (target, document) = near.unwrap_or_else(|| (above(parts, locked), None));
        let file = document.map(|id| Place::file(&parts.documents[id.0 as usize].path));
        findings.push(lost_url(place, locked, (&target, file)));
    }
    findings
}

/// Tells whether it was the URL of a document that has had its time, as its author wished.
fn is_expired(hidden: &Hidden, locked: &str) -> bool {
    let name = last(locked);
    hidden.iter().any(|(path, standing)| {
        *standing == Standing::Expired && (slug(stem(path)) == name || stem(path) == name)
    })
}

/// Finds the page that may stand now for one that is gone: with the same end of its URL, made of a
/// file or a title of that name, or else much alike.
fn replacement(parts: &SiteParts, locked: &str) -> Option<(String, Option<DocumentId>)> {
    let feed = FeedFormat::ALL.into_iter().find(|format| url::name(locked) == format.file());
    if let Some(format) = feed {
        let list = locked.strip_suffix(format.file())?;
        let (near, document) = replacement(parts, list)?;
        let feed = format!("{near}{}", format.file());
        return parts.by_url.contains_key(feed.as_str()).then_some((feed, document));
    }
    let name = last(locked);
    let shown = parts.pages.iter().filter(|page| is_shown(&page.kind));
    let articles = shown.clone().filter_map(|page| match page.kind {
        PageKind::Article(document) => Some((page, document)),
        _ => None,
    });
    let named = |document: DocumentId| {
        let record = &parts.documents[document.0 as usize];
        slug(stem(&record.path)) == name || slug(&record.title) == name
    };
    let same_end = articles.clone().find(|(page, _)| last(&page.url) == name);
    if let Some((page, document)) = same_end.or_else(|| articles.clone().find(|it| named(it.1))) {
        return Some((page.url.to_string(), Some(document)));
    }
    let same_end = shown.clone().find(|page| last(&page.url) == name);
    let near = || nearest(locked, shown.clone().map(|page| &*page.url));
    let url = same_end.map(|page| &*page.url).or_else(near)?;
    let document = match parts.pages[parts.by_url.get(url)?.0 as usize].kind {
        PageKind::Article(document) => Some(document),
        PageKind::Section(section, _) => parts.sections[section.0 as usize].document,
        _ => None,
    };
    Some((url.to_string(), document))
}

fn is_shown(kind: &PageKind) -> bool {
    matches!(
        kind,
        PageKind::Article(_)
            | PageKind::Section(_, 1)
            | PageKind::Taxonomy(_)
            | PageKind::Term(_, 1)
    )
}

/// Gives the nearest page above a path: the home at the top.
fn above(parts: &SiteParts, locked: &str) -> String {
    let mut path = locked.trim_end_matches('/');
    while let Some(at) = path.rfind('/') {
        if parts.by_url.contains_key(&path[..=at]) {
            return path[..=at].to_string();
        }
        path = &path[..at];
    }
    "/".to_string()
}

/// Gives the last part of a URL: `escuchar` of `/articulos/escuchar/`.
fn last(path: &str) -> &str {
    url::name(path.trim_end_matches('/'))
}

/// Gives the name by which a file is known: of an index, that of its folder.
fn stem(path: &str) -> &str {
    match url::stem(url::name(path)) {
        "index" | "_index" => url::name(url::folder(path)),
        stem => stem,
    }
}

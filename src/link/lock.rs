//! The lock: URLs that were published stay, or lead on.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::taxonomies::{self, ARCHIVE, AUTHORS};
use crate::ground::findings::{lost_url, more_lost_urls};
use crate::ground::nearest::nearest;
use crate::ground::slug::slug;
use crate::ground::{Diagnostic, Place, Span, url};
use crate::model::page::{DocumentId, FeedFormat};
use crate::model::site::SiteParts;
use crate::model::{FrontMatter, LanguageId, Page, PageKind, Record, lock};

/// Only so many lost URLs get a careful suggestion: each looks at all pages.
const SUGGESTIONS_MAX: usize = 20;

/// So many lost URLs are told each; the others are counted.
const FINDINGS_MAX: usize = 500;

/// Finds the locked URLs that no page bears any more.
/// `expired` are the documents that have had their time, as their authors wished.
pub(super) fn check(
    parts: &SiteParts,
    expired: &[(Arc<Record>, Arc<FrontMatter>)],
    text: &str,
) -> Vec<Diagnostic> {
    let path: Arc<str> = Arc::from(lock::FILE);
    let gone: BTreeSet<String> =
        expired.iter().flat_map(|(record, matter)| ends(parts, record, matter)).collect();
    let mut findings = Vec::new();
    let mut others: Option<(Place, usize)> = None;
    for (start, locked) in lock::lines(text) {
        if parts.by_url.contains_key(locked) || gone.contains(end(locked)) {
            continue;
        }
        let place = Place::new(&path, Span::new(start..start + locked.len()));
        if findings.len() == FINDINGS_MAX {
            others.get_or_insert((place, 0)).1 += 1;
            continue;
        }
        let near = Some(locked).filter(|_| findings.len() < SUGGESTIONS_MAX);
        let near = near.and_then(|locked| replacement(parts, locked));
        let (target, document) = near.unwrap_or_else(|| (above(parts, locked), None));
        let file = document.map(|id| Place::file(&parts.documents[id.0 as usize].path));
        findings.push(lost_url(place, locked, (&target, file)));
    }
    findings.extend(others.map(|(place, count)| more_lost_urls(place, count)));
    findings
}

/// Gives how the URLs may end that go with a document: its own, those of its terms and its year and of
/// their lists, that of its section; of a dated one also those of the homes, whose feeds it may have
/// been the last to stand in.
fn ends(parts: &SiteParts, record: &Record, matter: &FrontMatter) -> Vec<String> {
    let own = record.matter.url.as_ref().map(|path| last(&path.value).to_string());
    let own = own.or_else(|| record.matter.slug.as_ref().map(|slug| slug.value.clone()));
    let own = own.unwrap_or_else(|| slug(stem(&record.key)).into_owned());
    let year = taxonomies::year(&parts.settings.zone(), matter.date);
    let terms = matter.taxonomies.values().flatten().chain(&matter.authors);
    let taxonomies = matter.taxonomies.keys().map(String::as_str).chain([ARCHIVE, AUTHORS]);
    let named = terms.map(String::as_str).chain(taxonomies);
    let mut ends: Vec<String> = named.map(|name| slug(name).into_owned()).collect();
    ends.extend(year.map(|year| year.to_string()));
    ends.push(slug(url::name(url::folder(&record.path))).into_owned());
    ends.push(own);
    if matter.date.or(matter.updated).is_some() {
        let homes = parts.settings.tongues().map(|language| parts.settings.home(language));
        ends.extend(homes.map(|home| last(&home).to_string()));
    }
    ends
}

/// Gives the last part of a URL; of a feed, that of its list.
fn end(locked: &str) -> &str {
    let feeds = FeedFormat::ALL.into_iter();
    last(feeds.fold(locked, |locked, format| locked.strip_suffix(format.file()).unwrap_or(locked)))
}

/// Finds the page that may stand now for one that is gone, in its own language if there is one.
fn replacement(parts: &SiteParts, locked: &str) -> Option<(String, Option<DocumentId>)> {
    let home = |language: &LanguageId| parts.settings.home(*language);
    let tongues = parts.settings.tongues().filter(|language| locked.starts_with(&home(language)));
    let own = tongues.max_by_key(|language| home(language).len())?;
    alike(parts, locked, Some(own)).or_else(|| alike(parts, locked, None))
}

/// Finds a page with the same end of its URL, made of a file or a title of that name, or else much
/// alike; in one language or in any.
fn alike(
    parts: &SiteParts,
    locked: &str,
    language: Option<LanguageId>,
) -> Option<(String, Option<DocumentId>)> {
    let feed = FeedFormat::ALL.into_iter().find(|format| url::name(locked) == format.file());
    if let Some(format) = feed {
        let list = locked.strip_suffix(format.file())?;
        let (near, document) = alike(parts, list, language)?;
        let feed = format.url(&near);
        return parts.by_url.contains_key(feed.as_str()).then_some((feed, document));
    }
    let name = last(locked);
    let is_meant = |page: &&Page| language.is_none_or(|language| page.language == language);
    let shown = parts.pages.iter().filter(|page| is_shown(&page.kind)).filter(is_meant);
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

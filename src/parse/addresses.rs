//! Addresses in front matter and settings: those that cannot be used become findings.

use crate::ground::slug::slug as clean_slug;
use crate::ground::{Located, Words, findings};

use super::fields::Reader;
use super::node::{Key, Node};
use super::paths;

/// Reads the last part of a URL.
pub(super) fn slug(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> Option<Located<String>> {
    let slug = reader.located(key, node)?;
    let checked = paths::slug(&slug.value);
    or_finding(reader, &slug, checked)?;
    if slug.value.contains(char::is_whitespace) {
        let clean = clean_slug(&slug.value);
        let pair = (!clean.is_empty()).then(|| reader.syntax().text(&key.name, &clean));
        let place = reader.place(slug.span);
        reader.report(findings::spaced_slug(place, &slug.value, pair.as_deref()));
        return None;
    }
    Some(slug)
}

/// Reads a path of the site, decoded.
pub(super) fn url(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> Option<Located<String>> {
    let url = reader.located(key, node)?;
    site_path(reader, url)
}

/// Reads paths of the site, decoded.
pub(super) fn aliases(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> Vec<Located<String>> {
    let aliases = reader.texts(key, node);
    let paths = aliases.into_iter().filter_map(|alias| site_path(reader, alias));
    paths.collect()
}

/// Reads `base_url`, without slashes at its end.
pub(super) fn base_url(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<String> {
    let base = reader.located(key, node)?;
    let checked = paths::base_url(&base.value);
    or_finding(reader, &base, checked)
}

/// Reads where a redirect or an entry of the menu leads.
pub(super) fn target(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> Option<Located<String>> {
    let target = reader.located(key, node)?;
    let checked = paths::target(&target.value);
    or_finding(reader, &target, checked)?;
    Some(target)
}

/// Checks a path of the site and gives it decoded.
pub(super) fn site_path(reader: &mut Reader<'_>, url: Located<String>) -> Option<Located<String>> {
    let checked = paths::site_path(&url.value);
    let path = or_finding(reader, &url, checked)?;
    Some(Located::new(path, url.span))
}

fn or_finding<T>(
    reader: &mut Reader<'_>,
    url: &Located<String>,
    checked: Result<T, Words>,
) -> Option<T> {
    checked
        .map_err(|why| {
            let place = reader.place(url.span);
            reader.report(findings::bad_url(place, &url.value, &why));
        })
        .ok()
}

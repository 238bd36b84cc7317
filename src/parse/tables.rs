//! The tables of the settings: Markdown, findings, feeds, redirects, limits and the menu.

use std::collections::BTreeMap;

use crate::ground::{Code, Located, Severity, Words, findings};
use crate::model::page::Server;
use crate::model::settings::{
    FeedScope, FeedScopes, FeedSettings, Limits, MachineSettings, MarkdownSettings, MenuItem,
    RawHtml, Translation,
};

use super::addresses;
use super::fields::{Reader, located_key, put};
use super::node::{Key, Node, Table};
use super::reference;

/// The most bytes that a page may be allowed to have, as a file or when it is printed.
const BYTES_MAX: u32 = 1 << 30;
/// The most files that a site may be allowed to have.
const FILES_MAX: u32 = 100_000_000;
/// The most seconds that a page may be allowed to take.
const SECONDS_MAX: u32 = 3_600;
/// The most URLs that a sitemap may have (sitemaps.org).
const SITEMAP_URLS_MAX: u32 = 50_000;
/// The most entries that a feed may be allowed to have.
const FEED_ENTRIES_MAX: u32 = 1_000;

/// Gives the entries of a table whose keys the reference tells; the others become findings.
pub(super) fn documented<'a>(reader: &mut Reader<'_>, name: &str, table: Table<'a>) -> Table<'a> {
    let is_told =
        |(key, _): &(Key<'a>, Node<'a>)| reference::names(name).any(|told| told == key.name);
    let (told, others): (Table<'a>, Table<'a>) = table.into_iter().partition(is_told);
    for (key, _) in others {
        reader.unknown(&key, reference::names(name));
    }
    told
}

/// Reads `[markdown]`.
pub(super) fn markdown(
    reader: &mut Reader<'_>,
    markdown: &mut MarkdownSettings,
    key: &Key<'_>,
    node: Node<'_>,
) {
    let html =
        [("escape", RawHtml::Escape), ("sanitize", RawHtml::Sanitize), ("trust", RawHtml::Trust)];
    let unknown_keys = [("error", false), ("keep", true)];
    let table = reader.table(key, node);
    for (key, node) in documented(reader, "markdown", table) {
        match key.name.as_ref() {
            "html" => put(&mut markdown.html, reader.choice(&key, node, &html)),
            "unknown_keys" => {
                put(&mut markdown.keeps_unknown_keys, reader.choice(&key, node, &unknown_keys))
            }
            "smart_quotes" => put(&mut markdown.smart_quotes, reader.bool(&key, &node)),
            "heading_ids" => put(&mut markdown.heading_ids, reader.bool(&key, &node)),
            _ => reader.unknown(&key, reference::names("markdown")),
        }
    }
}

/// Reads `[findings]`: how grave each code is.
pub(super) fn severities(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> BTreeMap<Code, Severity> {
    let severities = [("error", Severity::Error), ("warn", Severity::Warn), ("off", Severity::Off)];
    let mut chosen = BTreeMap::new();
    for (key, node) in reader.table(key, node) {
        let Ok(code) = key.name.parse::<Code>() else {
            reader.unknown(&key, Code::ALL.iter().map(|code| code.name()));
            continue;
        };
        let span = node.span;
        let Some(severity) = reader.choice(&key, node, &severities) else { continue };
        if severity != Severity::Error && code.is_fatal() {
            let why = Words::new(
                "sin esto no hay página: siempre es un error",
                "without this there is no page: it is always an error",
            );
            reader.unfit(&key, &Located::new(severity_name(severity).to_string(), span), &why);
            continue;
        }
        chosen.insert(code, severity);
    }
    chosen
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warn",
        Severity::Off => "off",
    }
}

/// Reads `[feeds]`.
pub(super) fn feeds(
    reader: &mut Reader<'_>,
    feeds: &mut FeedSettings,
    key: &Key<'_>,
    node: Node<'_>,
) {
    let table = reader.table(key, node);
    for (key, node) in documented(reader, "feeds", table) {
        match key.name.as_ref() {
            "atom" => put(&mut feeds.has_atom, reader.bool(&key, &node)),
            "json" => put(&mut feeds.has_json, reader.bool(&key, &node)),
            "sections" => put(&mut feeds.of.sections, reader.bool(&key, &node)),
            "terms" => put(&mut feeds.of.terms, reader.bool(&key, &node)),
            "authors" => put(&mut feeds.of.authors, reader.bool(&key, &node)),
            "full" => feeds.full = scopes(reader, &key, node),
            "entries" => {
                let entries = reader.within(&key, &node, 1..=FEED_ENTRIES_MAX);
                put(&mut feeds.entries, entries.map(|entries| entries as usize));
            }
            _ => reader.unknown(&key, reference::names("feeds")),
        }
    }
}

/// Reads `[machines]`.
pub(super) fn machines(
    reader: &mut Reader<'_>,
    machines: &mut MachineSettings,
    key: &Key<'_>,
    node: Node<'_>,
) {
    let table = reader.table(key, node);
    for (key, node) in documented(reader, "machines", table) {
        match key.name.as_ref() {
            "llms" => put(&mut machines.has_llms, reader.bool(&key, &node)),
            "markdown" => put(&mut machines.has_markdown, reader.bool(&key, &node)),
            _ => reader.unknown(&key, reference::names("machines")),
        }
    }
}

/// Reads a list of kinds of lists.
fn scopes(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> FeedScopes {
    let choices = [
        ("site", FeedScope::Site),
        ("sections", FeedScope::Section),
        ("terms", FeedScope::Term),
        ("authors", FeedScope::Author),
    ];
    let mut chosen = FeedScopes::default();
    for node in reader.list(key, node) {
        match reader.choice(key, node, &choices) {
            Some(FeedScope::Site) => chosen.site = true,
            Some(FeedScope::Section) => chosen.sections = true,
            Some(FeedScope::Term) => chosen.terms = true,
            Some(FeedScope::Author) => chosen.authors = true,
            None => {}
        }
    }
    chosen
}

/// Reads `[limits]`.
pub(super) fn limits(reader: &mut Reader<'_>, limits: &mut Limits, key: &Key<'_>, node: Node<'_>) {
    let wide = |number: Option<u32>| number.map(u64::from);
    let table = reader.table(key, node);
    for (key, node) in documented(reader, "limits", table) {
        match key.name.as_ref() {
            "page_bytes" => {
                let bytes = reader.within(&key, &node, 1..=BYTES_MAX);
                put(&mut limits.page_bytes, wide(bytes));
            }
            "output_bytes" => {
                let bytes = reader.within(&key, &node, 1..=BYTES_MAX);
                put(&mut limits.output_bytes, wide(bytes));
            }
            "page_seconds" => {
                let seconds = reader.within(&key, &node, 1..=SECONDS_MAX);
                put(&mut limits.page_seconds, wide(seconds));
            }
            "files" => {
                let files = reader.within(&key, &node, 1..=FILES_MAX);
                put(&mut limits.files, files.map(|files| files as usize));
            }
            "sitemap_urls" => {
                let urls = reader.within(&key, &node, 1..=SITEMAP_URLS_MAX);
                put(&mut limits.sitemap_urls, urls.map(|urls| urls as usize));
            }
            _ => reader.unknown(&key, reference::names("limits")),
        }
    }
}

/// Reads `[redirects]`: old path to new path or URL.
pub(super) fn redirects(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> Vec<(Located<String>, Located<String>)> {
    let mut redirects = Vec::new();
    for (key, node) in reader.table(key, node) {
        let target = addresses::target(reader, &key, node);
        let from = addresses::site_path(reader, located_key(key));
        redirects.extend(from.zip(target));
    }
    redirects
}

/// Reads `redirect_files`: the servers that are told of redirects.
pub(super) fn redirect_files(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> Vec<Server> {
    let choices = [
        ("netlify", Server::Netlify),
        ("nginx", Server::Nginx),
        ("apache", Server::Apache),
        ("caddy", Server::Caddy),
    ];
    let nodes = reader.list(key, node);
    let servers = nodes.into_iter().filter_map(|node| reader.choice(key, node, &choices));
    let mut servers: Vec<Server> = servers.collect();
    servers.sort_unstable();
    servers.dedup();
    servers
}

/// Reads `menu`: a list of titles and where they lead.
pub(super) fn menu(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Vec<MenuItem> {
    let nodes = reader.list(key, node);
    let items = nodes.into_iter().filter_map(|node| menu_item(reader, key, node));
    items.collect()
}

/// Reads `[translations]`: what the settings say in other languages.
pub(super) fn translations(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
) -> Vec<(Located<String>, Translation)> {
    let mut translations = Vec::new();
    for (language, node) in reader.table(key, node) {
        let mut translation = Translation::default();
        let table = reader.table(&language, node);
        for (key, node) in documented(reader, "translations", table) {
            match key.name.as_ref() {
                "title" => put(&mut translation.title, reader.text(&key, node)),
                "description" => put(&mut translation.description, reader.text(&key, node)),
                "footer" => {
                    put(&mut translation.footer, reader.text(&key, node));
                    translation.footer_place = key.span;
                }
                "menu" => translation.menu = menu(reader, &key, node),
                _ => reader.unknown(&key, reference::names("translations")),
            }
        }
        translations.push((located_key(language), translation));
    }
    translations
}

fn menu_item(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<MenuItem> {
    let span = node.span;
    let table = reader.table(key, node);
    if table.is_empty() {
        return None;
    }
    let is_written = |name: &str| table.iter().any(|(key, _)| key.name == name);
    if !is_written("title") || !is_written("url") {
        let wanted = Words::new("`title` y `url`", "`title` and `url`");
        let found = Words::new("una tabla sin los dos", "a table without both");
        let place = reader.place(span);
        reader.report(findings::wrong_type(place, &key.name, &wanted, &found));
    }
    let (mut title, mut url) = (None, None);
    for (key, node) in documented(reader, "menu", table) {
        match key.name.as_ref() {
            "title" => title = reader.text(&key, node),
            "url" => url = addresses::target(reader, &key, node),
            _ => reader.unknown(&key, reference::names("menu")),
        }
    }
    Some(MenuItem { title: title?, url: url? })
}

//! What links may lead to, found by any of the ways in which authors write it.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::names;
use super::sections::Hidden;
use super::theses::Named;
use crate::ground::nearest::nearest;
use crate::ground::url;
use crate::model::page::{AssetId, DocumentId, PageId, SectionId};
use crate::model::site::SiteParts;
use crate::model::{LanguageId, Page, PageKind, surveys};

/// Everything that has a name to link to.
pub(super) struct Targets<'a> {
    parts: &'a SiteParts,
    hidden: &'a Hidden,
    assets: FxHashMap<&'a str, AssetId>,
    asset_urls: FxHashMap<&'a str, AssetId>,
    /// Documents by the names under which short links know them: slug, or path without ending.
    /// Made for the first short link, for most sites have none.
    short: OnceLock<FxHashMap<String, Vec<DocumentId>>>,
    /// Sections by their folder and language.
    folders: FxHashMap<(&'a str, LanguageId), SectionId>,
    /// Documents by their path without the mark of a language, where that is no document's path.
    unmarked: FxHashMap<&'a str, DocumentId>,
    /// What each page is as a target.
    pages: Vec<Target>,
}

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Document(DocumentId),
    Page(PageId),
    Asset(AssetId),
}

impl<'a> Targets<'a> {
    pub(super) fn new(parts: &'a SiteParts, hidden: &'a Hidden) -> Self {
        let numbered = || (0..).map(AssetId).zip(parts.assets.iter().zip(&parts.asset_urls));
        let sections = parts.sections.iter().enumerate();
        let pages = parts.pages.iter().zip((0..).map(PageId));
        Self {
            parts,
            hidden,
            assets: numbered().map(|(id, (asset, _))| (&*asset.path, id)).collect(),
            asset_urls: numbered().map(|(id, (_, url))| (url.as_str(), id)).collect(),
            short: OnceLock::new(),
            folders: sections
                .map(|(at, one)| ((&*one.folder, one.language), names::section(at)))
                .collect(),
            unmarked: unmarked(parts),
            pages: pages.map(|(page, id)| target(parts, page, id)).collect(),
        }
    }

    /// Finds what a path leads to, seen from a document: a content file, a file beside it, a
    /// page, a file of `static/`.
    pub(super) fn find(&self, from: DocumentId, path: &str) -> Option<Target> {
        if path.starts_with('/') {
            let below = path.trim_start_matches('/');
            let found = self.by_url(path).map(|target| self.stood_in(from, target));
            return found.or_else(|| self.content(from, &join("content", below)));
        }
        let document = &self.parts.documents[from.0 as usize];
        let beside = url::resolve(url::folder(&document.path), path);
        let content = beside.filter(|path| path.starts_with("content"));
        if let Some(found) = content.and_then(|path| self.content(from, &path)) {
            return Some(found);
        }
        let own = &*self.parts.cards[from.0 as usize].url;
        let folder = if own.ends_with('/') { own } else { url::folder(own) };
        let mut seen = format!("/{}", url::resolve(folder, path)?);
        if path.ends_with('/') && seen != "/" {
            seen.push('/');
        }
        self.by_url(&seen).map(|target| self.stood_in(from, target))
    }

    /// Tells why the document that a path names is not shown, if there is one.
    pub(super) fn hidden(&self, from: DocumentId, path: &str) -> Option<&'static str> {
        let document = &self.parts.documents[from.0 as usize];
        let path = match path.strip_prefix('/') {
            Some(below) => Some(join("content", below)),
            None => url::resolve(url::folder(&document.path), path),
        }?;
        let bare = path.trim_end_matches('/');
        let spellings = [
            path.clone(),
            format!("{bare}.md"),
            format!("{bare}/index.md"),
            format!("{bare}/_index.md"),
        ];
        let hidden = spellings.iter().find_map(|path| self.hidden.get(path.as_str()));
        hidden.map(|standing| standing.name())
    }

    /// Finds the documents that a short link names, each in the language of the one that links.
    pub(super) fn find_short(&self, from: DocumentId, name: &str) -> Vec<DocumentId> {
        let card = &self.parts.cards[from.0 as usize];
        if let Some(named) = Named::of(name) {
            let found = named.find(self.parts, (card.section, card.edition));
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(survey) = surveys::named(name) {
            let found = self.parts.surveys_called(survey).into_iter();
            return found.filter_map(|one| self.parts.results_page(one, card.edition)).collect();
        }
        let name = name.trim_matches('/').trim_end_matches(".md");
        let named = self.short().get(name).map_or(&[][..], Vec::as_slice);
        let edition = self.edition(from);
        let versions = named.iter().map(|document| self.version(*document, edition));
        let mut found: Vec<DocumentId> = versions.collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Finds the text about a thesis of the manifesto in which a document stands.
    pub(super) fn own_thesis(&self, from: DocumentId, number: &str) -> Option<DocumentId> {
        let section = self.parts.cards[from.0 as usize].section;
        let own = self.parts.manifestos.iter().find(|one| one.section == section)?;
        own.find(number.parse().ok()?)
    }

    fn edition(&self, document: DocumentId) -> LanguageId {
        self.parts.cards[document.0 as usize].edition
    }

    /// Gives the version of a document in a language, if it has one there, else itself.
    fn version(&self, document: DocumentId, language: LanguageId) -> DocumentId {
        self.parts.versions.version(document, language).unwrap_or(document)
    }

    /// Keeps a reader in the language of a document that stands in for its translation; others
    /// lead exactly where they say.
    fn stood_in(&self, from: DocumentId, target: Target) -> Target {
        let stands_in = from.0 as usize >= self.parts.own;
        match target {
            Target::Document(document) if stands_in => {
                Target::Document(self.version(document, self.edition(from)))
            }
            _ => target,
        }
    }

    fn short(&self) -> &FxHashMap<String, Vec<DocumentId>> {
        self.short.get_or_init(|| {
            let mut short: FxHashMap<String, Vec<DocumentId>> = FxHashMap::default();
            for (index, document) in self.parts.documents.iter().take(self.parts.own).enumerate() {
                for name in short_names(&document.key, &self.parts.cards[index].url) {
                    short.entry(name).or_default().push(names::document(index));
                }
            }
            short
        })
    }

    /// Finds a content file as it is named in the site's folder, with or without its ending: in
    /// the language of the document that links, unless the name bears the mark of another.
    fn content(&self, from: DocumentId, path: &str) -> Option<Target> {
        let edition = self.edition(from);
        let by_path = |path: &str| {
            let named = self.parts.by_path.get(path).or_else(|| self.unmarked.get(path))?;
            let is_marked = *self.parts.documents[named.0 as usize].key != *path;
            let found = if is_marked { *named } else { self.version(*named, edition) };
            Some(Target::Document(found))
        };
        let by_folder = |folder: &str| {
            let section = self.folders.get(&(folder, edition));
            section.or_else(|| self.folders.get(&(folder, LanguageId::default()))).copied()
        };
        if let Some(found) = by_path(path) {
            return Some(found);
        }
        if let Some(asset) = self.assets.get(path) {
            return Some(Target::Asset(*asset));
        }
        if let Some(section) = by_folder(path) {
            return self.section(section);
        }
        ["_index.md", "index.md"]
            .iter()
            .find_map(|name| by_path(&join(path, name)))
            .or_else(|| by_path(&format!("{path}.md")))
            .or_else(|| {
                let folder = path.strip_suffix("/_index.md")?;
                self.section(by_folder(folder)?)
            })
    }

    fn section(&self, section: SectionId) -> Option<Target> {
        let section = &self.parts.sections[section.0 as usize];
        match section.document {
            Some(document) => Some(Target::Document(document)),
            None => self.parts.by_url.get(section.url.as_str()).copied().map(Target::Page),
        }
    }

    /// Finds what stands at a path of the site.
    pub(super) fn by_url(&self, path: &str) -> Option<Target> {
        let page = |path: &str| self.parts.by_url.get(path).copied();
        let found = page(path)
            .or_else(|| page(&format!("{path}/")))
            .or_else(|| page(path.strip_suffix("index.html")?));
        match found {
            Some(id) => Some(self.pages[id.0 as usize]),
            None => self.asset_urls.get(path).copied().map(Target::Asset),
        }
    }

    /// Finds what a broken target may have meant, as it would be written in the same document.
    pub(super) fn suggest(&self, from: DocumentId, path: &str) -> Option<String> {
        if !matches!(url::ending(path).as_str(), "" | "md" | "html") {
            return self.suggest_file(from, path);
        }
        let record = &self.parts.documents[from.0 as usize];
        let folder = url::folder(&record.path);
        let wanted = url::name(path.trim_end_matches('/'));
        let own = &self.parts.documents[..self.parts.own];
        let paths = || own.iter().map(|document| &*document.path);
        let same_name =
            || paths().find(|known| url::name(known) == wanted && *known != &*record.path);
        let alike = || {
            let known: Vec<&str> = paths().filter(|known| url::folder(known) == folder).collect();
            let name = nearest(wanted, known.iter().map(|known| url::name(known)))?;
            known.iter().find(|known| url::name(known) == name).copied()
        };
        let anywhere = || {
            let name = nearest(wanted, paths().map(url::name))?;
            paths().find(|known| url::name(known) == name)
        };
        if wanted.is_empty() || matches!(wanted, "." | "..") {
            return None;
        }
        let found = same_name().or_else(alike).or_else(anywhere);
        let by_url = || self.suggest_url(path).map(str::to_string);
        found.map(|found| relative(folder, found)).or_else(by_url)
    }

    /// Finds the file that a broken target may have meant.
    pub(super) fn suggest_file(&self, from: DocumentId, path: &str) -> Option<String> {
        let folder = url::folder(&self.parts.documents[from.0 as usize].path);
        let assets = || self.parts.assets.iter().map(|asset| &*asset.path);
        let name = nearest(url::name(path), assets().map(url::name))?;
        let found = assets().find(|known| url::name(known) == name)?;
        Some(match found.strip_prefix("static/") {
            Some(rest) => format!("/{rest}"),
            None => relative(folder, found),
        })
    }

    /// Finds the path of the site that a broken one may have meant.
    pub(super) fn suggest_url(&self, path: &str) -> Option<&str> {
        let known = self.parts.pages.iter().map(|page| &*page.url);
        path.starts_with('/').then(|| nearest(path, known)).flatten()
    }

    /// Finds the file of `static/` that a broken name may have meant.
    pub(super) fn suggest_asset(&self, name: &str) -> Option<&str> {
        nearest(name, self.parts.asset_urls.iter().map(|url| url.trim_start_matches('/')))
    }

    /// Finds the short link that a broken one may have meant.
    pub(super) fn suggest_short(&self, name: &str) -> Option<String> {
        if let Some(survey) = surveys::named(name) {
            let known = self.parts.surveys.iter().map(|one| one.results.survey.id.as_str());
            let kind = name.trim_end_matches(survey);
            return nearest(survey, known).map(|near| format!("{kind}{near}"));
        }
        let mut known: Vec<&str> = self.short().keys().map(String::as_str).collect();
        known.sort_unstable();
        nearest(name, known).map(str::to_string)
    }
}

/// Finds the documents that are only there in another language than the main one, by their names
/// without its mark.
fn unmarked(parts: &SiteParts) -> FxHashMap<&str, DocumentId> {
    let own = parts.documents.iter().take(parts.own).enumerate();
    let marked = own.filter(|(_, document)| !parts.by_path.contains_key(&document.key));
    let mut unmarked = FxHashMap::default();
    for (at, document) in marked {
        unmarked.entry(&*document.key).or_insert(names::document(at));
    }
    unmarked
}

fn target(parts: &SiteParts, page: &Page, id: PageId) -> Target {
    match page.kind {
        PageKind::Article(document) => Target::Document(document),
        PageKind::Section(section, 1) => {
            let head = parts.sections[section.0 as usize].document;
            head.map_or(Target::Page(id), Target::Document)
        }
        PageKind::Asset(asset) => Target::Asset(asset),
        _ => Target::Page(id),
    }
}

fn short_names(path: &str, page: &str) -> Vec<String> {
    let bare = path.trim_start_matches("content/").trim_end_matches(".md");
    let bare = bare.trim_end_matches("/index").trim_end_matches("/_index");
    let mut names =
        vec![url::name(page.trim_matches('/')).to_string(), url::name(bare).to_string()];
    names.push(bare.to_string());
    names.push(page.trim_matches('/').to_string());
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !name.is_empty());
    names
}

fn join(folder: &str, name: &str) -> String {
    let name = name.trim_end_matches('/');
    if name.is_empty() { folder.to_string() } else { format!("{folder}/{name}") }
}

/// Writes a path as seen from a folder: `../guia/nps.md`.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_from_where_one_stands() {
        assert_eq!(relative("content/a", "content/b/c.md"), "../b/c.md");
        assert_eq!(relative("content/a", "content/a/c.md"), "c.md");
        assert_eq!(relative("content", "content/a/c.md"), "a/c.md");
    }
}

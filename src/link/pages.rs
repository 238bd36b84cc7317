//! Pages: everything that gets a URL, each URL once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::lists;
use super::names;
use crate::ground::findings::{bad_url, duplicate_url};
use crate::ground::{Diagnostic, Place, Words, url};
use crate::model::page::{AssetId, TaxonomyId};
use crate::model::site::{List, SiteParts};
use crate::model::theme::ThemeFile;
use crate::model::{Page, PageKind};
use crate::words;

/// Bytes that the name of a file may have on the disks in use.
const NAME_BYTES_MAX: usize = 255;

/// The prefix of URLs that belong to the program.
const RESERVED: &str = "/_tertulia/";

/// What version control keeps at the top of an output folder that is a repository of its own.
const REPOSITORIES: &[&str] = &[".git", ".hg", ".jj", ".svn"];

/// Lays out the pages of a site; of two sources for one URL the first keeps it, and the other is
/// a finding.
pub(super) fn lay_out(
    parts: &mut SiteParts,
    theme_files: &[ThemeFile],
    findings: &mut Vec<Diagnostic>,
) {
    let mut layout =
        Layout { pages: Vec::new(), taken: HashMap::new(), files: HashSet::new(), findings };
    layout.documents(parts);
    layout.assets(parts);
    layout.terms(parts);
    layout.theme_files(parts, theme_files);
    layout.machines(parts);
    layout.redirects(parts);
    layout.refuse_folders_that_are_files();

    let mut pages = layout.pages;
    pages.sort_by(|one, other| one.url.cmp(&other.url));
    let numbered = pages.iter().enumerate();
    parts.by_url = numbered.map(|(index, page)| (page.url.clone(), names::page(index))).collect();
    parts.sitemap = sitemap(parts, &pages);
    parts.pages = pages;
}

/// Gives what must not be twice: the path of a page's file, or of the folder that it is the index
/// of, as disks without case see it.
fn key(page: &Page) -> String {
    let output = page.output.as_str();
    let folder = output.strip_suffix("index.html").filter(|it| it.is_empty() || it.ends_with('/'));
    url::key(folder.unwrap_or(output).trim_end_matches('/'))
}

struct Layout<'a> {
    pages: Vec<Page>,
    /// The key of each page's file and the place of its source.
    taken: HashMap<String, Place>,
    /// The keys of the pages that are no folder of their own.
    files: HashSet<String>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Layout<'_> {
    /// Gives a URL to its source, unless another has it.
    fn claim(&mut self, page: Page, source: Place) {
        if page.url.starts_with(RESERVED) {
            let why = Words::new(
                "las direcciones bajo `/_tertulia/` son del programa",
                "URLs below `/_tertulia/` belong to the program",
            );
            self.findings.push(bad_url(source, &page.url, &why));
            return;
        }
        let is_ours = |part: &str| matches!(part, "." | "..") || part.starts_with(".tertulia");
        let first = page.output.split('/').next().unwrap_or_default();
        if REPOSITORIES.contains(&first) || page.output.split('/').any(is_ours) {
            let why = Words::new("ese nombre está reservado", "this name is reserved");
            self.findings.push(bad_url(source, &page.url, &why));
            return;
        }
        if page.output.split('/').any(|part| part.len() > NAME_BYTES_MAX) {
            let why = words!(
                "una de sus partes tiene más de {NAME_BYTES_MAX} bytes",
                "one of its parts has more than {NAME_BYTES_MAX} bytes",
            );
            self.findings.push(bad_url(source, &page.url, &why));
            return;
        }
        let key = key(&page);
        match self.taken.get(&key) {
            Some(first) => {
                self.findings.push(duplicate_url(source, first.clone(), &page.url));
            }
            None => {
                self.enter(key, page, source);
            }
        }
    }

    fn enter(&mut self, key: String, page: Page, source: Place) {
        if !page.output.ends_with("index.html") {
            self.files.insert(key.clone());
        }
        self.taken.insert(key, source);
        self.pages.push(page);
    }

    /// Gives a URL to the program, unless the site has a file of its own there.
    fn offer(&mut self, url: &str, kind: PageKind) {
        let page = Page::new(url, kind);
        let key = key(&page);
        if !self.taken.contains_key(&key) {
            self.enter(key, page, Place::file(&Arc::from("tertulia.toml")));
        }
    }

    /// Finds the pages below what is a file: a folder cannot bear its name, too.
    fn refuse_folders_that_are_files(&mut self) {
        for page in &self.pages {
            let key = key(page);
            let mut above = key.match_indices('/').map(|(end, _)| &key[..end]);
            if let Some(file) = above.find(|folder| self.files.contains(*folder))
                && let Some(source) = self.taken.get(&key)
            {
                let why = words!("`/{file}` es un archivo", "`/{file}` is a file");
                self.findings.push(bad_url(source.clone(), &page.url, &why));
            }
        }
    }

    fn documents(&mut self, parts: &SiteParts) {
        let is_head = lists::heads(parts);
        for (index, document) in parts.documents.iter().enumerate() {
            let matter = &document.matter;
            let span = matter.url.as_ref().or(matter.slug.as_ref()).map(|chosen| chosen.span);
            let source = Place::new(&document.path, span.unwrap_or_default());
            if !is_head[index] {
                let kind = PageKind::Article(names::document(index));
                self.claim(Page::new(parts.cards[index].url.clone(), kind), source);
            }
        }
        for (index, section) in parts.sections.iter().enumerate() {
            let source = match section.document {
                Some(head) => Place::file(&parts.documents[head.0 as usize].path),
                None => Place::file(&Arc::from(section.folder.as_str())),
            };
            let id = names::section(index);
            self.list(&parts.lists[index], &source, |number| PageKind::Section(id, number));
        }
    }

    fn list(&mut self, list: &List, source: &Place, kind: impl Fn(u32) -> PageKind) {
        for number in 1..=list.pages() {
            self.claim(Page::new(list.page_url(number), kind(number)), source.clone());
        }
    }

    fn assets(&mut self, parts: &SiteParts) {
        for (number, (asset, url)) in (0..).zip(parts.assets.iter().zip(&parts.asset_urls)) {
            let page = Page::new(url.clone(), PageKind::Asset(AssetId(number)));
            self.claim(page, Place::file(&asset.path));
        }
    }

    fn terms(&mut self, parts: &SiteParts) {
        for (number, taxonomy) in (0..).zip(&parts.taxonomies) {
            if taxonomy.terms.is_empty() {
                continue;
            }
            let settings = Place::file(&Arc::from("tertulia.toml"));
            let kind = PageKind::Taxonomy(TaxonomyId(number));
            self.claim(Page::new(taxonomy.url.clone(), kind), settings);
            for id in &taxonomy.terms {
                let term = &parts.terms[id.0 as usize];
                let list = &parts.lists[term.list.0 as usize];
                let first = list.entries.first().map_or(0, |entry| entry.0 as usize);
                let source = Place::file(&parts.documents[first].path);
                self.list(list, &source, |number| PageKind::Term(*id, number));
            }
        }
    }

    /// Style sheets and scripts bear their fingerprint in their name, so that browsers may keep
    /// them for ever.
    fn theme_files(&mut self, parts: &mut SiteParts, theme_files: &[ThemeFile]) {
        for (number, file) in (0..).zip(theme_files) {
            let url = match url::ending(&file.path).as_str() {
                ending @ ("css" | "js") => {
                    let stem = &file.path[..file.path.len() - ending.len() - 1];
                    format!("/{stem}.{}.{ending}", file.fingerprint.short())
                }
                _ => format!("/{}", file.path),
            };
            self.offer(&url, PageKind::ThemeFile(number));
            parts.theme_files.push((file.path.clone(), url, file.fingerprint));
        }
    }

    fn machines(&mut self, parts: &SiteParts) {
        self.offer("/404.html", PageKind::NotFound);
        self.offer("/sitemap.xml", PageKind::Sitemap);
        self.offer("/robots.txt", PageKind::Robots);
        if parts.settings.feeds.has_atom {
            self.offer("/atom.xml", PageKind::Feed);
        }
    }

    fn redirects(&mut self, parts: &SiteParts) {
        let aliases = parts.documents.iter().enumerate().flat_map(|(index, document)| {
            let path = &document.path;
            let aliases = document.matter.aliases.iter();
            aliases.map(move |alias| (index, path, &alias.value, alias.span))
        });
        for (index, path, from, span) in aliases {
            let to = parts.cards[index].url.clone();
            self.redirect(from, to, Place::new(path, span));
        }
        let settings: Arc<str> = Arc::from("tertulia.toml");
        for (from, to) in &parts.settings.redirects {
            self.redirect(&from.value, to.value.clone(), Place::new(&settings, from.span));
        }
    }

    fn redirect(&mut self, from: &str, to: String, source: Place) {
        if !from.starts_with('/') || from.contains("..") || from.contains(['?', '#']) {
            let why = Words::new(
                "empieza por `/` y no lleva `..`, `?` ni `#`",
                "it begins with `/` and has no `..`, `?` or `#`",
            );
            self.findings.push(bad_url(source, from, &why));
            return;
        }
        let is_file = from.ends_with('/') || url::name(from).contains('.');
        let from = if is_file { from.to_string() } else { format!("{from}/") };
        self.claim(Page::new(from, PageKind::Redirect(to)), source);
    }
}

fn sitemap(parts: &SiteParts, pages: &[Page]) -> Vec<(String, Option<crate::model::Moment>)> {
    let entries = pages.iter().filter_map(|page| {
        let document = match page.kind {
            PageKind::Article(document) => Some(document),
            PageKind::Section(section, 1) => parts.sections[section.0 as usize].document,
            PageKind::Taxonomy(_) | PageKind::Term(_, 1) => None,
            _ => return None,
        };
        let matter = document.map(|document| &parts.matters[document.0 as usize]);
        if matter.is_some_and(|matter| matter.sitemap == Some(false)) {
            return None;
        }
        let changed = matter.and_then(|matter| matter.updated.or(matter.date));
        Some((page.url.clone(), changed))
    });
    entries.collect()
}

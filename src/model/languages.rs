//! What pages are in other languages, and what machines are told of it.

use serde::Serialize;

use super::matter::Moment;
use super::page::{DocumentId, LanguageId, ListId, Page, PageId, PageKind, SectionId, TermId};
use super::site::{Card, Section, Site, Taxonomy};

/// What a page is in one of the site's languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The language.
    pub language: LanguageId,
    /// Its path from the site's root, not encoded.
    pub url: String,
    /// Whether it is the same, or only what is nearest to it.
    pub is_same: bool,
    /// Whether it is written in that language; else another stands in for it.
    pub is_translated: bool,
}

/// An entry of the sitemap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapped<'a> {
    /// The path from the site's root, not encoded.
    pub url: &'a str,
    /// When its author changed it last.
    pub changed: Option<Moment>,
    /// The path of its picture, or a whole URL.
    pub image: Option<&'a str>,
    /// Where the same is written in each language, its own included; nothing if it is in one only.
    /// The first is for those who read none of them.
    pub versions: Vec<Version>,
}

impl Site {
    /// Gives what a page is in each language; nothing on a site of one.
    pub(super) fn versions(&self, page: PageId) -> Vec<Version> {
        if !self.has_many_languages() {
            return Vec::new();
        }
        let page = &self.parts.pages[page.0 as usize];
        let languages = self.parts.settings.tongues();
        languages.map(|language| self.version(page, language)).collect()
    }

    /// Gives where the same is written in each language, for machines: nothing if it is in one only.
    /// The first is for those who read none of them (`x-default`). `None` of a page that stands in
    /// for its translation.
    pub(super) fn translations(&self, page: PageId) -> Option<Vec<Version>> {
        if !self.has_many_languages() {
            return Some(Vec::new());
        }
        let mut versions = self.versions(page);
        versions.retain(|version| version.is_same && version.is_translated);
        let here = self.parts.pages[page.0 as usize].language;
        versions.iter().find(|version| version.language == here)?;
        Some(if versions.len() < 2 { Vec::new() } else { versions })
    }

    fn version(&self, page: &Page, language: LanguageId) -> Version {
        let parts = &self.parts;
        let found = match page.kind {
            PageKind::Article(document) => self.version_of(document, language),
            PageKind::Section(section, _) => {
                let found = parts.sections[section.0 as usize].versions[usize::from(language.0)];
                found.map(|section| self.section_version(section))
            }
            PageKind::Print(section) => {
                let found = parts.sections[section.0 as usize].versions[usize::from(language.0)];
                found.and_then(|section| {
                    let url = self.print_of(section)?;
                    Some(Version { url, ..self.section_version(section) })
                })
            }
            PageKind::Taxonomy(taxonomy) => {
                let same = self.taxonomy_in(&parts.taxonomies[taxonomy.0 as usize], language);
                same.map(|same| Version {
                    language,
                    url: same.url.clone(),
                    is_same: true,
                    is_translated: same.terms.iter().any(|term| self.is_written(*term)),
                })
            }
            PageKind::Term(term, _) => self.term_version(term, language),
            _ => None,
        };
        found.unwrap_or_else(|| Version { is_same: false, ..self.nearest(page, language) })
    }

    fn version_of(&self, document: DocumentId, language: LanguageId) -> Option<Version> {
        let version = self.parts.versions.version(document, language)?;
        Some(Version {
            language,
            url: self.parts.cards[version.0 as usize].url.to_string(),
            is_same: true,
            is_translated: self.is_own(version),
        })
    }

    fn section_version(&self, section: SectionId) -> Version {
        let of = &self.parts.sections[section.0 as usize];
        let entries = &self.parts.lists[section.0 as usize].entries;
        let mut documents = of.document.iter().chain(entries);
        Version {
            language: of.language,
            url: of.url.clone(),
            is_same: true,
            is_translated: documents.any(|document| self.is_own(*document)),
        }
    }

    fn term_version(&self, term: TermId, language: LanguageId) -> Option<Version> {
        let parts = &self.parts;
        let (own, term) = self.term(term);
        Some(match term.versions.get(usize::from(language.0))? {
            Some(id) => Version {
                language,
                url: parts.terms[id.0 as usize].url.clone(),
                is_same: true,
                is_translated: self.is_written(*id),
            },
            None => {
                let url = self.taxonomy_in(own, language)?.url.clone();
                Version { language, url, is_same: false, is_translated: true }
            }
        })
    }

    /// Finds the same taxonomy in a language, if it has terms there.
    fn taxonomy_in(&self, taxonomy: &Taxonomy, language: LanguageId) -> Option<&Taxonomy> {
        let mut taxonomies = self.parts.taxonomies.iter();
        let same = |one: &&Taxonomy| one.name == taxonomy.name && one.language == language;
        taxonomies.find(same).filter(|same| !same.terms.is_empty())
    }

    /// Tells whether a text in the language of a term bears it.
    fn is_written(&self, term: TermId) -> bool {
        self.parts.has_own(self.parts.terms[term.0 as usize].list)
    }

    /// Gives where a reader of another language is led when the page is not there: to the section
    /// that it lies in, else home.
    fn nearest(&self, page: &Page, language: LanguageId) -> Version {
        let at = usize::from(language.0);
        let mut section = match page.kind {
            PageKind::Article(document) => Some(self.parts.cards[document.0 as usize].section),
            PageKind::Section(section, _) => self.parts.sections[section.0 as usize].parent,
            PageKind::Print(section) => Some(section),
            _ => None,
        };
        while let Some(id) = section {
            let of: &Section = &self.parts.sections[id.0 as usize];
            if let Some(version) = of.versions[at] {
                return self.section_version(version);
            }
            section = of.parent;
        }
        self.section_version(self.home_of(language))
    }

    /// Gives the home of a language.
    pub(super) fn home_of(&self, language: LanguageId) -> SectionId {
        self.parts.homes[usize::from(language.0)]
    }

    /// Tells whether a document stands as it is written, and not in for a translation.
    pub(super) fn is_own(&self, document: DocumentId) -> bool {
        self.parts.is_own(document)
    }

    /// Numbers the editions of a document, so that its path and this number name it.
    pub(super) fn edition_number(&self, document: DocumentId) -> u32 {
        let edition = self.parts.cards[document.0 as usize].edition;
        if self.is_own(document) { 0 } else { edition.0.into() }
    }

    /// Finds a document by its path and the number of its edition.
    pub(super) fn document_numbered(&self, path: &str, number: u32) -> Option<DocumentId> {
        let own = *self.parts.by_path.get(path)?;
        if number == 0 {
            return Some(own);
        }
        let edition = LanguageId(u16::try_from(number).ok()?);
        let found = self.parts.versions.version(own, edition)?;
        (!self.is_own(found)).then_some(found)
    }

    /// Gives the newest documents of a list for its feed: in the language of the list, with a date.
    pub(super) fn feed(&self, list: ListId) -> Vec<DocumentId> {
        let parts = &self.parts;
        let entries = parts.lists[list.0 as usize].entries.iter().copied();
        let own = entries.filter(|id| self.is_own(*id));
        let dated = own.filter(|id| parts.cards[id.0 as usize].changed().is_some());
        self.newest(list, dated, parts.settings.feeds.entries)
    }

    /// Tells how many URLs stand in the sitemap.
    pub fn mapped(&self) -> usize {
        self.sitemap().count()
    }

    /// Gives what stands in the sitemap, sorted by URL: what is written in the language of its
    /// page.
    pub(super) fn sitemap(&self) -> impl Iterator<Item = Mapped<'_>> {
        let parts = &self.parts;
        (0..).map(PageId).zip(&parts.pages).filter_map(|(id, page)| {
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
            let versions = self.translations(id)?;
            let card = document.map(|document| &parts.cards[document.0 as usize]);
            let changed = card.and_then(Card::changed);
            let image = card.and_then(|card| card.image.as_ref()).map(|image| image.url.as_str());
            Some(Mapped { url: &page.url, changed, image, versions })
        })
    }

    /// Gives all redirects, sorted by the path from which they lead.
    pub(super) fn redirects(&self) -> Vec<(&str, &str)> {
        let redirects = self.parts.pages.iter().filter_map(|page| match &page.kind {
            PageKind::Redirect(to) => Some((&*page.url, to.as_str())),
            _ => None,
        });
        redirects.collect()
    }
}

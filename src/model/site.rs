//! The site: many documents and how they hang together. Made by `link`; asked only through lookups.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::asset::Asset;
use super::document::Record;
use super::evidence::Verdict;
use super::lookup::Lookup;
use super::matter::{FrontMatter, Kind, Moment, Order};
use super::page::{
    AssetId, DocumentId, LanguageId, ListId, Page, PageId, SectionId, Standing, TaxonomyId, TermId,
};
use super::relations::{Answers, Backlink, Relations};
use super::results::Results;
use super::rows::Rows;
use super::settings::Settings;
use super::thesis;
use super::versions::Versions;
use crate::ground::{self, Fingerprint};

/// A site, linked. Its parts are not readable from outside: printing asks a
/// [`Desk`](super::Desk), which writes down what it was asked.
#[derive(Debug)]
pub struct Site {
    pub(super) parts: SiteParts,
    pub(super) names: Mutex<Names>,
    pub(super) answers: Answers,
}

/// The names that pages have asked for, numbered in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) numbers: HashMap<String, u32>,
    pub(super) list: Vec<String>,
}

/// What `link` makes a site of. Indices of the identifiers are indices of these lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteParts {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The day of the build in the site's time zone: `2026-11-22`.
    pub today: String,
    /// The documents that are shown: first each as it is written, sorted by path, then those that
    /// stand in for a translation, once for each language that has none.
    pub documents: Vec<Arc<Record>>,
    /// How many documents stand as they are written.
    pub own: usize,
    /// Which documents are versions of each other.
    pub versions: Versions,
    /// Their front matter with what they inherit.
    pub matters: Vec<Arc<FrontMatter>>,
    /// Their cards.
    pub cards: Vec<Card>,
    /// Where their links lead, one for each link of the record.
    pub links: Rows<Resolved>,
    /// The documents that link to each, without doubles, newest first.
    pub backlinks: Rows<Backlink>,
    /// The documents that the author of each chose as related.
    pub related: Rows<DocumentId>,
    /// Who finds those that are alike.
    pub relations: Relations<Self>,
    /// The terms of each, in the order of the taxonomies.
    pub terms_of: Rows<TermId>,
    /// The terms that the authors of each are, in the order of its front matter; none where it is
    /// a section's own.
    pub authors_of: Rows<TermId>,
    /// The sections, language by language; the first is the home.
    pub sections: Vec<Section>,
    /// The guides.
    pub guides: Vec<Guide>,
    /// The manifestos, by their sections.
    pub manifestos: Vec<Manifesto>,
    /// The surveys, by their folders.
    pub surveys: Vec<Surveyed>,
    /// What surveys say of documents that name evidence.
    pub verdicts: BTreeMap<DocumentId, Vec<Verdict>>,
    /// The home of each language.
    pub homes: Vec<SectionId>,
    /// The taxonomies, language by language.
    pub taxonomies: Vec<Taxonomy>,
    /// The terms.
    pub terms: Vec<Term>,
    /// The terms that people are, as authors.
    pub authors: FxHashMap<DocumentId, TermId>,
    /// The lists: of the sections, then of the terms.
    pub lists: Vec<List>,
    /// The pages, sorted by URL.
    pub pages: Vec<Page>,
    /// The assets.
    pub assets: Vec<Asset>,
    /// The URLs of the assets.
    pub asset_urls: Vec<String>,
    /// The files of the theme: the name by which templates ask, the URL, the fingerprint.
    pub theme_files: Vec<(String, String, Fingerprint)>,
    /// The fingerprints of the data files, by their paths; that of `data/` is of them all.
    pub data: Arc<BTreeMap<String, Fingerprint>>,
    /// The menu of each language.
    pub menus: Vec<Vec<MenuEntry>>,
    /// Documents by path, each as it is written.
    pub by_path: FxHashMap<Arc<str>, DocumentId>,
    /// Pages by URL.
    pub by_url: FxHashMap<Arc<str>, PageId>,
}

/// The theses of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifesto {
    /// The section.
    pub section: SectionId,
    /// The text about each, sorted by number.
    pub theses: Vec<(u32, DocumentId)>,
}

/// A survey of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Surveyed {
    /// Its folder: `content/encuestas/nps-2026`.
    pub folder: Arc<str>,
    /// What may be shown of it.
    pub results: Arc<Results>,
    /// The text about its results, in each language of the site.
    pub pages: Vec<Option<DocumentId>>,
}

impl SiteParts {
    /// Tells whether a document is about a thesis.
    pub fn is_thesis(&self, document: DocumentId) -> bool {
        let section = &self.sections[self.cards[document.0 as usize].section.0 as usize];
        section.kind == Kind::Theses && section.document != Some(document)
    }

    /// Gives what a short link to a document shows: its title, and of a thesis its number.
    pub fn called<'a>(&'a self, target: &'a str, document: DocumentId) -> &'a str {
        let named = thesis::named(target).filter(|_| self.is_thesis(document));
        named.map_or(&*self.cards[document.0 as usize].title, |(_, short, _)| short)
    }
}

impl Manifesto {
    /// Finds the text about a thesis.
    pub fn find(&self, number: u32) -> Option<DocumentId> {
        let at = self.theses.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        Some(self.theses[at].1)
    }
}

/// A document as it stands in lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The title.
    pub title: Arc<str>,
    /// The path from the site's root, not encoded.
    pub url: Arc<str>,
    /// The description, else the first sentences.
    pub description: Arc<str>,
    /// When it was published.
    pub date: Option<Moment>,
    /// When it was last changed in earnest.
    pub updated: Option<Moment>,
    /// The section it belongs to.
    pub section: SectionId,
    /// Its place in that section's list, if it is an article.
    pub place: u32,
    /// Minutes that reading takes, at least one.
    pub minutes: u32,
    /// The language in which it is written.
    pub language: Arc<str>,
    /// The language in whose edition it stands; another than its own where it stands in for a
    /// translation.
    pub edition: LanguageId,
    /// Its picture.
    pub image: Option<CardImage>,
    /// What a person does.
    pub role: Option<Arc<str>>,
    /// Whether it is public, and if not, why.
    pub standing: Standing,
    /// The fingerprint of all of the above but `place`.
    pub print: Fingerprint,
}

/// The picture of a document, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardImage {
    /// The path from the site's root, not encoded, or a whole URL.
    pub url: String,
    /// Whether it stands on another site.
    pub is_external: bool,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Width and height in pixels, if known.
    pub size: Option<(u32, u32)>,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Where it says: out of the site, to its own page, or nowhere we know.
    AsWritten,
    /// To a document; what is written from byte `tail` on (`?…`, `#…`) follows.
    Document {
        /// The document.
        document: DocumentId,
        /// Where the tail of the written target begins.
        tail: u32,
    },
    /// To a page that is no document's own.
    Page {
        /// The page.
        page: PageId,
        /// Where the tail of the written target begins.
        tail: u32,
    },
    /// To a file.
    Asset {
        /// The file.
        asset: AssetId,
        /// Where the tail of the written target begins.
        tail: u32,
    },
}

/// A section: a folder of content with articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its folder: `content`, `content/articulos`.
    pub folder: Arc<str>,
    /// Its `_index.md`, if it has one.
    pub document: Option<DocumentId>,
    /// Its title.
    pub title: String,
    /// Its path from the site's root: `/articulos/`.
    pub url: String,
    /// The language in whose edition it stands.
    pub language: LanguageId,
    /// The language in which its title is written.
    pub spoken: LanguageId,
    /// The same section in each language; nothing on a site of one.
    pub versions: Vec<Option<SectionId>>,
    /// The section above; the home has none.
    pub parent: Option<SectionId>,
    /// The sections directly below, in their order.
    pub children: Vec<SectionId>,
    /// What it is.
    pub kind: Kind,
    /// How its entries are sorted.
    pub order: Order,
    /// The guide that it is or belongs to, as an index.
    pub guide: Option<u32>,
}

/// A guide: a section whose chapters are read in order, with those of the sections inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// The section that it is.
    pub root: SectionId,
    /// Its chapters, in the order in which one reads them.
    pub chapters: Vec<Chapter>,
}

/// A chapter of a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// What it shows.
    pub stop: Stop,
    /// In how many parts of the guide it lies; zero at the top.
    pub depth: u32,
}

/// What a chapter shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A part with chapters of its own.
    Section(SectionId),
    /// A document.
    Document(DocumentId),
}

/// What the terms of a taxonomy are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxonomyKind {
    /// What articles are about.
    Subjects,
    /// Texts that belong together, in reading order.
    Series,
    /// Who wrote them.
    Authors,
    /// The years in which they were published.
    Archive,
}

/// A taxonomy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// Its key in front matter: `tags`; also `authors` and `archive`.
    pub name: String,
    /// What its terms are.
    pub kind: TaxonomyKind,
    /// The language in whose edition it stands.
    pub language: LanguageId,
    /// Its path from the site's root: `/tags/`.
    pub url: String,
    /// Its terms, sorted by name; years begin with the last.
    pub terms: Vec<TermId>,
}

/// A term of a taxonomy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The taxonomy.
    pub taxonomy: TaxonomyId,
    /// The language of its name: not always that of the pages that show it.
    pub language: LanguageId,
    /// Its name, as first written.
    pub name: String,
    /// Its path from the site's root: `/tags/escucha/`; of an author who has one, the page about
    /// that person.
    pub url: String,
    /// The page about the author that it is.
    pub person: Option<DocumentId>,
    /// The same term in each language; nothing on a site of one.
    pub versions: Vec<Option<TermId>>,
    /// Its list.
    pub list: ListId,
}

/// Documents in an order, cut into pages.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct List {
    /// The path of its first page: `/articulos/`.
    pub url: String,
    /// The documents.
    pub entries: Vec<DocumentId>,
    /// How many on each page; zero for all on one.
    pub per_page: usize,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// What is shown.
    pub title: String,
    /// The language in which that is written.
    pub language: LanguageId,
    /// A path of the site, not encoded, or a URL.
    pub url: String,
    /// Whether it leaves the site.
    pub is_external: bool,
}

impl Card {
    /// Gives when the document was changed last: never before it was published.
    pub fn changed(&self) -> Option<Moment> {
        self.updated.max(self.date)
    }
}

impl List {
    /// Tells how many pages the list has, at least one.
    pub fn pages(&self) -> u32 {
        if self.per_page == 0 {
            return 1;
        }
        u32::try_from(self.entries.len().div_ceil(self.per_page)).unwrap_or(u32::MAX).max(1)
    }

    /// Gives the entries of a page, its number from one.
    pub fn slice(&self, number: u32) -> &[DocumentId] {
        if self.per_page == 0 {
            return &self.entries;
        }
        let start = (number.max(1) as usize - 1) * self.per_page;
        let start = start.min(self.entries.len());
        &self.entries[start..(start + self.per_page).min(self.entries.len())]
    }

    /// Gives the path of a page, its number from one.
    pub fn page_url(&self, number: u32) -> String {
        if number <= 1 { self.url.clone() } else { format!("{}page/{number}/", self.url) }
    }
}

impl SiteParts {
    /// Tells whether a document stands as it is written, and not in for a translation.
    pub fn is_own(&self, document: DocumentId) -> bool {
        (document.0 as usize) < self.own
    }

    /// Tells whether a list has an article that stands as it is written.
    pub fn has_own(&self, list: ListId) -> bool {
        self.lists[list.0 as usize].entries.iter().any(|entry| self.is_own(*entry))
    }
}

impl Site {
    /// Closes the parts into a site.
    pub fn new(parts: SiteParts) -> Self {
        Self { parts, names: Mutex::default(), answers: Answers::default() }
    }

    /// Shows the parts to `link`, which looks them over and links them again; printing asks a desk.
    pub fn opened(&self) -> &SiteParts {
        &self.parts
    }

    /// Opens the site into its parts.
    pub fn into_parts(self) -> SiteParts {
        self.parts
    }

    /// Gives the pages, sorted by URL.
    pub fn pages(&self) -> &[Page] {
        &self.parts.pages
    }

    /// Gives the documents that are shown: those of [`own`](Self::own), then those that stand in
    /// for translations.
    pub fn documents(&self) -> &[Arc<Record>] {
        &self.parts.documents
    }

    /// Gives the settings.
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    /// Tells whether a document is about a person.
    pub fn is_person(&self, document: DocumentId) -> bool {
        let card = &self.parts.cards[document.0 as usize];
        self.parts.sections[card.section.0 as usize].kind == Kind::People
    }

    /// Tells whether a document is about a thesis.
    pub fn is_thesis(&self, document: DocumentId) -> bool {
        self.parts.is_thesis(document)
    }

    /// Tells whether the site has more than one language.
    pub fn has_many_languages(&self) -> bool {
        self.parts.settings.languages.len() > 1
    }

    /// Gives the documents that are shown as they are written, sorted by path.
    pub fn own(&self) -> &[Arc<Record>] {
        &self.parts.documents[..self.parts.own]
    }

    /// Gives the path of a URL of this site, decoded; what is no URL of it stays.
    pub fn path_of(&self, url: &str) -> String {
        let settings = &self.parts.settings;
        let path = url.strip_prefix(&settings.base_url).unwrap_or(url);
        ground::url::decode(path).unwrap_or(path.into()).into_owned()
    }

    /// Gives the lookup for a name.
    pub fn name(&self, name: &str) -> Lookup {
        let mut names = self.names.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(number) = names.numbers.get(name) {
            return Lookup::Name(*number);
        }
        let number = u32::try_from(names.list.len()).unwrap_or(u32::MAX);
        names.list.push(name.to_string());
        names.numbers.insert(name.to_string(), number);
        Lookup::Name(number)
    }

    /// Gives the name of a lookup for a name.
    pub(super) fn name_of(&self, number: u32) -> String {
        let names = self.names.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        names.list.get(number as usize).cloned().unwrap_or_default()
    }

    /// Gives the list of a section.
    pub(super) fn list_of_section(&self, section: SectionId) -> ListId {
        ListId(section.0)
    }
}

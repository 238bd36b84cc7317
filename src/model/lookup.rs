//! Lookups: all that a page can ask of its site. What cannot be asked here cannot be shown.

use serde::{Deserialize, Serialize};

use super::page::{DocumentId, LanguageId, ListId, PageId, SectionId, SurveyId, TaxonomyId};

/// A question of a page to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lookup {
    /// Which day it is.
    Today,
    /// What a page is.
    Page(PageId),
    /// The whole of a document: text and front matter with what it inherits.
    Body(DocumentId),
    /// A document as it stands in lists.
    Card(DocumentId),
    /// Where the links of a document lead.
    Links(DocumentId),
    /// What comes before and after a document in its section.
    Neighbours(DocumentId),
    /// The sections above a page.
    Trail(PageId),
    /// The documents that link to a document.
    Backlinks(DocumentId),
    /// The documents that are about the same as a document: always the first eight.
    Related(DocumentId),
    /// What a page is in other languages.
    Versions(PageId),
    /// The terms of a document.
    TermsOf(DocumentId),
    /// All terms of a taxonomy and how many documents each has.
    Taxonomy(TaxonomyId),
    /// A page of a list, from one: its cards and how many pages there are.
    List(ListId, u32),
    /// All cards of a list.
    Whole(ListId),
    /// The first so many cards of a list by date.
    Latest(ListId, u32),
    /// The chapters of a guide, by its section.
    Guide(SectionId),
    /// The theses of a section.
    Theses(SectionId),
    /// The results of a survey, and where they are shown.
    Survey(SurveyId),
    /// The taxonomies that have a page in a language.
    Taxonomies(LanguageId),
    /// The sections below a section.
    Sections(SectionId),
    /// The menu in a language.
    Menu(LanguageId),
    /// The newest articles of a list, for its feed.
    Feed(ListId),
    /// The feeds that there are of a list, and what it is called.
    Feeds(ListId),
    /// All that stands in the sitemap.
    Sitemap,
    /// All public texts of a language, section by section.
    Contents(LanguageId),
    /// All redirects.
    Redirects,
    /// What a name stands for: a file of the theme, a path of content, a URL. Names are numbered
    /// by the site as they are asked for.
    Name(u32),
    /// What a name of the last build stood for, when nothing of this site is called so.
    Gone,
}

/// The lookups of a page, each once, in the order in which they are numbered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The lookups.
    pub lookups: Vec<Lookup>,
}

/// A lookup as it outlives its build: numbers of one site mean nothing to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StoredLookup {
    /// Which kind of lookup it is.
    pub kind: LookupKind,
    /// The name of what it asks about, as an index into the ledger's names.
    pub name: u32,
    /// The page of a list, or how many entries.
    pub number: u32,
}

/// The kinds of lookups, without what they ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the lookup of the same name")]
pub enum LookupKind {
    Today,
    Page,
    Body,
    Card,
    Links,
    Neighbours,
    Trail,
    Backlinks,
    Related,
    Versions,
    TermsOf,
    Taxonomy,
    List,
    Whole,
    Latest,
    Guide,
    Theses,
    Survey,
    Taxonomies,
    Sections,
    Menu,
    Feed,
    Feeds,
    Sitemap,
    Contents,
    Redirects,
    Name,
}

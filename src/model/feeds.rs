//! Feeds: what stands in them, and which there are of a list.

use std::sync::Arc;

use serde::Serialize;

use super::page::{DocumentId, FeedFormat, ListId, PageKind};
use super::settings::FeedScope;
use super::site::{Site, TaxonomyKind, Term};

/// The feeds of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feeds {
    /// What the list is called; nothing of a home, which is called as the site is.
    pub title: Option<String>,
    /// What is said of it.
    pub description: Option<Arc<str>>,
    /// The path of its first page, not encoded.
    pub url: String,
    /// What kind of list it is.
    pub scope: FeedScope,
    /// The feeds that there are, each with its path.
    pub pages: Vec<(FeedFormat, String)>,
}

/// Who wrote a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Author<'a> {
    /// Their name as the document says it.
    pub name: &'a str,
    /// The term that they are.
    pub term: Option<&'a Term>,
}

impl Author<'_> {
    /// Gives the name by which they are known.
    pub fn full_name(&self) -> &str {
        self.term.map_or(self.name, |term| &term.name)
    }
}

impl Site {
    /// Gives the feeds of a list.
    pub(super) fn feeds(&self, list: ListId) -> Feeds {
        let parts = &self.parts;
        let url = parts.lists[list.0 as usize].url.clone();
        let pages = FeedFormat::ALL.into_iter().filter_map(|format| {
            let url = format.url(&url);
            let page = &parts.pages[parts.by_url.get(url.as_str())?.0 as usize];
            matches!(page.kind, PageKind::Feed(..)).then_some((format, url))
        });
        let pages = pages.collect();
        let Some(section) = parts.sections.get(list.0 as usize) else {
            let (taxonomy, term) = self.listed_term(list);
            let scope = match taxonomy {
                TaxonomyKind::Authors => FeedScope::Author,
                _ => FeedScope::Term,
            };
            let title = Some(term.name.clone());
            return Feeds { title, description: None, url, scope, pages };
        };
        let is_home = section.parent.is_none();
        let head = section.document.map(|head| &parts.cards[head.0 as usize]);
        let description = head.filter(|_| !is_home).map(|card| Arc::clone(&card.description));
        let title = (!is_home).then(|| section.title.clone());
        let scope = if is_home { FeedScope::Site } else { FeedScope::Section };
        Feeds { title, description, url, scope, pages }
    }

    fn listed_term(&self, list: ListId) -> (TaxonomyKind, &Term) {
        let term = &self.parts.terms[list.0 as usize - self.parts.sections.len()];
        (self.parts.taxonomies[term.taxonomy.0 as usize].kind, term)
    }

    /// Gives who wrote a document, in the order in which it names them.
    pub(super) fn authors(&self, document: DocumentId) -> Vec<Author<'_>> {
        let parts = &self.parts;
        let terms = parts.authors_of.row(document.0 as usize).iter();
        let terms = terms.map(|term| Some(self.term(*term).1)).chain(std::iter::repeat(None));
        let names = &parts.matters[document.0 as usize].authors;
        names.iter().zip(terms).map(|(name, term)| Author { name, term }).collect()
    }
}

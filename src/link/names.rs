//! Numbers as names, and names as titles.

use crate::model::page::{DocumentId, PageId, SectionId, TermId};

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a site has fewer than four billion of anything")
}

/// Names a document by its index.
pub(super) fn document(index: usize) -> DocumentId {
    DocumentId(number(index))
}

/// Names a page by its index.
pub(super) fn page(index: usize) -> PageId {
    PageId(number(index))
}

/// Names a section by its index.
pub(super) fn section(index: usize) -> SectionId {
    SectionId(number(index))
}

/// Names a term by its index.
pub(super) fn term(index: usize) -> TermId {
    TermId(number(index))
}

/// Makes a title of a folder's name: `primeros-pasos` becomes `Primeros pasos`.
pub(super) fn title(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

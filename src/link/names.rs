//! Numbers as names.

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

//! What a document is by its file's name.

use crate::ground::url;
use crate::model::Record;

/// What a document is by its file's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// `_index.md`: the section itself.
    Section,
    /// `index.md`: an article with its files beside it.
    Bundle,
    /// Any other.
    Article,
}

/// Gives the role of a document.
pub(super) fn role(record: &Record) -> Role {
    match url::name(&record.key) {
        "_index.md" => Role::Section,
        "index.md" if url::folder(&record.key) == "content" => Role::Section,
        "index.md" => Role::Bundle,
        _ => Role::Article,
    }
}

//! Relations: which documents are about the same, and who links to whom in which words.
//!
//! How likeness is measured is not known here: `link` gives a [`Relate`], which is asked when the
//! first page asks.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::page::DocumentId;

/// So many related documents are found for each; a page that shows fewer has asked for these.
pub const RELATED_MAX: usize = 8;

/// Finds what is like a document. One serves a site and those that are drawn after it, so that it
/// may keep what it has counted; whatever it keeps, the answer depends on the parts alone.
pub trait Relate<Parts>: Send + Sync {
    /// Gives the public articles that are most like a document, the most like first, at most
    /// [`RELATED_MAX`]: never itself.
    fn related(&self, parts: &Parts, version: &Version, document: DocumentId) -> Vec<DocumentId>;
}

/// Stands for one version of a site, and for no other.
#[derive(Clone, Debug, Default)]
pub struct Version(Arc<()>);

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Who finds what is like a document in the parts of a site; nobody, and nothing is.
pub struct Relations<Parts>(Option<Arc<dyn Relate<Parts>>>);

impl<Parts> Relations<Parts> {
    /// Takes who finds it.
    pub fn new(relate: Arc<dyn Relate<Parts>>) -> Self {
        Self(Some(relate))
    }

    /// Gives who finds it, if anybody does.
    pub(super) fn relate(&self) -> Option<&dyn Relate<Parts>> {
        self.0.as_deref()
    }
}

impl<Parts> Default for Relations<Parts> {
    fn default() -> Self {
        Self(None)
    }
}

impl<Parts> Clone for Relations<Parts> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Sites do not differ by who measures them.
impl<Parts> PartialEq for Relations<Parts> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<Parts> fmt::Debug for Relations<Parts> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Relations")
    }
}

/// A document that links to another, and by which of its links first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlink {
    /// The document that links.
    pub document: DocumentId,
    /// Its link.
    pub link: u32,
}

/// What is related to a document, once somebody has asked.
pub(super) type Related = OnceLock<Box<[DocumentId]>>;

/// What a site was asked about likeness, and answered.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) version: Version,
    pub(super) related: OnceLock<Box<[Related]>>,
}

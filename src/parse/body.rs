//! Bodies: what the Markdown of one file gives.

use super::transcript::Transcript;
use crate::model::Rope;
use crate::model::document::Record;

/// The body of a document, apart from its front matter.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The HTML with its slots.
    pub(super) rope: Rope,
    /// The text of the first heading, if the body begins with one of level 1; it is not in the
    /// rope.
    pub(super) first_heading: Option<String>,
    /// What it says as plain text.
    pub(super) transcript: Transcript,
    /// What the body alone says of the document; path, title and front matter are still to come.
    pub(super) record: Record,
}

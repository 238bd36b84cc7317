//! Bodies: what the Markdown of one file gives.

use crate::ground::{Diagnostic, Fingerprint};
use crate::model::document::DirectiveUse;
use crate::model::{Heading, Link, Rope};

/// The body of a document, apart from its front matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Body {
    /// The HTML with its slots.
    pub rope: Rope,
    /// The text of the first heading, if the body begins with one of level 1; it is not in the
    /// rope.
    pub first_heading: Option<String>,
    /// The first sentences as plain text; empty if there are none.
    pub summary: String,
    /// The words of the text, without code blocks.
    pub words: u32,
    /// The headings, in order; without the first.
    pub headings: Vec<Heading>,
    /// Names of places other than headings that links may name.
    pub anchors: Vec<String>,
    /// The links and images that stay on the site, in order.
    pub links: Vec<Link>,
    /// The directives, in order; those of the rope, at the same indices.
    pub directives: Vec<DirectiveUse>,
    /// The fingerprints of the code blocks, in order.
    pub codes: Vec<Fingerprint>,
    /// What is wrong with the body, seen alone.
    pub findings: Vec<Diagnostic>,
}

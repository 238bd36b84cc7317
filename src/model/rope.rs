//! Ropes: the body of a document as HTML with slots for what only the site, the theme or the
//! highlighter can fill.

use crate::ground::{Fingerprint, Span};

/// A body: text and slots in order. The text of all pieces stands in one string.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rope {
    /// The HTML between the slots.
    pub html: String,
    /// The slots with the byte of `html` before which each stands; ascending.
    pub slots: Vec<(u32, Slot)>,
    /// The code blocks that slots name.
    pub codes: Vec<CodeBlock>,
    /// The directives that slots name.
    pub directives: Vec<Directive>,
}

/// What is filled in when a page is printed. Numbers of links are indices of
/// [`Record::links`](super::Record::links).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The URL of a link, for an attribute in double quotes.
    Address(u32),
    /// The title of the page that a short link names.
    Title(u32),
    /// The attributes of an image: `src="…" width="…" height="…"`.
    Picture(u32),
    /// A code block.
    Code(u32),
    /// A container directive begins: what follows until its end is its body.
    Begin(u32),
    /// The innermost container directive ends.
    End,
    /// A directive without a body.
    Leaf(u32),
}

/// A code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// The word after the fence, in lower case; empty if there is none.
    pub language: String,
    /// The title that is shown above.
    pub title: Option<String>,
    /// The numbers of the lines to mark, ascending, from one.
    pub marked: Vec<u32>,
    /// The code.
    pub text: String,
    /// The fingerprint of language, marked lines and text.
    pub fingerprint: Fingerprint,
    /// Where the block stands.
    pub span: Span,
}

/// A directive: a component of the theme, named in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The component's name.
    pub name: String,
    /// The arguments for it, in order; the label is `title`.
    pub attributes: Vec<(String, Argument)>,
    /// Where its line stands.
    pub span: Span,
}

/// An argument of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A text.
    Text(String),
    /// Where a link leads, by its index in [`Record::links`](super::Record::links).
    Address(u32),
}

impl Rope {
    /// Adds a slot at the end.
    pub fn slot(&mut self, slot: Slot) {
        self.slots.push((u32::try_from(self.html.len()).unwrap_or(u32::MAX), slot));
    }

    /// Estimates the bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        let codes: usize = self.codes.iter().map(|code| code.text.len() + 120).sum();
        self.html.capacity() + self.slots.capacity() * 12 + codes + self.directives.len() * 200
    }
}

//! Quotes: the sentences of a document that link to something.

use serde::{Deserialize, Serialize};

/// The sentences around a document's links. Links in one sentence share it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotes {
    /// All sentences, one after the other.
    pub text: Box<str>,
    /// Where each link stands in them, sorted by link.
    pub marks: Box<[Mark]>,
}

/// A link's sentence, and the link's words in it, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Which link of the document.
    pub link: u32,
    /// Where the sentence begins in the text of all.
    pub start: u32,
    /// How long it is.
    pub bytes: u16,
    /// How much of it stands before the link.
    pub before: u16,
    /// How long the link's words are; none if it shows its page's title.
    pub words: u16,
}

/// A sentence that links, in three parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quote<'a> {
    /// What stands before the link.
    pub before: &'a str,
    /// The link's words; none if it shows its page's title.
    pub words: &'a str,
    /// What stands after.
    pub after: &'a str,
}

impl Quotes {
    /// Gives the sentence around a link, if there is one.
    pub fn of(&self, link: u32) -> Option<Quote<'_>> {
        let at = self.marks.binary_search_by_key(&link, |mark| mark.link).ok()?;
        let Mark { start, bytes, before, words, .. } = self.marks[at];
        let sentence = self.text.get(start as usize..)?.get(..usize::from(bytes))?;
        let (before, rest) = sentence.split_at_checked(usize::from(before))?;
        let (words, after) = rest.split_at_checked(usize::from(words))?;
        Some(Quote { before, words, after })
    }
}

//! Transcripts: what a body says, as plain text, a line for each block.

use std::ops::Range;

/// Where a link's words stand in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Which link of the record.
    pub(super) link: u32,
    /// Its words.
    pub(super) words: Range<usize>,
}

/// What a body says: its blocks, each ended by a line feed. Code blocks are left out.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    /// The text.
    pub(super) text: String,
    /// Where headings stand in it.
    pub(super) headings: Vec<Range<usize>>,
    /// Where links stand in it.
    pub(super) mentions: Vec<Mention>,
    /// Where the open heading begins.
    heading: Option<usize>,
    /// The open link, and where it begins.
    mention: Option<(u32, usize)>,
}

impl Transcript {
    /// Takes text.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A line ends, and its block goes on.
    pub(super) fn line(&mut self) {
        self.text.push(' ');
    }

    /// A block ends.
    pub(super) fn border(&mut self) {
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// A heading begins.
    pub(super) fn begin_heading(&mut self) {
        self.border();
        self.heading = Some(self.text.len());
    }

    /// The heading ends.
    pub(super) fn end_heading(&mut self) {
        if let Some(start) = self.heading.take() {
            self.headings.push(start..self.text.len());
        }
    }

    /// A link begins.
    pub(super) fn begin_mention(&mut self, link: u32) {
        self.mention = Some((link, self.text.len()));
    }

    /// The link ends, if one is open.
    pub(super) fn end_mention(&mut self) {
        if let Some((link, start)) = self.mention.take() {
            self.mentions.push(Mention { link, words: start..self.text.len() });
        }
    }
}

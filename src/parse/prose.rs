//! What a document says, as plain text: how many words, and its first sentences.

use std::sync::Arc;

use crate::ground::line;
use crate::model::Record;

use super::transcript::Transcript;

/// A summary has at most this many characters.
const SUMMARY_CHARS_MAX: usize = 160;

/// Bytes after which nothing more is collected for the summary: UTF-8 takes up to four for a
/// character.
const SUMMARY_BYTES_ENOUGH: usize = SUMMARY_CHARS_MAX * 4 + 4;

/// Counts and collects text as it passes.
#[derive(Debug, Default)]
pub(super) struct Prose {
    words: u32,
    is_in_word: bool,
    is_collecting: bool,
    collected: String,
    /// All of it.
    pub(super) transcript: Transcript,
}

impl Prose {
    /// Makes room for a text of so many bytes.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        let mut prose = Self::default();
        prose.transcript.text.reserve(bytes);
        prose
    }

    /// Takes text of the document.
    pub(super) fn text(&mut self, text: &str) {
        let is_space = |byte: u8| byte <= b' ';
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return;
        };
        self.transcript.text(text);
        let starts = bytes.windows(2);
        let starts = starts.filter(|pair| is_space(pair[0]) & !is_space(pair[1]));
        let begins = !self.is_in_word && !is_space(*first);
        let words = starts.count() + usize::from(begins);
        self.words = self.words.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
        self.is_in_word = !is_space(*last);
        if self.is_collecting {
            self.collect(text);
        }
    }

    /// Takes a link that shows a title which only other files know.
    pub(super) fn name(&mut self, link: u32) {
        if self.is_collecting {
            self.collect(&format!("{}{link}{}", Record::NAME_START, Record::NAME_END));
        }
    }

    /// Takes the end of a block.
    pub(super) fn border(&mut self) {
        self.transcript.border();
        self.gap();
    }

    /// Takes the end of a line within a block.
    pub(super) fn line(&mut self) {
        self.transcript.line();
        self.gap();
    }

    fn gap(&mut self) {
        self.is_in_word = false;
        if self.is_collecting && !self.collected.is_empty() {
            self.collect(" ");
        }
    }

    /// A paragraph begins whose text may stand in the summary.
    pub(super) fn open_paragraph(&mut self) {
        self.is_collecting = self.collected.len() < SUMMARY_BYTES_ENOUGH;
        self.border();
    }

    /// The paragraph ends.
    pub(super) fn close_paragraph(&mut self) {
        self.is_collecting = false;
    }

    /// Gives the number of words and the summary.
    pub(super) fn finish(&self) -> (u32, Arc<str>) {
        (self.words, Arc::from(shortened(&line::clean(&self.collected))))
    }

    fn collect(&mut self, text: &str) {
        let room = SUMMARY_BYTES_ENOUGH.saturating_sub(self.collected.len());
        self.collected.push_str(&text[..text.floor_char_boundary(room)]);
    }
}

/// Cuts a text after a word, so that it is short enough.
fn shortened(text: &str) -> String {
    let text = text.trim();
    let Some((most, _)) = text.char_indices().nth(SUMMARY_CHARS_MAX) else {
        return text.to_string();
    };
    let last = text[..most].chars().next_back().map_or(0, char::len_utf8);
    let kept = &text[..most - last];
    let kept = kept.rfind(' ').map_or(kept, |at| &kept[..at]);
    let kept = kept.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_come_in_pieces() {
        let mut prose = Prose::default();
        for piece in ["La ge", "nte se", " ", "va", " en silencio."] {
            prose.text(piece);
        }
        prose.border();
        prose.text("Sí");
        assert_eq!(prose.finish().0, 7);
    }

    #[test]
    fn summaries_end_with_a_word() {
        assert_eq!(shortened(" corto "), "corto");
        let long = "ñandú, ".repeat(40);
        let short = shortened(&long);
        assert!(short.ends_with("ñandú…"), "{short}");
        assert!(short.chars().count() <= SUMMARY_CHARS_MAX);
        assert_eq!(shortened(&"x".repeat(500)).chars().count(), 160);
    }
}

//! Quotes: of each link the sentence around it.

use std::ops::Range;

use super::transcript::{Mention, Transcript};
use crate::ground::url;
use crate::model::quotes::Mark;
use crate::model::{Link, LinkKind, Quotes};

/// A quote has about so many characters at most.
const QUOTE_CHARS_MAX: usize = 160;

/// A sentence is looked for within so many bytes before and after a link.
const SENTENCE_BYTES_MAX: usize = 2 << 10;

/// Words after whose full stop a sentence goes on.
const SHORTENED: &[&str] = &[
    "art", "cap", "cf", "cía", "col", "dr", "dra", "ed", "ee", "ej", "fig", "ing", "lic", "mr",
    "mrs", "ms", "núm", "pág", "págs", "prof", "sr", "sra", "srta", "st", "ud", "uds", "uu", "vol",
    "vs", "www",
];

/// Quotes the sentences of a body's links.
pub(super) fn quotes(transcript: &Transcript, links: &[Link]) -> Quotes {
    let mut text = String::new();
    let mut marks = Vec::new();
    // The last sentence that was taken as a whole, and where it stands.
    let mut last: Option<(Range<usize>, u32)> = None;
    for Mention { link, words } in &transcript.mentions {
        if !links.get(*link as usize).is_some_and(may_be_a_page) {
            continue;
        }
        let sentence = sentence(&transcript.text, words);
        let window = window(&transcript.text, &sentence, words);
        let start = match &last {
            Some((known, start)) if *known == sentence && window.range == sentence => *start,
            _ => {
                let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
                window.write(&transcript.text, &mut text);
                last = (window.range == sentence).then_some((sentence, start));
                start
            }
        };
        marks.push(window.mark(*link, start, words));
    }
    marks.sort_unstable_by_key(|mark: &Mark| mark.link);
    Quotes { text: text.into(), marks: marks.into() }
}

/// Tells whether a link may lead to another document: not to a place of its own, nor to a file.
fn may_be_a_page(link: &Link) -> bool {
    let path = &link.target[..link.target.find(['?', '#']).unwrap_or(link.target.len())];
    match link.kind {
        LinkKind::Short => true,
        LinkKind::Image | LinkKind::Thesis => false,
        LinkKind::Page => {
            !path.is_empty() && matches!(url::ending(path).as_str(), "" | "md" | "html")
        }
    }
}

/// Finds the sentence around a link, within its block.
fn sentence(text: &str, words: &Range<usize>) -> Range<usize> {
    let first = text.floor_char_boundary(words.start.saturating_sub(SENTENCE_BYTES_MAX));
    let last = text.ceil_char_boundary((words.end + SENTENCE_BYTES_MAX).min(text.len()));
    let start = text[first..words.start].rfind('\n').map_or(first, |at| first + at + 1);
    let end = text[words.end..last].find('\n').map_or(last, |at| words.end + at);
    let block = &text[start..end];
    let mut from = 0;
    let mut to = block.len();
    for (at, byte) in block.bytes().enumerate() {
        let mark = match byte {
            b'.' | b'!' | b'?' => 1,
            0xe2 if block[at..].starts_with('…') => '…'.len_utf8(),
            _ => continue,
        };
        if start + at >= words.start && start + at < words.end {
            continue;
        }
        let Some(next) = next_sentence(block, at, mark) else { continue };
        if start + next <= words.start {
            from = next;
        } else if start + at >= words.end {
            to = next;
            break;
        }
    }
    let trimmed = &block[from..to];
    let from = start + from + (trimmed.len() - trimmed.trim_start().len());
    let to = from + trimmed.trim().len();
    from.min(words.start)..to.max(words.end)
}

/// Tells where the next sentence begins if one ends with the mark at a byte, so many bytes long.
fn next_sentence(block: &str, at: usize, mark: usize) -> Option<usize> {
    let rest = &block[at + mark..];
    let is_close = |letter: char| {
        matches!(letter, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    };
    let after = rest.trim_start_matches(is_close);
    let next = after.trim_start();
    if next.len() == after.len() || next.starts_with(char::is_lowercase) {
        return None;
    }
    let before = &block[..at];
    let word = &before[before
        .rfind(|letter: char| !letter.is_alphanumeric())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_short = is_letter || SHORTENED.contains(&word.to_lowercase().as_str());
    (!block[at..].starts_with('.') || !is_short).then(|| block.len() - next.len())
}

/// What is shown of a sentence.
struct Window {
    range: Range<usize>,
    /// Whether something is cut off before, and after.
    is_cut: (bool, bool),
}

const CUT: &str = "…";

/// Finds what of a sentence is shown: all of it, or as much around the link as there is room for.
fn window(text: &str, sentence: &Range<usize>, words: &Range<usize>) -> Window {
    let chars = |range: Range<usize>| text[range].chars().count();
    let room = QUOTE_CHARS_MAX.saturating_sub(chars(words.clone()));
    let before = chars(sentence.start..words.start);
    let after = chars(words.end..sentence.end);
    if before + after <= room {
        return Window { range: sentence.clone(), is_cut: (false, false) };
    }
    // What one side does not need, the other may take.
    let take_before = before.min((room / 2).max(room.saturating_sub(after)));
    let take_after = after.min(room - take_before);
    let start = match before - take_before {
        0 => sentence.start,
        skipped => {
            let head = &text[sentence.start..words.start];
            let at = head.char_indices().nth(skipped).map_or(head.len(), |(at, _)| at);
            let next = head[at..].find(' ').map_or(head.len(), |space| at + space + 1);
            sentence.start + next
        }
    };
    let end = match after - take_after {
        0 => sentence.end,
        _ => {
            let tail = &text[words.end..sentence.end];
            let at = tail.char_indices().nth(take_after).map_or(tail.len(), |(at, _)| at);
            words.end + tail[..at].rfind(' ').unwrap_or(0)
        }
    };
    Window { range: start..end, is_cut: (start > sentence.start, end < sentence.end) }
}

impl Window {
    fn write(&self, transcript: &str, text: &mut String) {
        text.push_str(if self.is_cut.0 { CUT } else { "" });
        text.push_str(&transcript[self.range.clone()]);
        text.push_str(if self.is_cut.1 { CUT } else { "" });
    }

    fn mark(&self, link: u32, start: u32, words: &Range<usize>) -> Mark {
        let small = |bytes: usize| u16::try_from(bytes).unwrap_or(u16::MAX);
        let cut = |is_cut: bool| if is_cut { CUT.len() } else { 0 };
        let before = cut(self.is_cut.0) + words.start - self.range.start;
        let bytes = cut(self.is_cut.0) + self.range.len() + cut(self.is_cut.1);
        Mark { link, start, bytes: small(bytes), before: small(before), words: small(words.len()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows the sentence around what stands between braces.
    fn around(text: &str) -> String {
        let (before, rest) = text.split_once('{').unwrap();
        let (words, after) = rest.split_once('}').unwrap();
        let mut transcript = Transcript::default();
        transcript.text(before);
        transcript.begin_mention(0);
        transcript.text(words);
        transcript.end_mention();
        transcript.text(after);
        let link =
            Link { kind: LinkKind::Page, target: "a.md".to_string(), span: Default::default() };
        let quotes = quotes(&transcript, &[link]);
        let quote = quotes.of(0).unwrap();
        format!("{}{{{}}}{}", quote.before, quote.words, quote.after)
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        for (text, expected) in [
            ("Uno. Dos {tres} cuatro. Cinco.", "Dos {tres} cuatro."),
            ("¿Uno? {Dos}. Tres.", "{Dos}."),
            ("El Sr. Gil, p. ej., {dijo} 3.5 y ya. Fin.", "El Sr. Gil, p. ej., {dijo} 3.5 y ya."),
            ("Uno: «Así es.» Luego {dos} sin fin", "Luego {dos} sin fin"),
            ("Otro bloque.\nEste {es} el bueno\nEste no.", "Este {es} el bueno"),
            ("{Solo}", "{Solo}"),
            ("Dice {Fin. Otra} vez. No.", "Dice {Fin. Otra} vez."),
            ("Vea {} aquí.", "Vea {} aquí."),
        ] {
            assert_eq!(around(text), expected, "{text}");
        }
    }

    #[test]
    fn long_sentences_are_cut_at_words_around_the_link() {
        let many = "ñandú ".repeat(60);
        let quote = around(&format!("{many}{{aquí}} {many}"));
        assert!(quote.starts_with("…ñandú ") && quote.ends_with(" ñandú…"), "{quote}");
        assert!(quote.chars().count() <= QUOTE_CHARS_MAX + 4, "{quote}");
        let quote = around(&format!("{{aquí}} {many}"));
        assert!(quote.starts_with("{aquí}") && quote.chars().count() > 150, "{quote}");
        let long = "ñ".repeat(300);
        assert_eq!(around(&format!("a {{{long}}} b")), format!("…{{{long}}}…"));
    }

    #[test]
    fn links_in_one_sentence_share_it() {
        let mut transcript = Transcript::default();
        for link in 0..2 {
            transcript.text("Ver ");
            transcript.begin_mention(link);
            transcript.text("esto");
            transcript.end_mention();
        }
        let link =
            Link { kind: LinkKind::Page, target: "a.md".to_string(), span: Default::default() };
        let quotes = quotes(&transcript, &[link.clone(), link]);
        assert_eq!(&*quotes.text, "Ver estoVer esto");
        assert_eq!(quotes.of(1).map(|quote| quote.before), Some("Ver estoVer "));
        assert_eq!(quotes.of(2), None);
    }
}

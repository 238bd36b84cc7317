//! Excerpts: one line of a source, no longer than can be read.

use std::ops::Range;

/// Longer lines are shown in part.
const EXCERPT_COLUMNS_MAX: usize = 120;

/// A line, or the part of it around what is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// What is shown; an ellipsis stands for what is left out.
    pub(super) text: String,
    /// The bytes of the text that are marked.
    pub(super) marked: Range<usize>,
}

/// Cuts a line down around the bytes that are marked.
pub(super) fn excerpt(line: &str, marked: Range<usize>) -> Excerpt {
    let start = floor(line, marked.start);
    let end = floor(line, marked.end).max(start);
    let shown_end = start + leading(&line[start..end], EXCERPT_COLUMNS_MAX * 2 / 3);
    let is_whole = shown_end == end;
    let room = EXCERPT_COLUMNS_MAX - line[start..shown_end].chars().count();

    let after_room = if is_whole { room } else { 0 };
    let after_wanted = count(line[end..].chars(), after_room);
    let before = count(line[..start].chars().rev(), (room / 2).max(room - after_wanted));
    let after = after_wanted.min(room - before);
    let from = start - trailing(&line[..start], before);
    let to = shown_end + leading(&line[shown_end..], if is_whole { after } else { 0 });

    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    let moved = text.len();
    text.push_str(&line[from..to]);
    if to < line.len() {
        text.push('…');
    }
    Excerpt { text, marked: start - from + moved..shown_end - from + moved }
}

/// Gives the last boundary between characters up to a byte.
fn floor(line: &str, at: usize) -> usize {
    let mut at = at.min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Counts characters, up to a limit: a line may be a whole file.
fn count(letters: impl Iterator<Item = char>, most: usize) -> usize {
    letters.take(most).count()
}

/// Gives the bytes of the first characters.
fn leading(text: &str, letters: usize) -> usize {
    text.chars().take(letters).map(char::len_utf8).sum()
}

/// Gives the bytes of the last characters.
fn trailing(text: &str, letters: usize) -> usize {
    text.chars().rev().take(letters).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_stay_whole() {
        for (line, marked) in [("", 0..0), ("año nuevo", 5..10), ("fin", 3..3)] {
            let cut = excerpt(line, marked.clone());
            assert_eq!((cut.text.as_str(), cut.marked), (line, marked));
        }
        assert_eq!(excerpt("ñ", 1..900).marked, 0..2);
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("{}¡AQUÍ!{}", "ñ".repeat(600_000), "z".repeat(500_000));
        for (marked, first, last) in [
            (1_200_000..1_200_008, '…', '…'),
            (0..2, 'ñ', '…'),
            (line.len() - 1..line.len(), '…', 'z'),
            (0..line.len(), 'ñ', '…'),
            (line.len()..line.len(), '…', 'z'),
        ] {
            let cut = excerpt(&line, marked.clone());
            assert!(cut.text.chars().count() <= EXCERPT_COLUMNS_MAX + 2);
            assert!(cut.text.starts_with(first) && cut.text.ends_with(last), "{}", cut.text);
            assert!(line[marked].starts_with(&cut.text[cut.marked]));
        }
        let cut = excerpt(&line, 1_200_000..1_200_008);
        assert_eq!(&cut.text[cut.marked], "¡AQUÍ!");
    }
}

//! How much room texts need, without knowing their font.
//!
//! A page's font is the reader's own, so that nothing is measured here: each letter has a width
//! that the wide fonts among those of a theme do not exceed by much. Better a line too early.

/// The most lines of a label; what does not fit ends in "…", and stands whole in the table.
const LINES_MAX: usize = 4;

/// Gives the room that a text needs at a size, both in the units of the drawing.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Gives the width of a letter in parts of the size.
fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '·' | 'í' | 'ì' => {
            0.3
        }
        ' ' | '\u{a0}' | '\u{202f}' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '—' | 'œ' | 'æ' => 0.92,
        '0'..='9' | '–' | '−' | '+' => 0.6,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffdc}' | '\u{1f000}'.. => 1.05,
        _ if letter.is_uppercase() => 0.7,
        _ => 0.57,
    }
}

/// Breaks a text into lines that fit into a room, between words where it can.
pub(super) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is a line");
        if !last.is_empty() && width(last, size) + width(" ", size) + width(word, size) <= room {
            last.push(' ');
            last.push_str(word);
            continue;
        }
        if !last.is_empty() {
            lines.push(String::new());
        }
        push_word(&mut lines, word, size, room);
        // What is beyond the last line is known to be lost; a text without end costs no more.
        if lines.len() > LINES_MAX {
            break;
        }
    }
    if lines.len() > LINES_MAX {
        lines.truncate(LINES_MAX);
        let last = lines.last_mut().expect("there is a line");
        while width(last, size) + width("…", size) > room && last.pop().is_some() {}
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    lines
}

/// Puts a word at the end of the last line, which is empty; a word wider than the room is broken.
fn push_word(lines: &mut Vec<String>, word: &str, size: f64, room: f64) {
    let mut used = 0.0;
    for letter in word.chars() {
        let needed = advance(letter) * size;
        if used > 0.0 && used + needed > room {
            lines.push(String::new());
            used = 0.0;
        }
        if lines.len() > LINES_MAX {
            return;
        }
        lines.last_mut().expect("there is a line").push(letter);
        used += needed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_break_between_words_and_are_never_cut_in_silence() {
        for (text, room, lines) in [
            ("", 50.0, vec![""]),
            ("una palabra", 200.0, vec!["una palabra"]),
            ("una palabra", 60.0, vec!["una", "palabra"]),
            ("  una   palabra ", 200.0, vec!["una palabra"]),
            ("abcdefghij", 40.0, vec!["abcde", "fghij"]),
            ("a b c d e f", 9.0, vec!["a", "b", "c", "…"]),
            ("uno dos tres cuatro cinco", 50.0, vec!["uno", "dos", "tres", "cuatr…"]),
        ] {
            assert_eq!(wrap(text, 14.0, room), lines, "{text}");
        }
        let long = "palabra ".repeat(100_000);
        assert_eq!(wrap(&long, 14.0, 120.0).len(), LINES_MAX);
        assert!(wrap(&long, 14.0, 120.0)[3].ends_with('…'));
    }
}

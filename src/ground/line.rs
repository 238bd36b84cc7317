//! Letters that no text of a page holds, and texts that stand on one line.

use std::borrow::Cow;

/// Tells whether a letter is a control character, other than those between words and lines, or one
/// that XML forbids.
pub fn is_control(letter: char) -> bool {
    let is_space = matches!(letter, '\t' | '\n' | '\r' | '\u{85}');
    (letter.is_control() && !is_space) || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// Gives a text without control characters.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return text.into();
    }
    text.chars().filter(|letter| !is_control(*letter)).collect()
}

/// Gives a text without control characters on one line: what a title says must not become a line
/// of its own in Markdown.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    let is_break = |letter: char| matches!(letter, '\t' | '\n' | '\r' | '\u{85}');
    if !text.contains(is_break) {
        return text;
    }
    let lines = text.split(is_break).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_on_one_line_without_control_characters() {
        for (text, expected) in [
            ("Año  nuevo", "Año  nuevo"),
            ("uno\n\n# dos\r\n", "uno # dos"),
            ("a\u{1}b\u{1b}[31mc\u{ffff}", "ab[31mc"),
            ("a\tb\u{85}c", "a b c"),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
        assert_eq!(clean("a\u{0}\nb"), "a\nb");
    }
}

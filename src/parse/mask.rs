//! The lines of directives, and how they are hidden from the Markdown parser, which knows none.
//!
//! Each candidate becomes a thematic break of the same length (`___` and spaces). Whatever
//! container it stands in, a break is a block of its own there, and it comes back as an event at
//! its place. A candidate in code or raw HTML does not come back: then it was text.

use std::borrow::Cow;
use std::ops::Range;

use super::fence::may_be;

/// Finds the lines that may be directives: from their first colon to their end, without the spaces
/// there.
pub(super) fn candidates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("::") {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let colons = prefix_length(content);
        if content[colons..].starts_with("::") && may_be(&content[colons..]) {
            found.push(start + colons..start + content.len());
        }
        start += line.len();
    }
    found
}

/// Hides some lines, at equal length.
pub(super) fn apply<'a>(text: &'a str, lines: &[Range<usize>]) -> Cow<'a, str> {
    if lines.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    for line in lines {
        masked.push_str(&text[masked.len()..line.start]);
        masked.push_str("___");
        masked.extend(std::iter::repeat_n(' ', line.len() - 3));
    }
    masked.push_str(&text[masked.len()..]);
    Cow::Owned(masked)
}

/// Gives the bytes that containers put before the content of a line: quote and list markers, those
/// of definitions and footnotes, and spaces. Too much is no harm: the parser has the last word.
fn prefix_length(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mut at = 0;
    loop {
        let marker = match &bytes[at..] {
            [b' ' | b'\t' | b'>', ..] => 1,
            [b'-' | b'*' | b'+' | b':', b' ' | b'\t', ..] => 2,
            [b'0'..=b'9', ..] => number_length(&bytes[at..]),
            [b'[', b'^', ..] => line[at..].find("]:").map_or(0, |end| end + 2),
            _ => 0,
        };
        if marker == 0 {
            return at;
        }
        at += marker;
    }
}

fn number_length(bytes: &[u8]) -> usize {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match &bytes[digits..] {
        [b'.' | b')', b' ' | b'\t', ..] => digits + 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_stand_after_the_marks_of_containers() {
        let text = "a\n:::note x \n> :::b\n  12) - ::c\n[^n]: :::\n: ::d{}\nx :::\n::ñ\n:::ñandú";
        let found: Vec<&str> = candidates(text).into_iter().map(|range| &text[range]).collect();
        let expected = [":::note x", ":::b", "::c", ":::", "::d{}", ":::ñandú"];
        assert_eq!(found, expected);
    }

    #[test]
    fn masks_keep_every_place() {
        let text = "é\n:::ñ\n::a\nz";
        let masked = apply(text, &candidates(text));
        assert_eq!(masked, "é\n___  \n___\nz");
        assert_eq!(masked.len(), text.len());
    }
}

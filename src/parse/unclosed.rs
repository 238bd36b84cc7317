//! The quote that an author forgot: YAML reads on until the next one, and complains there.

use std::ops::Range;

/// Finds the first quote that is not closed on its line though the text does not go on on the next:
/// what goes on stands further in than its key.
pub(super) fn quote(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let written = line.trim_end();
        if let Some(quote) = open_quote(written)
            && lines.peek().is_none_or(|next| !goes_on(written, next))
        {
            return Some(at + quote..at + written.len());
        }
        at += line.len();
    }
    None
}

/// Tells whether a line may belong to a text that an earlier line begins.
fn goes_on(line: &str, next: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    next.trim().is_empty() || indent(next) > indent(line)
}

/// Finds the quote that begins a text on a line and is not closed on it.
fn open_quote(line: &str) -> Option<usize> {
    let start = value_start(line);
    let is_flow = line[start..].starts_with(['[', '{']);
    let mut letters = line[start..].char_indices().peekable();
    let mut open: Option<(usize, char)> = None;
    // A quote begins a text only where a value may begin.
    let mut may_begin = true;
    while let Some((at, letter)) = letters.next() {
        match open {
            Some((_, '"')) if letter == '\\' => {
                letters.next();
            }
            Some((_, '\'')) if letter == '\'' && letters.peek().is_some_and(|it| it.1 == '\'') => {
                letters.next();
            }
            Some((_, quote)) if letter == quote => open = None,
            Some(_) => {}
            None if may_begin && matches!(letter, '"' | '\'') => {
                open = Some((start + at, letter));
                may_begin = false;
            }
            None if is_flow && matches!(letter, '[' | '{' | ',' | ':') => may_begin = true,
            None if letter == ' ' => {}
            None => may_begin = false,
        }
    }
    open.map(|(at, _)| at)
}

/// Gives the byte at which the value of a line begins: after dashes, and after a key.
fn value_start(line: &str) -> usize {
    let mut start = line.len() - line.trim_start().len();
    while let Some(rest) = line[start..].strip_prefix("- ") {
        start = line.len() - rest.trim_start().len();
    }
    let is_key = |key: &str| !key.is_empty() && !key.contains(['"', '\'', '[', '{', '#']);
    match line[start..].split_once(": ") {
        Some((key, value)) if is_key(key) => line.len() - value.trim_start().len(),
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_quote_that_never_closes_is_found() {
        for (text, expected) in [
            ("title: \"Sin cerrar\ndate: 2026-01-01\ntags: [\"a\"]\n", Some("\"Sin cerrar")),
            ("a: 1\ntitle: 'Sin cerrar", Some("'Sin cerrar")),
            ("tags: [uno, \"dos]\nb: 1\n", Some("\"dos]")),
            ("image:\n  alt: \"Una\n  src: a.png\n", Some("\"Una")),
            ("- \"uno\n- dos\n", Some("\"uno")),
            ("title: \"En dos\n  líneas\"\nb: 1\n", None),
            ("title: \"Cerrado\"\nb: [a: 1\n", None),
            ("title: \"Di \\\"hola\\\"\"\n", None),
            ("title: 'L''escola'\n", None),
            ("title: l'escola\nb: d'en\n", None),
            ("title: [l'escola, d'en]\n", None),
        ] {
            assert_eq!(quote(text).map(|range| &text[range]), expected, "{text}");
        }
    }
}

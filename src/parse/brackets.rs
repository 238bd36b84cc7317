//! Links whose text stands in brackets of its own: `[[!DNL Quality]](https://…)`.
//!
//! The Markdown parser takes two brackets for a short link wherever it sees them. Where a target in
//! parentheses follows, CommonMark reads a link, and so do we: the inner brackets are hidden from
//! the parser behind two control characters, and come back in what it gives.

use pulldown_cmark::{CowStr, Event};

const OPENING: char = '\u{2}';
const CLOSING: char = '\u{3}';

/// Hides the inner brackets, at equal length; `None` if there are none. A text that has these
/// control characters itself is left alone.
pub(super) fn hide(text: &str) -> Option<String> {
    if !text.contains("]](") || text.contains([OPENING, CLOSING]) {
        return None;
    }
    let mut hidden = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some(end) = rest.find("]](") {
            let start = inner_start(&rest[..end]);
            hidden.push_str(&rest[..start.unwrap_or(end)]);
            if let Some(start) = start {
                hidden.extend(rest[start..=end].chars().map(|letter| match letter {
                    '[' => OPENING,
                    ']' => CLOSING,
                    other => other,
                }));
            } else {
                hidden.push(']');
            }
            rest = &rest[end + 1..];
        }
        hidden.push_str(rest);
    }
    Some(hidden)
}

/// Finds the second of the two brackets that begin such a link; short links before it are whole.
fn inner_start(before: &str) -> Option<usize> {
    let start = before.rfind("[[")?;
    (!before[start..].contains("]]")).then_some(start + 1)
}

/// Brings the brackets back.
pub(super) fn shown(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(brought_back(text)),
        Event::Code(text) => Event::Code(brought_back(text)),
        Event::Html(text) => Event::Html(brought_back(text)),
        Event::InlineHtml(text) => Event::InlineHtml(brought_back(text)),
        Event::InlineMath(text) => Event::InlineMath(brought_back(text)),
        Event::DisplayMath(text) => Event::DisplayMath(brought_back(text)),
        other => other,
    }
}

fn brought_back(text: CowStr<'_>) -> CowStr<'_> {
    if !text.contains([OPENING, CLOSING]) {
        return text;
    }
    let letters = text.chars().map(|letter| match letter {
        OPENING => '[',
        CLOSING => ']',
        other => other,
    });
    CowStr::from(letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_before_a_target_are_hidden() {
        for (text, expected) in [
            ("a [[b]](c) d", "a [\u{2}b\u{3}](c) d"),
            ("[[b]] [[c]](d)", "[[b]] [\u{2}c\u{3}](d)"),
            ("[[a] b [c]](d)", "[\u{2}a\u{3} b \u{2}c\u{3}](d)"),
            ("[[b]] (c)", "[[b]] (c)"),
            ("x]](y)", "x]](y)"),
        ] {
            assert_eq!(hide(text).as_deref().unwrap_or(text), expected, "{text}");
        }
    }
}

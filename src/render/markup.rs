//! Text and attributes in markup: escaped here and nowhere else.

use std::borrow::Cow;

/// Escapes a text for markup, in attributes in double quotes as well.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"');
    let Some(first) = text.bytes().position(is_special) else {
        return Cow::Borrowed(text);
    };
    let mut escaped = String::with_capacity(text.len() + 16);
    escaped.push_str(&text[..first]);
    for letter in text[first..].chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

/// Escapes a text for XML: as [`escape`], and without the control characters that XML forbids.
pub(super) fn escape_xml(text: &str) -> Cow<'_, str> {
    let is_forbidden = |letter: char| {
        let is_control = letter < ' ' && !matches!(letter, '\t' | '\n' | '\r');
        is_control || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(is_forbidden) {
        let allowed: String = text.chars().filter(|letter| !is_forbidden(*letter)).collect();
        return Cow::Owned(escape(&allowed).into_owned());
    }
    escape(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_markup_is_escaped() {
        assert_eq!(escape("a & <b> \"c\""), "a &amp; &lt;b&gt; &quot;c&quot;");
        assert_eq!(escape("año"), "año");
        assert_eq!(escape_xml("a\u{1}b&"), "ab&amp;");
    }
}

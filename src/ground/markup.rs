//! Text and attributes in markup: escaped here and nowhere else.

use std::borrow::Cow;
use std::fmt::Write;

/// Writes a text between tags.
pub fn push_text(html: &mut String, text: &str) {
    push(html, text, |byte| matches!(byte, b'&' | b'<' | b'>'));
}

/// Writes the value of an attribute, which stands in double quotes.
pub fn push_attribute(html: &mut String, value: &str) {
    push(html, value, is_special);
}

/// Writes a URL as the value of an attribute. What no URL may hold is percent-encoded; letters of
/// other scripts stay, as browsers know them.
pub fn push_url(html: &mut String, url: &str) {
    let is_wrong = |byte: u8| byte <= b' ' || matches!(byte, b'"' | b'<' | b'>' | b'`' | 0x7f);
    let mut from = 0;
    for (at, byte) in url.bytes().enumerate() {
        if is_wrong(byte) {
            push_attribute(html, &url[from..at]);
            let _infallible = write!(html, "%{byte:02X}");
            from = at + 1;
        }
    }
    push_attribute(html, &url[from..]);
}

/// Escapes a text for markup, in attributes in double quotes as well.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.bytes().fold(false, |any, byte| any | is_special(byte)) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    push_attribute(&mut escaped, text);
    Cow::Owned(escaped)
}

/// Escapes a text for XML: as [`escape`], and without the control characters that XML forbids.
pub fn escape_xml(text: &str) -> Cow<'_, str> {
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

/// Tells whether a byte cannot stand in an attribute as it is.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"')
}

fn push(html: &mut String, text: &str, is_special: impl Fn(u8) -> bool) {
    // Most texts need nothing. Looking at every byte without a branch is what compilers turn into
    // vector instructions, so this is faster than stopping early.
    if !text.bytes().fold(false, |any, byte| any | is_special(byte)) {
        html.push_str(text);
        return;
    }
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_special(byte) {
            html.push_str(&text[from..at]);
            html.push_str(entity(byte));
            from = at + 1;
        }
    }
    html.push_str(&text[from..]);
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "&quot;",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_attributes_and_urls_differ() {
        for (text, as_text, as_attribute, as_url) in [
            ("año", "año", "año", "año"),
            (
                "a<b>&\"c\"",
                "a&lt;b&gt;&amp;\"c\"",
                "a&lt;b&gt;&amp;&quot;c&quot;",
                "a%3Cb%3E&amp;%22c%22",
            ),
            ("a b\n", "a b\n", "a b\n", "a%20b%0A"),
        ] {
            let written = |push: fn(&mut String, &str)| {
                let mut html = String::new();
                push(&mut html, text);
                html
            };
            assert_eq!(written(push_text), as_text);
            assert_eq!(written(push_attribute), as_attribute);
            assert_eq!(written(push_url), as_url);
        }
    }

    #[test]
    fn what_could_be_markup_is_escaped() {
        assert_eq!(escape("a & <b> \"c\""), "a &amp; &lt;b&gt; &quot;c&quot;");
        assert_eq!(escape("año"), "año");
        assert_eq!(escape_xml("a\u{1}b&"), "ab&amp;");
    }
}

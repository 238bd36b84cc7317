//! HTML in pieces: what stands at its top, and its text. Made for what we print ourselves, which is
//! well-formed; of what is not, it gives what it can.

use crate::ground::tags::{self, Piece as Part, Tag};

/// Elements without an end.
const VOID: &[&str] =
    &["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements whose content is nothing to read.
const MUTE: &[&str] = &["script", "style", "svg", "math", "template"];
/// What answers and steps may be marked up with.
const PLAIN: &[&str] = &["p", "br", "ol", "ul", "li", "strong", "em", "b", "i"];
/// Elements between whose texts there is a space.
const INLINE: &[&str] =
    &["a", "abbr", "b", "code", "em", "i", "kbd", "mark", "span", "strong", "sup"];

/// An element at the top of a stretch of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// Its name in lower case, as written by us.
    pub(super) name: &'a str,
    /// What stands between its tags.
    pub(super) inner: &'a str,
    /// All of it.
    pub(super) whole: &'a str,
}

impl Piece<'_> {
    /// Tells whether it is a heading of a part.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.name, "h2" | "h3" | "h4")
    }
}

/// Gives the elements at the top; what stands between them is left out.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open: Vec<Tag<'_>> = Vec::new();
    for part in tags::pieces(html) {
        let tag = match part {
            Part::Text(_) => continue,
            Part::Open(tag) => {
                if !VOID.contains(&tag.name) {
                    open.push(tag);
                }
                continue;
            }
            Part::Close(tag) => tag,
        };
        let Some(at) = open.iter().rposition(|one| one.name == tag.name) else { continue };
        if at == 0 {
            let first = &open[0];
            pieces.push(Piece {
                name: first.name,
                inner: &html[first.range.end..tag.range.start],
                whole: &html[first.range.start..tag.range.end],
            });
        }
        open.truncate(at);
    }
    pieces
}

/// Gives the text of a stretch of HTML on one line.
pub(super) fn text(html: &str) -> String {
    let mut text = String::new();
    walk(html, |part| match part {
        Part::Text(written) => text.push_str(&unescape(written)),
        Part::Open(tag) | Part::Close(tag) if !INLINE.contains(&tag.name) => text.push(' '),
        Part::Open(_) | Part::Close(_) => {}
    });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives a stretch of HTML with the plainest of its tags, and those without attributes.
pub(super) fn plain(html: &str) -> String {
    let mut made = String::new();
    walk(html, |part| match part {
        Part::Text(written) => made.push_str(written),
        Part::Open(tag) if PLAIN.contains(&tag.name) => made.push_str(&format!("<{}>", tag.name)),
        Part::Close(tag) if PLAIN.contains(&tag.name) => {
            made.push_str(&format!("</{}>", tag.name));
        }
        Part::Open(_) | Part::Close(_) => {}
    });
    made.trim().to_string()
}

/// Walks over texts and tags, but not into what is nothing to read.
fn walk(html: &str, mut take: impl FnMut(Part<'_>)) {
    let mut muted = None;
    for part in tags::pieces(html) {
        match (muted, &part) {
            (Some(name), Part::Close(tag)) if tag.name == name => muted = None,
            (Some(_), _) => {}
            (None, Part::Open(tag)) if MUTE.contains(&tag.name) => muted = Some(tag.name),
            (None, _) => take(part),
        }
    }
}

/// Turns the references of text into letters: those that markup is escaped with, and numbers.
fn unescape(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        letters.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 10);
        match end.and_then(|end| Some((end, letter(&rest[1..end])?))) {
            Some((end, letter)) => {
                letters.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                letters.push('&');
                rest = &rest[1..];
            }
        }
    }
    letters + rest
}

fn letter(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_comes_apart_at_its_top() {
        let html =
            "a<h2 id=\"x>y\">One</h2>\n<p>Two<br>three</p><!-- <p> --><ul><li><p>4</p></li></ul>";
        let found: Vec<(&str, &str)> =
            pieces(html).iter().map(|piece| (piece.name, piece.inner)).collect();
        assert_eq!(found, [("h2", "One"), ("p", "Two<br>three"), ("ul", "<li><p>4</p></li>")]);
        for odd in ["", "<", "<p", "</p>", "<p><b></p>", "1 < 2 > 0", "<p title='"] {
            pieces(odd);
            text(odd);
        }
    }

    #[test]
    fn text_has_no_markup() {
        for (html, expected) in [
            ("<p>a <b>b</b>c</p><p>d</p>", "a bc d"),
            ("1 &lt; 2 &amp;amp; &#8212; &#x41; &bad; &", "1 < 2 &amp; \u{2014} A &bad; &"),
            ("a<script>b < c</script>d", "ad"),
            ("a<!-- b -->c, 1 < 2", "ac, 1 < 2"),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
        let html = "<p class=\"x\">a <a href=\"/b/\">b</a></p><svg><p>c</p></svg>";
        assert_eq!(plain(html), "<p>a b</p>");
    }
}

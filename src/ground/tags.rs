//! The tags of HTML and where each stands: to look at raw HTML, and at what we print ourselves.
//!
//! It is no parser: what browsers would mend stays as it is. Those who must know what browsers make
//! of it ask html5ever, which does not tell where anything stood.

use std::borrow::Cow;
use std::ops::Range;

/// Tags in which browsers read no tags.
const OPAQUE: &[&str] =
    &["iframe", "noembed", "noframes", "script", "style", "template", "textarea", "title", "xmp"];

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A tag begins.
    Open(Tag<'a>),
    /// A tag ends.
    Close(Tag<'a>),
    /// Text between tags.
    Text(&'a str),
}

/// The beginning of a tag, or its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name, as it was written.
    pub name: &'a str,
    /// What stands after the name.
    attributes: &'a str,
    /// Where it stands in the HTML.
    pub range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// Gives the value of an attribute; empty if it has none.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let (_, value) = attributes(self.attributes).find(|(own, _)| same(own, name))?;
        Some(if value.contains("&amp;") {
            value.replace("&amp;", "&").into()
        } else {
            value.into()
        })
    }
}

/// Compares names of tags and attributes.
pub fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Cuts HTML into its pieces; comments and what lies in scripts is left out.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let Some(start) = html[at..].find('<').map(|found| at + found) else {
            pieces.push(Piece::Text(&html[at..]));
            break;
        };
        if start > at {
            pieces.push(Piece::Text(&html[at..start]));
        }
        at = start + 1 + piece(html, start, &mut pieces);
    }
    pieces
}

/// Takes the piece that begins at a `<`; gives how many bytes after it belong to it.
fn piece<'a>(html: &'a str, start: usize, pieces: &mut Vec<Piece<'a>>) -> usize {
    let rest = &html[start + 1..];
    let to = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    if rest.starts_with("!--") {
        return to("-->");
    }
    if rest.starts_with(['!', '?']) {
        return to(">");
    }
    let is_close = rest.starts_with('/');
    let named = rest.trim_start_matches('/');
    let length = named.bytes().take_while(|byte| is_of_name(*byte)).count();
    let name = &named[..length];
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        pieces.push(Piece::Text(&html[start..=start]));
        return 0;
    }
    if is_close {
        let end = to(">");
        pieces.push(Piece::Close(Tag { name, attributes: "", range: start..start + 1 + end }));
        return end;
    }
    let end = tag_end(rest);
    let attributes = rest[length..end].trim_end_matches('>');
    let range = start..start + 1 + end;
    pieces.push(Piece::Open(Tag { name, attributes, range }));
    match OPAQUE.iter().find(|opaque| same(opaque, name)) {
        Some(opaque) => end + opaque_bytes(&rest[end..], opaque),
        None => end,
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b':'
}

/// Finds the byte after a tag; a `>` in a quoted value does not end it, unless the quote never ends.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in rest.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return at + 1,
            None if last == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

/// Counts the bytes up to the end of a tag in which there are no tags.
fn opaque_bytes(rest: &str, name: &str) -> usize {
    let ends = rest.match_indices("</").map(|(at, _)| at);
    let mut ends = ends.filter(|at| {
        let after = rest.get(at + 2..at + 2 + name.len());
        after.is_some_and(|after| same(after, name))
    });
    ends.next().unwrap_or(rest.len())
}

/// Reads attributes: each name with its value, without quotes.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() {
            return None;
        }
        let ends = |letter: char| letter.is_whitespace() || letter == '=' || letter == '/';
        let length = rest.char_indices().skip(1).find(|(_, letter)| ends(*letter));
        let (name, after) = rest.split_at(length.map_or(rest.len(), |(at, _)| at));
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> String {
        let told = pieces(html).into_iter().map(|piece| match piece {
            Piece::Open(tag) => {
                assert!(html[tag.range.clone()].starts_with('<'), "{html}");
                let alt = tag.attribute("ALT").map_or("-".into(), |alt| format!("{alt:?}"));
                format!("<{} {alt}>", tag.name)
            }
            Piece::Close(tag) => {
                assert!(html[tag.range.clone()].starts_with("</"), "{html}");
                format!("</{}>", tag.name)
            }
            Piece::Text(text) => text.to_string(),
        });
        told.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn tags_are_found_as_browsers_find_them() {
        for (html, expected) in [
            ("a<b>c</b >d", "a|<b ->|c|</b>|d"),
            ("<img src=x>", "<img ->"),
            ("<img alt>", "<img \"\">"),
            ("<IMG\n alt = 'a > b'/>", "<IMG \"a > b\">"),
            ("<img alt=a/ x=y>", "<img \"a/\">"),
            ("<img alt=\"never ends> <b>", "<img \"never ends\">| |<b ->"),
            ("1 < 2 <3> <>", "1 |<| 2 |<|3> |<|>"),
            ("<!-- <img> --><p>", "<p ->"),
            ("<script>a<b</script>c", "<script ->|</script>|c"),
            ("<script>a<b", "<script ->"),
            ("<a", "<a ->"),
            ("ñ<ñ>", "ñ|<|ñ>"),
        ] {
            assert_eq!(told(html), expected, "{html}");
        }
    }
}

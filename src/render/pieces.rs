//! HTML in pieces: what stands at its top, and its text. Made for what we print ourselves, which is
//! well-formed; of what is not, it gives what it can.

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

/// A tag: where it begins and ends, what it is called, and whether it closes.
struct Tag<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    is_end: bool,
}

/// Gives the elements at the top; what stands between them is left out.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open: Vec<Tag<'_>> = Vec::new();
    for tag in tags(html) {
        if !tag.is_end {
            if !VOID.contains(&tag.name) {
                open.push(tag);
            }
            continue;
        }
        let Some(at) = open.iter().rposition(|one| one.name == tag.name) else { continue };
        if at == 0 {
            let first = &open[0];
            pieces.push(Piece {
                name: first.name,
                inner: &html[first.end..tag.start],
                whole: &html[first.start..tag.end],
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
        Part::Tag(tag) if !INLINE.contains(&tag.name) => text.push(' '),
        Part::Tag(_) => {}
    });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives a stretch of HTML with the plainest of its tags, and those without attributes.
pub(super) fn plain(html: &str) -> String {
    let mut made = String::new();
    walk(html, |part| match part {
        Part::Text(written) => made.push_str(written),
        Part::Tag(tag) if PLAIN.contains(&tag.name) => {
            let slash = if tag.is_end { "/" } else { "" };
            made.push_str(&format!("<{slash}{}>", tag.name));
        }
        Part::Tag(_) => {}
    });
    made.trim().to_string()
}

enum Part<'a> {
    Text(&'a str),
    Tag(&'a Tag<'a>),
}

/// Walks over texts and tags, but not into what is nothing to read.
fn walk<'a>(html: &'a str, mut take: impl FnMut(Part<'_>)) {
    let mut from = 0;
    let mut muted: Option<&'a str> = None;
    for tag in tags(html) {
        match muted {
            Some(name) if tag.is_end && tag.name == name => muted = None,
            Some(_) => {}
            None => {
                take(Part::Text(&html[from..tag.start]));
                if !tag.is_end && MUTE.contains(&tag.name) {
                    muted = Some(tag.name);
                } else {
                    take(Part::Tag(&tag));
                }
            }
        }
        from = tag.end;
    }
    if muted.is_none() {
        take(Part::Text(&html[from..]));
    }
}

fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + html[from..].find('<')?;
            let rest = &html[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                from = start + 4 + comment.find("-->").map_or(comment.len(), |at| at + 3);
                continue;
            }
            let is_end = rest.starts_with('/');
            let name = &rest[usize::from(is_end)..];
            let length =
                name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
            let name = &name[..length.count()];
            if name.is_empty() {
                from = start + 1;
                continue;
            }
            from = tag_end(html, start);
            return Some(Tag { start, end: from, name, is_end });
        }
    })
}

/// Finds where a tag ends: `>` may stand in its attributes.
fn tag_end(html: &str, start: usize) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
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
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
        let html = "<p class=\"x\">a <a href=\"/b/\">b</a></p><svg><p>c</p></svg>";
        assert_eq!(plain(html), "<p>a b</p>");
    }
}

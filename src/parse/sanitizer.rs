//! Raw HTML of others, made harmless.
//!
//! The tokenizer is the one of browsers, so that we see the tags that they would see; of these only
//! what is on the lists is written again, by our own writer.
//!
//! Invariant: every tag that this file opens it also closes, inside the Markdown block in which it
//! was opened, so that nothing leaves its place.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::target::{Purpose, Target, classify};
use crate::ground::markup::{push_attribute, push_text, push_url};

/// Bytes of raw HTML that are sanitised in one document; what is beyond is shown as text.
const BYTES_MAX: usize = 1 << 20;

/// Raw tags open at once; more are left out.
const OPEN_MAX: usize = 200;

/// Tags that are kept.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Tags without an end.
const VOID: &[&str] = &["br", "col", "hr", "img", "source", "track", "wbr"];

/// Tags whose content is left out with them: browsers read no tags in it.
const OPAQUE: &[&str] =
    &["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];

/// Attributes that every tag may have.
const COMMON: &[&str] = &["class", "dir", "id", "lang", "title"];

/// Attributes of some tags.
const OWN: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "name"]),
    ("audio", &["controls", "loop", "muted", "preload", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["cite", "datetime"]),
    ("details", &["name", "open"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("source", &["media", "src", "type"]),
    ("td", &["align", "colspan", "headers", "rowspan"]),
    ("th", &["abbr", "align", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("track", &["kind", "label", "src", "srclang"]),
    ("video", &["controls", "height", "loop", "muted", "poster", "preload", "src", "width"]),
];

/// Attributes that hold a URL, and what it is for.
const URLS: &[(&str, Purpose)] = &[
    ("cite", Purpose::Link),
    ("href", Purpose::Link),
    ("poster", Purpose::Picture),
    ("src", Purpose::Picture),
];

/// Sanitises the raw HTML of one document, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Sanitizer {
    open: Vec<String>,
    /// For each thing of Markdown that is open: how many tags were open when it began.
    walls: Vec<usize>,
    bytes: usize,
}

impl Sanitizer {
    /// Writes what is harmless of a piece; names of places in it go into `anchors`.
    pub(super) fn piece(&mut self, piece: &str, html: &mut String, anchors: &mut Vec<String>) {
        self.bytes += piece.len();
        if self.bytes > BYTES_MAX {
            push_text(html, piece);
            return;
        }
        let mut skipped: Option<String> = None;
        for token in tokens(piece) {
            match token {
                Token::TagToken(tag) => {
                    let name = &*tag.name;
                    let is_end = tag.kind == TagKind::EndTag;
                    if OPAQUE.contains(&name) {
                        skipped = (!is_end).then(|| name.to_string());
                    } else if is_end {
                        self.close(name, html);
                    } else {
                        self.open(&tag, html, anchors);
                    }
                }
                Token::CharacterTokens(text) if skipped.is_none() => push_text(html, &text),
                _ => {}
            }
        }
    }

    /// Something of Markdown begins.
    pub(super) fn enter(&mut self) {
        self.walls.push(self.open.len());
    }

    /// It ends: so do the tags opened inside.
    pub(super) fn leave(&mut self, html: &mut String) {
        let wall = self.walls.pop().unwrap_or(0);
        self.close_to(wall, html);
    }

    /// The document ends.
    pub(super) fn finish(&mut self, html: &mut String) {
        self.walls.clear();
        self.close_to(0, html);
    }

    fn open(&mut self, tag: &Tag, html: &mut String, anchors: &mut Vec<String>) {
        let name = &*tag.name;
        let is_void = VOID.contains(&name);
        if !TAGS.contains(&name) || (!is_void && self.open.len() >= OPEN_MAX) {
            return;
        }
        html.push('<');
        html.push_str(name);
        for attribute in &tag.attrs {
            push_kept(html, name, &attribute.name.local, &attribute.value);
            if matches!(&*attribute.name.local, "id")
                || (name == "a" && &*attribute.name.local == "name")
            {
                anchors.push(attribute.value.to_string());
            }
        }
        html.push('>');
        if !is_void {
            self.open.push(name.to_string());
        }
    }

    /// Ends a tag if it was opened inside the same thing of Markdown; else leaves the end out.
    fn close(&mut self, name: &str, html: &mut String) {
        let wall = self.walls.last().copied().unwrap_or(0);
        let inside = self.open.get(wall..).unwrap_or_default();
        if let Some(at) = inside.iter().rposition(|open| open == name) {
            self.close_to(wall + at, html);
        }
    }

    fn close_to(&mut self, length: usize, html: &mut String) {
        while self.open.len() > length {
            if let Some(name) = self.open.pop() {
                html.push_str("</");
                html.push_str(&name);
                html.push('>');
            }
        }
    }
}

fn push_kept(html: &mut String, tag: &str, name: &str, value: &str) {
    let own = OWN.iter().find(|(owner, _)| *owner == tag);
    if !COMMON.contains(&name) && !own.is_some_and(|(_, names)| names.contains(&name)) {
        return;
    }
    let purpose = URLS.iter().find(|(url, _)| *url == name);
    if purpose.is_some_and(|(_, purpose)| classify(value, *purpose) == Target::Script) {
        return;
    }
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    if purpose.is_some() {
        push_url(html, value);
    } else {
        push_attribute(html, value);
    }
    html.push('"');
}

fn tokens(piece: &str) -> Vec<Token> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(piece));
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    // The collector never stops the tokenizer for a script, so one call takes all.
    let _whole = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.tokens.into_inner()
}

/// Collects the tokens, and tells the tokenizer where browsers read no tags.
#[derive(Default)]
struct Collector {
    tokens: RefCell<Vec<Token>>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let is_opaque = matches!(&token, Token::TagToken(tag)
            if tag.kind == TagKind::StartTag && OPAQUE.contains(&&*tag.name));
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.borrow_mut().push(token);
        }
        if is_opaque {
            TokenSinkResult::RawData(RawKind::Rawtext)
        } else {
            TokenSinkResult::Continue
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sanitized(pieces: &[&str]) -> String {
        let (mut html, mut anchors) = (String::new(), Vec::new());
        let mut sanitizer = Sanitizer::default();
        for piece in pieces {
            sanitizer.piece(piece, &mut html, &mut anchors);
        }
        sanitizer.finish(&mut html);
        html
    }

    #[test]
    fn what_could_run_or_leave_is_taken_out() {
        for (html, expected) in [
            ("<b>a</b>", "<b>a</b>"),
            ("<B CLASS=x onclick=y>a", "<b class=\"x\">a</b>"),
            ("a</div></section>", "a"),
            ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
            ("<script>alert(1)</script>a", "a"),
            ("<style>p{}</style ><p>a", "<p>a</p>"),
            ("<script>a", ""),
            ("<iframe src=x></iframe><form><input>t</form>", "t"),
            ("<svg><script>x</script></svg>", ""),
            ("<a href=' java&#10;script:x'>a</a>", "<a>a</a>"),
            ("<a href=\"../b.md?x&y\">a</a>", "<a href=\"../b.md?x&amp;y\">a</a>"),
            ("<img src=x onerror=y style='a'>", "<img src=\"x\">"),
            ("<img src=data:image/png;base64,x>", "<img src=\"data:image/png;base64,x\">"),
            ("<br/>&lt;script&gt;", "<br>&lt;script&gt;"),
            ("<!-- x --><![CDATA[<b>]]>", "]]&gt;"),
            ("<p title='\"><script>'>", "<p title=\"&quot;&gt;&lt;script&gt;\"></p>"),
            ("<math><mtext><table><mglyph><style><img src onerror=x>", "<table></table>"),
            ("<noscript><p title=\"</noscript><img src=x onerror=y>\">", "<img src=\"x\">\"&gt;"),
        ] {
            assert_eq!(sanitized(&[html]), expected, "{html}");
        }
    }

    #[test]
    fn bounds_hold() {
        let deep = "<b>".repeat(1000);
        assert_eq!(sanitized(&[&deep]).matches("</b>").count(), OPEN_MAX);
        let long = "<b></b>".repeat(BYTES_MAX / 7);
        let html = sanitized(&[&long, "<i><u>"]);
        assert!(html.ends_with("&lt;i&gt;&lt;u&gt;"));
    }
}

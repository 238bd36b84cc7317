//! Links and images that are none, because their target has spaces: `[otra](otra página.md)`.
//!
//! Markdown leaves them as text, and readers would see the brackets. They are looked for in what is
//! left as text, and told only where what stands in the parentheses is plainly a file or an
//! address: in prose, brackets and parentheses may well follow each other.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::ground::findings::{spaced_image, spaced_link};
use crate::ground::{Diagnostic, Place, Source, Span, url};

/// Findings that one document gives; a file with more is no article.
const FINDINGS_MAX: usize = 1_000;
/// Bytes of a text between brackets, or of a target, at most.
const BYTES_MAX: usize = 500;

/// Endings of files that sites show, link or give away.
const ENDINGS: &[&str] = &[
    "avif", "csv", "doc", "docx", "epub", "gif", "htm", "html", "ics", "jpeg", "jpg", "json", "md",
    "mp3", "mp4", "odp", "ods", "odt", "ogg", "pdf", "png", "ppt", "pptx", "svg", "txt", "webm",
    "webp", "xls", "xlsx", "zip",
];

/// A body whose texts are looked at.
pub(super) struct Spaced<'a> {
    source: &'a Source,
    /// The byte where the body begins.
    start: usize,
    /// The body.
    body: &'a str,
    /// Whether there is any such bracket to look for.
    is_worthwhile: bool,
    /// Whether a code block is open: its text is code.
    is_in_code: bool,
    findings: Vec<Diagnostic>,
}

impl<'a> Spaced<'a> {
    /// Begins a body at a byte of a file.
    pub(super) fn new((source, start): (&'a Source, usize)) -> Self {
        let body = source.text().get(start..).unwrap_or_default();
        let is_worthwhile = body.contains("](");
        Self { source, start, body, is_worthwhile, is_in_code: false, findings: Vec::new() }
    }

    /// Takes an event and its place in the body.
    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(_) if self.is_worthwhile && !self.is_in_code => self.text(range),
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_in_code = false,
            _ => {}
        }
    }

    /// Gives what was found.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.findings
    }

    fn text(&mut self, range: &Range<usize>) {
        let text = self.body.get(range.clone()).unwrap_or_default();
        for (at, _) in text.match_indices(']') {
            let Some(broken) = broken_at(self.body, range.start + at) else { continue };
            if self.findings.len() < FINDINGS_MAX {
                let span = Span::new(broken.range).moved(self.start);
                let place = Place::new(self.source.path(), span);
                let finding = if broken.is_image { spaced_image } else { spaced_link };
                self.findings.push(finding(place, &broken.meant));
            }
        }
    }
}

/// A link or image that Markdown did not read.
#[derive(Debug, PartialEq)]
struct Broken {
    /// Its bytes.
    range: Range<usize>,
    is_image: bool,
    /// How it would be read.
    meant: String,
}

/// Looks at a closing bracket that stayed text: does it belong to a link with spaces?
fn broken_at(body: &str, bracket: usize) -> Option<Broken> {
    let after = body[bracket..].strip_prefix("](")?;
    let inside = parenthesised(after)?;
    let (target, title) = without_title(inside.trim());
    if !target.contains(char::is_whitespace) || !is_address(target) {
        return None;
    }
    let opening = opening(&body[..bracket])?;
    let is_image = body[..opening].ends_with('!');
    let start = opening - usize::from(is_image);
    if body[..start].ends_with('\\') {
        return None;
    }
    let space = if title.is_empty() { "" } else { " " };
    let meant = format!("{}](<{target}>{space}{title})", &body[start..bracket]);
    let end = bracket + "](".len() + inside.len() + ")".len();
    Some(Broken { range: start..end, is_image, meant })
}

/// Gives what stands before the parenthesis that closes, on the same line.
fn parenthesised(after: &str) -> Option<&str> {
    let near = &after[..after.floor_char_boundary(BYTES_MAX)];
    let line = near.lines().next().unwrap_or_default();
    let mut depth = 0_usize;
    for (at, letter) in line.char_indices() {
        match letter {
            '[' | ']' | '<' | '>' | '`' => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(&line[..at]),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Parts a target from the title behind it.
fn without_title(inside: &str) -> (&str, &str) {
    let title = ['"', '\''].into_iter().find_map(|quote| {
        let before = inside.strip_suffix(quote)?;
        let at = before.find(quote)?;
        before[..at].ends_with(char::is_whitespace).then_some(at)
    });
    title.map_or((inside, ""), |at| (inside[..at].trim_end(), &inside[at..]))
}

/// Tells whether a target is plainly a file or an address, and no prose.
fn is_address(target: &str) -> bool {
    let path = &target[..target.find(['#', '?']).unwrap_or(target.len())];
    let is_rooted = ["/", "./", "../"].iter().any(|root| path.starts_with(root));
    let bare = path.trim_end_matches('/');
    ["https://", "http://"].iter().any(|scheme| target.starts_with(scheme))
        || (is_rooted && path.ends_with('/'))
        || ENDINGS.contains(&url::ending(bare).as_str())
}

/// Finds the bracket that opens what a closing one ends, in the same paragraph.
pub(super) fn opening(before: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let start = before.ceil_char_boundary(before.len().saturating_sub(BYTES_MAX));
    for (at, letter) in before.char_indices().rev().take_while(|(at, _)| *at >= start) {
        let is_escaped = || before[..at].ends_with('\\');
        match letter {
            ']' if !is_escaped() => depth += 1,
            '[' if is_escaped() => {}
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            '\n' if before[..at].ends_with('\n') => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_plainly_a_target_counts() {
        for (text, expected) in [
            ("[Ver](otra página.md)", Some("[Ver](<otra página.md>)")),
            ("a ![Mi [yo]](Mi foto (1).svg) b", Some("![Mi [yo]](<Mi foto (1).svg>)")),
            ("[Ver](otra página.md#ancla x)", Some("[Ver](<otra página.md#ancla x>)")),
            ("[Ver](otra página.md \"Un título\")", Some("[Ver](<otra página.md> \"Un título\")")),
            ("[Ver](/otra sección/)", Some("[Ver](</otra sección/>)")),
            ("[x](https://a.example/b c)", Some("[x](<https://a.example/b c>)")),
            ("[x](nota aparte)", None),
            ("f(a)[b](c d)", None),
            ("[x](a.md \"sin cerrar)", None),
            ("[x](a.md)", None),
            ("\\[x](a b.md)", None),
            ("[x](a b.md", None),
            ("x](a b.md)", None),
            ("[x] (a b.md)", None),
            ("[uno\n\nx](a b.md)", None),
        ] {
            let found = text.rmatch_indices(']').find_map(|(at, _)| broken_at(text, at));
            assert_eq!(found.map(|broken| broken.meant).as_deref(), expected, "{text}");
        }
    }
}

//! Assertions: words that a survey must bear out, `[subió]{claim="nps-2026/q3 up"}`.
//!
//! The Markdown parser knows no attributes of words, and would take theirs for prose, so they are
//! hidden from it behind closing braces, at equal length. The brackets it leaves as text, if they
//! are no link; there the words begin and end. What stands in code, or begins and ends in different
//! elements, is text as before.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::attributes::{self, Attribute};
use super::spaced::opening;
use crate::ground::findings::bad_evidence;
use crate::ground::{Diagnostic, Located, Place, Source, Span, Words};
use crate::model::assertion::Assertion;

/// The attribute whose words are an assertion.
const NAME: &str = "claim";

/// Assertions of one document; a file with more is no article.
const ASSERTIONS_MAX: usize = 256;

/// Bytes of an attribute with its braces.
const ATTRIBUTE_BYTES_MAX: usize = 500;

/// Words with their attribute, by their bytes in the body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Marked {
    /// The words, between their brackets.
    words: Range<usize>,
    /// From the closing bracket to the closing brace; of what cannot be read, to the end of the
    /// line.
    tail: Range<usize>,
    /// What is asserted and where that stands; what is wrong, if it cannot be read.
    rule: Result<String, Words>,
    /// The attribute.
    attribute: Range<usize>,
}

impl Marked {
    /// Gives the byte up to which it is written.
    pub(super) fn end(&self) -> usize {
        self.tail.end
    }

    /// Gives what is asserted in a body that begins at a byte of a file; `None` if that cannot be
    /// read.
    pub(super) fn assertion(&self, start: usize) -> Option<Assertion> {
        let span = |range: &Range<usize>| Span::new(range.clone()).moved(start);
        let value = self.rule.as_ref().ok()?.clone();
        let rule = Located::new(value, span(&self.attribute));
        Some(Assertion { words: span(&self.words), rule })
    }
}

/// A part of an event.
pub(super) enum Part<'a> {
    /// Text, and its place in the body.
    Text(CowStr<'a>, Range<usize>),
    /// Asserted words begin.
    Begin,
    /// They end.
    End(&'a Marked),
}

/// Finds the assertions of a body among what the parser takes for text.
pub(super) fn find(text: &str, options: Options) -> Vec<Marked> {
    let marked = candidates(text);
    if marked.is_empty() {
        return marked;
    }
    let hidden = hide(text, &marked);
    let mut sight = Sight::new(&marked);
    for (event, range) in Parser::new_ext(&hidden, options).into_offset_iter() {
        sight.event(&hidden, &event, range);
    }
    let homes = sight.homes;
    let is_whole = |(begin, end): &(Option<usize>, Option<usize>)| begin.is_some() && begin == end;
    marked.into_iter().zip(homes).filter(|(_, homes)| is_whole(homes)).map(|(one, _)| one).collect()
}

/// Hides the attributes of assertions, at equal length.
pub(super) fn hide(text: &str, marked: &[Marked]) -> String {
    let mut hidden = String::with_capacity(text.len());
    for one in marked.iter().filter(|one| one.rule.is_ok()) {
        hidden.push_str(&text[hidden.len()..=one.tail.start]);
        hidden.extend(std::iter::repeat_n('}', one.tail.len() - 1));
    }
    hidden.push_str(&text[hidden.len()..]);
    hidden
}

/// Cuts an event where asserted words begin and end in it; `None` where none do.
pub(super) fn cut<'a>(
    (event, range): (&Event<'_>, &Range<usize>),
    marked: &'a [Marked],
) -> Option<Vec<Part<'a>>> {
    let Event::Text(text) = event else { return None };
    // What is not as long as it was written is an entity or a quotation mark.
    if marked.is_empty() || text.len() != range.len() {
        return None;
    }
    let readable = marked.iter().filter(|one| one.rule.is_ok());
    let cuts = readable.flat_map(|one| {
        let start = one.words.start;
        [(start - 1..start, Part::Begin), (one.tail.clone(), Part::End(one))]
    });
    let here = |(cut, _): &(Range<usize>, Part<'_>)| cut.start < range.end && cut.end > range.start;
    let mut cuts: Vec<_> = cuts.filter(here).collect();
    if cuts.is_empty() {
        return None;
    }
    cuts.sort_by_key(|(cut, _)| cut.start);
    let mut parts = Vec::with_capacity(2 * cuts.len() + 1);
    let mut at = range.start;
    let piece = |from: usize, to: usize| {
        let text = CowStr::from(text[from - range.start..to - range.start].to_string());
        (from < to).then_some(Part::Text(text, from..to))
    };
    for (cut, part) in cuts {
        // An attribute may come in several texts, and only in the first do the words end.
        if cut.start >= range.start {
            parts.extend(piece(at, cut.start));
            parts.push(part);
        }
        at = cut.end.min(range.end);
    }
    parts.extend(piece(at, range.end));
    Some(parts)
}

/// Tells of attributes that cannot be read.
pub(super) fn unreadable(
    (source, start): (&Source, usize),
    marked: &[Marked],
) -> impl Iterator<Item = Diagnostic> {
    marked.iter().filter_map(move |one| {
        let why = one.rule.as_ref().err()?;
        let span = Span::new(one.attribute.clone()).moved(start);
        Some(bad_evidence(Place::new(source.path(), span), why, None))
    })
}

/// Finds what may be assertions, in the order of their ends, which do not overlap.
fn candidates(text: &str) -> Vec<Marked> {
    let mut found: Vec<Marked> = Vec::new();
    for (bracket, _) in text.match_indices("]{") {
        let is_free = found.last().is_none_or(|last| last.tail.end <= bracket);
        if is_free && found.len() < ASSERTIONS_MAX {
            found.extend(candidate(text, bracket));
        }
    }
    found
}

fn candidate(text: &str, bracket: usize) -> Option<Marked> {
    let brace = bracket + 1;
    let near = &text[brace..text.floor_char_boundary(brace + ATTRIBUTE_BYTES_MAX)];
    let line = near.split('\n').next().unwrap_or_default();
    let is_assigned = line[1..].trim_start().strip_prefix(NAME)?.starts_with('=');
    let before = &text[..bracket];
    let start = opening(before)? + 1;
    let is_link = text[start..].starts_with('[')
        && before.ends_with(']')
        && opening(&text[..bracket - 1]) == Some(start);
    if is_link || before.ends_with('\\') || before[start..].trim().is_empty() {
        return None;
    }
    let mut read = Vec::new();
    let (end, rule, attribute) = match (attributes::read(line, 0, &mut read), &read[..]) {
        (Ok(end), [Attribute { name, value, range }]) if name == NAME => {
            (end, Ok(value.clone()), range.clone())
        }
        (Err(fault), _) if is_assigned => (line.len(), Err(fault.why), fault.range),
        _ => return None,
    };
    Some(Marked {
        words: start..bracket,
        tail: bracket..brace + end,
        rule,
        attribute: brace + attribute.start..brace + attribute.end,
    })
}

/// Looks in which elements the brackets of candidates are text.
struct Sight<'a> {
    marked: &'a [Marked],
    /// By their numbers: the elements in which words begin and end.
    homes: Vec<(Option<usize>, Option<usize>)>,
    /// The numbers of the open elements.
    open: Vec<usize>,
    /// The elements so far.
    elements: usize,
    /// How many of the open elements have text that is none: code and images.
    muted: usize,
}

impl<'a> Sight<'a> {
    fn new(marked: &'a [Marked]) -> Self {
        let homes = vec![(None, None); marked.len()];
        Self { marked, homes, open: Vec::new(), elements: 0, muted: 0 }
    }

    fn event(&mut self, body: &str, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.elements += 1;
                self.open.push(self.elements);
                self.muted += usize::from(matches!(tag, Tag::CodeBlock(_) | Tag::Image { .. }));
            }
            Event::End(tag) => {
                self.open.pop();
                self.muted -= usize::from(matches!(tag, TagEnd::CodeBlock | TagEnd::Image));
            }
            Event::Text(text) if self.muted == 0 && body.get(range.clone()) == Some(text) => {
                let home = self.open.last().copied();
                for (one, (begin, end)) in self.marked.iter().zip(&mut self.homes) {
                    if range.contains(&(one.words.start - 1)) {
                        *begin = home;
                    }
                    if range.contains(&one.tail.start) {
                        *end = home;
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let options = Options::ENABLE_WIKILINKS | Options::ENABLE_SMART_PUNCTUATION;
        let found = find(text, options);
        let tell = |one: Marked| {
            let rule = one.rule.unwrap_or_else(|why| format!("✗{}", why.en));
            format!("{}|{}|{rule}", &text[one.words], &text[one.attribute])
        };
        found.into_iter().map(tell).collect()
    }

    #[test]
    fn words_with_a_claim_are_assertions() {
        for (text, expected) in [
            (r#"La [sat *subió*]{claim="n/q up"}."#, &[r#"sat *subió*|claim="n/q up"|n/q up"#][..]),
            ("[a\nb]{claim=x} [c]{ claim='y' }", &["a\nb|claim=x|x", "c|claim='y'|y"]),
            ("[a [b](c.md)]{claim=x}", &["a [b](c.md)|claim=x|x"]),
            ("[a [b]{claim=y} c]{claim=x}", &["b|claim=y|y", "a [b]{claim=y} c|claim=x|x"]),
            (
                "> - [a]{claim=\"n/q share(b|c) > 5%\"}",
                &["a|claim=\"n/q share(b|c) > 5%\"|n/q share(b|c) > 5%"],
            ),
            ("[a]{claim=“x”}", &["a|“x”|✗quotation marks must be straight: \"…\""]),
            ("[a](b){claim=x}", &[]),
            ("[a]{.x} [b]{claimed=x} [c]{claim=x .y}", &[]),
            ("`[a]{claim=x}` y\n\n    [a]{claim=x}", &[]),
            ("*b [a* c]{claim=x}", &[]),
            ("![b [a]{claim=x}](c.png)", &[]),
            ("\\[a]{claim=x} [b\\]{claim=x} []{claim=x}", &[]),
            ("[[a]]{claim=x}", &[]),
            ("[a\n\nb]{claim=x}", &[]),
            ("[a]: /b\n\n[a]{claim=x}", &[]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn attributes_are_hidden_at_equal_length() {
        let text = "é [a]{claim=\"ñ\"} b";
        let hidden = hide(text, &find(text, Options::empty()));
        assert_eq!(hidden, "é [a]}}}}}}}}}}}} b");
        assert_eq!(hidden.len(), text.len());
    }
}

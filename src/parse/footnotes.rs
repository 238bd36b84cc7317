//! Footnotes: written where their author liked, shown at the end in the order of their first
//! reference.

use std::collections::HashMap;
use std::fmt::Write;

use crate::model::{Rope, Slot};

/// HTML with its slots, set aside.
pub(super) type Piece = (String, Vec<(u32, Slot)>);

#[derive(Debug, Default)]
struct Footnote {
    number: usize,
    references: usize,
    text: Option<Piece>,
}

/// The footnotes of a document.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    indices: HashMap<String, usize>,
    footnotes: Vec<Footnote>,
    referred: usize,
    /// What was being written when a definition began; definitions may stand in definitions.
    suspended: Vec<(usize, Piece)>,
}

impl Footnotes {
    /// Writes a reference.
    pub(super) fn refer(&mut self, name: &str, html: &mut String) {
        let index = self.index(name);
        let footnote = &mut self.footnotes[index];
        if footnote.references == 0 {
            self.referred += 1;
            footnote.number = self.referred;
        }
        footnote.references += 1;
        let number = footnote.number;
        let place = place(number, footnote.references);
        let _infallible = write!(
            html,
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"fnref-{place}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// A definition begins: what was written so far waits.
    pub(super) fn begin(&mut self, name: &str, rope: &mut Rope) {
        let index = self.index(name);
        let piece = (std::mem::take(&mut rope.html), std::mem::take(&mut rope.slots));
        self.suspended.push((index, piece));
    }

    /// The definition ends. Of several with one name the first counts.
    pub(super) fn end(&mut self, rope: &mut Rope) {
        let Some((index, (html, slots))) = self.suspended.pop() else {
            return;
        };
        let html = std::mem::replace(&mut rope.html, html);
        let slots = std::mem::replace(&mut rope.slots, slots);
        self.footnotes[index].text.get_or_insert((html, slots));
    }

    /// Writes all footnotes at the end; those without a reference come last. Gives their names.
    pub(super) fn finish(self, rope: &mut Rope) -> Vec<String> {
        let mut defined: Vec<Footnote> = self.footnotes;
        defined.retain(|footnote| footnote.text.is_some());
        if defined.is_empty() {
            return Vec::new();
        }
        defined.sort_by_key(|footnote| (footnote.references == 0, footnote.number));
        let mut names = Vec::with_capacity(defined.len());
        rope.html.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (index, footnote) in defined.into_iter().enumerate() {
            let number = if footnote.references == 0 { index + 1 } else { footnote.number };
            names.push(format!("fn-{number}"));
            names.extend(
                (1..=footnote.references).map(|one| format!("fnref-{}", place(number, one))),
            );
            let _infallible = write!(rope.html, "<li id=\"fn-{number}\">");
            append(rope, footnote.text.unwrap_or_default(), &backs(number, footnote.references));
            rope.html.push_str("</li>\n");
        }
        rope.html.push_str("</ol>\n</div>\n");
        names
    }

    fn index(&mut self, name: &str) -> usize {
        if let Some(index) = self.indices.get(name) {
            return *index;
        }
        self.indices.insert(name.to_string(), self.footnotes.len());
        self.footnotes.push(Footnote::default());
        self.footnotes.len() - 1
    }
}

/// Names the place of a reference: `2` for the first of note 2, then `2-2`.
fn place(number: usize, reference: usize) -> String {
    if reference == 1 { number.to_string() } else { format!("{number}-{reference}") }
}

/// Gives the links back to the references.
fn backs(number: usize, references: usize) -> String {
    let mut backs = String::new();
    for reference in 1..=references {
        let place = place(number, reference);
        let _infallible = write!(
            backs,
            " <a class=\"footnote-back\" href=\"#fnref-{place}\" role=\"doc-backlink\">↩</a>"
        );
    }
    backs
}

/// Appends a note's text; the links back go into its last paragraph where there is one.
fn append(rope: &mut Rope, (mut html, slots): Piece, backs: &str) {
    let last_slot = slots.last().map_or(0, |(at, _)| *at as usize);
    let paragraph = html.strip_suffix("</p>\n").map(str::len).filter(|at| *at >= last_slot);
    match paragraph {
        Some(at) => html.insert_str(at, backs),
        None => html.push_str(backs),
    }
    let moved = u32::try_from(rope.html.len()).unwrap_or(u32::MAX);
    let slots = slots.into_iter();
    rope.slots.extend(slots.map(|(at, slot)| (at.saturating_add(moved), slot)));
    rope.html.push_str(&html);
}

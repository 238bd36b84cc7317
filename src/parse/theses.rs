//! Manifestos: the numbered list of a file about theses.

use std::collections::BTreeMap;
use std::ops::Range;

use super::manuscript::Manuscript;
use crate::ground::findings::{duplicate_thesis, missing_thesis};
use crate::ground::{Place, Source, Span};
use crate::model::thesis::{self, Claim};
use crate::model::{Link, LinkKind, Record, Slot};

/// Theses of one manifesto; what stands after them is a list.
const THESES_MAX: usize = 10_000;

/// What a claim may have as text; more of it stands on its page only.
const CLAIM_BYTES_MAX: usize = 2_000;

/// The theses of a body so far.
#[derive(Default)]
pub(super) struct Theses {
    /// Whether the body is a manifesto.
    is_manifesto: bool,
    /// How many lists are open.
    depth: usize,
    /// Whether the outermost is numbered and stands in nothing else.
    is_list: bool,
    /// The open claim: its number, where it begins in the file, and in the transcript.
    open: Option<(u32, Span, usize)>,
    claims: Vec<Claim>,
}

impl Theses {
    /// Begins a body.
    pub(super) fn new(is_manifesto: bool) -> Self {
        Self { is_manifesto, ..Self::default() }
    }

    /// A list begins; tells whether its items are theses.
    pub(super) fn open_list(&mut self, is_numbered: bool, is_at_top: bool) -> bool {
        self.depth += 1;
        if self.depth == 1 {
            self.is_list = self.is_manifesto && is_numbered && is_at_top;
        }
        self.depth == 1 && self.is_list
    }

    /// A list ends.
    pub(super) fn close_list(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// An item begins: if it is a thesis, its number is written, which leads to its page.
    pub(super) fn open_item(
        &mut self,
        manuscript: &mut Manuscript<'_>,
        range: Range<usize>,
    ) -> bool {
        if self.depth != 1 || !self.is_list || self.claims.len() == THESES_MAX {
            return false;
        }
        let start = range.start + manuscript.start;
        let Some((number, length)) = number(&manuscript.source.text()[start..]) else {
            return false;
        };
        let span = Span::new(start..start + length);
        let anchor = thesis::anchor(number);
        let link = u32::try_from(manuscript.body.record.links.len()).unwrap_or(u32::MAX);
        let target = number.to_string();
        manuscript.body.record.links.push(Link { kind: LinkKind::Thesis, target, span });
        let is_first = self.claims.iter().all(|claim| claim.number != number);
        match is_first {
            true => manuscript
                .push(&format!("<li class=\"thesis\" id=\"{anchor}\" value=\"{number}\">")),
            false => manuscript.push(&format!("<li class=\"thesis\" value=\"{number}\">")),
        }
        manuscript.push("<a class=\"thesis-number\" href=\"");
        manuscript.slot(Slot::Address(link));
        manuscript.push(&format!("\">T{number}</a> "));
        if is_first {
            manuscript.body.record.anchors.push(anchor);
            let known = manuscript.body.record.anchors.len() - 1;
            manuscript.note_anchors(known);
        }
        self.open = Some((number, span, manuscript.prose.transcript.text.len()));
        true
    }

    /// An item ends: what its first block says is the claim.
    pub(super) fn close_item(&mut self, manuscript: &Manuscript<'_>) {
        if self.depth != 1 {
            return;
        }
        let Some((number, span, start)) = self.open.take() else { return };
        let said = manuscript.prose.transcript.text[start..].trim_start();
        let first = said.lines().next().unwrap_or_default().trim();
        let text = &first[..first.floor_char_boundary(CLAIM_BYTES_MAX)];
        let headings = manuscript.body.record.headings.len();
        let group = u32::try_from(headings).ok().and_then(|count| count.checked_sub(1));
        self.claims.push(Claim { number, text: text.into(), span, group });
    }

    /// Gives the theses to the record, and tells which numbers are missing or double.
    pub(super) fn finish(self, source: &Source, record: &mut Record) {
        let mut first: BTreeMap<u32, Span> = BTreeMap::new();
        let place = |span| Place::new(source.path(), span);
        let mut before: Option<u32> = None;
        for claim in &self.claims {
            if let Some(known) = first.get(&claim.number) {
                let found = duplicate_thesis(place(claim.span), claim.number, place(*known));
                record.findings.push(found);
            } else {
                first.insert(claim.number, claim.span);
            }
            let expected = before.map_or(claim.number, |before| before.saturating_add(1));
            if claim.number > expected {
                let missing = missing_thesis(place(claim.span), claim.number, expected);
                record.findings.push(missing);
            }
            before = Some(before.map_or(claim.number, |before| before.max(claim.number)));
        }
        let mut claims = self.claims;
        // Of doubles the first stays.
        claims.retain(|claim| first.get(&claim.number) == Some(&claim.span));
        record.claims = claims;
    }
}

/// Reads the number of an item and how many bytes it takes with its dot: `7.`
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    text[digits..].starts_with(['.', ')']).then_some((number, digits + 1))
}

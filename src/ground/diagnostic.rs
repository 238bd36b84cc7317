//! Findings about what an author wrote, as data: the same finding is shown on a terminal, as JSON
//! or in a browser.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::source::Span;
use super::words::Words;

/// A stretch of a file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file's path from the site's root, parts separated by `/`.
    pub path: Arc<str>,
    /// The bytes; an empty span at the start stands for the whole file.
    pub span: Span,
}

impl Place {
    /// Names a stretch of a file.
    pub fn new(path: &Arc<str>, span: Span) -> Self {
        Self { path: Arc::clone(path), span }
    }

    /// Names a whole file.
    pub fn file(path: &Arc<str>) -> Self {
        Self::new(path, Span::default())
    }
}

/// One finding. The words follow one form: lower case, one sentence, no full stop; `label` says
/// *here*, `notes` say *why*, `help` says *do this*.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where it is.
    pub place: Place,
    /// What kind it is.
    pub code: Code,
    /// What is wrong.
    pub message: Words,
    /// What stands at the place.
    pub label: Option<Words>,
    /// Other places that have to do with it, and what stands there.
    pub also: Vec<(Place, Words)>,
    /// Why it is wrong.
    pub notes: Vec<Words>,
    /// What to do about it.
    pub help: Option<Words>,
}

impl Diagnostic {
    /// Sorts findings, and leaves out those that others say already.
    pub fn tidy(findings: &mut Vec<Self>) {
        findings.sort_unstable();
        findings.dedup();
        findings.dedup_by(|later, first| {
            let is_told = later.is_told_by(first);
            if is_told {
                first.place.span.end = first.place.span.end.max(later.place.span.end);
            }
            is_told
        });
    }

    /// Starts a finding with its message. Only the constructors in [`super::findings`] call this.
    pub(super) fn new(code: Code, place: Place, message: Words) -> Self {
        Self { place, code, message, label: None, also: Vec::new(), notes: Vec::new(), help: None }
    }

    /// Tells whether another finding says it already: one fault of a template shows on many
    /// pages, and only the notes name them, and how far it reaches.
    fn is_told_by(&self, other: &Self) -> bool {
        let told = |one: &Self| (one.code, Arc::clone(&one.place.path), one.place.span.start);
        self.code == Code::BadTemplate && told(self) == told(other) && self.label == other.label
    }

    pub(super) fn label(mut self, label: Words) -> Self {
        self.label = Some(label);
        self
    }

    pub(super) fn also(mut self, place: Place, label: Words) -> Self {
        self.also.push((place, label));
        self
    }

    pub(super) fn note(mut self, note: Words) -> Self {
        self.notes.push(note);
        self
    }

    pub(super) fn help(mut self, help: Option<Words>) -> Self {
        self.help = help;
        self
    }
}

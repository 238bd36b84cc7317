//! What is wrong with a question, before it has a place.

use crate::ground::{Diagnostic, Place, Words, findings};
use crate::model::survey::{Question, Survey};

/// A fault and what to do about it.
#[derive(Debug)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) message: Words,
    /// What to do.
    pub(super) help: Words,
}

impl Fault {
    /// Pairs a fault with its help.
    pub(super) fn new(message: Words, help: Words) -> Self {
        Self { message, help }
    }

    /// Makes a finding of it at a question.
    pub(super) fn at(self, survey: &Survey, question: &Question) -> Diagnostic {
        let place = Place::new(&survey.path, question.span);
        findings::question_wording(place, self.message, self.help)
    }

    /// Makes a finding of it about the whole questionnaire.
    pub(super) fn on(self, survey: &Survey) -> Diagnostic {
        findings::question_wording(Place::file(&survey.path), self.message, self.help)
    }
}

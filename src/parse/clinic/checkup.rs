//! What is known of a questionnaire once it was looked at.

use crate::ground::{Diagnostic, Words};

/// A questionnaire as questions, in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checkup {
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
    /// What may be so on purpose.
    pub notes: Vec<Words>,
    /// The minutes that answering takes, by estimate.
    pub minutes: f64,
    /// The share of questions that are answered in own words, from 0 to 1.
    pub open_share: f64,
    /// What the questions ask for.
    pub cover: Cover,
}

/// How many questions ask for each thing; a question counts once at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// What or which.
    pub what: usize,
    /// How, or how much.
    pub how: usize,
    /// When.
    pub when: usize,
    /// Why.
    pub why: usize,
}

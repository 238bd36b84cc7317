//! Tallies: what is known of a wave. Rows of people never leave the reader.

use serde::{Deserialize, Serialize};

use super::count::{Count, Moments};
use crate::ground::Diagnostic;

/// What was counted in a wave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// The name of the wave.
    pub wave: String,
    /// Rows that came in, headings not counted: of the file, and those that its import left out.
    pub rows: u64,
    /// Rows that were left out, and why.
    pub left_out: Vec<(LeftOut, u64)>,
    /// The people who are counted, with their weights.
    pub people: Count,
    /// What was answered: as many as the survey has questions, each with its items.
    pub questions: Vec<Vec<ItemTally>>,
    /// What is wrong with the file.
    pub findings: Vec<Diagnostic>,
}

/// Why a row is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeftOut {
    /// A trial of who made the survey.
    Preview,
    /// Who answered did not reach the end.
    Partial,
    /// Its weight is missing, negative or no number.
    Weight,
    /// It has another number of cells than there are headings.
    Torn,
    /// Nothing was answered in it.
    Empty,
}

/// What was answered to one item of a question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ItemTally {
    /// Who answered; of what allows several answers, who saw it.
    pub base: Count,
    /// Who said that it does not apply, or that they do not know.
    pub not_applicable: Count,
    /// Who answered nothing, or was not asked.
    pub unanswered: Count,
    /// Who answered something that the codebook does not know: they are in no base, unless they
    /// chose something else as well.
    pub unread: Count,
    /// Who chose each choice, in the order of the codebook.
    pub counts: Vec<Count>,
    /// Numbers that were answered: of a scale its points, of a rank the places of each choice.
    pub moments: Vec<Moments>,
    /// The same counts for each answer to each question that segments, in the order in which the
    /// survey names them.
    pub segments: Vec<Vec<SegmentTally>>,
}

/// What those answered who gave one answer to a question that segments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SegmentTally {
    /// Who of them answered.
    pub base: Count,
    /// Who of them chose each choice.
    pub counts: Vec<Count>,
}

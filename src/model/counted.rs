//! Surveys, counted: questionnaires beside what was answered to them.

use std::sync::Arc;

use super::survey::Survey;
use super::tally::Tally;
use crate::ground::Fingerprint;

/// A survey, and what was counted in its waves.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The survey.
    pub survey: Arc<Survey>,
    /// As many as it has waves; none where a wave could not be read.
    pub tallies: Vec<Option<Arc<Tally>>>,
    /// The fingerprint of all that was counted.
    pub print: Fingerprint,
}

//! How the people of a survey came to answer it.

use serde::{Deserialize, Serialize};

/// How the people of a survey came to answer it: it decides whether a margin of error may be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sample {
    /// Each was drawn at random, with a known chance.
    Probability,
    /// Everyone of the population was asked.
    Everyone,
    /// They came by themselves, or nobody knows how.
    #[default]
    SelfSelected,
}

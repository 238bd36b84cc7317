//! Assertions: words of an article that a survey must bear out.

use serde::{Deserialize, Serialize};

use crate::ground::{Located, Span};

/// Words of an article with what they assert of a survey: `[subió]{claim="nps-2026/q3 up"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// Where the words stand.
    pub words: Span,
    /// What they assert, and where that is written: `nps-2026/q3 up`.
    pub rule: Located<String>,
}

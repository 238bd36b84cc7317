//! Sheets: what one file of `data/` holds.

use crate::ground::{Diagnostic, Span, Value};

/// What a file of `data/` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its value.
    pub value: Value,
    /// Where each row of a CSV file stands; empty for other files.
    pub rows: Vec<Span>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

//! Theses: the numbered claims of a manifesto.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ground::Span;

/// A claim, as one item of a manifesto's list says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its number, as written.
    pub number: u32,
    /// What it says, as plain text.
    pub text: Arc<str>,
    /// Where the item begins.
    pub span: Span,
    /// The heading above it, by its place among the document's headings.
    pub group: Option<u32>,
}

/// Gives the short name of a thesis in that of a link, `T7` of `manifiesto-2026:T7`, with the folder
/// of its manifesto and its number; `None` if it names something else.
pub fn named(target: &str) -> Option<(Option<&str>, &str, u32)> {
    let (folder, short) = match target.rsplit_once(':') {
        Some((folder, short)) => (Some(folder), short),
        None => (None, target),
    };
    let digits = short.strip_prefix(['T', 't'])?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| is_number)?;
    Some((folder, short, number))
}

/// Gives the name of a thesis within its manifesto, which is its anchor there: `t7`.
pub fn anchor(number: u32) -> String {
    format!("t{number}")
}

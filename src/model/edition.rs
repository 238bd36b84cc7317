//! Editions: what a build puts out.

use std::sync::Arc;
use std::time::Duration;

use super::ledger::Ledger;
use super::stamp::Stamp;
use crate::ground::{Diagnostic, Failure, Words};

/// A file of the output, made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The path below the output folder, parts separated by `/`.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// What a file of the output holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The same as a file of the site, by its path from the site's root.
    Copy(Arc<str>),
}

/// Takes the files of an edition as they are made, from several threads. They are not shown
/// before the edition is complete.
pub trait Sink: Send + Sync {
    /// Tells whether the file is still as it was left.
    fn holds(&self, path: &str, stamp: Stamp) -> bool;

    /// Takes a file. Gives what the system will say of it, and whether it differs from the file
    /// that stands there now.
    ///
    /// # Errors
    /// When the machine fails.
    fn print(&self, output: &Output) -> Result<(Stamp, bool), Failure>;
}

/// What a round of work made of a site.
#[derive(Debug, Default)]
pub struct Edition {
    /// The URLs of the pages that were made again, sorted.
    pub printed: Vec<String>,
    /// The files of the output that differ from those before, sorted.
    pub changed: Vec<String>,
    /// Whether every page was made: only a whole edition may be shown, however mildly the author
    /// takes what was found.
    pub is_whole: bool,
    /// Whether the last edition stands in every respect, so that nothing is to be written.
    pub is_unchanged: bool,
    /// How many pages stand as they were.
    pub kept: usize,
    /// Files of the last edition that have no place in this one, sorted.
    pub withdrawn: Vec<String>,
    /// The URLs that readers may keep, if they are asked for, sorted.
    pub promised: Vec<String>,
    /// All findings, sorted.
    pub findings: Vec<Diagnostic>,
    /// What the next round can build on.
    pub ledger: Ledger,
    /// What became of the page that was asked about, and why; `None` if nobody asked.
    pub reason: Option<Words>,
    /// How long each stage took, in order.
    pub times: Vec<(&'static str, Duration)>,
}

//! The ledger: what a build remembers for the next. It is a cache: without it everything is made
//! again and nothing is different.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::asset::Asset;
use super::document::Record;
use super::lookup::{LookupKind, StoredLookup};
use super::stamp::Stamp;
use super::tally::Tally;
use crate::ground::{Diagnostic, Fingerprint};

/// What a build remembers.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The fingerprint of the program and the settings: records hold while it does.
    pub grounds: Fingerprint,
    /// The fingerprint of program, settings and theme: receipts hold while it does.
    pub press: Fingerprint,
    /// The records of all content files that could be read, sorted by path.
    pub records: Vec<Arc<Record>>,
    /// The assets, sorted by path.
    pub assets: Vec<Asset>,
    /// The files that may be waves of surveys, sorted by path.
    pub waves: Vec<Asset>,
    /// What was counted in waves, by the fingerprints of questionnaire and wave.
    pub tallies: BTreeMap<Fingerprint, Arc<Tally>>,
    /// The names in `lookups`.
    pub names: Vec<String>,
    /// All distinct lookups of all pages.
    pub lookups: Vec<StoredLookup>,
    /// The fingerprints of their answers, in the same order.
    pub answers: Vec<Fingerprint>,
    /// The fingerprint of all that relations between documents depend on; none if it is not known.
    pub relations: Fingerprint,
    /// The pages, sorted by URL.
    pub receipts: Vec<PageReceipt>,
}

impl Ledger {
    /// Tells whether a page asked what is related to a document.
    pub fn asks_relations(&self) -> bool {
        self.lookups.iter().any(|stored| stored.kind == LookupKind::Related)
    }
}

/// What a build remembers of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageReceipt {
    /// Its URL.
    pub url: String,
    /// Its file below the output folder.
    pub output: String,
    /// What it asked, as indices into the ledger's lookups, ascending.
    pub lookups: Vec<u32>,
    /// The file as it was left.
    pub stamp: Stamp,
    /// What was found while it was printed.
    pub findings: Vec<Diagnostic>,
}

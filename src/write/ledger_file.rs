//! The ledger on disk.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

use super::chunks::{self, Chunks, Draft};
use crate::ground::Fingerprint;
use crate::model::lookup::StoredLookup;
use crate::model::tally::Tally;
use crate::model::{Asset, Ledger, PageReceipt, Record};

/// The first line of a ledger. Whoever changes the parts below counts it up.
const MAGIC: &str = "TERTULIA-LEDGER-3\n";

/// Into how many chunks the records are split, and into how many the receipts.
const CHUNKS: usize = 16;

/// A chunk of the ledger as it is written. [`Stored`] has the same cases in the same order.
#[derive(Serialize)]
enum Part<'a> {
    Head([Fingerprint; 3], &'a [Asset]),
    Surveys(&'a [Asset], &'a BTreeMap<Fingerprint, Arc<Tally>>),
    Names(&'a [String]),
    Lookups(&'a [StoredLookup]),
    Answers(&'a [Fingerprint]),
    Records(&'a [Arc<Record>]),
    Receipts(&'a [PageReceipt]),
}

/// A chunk of the ledger as it is read.
#[derive(Deserialize)]
enum Stored {
    Head([Fingerprint; 3], Vec<Asset>),
    Surveys(Vec<Asset>, BTreeMap<Fingerprint, Arc<Tally>>),
    Names(Vec<String>),
    Lookups(Vec<StoredLookup>),
    Answers(Vec<Fingerprint>),
    Records(Vec<Arc<Record>>),
    Receipts(Vec<PageReceipt>),
}

/// Writes a ledger, all but its edition.
pub(super) fn draft(path: &Path, ledger: &Ledger) -> io::Result<Draft> {
    chunks::draft(path, MAGIC, &parts(ledger), chunks::encode)
}

/// Tells whether the file of a ledger holds just this one.
pub(super) fn holds(chunks: &Chunks, ledger: &Ledger) -> bool {
    let content = chunks::content(&parts(ledger), chunks::encode);
    content.is_ok_and(|content| content == chunks.content())
}

fn parts(ledger: &Ledger) -> Vec<Part<'_>> {
    let mut parts = vec![
        Part::Head([ledger.grounds, ledger.press, ledger.relations], &ledger.assets),
        Part::Surveys(&ledger.waves, &ledger.tallies),
        Part::Names(&ledger.names),
        Part::Lookups(&ledger.lookups),
        Part::Answers(&ledger.answers),
    ];
    parts.extend(split(&ledger.records).map(Part::Records));
    parts.extend(split(&ledger.receipts).map(Part::Receipts));
    parts
}

fn split<T>(all: &[T]) -> std::slice::Chunks<'_, T> {
    all.chunks(all.len().div_ceil(CHUNKS).max(1))
}

/// Opens the file of a ledger; `None` when it cannot be used.
pub(super) fn open(path: &Path) -> Option<Chunks> {
    Chunks::open(path, MAGIC)
}

/// Reads a ledger; `None` when it cannot be used.
pub(super) fn load(chunks: &Chunks) -> Option<Ledger> {
    let all = 0..chunks.count();
    let stored: Option<Vec<Stored>> = all.into_par_iter().map(|at| chunks.read(at)).collect();
    let mut ledger = Ledger::default();
    for part in stored? {
        match part {
            Stored::Head([grounds, press, relations], assets) => {
                (ledger.grounds, ledger.press, ledger.assets) = (grounds, press, assets);
                ledger.relations = relations;
            }
            Stored::Surveys(waves, tallies) => {
                (ledger.waves, ledger.tallies) = (waves, tallies);
            }
            Stored::Names(names) => ledger.names = names,
            Stored::Lookups(lookups) => ledger.lookups = lookups,
            Stored::Answers(answers) => ledger.answers = answers,
            Stored::Records(records) => ledger.records.extend(records),
            Stored::Receipts(receipts) => ledger.receipts.extend(receipts),
        }
    }
    is_sound(&ledger).then_some(ledger)
}

/// Tells whether every number in a ledger names something that is there: those who use a ledger
/// may rely on it.
fn is_sound(ledger: &Ledger) -> bool {
    let names = ledger.names.len();
    let lookups = ledger.lookups.len();
    let asks = |receipt: &PageReceipt| receipt.lookups.iter().all(|at| (*at as usize) < lookups);
    ledger.answers.len() == lookups
        && ledger.lookups.iter().all(|lookup| (lookup.name as usize) < names)
        && ledger.receipts.iter().all(asks)
}

//! Shelves: the postings of all terms, split so that many threads can fill them.

use rustc_hash::FxHashMap;

use super::census::merged;
use super::postings::{Posting, Postings};
use crate::model::Stem;

/// Bits of a code that name its shelf.
const SHELF_BITS: u32 = 3;

/// How many shelves there are.
pub(super) const SHELVES: usize = 1 << SHELF_BITS;

/// Codes have so many bits.
const CODE_BITS: u32 = 28;

/// Gives the shelf of a code.
pub(super) fn shelf_of(code: u32) -> usize {
    (code >> (CODE_BITS - SHELF_BITS)) as usize
}

/// The postings of the terms whose codes begin alike.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    terms: FxHashMap<u32, Postings>,
}

impl Shelf {
    /// Fills a shelf with the terms of documents, given in the order of their slots: of each its
    /// stems and its tags.
    pub(super) fn filled<'a>(
        number: usize,
        documents: impl ExactSizeIterator<Item = (&'a [Stem], &'a [Stem])>,
    ) -> Self {
        let count = documents.len();
        let mut entries: Vec<u64> = Vec::new();
        for (slot, (stems, tags)) in (0u32..).zip(documents) {
            for stem in merged(own(stems, number), own(tags, number)) {
                let posting = u64::from(slot) << 4 | u64::from(stem.weight());
                entries.push(u64::from(stem.code()) << 36 | posting);
            }
        }
        entries.sort_unstable();
        let mut terms = FxHashMap::default();
        for entries in entries.chunk_by(|one, other| one >> 36 == other >> 36) {
            let code = u32::try_from(entries[0] >> 36).unwrap_or_default();
            let list = entries.iter().map(|entry| {
                let slot = u32::try_from(entry >> 4 & u64::from(u32::MAX)).unwrap_or_default();
                Posting::new(slot, u32::try_from(entry & 15).unwrap_or_default())
            });
            terms.insert(code, Postings::new(list.collect(), count));
        }
        Self { terms }
    }

    pub(super) fn get(&self, code: u32) -> Option<&Postings> {
        self.terms.get(&code)
    }

    /// Gives the postings of a code, and makes room for those of a new one.
    pub(super) fn open(&mut self, code: u32) -> &mut Postings {
        self.terms.entry(code).or_default()
    }

    /// Weighs a term anew: if it says more or less than before, gives the slots that have it. A term
    /// that nothing has goes.
    pub(super) fn weigh(&mut self, code: u32, documents: usize) -> Vec<u32> {
        let Some(postings) = self.terms.get_mut(&code) else { return Vec::new() };
        let has_moved = postings.weigh(documents);
        let slots = has_moved.then(|| postings.list().iter().map(|posting| posting.slot()));
        let slots = slots.into_iter().flatten().collect();
        if postings.list().is_empty() {
            self.terms.remove(&code);
        }
        slots
    }

    /// Gives the terms that so many documents have, sorted.
    pub(super) fn codes_with(&self, least: usize) -> Vec<u32> {
        let has =
            |(code, postings): (&u32, &Postings)| (postings.list().len() >= least).then_some(*code);
        let mut codes: Vec<u32> = self.terms.iter().filter_map(has).collect();
        codes.sort_unstable();
        codes
    }
}

/// Gives the stems that belong on a shelf.
fn own(stems: &[Stem], number: usize) -> &[Stem] {
    let start = stems.partition_point(|stem| shelf_of(stem.code()) < number);
    let end = stems.partition_point(|stem| shelf_of(stem.code()) <= number);
    &stems[start..end]
}

//! Patches: a corpus becomes that of the next version of its site.

use std::cmp::Ordering;
use std::sync::Arc;

use super::census::Census;
use super::corpus::{Corpus, Entry, Gist};
use super::measure::rank;
use super::postings::Posting;
use super::shelf::shelf_of;
use crate::model::Stem;
use crate::model::page::DocumentId;

/// When more than one in so many documents changed, all are counted again.
const CHANGED_SHARE: usize = 8;

/// What a version changes, by slot or by document.
#[derive(Default)]
struct Changes {
    gone: Vec<u32>,
    changed: Vec<(u32, DocumentId)>,
    new: Vec<DocumentId>,
}

/// Turns a corpus into that of a version's documents, sorted by path.
pub(super) fn turned(corpus: Corpus, census: &Census<'_>, documents: Vec<DocumentId>) -> Corpus {
    let mut corpus = corpus;
    let before = corpus.order.len();
    let changes = changes(&mut corpus, census, &documents);
    let count = changes.gone.len() + changes.changed.len() + changes.new.len();
    let is_apart = before.checked_ilog2() != documents.len().checked_ilog2();
    if count > before / CHANGED_SHARE + 1 || is_apart {
        return Corpus::of(census, documents);
    }
    if count > 0 {
        let mut patch = Patch { corpus: &mut corpus, touched: Vec::new(), stirred: Vec::new() };
        patch.enter(changes, census);
        patch.settle(before);
    }
    corpus
}

/// Finds what changed, and numbers what stays as the version does.
fn changes(corpus: &mut Corpus, census: &Census<'_>, documents: &[DocumentId]) -> Changes {
    let mut changes = Changes::default();
    let mut tags = Vec::new();
    let Corpus { entries, order, documents: numbers, .. } = corpus;
    let mut slots = order.iter().peekable();
    for document in documents {
        let record = census.record(*document);
        loop {
            let known = slots.peek().and_then(|slot| entries[**slot as usize].as_ref());
            let compared = known.map_or(Ordering::Greater, |known| {
                let is_same = Arc::ptr_eq(&known.record, record);
                if is_same { Ordering::Equal } else { known.record.path.cmp(&record.path) }
            });
            if compared == Ordering::Greater {
                changes.new.push(*document);
                break;
            }
            let (Some(slot), Some(known)) = (slots.next(), known) else { break };
            if compared == Ordering::Less {
                changes.gone.push(*slot);
                continue;
            }
            numbers[*slot as usize] = *document;
            census.tags(*document, &mut tags);
            if !Arc::ptr_eq(&known.record, record) || *known.tags != *tags {
                changes.changed.push((*slot, *document));
            }
            break;
        }
    }
    changes.gone.extend(slots);
    changes
}

struct Patch<'a> {
    corpus: &'a mut Corpus,
    /// The terms that other documents have now.
    touched: Vec<u32>,
    /// The slots for whose documents other terms may stand now.
    stirred: Vec<u32>,
}

impl Patch<'_> {
    /// Enters what changed into the lists of the terms.
    fn enter(&mut self, changes: Changes, census: &Census<'_>) {
        let mut tags = Vec::new();
        let mut entry = |document| {
            census.tags(document, &mut tags);
            let record = Arc::clone(census.record(document));
            Entry { record, tags: tags.as_slice().into() }
        };
        let mut free: Vec<u32> = (0..)
            .zip(&self.corpus.entries)
            .filter_map(|(slot, entry)| entry.is_none().then_some(slot))
            .collect();
        for slot in changes.gone {
            self.put(slot, None);
            free.push(slot);
        }
        for (slot, document) in changes.changed {
            self.put(slot, Some(entry(document)));
        }
        for document in changes.new {
            let slot = free.pop().unwrap_or_else(|| {
                self.corpus.entries.push(None);
                self.corpus.gists.push(Gist::default());
                self.corpus.documents.push(document);
                u32::try_from(self.corpus.entries.len() - 1).unwrap_or(u32::MAX)
            });
            self.corpus.documents[slot as usize] = document;
            self.put(slot, Some(entry(document)));
        }
        let Corpus { entries, order, documents, .. } = &mut *self.corpus;
        *order =
            (0..).zip(&*entries).filter_map(|(slot, entry)| entry.as_ref().map(|_| slot)).collect();
        order.sort_unstable_by_key(|slot| documents[*slot as usize]);
    }

    /// Puts a document into a slot, in place of what was there.
    fn put(&mut self, slot: u32, entry: Option<Entry>) {
        let corpus = &mut *self.corpus;
        let stems =
            |entry: &Option<Entry>| -> Vec<Stem> { entry.iter().flat_map(Entry::stems).collect() };
        let after = stems(&entry);
        let before = stems(&std::mem::replace(&mut corpus.entries[slot as usize], entry));
        for stem in before.iter().filter(|stem| after.binary_search(stem).is_err()) {
            corpus.shelves[shelf_of(stem.code())].open(stem.code()).remove(slot);
            self.touched.push(stem.code());
        }
        for stem in after.iter().filter(|stem| before.binary_search(stem).is_err()) {
            let postings = corpus.shelves[shelf_of(stem.code())].open(stem.code());
            postings.insert(Posting::new(slot, stem.weight()));
            self.touched.push(stem.code());
        }
        self.stirred.push(slot);
    }

    /// Weighs the terms anew that may say more or less, and finds what stands for the documents
    /// that have them. `before` is how many documents there were.
    fn settle(mut self, before: usize) {
        let corpus = &mut *self.corpus;
        let documents = corpus.order.len();
        if documents != before {
            // Where common terms begin depends on how many documents there are.
            let least = documents.min(before) / 4;
            self.touched.extend(corpus.shelves.iter().flat_map(|shelf| shelf.codes_with(least)));
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        for code in &self.touched {
            self.stirred.extend(corpus.shelves[shelf_of(*code)].weigh(*code, documents));
        }
        self.stirred.sort_unstable();
        self.stirred.dedup();
        for slot in self.stirred {
            let Some(entry) = &corpus.entries[slot as usize] else {
                corpus.gists[slot as usize] = Gist::default();
                continue;
            };
            let after = corpus.gist(entry);
            let before = std::mem::replace(&mut corpus.gists[slot as usize], after);
            for stem in entry.stems() {
                let Some(postings) = corpus.shelves[shelf_of(stem.code())].get(stem.code()) else {
                    continue;
                };
                let rank = rank(stem.weight(), postings.rarity(), stem.code());
                if postings.has_head() && before.takes(rank) != after.takes(rank) {
                    corpus.shelves[shelf_of(stem.code())].open(stem.code()).forget_head();
                }
            }
        }
    }
}

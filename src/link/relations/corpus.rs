//! A corpus: the documents of one language, and what they have in common.
//!
//! It is patched from one version of a site to the next, and what comes out is what would be counted
//! from nothing: documents have *slots*, which they keep while they last, but no answer depends on
//! which.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::sync::Arc;
use std::thread;

use super::census::{Census, merged};
use super::measure::{ALIKE_MIN, alike, is_less_alike, length, rank, ranked, select};
use super::postings::{HEAD_MAX, Posting};
use super::products::Products;
use super::shelf::{SHELVES, Shelf, shelf_of};
use crate::model::page::DocumentId;
use crate::model::relations::RELATED_MAX;
use crate::model::{Record, Stem};

/// Fewer documents are counted by one thread.
const MANY: usize = 512;

/// A document in its slot.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) record: Arc<Record>,
    /// Its terms of the taxonomies, sorted.
    pub(super) tags: Box<[Stem]>,
}

impl Entry {
    /// Gives all that a document is compared by, sorted.
    pub(super) fn stems(&self) -> impl Iterator<Item = Stem> {
        merged(&self.record.stems, &self.tags)
    }
}

/// What stands for a document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gist {
    /// The least rank of the terms that stand for it; nothing does if it is zero.
    pub(super) least: u64,
    /// Its length as a vector of their weights.
    pub(super) length: u32,
}

impl Gist {
    fn of(ranks: &[u64]) -> Self {
        Self { least: ranks.iter().copied().min().unwrap_or_default(), length: length(ranks) }
    }

    /// Tells whether a term stands for the document.
    pub(super) fn takes(self, rank: u64) -> bool {
        self.least > 0 && rank >= self.least
    }
}

/// The documents of one language.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    /// The documents by slot; none in a slot that waits for one.
    pub(super) entries: Vec<Option<Entry>>,
    /// What stands for each, by slot.
    pub(super) gists: Vec<Gist>,
    /// How the site that asks numbers each, by slot.
    pub(super) documents: Vec<DocumentId>,
    /// The slots, by the paths of their documents.
    pub(super) order: Vec<u32>,
    pub(super) shelves: Vec<Shelf>,
}

thread_local! {
    /// The sums of products with the document that is asked about; zero between.
    static PRODUCTS: RefCell<Products> = const { RefCell::new(Products::new()) };
}

impl Corpus {
    /// Counts documents, sorted by path.
    pub(super) fn of(census: &Census<'_>, documents: Vec<DocumentId>) -> Self {
        let mut tags = Vec::new();
        let entries = documents.iter().map(|document| {
            census.tags(*document, &mut tags);
            let record = Arc::clone(census.record(*document));
            Some(Entry { record, tags: tags.as_slice().into() })
        });
        let count = u32::try_from(documents.len()).unwrap_or(u32::MAX);
        let mut corpus = Self {
            entries: entries.collect(),
            gists: Vec::new(),
            documents,
            order: (0..count).collect(),
            shelves: Vec::new(),
        };
        let entries = &corpus.entries;
        corpus.shelves = on_threads(entries.len(), SHELVES, |number| {
            let documents = entries.iter().map(|entry| {
                entry
                    .as_ref()
                    .map_or((&[][..], &[][..]), |entry| (&*entry.record.stems, &*entry.tags))
            });
            Shelf::filled(number, documents)
        });
        let parts = entries.len().div_ceil(MANY);
        let gists = on_threads(entries.len(), parts, |part| {
            let entries = entries.iter().skip(part * MANY).take(MANY).flatten();
            entries.map(|entry| corpus.gist(entry)).collect::<Vec<_>>()
        });
        corpus.gists = gists.into_iter().flatten().collect();
        corpus
    }

    /// Finds what stands for a document.
    pub(super) fn gist(&self, entry: &Entry) -> Gist {
        Gist::of(&self.ranks(entry.stems()))
    }

    /// Gives the ranks of the terms that stand for a document.
    fn ranks(&self, stems: impl Iterator<Item = Stem>) -> Vec<u64> {
        let ranks = stems.map(|stem| {
            let rarity = self.shelves[shelf_of(stem.code())].get(stem.code());
            let rarity = rarity.map_or(0, |postings| postings.rarity());
            rank(stem.weight(), rarity, stem.code())
        });
        let mut ranks: Vec<u64> = ranks.collect();
        select(&mut ranks);
        ranks
    }

    /// Gives the documents that are most like one, the most like first; `stems` is all it is
    /// compared by.
    pub(super) fn related(
        &self,
        document: DocumentId,
        stems: impl Iterator<Item = Stem>,
    ) -> Vec<DocumentId> {
        if self.shelves.is_empty() {
            return Vec::new();
        }
        let ranks = self.ranks(stems);
        let own = length(&ranks);
        PRODUCTS.with_borrow_mut(|products| {
            products.make_room(self.entries.len());
            for rank in ranks {
                self.add_products(rank, products);
            }
            self.most_alike(products, document, own)
        })
    }

    /// Takes the products out, and gives those documents that are most like the one asked about,
    /// which has so great a length.
    fn most_alike(&self, products: &mut Products, asked: DocumentId, own: u32) -> Vec<DocumentId> {
        let mut best: Vec<(u64, Reverse<DocumentId>)> = Vec::with_capacity(RELATED_MAX + 1);
        let mut least = ALIKE_MIN;
        products.take(|slot, product| {
            let length = self.gists[slot as usize].length;
            if is_less_alike(product, own, length, least) {
                return;
            }
            let found = self.documents[slot as usize];
            let next = (alike(product, own, length), Reverse(found));
            let at = best.partition_point(|better| *better > next);
            if found != asked && at < RELATED_MAX {
                best.insert(at, next);
                best.truncate(RELATED_MAX);
            }
            if let Some((score, _)) = best.get(RELATED_MAX - 1) {
                least = *score;
            }
        });
        best.into_iter().map(|(_, Reverse(found))| found).collect()
    }

    /// Adds the products of one term's weights with all documents for which it stands.
    fn add_products(&self, own: u64, products: &mut Products) {
        let (weight, code) = ranked(own);
        let Some(postings) = self.shelves[shelf_of(code)].get(code) else { return };
        let rarity = postings.rarity();
        let takes = |posting: &Posting| {
            let gist = self.gists[posting.slot() as usize];
            gist.takes(rank(posting.weight(), rarity, code))
        };
        let factor = weight * rarity;
        let add = |posting: &Posting| products.add(posting.slot(), factor * posting.weight());
        match postings.head(|list| self.head(list.iter().filter(|one| takes(one)))) {
            Some(head) => head.iter().for_each(add),
            None => postings.list().iter().filter(|one| takes(one)).for_each(add),
        }
    }

    /// Gives the postings in which a term weighs most, of equals those of the first by path.
    fn head<'a>(&self, postings: impl Iterator<Item = &'a Posting>) -> Box<[Posting]> {
        let mut head: Vec<Posting> = postings.copied().collect();
        if head.len() > HEAD_MAX {
            let key = |one: &Posting| (Reverse(one.weight()), self.documents[one.slot() as usize]);
            head.select_nth_unstable_by_key(HEAD_MAX, key);
            head.truncate(HEAD_MAX);
            head.sort_unstable();
        }
        head.into()
    }
}

/// Does so many pieces of work on as many threads as the build has, and gives what they made, in
/// order. Not on the build's own: one that waited there would take up another page, and ask again
/// for what it is about to give.
fn on_threads<T: Send>(
    documents: usize,
    pieces: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let threads = if documents < MANY { 1 } else { rayon::current_num_threads().min(pieces) };
    if threads < 2 {
        return (0..pieces).map(work).collect();
    }
    let mut made: Vec<Option<T>> = std::iter::repeat_with(|| None).take(pieces).collect();
    thread::scope(|scope| {
        let work = &work;
        let threads = (0..threads).map(|first| {
            scope.spawn(move || {
                let own = (first..pieces).step_by(threads);
                own.map(|piece| (piece, work(piece))).collect::<Vec<_>>()
            })
        });
        for thread in threads.collect::<Vec<_>>() {
            for (piece, one) in thread.join().expect("counting does not panic") {
                made[piece] = Some(one);
            }
        }
    });
    made.into_iter().flatten().collect()
}

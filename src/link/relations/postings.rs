//! Postings: which documents have a term.

use std::sync::OnceLock;

use super::measure::rarity;

/// A term that more documents have speaks for the first of them only.
pub(super) const HEAD_MAX: usize = 512;

/// Bits of a posting that tell the weight.
const WEIGHT_BITS: u32 = 4;

/// A document's slot and the weight of a term in it, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) fn new(slot: u32, weight: u32) -> Self {
        Self(slot << WEIGHT_BITS | weight)
    }

    pub(super) fn slot(self) -> u32 {
        self.0 >> WEIGHT_BITS
    }

    pub(super) fn weight(self) -> u32 {
        self.0 & ((1 << WEIGHT_BITS) - 1)
    }
}

/// The documents that have a term, and how much it says.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// All of them, by slot.
    list: Vec<Posting>,
    /// Those for which the term speaks, if there are more than it may speak for; found when they
    /// are first needed.
    head: Option<Box<OnceLock<Box<[Posting]>>>>,
    rarity: u32,
}

impl Postings {
    /// Takes all documents that have a term, by slot.
    pub(super) fn new(list: Vec<Posting>, documents: usize) -> Self {
        let mut postings = Self { list, ..Self::default() };
        postings.weigh(documents);
        postings
    }

    pub(super) fn list(&self) -> &[Posting] {
        &self.list
    }

    pub(super) fn rarity(&self) -> u32 {
        self.rarity
    }

    /// Weighs the term anew, and tells whether it says more or less than before.
    pub(super) fn weigh(&mut self, documents: usize) -> bool {
        let before = std::mem::replace(&mut self.rarity, rarity(documents, self.list.len()));
        self.forget_head();
        before != self.rarity
    }

    /// Tells whether other documents may stand at the head when what stands for one changes.
    pub(super) fn has_head(&self) -> bool {
        self.head.is_some()
    }

    /// Lets go of the head: other documents may stand there.
    pub(super) fn forget_head(&mut self) {
        let has_head = self.rarity > 0 && self.list.len() > HEAD_MAX;
        self.head = has_head.then(Box::default);
    }

    /// Gives the head, if there is one, and finds it when it is not known.
    pub(super) fn head(
        &self,
        find: impl FnOnce(&[Posting]) -> Box<[Posting]>,
    ) -> Option<&[Posting]> {
        self.head.as_ref().map(|head| &**head.get_or_init(|| find(&self.list)))
    }

    pub(super) fn insert(&mut self, posting: Posting) {
        let at = self.list.partition_point(|one| one.slot() < posting.slot());
        self.list.insert(at, posting);
    }

    pub(super) fn remove(&mut self, slot: u32) {
        let at = self.list.partition_point(|one| one.slot() < slot);
        if self.list.get(at).is_some_and(|one| one.slot() == slot) {
            self.list.remove(at);
        }
    }
}

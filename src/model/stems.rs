//! Stems: what a document's text is about, in four bytes a word.

use serde::{Deserialize, Serialize};

/// Bits of a stem's number that tell its weight.
const WEIGHT_BITS: u32 = 4;

/// The words of a text that share a stem, as a number: of the stem a hash of 28 bits, and how much
/// it weighs in the text, from one to fifteen. Sorted, stems stand by their hash. In a vocabulary of
/// 40,000 stems three pairs are expected to share a hash, which relates nothing that is not alike in
/// much else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stem(#[serde(with = "postcard::fixint::le")] u32);

impl Stem {
    /// The greatest weight.
    pub const WEIGHT_MAX: u32 = (1 << WEIGHT_BITS) - 1;

    /// Makes a stem of a hash, of which 28 bits count, and a weight.
    pub fn new(hash: u64, weight: u32) -> Self {
        let code = u32::try_from(hash >> (32 + WEIGHT_BITS)).unwrap_or_default();
        Self(code << WEIGHT_BITS | weight.clamp(1, Self::WEIGHT_MAX))
    }

    /// Gives the hash: below 2²⁸.
    pub fn code(self) -> u32 {
        self.0 >> WEIGHT_BITS
    }

    /// Gives the weight.
    pub fn weight(self) -> u32 {
        self.0 & Self::WEIGHT_MAX
    }
}

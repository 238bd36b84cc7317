//! Measures of likeness: how much a term says, which terms stand for a document, how alike two are.
//!
//! Term frequency times inverse document frequency, and the cosine of the angle between two
//! documents (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988), in
//! whole numbers: sums do not depend on their order. A term's rarity is counted in powers of two,
//! so that an edit seldom changes what any other document's terms weigh.

/// Terms that stand for a document.
pub(super) const TERMS_MAX: usize = 40;

/// A taxonomy's term weighs as a word of the title. Were it more, to stand in one folder that hands a
/// category down would be enough to be kin.
pub(super) const TAG_WEIGHT: u32 = 6;

/// What is less alike is not related; the same text is [`ALIKE_MAX`].
pub(super) const ALIKE_MIN: u64 = 160;

/// Two documents that share all their terms in the same measure.
pub(super) const ALIKE_MAX: u64 = 1_000;

/// Gives how much a term says that so many of all documents have, in powers of two: the rarer, the
/// more. One that is in a single document relates it to nothing, one in three of ten to anything:
/// zero.
pub(super) fn rarity(documents: usize, with_term: usize) -> u32 {
    if with_term < 2 || with_term > common(documents) {
        return 0;
    }
    (documents.ilog2() - with_term.ilog2()).max(1)
}

/// Gives how many documents a term may have and still say something.
fn common(documents: usize) -> usize {
    (documents * 3 / 10).max(documents.div_ceil(2).min(8))
}

/// A term's weight in a document, with its code, as a number: the heavier, the greater. No two terms
/// of a document have the same. Zero for terms that say nothing.
pub(super) fn rank(weight: u32, rarity: u32, code: u32) -> u64 {
    match weight * rarity {
        0 => 0,
        weight => u64::from(weight) << 32 | u64::from(u32::MAX - code),
    }
}

/// Gives the weight and the code of a rank.
pub(super) fn ranked(rank: u64) -> (u32, u32) {
    let code = u32::MAX - u32::try_from(rank & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    (u32::try_from(rank >> 32).unwrap_or(u32::MAX), code)
}

/// Keeps the ranks of the terms that stand for a document.
pub(super) fn select(ranks: &mut Vec<u64>) {
    ranks.retain(|rank| *rank > 0);
    if ranks.len() > TERMS_MAX {
        ranks.select_nth_unstable_by(TERMS_MAX, |one, other| other.cmp(one));
        ranks.truncate(TERMS_MAX);
    }
}

/// Gives the length of a document as a vector of its terms' weights, rounded down.
pub(super) fn length(ranks: &[u64]) -> u32 {
    let squares = ranks.iter().map(|rank| u64::from(ranked(*rank).0).pow(2));
    u32::try_from(squares.sum::<u64>().isqrt()).unwrap_or(u32::MAX)
}

/// Gives how alike two documents are, of their lengths and the sum of their shared terms' products.
pub(super) fn alike(products: u32, length: u32, other: u32) -> u64 {
    u64::from(products) * ALIKE_MAX / (u64::from(length) * u64::from(other)).max(1)
}

/// Tells whether two documents are less alike than `least`, without a division.
pub(super) fn is_less_alike(products: u32, length: u32, other: u32, least: u64) -> bool {
    u64::from(products) * ALIKE_MAX < least * u64::from(length) * u64::from(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_the_more() {
        for (documents, with_term, expected) in [
            (10_000, 1, 0),
            (10_000, 2, 12),
            (10_000, 3, 12),
            (10_000, 4, 11),
            (10_000, 3_000, 2),
            (10_000, 3_001, 0),
            (4, 2, 1),
            (4, 3, 0),
            (3, 2, 1),
            (2, 2, 0),
            (0, 0, 0),
        ] {
            assert_eq!(rarity(documents, with_term), expected, "{with_term} of {documents}");
        }
    }

    #[test]
    fn the_heaviest_stand_for_a_document() {
        let mut ranks: Vec<u64> = (0..100).map(|code| rank(code % 10, 3, code)).collect();
        select(&mut ranks);
        assert_eq!(ranks.len(), TERMS_MAX);
        let least = ranks.iter().copied().min().map(ranked);
        assert_eq!(least, Some((18, 96)), "of equals those with the smaller code");
        assert_eq!(length(&[rank(3, 1, 7), rank(4, 1, 9)]), 5);
        assert_eq!(alike(25, 5, 5), ALIKE_MAX);
        for products in 0..30 {
            let alike = alike(products, 5, 7);
            assert!(!is_less_alike(products, 5, 7, alike));
            assert!(is_less_alike(products, 5, 7, alike + 1));
        }
    }
}

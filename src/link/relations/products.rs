//! Products: for each document, what it has in common with the one that is asked about.
//!
//! A table that a thread keeps and that is zero between two questions. Most sums stand close together
//! or nowhere, so it remembers blocks, not single ones: adding asks nothing, and taking out passes
//! over what nobody touched.

/// Slots that are remembered together.
const BLOCK: usize = 64;

/// A sum for each slot.
#[derive(Debug, Default)]
pub(super) struct Products {
    sums: Vec<u32>,
    /// Which blocks have sums.
    blocks: Vec<bool>,
}

impl Products {
    pub(super) const fn new() -> Self {
        Self { sums: Vec::new(), blocks: Vec::new() }
    }

    /// Makes room for so many slots.
    pub(super) fn make_room(&mut self, slots: usize) {
        let blocks = slots.div_ceil(BLOCK);
        if self.blocks.len() < blocks {
            self.sums.resize(blocks * BLOCK, 0);
            self.blocks.resize(blocks, false);
        }
    }

    /// Adds to the sum of a slot.
    pub(super) fn add(&mut self, slot: u32, product: u32) {
        let slot = slot as usize;
        self.sums[slot] += product;
        self.blocks[slot / BLOCK] = true;
    }

    /// Takes all sums out, by slot, and leaves zeros.
    pub(super) fn take(&mut self, mut each: impl FnMut(u32, u32)) {
        let blocks = self.blocks.iter_mut().zip(self.sums.chunks_exact_mut(BLOCK));
        for (first, (is_touched, sums)) in (0u32..).step_by(BLOCK).zip(blocks) {
            if !std::mem::take(is_touched) {
                continue;
            }
            for (slot, sum) in (first..).zip(sums) {
                if *sum > 0 {
                    each(slot, std::mem::take(sum));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_taken_once() {
        let mut products = Products::new();
        products.make_room(200);
        for (slot, product) in [(199, 1), (0, 2), (63, 3), (64, 4), (199, 5)] {
            products.add(slot, product);
        }
        let mut taken = Vec::new();
        products.take(|slot, sum| taken.push((slot, sum)));
        assert_eq!(taken, [(0, 2), (63, 3), (64, 4), (199, 6)]);
        products.take(|slot, _| panic!("{slot} was taken before"));
    }
}

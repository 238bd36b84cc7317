//! What stands in a column: its different values with their counts, as far as they can be kept.

use std::collections::BTreeMap;

use crate::parse::terms::Terms;

use super::known;

/// Different values of a column that are kept at most.
const VALUES_MAX: usize = 4_000;
/// Longer values, in bytes, are counted and not kept.
const VALUE_BYTES_MAX: usize = 600;

/// What stands in a column.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Cells with something in them.
    pub(super) filled: u64,
    /// Empty cells in quotes.
    pub(super) quoted_blank: u64,
    /// Values with their counts.
    pub(super) values: BTreeMap<String, u64>,
    /// Whether there are more values than are kept.
    pub(super) is_open: bool,
}

/// The same, while it is counted.
#[derive(Default)]
pub(super) struct Counting {
    filled: u64,
    quoted_blank: u64,
    values: Terms,
    /// How often each value stands there.
    counts: Vec<u64>,
    is_open: bool,
}

impl Counting {
    /// Counts a cell.
    pub(super) fn take(&mut self, cell: &[u8], is_quoted: bool) {
        let is_blank = cell.first().is_none_or(u8::is_ascii_whitespace);
        if is_blank && cell.trim_ascii().is_empty() {
            self.quoted_blank += u64::from(is_quoted);
            return;
        }
        self.filled += 1;
        if self.is_open {
            return;
        }
        if let Some(value) = self.values.find(cell) {
            self.counts[value] += 1;
        } else if self.values.count() < VALUES_MAX && cell.len() <= VALUE_BYTES_MAX {
            self.values.add(cell);
            self.counts.push(1);
        } else {
            self.is_open = true;
        }
    }
}

impl Profile {
    /// Starts to count what follows; of an open column no values are kept.
    pub(super) fn counting(&self) -> Counting {
        Counting { is_open: self.is_open, ..Counting::default() }
    }

    /// Adds what was counted.
    pub(super) fn add(&mut self, more: Counting) {
        self.filled += more.filled;
        self.quoted_blank += more.quoted_blank;
        self.is_open |= more.is_open;
        // By their order, so that the same values are kept whatever the threads did.
        let values = more.values.into_values().into_iter().zip(more.counts);
        let values: BTreeMap<Box<[u8]>, u64> = values.collect();
        for (value, count) in values {
            let value = String::from_utf8_lossy(&value).trim().to_string();
            if let Some(known) = self.values.get_mut(&value) {
                *known += count;
            } else if self.values.len() < VALUES_MAX {
                self.values.insert(value, count);
            } else {
                self.is_open = true;
            }
        }
    }

    /// Gives the values that say something.
    pub(super) fn told(&self) -> impl Iterator<Item = (&str, u64)> {
        let values = self.values.iter().map(|(value, count)| (value.as_str(), *count));
        values.filter(|(value, _)| !known::is_nothing(value))
    }

    /// Gives how large a part of the values is so.
    #[allow(clippy::cast_precision_loss, reason = "a part of a few thousand values")]
    pub(super) fn share(&self, is_so: impl Fn(&str) -> bool) -> f64 {
        let all = self.told().count().max(1);
        self.told().filter(|(value, _)| is_so(value)).count() as f64 / all as f64
    }

    /// Tells whether nearly everybody wrote something else.
    pub(super) fn is_various(&self) -> bool {
        let different = u64::try_from(self.values.len()).unwrap_or(u64::MAX);
        self.is_open || different * 2 > self.filled
    }

    /// Tells whether it only numbers the rows.
    pub(super) fn is_numbering(&self) -> bool {
        self.is_various() && self.share(|value| value.parse::<u64>().is_ok()) >= 1.0
    }

    /// Joins what stands in several columns.
    pub(super) fn joined<'a>(profiles: impl Iterator<Item = &'a Self>) -> Self {
        let mut joined = Self::default();
        for profile in profiles {
            joined.filled += profile.filled;
            joined.is_open |= profile.is_open;
            for (value, count) in &profile.values {
                *joined.values.entry(value.clone()).or_default() += count;
            }
        }
        joined
    }
}

//! The different values of a column, each with a number: found without comparing long texts, since
//! mostly they are short.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;

/// Bytes of a value that is compared as a whole, in words.
const SHORT_BYTES_MAX: usize = 32;

/// Values, numbered from zero in the order in which they came.
#[derive(Debug, Default)]
pub struct Terms {
    short: FxHashMap<Short, usize>,
    long: FxHashMap<Box<[u8]>, usize>,
    all: Vec<Box<[u8]>>,
}

impl Terms {
    /// Gives the number of a value.
    pub fn find(&self, value: &[u8]) -> Option<usize> {
        match Short::of(value) {
            Some(short) => self.short.get(&short).copied(),
            None => self.long.get(value).copied(),
        }
    }

    /// Gives a value the next number, unless it has one; tells whether it has none.
    pub fn add(&mut self, value: &[u8]) -> bool {
        let is_new = self.find(value).is_none();
        if is_new {
            match Short::of(value) {
                Some(short) => self.short.insert(short, self.all.len()),
                None => self.long.insert(value.into(), self.all.len()),
            };
            self.all.push(value.into());
        }
        is_new
    }

    /// Gives how many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Gives them in order.
    pub fn into_values(self) -> Vec<Box<[u8]>> {
        self.all
    }
}

/// A short value: its bytes, which may stand in two words at once, and how many they are.
#[derive(Clone, Copy, Debug)]
struct Short {
    words: [u64; 4],
    length: u64,
}

impl Short {
    fn of(value: &[u8]) -> Option<Self> {
        let length = value.len();
        let words = match length {
            0 => [0; 4],
            1..4 => {
                let byte = |index: usize| u64::from(value[index]);
                [byte(0) | byte(length / 2) << 8 | byte(length - 1) << 16, 0, 0, 0]
            }
            4..8 => [half(value, 0) | half(value, length - 4) << 32, 0, 0, 0],
            8..=16 => [word(value, 0), word(value, length - 8), 0, 0],
            17..=SHORT_BYTES_MAX => {
                let tail = [word(value, length - 16), word(value, length - 8)];
                [word(value, 0), word(value, 8), tail[0], tail[1]]
            }
            _ => return None,
        };
        Some(Self { words, length: length as u64 })
    }
}

impl PartialEq for Short {
    /// Compares word by word: what was just made is still in registers.
    fn eq(&self, other: &Self) -> bool {
        let [a, b, c, d] = self.words;
        let [e, f, g, h] = other.words;
        ((a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) | (self.length ^ other.length)) == 0
    }
}

impl Eq for Short {}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [first, second, third, fourth] = self.words;
        // Odd numbers without a pattern: digits of the golden ratio and of the root of three.
        let one = (first ^ fourth.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let other = (second ^ third.rotate_left(17)).wrapping_mul(0xbb67_ae85_84ca_a73b);
        state.write_u64(one ^ other.rotate_left(32) ^ self.length);
    }
}

fn word(value: &[u8], at: usize) -> u64 {
    value[at..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word))
}

fn half(value: &[u8], at: usize) -> u64 {
    value[at..].first_chunk().map_or(0, |half| u64::from(u32::from_le_bytes(*half)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_values_have_different_numbers() {
        let mut terms = Terms::default();
        let mut values: Vec<Vec<u8>> = vec![Vec::new()];
        for length in 1..40 {
            for place in 0..length {
                for letter in [0, b'a', 255] {
                    let mut value = vec![b'x'; length];
                    value[place] = letter;
                    values.push(value);
                }
            }
        }
        for (number, value) in values.iter().enumerate() {
            assert!(terms.add(value) && !terms.add(value), "{value:?}");
            assert_eq!(terms.find(value), Some(number));
        }
        assert_eq!((terms.count(), terms.find(b"y")), (values.len(), None));
        let values: Vec<Box<[u8]>> = values.into_iter().map(Into::into).collect();
        assert_eq!(terms.into_values(), values);
    }
}

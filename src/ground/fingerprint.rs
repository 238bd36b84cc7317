//! Fingerprints: 128 bits that stand for some bytes, the same on every machine and in every version.

use std::fmt;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

/// A 128-bit XXH3 hash: equal inputs give equal fingerprints, and no two different inputs are
/// expected to meet by chance. It is no defence against somebody who wants them to meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of an answer that is not there.
    pub const ABSENT: Self = Self([0; 16]);

    /// Fingerprints some bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(xxh3_128(bytes.as_ref()).to_be_bytes())
    }

    /// Gives the first eight hexadecimal digits, for the names of files.
    pub fn short(&self) -> String {
        self.to_string()[..8].to_string()
    }

    /// Reads the thirty-two hexadecimal digits in which a fingerprint is shown.
    pub fn parse(digits: &str) -> Option<Self> {
        let is_hex = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = is_hex.then(|| u128::from_str_radix(digits, 16).ok())??;
        Some(Self(number.to_be_bytes()))
    }

    /// Gives the sixteen bytes, most significant first.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

/// Mixes several parts into one fingerprint. Each part is preceded by its length, so that
/// `["ab", "c"]` and `["a", "bc"]` differ.
#[derive(Clone, Default)]
pub struct Mix {
    /// What waits to be hashed: a few parts are hashed in one go, without a state to set up.
    gathered: Vec<u8>,
    /// What has been hashed already.
    hashed: Option<Box<Xxh3Default>>,
}

/// A mix gathers so many bytes at most.
const GATHERED_BYTES_MAX: usize = 4 << 10;

impl Mix {
    /// Starts a mix; the name keeps mixes of different things apart.
    pub fn new(name: &str) -> Self {
        let gathered = Vec::with_capacity(GATHERED_BYTES_MAX / 8);
        Self { gathered, hashed: None }.text(name)
    }

    fn add(&mut self, bytes: &[u8]) {
        if self.gathered.len() + bytes.len() <= GATHERED_BYTES_MAX {
            return self.gathered.extend_from_slice(bytes);
        }
        let hashed = self.hashed.get_or_insert_default();
        hashed.update(&self.gathered);
        hashed.update(bytes);
        self.gathered.clear();
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.add(&(bytes.len() as u64).to_le_bytes());
        self.add(bytes);
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds a text or its absence.
    #[must_use]
    pub fn maybe(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.add(&number.to_le_bytes());
        self
    }

    /// Adds another fingerprint.
    #[must_use]
    pub fn print(mut self, print: Fingerprint) -> Self {
        self.add(print.bytes());
        self
    }

    /// Adds fingerprints in order, preceded by their number.
    #[must_use]
    pub fn prints(self, prints: impl ExactSizeIterator<Item = Fingerprint>) -> Self {
        let counted = self.number(prints.len() as u64);
        prints.fold(counted, Mix::print)
    }

    /// Adds anything that can be serialised, by its bytes in the ledger's format.
    #[must_use]
    pub fn value(self, value: &impl Serialize) -> Self {
        let bytes = postcard::to_extend(value, Vec::with_capacity(64)).unwrap_or_default();
        self.bytes(&bytes)
    }

    /// Ends the mix.
    pub fn finish(&self) -> Fingerprint {
        let Some(hashed) = &self.hashed else { return Fingerprint::of(&self.gathered) };
        let mut hashed = hashed.clone();
        hashed.update(&self.gathered);
        Fingerprint(hashed.digest128().to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_borders() {
        let one = Mix::new("x").text("ab").text("c").finish();
        let other = Mix::new("x").text("a").text("bc").finish();
        assert_ne!(one, other);
    }

    #[test]
    fn a_mix_is_the_hash_of_all_its_bytes() {
        for length in [0, 100, GATHERED_BYTES_MAX - 17, GATHERED_BYTES_MAX - 16, 3 << 20] {
            let bytes = vec![b'x'; length];
            let mut whole = length.to_le_bytes().to_vec();
            whole.extend(&bytes);
            whole.extend(7u64.to_le_bytes());
            let mix = Mix::default().bytes(&bytes).number(7);
            assert_eq!(mix.finish(), Fingerprint::of(whole), "{length}");
        }
    }

    #[test]
    fn the_definition_never_changes() {
        assert_eq!(Fingerprint::of("tertulia").to_string(), "229892aa94b41e1ae979963c7319f274");
    }
}

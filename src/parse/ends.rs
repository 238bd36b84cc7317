//! Where cells may end: delimiters and line feeds, found sixty-four bytes at a time, so that the
//! processor need not guess how long each cell is.

/// A one in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// All bits of each byte but the highest.
const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
/// Brings the lowest bits of eight bytes together, in the highest byte of the product.
const GATHER: u64 = 0x0102_0408_1020_4080;
/// Bytes that are looked at in one piece, as many as a word has bits.
const PIECE: usize = 64;

/// The places of delimiters and line feeds after a place, one after the other.
pub(super) struct Ends<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// Where the piece at hand begins.
    start: usize,
    /// A bit for each byte of it that is one of both, and was not told.
    found: u64,
}

impl<'a> Ends<'a> {
    /// Begins at a byte.
    pub(super) fn new(bytes: &'a [u8], at: usize, delimiter: u8) -> Self {
        let mut ends = Self { bytes, delimiter, start: at, found: 0 };
        ends.look();
        ends
    }

    /// Goes on at a byte that lies ahead.
    pub(super) fn skip_to(&mut self, at: usize) {
        let ahead = at - self.start;
        if ahead < PIECE {
            self.found &= u64::MAX << ahead;
        } else {
            self.start = at;
            self.look();
        }
    }

    /// Gives the next place; the end of the bytes if there is none.
    pub(super) fn next(&mut self) -> usize {
        while self.found == 0 {
            self.start += PIECE;
            if self.start >= self.bytes.len() {
                return self.bytes.len();
            }
            self.look();
        }
        let place = self.start + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        place
    }

    /// Finds both in the piece at hand.
    fn look(&mut self) {
        let rest = self.bytes.get(self.start..).unwrap_or_default();
        self.found = match rest.first_chunk::<PIECE>() {
            Some(piece) => places(piece, self.delimiter),
            None => {
                // Zero is neither.
                let mut piece = [0; PIECE];
                piece[..rest.len()].copy_from_slice(rest);
                places(&piece, self.delimiter)
            }
        };
    }
}

/// Gives a bit for each byte that is a delimiter or a line feed.
fn places(piece: &[u8; PIECE], delimiter: u8) -> u64 {
    let (delimiters, feeds) = (u64::from(delimiter) * ONES, u64::from(b'\n') * ONES);
    let mut found = 0;
    for (index, word) in piece.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let both = zeros(word ^ delimiters) | zeros(word ^ feeds);
        found |= ((both >> 7).wrapping_mul(GATHER) >> 56) << (index * 8);
    }
    found
}

/// Gives the highest bit of each byte that is zero. No carry leaves its byte.
fn zeros(word: u64) -> u64 {
    !(((word & LOW) + LOW) | word | LOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_found_wherever_they_stand() {
        let long = "\u{80}ñ,-\n,,\n\n+;abcdefgh,ijklmnopqrstuvwxyz\n,x".repeat(5);
        for text in ["", "a", ",", "a,b\n", &long] {
            let bytes = text.as_bytes();
            for at in 0..=bytes.len() {
                let is_end = |place: &usize| matches!(bytes[*place], b',' | b'\n');
                let mut expected: Vec<usize> = (at..bytes.len()).filter(is_end).collect();
                expected.push(bytes.len());
                for from in [0, at / 2, at] {
                    let mut ends = Ends::new(bytes, from, b',');
                    ends.skip_to(at);
                    let found: Vec<usize> = expected.iter().map(|_| ends.next()).collect();
                    assert_eq!(found, expected, "{text:?} from {at}");
                }
            }
        }
    }
}

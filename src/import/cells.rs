//! Cells as they are written: with commas in between, in quotes where they need them.

/// Writes the cell at a place of its row.
pub(super) fn put(out: &mut Vec<u8>, place: usize, cell: &[u8]) {
    if place > 0 {
        out.push(b',');
    }
    match needs_quotes(cell) {
        true => put_quoted(out, cell),
        false => out.extend_from_slice(cell),
    }
}

/// The bytes for which a cell stands in quotes.
const SPECIAL: [u8; 4] = [b',', b'"', b'\n', b'\r'];

/// Looks at eight bytes at a time; the last eight may be looked at twice.
fn needs_quotes(cell: &[u8]) -> bool {
    match cell.last_chunk::<8>() {
        Some(last) => has_special(last) || cell.as_chunks::<8>().0.iter().any(has_special),
        None => cell.iter().any(|byte| SPECIAL.contains(byte)),
    }
}

/// Tells whether some byte is special: after an exclusive or with it one byte is zero, and takes
/// from its neighbour what it lacks to be one less.
fn has_special(bytes: &[u8; 8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let word = u64::from_le_bytes(*bytes);
    let zero = |special: u8| {
        let word = word ^ (u64::from(special) * ONES);
        word.wrapping_sub(ONES) & !word & HIGHEST
    };
    SPECIAL.into_iter().fold(0, |found, special| found | zero(special)) != 0
}

/// Writes a heading. What could part cells in other files stands in quotes, so that who reads the
/// file knows that commas do.
pub(super) fn put_heading(out: &mut Vec<u8>, place: usize, heading: &[u8]) {
    if place > 0 {
        out.push(b',');
    }
    let parts = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'|' | b'"' | b'\n' | b'\r');
    match heading.iter().any(parts) {
        true => put_quoted(out, heading),
        false => out.extend_from_slice(heading),
    }
}

fn put_quoted(out: &mut Vec<u8>, cell: &[u8]) {
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_in_quotes_where_they_need_them() {
        for length in 0..30 {
            let plain = vec![b'-'; length];
            assert!(!needs_quotes(&plain));
            for place in 0..length {
                for byte in 0..=255 {
                    let mut cell = plain.clone();
                    cell[place] = byte;
                    assert_eq!(needs_quotes(&cell), SPECIAL.contains(&byte), "{cell:?}");
                }
            }
        }
        let mut out = Vec::new();
        put(&mut out, 0, b"a");
        put(&mut out, 1, b"b \"c\", d");
        put_heading(&mut out, 2, b"e;f");
        assert_eq!(out, b"a,\"b \"\"c\"\", d\",\"e;f\"");
    }
}

//! Cells as they are written: with commas in between, in quotes where they need them.

/// Writes the cell at a place of its row.
pub(super) fn put(out: &mut Vec<u8>, place: usize, cell: &[u8]) {
    if place > 0 {
        out.push(b',');
    }
    let needs_quotes = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    match cell.iter().any(needs_quotes) {
        true => put_quoted(out, cell),
        false => out.extend_from_slice(cell),
    }
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

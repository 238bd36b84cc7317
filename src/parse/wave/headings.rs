//! The headings of a file, and how they are compared.

use crate::parse::records::Row;

/// Takes the first record out of a block.
pub(super) fn take(block: &mut [u8], delimiter: u8) -> Vec<String> {
    let (mut row, mut at) = (Row::default(), 0);
    while at < block.len() {
        at = row.read(block, at, delimiter);
        if !row.is_blank_line() {
            break;
        }
    }
    let heading = |index| String::from_utf8_lossy(row.cell(block, index)).into_owned();
    let headings = (0..row.len()).map(heading).collect();
    // The bytes stay, so that places in the file stay true.
    let lines = vec![b'\n'; at.min(block.len())];
    block[..lines.len()].copy_from_slice(&lines);
    headings
}

/// Gives a text as it is compared: spaces of all kinds are one space, and none at the ends.
pub(super) fn plain(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

//! Large CSV files as streams: blocks of whole records, and records as cells.
//!
//! Blocks end where a record does, at a distance that depends on the bytes alone, so that they can
//! be counted at once and summed in order.

use std::io::{self, Read};

use memchr::{memchr, memchr2};

use super::ends::Ends;

/// Bytes of a block, and thereby of a record, at most.
pub const BLOCK_BYTES_MAX: usize = 1 << 20;
/// What may stand between cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// So many records are looked at to find out what stands between cells.
const RECORDS_LOOKED_AT: usize = 20;

/// A file, block by block.
pub struct Blocks<'r, R: Read + ?Sized> {
    reader: &'r mut R,
    /// What was read and not yet handed out.
    kept: Vec<u8>,
    /// What stands between cells.
    pub delimiter: u8,
    is_at_end: bool,
}

/// What comes next in a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Whole records.
    Block(Vec<u8>),
    /// A record that is over the limit; nothing more is read.
    TooLong,
    /// Nothing.
    End,
}

impl<'r, R: Read + ?Sized> Blocks<'r, R> {
    /// Starts to read; finds out what stands between cells, and drops a byte order mark.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(reader: &'r mut R) -> io::Result<Self> {
        let mut blocks = Self { reader, kept: Vec::new(), delimiter: b',', is_at_end: false };
        blocks.fill()?;
        if blocks.kept.starts_with(b"\xef\xbb\xbf") {
            blocks.kept.drain(..3);
        }
        blocks.delimiter = delimiter(&blocks.kept);
        Ok(blocks)
    }

    /// Gives the next block.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pull(&mut self) -> io::Result<Next> {
        self.fill()?;
        let end = match self.is_at_end {
            true => self.kept.len(),
            false => match last_end(&self.kept, self.delimiter) {
                Some(end) => end,
                None => return Ok(Next::TooLong),
            },
        };
        if end == 0 {
            return Ok(Next::End);
        }
        let rest = self.kept[end..].to_vec();
        let mut block = std::mem::replace(&mut self.kept, rest);
        block.truncate(end);
        Ok(Next::Block(block))
    }

    /// Gives up to so many blocks, and whether the file goes on after a record that is too long.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn batch(&mut self, blocks_max: usize) -> io::Result<(Vec<Vec<u8>>, bool)> {
        let mut batch = Vec::with_capacity(blocks_max);
        while batch.len() < blocks_max {
            match self.pull()? {
                Next::Block(block) => batch.push(block),
                Next::TooLong => return Ok((batch, true)),
                Next::End => break,
            }
        }
        Ok((batch, false))
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut at = self.kept.len();
        if self.is_at_end || at >= BLOCK_BYTES_MAX {
            return Ok(());
        }
        self.kept.resize(BLOCK_BYTES_MAX, 0);
        while at < BLOCK_BYTES_MAX {
            match self.reader.read(&mut self.kept[at..]) {
                Ok(0) => {
                    self.is_at_end = true;
                    break;
                }
                Ok(bytes) => at += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.kept.truncate(at);
        Ok(())
    }
}

/// Gives the end of the last whole record.
fn last_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let (mut at, mut end) = (0, None);
    while let Some(found) = memchr2(b'"', b'\n', &bytes[at..]) {
        let spot = at + found;
        at = spot + 1;
        if bytes[spot] == b'\n' {
            end = Some(at);
            continue;
        }
        let opens = spot == 0 || bytes[spot - 1] == delimiter || bytes[spot - 1] == b'\n';
        if opens {
            match quoted(&bytes[at..]) {
                Some(quote) => at += quote + 1,
                None => break,
            }
        }
    }
    end
}

/// Gives where the quote stands that ends a cell, the one that begins it left out.
fn quoted(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr(b'"', &bytes[at..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Finds what stands between cells: by it the records are as long as the first, and the longest.
fn delimiter(bytes: &[u8]) -> u8 {
    let fitness = |delimiter: &u8| {
        let mut row = Row::default();
        let mut at = 0;
        let mut lengths = Vec::with_capacity(RECORDS_LOOKED_AT);
        while at < bytes.len() && lengths.len() < RECORDS_LOOKED_AT {
            at = row.read(bytes, at, *delimiter);
            if !row.is_blank_line() {
                lengths.push(row.len());
            }
        }
        let first = lengths.first().copied().unwrap_or_default();
        let alike = lengths.iter().filter(|length| **length == first).count();
        (first > 1 && alike * 2 >= lengths.len(), alike, first)
    };
    // Of equals the last wins, and the comma is the usual one.
    DELIMITERS.into_iter().rev().max_by_key(fitness).unwrap_or(b',')
}

/// A record as its cells; the same one is used for all records of a block.
#[derive(Debug, Default)]
pub struct Row {
    cells: Vec<Cell>,
    /// Cells that are written otherwise than they read.
    unescaped: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    start: usize,
    end: usize,
    /// Whether it stands among the unescaped ones.
    is_unescaped: bool,
    is_quoted: bool,
}

/// What has cells in an order.
pub trait Record {
    /// Gives how many there are.
    fn count(&self) -> usize;

    /// Gives one; an empty one where there is none.
    fn cell(&self, index: usize) -> &[u8];
}

/// A record as it was written: its cells, and the bytes from which they were read.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    row: &'a Row,
    bytes: &'a [u8],
}

impl Record for Written<'_> {
    fn count(&self) -> usize {
        self.row.len()
    }

    fn cell(&self, index: usize) -> &[u8] {
        self.row.cell(self.bytes, index)
    }
}

impl Row {
    /// Reads the record that begins at a byte, and gives where the next one begins.
    pub fn read(&mut self, bytes: &[u8], mut at: usize, delimiter: u8) -> usize {
        self.cells.clear();
        self.unescaped.clear();
        let mut ends = Ends::new(bytes, at, delimiter);
        loop {
            let (mut cell, end) = match bytes.get(at) {
                Some(b'"') => {
                    let (cell, end) = self.quoted(bytes, at + 1, delimiter);
                    ends.skip_to(end + 1);
                    (cell, end)
                }
                _ => {
                    let end = ends.next();
                    (Cell { start: at, end, is_unescaped: false, is_quoted: false }, end)
                }
            };
            let is_last = bytes.get(end) != Some(&delimiter);
            let ends_in_return =
                is_last && !cell.is_quoted && end > at && bytes.get(end - 1) == Some(&b'\r');
            if ends_in_return {
                cell.end -= 1;
            }
            self.cells.push(cell);
            at = (end + 1).min(bytes.len());
            if is_last {
                return at;
            }
        }
    }

    /// Reads a cell in quotes, which begins after its first; gives it and where it ends.
    fn quoted(&mut self, bytes: &[u8], start: usize, delimiter: u8) -> (Cell, usize) {
        let end = quoted(&bytes[start..]).map_or(bytes.len(), |end| start + end);
        let after = (end + 1).min(bytes.len());
        let rest = memchr2(delimiter, b'\n', &bytes[after..]);
        let stop = rest.map_or(bytes.len(), |rest| after + rest);
        let inside = &bytes[start..end];
        let tail = bytes[after..stop].trim_ascii_end();
        if memchr(b'"', inside).is_none() && tail.is_empty() {
            return (Cell { start, end, is_unescaped: false, is_quoted: true }, stop);
        }
        let from = self.unescaped.len();
        let mut bytes = inside.iter();
        while let Some(byte) = bytes.next() {
            self.unescaped.push(*byte);
            if *byte == b'"' {
                bytes.next();
            }
        }
        self.unescaped.extend_from_slice(tail);
        let to = self.unescaped.len();
        (Cell { start: from, end: to, is_unescaped: true, is_quoted: true }, stop)
    }

    /// Gives how many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Tells whether there are no cells.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Tells whether it is an empty line, which is no record.
    pub fn is_blank_line(&self) -> bool {
        self.cells.len() == 1
            && self.cells.iter().all(|cell| cell.start == cell.end && !cell.is_quoted)
    }

    /// Gives a cell; an empty one where there is none.
    pub fn cell<'a>(&'a self, bytes: &'a [u8], index: usize) -> &'a [u8] {
        match self.cells.get(index) {
            Some(cell) if cell.is_unescaped => &self.unescaped[cell.start..cell.end],
            Some(cell) => &bytes[cell.start..cell.end],
            None => b"",
        }
    }

    /// Gives its cells, out of the bytes from which it was read.
    pub fn of<'a>(&'a self, bytes: &'a [u8]) -> Written<'a> {
        Written { row: self, bytes }
    }

    /// Tells whether a cell was written in quotes.
    pub fn is_quoted(&self, index: usize) -> bool {
        self.cells.get(index).is_some_and(|cell| cell.is_quoted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let bytes = text.as_bytes();
        let delimiter = delimiter(bytes);
        let (mut row, mut at, mut shown) = (Row::default(), 0, Vec::new());
        while at < bytes.len() {
            at = row.read(bytes, at, delimiter);
            if row.is_blank_line() {
                continue;
            }
            let cell = |index| {
                let text = String::from_utf8_lossy(row.cell(bytes, index)).into_owned();
                if row.is_quoted(index) { format!("'{text}'") } else { text }
            };
            shown.push((0..row.len()).map(cell).collect::<Vec<_>>().join("|"));
        }
        shown.join(" / ")
    }

    #[test]
    fn records_are_read_as_they_were_written() {
        for (text, expected) in [
            ("", ""),
            ("a,b\n1,2\n", "a|b / 1|2"),
            ("a;b\r\n\"x; \"\"y\"\"\";3,5\r\n\r\n", "a|b / 'x; \"y\"'|3,5"),
            ("a,b\n,\"\"\n", "a|b / |''"),
            ("a,b\n\"uno\ndos\",2\n3,4", "a|b / 'uno\ndos'|2 / 3|4"),
            ("a,b\n5\" de alto,\"x\" y\n", "a|b / 5\" de alto|'x y'"),
            ("a,b\n\"sin fin,2\n", "a|b / 'sin fin,2\n'"),
            ("a\tb\n1, 2\t3; 4\n", "a|b / 1, 2|3; 4"),
            ("a\n1\n\n2\n", "a / 1 / 2"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn blocks_end_where_records_do() {
        let record = "uno,\"dos\ntres\",\"cua\"\"tro\"\n";
        let text = record.repeat(100_000);
        let mut reader = text.as_bytes();
        let mut blocks = Blocks::open(&mut reader).unwrap();
        let mut whole = 0;
        loop {
            match blocks.pull().unwrap() {
                Next::Block(block) => {
                    assert!(block.ends_with(b"\"cua\"\"tro\"\n") && block.len() <= BLOCK_BYTES_MAX);
                    assert_eq!(block.len() % record.len(), 0);
                    whole += block.len();
                }
                Next::End => break,
                Next::TooLong => panic!("no record is long"),
            }
        }
        assert_eq!(whole, text.len());
    }

    #[test]
    fn a_record_has_a_limit() {
        let text = format!("a,b\n1,\"{}\"\n", "x".repeat(3 * BLOCK_BYTES_MAX));
        let mut reader = text.as_bytes();
        let mut blocks = Blocks::open(&mut reader).unwrap();
        assert_eq!(blocks.pull().unwrap(), Next::Block(b"a,b\n".to_vec()));
        assert_eq!(blocks.pull().unwrap(), Next::TooLong);
    }
}

//! The wave as plain CSV: UTF-8, commas, one row of headings, the columns that are kept.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::model::tally::LeftOut;
use crate::parse::records::{Blocks, Row};

use super::decode::Decoded;
use super::intake::{Fate, Intake, Open};
use super::tool::Tool;

/// Blocks that are in memory at once.
const BLOCKS_AT_ONCE: usize = 16;

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows that were written.
    pub kept: u64,
    /// Rows that were not, and why.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// Writes a wave.
///
/// # Errors
/// When the file cannot be read or the sink not be written.
pub fn copy(open: Open<'_>, intake: &Intake, out: &mut dyn Write) -> io::Result<Copied> {
    let mut decoded = Decoded::new(open()?, intake.encoding);
    let mut blocks = Blocks::open(&mut decoded)?;
    let sieve = Sieve::new(intake);
    let mut headings = Vec::new();
    for (place, column) in sieve.columns.iter().enumerate() {
        put(&mut headings, place, intake.columns[column.0].heading.as_bytes());
    }
    headings.push(b'\n');
    out.write_all(&headings)?;
    let (mut copied, mut above) = (Copied::default(), intake.heading_rows);
    loop {
        let (batch, _) = blocks.batch(BLOCKS_AT_ONCE)?;
        if batch.is_empty() {
            return Ok(copied);
        }
        // The headings stand in the first block, for no record is larger than one.
        let first = std::mem::take(&mut above);
        let sift = |(index, block): (usize, &Vec<u8>)| {
            sieve.sift(block, intake.delimiter, if index == 0 { first } else { 0 })
        };
        let sifted: Vec<(Vec<u8>, Copied)> =
            batch.par_iter().enumerate().with_max_len(1).map(sift).collect();
        for (bytes, more) in sifted {
            out.write_all(&bytes)?;
            copied.kept += more.kept;
            for (why, rows) in more.left_out {
                *copied.left_out.entry(why).or_default() += rows;
            }
        }
    }
}

/// Which rows and columns go through.
struct Sieve {
    width: usize,
    /// The columns that are kept, and whether a blank in quotes is written as not ticked.
    columns: Vec<(usize, bool)>,
    /// Columns that tell of trials and of those who did not finish.
    marks: Vec<(usize, Mark)>,
}

/// What a column of the tool tells of a row.
#[derive(Clone, Copy)]
enum Mark {
    Status,
    Channel,
    Finished,
    Submitted,
    Type,
}

impl Sieve {
    fn new(intake: &Intake) -> Self {
        let columns = intake.columns.iter().enumerate();
        let kept = columns.clone().filter(|(_, column)| column.fate == Fate::Kept);
        let mark = |heading: &str| match (intake.tool, heading) {
            (Tool::Qualtrics, "Status") => Some(Mark::Status),
            (Tool::Qualtrics, "DistributionChannel") => Some(Mark::Channel),
            (Tool::Qualtrics, "Finished") => Some(Mark::Finished),
            (Tool::LimeSurvey, "submitdate") => Some(Mark::Submitted),
            (Tool::Typeform, "Response Type") => Some(Mark::Type),
            _ => None,
        };
        let marks = columns.filter_map(|(index, column)| Some((index, mark(&column.heading)?)));
        Self {
            width: intake.columns.len(),
            marks: marks.collect(),
            columns: kept.map(|(index, column)| (index, column.tells_unseen)).collect(),
        }
    }

    fn sift(&self, block: &[u8], delimiter: u8, mut above: usize) -> (Vec<u8>, Copied) {
        let mut out = Vec::with_capacity(block.len());
        let (mut row, mut at, mut copied) = (Row::default(), 0, Copied::default());
        while at < block.len() {
            at = row.read(block, at, delimiter);
            if row.is_blank_line() {
                continue;
            }
            if above > 0 {
                above -= 1;
                continue;
            }
            if let Some(why) = self.left_out(block, &row) {
                *copied.left_out.entry(why).or_default() += 1;
                continue;
            }
            copied.kept += 1;
            for (place, (column, tells_unseen)) in self.columns.iter().enumerate() {
                let cell = row.cell(block, *column);
                let is_unticked = *tells_unseen && cell.is_empty() && row.is_quoted(*column);
                put(&mut out, place, if is_unticked { b"N" } else { cell });
            }
            out.push(b'\n');
        }
        (out, copied)
    }

    fn left_out(&self, block: &[u8], row: &Row) -> Option<LeftOut> {
        let is_filled = |column: usize| !row.cell(block, column).trim_ascii().is_empty();
        if row.len() < self.width || (self.width..row.len()).any(is_filled) {
            return Some(LeftOut::Torn);
        }
        for (column, mark) in &self.marks {
            let cell = row.cell(block, *column).trim_ascii();
            match (mark, cell) {
                (Mark::Status, b"1" | b"Survey Preview") => return Some(LeftOut::Preview),
                (Mark::Channel, b"preview") => return Some(LeftOut::Preview),
                (Mark::Finished, b"0" | b"False" | b"FALSE") => return Some(LeftOut::Partial),
                (Mark::Submitted, b"") => return Some(LeftOut::Partial),
                (Mark::Type, b"partial" | b"started") => return Some(LeftOut::Partial),
                _ => {}
            }
        }
        let tells = |(column, tells_unseen): &(usize, bool)| {
            is_filled(*column) || *tells_unseen && row.is_quoted(*column)
        };
        (!self.columns.iter().any(tells)).then_some(LeftOut::Empty)
    }
}

/// Writes a cell, in quotes where it needs them.
fn put(out: &mut Vec<u8>, place: usize, cell: &[u8]) {
    if place > 0 {
        out.push(b',');
    }
    let needs_quotes = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !cell.iter().any(needs_quotes) {
        return out.extend_from_slice(cell);
    }
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

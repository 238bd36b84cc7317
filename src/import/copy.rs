//! The wave as plain CSV: UTF-8, commas, one row of headings, the columns that are kept.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::model::tally::LeftOut;
use crate::parse::records::{Blocks, Record, Row};
use crate::parse::{Counted, Counter};

use super::cells::{put, put_heading};
use super::decode::Decoded;
use super::intake::{Column, Fate, Intake, Open};
use super::tool::Tool;

/// Blocks that are looked at while as many are read.
const BLOCKS_AT_ONCE: usize = 8;

/// What Qualtrics writes of those who did not reach the end.
const UNFINISHED: [&[u8]; 7] = [b"0", b"False", b"FALSE", b"Falso", b"FALSO", b"Falsch", b"Faux"];

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows that were written.
    pub kept: u64,
    /// Rows that were not, and why.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// Writes a wave; counts it on the way, if there is with what.
///
/// # Errors
/// When the file cannot be read or the sink not be written.
pub fn copy(
    open: Open<'_>,
    intake: &Intake,
    counter: Option<&Counter<'_>>,
    out: &mut dyn Write,
) -> io::Result<(Copied, Option<Counted>)> {
    let mut decoded = Decoded::new(open()?, intake.encoding);
    let mut blocks = Blocks::open(&mut decoded)?;
    let sieve = Sieve::new(intake, counter);
    let mut headings = Vec::new();
    for (place, heading) in kept_headings(intake).enumerate() {
        put_heading(&mut headings, place, heading.as_bytes());
    }
    headings.push(b'\n');
    out.write_all(&headings)?;
    let (mut copied, mut above) = (Copied::default(), intake.heading_rows);
    let mut counted = counter.map(Counter::start);
    let (mut batch, _) = blocks.batch(BLOCKS_AT_ONCE)?;
    while !batch.is_empty() {
        // The headings stand in the first block, for no record is larger than one.
        let first = std::mem::take(&mut above);
        let sift = |(index, block): (usize, &Vec<u8>)| {
            sieve.sift(block, intake.delimiter, if index == 0 { first } else { 0 })
        };
        let sifted = || batch.par_iter().enumerate().with_max_len(1).map(sift).collect();
        let (sifted, next): (Vec<Sifted>, _) = rayon::join(sifted, || blocks.batch(BLOCKS_AT_ONCE));
        for more in sifted {
            out.write_all(&more.bytes)?;
            copied.kept += more.copied.kept;
            for (why, rows) in more.copied.left_out {
                *copied.left_out.entry(why).or_default() += rows;
            }
            if let (Some(counted), Some(more)) = (&mut counted, more.counted) {
                counted.add(more);
            }
        }
        (batch, _) = next?;
    }
    Ok((copied, counted))
}

/// Gives the headings of the columns that are kept.
pub fn kept_headings(intake: &Intake) -> impl Iterator<Item = &str> {
    let kept = intake.columns.iter().filter(|column| column.fate == Fate::Kept);
    kept.map(|column| column.heading.as_str())
}

/// What became of a block.
struct Sifted {
    bytes: Vec<u8>,
    copied: Copied,
    counted: Option<Counted>,
}

/// Which rows and columns go through.
struct Sieve<'a> {
    counter: Option<&'a Counter<'a>>,
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

/// What stays of a record.
struct Kept<'a> {
    sieve: &'a Sieve<'a>,
    block: &'a [u8],
    row: &'a Row,
}

impl Record for Kept<'_> {
    fn count(&self) -> usize {
        self.sieve.columns.len()
    }

    fn cell(&self, index: usize) -> &[u8] {
        let Some((column, tells_unseen)) = self.sieve.columns.get(index) else { return b"" };
        let cell = self.row.cell(self.block, *column);
        let is_unticked = *tells_unseen && cell.is_empty() && self.row.is_quoted(*column);
        if is_unticked { b"N" } else { cell }
    }
}

impl<'a> Sieve<'a> {
    fn new(intake: &Intake, counter: Option<&'a Counter<'a>>) -> Self {
        let columns = intake.columns.iter().enumerate();
        let kept = columns.clone().filter(|(_, column)| column.fate == Fate::Kept);
        let mark = |column: &Column| match (intake.tool, column.sign.to_lowercase().as_str()) {
            (Tool::Qualtrics, "status") => Some(Mark::Status),
            (Tool::Qualtrics, "distributionchannel") => Some(Mark::Channel),
            (Tool::Qualtrics, "finished") => Some(Mark::Finished),
            (Tool::LimeSurvey, "submitdate") => Some(Mark::Submitted),
            (Tool::Typeform, "response type") => Some(Mark::Type),
            _ => None,
        };
        let marks = columns.filter_map(|(index, column)| Some((index, mark(column)?)));
        Self {
            counter,
            width: intake.columns.len(),
            marks: marks.collect(),
            columns: kept.map(|(index, column)| (index, column.tells_unseen)).collect(),
        }
    }

    fn sift(&self, block: &[u8], delimiter: u8, mut above: usize) -> Sifted {
        let mut out = Vec::with_capacity(block.len() + block.len() / 16);
        let (mut row, mut at, mut copied) = (Row::default(), 0, Copied::default());
        let mut counted = self.counter.map(Counter::start);
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
            let kept = Kept { sieve: self, block, row: &row };
            for place in 0..kept.count() {
                put(&mut out, place, kept.cell(place));
            }
            out.push(b'\n');
            if let (Some(counter), Some(counted)) = (self.counter, &mut counted) {
                counter.take(counted, &kept);
            }
        }
        Sifted { bytes: out, copied, counted }
    }

    fn left_out(&self, block: &[u8], row: &Row) -> Option<LeftOut> {
        let is_filled = |column: usize| !row.cell(block, column).trim_ascii().is_empty();
        if row.len() < self.width || (self.width..row.len()).any(is_filled) {
            return Some(LeftOut::Torn);
        }
        for (column, mark) in &self.marks {
            let cell = row.cell(block, *column).trim_ascii();
            match (mark, cell) {
                (Mark::Status, b"1" | b"2" | b"9" | b"17") => return Some(LeftOut::Preview),
                (Mark::Status, cell) if is_trial(cell) => return Some(LeftOut::Preview),
                (Mark::Channel, b"preview" | b"test") => return Some(LeftOut::Preview),
                (Mark::Finished, cell) if UNFINISHED.contains(&cell) => {
                    return Some(LeftOut::Partial);
                }
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

/// Tells whether Qualtrics names a kind of trial.
fn is_trial(status: &[u8]) -> bool {
    status.ends_with(b"Survey Preview")
        || status.ends_with(b"Survey Test")
        || status == b"Survey Preview Spam"
}

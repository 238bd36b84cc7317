//! Looking through a file: its letters, its tool, its headings, and what stands in each column.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::ground::Words;
use crate::parse::records::{BLOCK_BYTES_MAX, Blocks, Row};
use crate::words;

use super::bare::{COLUMNS_MAX, too_many};
use super::decode::{self, Decoded};
use super::dropped;
use super::heads::heads;
use super::intake::{Column, Intake, Open, Refused};
use super::letters::Encoding;
use super::profile::{Counting, Profile};
use super::tool::Tool;

/// Blocks that are looked at while as many are read.
const BLOCKS_AT_ONCE: usize = 8;
/// Records that may be headings.
const HEADINGS_MAX: usize = 3;

/// Reads a whole file and tells what is in it.
///
/// # Errors
/// When the file cannot be read, or nothing in it can be answers.
pub fn look(open: Open<'_>) -> Result<Intake, Refused> {
    let start = decode::start(open)?;
    let usual = start.unwrap_or(Encoding::Utf8);
    match look_as(open, usual, start.is_none())? {
        Some(intake) => Ok(intake),
        None => {
            let encoding = decode::encoding(open)?;
            look_as(open, encoding, false)?.ok_or_else(empty)
        }
    }
}

/// Reads a file that is written so; `None` if it is in doubt and is not.
fn look_as(
    open: Open<'_>,
    encoding: Encoding,
    is_in_doubt: bool,
) -> Result<Option<Intake>, Refused> {
    let mut decoded = Decoded::new(open()?, encoding);
    let mut blocks = Blocks::open(&mut decoded)?;
    let delimiter = blocks.delimiter;
    let mut intake: Option<Intake> = None;
    let (mut batch, mut is_too_long) = blocks.batch(BLOCKS_AT_ONCE)?;
    loop {
        let is_text = |block: &Vec<u8>| std::str::from_utf8(block).is_ok();
        if is_in_doubt && !batch.par_iter().with_max_len(1).all(is_text) {
            return Ok(None);
        }
        if let (None, Some(first)) = (&intake, batch.first()) {
            let records = records(first, delimiter);
            let columns = records.first().map(Vec::len).unwrap_or_default();
            if columns > COLUMNS_MAX {
                return Err(too_many(columns));
            }
            let (tool, heading_rows) = Tool::of(&records);
            let columns = heads(tool, &records).into_iter().map(column).collect();
            intake = Some(Intake {
                tool,
                encoding,
                delimiter,
                heading_rows,
                columns,
                rows: 0,
                notes: Vec::new(),
            });
        }
        if is_too_long {
            return Err(too_long());
        }
        let Some(intake) = intake.as_mut().filter(|_| !batch.is_empty()) else { break };
        let look = || profile(intake, &batch);
        let ((), next) = rayon::join(look, || blocks.batch(BLOCKS_AT_ONCE));
        (batch, is_too_long) = next?;
    }
    let mut intake = intake.ok_or_else(empty)?;
    let headings = u64::try_from(intake.heading_rows).unwrap_or_default();
    intake.rows = intake.rows.saturating_sub(headings);
    if intake.rows == 0 {
        return Err(unanswered());
    }
    for (index, column) in intake.columns.iter_mut().enumerate() {
        column.fate = dropped::fate(intake.tool, index, column);
        let only_ticks = column.profile.values.keys().all(|value| value == "Y");
        column.tells_unseen =
            intake.tool == Tool::LimeSurvey && only_ticks && column.profile.quoted_blank > 0;
    }
    Ok(Some(intake))
}

fn column(head: super::heads::Head) -> Column {
    Column {
        sign: head.sign.unwrap_or_else(|| head.heading.clone()),
        heading: head.heading,
        question: head.question,
        part: head.part,
        fate: super::intake::Fate::Kept,
        profile: Profile::default(),
        tells_unseen: false,
    }
}

/// Gives the first records.
fn records(block: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let (mut row, mut at, mut records) = (Row::default(), 0, Vec::new());
    while at < block.len() && records.len() < HEADINGS_MAX {
        at = row.read(block, at, delimiter);
        if !row.is_blank_line() {
            let cell = |index| String::from_utf8_lossy(row.cell(block, index)).into_owned();
            records.push((0..row.len()).map(cell).collect());
        }
    }
    records
}

/// Counts what stands in the columns of some blocks; the first records are headings.
fn profile(intake: &mut Intake, batch: &[Vec<u8>]) {
    let (delimiter, is_start) = (intake.delimiter, intake.rows == 0);
    let columns = &intake.columns;
    let count = |(index, block): (usize, &Vec<u8>)| {
        let mut counting: Vec<Counting> =
            columns.iter().map(|column| column.profile.counting()).collect();
        let (mut row, mut at, mut rows) = (Row::default(), 0, 0_u64);
        let mut headings = if is_start && index == 0 { intake.heading_rows } else { 0 };
        while at < block.len() {
            at = row.read(block, at, delimiter);
            if row.is_blank_line() {
                continue;
            }
            rows += 1;
            if headings > 0 {
                headings -= 1;
                continue;
            }
            for (index, counting) in counting.iter_mut().enumerate() {
                counting.take(row.cell(block, index), row.is_quoted(index));
            }
        }
        (rows, counting)
    };
    let counted: Vec<(u64, Vec<Counting>)> =
        batch.par_iter().enumerate().with_max_len(1).map(count).collect();
    for (rows, counting) in counted {
        intake.rows += rows;
        for (column, counting) in intake.columns.iter_mut().zip(counting) {
            column.profile.add(counting);
        }
    }
}

fn empty() -> Refused {
    Refused::Unfit(Words::new("el archivo está vacío", "the file is empty"), None)
}

fn unanswered() -> Refused {
    Refused::Unfit(
        Words::new("el archivo solo tiene títulos", "the file has nothing but headings"),
        Some(Words::new("expórtalo otra vez, con las respuestas", "export it again, with answers")),
    )
}

fn too_long() -> Refused {
    let limit = BLOCK_BYTES_MAX >> 10;
    let why = words!("una fila tiene más de {limit} kB", "a row has more than {limit} kB");
    let help = Words::new(
        "mira si falta la comilla que cierra una celda",
        "look whether the closing quote of a cell is missing",
    );
    Refused::Unfit(why, Some(help))
}

//! Waves: a file of answers as a stream, to its tally. Rows of people leave nothing but counts.
//!
//! Blocks of records are counted at once and summed in order, so that sums do not depend on how
//! many threads there are.

mod codes;
mod count;
mod counter;
mod headings;
mod plan;
mod tell;
#[cfg(test)]
mod tests;

use std::io::{self, Read};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::ground::{Diagnostic, Place, Words, findings};
use crate::model::survey::{Survey, Wave};
use crate::model::tally::Tally;
use crate::words;

pub use self::counter::{Counted, Counter};
use super::records::{BLOCK_BYTES_MAX, Blocks, Row};

/// Blocks that are in memory at once.
const BLOCKS_AT_ONCE: usize = 16;
/// Columns of a file at most.
const COLUMNS_MAX: usize = 5_000;

/// Counts the answers of a wave as its questionnaire understands them.
///
/// # Errors
/// When the file cannot be read. What is wrong with what stands in it are findings of the tally.
pub fn wave(reader: &mut dyn Read, survey: &Survey, wave: &Wave) -> io::Result<Tally> {
    let mut blocks = Blocks::open(reader)?;
    let mut faults = Faults::default();
    let mut counting: Option<(Counter<'_>, Counted)> = None;
    loop {
        let (mut batch, is_too_long) = blocks.batch(BLOCKS_AT_ONCE)?;
        if batch.is_empty() && !is_too_long {
            break;
        }
        if let (None, Some(first)) = (&counting, batch.first_mut()) {
            let headings = headings::take(first, blocks.delimiter);
            if headings.len() > COLUMNS_MAX {
                faults.columns = headings.len();
                break;
            }
            let counter = Counter::new(survey, wave, &headings);
            let counted = counter.start();
            counting = Some((counter, counted));
        }
        if let Some((counter, counted)) = &mut counting {
            take(counter, counted, &mut faults, (&batch, blocks.delimiter));
        }
        faults.is_too_long = is_too_long;
        if is_too_long {
            break;
        }
    }
    Ok(finish(wave, counting, &faults))
}

/// What is wrong with a file as a whole.
#[derive(Default)]
struct Faults {
    /// How many columns it has, if they are too many.
    columns: usize,
    /// Whether a record is too long.
    is_too_long: bool,
    /// The bytes before the blocks that are being counted.
    bytes: usize,
    /// The first byte that is not UTF-8.
    not_utf8: Option<usize>,
}

/// Counts some blocks.
fn take(
    counter: &Counter<'_>,
    counted: &mut Counted,
    faults: &mut Faults,
    (batch, delimiter): (&[Vec<u8>], u8),
) {
    let count = |block: &Vec<u8>| {
        let mut counted = counter.start();
        let (mut row, mut at) = (Row::default(), 0);
        while at < block.len() {
            at = row.read(block, at, delimiter);
            if !row.is_blank_line() {
                counter.take(&mut counted, &row.of(block));
            }
        }
        (counted, std::str::from_utf8(block).err().map(|error| error.valid_up_to()))
    };
    let parts: Vec<(Counted, Option<usize>)> =
        batch.par_iter().with_max_len(1).map(count).collect();
    for (block, (more, not_utf8)) in batch.iter().zip(parts) {
        faults.not_utf8 = faults.not_utf8.or(not_utf8.map(|at| at + faults.bytes));
        faults.bytes += block.len();
        counted.add(more);
    }
}

fn finish(wave: &Wave, counting: Option<(Counter<'_>, Counted)>, faults: &Faults) -> Tally {
    let mut told = faults.findings(wave);
    if let Some((counter, counted)) = counting {
        return counter.finish(counted, told);
    }
    if told.is_empty() {
        let message = words!("la ola `{}` está vacía", "the wave `{}` is empty", wave.id);
        told.push(findings::bad_wave(Place::file(&wave.file), message, None));
    }
    Tally { wave: wave.id.clone(), findings: told, ..Tally::default() }
}

impl Faults {
    fn findings(&self, wave: &Wave) -> Vec<Diagnostic> {
        let place = Place::file(&wave.file);
        let mut told = Vec::new();
        if self.columns > 0 {
            let columns = self.columns;
            let message = words!(
                "la ola `{}` tiene {columns} columnas, y el límite es {COLUMNS_MAX}",
                "the wave `{}` has {columns} columns, and the limit is {COLUMNS_MAX}",
                wave.id
            );
            told.push(findings::bad_wave(place.clone(), message, None));
        }
        if self.is_too_long {
            let limit = BLOCK_BYTES_MAX >> 10;
            let message = words!(
                "en la ola `{}` hay una fila de más de {limit} kB: desde ahí no se lee",
                "in the wave `{}` a row has more than {limit} kB: nothing is read from there on",
                wave.id
            );
            let help = Words::new(
                "mira si falta la comilla que cierra una celda",
                "look whether the closing quote of a cell is missing",
            );
            told.push(findings::bad_wave(place.clone(), message, Some(help)));
        }
        if let Some(at) = self.not_utf8 {
            told.push(findings::not_utf8(place, at));
        }
        told
    }
}

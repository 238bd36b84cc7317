//! Files that are no CSV, made one: what they held, and what is to be said of it.

use std::io::Read;
use std::sync::Arc;

use crate::ground::Words;
use crate::words;

use super::cells::{put, put_heading};
use super::intake::{Intake, Refused};
use super::tool::Tool;

/// Bytes of answers that are taken out of one file at most.
pub(super) const TABLE_BYTES_MAX: usize = 256 << 20;
/// Columns of a file at most.
pub(super) const COLUMNS_MAX: usize = 5_000;

/// The answers of a file, as a table.
#[derive(Clone, Debug)]
pub struct Bare {
    /// Which tool wrote the file, as far as its form tells.
    pub(super) tool: Tool,
    /// The table as CSV.
    csv: Arc<[u8]>,
    /// What was left out or changed on the way.
    pub(super) notes: Vec<Words>,
}

impl Bare {
    /// Says on what was found in the table where it came from.
    pub fn settle(&self, mut intake: Intake) -> Intake {
        if intake.tool == Tool::Plain {
            intake.tool = self.tool;
        }
        intake.notes.clone_from(&self.notes);
        intake
    }

    /// Opens the table from its beginning.
    pub fn open(&self) -> Box<dyn Read + Send> {
        Box::new(std::io::Cursor::new(Arc::clone(&self.csv)))
    }
}

/// A table on its way.
pub(super) struct Table {
    csv: Vec<u8>,
}

impl Table {
    /// Begins with its headings.
    pub(super) fn new<'a>(headings: impl Iterator<Item = &'a str>) -> Self {
        let mut csv = Vec::new();
        for (place, heading) in headings.enumerate() {
            put_heading(&mut csv, place, heading.as_bytes());
        }
        csv.push(b'\n');
        Self { csv }
    }

    /// Adds a row; one without anything in it is none.
    pub(super) fn add<'a>(
        &mut self,
        cells: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<(), Refused> {
        if cells.clone().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        for (place, cell) in cells.enumerate() {
            put(&mut self.csv, place, cell.as_bytes());
            if self.csv.len() > TABLE_BYTES_MAX {
                return Err(too_large());
            }
        }
        self.csv.push(b'\n');
        Ok(())
    }

    /// Ends it.
    pub(super) fn finish(self, tool: Tool, notes: Vec<Words>) -> Bare {
        Bare { tool, csv: self.csv.into(), notes }
    }
}

/// Says that a file holds too much.
pub(super) fn too_large() -> Refused {
    let limit = TABLE_BYTES_MAX >> 20;
    let why = words!(
        "lo que hay dentro del archivo pasa de {limit} MB",
        "what is inside the file exceeds {limit} MB"
    );
    let help = Words::new("expórtalo como CSV", "export it as CSV");
    Refused::Unfit(why, Some(help))
}

/// Says that a file has too many columns.
pub(super) fn too_many(columns: usize) -> Refused {
    let why = words!(
        "el archivo tiene {columns} columnas, y el límite es {COLUMNS_MAX}",
        "the file has {columns} columns, and the limit is {COLUMNS_MAX}"
    );
    Refused::Unfit(why, None)
}

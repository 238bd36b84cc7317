//! What is known of a file before anything is written.

use std::io::{self, Read};

use crate::ground::Words;

use super::letters::Encoding;
use super::profile::Profile;
use super::tool::Tool;

/// Opens a file from its beginning, as often as it is asked.
pub type Open<'a> = &'a dyn Fn() -> io::Result<Box<dyn Read + Send>>;

/// A file of answers, looked through.
pub struct Intake {
    /// Which tool wrote it.
    pub tool: Tool,
    /// How its letters are written.
    pub encoding: Encoding,
    /// What stands between cells.
    pub delimiter: u8,
    /// Records above the first answers.
    pub heading_rows: usize,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Records with answers.
    pub rows: u64,
    /// What was left out or changed before it was a table.
    pub notes: Vec<Words>,
}

/// A column.
pub struct Column {
    /// Its heading in the kept file: no other column has it.
    pub heading: String,
    /// What was asked.
    pub question: String,
    /// The row or the choice that it is about, if its question has several columns.
    pub part: Option<String>,
    /// What its tool calls it; its heading, if that says nothing else.
    pub sign: String,
    /// What happens to it.
    pub fate: Fate,
    /// What stands in it.
    pub profile: Profile,
    /// Whether an empty cell in quotes means that a choice was seen and not ticked.
    pub tells_unseen: bool,
}

/// What happens to a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is kept.
    Kept,
    /// It is left out.
    Dropped(Why),
}

/// Why a column is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It would tell who answered.
    Personal,
    /// The tool wrote it: times, numbers of answers.
    Tool,
    /// Nothing stands in it.
    Empty,
}

/// Why a file cannot be taken.
#[derive(Debug)]
pub enum Refused {
    /// It could not be read.
    Unread(io::Error),
    /// What stands in it cannot be used, and what to do about it.
    Unfit(Words, Option<Words>),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Unread(error)
    }
}

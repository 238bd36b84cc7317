//! Importing: what other tools export becomes files of ours, and a report of what was left out.
//!
//! A survey goes through three steps: [`look`] reads the whole file and tells what is in it,
//! [`copy`] writes the wave as plain CSV, and [`codebook`] proposes a questionnaire that a person
//! looks through.
//!
//! Invariant: no path and no disk; a file is what can be opened and read again, and what is written
//! goes into a sink.

mod asked;
mod bare;
mod cells;
mod codebook;
mod copy;
mod decode;
mod dropped;
mod form;
mod guess;
mod heads;
mod intake;
mod json;
mod known;
mod letters;
mod look;
mod lss;
mod objects;
mod pieces;
mod profile;
mod scales;
mod tool;
mod wording;
mod workbook;

pub use bare::Bare;
pub use codebook::{Proposed, codebook, wave_entry};
pub use copy::{Copied, copy, kept_headings};
pub use form::{Form, form, is_questionnaire};
pub use intake::{Column, Fate, Intake, Open, Refused, Why};
pub use letters::Encoding;
pub use look::look;
pub use lss::{Questionnaire, questionnaire};
pub use tool::Tool;

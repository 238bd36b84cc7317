//! Parsing: one file in, no neighbours. Front matter, Markdown, settings and data become typed
//! values.
//!
//! Nothing here fails: each function gives a whole value and the findings about what it could not
//! use, so that one bad value never hides another.
//!
//! Invariant: no disk, no clock, and no knowledge of any other file of the site; whether a link
//! leads anywhere is not known here.

mod addresses;
mod assertions;
mod attributes;
mod audit;
mod blocks;
mod body;
mod brackets;
mod clinic;
mod csv;
mod datafile;
mod directives;
mod document;
mod ends;
mod fence;
mod fields;
mod footnotes;
mod formula;
mod front;
#[cfg(test)]
mod laws;
mod links;
mod listing;
mod manuscript;
mod marks;
mod mask;
mod matter;
mod moment;
mod names;
mod nesting;
mod node;
mod pages_from;
mod passes;
mod paths;
mod picture;
mod plain;
mod prose;
mod quotes;
mod raw;
pub mod records;
pub mod reference;
mod sanitizer;
mod settings;
mod sheet;
mod spaced;
mod stems;
mod stops;
mod survey;
mod tables;
mod target;
pub mod terms;
mod theses;
mod toml;
mod transcript;
#[cfg(test)]
mod trials;
mod unclosed;
mod wave;
mod wording;
mod writer;
mod yaml;

pub use clinic::{Checkup, Cover, Tongues, clinic, tongues};
pub use datafile::{DataFormat, sheet};
pub use document::{document, key, rope};
pub use matter::front_matter;
pub use settings::settings;
pub use sheet::Sheet;
pub use survey::survey;
pub use wave::{Counted, Counter, wave};

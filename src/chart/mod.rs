//! The charts: numbers in; an accessible drawing, what it says, and its table out.
//!
//! [`figure`] takes a [`Chart`], the [`Frame`] around it and who speaks for it ([`Speech`]): the
//! theme's words and numbers as the page's language writes them. A figure has a title, a sentence
//! made from the numbers, two drawings (one for pages with room, one for narrow ones, of which the
//! stylesheet shows one), a note and a real table.
//!
//! Invariants: no colour, style or script is written here, only classes and places, so that a page
//! may forbid them and a theme may choose them; nothing is told by colour alone; equal numbers give
//! equal bytes; what is absent is drawn as a dash and told as not shown, and nothing near it tells
//! what it was; no number that is none reaches a drawing; the table has every row.
//!
//! It never knows surveys, templates or languages.
//!
//! # Why no chart crate
//!
//! Looked at in November 2026: *plotters* 0.3, *charts-rs* 2.3, *poloto* 19, *charming* 0.6.
//!
//! - `plotters` writes colours as attributes (`fill="#…"`) and whole pixels, and its `svg` has no
//!   role, title or classes: no dark mode, nothing for screen readers. Its default features bring
//!   bitmaps, fonts and clocks.
//! - `charts-rs` takes over the looks of ECharts with themes of fixed colours, measures letters of
//!   a font of its own, and brings gauges and pies, but no intervals and no diverging bars.
//! - `poloto` comes closest: it styles with classes and custom properties. It draws x against y
//!   only, and puts a `<style>` into the drawing, which our pages forbid.
//! - `charming` runs ECharts: a script in the page, or a whole JavaScript engine in the build.
//!
//! None makes a second layout for narrow pages, a table or a sentence. What is left that a crate
//! could save us, scales and rounded ticks, is one file of a hundred lines.

mod bars;
mod dots;
mod dumbbell;
mod figure;
mod given;
mod heat;
mod histogram;
mod letters;
mod line;
mod paper;
mod people;
mod rows;
mod scale;
mod speech;
mod table;
#[cfg(test)]
mod trials;

pub use figure::{Figure, figure};
pub use given::{
    Band, BarRow, Bars, Chart, DotRow, Dots, Dumbbell, Estimate, Frame, Group, Heat, HeatCell,
    HeatRow, Histogram, Line, Measure, Middle, PairRow, People, Point, ScoreBand, Stack, Tone,
};
pub use speech::{KEYS, Speech, Voice};

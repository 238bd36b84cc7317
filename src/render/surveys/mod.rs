//! Surveys: their results as pages, figures and downloads. It shows what [`Results`] hold and
//! reckons nothing: what must stay hidden is not in them.
//!
//! [`Results`]: crate::model::Results

mod asked;
mod calls;
mod charts;
mod data;
mod dataset;
mod evidence;
mod framed;
mod method;
mod reporter;
mod says;
mod scales;
mod segments;
mod tongue;
#[cfg(test)]
mod trials;
mod waves;
mod whole;

pub(super) use calls::{FUNCTIONS, tally};
pub(super) use dataset::dataset;
pub(super) use evidence::{EVIDENCE, cited};

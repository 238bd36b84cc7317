//! The contract with themes: what a template gets and what it may call. The guide's page about it
//! is made from this, and tests hold both to what the code does.
//!
//! Invariant: what stands here keeps its name and its meaning while the version stays; more may
//! come.

mod calls;
mod entry;
mod page;
mod parts;
mod templates;
mod values;

use super::belonging;
use super::feeds;
use super::functions;
use super::guides;
use super::job::Function;
use super::kin;
use super::structured;
use super::surveys;
use super::theses;

pub use calls::{FILTERS, FUNCTIONS};
pub use entry::Entry;
pub use page::page;
pub use parts::{PARTS, SLOTS, TOKENS};
pub use templates::{OPTIONAL, TEMPLATES};
pub use values::{CARD, PAGE, SITE};

/// The version of the contract. It changes when a theme that keeps it would break.
pub const VERSION: i64 = 1;

/// Gives all functions by their names.
pub(super) fn functions() -> impl Iterator<Item = (&'static str, Function)> {
    let pages = [functions::FUNCTIONS, guides::FUNCTIONS, belonging::FUNCTIONS, kin::FUNCTIONS];
    let machines = [feeds::FUNCTIONS, structured::FUNCTIONS];
    let claims = [theses::FUNCTIONS, surveys::FUNCTIONS, surveys::EVIDENCE];
    pages.into_iter().chain(machines).chain(claims).flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_told() {
        let mut told: Vec<&str> = FUNCTIONS.iter().map(Entry::bare).collect();
        let mut there: Vec<&str> = functions().map(|(name, _)| name).collect();
        told.sort_unstable();
        there.sort_unstable();
        assert_eq!(told, there);
    }
}

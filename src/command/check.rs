//! `tertulia check`.

use std::path::Path;
use std::sync::Arc;

use super::exit::Outcome;
use super::invocation::RoundOptions;
use super::report::Report;
use super::round;
use crate::ground::{Failure, Words};
use crate::press;

/// Looks for what is wrong with the site in a folder, and writes nothing.
///
/// # Errors
/// When the machine fails.
pub(super) fn check(
    site: &Path,
    options: &RoundOptions,
    report: &Report,
) -> Result<Outcome, Failure> {
    let title = Words::new("páginas", "pages");
    let progress = Arc::new(report.progress(0, &title));
    let clock = super::world::clock();
    let request = round::request(site, options, clock, Arc::clone(&progress));
    let made = press::check(request)?;
    drop(progress);
    let outcome = round::tell(site, &made, report);
    if outcome == Outcome::Well && made.edition.findings.is_empty() {
        report.say(&Words::new("sin hallazgos", "no findings"));
    }
    Ok(outcome)
}

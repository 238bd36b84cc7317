//! `tertulia check`.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::baseline;
use super::exit::Outcome;
use super::invocation::{Baseline, CheckOptions};
use super::report::Report;
use super::round;
use super::shown::Tally;
use crate::ground::{Diagnostic, Failure, Severity, Words};
use crate::press::{self, Made};
use crate::words;

/// Looks for what is wrong with the site in a folder, and writes nothing but a list of what was
/// found, where that is asked for.
///
/// # Errors
/// When the machine fails.
pub(super) fn check(
    site: &Path,
    options: &CheckOptions,
    report: &Report,
) -> Result<Outcome, Failure> {
    let title = Words::new("páginas", "pages");
    let progress = Arc::new(report.progress(0, &title));
    let clock = super::world::clock();
    let request = round::request(site, &options.round, clock, Arc::clone(&progress));
    let made = press::check(request)?;
    drop(progress);
    let found = told(&made);
    let (list, gone) = match &options.baseline {
        Baseline::Written(file) => return write(file, &found, report),
        Baseline::Nothing => (Cow::Borrowed(&found), 0),
        Baseline::Known(file) => {
            let known = baseline::read(file)?;
            let (new, gone) = baseline::compare(&found, known);
            (Cow::Owned(new), gone)
        }
    };
    let tally = round::tell_these(site, &made.settings, &list, report);
    if list.is_empty() {
        report.say(&match found.len() - list.len() {
            0 => Words::new("sin hallazgos", "no findings"),
            _ => Words::new("sin hallazgos nuevos", "no new findings"),
        });
    }
    if let Some(words) = thinned(gone) {
        report.say(&words);
    }
    Ok(outcome(tally, options.is_strict))
}

/// Gives the findings that are told on this site.
fn told(made: &Made) -> Vec<Diagnostic> {
    let findings = made.edition.findings.iter();
    let is_told = |finding: &&Diagnostic| made.settings.severity(finding.code) != Severity::Off;
    findings.filter(is_told).cloned().collect()
}

fn write(file: &Path, found: &[Diagnostic], report: &Report) -> Result<Outcome, Failure> {
    baseline::write(file, found, report.lang())?;
    let counted = Words::counted(found.len(), ["hallazgo", "hallazgos"], ["finding", "findings"]);
    let counted = counted.unwrap_or_else(|| Words::new("ningún hallazgo", "no findings"));
    let (es, en, file) = (counted.es, counted.en, file.display());
    report.say(&words!("{es} en `{file}`", "{en} in `{file}`"));
    Ok(Outcome::Well)
}

/// Says how many findings of the list are gone; nothing if none is.
fn thinned(gone: usize) -> Option<Words> {
    let es = ["hallazgo de la lista ya no está", "hallazgos de la lista ya no están"];
    let en = ["finding of the list is gone", "findings of the list are gone"];
    let gone = Words::counted(gone, es, en)?;
    let (es, en) = (gone.es, gone.en);
    Some(words!(
        "{es}: acórtala con `--write-baseline`",
        "{en}: shorten it with `--write-baseline`"
    ))
}

fn outcome(tally: Tally, is_strict: bool) -> Outcome {
    match tally.warnings {
        0 => round::outcome(tally),
        _ if is_strict => Outcome::ContentErrors,
        _ => round::outcome(tally),
    }
}

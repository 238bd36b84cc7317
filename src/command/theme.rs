//! `tertulia theme`.

use std::path::Path;
use std::sync::Arc;

use super::exit::Outcome;
use super::invocation::{RoundOptions, ThemeTask};
use super::report::Report;
use super::round;
use crate::ground::{Failure, Severity, Words};
use crate::press::{self, Contract, Request};

/// Does with the theme of a site what is asked for.
///
/// # Errors
/// When the machine fails.
pub(super) fn theme(site: &Path, task: ThemeTask, report: &Report) -> Result<Outcome, Failure> {
    let options = RoundOptions { shows_drafts: true, date: None, jobs: None };
    let title = Words::new("páginas", "pages");
    let progress = Arc::new(report.progress(0, &title));
    let request = round::request(site, &options, super::world::clock(), progress);
    match task {
        ThemeTask::Check => check(site, request, report),
        ThemeTask::Contract => contract(site, request, report),
    }
}

fn check(site: &Path, request: Request, report: &Report) -> Result<Outcome, Failure> {
    let made = press::try_theme(request)?;
    let outcome = round::tell(site, &made, report);
    if made.edition.findings.is_empty() {
        report.say(&Words::new("el tema cumple su contrato", "the theme keeps its contract"));
    }
    Ok(outcome)
}

/// Prints the contract. It is asked for while a theme is being made, so it stands alone even where
/// something is wrong.
fn contract(site: &Path, request: Request, report: &Report) -> Result<Outcome, Failure> {
    let Contract { settings, page, findings } = press::contract(request, report.lang())?;
    let Some(page) = page else {
        return Ok(round::outcome(round::tell_these(site, &settings, &findings, report)));
    };
    report.result(&format!("{}\n", page.trim_end()));
    if findings.iter().any(|finding| settings.severity(finding.code) != Severity::Off) {
        report.say(&Words::new(
            "hay hallazgos: los cuenta `tertulia theme check`",
            "there are findings: `tertulia theme check` tells them",
        ));
    }
    Ok(Outcome::Well)
}

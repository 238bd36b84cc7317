//! `tertulia theme`.

use std::path::Path;
use std::sync::Arc;

use super::exit::Outcome;
use super::invocation::{RoundOptions, ThemeTask};
use super::report::Report;
use super::round;
use crate::ground::{Failure, Words};
use crate::model::Edition;
use crate::press::{self, Made};

/// Does with the theme of a site what is asked for.
///
/// # Errors
/// When the machine fails.
pub(super) fn theme(site: &Path, task: ThemeTask, report: &Report) -> Result<Outcome, Failure> {
    let options = RoundOptions { shows_drafts: true, date: None, jobs: None };
    let title = Words::new("páginas", "pages");
    let progress = Arc::new(report.progress(0, &title));
    let request = round::request(site, &options, super::world::clock(), Arc::clone(&progress));
    let made = match task {
        ThemeTask::Check => press::try_theme(request)?,
        ThemeTask::Contract => match press::contract(&request, report.lang())? {
            Ok(page) => {
                report.result(&format!("{}\n", page.trim_end()));
                return Ok(Outcome::Well);
            }
            Err((settings, findings)) => Made {
                settings: Arc::new(settings),
                edition: Edition { findings, ..Edition::default() },
                is_published: false,
                times: Default::default(),
            },
        },
    };
    drop(progress);
    let outcome = round::tell(site, &made, report);
    if made.edition.findings.is_empty() {
        report.say(&Words::new("el tema cumple su contrato", "the theme keeps its contract"));
    }
    Ok(outcome)
}

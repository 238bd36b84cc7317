//! `tertulia build`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::exit::Outcome;
use super::invocation::{BuildOptions, Clean};
use super::report::Report;
use super::round;
use crate::ground::{Failure, Words};
use crate::press::{self, Made, Memory, Request};
use crate::words;

/// Builds the site in a folder.
///
/// # Errors
/// When the machine fails.
pub(super) fn build(
    site: &Path,
    options: &BuildOptions,
    report: &Report,
) -> Result<Outcome, Failure> {
    let clock = super::world::clock();
    let title = Words::new("páginas", "pages");
    let progress = Arc::new(report.progress(0, &title));
    let request = Request {
        out: options.out.clone(),
        memory: match options.clean {
            Clean::Nothing => Memory::All,
            Clean::Pages => Memory::Keepsakes,
            Clean::All => Memory::Nothing,
        },
        why: options.why.clone(),
        ..round::request(site, &options.round, Arc::clone(&clock), Arc::clone(&progress))
    };
    let made = press::build(request)?;
    drop(progress);
    if options.is_profiled {
        profile(&made, report);
    }
    if let Some(url) = &options.why {
        why(url, &made, report);
    }
    let outcome = round::tell(site, &made, report);
    if made.is_published {
        summary(&made, clock(), report);
    }
    Ok(outcome)
}

fn summary(made: &Made, time: Duration, report: &Report) {
    let edition = &made.edition;
    let (printed, kept) = (edition.printed.len(), edition.kept);
    let withdrawn = edition.withdrawn.len();
    let seconds = format!("{:.2}", time.as_secs_f64());
    let comma = seconds.replace('.', ",");
    report.say(&Words::new(
        format!("{printed} hechas, {kept} iguales, {withdrawn} retiradas, en {comma} s"),
        format!("{printed} printed, {kept} kept, {withdrawn} withdrawn, in {seconds} s"),
    ));
}

fn why(url: &str, made: &Made, report: &Report) {
    let words = match &made.edition.reason {
        Some(reason) => reason.clone(),
        None if made.edition.printed.is_empty() && !made.is_published => {
            Words::new("no se hizo ninguna página", "no page was printed")
        }
        None => Words::new("la página quedó como estaba", "the page stands as it was"),
    };
    report.result(&format!("{url}: {}\n", words.in_lang(report.lang())));
}

fn profile(made: &Made, report: &Report) {
    let [read, write] = made.times;
    let stages = [read].into_iter().chain(made.edition.times.iter().copied()).chain([write]);
    for (stage, time) in stages {
        let milliseconds = time.as_secs_f64() * 1_000.0;
        report.say(&words!(
            "{stage:<10} {milliseconds:>9.1} ms",
            "{stage:<10} {milliseconds:>9.1} ms"
        ));
    }
}

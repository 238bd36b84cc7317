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
        locks: options.locks,
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
        let out = options.out.clone();
        let out = out.unwrap_or_else(|| made.settings.out.clone().into());
        summary(&made, &out, clock(), report);
        if options.round.shows_drafts {
            report.say(&Words::new(
                "incluye lo que aún no es público: no publiques esta carpeta",
                "this shows what is not public yet: do not publish this folder",
            ));
        }
    } else if outcome == Outcome::ContentErrors {
        report.say(&Words::new(
            "no se escribió nada: el sitio de antes sigue en pie",
            "nothing was written: the site from before still stands",
        ));
    }
    Ok(outcome)
}

fn summary(made: &Made, out: &Path, time: Duration, report: &Report) {
    let edition = &made.edition;
    for url in &edition.printed {
        report.detail(&words!("hecha: {url}", "printed: {url}"));
    }
    for file in &edition.withdrawn {
        report.detail(&words!("retirada: {file}", "withdrawn: {file}"));
    }
    let (printed, kept) = (edition.printed.len(), edition.kept);
    let (total, withdrawn) = (printed + kept, edition.withdrawn.len());
    let seconds = format!("{:.2}", time.as_secs_f64());
    let (comma, out) = (seconds.replace('.', ","), out.display());
    report.say(&words!(
        "{total} archivos en `{out}`: {printed} hechos, {kept} como estaban, {withdrawn} \
         retirados, en {comma} s",
        "{total} files in `{out}`: {printed} printed, {kept} kept, {withdrawn} withdrawn, \
         in {seconds} s"
    ));
}

fn why(url: &str, made: &Made, report: &Report) {
    let nothing = Words::new("no se hizo ninguna página", "no page was printed");
    let reason = made.edition.reason.as_ref().unwrap_or(&nothing);
    report.result(&format!("{url}: {}\n", reason.in_lang(report.lang())));
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

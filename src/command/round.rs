//! What `build` and `check` share: an order for the press, and the findings told.

use std::env;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::exit::Outcome;
use super::invocation::RoundOptions;
use super::progress::Progress;
use super::report::Report;
use super::shown::{Findings, Tally};
use super::site_folder;
use super::world;
use crate::ground::{Diagnostic, Source};
use crate::model::{Clock, Library, Settings};
use crate::press::{Made, Memory, Request};
use crate::read::{self, Shelf};

/// Makes the order for a site that the options ask for.
pub(super) fn request(
    site: &Path,
    options: &RoundOptions,
    clock: Clock,
    progress: Arc<Progress>,
) -> Request {
    let date = options.date;
    Request {
        root: site.to_path_buf(),
        out: None,
        memory: Memory::All,
        shows_drafts: options.shows_drafts,
        now: Box::new(move |zone| match date {
            Some(date) => world::start_of(date, zone),
            None => world::now(),
        }),
        system_zone: world::time_zone(),
        clock,
        gauge: world::gauge(),
        jobs: jobs(options.jobs),
        why: None,
        locks: false,
        program: world::program(),
        progress: Arc::new(move |_, total| {
            progress.expect(total as u64);
            progress.advance();
        }),
    }
}

/// Gives how many threads work: as many as were asked for, else as many as the machine has.
pub(super) fn jobs(asked: Option<NonZeroUsize>) -> usize {
    let usual = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    asked.unwrap_or_else(usual).get()
}

/// Makes what gives the texts that findings are about: of the site, else inside the program.
pub(super) fn sources(site: &Path, settings: &Settings) -> impl Fn(&Arc<str>) -> Option<Source> {
    let shelf = Shelf::new(site, settings.limits.page_bytes);
    move |path| shelf.source(path).ok().or_else(|| read::inside(path))
}

/// Tells some of what was found, and gives how much that is.
pub(super) fn tell_these(
    site: &Path,
    settings: &Settings,
    list: &[Diagnostic],
    report: &Report,
) -> Tally {
    let sources = sources(site, settings);
    let here = env::current_dir().unwrap_or_default();
    let prefix = site_folder::prefix(site, &here);
    report.findings(&Findings { list, settings, sources: &sources, prefix: &prefix })
}

/// Tells what was found.
pub(super) fn tell(site: &Path, made: &Made, report: &Report) -> Outcome {
    outcome(tell_these(site, &made.settings, &made.edition.findings, report))
}

/// Gives how a command ends that told so much.
pub(super) fn outcome(tally: Tally) -> Outcome {
    if tally.errors > 0 { Outcome::ContentErrors } else { Outcome::Well }
}

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
use super::shown::Findings;
use super::site_folder;
use super::world;
use crate::ground::Source;
use crate::model::{Clock, Library};
use crate::press::{Made, Memory, Request};
use crate::read::Shelf;

/// Makes the order for a site that the options ask for.
pub(super) fn request(
    site: &Path,
    options: &RoundOptions,
    clock: Clock,
    progress: Arc<Progress>,
) -> Request {
    let date = options.date;
    let usual = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
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
        jobs: options.jobs.unwrap_or_else(usual).get(),
        why: None,
        program: world::program(),
        progress: Arc::new(move |_, total| {
            progress.expect(total as u64);
            progress.advance();
        }),
    }
}

/// Tells what was found.
pub(super) fn tell(site: &Path, made: &Made, report: &Report) -> Outcome {
    let shelf = Shelf::new(site, made.settings.limits.page_bytes);
    let sources = |path: &Arc<str>| -> Option<Source> {
        let inside = crate::read::inside(path);
        inside.or_else(|| shelf.source(path).ok())
    };
    let here = env::current_dir().unwrap_or_default();
    let tally = report.findings(&Findings {
        list: &made.edition.findings,
        settings: &made.settings,
        sources: &sources,
        prefix: &site_folder::prefix(site, &here),
    });
    if tally.errors > 0 { Outcome::ContentErrors } else { Outcome::Well }
}

//! The pipeline: parse, link, ask the receipts, render. Read this first.
//!
//! In: the inputs of a build and what the last one remembers. Out: the files, through the sink as
//! they are made, and an [`Edition`] that tells what happened. Invariant: no disk, no clock, no
//! network of its own; equal inputs give equal bytes.

mod body;
mod changed;
mod claims;
mod draft;
mod faults;
mod leaves;
mod prints;
mod proof;
mod reason;
mod rehearsal;
mod settings;
mod shelves;
mod slips;
mod sorting;
pub mod specimen;
mod stopwatch;
mod surveys;
mod tables;
#[cfg(test)]
mod trials;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::draft::{Draft, Known};
use self::prints::Prints;
use self::stopwatch::Stopwatch;
use self::tables::Data;
use crate::ground::{Diagnostic, Failure, Fingerprint, Lang, Words};
use crate::model::receipts::{Asked, Bookkeeper};
use crate::model::{Desk, Edition, Inputs, Keepsakes, Ledger, PageReceipt, Sink, Theme};
use crate::render::{self, Bounds, Cards, Done, Engine, Equipment, Ropes, Tables, Work};

pub use changed::Changed;
pub use faults::Fitness;
pub use proof::{News, Proof};
pub use settings::settings;

pub use crate::render::Printed;

/// Finds what a theme lacks to keep its contract on a site with these languages.
pub fn inspect(theme: &Theme, languages: &[String]) -> Vec<Diagnostic> {
    match render::assemble(theme) {
        Ok(engine) => render::inspect(theme, engine.craft(), languages),
        Err(wrong) => wrong,
    }
}

/// Writes what a theme may count on, and what it offers, as a page in Markdown.
///
/// # Errors
/// What is wrong with the theme's templates.
pub fn contract(theme: &Theme, lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let engine = render::assemble(theme)?;
    Ok(render::contract::page(theme, engine.craft(), lang))
}

/// What a round works with.
pub struct Round {
    /// Everything the build depends on.
    pub inputs: Inputs,
    /// What the last build remembers; empty for none.
    pub ledger: Ledger,
    /// Highlighted blocks of earlier builds.
    pub keepsakes: Arc<Keepsakes>,
    /// Takes the files.
    pub sink: Arc<dyn Sink>,
    /// The fingerprint of the program.
    pub program: Fingerprint,
    /// Whether the URLs that readers may keep are asked for.
    pub locks: bool,
    /// The page whose reason is asked for.
    pub why: Option<String>,
    /// Hears how many pages are printed, and of how many.
    pub progress: Arc<dyn Fn(usize, usize) + Send + Sync>,
    /// How much is looked for.
    pub scrutiny: Scrutiny,
}

/// How much is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scrutiny {
    /// What stands in the way of a site.
    Build,
    /// What it lacks to be useful as well.
    Check,
    /// What stands in the way of its theme: the site is a specimen.
    Trial,
}

/// Gives the keys of the keepsakes that a ledger's documents need.
pub fn keepsakes_of(ledger: &Ledger) -> BTreeSet<Fingerprint> {
    let codes = ledger.records.iter().flat_map(|record| &record.codes);
    codes.map(|code| render::keepsake_key(*code)).collect()
}

/// Makes an edition.
///
/// # Errors
/// When the machine fails. What is wrong with the content is in the edition's findings; if any of
/// it is an error, nothing was printed.
pub fn run(round: Round) -> Result<Edition, Failure> {
    let jobs = rayon::ThreadPoolBuilder::new().num_threads(round.inputs.jobs).build();
    let pool = jobs.map_err(|cause| Failure::start("threads", cause))?;
    pool.install(|| make(round))
}

fn make(round: Round) -> Result<Edition, Failure> {
    let mut stopwatch = Stopwatch::new(&round.inputs);
    let data = Data::read(&round.inputs, None)?;
    let prints = Prints::of(round.program, &round.inputs);
    let known = Known { ledger: &round.ledger, prints: &prints };
    let mut draft = draft::prepare(&round.inputs, known, &data, &mut stopwatch)?;
    draft.findings.extend(data.findings);
    let locks = round.locks;
    let upkeep = match round.scrutiny {
        Scrutiny::Build | Scrutiny::Trial => Vec::new(),
        Scrutiny::Check => draft.upkeep(),
    };
    let settings = &round.inputs.settings;
    let is_wrong = draft.findings.iter().any(|finding| settings.is_error(finding));
    let mut edition = match draft.engine.take() {
        Some(engine) if !is_wrong => {
            let mut edition = print(round, prints, engine, &draft, data.tables, &mut stopwatch)?;
            edition.ledger.records = draft.records;
            edition.ledger.tallies = draft.surveys.tallies;
            edition.findings.extend(draft.findings);
            edition
        }
        engine => {
            let mut findings = draft.findings;
            if let Some(engine) = engine {
                let tools = (engine, Arc::clone(&draft.ropes) as Arc<dyn Ropes>);
                let tables = rehearsal::tables(&round.inputs, &draft.site, tools, data.tables)?;
                findings.extend(tables);
            }
            Edition { findings, ..Edition::default() }
        }
    };
    if locks {
        edition.promised = draft.site.promised();
    }
    edition.findings.extend(upkeep);
    draft.slips.point(&mut edition.findings);
    Diagnostic::tidy(&mut edition.findings);
    edition.times = stopwatch.laps;
    Ok(edition)
}

/// Prints the pages whose receipts do not stand.
#[expect(clippy::too_many_arguments, reason = "a press has many parts")]
fn print(
    round: Round,
    prints: Prints,
    engine: Arc<Engine>,
    draft: &Draft,
    tables: Tables,
    stopwatch: &mut Stopwatch,
) -> Result<Edition, Failure> {
    let site = Arc::clone(&draft.site);
    let ropes = Arc::clone(&draft.ropes) as Arc<dyn Ropes>;
    let Round { inputs, ledger, keepsakes, sink, why, progress, scrutiny, .. } = round;
    let standing = match ledger.press == prints.press {
        true => Asked::of(&ledger, &site),
        false => Asked::default(),
    };
    let sorting = sorting::sort_out(&site, &standing, sink.as_ref());
    let gone = sorting::withdrawn(&ledger, &site);
    stopwatch.lap("receipts");
    let reason = why.map(|url| reason::reason(&url, &site, &sorting, &standing));
    let has_same_files = (&ledger.assets, &ledger.waves) == (&inputs.assets, &inputs.waves);
    if sorting.fallen.is_empty() && gone.is_empty() && has_same_files {
        return Ok(unchanged(reason, sorting.kept.into_iter().map(|(_, receipt)| receipt)));
    }

    let mut edition = Edition { kept: sorting.kept.len(), reason, ..Edition::default() };
    let mut books = Bookkeeper::default();
    for (page, receipt) in &sorting.kept {
        edition.findings.extend(receipt.findings.iter().cloned());
        let page = &site.pages()[page.0 as usize];
        let lookups = standing.lookups(receipt);
        books.enter(page, lookups, receipt.stamp, receipt.findings.clone());
    }
    let known = standing.answers();
    let total = sorting.fallen.len();
    let bounds = Bounds::of(&inputs);
    let equipment = Equipment::new(engine, &inputs.settings, ropes, keepsakes, bounds.clone());
    let cards = Cards::for_documents(site.documents().len());
    let equipment = equipment.with_tables(tables).with_cards(cards);
    let equipment = Arc::new(equipment.on_trial(scrutiny == Scrutiny::Trial));
    let desks = Arc::clone(&site);
    let desk = Box::new(move |page| Desk::new(Arc::clone(&desks), page));
    let work = Work { equipment, pages: sorting.fallen, desk, sink, bounds };
    let wrong = render::print_all(work, inputs.jobs, |done: Done| {
        let page = &site.pages()[done.page.0 as usize];
        if done.is_new {
            edition.changed.push(page.output.clone());
        }
        edition.printed.push(page.url.to_string());
        progress(edition.printed.len(), total);
        edition.findings.extend(done.findings.iter().cloned());
        books.enter(page, done.receipt.lookups, done.stamp, done.findings);
    })?;
    stopwatch.lap("print");

    edition.is_whole = edition.printed.len() == total;
    edition.findings.extend(wrong);
    edition.printed.sort_unstable();
    edition.changed.sort_unstable();
    edition.withdrawn = gone;
    let Prints { grounds, press } = prints;
    let Inputs { assets, waves, .. } = inputs;
    edition.ledger = Ledger { grounds, press, assets, waves, ..Ledger::default() };
    books.close(&site, &known, &mut edition.ledger);
    if edition.ledger.asks_relations() {
        edition.ledger.relations = site.relations_print();
    }
    stopwatch.lap("ledger");
    Ok(edition)
}

/// The last edition stands: all that is told again is what was found while it was printed.
fn unchanged<'a>(
    reason: Option<Words>,
    kept: impl ExactSizeIterator<Item = &'a PageReceipt>,
) -> Edition {
    let mut edition = Edition {
        kept: kept.len(),
        is_unchanged: true,
        is_whole: true,
        reason,
        ..Edition::default()
    };
    edition.findings.extend(kept.flat_map(|receipt| receipt.findings.iter().cloned()));
    edition
}

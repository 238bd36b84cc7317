//! A draft: the site as it would be printed, and what is wrong with it.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::prints::Prints;
use super::shelves::Shelves;
use super::slips::{MadeFrom, Slips};
use super::stopwatch::Stopwatch;
use super::surveys::Surveys;
use super::tables::Data;
use crate::ground::{Diagnostic, Failure, Fingerprint};
use crate::link::{self, Materials};
use crate::model::document::Record;
use crate::model::{Inputs, Ledger, Settings, Site, Unread};
use crate::parse;
use crate::render::{self, Engine};

/// A site, ready to be printed if nothing is wrong with it.
pub(super) struct Draft {
    pub(super) engine: Option<Arc<Engine>>,
    pub(super) ropes: Arc<Shelves>,
    pub(super) records: Vec<Arc<Record>>,
    pub(super) slips: Arc<Slips>,
    pub(super) surveys: Surveys,
    pub(super) site: Arc<Site>,
    pub(super) findings: Vec<Diagnostic>,
}

impl Draft {
    /// Tells what only a check looks for.
    pub(super) fn upkeep(&self) -> Vec<Diagnostic> {
        let in_texts = self.records.iter().flat_map(|record| &record.findings);
        let mut findings: Vec<Diagnostic> =
            in_texts.filter(|finding| finding.code.is_for_check()).cloned().collect();
        findings.extend(link::upkeep(&self.site, &self.records));
        findings
    }
}

/// What the last build left, and what must be the same for it to hold.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) prints: &'a Prints,
}

/// Reads the theme, parses and links.
pub(super) fn prepare(
    inputs: &Inputs,
    Known { ledger, prints }: Known<'_>,
    data: &Data,
    stopwatch: &mut Stopwatch,
) -> Result<Draft, Failure> {
    let mut findings = inputs.findings.clone();
    let engine = render::assemble(&inputs.theme).map(Arc::new);
    let engine = engine.map_err(|wrong| findings.extend(wrong)).ok();
    let engine = of_theme(engine, inputs);
    stopwatch.lap("theme");

    let mut ropes = Shelves::new(inputs);
    let nothing = Ledger::default();
    let Ledger { records: known, tallies, .. } =
        if ledger.grounds == prints.grounds { ledger } else { &nothing };
    let surveys = Surveys::read(inputs, tallies, None)?;
    findings.extend(surveys.findings.iter().cloned());
    let mut records = parse_all(&inputs.contents, known, &ropes, &mut findings)?;
    let made_from = MadeFrom {
        contents: &inputs.contents,
        data,
        surveys: &surveys,
        settings: &inputs.settings,
    };
    let slips = Slips::of(records.iter(), made_from, None);
    findings.extend(slips.findings.iter().cloned());
    ropes.library = slips.on_top_of(&ropes.library);
    records.extend(parse_all(&slips.paths(), known, &ropes, &mut findings)?);
    records.sort_by(|one, other| one.path.cmp(&other.path));
    let ropes = Arc::new(ropes);
    stopwatch.lap("parse");

    let (site, wrong) = link(inputs, records.clone(), (data, &surveys), engine.as_deref());
    findings.extend(wrong);
    stopwatch.lap("link");
    Ok(Draft { engine, ropes, records, slips, surveys, site: Arc::new(site), findings })
}

/// Gives the engine of a theme. Without any theme, that is what is wrong, not each directive that
/// misses its component.
pub(super) fn of_theme(engine: Option<Arc<Engine>>, inputs: &Inputs) -> Option<Arc<Engine>> {
    engine.filter(|_| !inputs.theme.templates.is_empty())
}

/// Links records into a site, and tells what is wrong between their files.
pub(super) fn link(
    inputs: &Inputs,
    documents: Vec<Arc<Record>>,
    (data, surveys): (&Data, &Surveys),
    engine: Option<&Engine>,
) -> (Site, Vec<Diagnostic>) {
    link::link(Materials {
        settings: Arc::clone(&inputs.settings),
        documents,
        assets: inputs.assets.clone(),
        theme_files: &inputs.theme.files,
        data: Arc::clone(&data.prints),
        surveys: &surveys.list,
        lock: inputs.lock.as_deref(),
        craft: engine.map(Engine::craft),
        now: inputs.now,
        today: today(inputs.now, &inputs.settings),
        shows_drafts: inputs.shows_drafts,
    })
}

/// Parses what the last build does not know yet.
fn parse_all(
    contents: &[Arc<str>],
    known: &[Arc<Record>],
    ropes: &Shelves,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Arc<Record>>, Failure> {
    let find = |path: &Arc<str>| {
        let at = known.binary_search_by(|record| record.path.cmp(path)).ok()?;
        Some(&known[at])
    };
    let parsed = contents.par_iter().map(|path| -> Result<Arc<Record>, Unread> {
        let source = ropes.library.source(path)?;
        if let Some(record) = find(path)
            && record.fingerprint == Fingerprint::of(source.text())
        {
            return Ok(Arc::clone(record));
        }
        let document = parse::document(&source, &ropes.settings);
        ropes.keep(path, document.rope);
        Ok(document.record)
    });
    let mut records = Vec::with_capacity(contents.len());
    for outcome in parsed.collect::<Vec<_>>() {
        match outcome {
            Ok(record) => {
                let told = record.findings.iter().filter(|finding| !finding.code.is_for_check());
                findings.extend(told.cloned());
                records.push(record);
            }
            Err(Unread::Finding(finding)) => findings.push(*finding),
            Err(Unread::Failure(failure)) => return Err(failure),
        }
    }
    Ok(records)
}

/// Gives the day of an instant in the site's time zone: `2026-11-22`.
fn today(now: i64, settings: &Settings) -> String {
    settings.local(now).date().to_string()
}

/// Gives the instant at which the next day begins there.
pub(super) fn next_midnight(now: i64, settings: &Settings) -> Option<i64> {
    let tomorrow = settings.local(now).tomorrow().ok()?.start_of_day().ok()?;
    Some(tomorrow.timestamp().as_second())
}

//! The pipeline: parse, link, ask the receipts, render. Read this first.
//!
//! In: the inputs of a build and what the last one remembers. Out: the files, through the sink as
//! they are made, and an [`Edition`] that tells what happened. Invariant: no disk, no clock, no
//! network of its own; equal inputs give equal bytes.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::ground::nearest::nearest;
use crate::ground::{Diagnostic, Failure, Fingerprint, Mix, Source, Words, url};
use crate::link::{self, Materials};
use crate::model::document::Record;
use crate::model::page::{DocumentId, PageId};
use crate::model::receipts::{Asked, Bookkeeper};
use crate::model::{
    Clock, Desk, Edition, Inputs, Keepsakes, Ledger, Library, PageReceipt, Rope, Settings, Sink,
    Site, Unread,
};
use crate::parse::{self, DataFormat};
use crate::render::{self, Bounds, Done, Engine, Equipment, Ropes, Tables, Work};
use crate::words;

/// Ropes of a cold build are kept until they are printed, up to so many bytes; the others are
/// parsed again.
const ROPES_BYTES_MAX: usize = 320 << 20;

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
    /// The page whose reason is asked for.
    pub why: Option<String>,
    /// Hears how many pages are printed, and of how many.
    pub progress: Arc<dyn Fn(usize, usize) + Send + Sync>,
}

/// Reads the settings of a site.
pub fn settings(source: &Source, system_zone: &str) -> (Settings, Vec<Diagnostic>) {
    parse::settings(source, system_zone)
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
    let pool = jobs.map_err(|cause| {
        Failure::new(Words::new("no se pudo empezar", "could not start"), "threads", cause)
    })?;
    pool.install(|| make(round))
}

fn make(round: Round) -> Result<Edition, Failure> {
    let mut stopwatch = Stopwatch::new(&round.inputs);
    let (tables, wrong) = tables(&round.inputs)?;
    let prints = Prints::of(&round, &tables);
    let mut draft = prepare(&round, &prints, &mut stopwatch)?;
    draft.findings.extend(wrong);
    let settings = &round.inputs.settings;
    let mut edition = match draft.engine.take() {
        Some(engine) if !draft.findings.iter().any(|finding| settings.is_error(finding)) => {
            let mut edition = print(round, prints, engine, &draft, tables, &mut stopwatch)?;
            edition.ledger.records = draft.records;
            edition.findings.extend(draft.findings);
            edition
        }
        _ => Edition { findings: draft.findings, ..Edition::default() },
    };
    edition.findings.sort_unstable();
    edition.findings.dedup();
    edition.findings.dedup_by(|later, first| later.is_told_by(first));
    edition.times = stopwatch.laps;
    Ok(edition)
}

/// What must be the same for records and receipts to hold.
#[derive(Clone, Copy)]
struct Prints {
    grounds: Fingerprint,
    press: Fingerprint,
}

impl Prints {
    fn of(round: &Round, tables: &Tables) -> Self {
        let settings = round.inputs.settings.fingerprint();
        let grounds = Mix::new("grounds").print(round.program).print(settings).finish();
        let theme = round.inputs.theme.fingerprint;
        let press = Mix::new("press").print(grounds).print(theme).value(tables);
        Self { grounds, press: press.finish() }
    }
}

/// A site, ready to be printed if nothing is wrong with it.
struct Draft {
    engine: Option<Arc<Engine>>,
    ropes: Arc<Shelves>,
    records: Vec<Arc<Record>>,
    site: Arc<Site>,
    findings: Vec<Diagnostic>,
}

/// Reads the theme, parses and links.
fn prepare(round: &Round, prints: &Prints, stopwatch: &mut Stopwatch) -> Result<Draft, Failure> {
    let Round { inputs, ledger, .. } = round;
    let mut findings = inputs.findings.clone();
    let engine = render::assemble(&inputs.theme).map(Arc::new);
    let engine = engine.map_err(|wrong| findings.extend(wrong)).ok();
    // Without any theme, that is what is wrong, not each directive that misses its component.
    let engine = engine.filter(|_| !inputs.theme.templates.is_empty());
    stopwatch.lap("theme");

    let ropes = Arc::new(Shelves::new(inputs));
    let known = if ledger.grounds == prints.grounds { &ledger.records[..] } else { &[] };
    let records = parse_all(inputs, known, &ropes, &mut findings)?;
    stopwatch.lap("parse");

    let (site, wrong) = link::link(Materials {
        settings: Arc::clone(&inputs.settings),
        documents: records.clone(),
        assets: inputs.assets.clone(),
        theme_files: &inputs.theme.files,
        craft: engine.as_deref().map(Engine::craft),
        now: inputs.now,
        today: today(inputs.now, &inputs.settings),
        shows_drafts: inputs.shows_drafts,
    });
    findings.extend(wrong);
    stopwatch.lap("link");
    Ok(Draft { engine, ropes, records, site: Arc::new(site), findings })
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
    let Round { inputs, ledger, keepsakes, sink, why, progress, .. } = round;
    let standing = match ledger.press == prints.press {
        true => Asked::of(&ledger, &site),
        false => Asked::default(),
    };
    let sorting = sort_out(&site, &standing, sink.as_ref());
    let gone = withdrawn(&ledger, &site);
    stopwatch.lap("receipts");
    let reason = why.map(|url| reason(&url, &site, &sorting, &standing));
    if sorting.fallen.is_empty() && gone.is_empty() && ledger.assets == inputs.assets {
        return Ok(unchanged(reason, sorting.kept.into_iter().map(|(_, receipt)| receipt)));
    }

    let mut edition = Edition { kept: sorting.kept.len(), ..Edition::default() };
    let mut books = Bookkeeper::default();
    for (page, receipt) in &sorting.kept {
        edition.findings.extend(receipt.findings.iter().cloned());
        let page = &site.pages()[page.0 as usize];
        let lookups = standing.lookups(receipt);
        books.enter(page, lookups, receipt.stamp, receipt.findings.clone());
    }
    edition.reason = reason;

    let total = sorting.fallen.len();
    let bounds = Bounds::of(&inputs);
    let equipment = Equipment::new(engine, &inputs.settings, ropes, keepsakes, bounds.clone());
    let equipment = equipment.with_tables(tables).for_documents(site.documents().len());
    let equipment = Arc::new(equipment);
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
    edition.ledger = Ledger { grounds, press, assets: inputs.assets, ..Ledger::default() };
    books.close(&site, &mut edition.ledger);
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

/// Reads the data files for templates. They change rarely, so one fingerprint stands for all.
fn tables(inputs: &Inputs) -> Result<(Tables, Vec<Diagnostic>), Failure> {
    let mut tables = Tables::new();
    let mut findings = Vec::new();
    for path in &inputs.data {
        let format = match url::ending(path).as_str() {
            "toml" => DataFormat::Toml,
            "json" => DataFormat::Json,
            _ => continue,
        };
        match inputs.library.source(path) {
            Ok(source) => {
                let (value, wrong) = parse::table(&source, format);
                findings.extend(wrong);
                tables.insert(path.trim_start_matches("data/").to_string(), value);
            }
            Err(Unread::Finding(finding)) => findings.push(*finding),
            Err(Unread::Failure(failure)) => return Err(failure),
        }
    }
    Ok((tables, findings))
}

/// Parses what the last build does not know yet.
fn parse_all(
    inputs: &Inputs,
    known: &[Arc<Record>],
    ropes: &Shelves,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Arc<Record>>, Failure> {
    let find = |path: &Arc<str>| {
        let at = known.binary_search_by(|record| record.path.cmp(path)).ok()?;
        Some(&known[at])
    };
    let parsed = inputs.contents.par_iter().map(|path| -> Result<Arc<Record>, Unread> {
        let source = inputs.library.source(path)?;
        if let Some(record) = find(path)
            && record.fingerprint == Fingerprint::of(source.text())
        {
            return Ok(Arc::clone(record));
        }
        let document = parse::document(&source, &inputs.settings);
        ropes.keep(path, document.rope);
        Ok(document.record)
    });
    let mut records = Vec::with_capacity(inputs.contents.len());
    for outcome in parsed.collect::<Vec<_>>() {
        match outcome {
            Ok(record) => {
                findings.extend(record.findings.iter().cloned());
                records.push(record);
            }
            Err(Unread::Finding(finding)) => findings.push(*finding),
            Err(Unread::Failure(failure)) => return Err(failure),
        }
    }
    Ok(records)
}

/// Pages that stand, and pages that must be printed.
struct Sorting<'a> {
    kept: Vec<(PageId, &'a PageReceipt)>,
    fallen: Vec<PageId>,
}

fn sort_out<'a>(site: &Site, standing: &Asked<'a>, sink: &dyn Sink) -> Sorting<'a> {
    let ids: Vec<PageId> = (0..).map(PageId).take(site.pages().len()).collect();
    let stands = ids.par_iter().map(|id| {
        let page = &site.pages()[id.0 as usize];
        let receipt = standing.standing(&page.url, &page.output)?;
        sink.holds(&page.output, receipt.stamp).then_some((*id, receipt))
    });
    let mut sorting = Sorting { kept: Vec::new(), fallen: Vec::new() };
    for (id, stands) in ids.iter().zip(stands.collect::<Vec<_>>()) {
        match stands {
            Some(kept) => sorting.kept.push(kept),
            None => sorting.fallen.push(*id),
        }
    }
    sorting
}

/// Says why a page was printed, or what became of it.
fn reason(url: &str, site: &Site, sorting: &Sorting<'_>, asked: &Asked<'_>) -> Words {
    let path = normal(url, site);
    let is_it = |id: &&PageId| site.pages()[id.0 as usize].url.as_ref() == path;
    if sorting.fallen.iter().any(|id| is_it(&id)) {
        return asked.reason(&path);
    }
    if sorting.kept.iter().any(|(id, _)| is_it(&id)) {
        return Words::new("la página quedó como estaba", "the page stands as it was");
    }
    if asked.knows(&path) {
        return Words::new("la página se retiró: ya no existe", "the page was withdrawn");
    }
    let known = site.pages().iter().map(|page| &*page.url);
    match nearest(&path, known) {
        Some(near) => words!(
            "ninguna página tiene esa dirección; ¿querías decir `{near}`?",
            "no page has this URL; did you mean `{near}`?"
        ),
        None => Words::new("ninguna página tiene esa dirección", "no page has this URL"),
    }
}

/// Gives the path of a page however it was named: as a whole URL, as a file, without slashes.
fn normal(url: &str, site: &Site) -> String {
    let path = site.path_of(url);
    let path = path.trim_end_matches("index.html");
    let path = format!("/{}", path.trim_start_matches('/'));
    let with_slash = format!("{}/", path.trim_end_matches('/'));
    let is_page = |path: &str| site.pages().iter().any(|page| &*page.url == path);
    if is_page(&path) || !is_page(&with_slash) { path } else { with_slash }
}

fn withdrawn(ledger: &Ledger, site: &Site) -> Vec<String> {
    let outputs: BTreeSet<&str> = site.pages().iter().map(|page| page.output.as_str()).collect();
    let before = ledger.receipts.iter().map(|receipt| &receipt.output);
    let mut gone: Vec<String> =
        before.filter(|output| !outputs.contains(output.as_str())).cloned().collect();
    gone.sort_unstable();
    gone
}

fn today(now: i64, settings: &Settings) -> String {
    let zone = TimeZone::get(&settings.time_zone).unwrap_or(TimeZone::UTC);
    let instant = Timestamp::from_second(now).unwrap_or(Timestamp::UNIX_EPOCH);
    instant.to_zoned(zone).date().to_string()
}

/// Bodies by path: those just parsed, until they are printed; others are parsed when needed.
struct Shelves {
    library: Arc<dyn Library>,
    settings: Arc<Settings>,
    ropes: Mutex<HashMap<Arc<str>, Rope>>,
    bytes: AtomicUsize,
}

impl Shelves {
    fn new(inputs: &Inputs) -> Self {
        Self {
            library: Arc::clone(&inputs.library),
            settings: Arc::clone(&inputs.settings),
            ropes: Mutex::default(),
            bytes: AtomicUsize::new(0),
        }
    }

    fn keep(&self, path: &Arc<str>, rope: Rope) {
        let bytes = rope.bytes();
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes > ROPES_BYTES_MAX {
            self.bytes.fetch_sub(bytes, Ordering::Relaxed);
            return;
        }
        let mut ropes = self.ropes.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        ropes.insert(Arc::clone(path), rope);
    }

    fn take(&self, path: &str) -> Option<Rope> {
        let mut ropes = self.ropes.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        ropes.remove(path)
    }
}

impl Ropes for Shelves {
    fn rope(&self, _: DocumentId, record: &Arc<Record>) -> Result<Arc<Rope>, Failure> {
        if let Some(rope) = self.take(&record.path) {
            return Ok(Arc::new(rope));
        }
        let source = match self.library.source(&record.path) {
            Ok(source) => source,
            Err(Unread::Failure(failure)) => return Err(failure),
            Err(Unread::Finding(_)) => return Err(changed(&record.path)),
        };
        if Fingerprint::of(source.text()) != record.fingerprint {
            return Err(changed(&record.path));
        }
        Ok(Arc::new(parse::document(&source, &self.settings).rope))
    }
}

fn changed(path: &str) -> Failure {
    let cause = "it changed while the site was being built";
    Failure::read(path, cause).help(Words::new(
        "el archivo cambió durante el build: repítelo",
        "the file changed during the build: run it again",
    ))
}

/// Notes how long the stages take.
struct Stopwatch {
    clock: Clock,
    last: Duration,
    laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    fn new(inputs: &Inputs) -> Self {
        let clock = Arc::clone(&inputs.clock);
        Self { last: clock(), clock, laps: Vec::new() }
    }

    fn lap(&mut self, stage: &'static str) {
        let now = (self.clock)();
        self.laps.push((stage, now.saturating_sub(self.last)));
        self.last = now;
    }
}

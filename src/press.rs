//! The press: one round of work. Reads, runs the pipeline, writes, keeps the ledger.
//!
//! In: what is asked for. Out: what was made of it. Shared by `build`, `check` and, later, `host`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::ground::{Diagnostic, Failure, Fingerprint, Lang};
use crate::model::{
    Clock, Edition, Gauge, Inputs, Keepsakes, Ledger, Output, Settings, Sink, Stamp, lock,
};
use crate::pipeline::specimen::{self, Specimen};
use crate::pipeline::{self, Round, Scrutiny};
use crate::read::{self, Known, Shelf, Themed};
use crate::write::{self, Mode, PATIENCE, Stage, Workplace};

/// What a round is asked to do.
pub struct Request {
    /// The folder of the site.
    pub root: PathBuf,
    /// Another output folder than the settings'.
    pub out: Option<PathBuf>,
    /// What of earlier builds may be used.
    pub memory: Memory,
    /// Whether drafts, scheduled and expired documents are shown.
    pub shows_drafts: bool,
    /// Gives the instant of the build, in seconds since 1970, for a site's time zone.
    pub now: Box<dyn Fn(&str) -> i64>,
    /// The name of the system's time zone.
    pub system_zone: String,
    /// How much time has passed.
    pub clock: Clock,
    /// How much memory the program takes.
    pub gauge: Gauge,
    /// How many threads may work.
    pub jobs: usize,
    /// Whether the URLs of the site are written into its lock.
    pub locks: bool,
    /// The page whose reason is asked for.
    pub why: Option<String>,
    /// The fingerprint of the program.
    pub program: Fingerprint,
    /// Hears how many pages are printed, and of how many.
    pub progress: Arc<dyn Fn(usize, usize) + Send + Sync>,
}

/// What of earlier builds may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// All of it.
    All,
    /// Only what was dear to make: coloured code.
    Keepsakes,
    /// Nothing.
    Nothing,
}

/// What a round has made.
#[derive(Debug)]
pub struct Made {
    /// The settings of the site.
    pub settings: Arc<Settings>,
    /// The edition; its findings are all there are.
    pub edition: Edition,
    /// Whether the edition stands: without errors, and written down.
    pub is_published: bool,
    /// How long reading took, and writing down.
    pub times: [(&'static str, Duration); 2],
}

/// What the theme of a site may count on, and what it offers.
#[derive(Debug)]
pub struct Contract {
    /// The settings of the site.
    pub settings: Settings,
    /// All of it, in Markdown; nothing if the templates cannot be read.
    pub page: Option<String>,
    /// What is wrong with the settings and the theme.
    pub findings: Vec<Diagnostic>,
}

/// Builds a site: on disk, all of it or nothing.
///
/// # Errors
/// When the machine fails; the edition that stood before stands then.
pub fn build(request: Request) -> Result<Made, Failure> {
    let (settings, findings) = settings(&request)?;
    let out = match &request.out {
        Some(out) => out.clone(),
        None => request.root.join(&settings.out),
    };
    let workplace = Workplace::open(&request.root, &out, PATIENCE)?;
    let ledger = if request.memory == Memory::All { workplace.ledger() } else { None };
    let keepsakes = match request.memory {
        Memory::Nothing => Keepsakes::default(),
        _ => workplace.keepsakes(),
    };
    let keepsakes = Arc::new(keepsakes);
    // Without a ledger nobody knows which files are there: then a whole folder takes their place.
    let mode = if ledger.is_some() { Mode::Incremental } else { Mode::Whole };
    let stage = Arc::new(workplace.stage(mode)?);
    let sink = Arc::clone(&stage) as Arc<dyn Sink>;
    let kept = Arc::clone(&keepsakes);
    let clock = Arc::clone(&request.clock);
    let locks = request.locks.then(|| request.root.clone());
    let ledger = ledger.unwrap_or_default();
    let means = Means { ledger, keepsakes: kept, sink, scrutiny: Scrutiny::Build };
    let mut made = round(request, (settings, findings), means)?;
    if made.is_published && !made.edition.is_unchanged {
        let start = clock();
        let used = pipeline::keepsakes_of(&made.edition.ledger);
        workplace.save_keepsakes(&keepsakes, &used)?;
        publish(stage, &made.edition)?;
        made.times[1].1 = clock().saturating_sub(start);
    }
    if let Some(root) = locks.filter(|_| made.is_published) {
        let known = read::lock(&root)?;
        let language = &made.settings.language;
        let text = lock::extended(known.as_deref(), &made.edition.promised, language);
        if known.as_deref() != Some(&*text) {
            write::lock(&root, &text)?;
        }
    }
    Ok(made)
}

/// Looks for all that is wrong with a site and writes nothing.
///
/// # Errors
/// When the machine fails.
pub fn check(request: Request) -> Result<Made, Failure> {
    let (settings, findings) = settings(&request)?;
    let sink: Arc<dyn Sink> = Arc::new(Nowhere);
    let keepsakes = Arc::new(Keepsakes::default());
    let ledger = Ledger::default();
    let means = Means { ledger, keepsakes, sink, scrutiny: Scrutiny::Check };
    let made = round(request, (settings, findings), means)?;
    Ok(Made { is_published: false, ..made })
}

/// Looks for what is wrong with the theme of a site: what it lacks, and what fails when it prints
/// every kind of page. Of the site's own content only `static/` and `data/` are read.
///
/// # Errors
/// When the machine fails.
pub fn try_theme(request: Request) -> Result<Made, Failure> {
    let (settings, findings) = settings(&request)?;
    let Themed { theme, findings: in_theme, .. } = read::theme(&request.root, &settings)?;
    let mut found: Vec<Diagnostic> = findings.into_iter().chain(in_theme).collect();
    let lacking = pipeline::inspect(&theme, &settings.languages);
    let told: BTreeSet<Arc<str>> = lacking.iter().map(|one| Arc::clone(&one.place.path)).collect();
    found.extend(lacking);
    let (data, in_data) = read::data(&request.root, &settings)?;
    found.extend(in_data);
    let shelf = Shelf::new(&request.root, settings.limits.page_bytes);
    let Specimen { contents, surveys, waves, library } = specimen::specimen(Arc::new(shelf));
    let specimen_settings = Arc::new(specimen::settings(&settings));
    let inputs = Inputs {
        now: (request.now)(&settings.time_zone),
        settings: specimen_settings,
        theme: Arc::new(theme),
        contents,
        data,
        assets: read::statics(&request.root, &settings)?,
        surveys,
        waves,
        lock: None,
        library,
        shows_drafts: true,
        clock: request.clock,
        gauge: request.gauge,
        jobs: request.jobs,
        findings: Vec::new(),
    };
    let Request { program, progress, .. } = request;
    let (sink, keepsakes): (Arc<dyn Sink>, _) = (Arc::new(Nowhere), Arc::default());
    let ledger = Ledger::default();
    let scrutiny = Scrutiny::Trial;
    let mut edition = pipeline::run(Round {
        inputs,
        ledger,
        keepsakes,
        sink,
        scrutiny,
        program,
        locks: false,
        why: None,
        progress,
    })?;
    // What the specimen itself does wrong is no fault of the theme, and a template that was told to
    // lack something fails for it once more.
    let is_new = |one: &Diagnostic| {
        !one.place.path.starts_with("content/") && !told.contains(&one.place.path)
    };
    found.extend(edition.findings.drain(..).filter(is_new));
    Diagnostic::tidy(&mut found);
    edition.findings = found;
    let times = [("read", Duration::ZERO), ("write", Duration::ZERO)];
    Ok(Made { settings: Arc::new(settings), edition, is_published: false, times })
}

/// Writes what the theme of a site may count on, and what it offers, in a language.
///
/// # Errors
/// When the machine fails.
pub fn contract(request: Request, lang: Lang) -> Result<Contract, Failure> {
    let (settings, mut findings) = settings(&request)?;
    let Themed { theme, findings: in_theme, .. } = read::theme(&request.root, &settings)?;
    findings.extend(in_theme);
    let page = pipeline::contract(&theme, lang).map_err(|wrong| findings.extend(wrong)).ok();
    Diagnostic::tidy(&mut findings);
    Ok(Contract { settings, page, findings })
}

fn settings(request: &Request) -> Result<(Settings, Vec<Diagnostic>), Failure> {
    let folder = request.root.file_name().unwrap_or_default().to_string_lossy();
    pipeline::settings(read::settings(&request.root), &folder, &request.system_zone)
}

/// What a round works with, beside what it is asked to do.
struct Means {
    ledger: Ledger,
    keepsakes: Arc<Keepsakes>,
    sink: Arc<dyn Sink>,
    scrutiny: Scrutiny,
}

/// Reads and runs the pipeline.
fn round(
    request: Request,
    (settings, mut findings): (Settings, Vec<Diagnostic>),
    means: Means,
) -> Result<Made, Failure> {
    let Means { ledger, keepsakes, sink, scrutiny } = means;
    let start = (request.clock)();
    let settings = Arc::new(settings);
    let tree = read::tree(
        &request.root,
        &settings,
        Known { assets: &ledger.assets, waves: &ledger.waves },
    )?;
    let Themed { theme, findings: in_theme, .. } = read::theme(&request.root, &settings)?;
    let (data, in_data) = read::data(&request.root, &settings)?;
    findings.extend([tree.findings, in_theme, in_data].into_iter().flatten());
    let now = (request.now)(&settings.time_zone);
    let reading = (request.clock)().saturating_sub(start);
    let inputs = Inputs {
        settings: Arc::clone(&settings),
        theme: Arc::new(theme),
        contents: tree.contents,
        data,
        assets: tree.assets,
        surveys: tree.surveys,
        waves: tree.waves,
        lock: read::lock(&request.root)?,
        library: Arc::new(Shelf::new(&request.root, settings.limits.page_bytes)),
        now,
        shows_drafts: request.shows_drafts,
        clock: request.clock,
        gauge: request.gauge,
        jobs: request.jobs,
        findings,
    };
    let Request { program, locks, why, progress, .. } = request;
    let round = Round { inputs, ledger, keepsakes, sink, program, locks, why, progress, scrutiny };
    let edition = pipeline::run(round)?;
    let has_errors = edition.findings.iter().any(|finding| settings.is_error(finding));
    let is_published = edition.is_whole && !has_errors;
    let times = [("read", reading), ("write", Duration::ZERO)];
    Ok(Made { settings, edition, is_published, times })
}

/// Publishes what the stage holds.
fn publish(stage: Arc<Stage>, edition: &Edition) -> Result<(), Failure> {
    let stage = Arc::into_inner(stage).expect("the crew has gone home, and its sink with it");
    stage.publish(&edition.withdrawn, &edition.ledger)
}

/// Takes files and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn holds(&self, _: &str, _: Stamp) -> bool {
        false
    }

    fn print(&self, _: &Output) -> Result<(Stamp, bool), Failure> {
        Ok((Stamp::default(), false))
    }
}

//! `tertulia import survey`: answers that other tools exported become waves of a survey.
//!
//! The first file proposes the questionnaire; each later one must fit it, else nothing is written
//! and the differences are told.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::Outcome;
use super::invocation::ImportOptions;
use super::misuse::Misuse;
use super::report::Report;
use super::shown::Findings;
use crate::ground::slug::{slug, title};
use crate::ground::{Diagnostic, Failure, Lang, Source, Words};
use crate::import::{self, Copied, Fate, Form, Intake, Proposed, Questionnaire, Refused, Why};
use crate::model::Settings;
use crate::model::survey::{Survey, Wave};
use crate::model::tally::{LeftOut, Tally};
use crate::parse;
use crate::read;
use crate::words;

/// Headings of dropped columns that are named.
const NAMED_MAX: usize = 12;

/// Brings in each file as a wave.
///
/// # Errors
/// When a file cannot be read or written.
pub(super) fn survey(options: &ImportOptions, report: &Report) -> Result<Outcome, Failure> {
    let mut questionnaires = Vec::new();
    let mut files = Vec::new();
    for file in &options.files {
        let open = || opened(file);
        match import::is_questionnaire(&open) {
            Ok(true) => questionnaires.push(file),
            Ok(false) => files.push(file),
            Err(error) => return Err(Failure::read(file.display(), error)),
        }
    }
    if let Some(misuse) = misuse(&questionnaires, &files, options.wave.is_some()) {
        return Ok(report.misuse(&misuse));
    }
    let questionnaire = match questionnaires.first() {
        None => None,
        Some(file) => match import::questionnaire(&|| opened(file)) {
            Ok(questionnaire) => Some(questionnaire),
            Err(refused) => return refuse(file, refused, report),
        },
    };
    for file in files {
        let id = match wave_name(file, options.wave.as_deref()) {
            Ok(id) => id,
            Err(misuse) => return Ok(report.misuse(&misuse)),
        };
        let target = options.folder.join(format!("{id}.csv"));
        if target.exists() {
            let there = target.display();
            let message = words!("la ola `{there}` ya está", "the wave `{there}` is there already");
            let help = Words::new(
                "dale otro nombre con `--wave`, o borra el archivo antes",
                "give it another name with `--wave`, or delete the file first",
            );
            return Ok(report.misuse(&Misuse::new(message).help(help)));
        }
        let (folder, questionnaire) = (&options.folder, questionnaire.as_ref());
        let outcome = Importing { file, folder, id, target, questionnaire, report }.run()?;
        if outcome != Outcome::Well {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Well)
}

/// Tells what is wrong with the files that were named, before any is read.
fn misuse(questionnaires: &[&PathBuf], files: &[&PathBuf], is_named: bool) -> Option<Misuse> {
    if questionnaires.len() > 1 {
        return Some(Misuse::new(Words::new(
            "hay varios cuestionarios, y una encuesta tiene uno",
            "there are several questionnaires, and a survey has one",
        )));
    }
    if files.is_empty() {
        let message = Words::new(
            "hay un cuestionario y ninguna respuesta",
            "there is a questionnaire and no answers",
        );
        let help = Words::new(
            "añade el archivo con las respuestas: `respuestas.csv cuestionario.lss`",
            "add the file with the answers: `answers.csv questionnaire.lss`",
        );
        return Some(Misuse::new(message).help(help));
    }
    (files.len() > 1 && is_named).then(|| {
        Misuse::new(Words::new(
            "`--wave` da nombre a una ola, y hay varios archivos",
            "`--wave` names one wave, and there are several files",
        ))
    })
}

fn wave_name(file: &Path, given: Option<&str>) -> Result<String, Misuse> {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = given.map_or(stem.unwrap_or_default(), str::to_string);
    let id = slug(&name).into_owned();
    if id.is_empty() || given.is_some_and(|given| given != id) {
        let message =
            words!("una ola no puede llamarse `{name}`", "no wave can be called `{name}`");
        let help = Words::new("escribe `--wave 2026-h1`", "write `--wave 2026-h1`");
        return Err(Misuse::new(message).help(help));
    }
    Ok(id)
}

/// One file on its way.
struct Importing<'a> {
    file: &'a Path,
    folder: &'a Path,
    id: String,
    target: PathBuf,
    /// What the tool says of its own questions.
    questionnaire: Option<&'a Questionnaire>,
    report: &'a Report,
}

impl Importing<'_> {
    fn run(&self) -> Result<Outcome, Failure> {
        let open = || opened(self.file);
        let bare = match import::form(&open) {
            Ok(Form::Table(bare)) => Some(bare),
            Ok(Form::Text) => None,
            Err(refused) => return refuse(self.file, refused, self.report),
        };
        let open = || match &bare {
            Some(bare) => Ok(bare.open()),
            None => opened(self.file),
        };
        let intake = match import::look(&open) {
            Ok(intake) => intake,
            Err(refused) => return refuse(self.file, refused, self.report),
        };
        let intake = match &bare {
            Some(bare) => bare.settle(intake),
            None => intake,
        };
        fs::create_dir_all(self.folder).map_err(|error| self.unwritten(self.folder, error))?;
        let staged = self.folder.join(format!(".{}.csv.part", self.id));
        let done = self.stage(&open, &intake, &staged);
        if !matches!(done, Ok(Outcome::Well)) {
            // What is left of a failed import says nothing to anybody.
            fs::remove_file(&staged).ok();
        }
        done
    }

    /// Writes the wave aside, counts it, and puts it in its place if it fits.
    fn stage(
        &self,
        open: import::Open<'_>,
        intake: &Intake,
        staged: &Path,
    ) -> Result<Outcome, Failure> {
        let book = self.folder.join("survey.toml");
        let known = read_text(&book)?;
        let proposed = match &known {
            None => import::codebook(intake, self.questionnaire, &self.title(), self.lang()),
            Some(known) => Proposed {
                text: known.trim_end().to_string() + "\n",
                doubts: 0,
                missing: Vec::new(),
            },
        };
        let asked = &proposed.text;
        let path: Arc<str> = book.to_string_lossy().replace('\\', "/").into();
        let survey = self.with_entry(&path, asked, &Copied::default()).1;
        let (copied, tally) = self.write(open, intake, &survey, staged)?;
        let (source, survey) = self.with_entry(&path, asked, &copied);
        let mut findings = survey.findings.clone();
        findings.extend(tally.map(|tally| tally.findings).unwrap_or_default());
        Diagnostic::tidy(&mut findings);
        let is_later = known.is_some();
        if is_later && !findings.is_empty() {
            self.show(&findings, &source);
            self.report.say(&words!(
                "`{}` no encaja en el cuestionario: no se ha escrito nada",
                "`{}` does not fit the questionnaire: nothing was written",
                self.file.display()
            ));
            return Ok(Outcome::ContentErrors);
        }
        fs::rename(staged, &self.target).map_err(|error| self.unwritten(&self.target, error))?;
        if known.as_deref() != Some(source.text()) {
            self.write_whole(&book, source.text())?;
        }
        self.tell(intake, &copied, &proposed);
        if known.is_some() && self.questionnaire.is_some() {
            self.report.say(&Words::new(
                "ya había un `survey.toml`: el cuestionario de LimeSurvey no se usa",
                "there was a `survey.toml` already: the questionnaire of LimeSurvey is not used",
            ));
        }
        self.show(&findings, &source);
        Ok(Outcome::Well)
    }

    /// Reads a questionnaire with this wave in it.
    fn with_entry(&self, path: &Arc<str>, asked: &str, copied: &Copied) -> (Source, Survey) {
        let is_this = |wave: &Wave| wave.id == self.id;
        let source = Source::new(Arc::clone(path), asked);
        let survey = parse::survey(&source);
        if survey.waves.iter().any(is_this) {
            return (source, survey);
        }
        let text = format!("{asked}{}", import::wave_entry(copied, &self.id));
        let source = Source::new(Arc::clone(path), text);
        let survey = parse::survey(&source);
        (source, survey)
    }

    /// Writes the wave and counts it.
    fn write(
        &self,
        open: import::Open<'_>,
        intake: &Intake,
        survey: &Survey,
        staged: &Path,
    ) -> Result<(Copied, Option<Tally>), Failure> {
        let file = File::create(staged).map_err(|error| self.unwritten(staged, error))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let headings: Vec<String> = import::kept_headings(intake).map(str::to_string).collect();
        let wave = survey.waves.iter().find(|wave| wave.id == self.id);
        let counter = wave.map(|wave| parse::Counter::new(survey, wave, &headings));
        let (copied, counted) = import::copy(open, intake, counter.as_ref(), &mut out)
            .map_err(|error| self.unread(error))?;
        out.flush().map_err(|error| self.unwritten(staged, error))?;
        let tally = counter.zip(counted).map(|(counter, counted)| counter.finish(counted, vec![]));
        Ok((copied, tally))
    }

    /// A survey is called as its folder is.
    fn title(&self) -> String {
        let name = std::path::absolute(self.folder).unwrap_or_default();
        name.file_name().map(|name| title(&name.to_string_lossy())).unwrap_or_default()
    }

    /// The questionnaire is written in the language of its site.
    fn lang(&self) -> Lang {
        let folder = std::path::absolute(self.folder).unwrap_or_default();
        let site = folder.ancestors().find(|folder| folder.join("tertulia.toml").is_file());
        let settings = site.and_then(|site| read::settings(site).ok());
        let language = settings.map(|source| parse::settings(&source, "UTC").0.language);
        language.map_or(self.report.lang(), |language| Lang::from_locale(&language))
    }

    fn write_whole(&self, path: &Path, text: &str) -> Result<(), Failure> {
        let staged = path.with_extension("toml.part");
        let written = fs::write(&staged, text).and_then(|()| fs::rename(&staged, path));
        written.map_err(|error| self.unwritten(path, error))
    }

    fn show(&self, findings: &[Diagnostic], source: &Source) {
        if findings.is_empty() {
            return;
        }
        let settings = Settings::default();
        let sources = |path: &Arc<str>| (path == source.path()).then(|| source.clone());
        let findings =
            Findings { list: findings, settings: &settings, sources: &sources, prefix: "" };
        self.report.findings(&findings);
    }

    fn unread(&self, error: io::Error) -> Failure {
        Failure::read(self.file.display(), error)
    }

    fn unwritten(&self, path: &Path, error: io::Error) -> Failure {
        Failure::write(path.display(), error)
    }

    /// Says what came in, what stayed and what did not.
    fn tell(&self, intake: &Intake, copied: &Copied, proposed: &Proposed) {
        self.report.result(&format!("{}\n", self.target.display()));
        let tool = intake.tool.name();
        let (rows, kept) = (intake.rows, copied.kept);
        let columns = intake.columns.iter().filter(|column| column.fate == Fate::Kept).count();
        let all = intake.columns.len();
        self.report.say(&words!(
            "{}: {rows} filas, {kept} guardadas; {all} columnas, {columns} guardadas",
            "{}: {rows} rows, {kept} kept; {all} columns, {columns} kept",
            if self.report.lang() == Lang::Es { &tool.es } else { &tool.en }
        ));
        for note in &intake.notes {
            self.report.say(note);
        }
        for (why, rows) in &copied.left_out {
            let why = reason(*why);
            let (es, en) = (&why.es, &why.en);
            self.report.say(&words!("fuera: {rows} filas {es}", "left out: {rows} rows {en}"));
        }
        for (why, es, en) in [
            (Why::Personal, "parecen datos personales", "look like personal data"),
            (Why::Tool, "son de la herramienta", "belong to the tool"),
            (Why::Empty, "están vacías", "are empty"),
        ] {
            let dropped = intake.columns.iter().filter(|one| one.fate == Fate::Dropped(why));
            let headings: Vec<&str> = dropped.map(|column| column.heading.as_str()).collect();
            if !headings.is_empty() {
                let list = named(&headings);
                self.report.say(&words!("columnas que {es}: {list}", "columns that {en}: {list}"));
            }
        }
        self.tell_proposed(proposed);
    }

    /// Says what the proposed questionnaire needs.
    fn tell_proposed(&self, proposed: &Proposed) {
        let missing: Vec<&str> = proposed.missing.iter().map(String::as_str).collect();
        if !missing.is_empty() {
            let list = named(&missing);
            self.report.say(&words!(
                "preguntas del cuestionario sin columna: {list}",
                "questions of the questionnaire without a column: {list}"
            ));
        }
        let doubts = proposed.doubts;
        if doubts > 0 {
            let book = self.folder.join("survey.toml");
            let book = book.display();
            self.report.say(&words!(
                "ahora: abre `{book}` y revisa las {doubts} marcas `por revisar`",
                "next: open `{book}` and look through the {doubts} marks `to check`"
            ));
        }
    }
}

/// Says why a file cannot be taken.
fn refuse(file: &Path, refused: Refused, report: &Report) -> Result<Outcome, Failure> {
    let file = file.display();
    let (why, help) = match refused {
        Refused::Unread(error) => return Err(Failure::read(file, error)),
        Refused::Unfit(why, help) => (why, help),
    };
    let (es, en) = (&why.es, &why.en);
    let misuse = Misuse::new(words!("`{file}`: {es}", "`{file}`: {en}"));
    report.misuse(&match help {
        Some(help) => misuse.help(help),
        None => misuse,
    });
    Ok(Outcome::ContentErrors)
}

fn opened(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(File::open(path)?))
}

fn named(headings: &[&str]) -> String {
    let list = headings.iter().take(NAMED_MAX).map(|heading| format!("`{heading}`"));
    let list = list.collect::<Vec<_>>().join(", ");
    match headings.len().saturating_sub(NAMED_MAX) {
        0 => list,
        more => format!("{list} + {more}"),
    }
}

/// Says why rows were left out.
pub(super) fn reason(why: LeftOut) -> Words {
    match why {
        LeftOut::Preview => Words::new("de prueba", "of trials"),
        LeftOut::Partial => Words::new("sin terminar", "not finished"),
        LeftOut::Weight => Words::new("sin un peso que valga", "without a usable weight"),
        LeftOut::Torn => Words::new(
            "con otro número de celdas que los títulos",
            "with another number of cells than there are headings",
        ),
        LeftOut::Empty => Words::new("sin ninguna respuesta", "without any answer"),
    }
}

fn read_text(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::read(path.display(), error)),
    }
}

//! The printer: makes the file of a page.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tera::{Context, Value};

use super::calendar::Calendar;
use super::cards;
use super::engine::Engine;
use super::errors;
use super::job::{self, Job};
use super::page;
use super::words;
use super::{atom, sitemap};
use crate::ground::findings::runaway_page;
use crate::ground::{Diagnostic, Failure, Place, Words};
use crate::model::document::Record;
use crate::model::page::DocumentId;
use crate::model::settings::Settings;
use crate::model::{
    Clock, Content, Desk, Inputs, Keepsakes, Output, PageKind, Receipt, Rope, Unread,
};

/// Gives the bodies of documents.
pub trait Ropes: Send + Sync {
    /// Gives the body of a document whose record is given.
    ///
    /// # Errors
    /// When its file cannot be read again, or is not what it was.
    fn rope(&self, document: DocumentId, record: &Arc<Record>) -> Result<Arc<Rope>, Failure>;
}

/// What a page may take.
#[derive(Clone)]
pub struct Bounds {
    /// Tells how much time has passed.
    pub clock: Clock,
    /// The most bytes of a page.
    pub output_bytes: u64,
    /// The most seconds for a page.
    pub page_seconds: u64,
}

impl Bounds {
    /// Takes the limits of a build's settings.
    pub fn of(inputs: &Inputs) -> Self {
        let limits = &inputs.settings.limits;
        Self {
            clock: Arc::clone(&inputs.clock),
            output_bytes: limits.output_bytes,
            page_seconds: limits.page_seconds,
        }
    }
}

/// Prints the pages of one site with one theme; shared by all threads.
pub struct Printer {
    pub(super) engine: Arc<Engine>,
    pub(super) calendar: Calendar,
    pub(super) ropes: Arc<dyn Ropes>,
    pub(super) keepsakes: Arc<Keepsakes>,
    pub(super) bounds: Bounds,
    pub(super) site: Value,
    cards: Vec<OnceLock<Value>>,
}

/// A page, printed.
#[derive(Debug)]
pub struct Printed {
    /// Its file.
    pub output: Output,
    /// What it asked.
    pub receipt: Receipt,
    /// What was found on the way.
    pub findings: Vec<Diagnostic>,
}

impl Printer {
    /// Makes a printer for a site of so many documents. `theme_url` gives the URL of a file of
    /// the theme.
    pub fn new(
        engine: Arc<Engine>,
        settings: &Settings,
        ropes: Arc<dyn Ropes>,
        keepsakes: Arc<Keepsakes>,
        bounds: Bounds,
    ) -> Self {
        let file = |path: &str| {
            let known = engine.files.iter().any(|file| file.path == path);
            known.then(|| cards::href(settings, &format!("/{path}")))
        };
        let site = page::site(settings, file);
        let calendar = Calendar::new(settings);
        Self { engine, calendar, ropes, keepsakes, bounds, site, cards: Vec::new() }
    }

    /// Makes room for the cards of so many documents.
    #[must_use]
    pub fn for_documents(mut self, count: usize) -> Self {
        self.cards = std::iter::repeat_with(OnceLock::new).take(count).collect();
        self
    }

    /// Prints the page of a desk.
    ///
    /// # Errors
    /// [`Unread::Finding`] when a template or the page is at fault, [`Unread::Failure`] when the
    /// machine failed.
    pub fn print(self: &Arc<Self>, desk: Desk) -> Result<Printed, Unread> {
        let language = desk.settings().language.clone();
        let path = desk.page().output.clone();
        let mut job = Job {
            desk,
            printer: Arc::clone(self),
            page: Value::none(),
            language,
            findings: RefCell::default(),
            failure: Cell::default(),
            over: RefCell::default(),
        };
        let content = match job.desk.page().kind.clone() {
            PageKind::Asset(asset) => Content::Copy(job.desk.asset_path(asset)),
            PageKind::ThemeFile(index) => {
                Content::Bytes(self.engine.files[index as usize].bytes.to_vec())
            }
            PageKind::Sitemap => Content::Bytes(sitemap::sitemap(&job.desk, &self.calendar)),
            PageKind::Robots => Content::Bytes(sitemap::robots(&job.desk)),
            kind => {
                job.page = page::page(&job.desk, self);
                let job = Rc::new(job);
                let made = match kind {
                    PageKind::Feed => job::with(&job, || atom::feed(&job)),
                    _ => job::with(&job, || self.render(&job)),
                };
                let bytes = made.map_err(|error| stopped(&job, &error))?;
                return Ok(finished(&job, Output { path, content: Content::Bytes(bytes) }));
            }
        };
        Ok(finished(&job, Output { path, content }))
    }

    fn render(&self, job: &Rc<Job>) -> tera::TeraResult<Vec<u8>> {
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("page", job.page.clone());
        let mut paper = Paper {
            bytes: Vec::with_capacity(16 << 10),
            writes: 0,
            until: (self.bounds.clock)() + Duration::from_secs(self.bounds.page_seconds),
            job,
        };
        self.engine.tera.render_to(&page::template(&job.desk), &context, &mut paper)?;
        Ok(paper.bytes)
    }

    /// Gives the file of the template that shows a desk's page.
    pub fn template_of(&self, desk: &Desk) -> Arc<str> {
        self.engine.template_source(&page::template(desk))
    }

    /// Gives the card of a document as templates see it.
    pub(super) fn card(&self, desk: &Desk, document: DocumentId) -> Value {
        let make = || {
            let card = desk.listed(document);
            cards::card(desk.settings(), &self.calendar, card, desk.section_of(card))
        };
        match self.cards.get(document.0 as usize) {
            Some(cell) => cell.get_or_init(make).clone(),
            None => make(),
        }
    }

    /// Gives the theme's words for a key, if it has any.
    pub(super) fn words(&self, language: &str, key: &str) -> Option<&str> {
        words::find(&self.engine.words, &self.calendar, language, key, None)
    }

    /// Gives the title of a taxonomy: the theme's words for it, else its name.
    pub(super) fn taxonomy_title(&self, language: &str, name: &str) -> String {
        match self.words(language, &format!("taxonomy_{name}")) {
            Some(words) => words.to_string(),
            None => {
                let mut letters = name.chars();
                let first = letters.next().map(char::to_uppercase);
                first.into_iter().flatten().chain(letters).collect()
            }
        }
    }
}

fn finished(job: &Job, output: Output) -> Printed {
    let findings = job.findings.take();
    let receipt = job.desk.receipt();
    Printed { output, receipt, findings }
}

/// Tells why a page was not printed.
fn stopped(job: &Rc<Job>, error: &tera::Error) -> Unread {
    if let Some(failure) = job.failure.take() {
        return Unread::Failure(failure);
    }
    let page = &job.desk.page().url;
    let template = page::template(&job.desk);
    let sources = &job.printer.engine.sources;
    if let Some(limit) = job.over.take() {
        let source = job.printer.engine.template_source(&template);
        return Unread::Finding(Box::new(runaway_page(Place::file(&source), page, &limit)));
    }
    let mut findings = errors::findings(error, sources, Some(page));
    Unread::Finding(Box::new(findings.swap_remove(0)))
}

/// Takes what a template prints, up to the limits.
struct Paper<'a> {
    bytes: Vec<u8>,
    writes: u32,
    until: Duration,
    job: &'a Rc<Job>,
}

/// The clock is looked at once in so many writes.
const WRITES_BETWEEN_LOOKS: u32 = 256;

impl Write for Paper<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let bounds = &self.job.printer.bounds;
        let over = |limit: Words| {
            *self.job.over.borrow_mut() = Some(limit);
            io::Error::other("the page goes over its limit")
        };
        if (self.bytes.len() + bytes.len()) as u64 > bounds.output_bytes {
            let limit = bounds.output_bytes >> 20;
            return Err(over(crate::words!("{limit} MiB", "{limit} MiB")));
        }
        self.writes = self.writes.wrapping_add(1);
        if self.writes.is_multiple_of(WRITES_BETWEEN_LOOKS) && (bounds.clock)() > self.until {
            let limit = bounds.page_seconds;
            return Err(over(crate::words!("{limit} segundos", "{limit} seconds")));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

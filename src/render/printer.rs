//! The printer: makes the file of a page.

use std::cell::{Cell, OnceCell, RefCell};
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tera::{Context, Value};

use super::about;
use super::equipment::Equipment;
use super::errors;
use super::feeds;
use super::job::{self, Job};
use super::markdown;
use super::page;
use super::redirects;
use super::runaway;
use super::sitemap;
use super::surveys;
use super::theses;
use crate::ground::{Diagnostic, Words};
use crate::model::{Content, Desk, Output, PageKind, Receipt, Unread};

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

/// Prints the page of a desk.
///
/// # Errors
/// [`Unread::Finding`] when a template or the page is at fault, [`Unread::Failure`] when the
/// machine failed.
pub fn print(equipment: &Arc<Equipment>, desk: Desk) -> Result<Printed, Unread> {
    let language = Arc::from(desk.settings().tag(desk.page().language));
    let path = desk.page().output.clone();
    let mut job = Job {
        desk,
        equipment: Arc::clone(equipment),
        page: Value::none(),
        language,
        text_language: RefCell::default(),
        is_filling: Cell::new(false),
        directive: RefCell::default(),
        counted: Cell::new(0),
        figures: Cell::new(0),
        outline: OnceCell::new(),
        boxes: RefCell::default(),
        findings: RefCell::default(),
        failure: Cell::default(),
        over: RefCell::default(),
    };
    let content = match job.desk.page().kind.clone() {
        PageKind::Asset(asset) => Content::Copy(job.desk.asset_path(asset)),
        PageKind::ThemeFile(index) => {
            Content::Bytes(equipment.engine.files[index as usize].bytes.to_vec())
        }
        PageKind::Sitemap => Content::Bytes(sitemap::sitemap(&job.desk, &equipment.calendar)),
        PageKind::SitemapPart(number) => {
            Content::Bytes(sitemap::part(&job.desk, &equipment.calendar, number))
        }
        PageKind::RedirectFile(server) => Content::Bytes(redirects::file(&job.desk, server)),
        PageKind::Theses(section) => Content::Bytes(theses::data(&job.desk, section)),
        PageKind::Tally(survey, wave, format) => {
            Content::Bytes(surveys::tally(&job, (survey, wave, format)))
        }
        PageKind::Robots => Content::Bytes(sitemap::robots(&job.desk)),
        kind => {
            job.page = page::page(&job.desk, equipment);
            let job = Rc::new(job);
            let made = match kind {
                PageKind::Feed(list, format) => {
                    job::with(&job, || feeds::print(&job, list, format))
                }
                PageKind::Twin(document) => markdown::twin(&job, document).map(String::into_bytes),
                PageKind::Llms => Ok(markdown::llms(&job).into_bytes()),
                PageKind::LlmsFull => markdown::whole_text(&job).map(String::into_bytes),
                _ => job::with(&job, || render(&job)),
            };
            let bytes = made.map_err(|error| stopped(&job, &error))?;
            return Ok(finished(&job, Output { path, content: Content::Bytes(bytes) }));
        }
    };
    Ok(finished(&job, Output { path, content }))
}

fn render(job: &Rc<Job>) -> tera::TeraResult<Vec<u8>> {
    let equipment = &job.equipment;
    let mut context = Context::new();
    context.insert_value("site", about::at(equipment.site(job.desk.page().language), &job.desk));
    context.insert_value("page", job.page.clone());
    let mut paper = Paper {
        bytes: Vec::with_capacity(16 << 10),
        writes: 0,
        until: (equipment.bounds.clock)() + Duration::from_secs(equipment.bounds.page_seconds),
        job,
    };
    equipment.engine.tera.render_to(
        &page::template(&job.desk, &job.equipment.engine.craft),
        &context,
        &mut paper,
    )?;
    Ok(paper.bytes)
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
    if let Some(limit) = job.over.take() {
        return Unread::Finding(Box::new(runaway::stopped(job, error, &limit)));
    }
    let page = &job.desk.page().url;
    let sources = &job.equipment.engine.sources;
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
        let bounds = &self.job.equipment.bounds;
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

//! Patience: a page that neither ends nor prints must not stop the preview. Pages are printed by
//! threads of their own; one whose time is over is given up. When too many were, or one takes all
//! memory, only a new process helps: it is asked for, and spares what was not good for this one.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::ground::findings::runaway_page;
use crate::ground::{Diagnostic, Failure, Place, Words};
use crate::model::page::PageId;
use crate::model::{GROWTH_BYTES_MAX, Gauge, Unread};
use crate::pipeline::{Printed, Proof};
use crate::words;

/// Templates may include each other to some depth, and the engine takes the stack for it.
const STACK_BYTES: usize = 64 << 20;

/// Printers that run on although they were given up; no page is printed while there are so many.
const LOST_MAX: usize = 4;

/// Printers that are kept for the next page.
const IDLE_MAX: usize = 2;

/// A page may take so much longer than its limit before it is given up: one that prints ends itself.
const GRACE: Duration = Duration::from_millis(250);

/// How often a page that takes its time is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Prints pages and does not wait for ever.
pub(super) struct Patience {
    /// How much memory the program takes.
    pub(super) gauge: Gauge,
    /// What is not printed, as an earlier process has said.
    pub(super) spared: BTreeSet<String>,
    /// Asks for a process that spares one thing more.
    pub(super) plead: Box<dyn Fn(&str) + Send + Sync>,
    pub(super) threads: Threads,
}

/// The threads that print.
#[derive(Default)]
pub(super) struct Threads {
    idle: Mutex<Vec<Printer>>,
    lost: Arc<AtomicUsize>,
}

/// Why a page was not printed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// A template or the page is at fault.
    Finding(Box<Diagnostic>),
    /// The page went over its time and its printer was given up: to try again would cost another.
    Stuck(Box<Diagnostic>),
    /// The machine failed.
    Failure(Failure),
}

impl From<Unread> for Trouble {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Finding(finding) => Self::Finding(finding),
            Unread::Failure(failure) => Self::Failure(failure),
        }
    }
}

/// A thread that prints one page after the other.
struct Printer {
    jobs: Sender<Job>,
    done: Receiver<Done>,
}

/// What came of a page; nothing when the program failed.
type Done = Option<Result<Printed, Unread>>;

/// A page to print. Whoever of its two sides comes last knows that it does.
struct Job {
    proof: Arc<Proof>,
    page: PageId,
    sides: Arc<AtomicUsize>,
}

impl Patience {
    /// Prints a page.
    pub(super) fn print(&self, proof: &Arc<Proof>, page: PageId) -> Result<Printed, Trouble> {
        let threads = &self.threads;
        if !self.spared.is_empty() && self.spared.contains(&key(proof, page)) {
            return Err(Trouble::Stuck(Box::new(runaway(proof, page, &too_much()))));
        }
        if threads.lost.load(Ordering::Acquire) >= LOST_MAX {
            return Err(Trouble::Failure(exhausted(proof, page)));
        }
        let waiting = threads.idle().pop();
        let printer = match waiting {
            Some(printer) => printer,
            None => Printer::start(&threads.lost).map_err(Trouble::Failure)?,
        };
        let sides = Arc::new(AtomicUsize::new(0));
        let job = Job { proof: Arc::clone(proof), page, sides: Arc::clone(&sides) };
        // A printer ends only when it was given up, and then it is not among the idle.
        printer.jobs.send(job).ok();
        let printed = match self.wait(&printer, proof, page) {
            Ok(printed) => printed,
            Err(limit) if sides.fetch_add(1, Ordering::AcqRel) == 0 => {
                if threads.lost.fetch_add(1, Ordering::AcqRel) + 1 >= LOST_MAX {
                    (self.plead)(&key(proof, page));
                }
                return Err(Trouble::Stuck(Box::new(runaway(proof, page, &limit))));
            }
            // It was done in the last instant.
            Err(_) => printer.done.recv().unwrap_or(None),
        };
        let mut idle = threads.idle();
        if idle.len() < IDLE_MAX {
            idle.push(printer);
        }
        drop(idle);
        match printed {
            Some(printed) => printed.map_err(Trouble::from),
            None => Err(Trouble::Failure(panicked(proof, page))),
        }
    }

    /// Waits for a printer; gives the limit that it went over.
    fn wait(&self, printer: &Printer, proof: &Proof, page: PageId) -> Result<Done, Words> {
        let seconds = proof.settings().limits.page_seconds;
        let limit = Duration::from_secs(seconds) + GRACE;
        let memory = (self.gauge)();
        let mut waited = Duration::ZERO;
        while waited < limit {
            let step = LOOK_EVERY.min(limit - waited);
            match printer.done.recv_timeout(step) {
                Ok(done) => return Ok(done),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => waited += step,
            }
            let grown = memory.zip((self.gauge)()).map(|(then, now)| now.saturating_sub(then));
            if grown.is_some_and(|grown| grown > GROWTH_BYTES_MAX) {
                (self.plead)(&key(proof, page));
            }
        }
        Err(words!("{seconds} segundos", "{seconds} seconds"))
    }
}

impl Threads {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Printer>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Names the pages that are printed as one is: by its template, with the same theme.
fn key(proof: &Proof, page: PageId) -> String {
    format!("{} {}", proof.press(), template(proof, page))
}

fn template(proof: &Proof, page: PageId) -> Arc<str> {
    proof.template_of(page).unwrap_or_else(|| Arc::from("templates"))
}

fn too_much() -> Words {
    let limit = GROWTH_BYTES_MAX >> 20;
    words!("su tiempo o de {limit} MiB de memoria", "its time or {limit} MiB of memory")
}

impl Printer {
    fn start(lost: &Arc<AtomicUsize>) -> Result<Self, Failure> {
        let (jobs, todo) = channel();
        let (sender, done) = channel();
        let lost = Arc::clone(lost);
        let work = move || {
            for Job { proof, page, sides } in todo {
                let printed = catch_unwind(AssertUnwindSafe(|| proof.print(page)));
                // Dropped here, for whoever waits may be in a hurry.
                drop(proof);
                if sides.fetch_add(1, Ordering::AcqRel) > 0 {
                    lost.fetch_sub(1, Ordering::AcqRel);
                    return;
                }
                if sender.send(printed.ok()).is_err() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().name("page".to_string()).stack_size(STACK_BYTES);
        thread.spawn(work).map_err(|cause| {
            Failure::new(Words::new("no se pudo empezar", "could not start"), "page", cause)
        })?;
        Ok(Self { jobs, done })
    }
}

fn runaway(proof: &Proof, page: PageId, limit: &Words) -> Diagnostic {
    let template = template(proof, page);
    runaway_page(Place::file(&template), &proof.page(page).url, limit)
}

fn exhausted(proof: &Proof, page: PageId) -> Failure {
    let action = Words::new("ahora no se puede hacer", "cannot make now");
    Failure::new(action, &proof.page(page).url, "").help(Words::new(
        "varias páginas no terminan nunca: corrige su plantilla y abre otra vez la vista previa",
        "several pages never end: mend their template and start the preview again",
    ))
}

fn panicked(proof: &Proof, page: PageId) -> Failure {
    let action = Words::new("el programa falló al hacer", "the program failed while making");
    Failure::new(action, &proof.page(page).url, "").help(Words::new(
        "es un error de Tertulia: cuéntanoslo con lo que ves en la terminal",
        "this is a fault of Tertulia: tell us, with what you see on the terminal",
    ))
}

//! Patience: a page that neither ends nor prints must not stop the preview. Pages are printed by
//! threads of their own; one whose time is over is given up. When too many were, or one takes all
//! memory, only a new process helps: it is asked for, and spares what was not good for this one.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::ground::findings::runaway_page;
use crate::ground::{Diagnostic, Failure, Fingerprint, Place, Words};
use crate::model::page::PageId;
use crate::model::{GROWTH_BYTES_MAX, Gauge, Unread};
use crate::pipeline::{Printed, Proof};
use crate::words;

/// Templates may include each other to some depth, and the engine takes the stack for it.
const STACK_BYTES: usize = 64 << 20;

/// Printers that run on although they were given up; no page is printed while there are so many.
const LOST_MAX: usize = 8;

/// Printers that are kept for the next page.
const IDLE_MAX: usize = 2;

/// A page may take so much longer than its limit before it is given up: one that prints ends itself.
const GRACE: Duration = Duration::from_millis(250);

/// How often a page that takes its time is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Prints pages and does not wait for ever.
pub(super) struct Patience {
    gauge: Gauge,
    /// What is not printed, as earlier processes have said.
    spared: BTreeSet<String>,
    plead: Plead,
    has_pleaded: AtomicBool,
    idle: Mutex<Vec<Printer>>,
    floor: Arc<Mutex<Floor>>,
}

/// Asks for a new process that spares more, and names a template that gives the reason.
type Plead = Box<dyn Fn(Vec<String>, &str) + Send + Sync>;

/// The pages that are being printed, the oldest first, also those that were given up.
#[derive(Default)]
struct Floor {
    tasks: BTreeMap<u64, Task>,
    next: u64,
    /// The memory that the program took when nothing was printed.
    memory: Option<u64>,
}

struct Task {
    spare: Option<Spare>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Printing,
    /// Done, and somebody waits for it.
    Done,
    /// Nobody waits any more.
    Lost,
}

/// How a page is spared: alone while it is what it is, or with all pages of its template.
#[derive(Clone)]
struct Spare {
    template: Arc<str>,
    /// What both keys begin with.
    tag: String,
    page: String,
    all: String,
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

/// A page to print.
struct Job {
    proof: Arc<Proof>,
    page: PageId,
    id: u64,
}

impl Patience {
    /// Prints nothing that is spared; `plead` asks for a process that spares more.
    pub(super) fn new(gauge: Gauge, spared: BTreeSet<String>, plead: Plead) -> Self {
        let (has_pleaded, idle, floor) = Default::default();
        Self { gauge, spared, plead, has_pleaded, idle, floor }
    }

    /// Prints a page.
    pub(super) fn print(&self, proof: &Arc<Proof>, page: PageId) -> Result<Printed, Trouble> {
        let spare = Spare::of(proof, page);
        let is_spared =
            |spare: &Spare| self.spared.contains(&spare.page) || self.spared.contains(&spare.all);
        if !self.spared.is_empty() && spare.as_ref().is_some_and(is_spared) {
            return Err(Trouble::Stuck(Box::new(runaway(proof, page, &too_much()))));
        }
        if lock(&self.floor).lost().count() >= LOST_MAX {
            return Err(Trouble::Failure(exhausted(proof, page)));
        }
        let waiting = lock(&self.idle).pop();
        let printer = match waiting {
            Some(printer) => printer,
            None => Printer::start(&self.floor).map_err(Trouble::Failure)?,
        };
        let id = self.begin(spare);
        // A printer ends only when it was given up, and then it is not among the idle.
        printer.jobs.send(Job { proof: Arc::clone(proof), page, id }).ok();
        let printed = match self.wait(&printer, id, proof.settings().limits.page_seconds) {
            Ok(printed) => printed,
            Err(limit) if self.give_up(id) => {
                return Err(Trouble::Stuck(Box::new(runaway(proof, page, &limit))));
            }
            // It was done in the last instant.
            Err(_) => printer.done.recv().unwrap_or(None),
        };
        lock(&self.floor).tasks.remove(&id);
        let mut idle = lock(&self.idle);
        if idle.len() < IDLE_MAX {
            idle.push(printer);
        }
        drop(idle);
        match printed {
            Some(printed) => printed.map_err(Trouble::from),
            None => Err(Trouble::Failure(panicked(proof, page))),
        }
    }

    /// Weighs the program anew: what it takes more now is not what pages took.
    pub(super) fn weigh(&self) {
        let mut floor = lock(&self.floor);
        if floor.lost().next().is_none() {
            floor.memory = (self.gauge)();
        }
    }

    /// Looks whether pages take all memory. Then the oldest is it; gives which.
    pub(super) fn look(&self) -> Option<u64> {
        let floor = lock(&self.floor);
        let (id, oldest) = floor.tasks.first_key_value()?;
        let grown = (self.gauge)()?.saturating_sub(floor.memory?);
        if grown <= GROWTH_BYTES_MAX {
            return None;
        }
        let (id, spare) = (*id, oldest.spare.clone());
        drop(floor);
        self.plead(spare);
        Some(id)
    }

    fn begin(&self, spare: Option<Spare>) -> u64 {
        let mut floor = lock(&self.floor);
        if floor.tasks.is_empty() {
            floor.memory = (self.gauge)();
        }
        floor.next += 1;
        let id = floor.next;
        floor.tasks.insert(id, Task { spare, state: State::Printing });
        id
    }

    /// Waits for a printer; gives the limit that it went over.
    fn wait(&self, printer: &Printer, id: u64, seconds: u64) -> Result<Done, Words> {
        let limit = Duration::from_secs(seconds) + GRACE;
        let mut waited = Duration::ZERO;
        while waited < limit {
            let step = LOOK_EVERY.min(limit - waited);
            match printer.done.recv_timeout(step) {
                Ok(done) => return Ok(done),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => waited += step,
            }
            if self.look() == Some(id) {
                return Err(too_much());
            }
        }
        Err(words!("{seconds} segundos", "{seconds} seconds"))
    }

    /// Gives a page up, unless it is done by now.
    fn give_up(&self, id: u64) -> bool {
        let mut floor = lock(&self.floor);
        let Some(task) = floor.tasks.get_mut(&id) else { return false };
        if task.state == State::Done {
            return false;
        }
        task.state = State::Lost;
        let lost: Vec<Option<Spare>> = floor.lost().map(|task| task.spare.clone()).collect();
        drop(floor);
        if lost.len() >= LOST_MAX {
            self.plead(lost.into_iter().flatten());
        }
        true
    }

    /// Asks for a process that spares these, once: who gets none goes on as well as may be.
    fn plead(&self, spares: impl IntoIterator<Item = Spare>) {
        let mut keys = self.spared.clone();
        let mut template = None;
        for spare in spares {
            // When a second page of a template comes to this, it is the template.
            let is_second = keys.iter().any(|key| key.starts_with(&spare.tag));
            keys.insert(if is_second { spare.all } else { spare.page });
            template = Some(spare.template);
        }
        if let Some(template) = template
            && !self.has_pleaded.swap(true, Ordering::AcqRel)
        {
            (self.plead)(keys.into_iter().collect(), &template);
        }
    }
}

impl Floor {
    fn lost(&self) -> impl Iterator<Item = &Task> {
        self.tasks.values().filter(|task| task.state == State::Lost)
    }
}

impl Spare {
    fn of(proof: &Proof, page: PageId) -> Option<Self> {
        let template = proof.template_of(page)?;
        let tag = Fingerprint::of(&*template).to_string();
        let page = format!("{tag} {}", proof.made_of(page));
        let all = format!("{tag} {}", proof.press());
        Some(Self { template, tag, page, all })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Printer {
    fn start(floor: &Arc<Mutex<Floor>>) -> Result<Self, Failure> {
        let (jobs, todo) = channel();
        let (sender, done) = channel();
        let floor = Arc::clone(floor);
        let work = move || {
            for Job { proof, page, id } in todo {
                let printed = catch_unwind(AssertUnwindSafe(|| proof.print(page)));
                // Dropped here, for whoever waits may be in a hurry.
                drop(proof);
                let mut floor = lock(&floor);
                match floor.tasks.get_mut(&id) {
                    Some(task) if task.state == State::Printing => task.state = State::Done,
                    _ => {
                        floor.tasks.remove(&id);
                        return;
                    }
                }
                drop(floor);
                if sender.send(printed.ok()).is_err() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().name("page".to_string()).stack_size(STACK_BYTES);
        thread.spawn(work).map_err(|cause| Failure::start("page", cause))?;
        Ok(Self { jobs, done })
    }
}

fn too_much() -> Words {
    let limit = GROWTH_BYTES_MAX >> 20;
    words!("su tiempo o de {limit} MiB de memoria", "its time or {limit} MiB of memory")
}

fn runaway(proof: &Proof, page: PageId, limit: &Words) -> Diagnostic {
    let nowhere = || Place::file(&Arc::from("templates"));
    let unknown = || runaway_page(nowhere(), &proof.page(page).url, limit);
    proof.runaway(page, limit).unwrap_or_else(unknown)
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

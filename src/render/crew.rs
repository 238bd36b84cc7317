//! The crew: threads that print many pages, and the watch over them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::equipment::{Bounds, Equipment};
use super::printer::{self, Printed};
use super::runaway;
use crate::ground::{Diagnostic, Failure, Words};
use crate::model::page::PageId;
use crate::model::{Desk, GROWTH_BYTES_MAX, Receipt, Sink, Stamp, Unread};
use crate::words;

/// Templates may include each other to some depth, and the engine takes the stack for it.
const STACK_BYTES: usize = 64 << 20;

/// How often the watch looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A page that does not print may take so much longer than its limit before it is given up.
const PATIENCE: Duration = Duration::from_millis(250);

/// A page that was printed and has reached the sink.
#[derive(Debug)]
pub struct Done {
    /// Which page.
    pub page: PageId,
    /// What it asked.
    pub receipt: Receipt,
    /// Its file as it was left.
    pub stamp: Stamp,
    /// Whether the file differs from the one before.
    pub is_new: bool,
    /// What was found on the way.
    pub findings: Vec<Diagnostic>,
}

/// What the crew works on.
pub struct Work {
    /// What printing needs.
    pub equipment: Arc<Equipment>,
    /// The pages to print.
    pub pages: Vec<PageId>,
    /// Opens the desk of a page.
    pub desk: Box<dyn Fn(PageId) -> Desk + Send + Sync>,
    /// Takes the files.
    pub sink: Arc<dyn Sink>,
    /// What a page may take.
    pub bounds: Bounds,
}

type Outcome = Result<Done, Unread>;

/// A thread's page and when it was begun, for the watch.
#[derive(Default)]
struct Post {
    /// Index of the page, plus one; zero while there is none.
    page: AtomicUsize,
    /// Milliseconds on the clock.
    since: AtomicU64,
}

/// Prints all pages with so many threads and tells `done` about each. Pages that fail are
/// findings. A page that neither ends nor prints ends the round: its thread is given up, and the
/// program is expected to end.
///
/// # Errors
/// When the machine fails.
pub fn print_all(
    work: Work,
    jobs: usize,
    mut done: impl FnMut(Done),
) -> Result<Vec<Diagnostic>, Failure> {
    let total = work.pages.len();
    let work = Arc::new(work);
    let next = Arc::new(AtomicUsize::new(0));
    let posts: Vec<Arc<Post>> = (0..jobs.clamp(1, total.max(1))).map(|_| Arc::default()).collect();
    let (sender, receiver) = channel();
    let mut crew = Vec::with_capacity(posts.len());
    for post in &posts {
        let (work, next, post) = (Arc::clone(&work), Arc::clone(&next), Arc::clone(post));
        let sender = sender.clone();
        let thread = thread::Builder::new().name("crew".to_string()).stack_size(STACK_BYTES);
        let labour = move || labour(&work, &next, &post, &sender);
        crew.push(thread.spawn(labour).map_err(|cause| Failure::start("crew", cause))?);
    }
    drop(sender);
    let mut watch = Watch::new(&work, &posts);
    let mut findings = Vec::new();
    let mut failure = None;
    for _ in 0..total {
        match watch.wait(&receiver) {
            Waited::Came(Ok(page)) => done(page),
            Waited::Came(Err(Unread::Finding(finding))) => findings.push(*finding),
            Waited::Came(Err(Unread::Failure(first))) => {
                next.store(total, Ordering::Relaxed);
                failure = Some(first);
                break;
            }
            Waited::Stuck(finding) => {
                next.store(total, Ordering::Relaxed);
                findings.push(*finding);
                return Ok(findings);
            }
            Waited::Gone => break,
        }
    }
    for thread in crew {
        if thread.join().is_err() {
            return Err(panicked());
        }
    }
    match failure {
        Some(failure) => Err(failure),
        None => Ok(findings),
    }
}

fn panicked() -> Failure {
    let action = Words::new("el programa falló al hacer", "the program failed while making");
    Failure::new(action, "pages", "a thread panicked").help(Words::new(
        "es un error de Tertulia: cuéntanoslo con lo que ves arriba",
        "this is a fault of Tertulia: tell us, with what stands above",
    ))
}

enum Waited {
    Came(Outcome),
    Stuck(Box<Diagnostic>),
    /// All threads have ended, and not all pages have come: a thread has panicked.
    Gone,
}

/// Looks after the crew.
struct Watch<'a> {
    work: &'a Work,
    posts: &'a [Arc<Post>],
    memory: Option<u64>,
    looked: Duration,
}

impl<'a> Watch<'a> {
    fn new(work: &'a Work, posts: &'a [Arc<Post>]) -> Self {
        let (memory, looked) = ((work.bounds.gauge)(), (work.bounds.clock)());
        Self { work, posts, memory, looked }
    }

    fn wait(&mut self, receiver: &Receiver<Outcome>) -> Waited {
        loop {
            let outcome = receiver.recv_timeout(LOOK_EVERY);
            let now = (self.work.bounds.clock)();
            if now.saturating_sub(self.looked) >= LOOK_EVERY {
                self.looked = now;
                if let Some(finding) = self.look(now) {
                    return Waited::Stuck(Box::new(finding));
                }
            }
            match outcome {
                Ok(outcome) => return Waited::Came(outcome),
                Err(RecvTimeoutError::Disconnected) => return Waited::Gone,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Finds a page that has taken more than its time without printing, or more than its memory.
    fn look(&self, now: Duration) -> Option<Diagnostic> {
        let busy = self.posts.iter().filter_map(|post| {
            let page = post.page.load(Ordering::Acquire).checked_sub(1)?;
            let since = Duration::from_millis(post.since.load(Ordering::Acquire));
            Some((now.saturating_sub(since), *self.work.pages.get(page)?))
        });
        let (taken, page) = busy.max_by_key(|(taken, _)| *taken)?;
        let seconds = self.work.bounds.page_seconds;
        if taken > Duration::from_secs(seconds) + PATIENCE {
            return Some(self.finding(page, &words!("{seconds} segundos", "{seconds} seconds")));
        }
        let grown = (self.work.bounds.gauge)()?.saturating_sub(self.memory?);
        let limit = GROWTH_BYTES_MAX >> 20;
        let words = words!("{limit} MiB de memoria", "{limit} MiB of memory");
        (grown > GROWTH_BYTES_MAX).then(|| self.finding(page, &words))
    }

    fn finding(&self, page: PageId, limit: &Words) -> Diagnostic {
        let desk = (self.work.desk)(page);
        runaway::runaway(&self.work.equipment, &desk, limit)
    }
}

fn labour(work: &Work, next: &AtomicUsize, post: &Post, sender: &Sender<Outcome>) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(page) = work.pages.get(index) else { return };
        let now = (work.bounds.clock)().as_millis();
        post.since.store(u64::try_from(now).unwrap_or(u64::MAX), Ordering::Release);
        post.page.store(index + 1, Ordering::Release);
        let outcome = one(work, *page);
        post.page.store(0, Ordering::Release);
        if sender.send(outcome).is_err() {
            return;
        }
    }
}

fn one(work: &Work, page: PageId) -> Outcome {
    let Printed { output, receipt, findings } = printer::print(&work.equipment, (work.desk)(page))?;
    let (stamp, is_new) = work.sink.print(&output).map_err(Unread::Failure)?;
    Ok(Done { page, receipt, stamp, is_new, findings })
}

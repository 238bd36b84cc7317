//! Patience: a page that neither ends nor prints must not stop the preview. Each page is printed on
//! a thread of its own, which is given up when its time is over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::ground::findings::runaway_page;
use crate::ground::{Diagnostic, Failure, Place, Words};
use crate::model::Unread;
use crate::model::page::PageId;
use crate::pipeline::{Printed, Proof};
use crate::words;

/// Templates may include each other to some depth, and the engine takes the stack for it.
const STACK_BYTES: usize = 64 << 20;

/// Threads that run on although they were given up; no page is printed while there are so many.
const LOST_MAX: usize = 4;

/// A page may take so much longer than its limit before it is given up: one that prints ends itself.
const GRACE: Duration = Duration::from_millis(250);

/// Prints pages and does not wait for ever.
#[derive(Clone, Default)]
pub(super) struct Patience {
    lost: Arc<AtomicUsize>,
}

/// Why a page was not printed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// A template or the page is at fault.
    Finding(Box<Diagnostic>),
    /// The page went over its time and its thread was given up: to try again would cost another.
    Stuck(Box<Diagnostic>),
    /// The machine failed.
    Failure(Failure),
}

impl Patience {
    /// Prints a page.
    pub(super) fn print(&self, proof: &Arc<Proof>, page: PageId) -> Result<Printed, Trouble> {
        if self.lost.load(Ordering::Acquire) >= LOST_MAX {
            return Err(Trouble::Stuck(Box::new(runaway(proof, page))));
        }
        let (sender, receiver) = channel();
        let of_thread = Arc::clone(proof);
        let lost = Arc::clone(&self.lost);
        let print = move || {
            let printed = of_thread.print(page);
            // Nobody waits any more for a page that comes too late.
            if sender.send(printed).is_err() {
                lost.fetch_sub(1, Ordering::AcqRel);
            }
        };
        let thread = thread::Builder::new().name("page".to_string()).stack_size(STACK_BYTES);
        let thread = thread.spawn(print).map_err(|cause| Trouble::Failure(not_started(cause)))?;
        let limit = Duration::from_secs(proof.settings().limits.page_seconds) + GRACE;
        match receiver.recv_timeout(limit) {
            Ok(Ok(printed)) => Ok(printed),
            Ok(Err(Unread::Finding(finding))) => Err(Trouble::Finding(finding)),
            Ok(Err(Unread::Failure(failure))) => Err(Trouble::Failure(failure)),
            Err(_) if thread.is_finished() => Err(Trouble::Failure(panicked(proof, page))),
            Err(_) => {
                self.lost.fetch_add(1, Ordering::AcqRel);
                Err(Trouble::Stuck(Box::new(runaway(proof, page))))
            }
        }
    }
}

fn runaway(proof: &Proof, page: PageId) -> Diagnostic {
    let seconds = proof.settings().limits.page_seconds;
    let template = proof.template_of(page).unwrap_or_else(|| Arc::from("templates"));
    let limit = words!("{seconds} segundos", "{seconds} seconds");
    runaway_page(Place::file(&template), &proof.page(page).url, &limit)
}

fn not_started(cause: std::io::Error) -> Failure {
    Failure::new(Words::new("no se pudo empezar", "could not start"), "page", cause)
}

fn panicked(proof: &Proof, page: PageId) -> Failure {
    let action = Words::new("el programa falló al hacer", "the program failed while making");
    Failure::new(action, &proof.page(page).url, "").help(Words::new(
        "es un error de Tertulia: cuéntanoslo con lo que ves en la terminal",
        "this is a fault of Tertulia: tell us, with what you see on the terminal",
    ))
}

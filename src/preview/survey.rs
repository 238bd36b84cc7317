//! The survey: every page is printed once in the background, so that every finding is known. It
//! keeps receipts, not bytes, and after a change it prints again only what fell.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::patience::Trouble;
use super::rack::Rack;
use crate::ground::{Diagnostic, Fingerprint};
use crate::model::page::PageId;
use crate::model::receipts::Bookkeeper;
use crate::model::{Ledger, Stamp};
use crate::pipeline::{Fitness, Proof};

/// Pages printed since the ledger was written before it is written again.
const PATCHES_MAX: usize = 500;

/// A survey begins when nothing changed for so long: first comes the page that the author waits for.
const BREATH: Duration = Duration::from_millis(100);

/// What printing has found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Findings of printing, of all pages seen so far, sorted.
    pub(super) findings: Vec<Diagnostic>,
    /// What a build would find wrong for want of drafts and the like: no page here is worse for it.
    pub(super) unpublished: Vec<Diagnostic>,
    /// Whether every page has been seen once.
    pub(super) is_complete: bool,
    /// Whether all of them have been seen as they are now.
    pub(super) is_current: bool,
}

/// Where the survey hears of new proofs, and others of what it found.
#[derive(Default)]
pub(super) struct Board {
    wanted: Mutex<Wanted>,
    changed: Condvar,
    found: Mutex<Arc<Found>>,
}

#[derive(Default)]
struct Wanted {
    number: u64,
    is_over: bool,
}

/// The survey's memory from one proof to the next.
#[derive(Default)]
pub(super) struct Survey {
    ledger: Ledger,
    /// Pages printed since the ledger was written, by URL.
    patches: BTreeMap<Arc<str>, Ledger>,
    /// Findings of pages that were printed, by URL.
    noted: BTreeMap<Arc<str>, Vec<Diagnostic>>,
    /// What kept pages from being printed, by URL.
    failed: BTreeMap<Arc<str>, Diagnostic>,
    /// Templates that held up a page, and the press that they belong to: their other pages are
    /// printed for who asks for them, for each may cost a thread.
    stuck: BTreeMap<(Fingerprint, Arc<str>), Diagnostic>,
}

impl Board {
    /// Asks for a survey of the proof that hangs now; one that is on its way gives up.
    pub(super) fn ask(&self) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.number += 1;
        drop(wanted);
        self.set(|found| found.is_current = false);
        self.changed.notify_all();
    }

    /// Ends the survey.
    pub(super) fn end(&self) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.changed.notify_all();
    }

    /// Gives what was found so far.
    pub(super) fn found(&self) -> Arc<Found> {
        Arc::clone(&self.found.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, change: impl FnOnce(&mut Found)) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut found));
    }

    /// Waits for a survey to be asked for that is not `last`, and for a breath after it; `None` at
    /// the end.
    fn wait(&self, last: u64) -> Option<u64> {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let is_idle = |wanted: &mut Wanted| wanted.number == last && !wanted.is_over;
        let waited = self.changed.wait_while(wanted, is_idle);
        let mut wanted = waited.unwrap_or_else(PoisonError::into_inner);
        loop {
            let number = wanted.number;
            let is_same = |wanted: &mut Wanted| wanted.number == number && !wanted.is_over;
            let waited = self.changed.wait_timeout_while(wanted, BREATH, is_same);
            let (now, time) = waited.unwrap_or_else(PoisonError::into_inner);
            if now.is_over || time.timed_out() {
                return (!now.is_over).then_some(number);
            }
            wanted = now;
        }
    }

    fn is_outdated(&self, number: u64) -> bool {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.is_over || wanted.number != number
    }
}

/// Surveys one proof after the other until the board says it is over; `told` hears when one is
/// complete.
pub(super) fn run(board: &Board, rack: &Rack, told: impl Fn()) {
    let mut survey = Survey::default();
    let mut last = 0;
    while let Some(number) = board.wait(last) {
        last = number;
        let proof = rack.current();
        let is_outdated = || board.is_outdated(number);
        // A fault of the program in one round does not end the survey.
        let looked = catch_unwind(AssertUnwindSafe(|| survey.look(&proof, rack, &is_outdated)));
        let is_complete = looked.unwrap_or(false);
        let findings = survey.findings();
        let unpublished = match is_outdated() {
            true => board.found().unpublished.clone(),
            false => catch_unwind(AssertUnwindSafe(|| proof.unpublished())).unwrap_or_default(),
        };
        let is_sound = findings.iter().all(|finding| !proof.settings().is_error(finding));
        board.set(|found| {
            found.is_complete |= is_complete;
            found.is_current = is_complete && !is_outdated();
            found.findings = findings;
            found.unpublished = unpublished;
        });
        if is_complete && is_sound && proof.is_sound() {
            rack.forget_earlier(&proof);
        }
        if is_complete {
            told();
        }
    }
}

impl Survey {
    /// Prints what fell; tells whether every page was seen before somebody called it off.
    fn look(&mut self, proof: &Arc<Proof>, rack: &Rack, is_called_off: &dyn Fn() -> bool) -> bool {
        self.forget_gone(proof);
        self.stuck.retain(|(press, _), _| *press == proof.press());
        let fallen = self.fallen(proof);
        let mut books = None;
        if fallen.len() + self.patches.len() > PATCHES_MAX {
            books = Some(self.standing(proof));
            self.patches.clear();
            self.ledger = Ledger::default();
        }
        let mut is_complete = true;
        for page in fallen {
            if is_called_off() {
                is_complete = false;
                break;
            }
            self.print(proof, rack, page, books.as_mut());
        }
        if let Some(books) = books {
            self.ledger = proof.ledger(books);
        }
        is_complete
    }

    fn forget_gone(&mut self, proof: &Proof) {
        let is_there = |url: &Arc<str>| proof.page_at(url).is_some();
        self.patches.retain(|url, _| is_there(url));
        self.noted.retain(|url, _| is_there(url));
        self.failed.retain(|url, _| is_there(url));
    }

    /// Finds the pages whose receipts do not stand.
    fn fallen(&self, proof: &Proof) -> Vec<PageId> {
        let asked = proof.asked(&self.ledger);
        let ids = (0..).map(PageId).take(proof.site().pages().len());
        let fallen = ids.filter(|id| {
            let page = proof.page(*id);
            if page.kind.is_file() {
                return false;
            }
            match self.patches.get(&page.url) {
                Some(receipt) => !proof.stands(*id, receipt),
                None => asked.standing(&page.url, &page.output).is_none(),
            }
        });
        fallen.collect()
    }

    /// Opens books in which all receipts stand that do.
    fn standing(&self, proof: &Proof) -> Bookkeeper {
        let asked = proof.asked(&self.ledger);
        let mut books = Bookkeeper::default();
        for page in proof.site().pages() {
            let patch = self.patches.get(&page.url).map(|receipt| proof.asked(receipt));
            let asked = patch.as_ref().unwrap_or(&asked);
            if let Some(receipt) = asked.standing(&page.url, &page.output) {
                books.enter(page, asked.lookups(receipt), Stamp::default(), Vec::new());
            }
        }
        books
    }

    /// Prints a page and notes what came of it: in the books, if there are any, else beside them.
    fn print(
        &mut self,
        proof: &Arc<Proof>,
        rack: &Rack,
        page: PageId,
        books: Option<&mut Bookkeeper>,
    ) {
        let of = proof.page(page);
        let template = proof.template_of(page).map(|template| (proof.press(), template));
        if template.as_ref().is_some_and(|template| self.stuck.contains_key(template)) {
            return;
        }
        self.patches.remove(&of.url);
        self.noted.remove(&of.url);
        self.failed.remove(&of.url);
        let printed = rack.print(proof, page);
        if let (Err(Trouble::Stuck(finding)), Some(template)) = (&printed, template) {
            self.stuck.insert(template, (**finding).clone());
        }
        match printed {
            Ok(printed) => {
                let lookups = printed.receipt;
                match books {
                    Some(books) => books.enter(of, lookups.lookups, Stamp::default(), Vec::new()),
                    None => {
                        self.patches.insert(of.url.clone(), proof.receipt(page, lookups));
                    }
                }
                if !printed.findings.is_empty() {
                    self.noted.insert(of.url.clone(), printed.findings);
                }
            }
            // It is known what is wrong: what it gave way to is not at fault.
            Err(Trouble::Finding(_)) if proof.fitness(page).0 != Fitness::Sound => {}
            Err(Trouble::Finding(finding) | Trouble::Stuck(finding)) => {
                self.failed.insert(of.url.clone(), *finding);
            }
            // A file that changed meanwhile is looked at again with the next proof.
            Err(Trouble::Failure(_)) => {}
        }
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let noted = self.noted.values().flatten();
        let failed = self.failed.values().chain(self.stuck.values());
        let mut findings: Vec<Diagnostic> = noted.chain(failed).cloned().collect();
        Diagnostic::tidy(&mut findings);
        findings
    }
}

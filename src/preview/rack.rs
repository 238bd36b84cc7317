//! The rack: the proof that hangs now, those before it that show what it cannot, and the pages that
//! were asked for, as long as their receipts stand.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::patience::{Patience, Trouble};
use crate::ground::{Diagnostic, Failure, Fingerprint, Mix, url};
use crate::model::own_urls;
use crate::model::page::PageId;
use crate::model::{Content, Ledger};
use crate::pipeline::{Fitness, Printed, Proof};

/// Proofs that are kept because they show what later ones cannot: the newest of them, and the last
/// one in which all was well.
const EARLIER_MAX: usize = 2;

/// Bytes of pages that are kept.
const KEPT_BYTES_MAX: usize = 32 << 20;

/// Pages that are known to have been given up.
const STUCK_MAX: usize = 256;

/// What hangs where everybody can see it.
pub(super) struct Rack {
    proofs: RwLock<Proofs>,
    kept: Mutex<Kept>,
    /// Pages that were given up, by what they were made of: they are not tried again before it
    /// changes. The newest last.
    stuck: Mutex<VecDeque<Stuck>>,
    patience: Patience,
}

/// A page that was given up.
struct Stuck {
    url: Arc<str>,
    made_of: Fingerprint,
    finding: Diagnostic,
}

#[derive(Clone)]
struct Proofs {
    current: Arc<Proof>,
    /// The newest first.
    earlier: Vec<Arc<Proof>>,
}

#[derive(Default)]
struct Kept {
    pages: BTreeMap<Arc<str>, KeptPage>,
    bytes: usize,
    turns: u64,
}

struct KeptPage {
    receipt: Ledger,
    bytes: Arc<[u8]>,
    turn: u64,
}

/// A page as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// 200; 404 where nothing stands; 500 for a page that was never good.
    pub(super) status: u16,
    /// What it is.
    pub(super) sheet: Sheet,
    /// The path whose ending says what kind of file it is.
    pub(super) output: String,
    /// What is shown of the page.
    pub(super) shows: Version,
    /// The content file that it shows, if it shows one.
    pub(super) file: Option<Arc<str>>,
    /// The errors that stand in its way.
    pub(super) faults: Vec<Diagnostic>,
    /// What the machine could not do for it.
    pub(super) failure: Option<Arc<Failure>>,
}

/// What is sent for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A file of the site, by its path from the site's root.
    File(Arc<str>),
}

impl From<Content> for Sheet {
    fn from(content: Content) -> Self {
        match content {
            Content::Bytes(bytes) => Self::Bytes(bytes.into()),
            Content::Copy(path) => Self::File(path),
        }
    }
}

/// Which version of a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// That of now.
    Present,
    /// The last good one.
    LastGood,
    /// What could be made of a page that was never good; nothing, if nothing could.
    NeverGood,
}

impl Rack {
    pub(super) fn new(proof: Proof, patience: Patience) -> Self {
        let proofs = Proofs { current: Arc::new(proof), earlier: Vec::new() };
        Self {
            proofs: RwLock::new(proofs),
            kept: Mutex::default(),
            stuck: Mutex::default(),
            patience,
        }
    }

    /// Gives the proof of now.
    pub(super) fn current(&self) -> Arc<Proof> {
        Arc::clone(&self.proofs().current)
    }

    /// Hangs a newer proof. The one before stays if it shows what the newer one may not.
    pub(super) fn hang(&self, proof: Proof) {
        let mut proofs = self.proofs.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut proofs.current, Arc::new(proof));
        if before.is_missed_by(&proofs.current) {
            proofs.earlier.insert(0, before);
        }
        if proofs.earlier.len() > EARLIER_MAX {
            proofs.earlier.remove(EARLIER_MAX - 1);
        }
        drop(proofs);
        self.patience.weigh();
    }

    /// Looks after pages that were given up.
    pub(super) fn look(&self) {
        let _ = self.patience.look();
    }

    /// Forgets earlier proofs: every page of this one is known to be sound.
    pub(super) fn forget_earlier(&self, than: &Arc<Proof>) {
        let mut proofs = self.proofs.write().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&proofs.current, than) {
            proofs.earlier.clear();
        }
    }

    /// Shows what stands at a path of the site, not encoded; `None` when nothing does, and nothing
    /// says so.
    pub(super) fn show(&self, path: &str) -> Option<Shown> {
        let Proofs { current, earlier } = self.proofs();
        if let Some(page) = current.page_at(path) {
            return Some(self.page(&current, &earlier, page));
        }
        let page = current.page_at(&own_urls::not_found("/"))?;
        let shown = self.page(&current, &earlier, page);
        Some(Shown { status: 404, ..shown })
    }

    /// Gives what is wrong with a page that was given up, if it was, and nothing has changed.
    pub(super) fn stuck(&self, proof: &Proof, page: PageId) -> Option<Diagnostic> {
        let stuck = self.stuck.lock().unwrap_or_else(PoisonError::into_inner);
        let url = &proof.page(page).url;
        let mut of_page = stuck.iter().filter(|stuck| stuck.url == *url).peekable();
        of_page.peek()?;
        let made_of = proof.made_of(page);
        of_page.find(|stuck| stuck.made_of == made_of).map(|stuck| stuck.finding.clone())
    }

    /// Prints a page, unless it was given up.
    pub(super) fn print(&self, proof: &Arc<Proof>, page: PageId) -> Result<Printed, Trouble> {
        if let Some(finding) = self.stuck(proof, page) {
            return Err(Trouble::Stuck(Box::new(finding)));
        }
        let printed = self.patience.print(proof, page);
        if let Err(Trouble::Stuck(finding)) = &printed {
            let mut stuck = self.stuck.lock().unwrap_or_else(PoisonError::into_inner);
            if stuck.len() >= STUCK_MAX {
                stuck.pop_front();
            }
            let (url, made_of) = (Arc::clone(&proof.page(page).url), proof.made_of(page));
            stuck.push_back(Stuck { url, made_of, finding: (**finding).clone() });
        }
        printed
    }

    fn proofs(&self) -> Proofs {
        self.proofs.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn page(&self, current: &Arc<Proof>, earlier: &[Arc<Proof>], id: PageId) -> Shown {
        let page = current.page(id);
        let (fitness, faults) = current.fitness(id);
        let mut shown = Shown {
            status: 200,
            sheet: Sheet::Bytes(Arc::from([])),
            output: page.output.clone(),
            shows: match fitness {
                Fitness::Sound => Version::Present,
                Fitness::Dated => Version::LastGood,
                Fitness::Wrong | Fitness::NeverGood => Version::NeverGood,
            },
            file: current.file_of(id),
            faults: faults.into_iter().cloned().collect(),
            failure: None,
        };
        let sheet = match self.sheet(current, id) {
            Ok(sheet) if shown.shows != Version::NeverGood => {
                shown.sheet = sheet;
                return shown;
            }
            Ok(sheet) => Some(sheet),
            Err(Trouble::Finding(finding) | Trouble::Stuck(finding)) => {
                // What is known to be wrong is why, and what it gave way to is not at fault.
                if shown.faults.is_empty() {
                    shown.faults.push(*finding);
                }
                None
            }
            Err(Trouble::Failure(failure)) => {
                shown.failure = Some(Arc::new(failure));
                None
            }
        };
        shown.shows = Version::NeverGood;
        shown.status = 500;
        if let Some(last) = self.last_good(earlier, &page.url) {
            shown.sheet = last;
            shown.shows = Version::LastGood;
            shown.status = 200;
        } else if let Some(sheet) = sheet {
            shown.sheet = sheet;
        }
        shown
    }

    /// Finds the last version of a page that a build would have made.
    fn last_good(&self, earlier: &[Arc<Proof>], url: &str) -> Option<Sheet> {
        earlier.iter().find_map(|proof| {
            let page = proof.page_at(url)?;
            let (fitness, _) = proof.fitness(page);
            let is_good = matches!(fitness, Fitness::Sound | Fitness::Dated);
            is_good
                .then(|| self.print(proof, page).ok())?
                .map(|printed| printed.output.content.into())
        })
    }

    /// Gives what stands on a page: as it was kept, if it stands, else printed.
    fn sheet(&self, proof: &Arc<Proof>, id: PageId) -> Result<Sheet, Trouble> {
        let page = proof.page(id);
        if page.kind.is_file() {
            // No template prints it, so nothing can hold it up.
            let printed = proof.print(id).map_err(Trouble::from)?;
            return Ok(printed.output.content.into());
        }
        if let Some(bytes) = self.kept().find(proof, id) {
            return Ok(Sheet::Bytes(bytes));
        }
        let printed = self.print(proof, id)?;
        let sheet = Sheet::from(printed.output.content);
        if let Sheet::Bytes(bytes) = &sheet {
            let receipt = proof.receipt(id, printed.receipt);
            self.kept().keep(page.url.clone(), receipt, Arc::clone(bytes));
        }
        Ok(sheet)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn find(&mut self, proof: &Proof, page: PageId) -> Option<Arc<[u8]>> {
        self.turns += 1;
        let kept = self.pages.get_mut(&proof.page(page).url)?;
        if !proof.stands(page, &kept.receipt) {
            return None;
        }
        kept.turn = self.turns;
        Some(Arc::clone(&kept.bytes))
    }

    fn keep(&mut self, url: Arc<str>, receipt: Ledger, bytes: Arc<[u8]>) {
        self.turns += 1;
        self.bytes += bytes.len();
        let page = KeptPage { receipt, bytes, turn: self.turns };
        if let Some(old) = self.pages.insert(url, page) {
            self.bytes -= old.bytes.len();
        }
        while self.bytes > KEPT_BYTES_MAX && self.pages.len() > 1 {
            let oldest = self.pages.iter().min_by_key(|(_, page)| page.turn);
            let Some(url) = oldest.map(|(url, _)| url.clone()) else { return };
            if let Some(old) = self.pages.remove(&url) {
                self.bytes -= old.bytes.len();
            }
        }
    }
}

impl Shown {
    /// Tells whether it is a page that a script can live in.
    pub(super) fn is_html(&self) -> bool {
        url::ending(&self.output) == "html" && matches!(self.sheet, Sheet::Bytes(_))
    }

    /// Tells whether anything could be made of it.
    pub(super) fn has_page(&self) -> bool {
        !matches!(&self.sheet, Sheet::Bytes(bytes) if bytes.is_empty())
    }

    /// Fingerprints what the site says, without what the preview adds.
    pub(super) fn version(&self) -> Fingerprint {
        let mix = Mix::new("shown").number(self.status.into());
        match &self.sheet {
            Sheet::Bytes(bytes) => mix.bytes(bytes).finish(),
            Sheet::File(path) => mix.text(path).finish(),
        }
    }
}

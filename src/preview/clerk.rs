//! The clerk: takes what changed, draws the next proof, hangs it, and tells everybody.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::folder::{self, Folder};
use super::follow;
use super::hub::{self, Hub};
use super::view::Studio;
use super::watch::batch::{Batch, Known};
use super::watch::unsettled::Unsettled;
use super::watch::watcher::Watcher;
use crate::ground::{Diagnostic, Failure, Fingerprint, Lang, Words};
use crate::model::page::PageId;
use crate::model::{Clock, Gauge, Inputs, Keepsakes, Settings};
use crate::pipeline::{Changed, News, Proof};
use crate::read::{self, Shelf};

/// How long the clerk waits for a change before it looks at the clock.
const TICK: Duration = Duration::from_secs(1);

/// How long the clerk waits before it tries again what could not be read, at first and at most.
const PAUSE: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// Coloured blocks that are kept; beyond it they are made again as they are needed.
const KEEPSAKES_MAX: usize = 50_000;

/// What the clerk needs of the world.
pub(super) struct World {
    /// Gives the instant that counts as now, in seconds since 1970, for a time zone.
    pub(super) now: Box<dyn Fn(&str) -> i64 + Send + Sync>,
    pub(super) clock: Clock,
    pub(super) gauge: Gauge,
    pub(super) program: Fingerprint,
    /// How many threads may work.
    pub(super) jobs: usize,
    /// Hears what happens.
    pub(super) hear: Hear,
}

/// Hears what happens in a preview.
pub type Hear = Arc<dyn Fn(Event<'_>) + Send + Sync>;

/// What happens in a preview.
pub enum Event<'a> {
    /// It is ready at this URL.
    Ready(&'a str),
    /// Something the author should know, once.
    Warning(&'a Words),
    /// A change was taken up: which files, and how long it took.
    Round(&'a Changed, Duration),
    /// These are all findings now; they differ from what was told before.
    Findings(&'a [Diagnostic], &'a Settings),
    /// The machine failed; what was shown stays.
    Failure(&'a Failure),
    /// Pages never end, or one takes all memory: only a new process helps.
    Spent {
        /// What it must spare.
        spared: Vec<String>,
        /// The template of such a page.
        template: &'a str,
    },
}

/// Something that could not be read.
pub(super) struct Debt {
    /// When it is tried again, by the clock.
    due: Duration,
    /// How long it waits the next time.
    pause: Duration,
    /// What could not be read.
    path: String,
}

/// Takes up changes, one batch after the other.
pub(super) struct Clerk {
    pub(super) world: World,
    pub(super) watcher: Watcher,
    pub(super) folder: Folder,
    pub(super) studio: Arc<Studio>,
    pub(super) hub: Arc<Hub>,
    pub(super) unsettled: Arc<Unsettled>,
    pub(super) keepsakes: Arc<Keepsakes>,
    /// Whether browsers go where the author works.
    pub(super) follows: bool,
    pub(super) is_over: Arc<AtomicBool>,
    /// What could not be read and is tried again.
    pub(super) debt: Option<Debt>,
}

impl Clerk {
    /// Works until the preview is over.
    pub(super) fn work(mut self) {
        let (mut known, mut wrong) = (self.folder.known(), self.folder.wrong());
        self.watcher.also(&known);
        let mut next_turn = self.studio.rack.current().next_turn();
        while !self.is_over.load(Ordering::Acquire) {
            let what = |path: &str| match Known::among(&known, path) {
                Known::Not if Known::among(&wrong, path) != Known::Not => Known::Folder,
                what => what,
            };
            let batch = self.watcher.next(TICK, &what);
            self.studio.rack.look();
            if let Some(warning) = self.watcher.warning() {
                (self.world.hear)(Event::Warning(&warning));
            }
            let now = (self.world.now)(&self.folder.settings.time_zone);
            let is_time = next_turn.is_some_and(|turn| turn <= now);
            let is_due = self.debt.as_ref().is_some_and(|debt| debt.due <= (self.world.clock)());
            let batch = match batch {
                // With all that may have been missed.
                _ if is_due => Batch { is_structural: true, is_whole: true, ..Batch::default() },
                Some(batch) => batch,
                None if is_time => Batch::default(),
                None => {
                    self.miss();
                    continue;
                }
            };
            self.take_safely(&batch);
            if batch.is_structural {
                (known, wrong) = (self.folder.known(), self.folder.wrong());
                self.watcher.also(&known);
            }
            next_turn = self.studio.rack.current().next_turn();
        }
    }

    /// Says it when the site's folder is not there any more; what was shown stays.
    fn miss(&mut self) {
        if !self.folder.root().is_dir() && self.debt.is_none() {
            self.fail(folder::gone(self.folder.root()));
            self.hub.ring();
        }
    }

    /// Takes up a batch; a fault of the program does not end the preview.
    fn take_safely(&mut self, batch: &Batch) {
        if catch_unwind(AssertUnwindSafe(|| self.take(batch))).is_err() {
            self.fail(fault());
            self.unsettled.settled();
            self.hub.ring();
        }
    }

    fn take(&mut self, batch: &Batch) {
        let start = (self.world.clock)();
        let (changed, unread) = self.folder.refresh(batch);
        let before = self.studio.rack.current();
        if self.keepsakes.new_ones() > KEEPSAKES_MAX {
            self.keepsakes = Arc::default();
        }
        let news = news(&self.world, &self.folder, changed.clone(), &self.keepsakes);
        self.studio.rack.hang(Proof::draw(news, Some(&before)));
        self.unsettled.settled();
        let after = self.studio.rack.current();
        match (unread, after.failure()) {
            (Some(failure), _) => self.fail(failure),
            (None, Some(failure)) => self.fail(failure.again()),
            // What was not read before was not tried now.
            (None, None) if !self.pays(batch) => {}
            (None, None) => self.settle(),
        }
        for path in changed_files(&before, &after) {
            self.hub.tell(hub::News::File(path));
        }
        if self.follows
            && let Some(url) = follow::edited(&before, &after, &changed)
        {
            self.hub.tell(hub::News::Go(url));
        }
        self.hub.ring();
        self.studio.board.ask();
        if self.debt.is_none() {
            let time = (self.world.clock)().saturating_sub(start);
            (self.world.hear)(Event::Round(&changed, time));
        }
        let hear = &self.world.hear;
        self.studio.tell_findings(|list, settings| hear(Event::Findings(list, settings)));
    }

    /// Says what the machine could not do, unless it was said already, and tries again later.
    pub(super) fn fail(&mut self, failure: Failure) {
        let now = (self.world.clock)();
        let pause = self.debt.as_ref().map_or(PAUSE, |debt| debt.pause);
        if self.debt.as_ref().is_none_or(|debt| debt.due <= now) {
            let (due, pause) = (now + pause, (pause * 2).min(PAUSE_MAX));
            self.debt = Some(Debt { due, pause, path: failure.parts().path.clone() });
        }
        let mut trouble = self.studio.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let sentence = |failure: &Failure| failure.sentence(Lang::En);
        if trouble.as_deref().map(sentence) != Some(sentence(&failure)) {
            (self.world.hear)(Event::Failure(&failure));
        }
        *trouble = Some(Arc::new(failure));
    }

    /// Tells whether a batch read again what could not be read, if there is such a thing.
    fn pays(&self, batch: &Batch) -> bool {
        let is_it = |debt: &Debt| batch.paths.iter().any(|path| **path == *debt.path);
        batch.is_whole || self.debt.as_ref().is_none_or(is_it)
    }

    fn settle(&mut self) {
        self.debt = None;
        *self.studio.trouble.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn fault() -> Failure {
    let action = Words::new("el programa falló al poner al día", "the program failed to update");
    Failure::new(action, "preview", "").help(Words::new(
        "es un error de Tertulia: cuéntanoslo con lo que ves arriba",
        "this is a fault of Tertulia: tell us, with what stands above",
    ))
}

/// Gathers what a proof is drawn from.
pub(super) fn news(
    world: &World,
    folder: &Folder,
    changed: Changed,
    keepsakes: &Arc<Keepsakes>,
) -> News {
    let settings = Arc::clone(&folder.settings);
    let shelf = Shelf::new(folder.root(), settings.limits.page_bytes);
    let inputs = Inputs {
        now: (world.now)(&settings.time_zone),
        settings,
        theme: Arc::clone(&folder.theme),
        contents: folder.tree.contents.clone(),
        data: folder.data.clone(),
        assets: folder.tree.assets.clone(),
        surveys: folder.tree.surveys.clone(),
        waves: folder.tree.waves.clone(),
        lock: read::lock(folder.root()).ok().flatten(),
        library: Arc::new(shelf),
        shows_drafts: true,
        clock: Arc::clone(&world.clock),
        gauge: Arc::clone(&world.gauge),
        jobs: world.jobs,
        findings: folder.findings(),
    };
    News { inputs, changed, keepsakes: Arc::clone(keepsakes), program: world.program }
}

/// Gives the URL paths, encoded, of files that both proofs have and that have new bytes.
fn changed_files(before: &Proof, after: &Proof) -> Vec<String> {
    let old: BTreeMap<&str, Fingerprint> = files(before).collect();
    let is_new = |(url, print): &(&str, Fingerprint)| old.get(url).is_some_and(|old| old != print);
    let changed = files(after).filter(is_new);
    changed.map(|(url, _)| after.settings().href(url)).collect()
}

fn files(proof: &Proof) -> impl Iterator<Item = (&str, Fingerprint)> {
    let pages = (0..).map(PageId).zip(proof.site().pages());
    let files = pages.filter(|(_, page)| page.kind.is_file());
    files.map(|(id, page)| (&*page.url, proof.print_of(id)))
}

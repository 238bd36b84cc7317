//! The watcher of a site's folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::batch::{Batch, Known};
use super::burst::{Burst, Loss, Touch};
use super::eyes::Eyes;
use super::git::Git;
use super::identity::Identity;
use super::places::{Links, Places};
use super::unsettled::Unsettled;
use crate::ground::Words;
use crate::model::Clock;

/// A burst is over when nothing was heard for so long.
const QUIET: Duration = Duration::from_millis(6);

/// A burst that does not end is cut after this.
const BURST_MAX: Duration = Duration::from_millis(500);

/// A burst is held back for git no longer than this, however many locks git takes in it.
const HELD_MAX: Duration = Duration::from_secs(10);

/// Who holds git's lock and writes nothing for so long is not checking anything out.
const IDLE_MAX: Duration = Duration::from_secs(2);

/// The watched folders are compared with what they were so often.
const LOOK_EACH: Duration = Duration::from_secs(1);

/// Watches a site's folder: its settings, and the folders that pages are made from.
///
/// To be made before the site is first read: what changes after it was made is told.
pub(in crate::preview) struct Watcher {
    root: PathBuf,
    places: Arc<Places>,
    identities: BTreeMap<PathBuf, Option<Identity>>,
    eyes: Eyes,
    is_system_asked: bool,
    warning: Option<Words>,
    burst: Arc<Burst>,
    unsettled: Arc<Unsettled>,
    git: Git,
    look_next: Duration,
    clock: Clock,
}

impl Watcher {
    /// Watches a folder by what the system tells. A folder that is not there is waited for.
    pub(in crate::preview) fn new(root: &Path, clock: Clock) -> Self {
        let mut watcher = Self::unopened(root, clock);
        watcher.open();
        watcher
    }

    /// Watches a folder by looking at it each second: for disks whose system tells nothing.
    #[cfg(test)]
    pub(in crate::preview) fn by_looking(root: &Path, clock: Clock) -> Self {
        let mut watcher = Self { is_system_asked: false, ..Self::unopened(root, clock) };
        watcher.open();
        watcher
    }

    fn unopened(root: &Path, clock: Clock) -> Self {
        // Whoever changes the program's folder later must not change what is watched.
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
        let unsettled = Arc::new(Unsettled::default());
        Self {
            places: Arc::new(Places::new(root.clone(), Links::default())),
            identities: BTreeMap::new(),
            eyes: Eyes::Closed,
            is_system_asked: true,
            warning: None,
            burst: Arc::new(Burst::new(Arc::clone(&unsettled), Arc::clone(&clock))),
            unsettled,
            git: Git::new(&root),
            look_next: clock() + LOOK_EACH,
            clock,
            root,
        }
    }

    /// Gives what tells others whether changes wait to be applied.
    pub(in crate::preview) fn unsettled(&self) -> Arc<Unsettled> {
        Arc::clone(&self.unsettled)
    }

    /// Gives, once, what the author should know about the watching.
    pub(in crate::preview) fn warning(&mut self) -> Option<Words> {
        self.warning.take()
    }

    /// Watches what the known files of the site really are, where links lead to them. To be called
    /// after the first reading and after each batch that is structural or whole; what is newly
    /// watched counts as changed, for it may have changed since it was read.
    pub(in crate::preview) fn also(&mut self, known: &[Arc<str>]) {
        let links = Links::among(self.places.home(), known);
        let fresh = links.new_against(self.places.links());
        if links == *self.places.links() {
            return;
        }
        let places = Arc::new(Places::new(self.places.home().to_path_buf(), links));
        let before = std::mem::replace(&mut self.places, places);
        self.burst.listen_in(Arc::clone(&self.places));
        // What was known of the others stays: a replacement not yet noticed must not pass for them.
        let known = std::mem::take(&mut self.identities);
        let paths = self.places.roots().chain([self.root.clone()]);
        let identify = |path: PathBuf| {
            let identity = known.get(&path).map_or_else(|| Identity::behind(&path), |known| *known);
            (path, identity)
        };
        self.identities = paths.map(identify).collect();
        if let Err(loss) = self.eyes.turn(&before, &self.places) {
            self.burst.lose(loss);
        }
        for path in fresh {
            let touch = if path.is_dir() { Touch::Moved } else { Touch::Written };
            self.burst.touch(path, touch);
        }
    }

    /// Gives the next batch; none when nothing was over and done within a time. Asked again and
    /// again, it also sees what no event tells.
    pub(in crate::preview) fn next(
        &mut self,
        wait: Duration,
        known: &dyn Fn(&str) -> Known,
    ) -> Option<Batch> {
        let until = (self.clock)() + wait;
        loop {
            self.look();
            let pause = self.pause();
            if pause == Some(Duration::ZERO)
                && let Some(batch) = self.settle(known)
            {
                return Some(batch);
            }
            let now = (self.clock)();
            if now >= until {
                return None;
            }
            match pause {
                Some(pause) => thread::sleep(pause.min(until - now)),
                None => self.burst.wait(self.look_next.min(until).saturating_sub(now)),
            }
        }
    }

    /// Tells how long a burst must still be waited for; none when there is no burst.
    fn pause(&mut self) -> Option<Duration> {
        let span = self.burst.span()?;
        let now = (self.clock)();
        let over = (span.quiet + QUIET).min(span.counted + BURST_MAX);
        if now < over {
            return Some(over - now);
        }
        let is_held = now.saturating_sub(span.begun) < HELD_MAX && self.git.is_at_work();
        if is_held && now.saturating_sub(span.heard) > IDLE_MAX {
            self.git.give_up();
        } else if is_held {
            // The burst counts as one that just began, so that after git's work there is again a
            // time of quiet.
            self.burst.prolong(now);
            return Some(QUIET);
        }
        Some(Duration::ZERO)
    }

    /// Compares the watched folders with what they were; a handful of questions to the disk.
    fn look(&mut self) {
        if (self.clock)() < self.look_next {
            return;
        }
        let is_same = |(path, known): (&PathBuf, &_)| Identity::behind(path) == *known;
        if !self.identities.iter().all(is_same) {
            self.burst.lose(Loss::Untold);
        }
        self.eyes.look(&self.places, &self.burst);
        self.look_next = (self.clock)() + LOOK_EACH;
    }

    /// Ends a burst. What was only temporary files leaves nothing.
    fn settle(&mut self, known: &dyn Fn(&str) -> Known) -> Option<Batch> {
        let taken = self.burst.take();
        let sifted = match taken.loss {
            None => self.sift(&taken.touched, known),
            Some(loss) => Err(loss),
        };
        let batch = match sifted {
            Ok(batch) => Some(batch).filter(|batch| !batch.paths.is_empty()),
            Err(loss) => self.reopen(loss),
        };
        match &batch {
            Some(_) => self.unsettled.hand_out(taken.mark),
            None => self.unsettled.dismiss(taken.mark),
        }
        batch
    }

    /// Tells from the disk, not from the order of events, what became of the touched paths. However
    /// an editor saves (into the file, or into another that then takes its name), a known file that
    /// is a file again was written, and a file that was never known and is gone was temporary.
    fn sift(
        &mut self,
        touched: &BTreeMap<PathBuf, Touch>,
        known: &dyn Fn(&str) -> Known,
    ) -> Result<Batch, Loss> {
        let mut batch = Batch::default();
        let mut armed: Option<&Path> = None;
        for (path, touch) in touched {
            let found = fs::symlink_metadata(path).ok();
            let is_folder = found.as_ref().is_some_and(fs::Metadata::is_dir);
            if is_folder && *touch == Touch::Written {
                continue;
            }
            // What is new outside is watched once a link is known to lead there.
            let is_ours = is_folder && path.starts_with(self.places.home());
            if is_ours && armed.is_none_or(|armed| !path.starts_with(armed)) {
                self.eyes.arm(path)?;
                armed = Some(path);
            }
            let is_file = found.as_ref().is_some_and(fs::Metadata::is_file);
            for name in self.places.names(path) {
                let before = known(&name);
                if found.is_some() || before != Known::Not {
                    batch.is_structural |= !is_file || before != Known::File;
                    batch.paths.insert(name);
                }
            }
        }
        Ok(batch)
    }

    /// Watches everything anew, and gives a batch that says so. While the root is away there is
    /// nothing to tell: what was read of it stands until it is back.
    fn reopen(&mut self, loss: Loss) -> Option<Batch> {
        self.warn(loss);
        let whole = Batch { is_structural: true, is_whole: true, ..Batch::default() };
        self.open().then_some(whole)
    }

    /// Opens the eyes on the root as it is now, and tells whether it is there. The identities are
    /// taken first: a folder replaced meanwhile is then noticed at the next look.
    fn open(&mut self) -> bool {
        self.eyes = Eyes::Closed;
        let home = fs::canonicalize(&self.root);
        if let Ok(home) = &home {
            self.places = Arc::new(Places::new(home.clone(), self.places.links().clone()));
            self.burst.listen_in(Arc::clone(&self.places));
        }
        let paths = self.places.roots().chain([self.root.clone()]);
        self.identities = paths.map(|path| (path.clone(), Identity::behind(&path))).collect();
        if home.is_err() {
            return false;
        }
        if self.is_system_asked {
            match Eyes::of_system(&self.places, &self.burst) {
                Ok(eyes) => self.eyes = eyes,
                // It never held still: once more, when it is quiet.
                Err(Loss::Untold) => self.burst.lose(Loss::Untold),
                Err(loss) => self.warn(loss),
            }
        }
        if matches!(self.eyes, Eyes::Closed) {
            self.eyes = Eyes::of_look(&self.places);
        }
        true
    }

    /// Asks the system no more when it refuses, and tells the author why, once.
    fn warn(&mut self, loss: Loss) {
        let words = match loss {
            Loss::Untold => return,
            Loss::Limit => Words::new(
                "el sistema no deja vigilar tantas carpetas, así que se miran una vez por \
                 segundo; «sudo sysctl fs.inotify.max_user_watches=524288» lo remedia",
                "the system does not let so many folders be watched, so they are looked at once \
                 a second; `sudo sysctl fs.inotify.max_user_watches=524288` mends this",
            ),
            Loss::Refused(cause) => Words::new(
                format!(
                    "el sistema no puede vigilar la carpeta ({cause}), así que se mira una \
                         vez por segundo"
                ),
                format!(
                    "the system cannot watch the folder ({cause}), so it is looked at once \
                         a second"
                ),
            ),
        };
        if std::mem::replace(&mut self.is_system_asked, false) {
            self.warning = Some(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::atomic::{AtomicU64, Ordering};

    use notify::event::{Event, EventKind, Flag};

    use super::*;

    /// A clock that goes on by five milliseconds each time it is asked.
    fn ticking() -> Clock {
        let asked = AtomicU64::new(0);
        Arc::new(move || Duration::from_millis(5 * asked.fetch_add(1, Ordering::Relaxed)))
    }

    #[expect(clippy::disallowed_methods, reason = "who looks each second needs seconds")]
    fn real() -> Clock {
        let start = std::time::Instant::now();
        Arc::new(move || start.elapsed())
    }

    fn whole() -> Option<Batch> {
        Some(Batch { is_structural: true, is_whole: true, ..Batch::default() })
    }

    fn next(watcher: &mut Watcher) -> Option<Batch> {
        watcher.next(Duration::from_secs(60), &|_| Known::File)
    }

    #[test]
    fn lost_events_mean_everything() {
        let folder = tempfile::tempdir().unwrap();
        let mut watcher = Watcher::new(folder.path(), ticking());
        watcher.burst.hear(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)));
        assert!(watcher.unsettled().is_dirty());
        assert_eq!(next(&mut watcher), whole());
        assert!(watcher.warning().is_none());
        assert!(matches!(watcher.eyes, Eyes::System(_)));
    }

    #[test]
    fn at_its_limit_the_system_is_asked_no_more() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        let mut watcher = Watcher::new(folder.path(), real());
        let limit = || Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch));
        watcher.burst.hear(limit());
        assert_eq!(next(&mut watcher), whole());
        assert!(watcher.warning().is_some_and(|words| words.en.contains("max_user_watches")));
        watcher.burst.hear(limit());
        assert_eq!(next(&mut watcher), whole());
        assert!(watcher.warning().is_none(), "once is enough");
        fs::write(folder.path().join("content/a.md"), "a").unwrap();
        let paths = next(&mut watcher).unwrap().paths;
        assert_eq!(paths, BTreeSet::from([Arc::from("content/a.md")]));
    }

    #[test]
    fn a_burst_of_too_many_paths_means_everything() {
        let folder = tempfile::tempdir().unwrap();
        let mut watcher = Watcher::new(folder.path(), ticking());
        let content = fs::canonicalize(folder.path()).unwrap().join("content");
        for number in 0..20_001 {
            watcher.burst.touch(content.join(format!("{number}.md")), Touch::Written);
        }
        assert_eq!(next(&mut watcher), whole());
    }

    #[test]
    fn a_lock_that_nobody_works_under_is_waited_for_once() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(folder.path().join(".git/index.lock"), "").unwrap();
        let mut watcher = Watcher::new(folder.path(), ticking());
        let path = fs::canonicalize(folder.path()).unwrap().join("content/a.md");
        for (least, most) in [(IDLE_MAX, IDLE_MAX * 2), (QUIET, BURST_MAX)] {
            let began = (watcher.clock)();
            watcher.burst.touch(path.clone(), Touch::Written);
            assert!(next(&mut watcher).is_some());
            let took = (watcher.clock)() - began;
            assert!(least < took && took < most, "{took:?}");
        }
    }

    #[test]
    fn a_burst_without_end_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let mut watcher = Watcher::new(folder.path(), ticking());
        let path = fs::canonicalize(folder.path()).unwrap().join("content/a.md");
        let began = (watcher.clock)();
        let burst = Arc::clone(&watcher.burst);
        // Each question about a path writes it again: there is never a time of quiet.
        watcher.burst.touch(path.clone(), Touch::Written);
        let mut steps = 0;
        while watcher.pause() != Some(Duration::ZERO) {
            burst.touch(path.clone(), Touch::Written);
            steps += 1;
        }
        assert!(steps > 10 && (watcher.clock)() - began < BURST_MAX * 2);
    }
}

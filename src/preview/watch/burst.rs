//! What the system tells, gathered until it falls silent.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, Event, EventKind, MetadataKind, ModifyKind};

use super::places::Places;
use super::unsettled::Unsettled;
use crate::model::Clock;

/// A burst of more paths than this means: look at everything.
const PATHS_MAX: usize = 20_000;

/// Where the system's words arrive, on its own thread, and wait for the consumer's.
pub(in crate::preview) struct Burst {
    heard: Mutex<Heard>,
    begun: Condvar,
    unsettled: Arc<Unsettled>,
    clock: Clock,
}

#[derive(Default)]
struct Heard {
    places: Arc<Places>,
    touched: BTreeMap<PathBuf, Touch>,
    loss: Option<Loss>,
    span: Option<Span>,
}

/// What was done to a path, so far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::preview) enum Touch {
    /// Its bytes may be others.
    Written,
    /// It came, went, or changed its name.
    Moved,
}

/// Why single paths are not to be relied on; the later ones weigh more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::preview) enum Loss {
    /// Something was not told, or a watched folder is another than it was.
    Untold,
    /// The system lets no more folders be watched.
    Limit,
    /// The system cannot watch, for this reason.
    Refused(String),
}

/// The times of a burst.
#[derive(Clone, Copy)]
pub(in crate::preview) struct Span {
    /// When its first change was heard of.
    pub(in crate::preview) begun: Duration,
    /// When the limit of its length began to count: later than `begun` if git was waited for.
    pub(in crate::preview) counted: Duration,
    /// When its time of quiet began to count: when its last change was heard of, or later.
    pub(in crate::preview) quiet: Duration,
    /// When its last change was heard of.
    pub(in crate::preview) heard: Duration,
}

/// A burst that is over.
pub(in crate::preview) struct Taken {
    /// The paths, as the disk has them.
    pub(in crate::preview) touched: BTreeMap<PathBuf, Touch>,
    /// Why they are not all, if they are not.
    pub(in crate::preview) loss: Option<Loss>,
    /// What to say when it is handed out.
    pub(in crate::preview) mark: u64,
}

impl Burst {
    /// Prepares to hear; nothing is heard before places are given.
    pub(in crate::preview) fn new(unsettled: Arc<Unsettled>, clock: Clock) -> Self {
        Self { heard: Mutex::default(), begun: Condvar::new(), unsettled, clock }
    }

    /// Says where the site's files lie from now on.
    pub(in crate::preview) fn listen_in(&self, places: Arc<Places>) {
        self.heard().places = places;
    }

    /// Hears the system. Runs on the system's thread, for each event: most are our own reading.
    pub(in crate::preview) fn hear(&self, event: notify::Result<Event>) {
        let event = match event {
            Ok(event) => event,
            Err(error) => return self.lose(loss(&error)),
        };
        if event.need_rescan() {
            self.lose(Loss::Untold);
        }
        let Some(touch) = touch(&event.kind) else { return };
        for path in event.paths {
            self.touch(path, touch);
        }
    }

    /// Notes that a path was touched, if the site has a name for it.
    pub(in crate::preview) fn touch(&self, path: PathBuf, touch: Touch) {
        let mut heard = self.heard();
        if heard.places.is_root(&path) {
            // On some systems a folder is written when something in it is. That is no loss.
            if touch == Touch::Moved {
                self.note(&mut heard, |heard| heard.lose(Loss::Untold));
            }
        } else if heard.places.is_named(&path) {
            self.note(&mut heard, |heard| heard.touch(path, touch));
        }
    }

    /// Notes that single paths are not to be relied on.
    pub(in crate::preview) fn lose(&self, loss: Loss) {
        self.note(&mut self.heard(), |heard| heard.lose(loss));
    }

    /// Gives the times of the burst, if there is one.
    pub(in crate::preview) fn span(&self) -> Option<Span> {
        self.heard().span
    }

    /// Lets the burst count as one that just began.
    pub(in crate::preview) fn prolong(&self, now: Duration) {
        if let Some(span) = &mut self.heard().span {
            (span.counted, span.quiet) = (now, now);
        }
    }

    /// Waits until a burst begins.
    pub(in crate::preview) fn wait(&self, max: Duration) {
        let is_silent = |heard: &mut Heard| heard.span.is_none();
        drop(self.begun.wait_timeout_while(self.heard(), max, is_silent));
    }

    /// Takes the burst.
    pub(in crate::preview) fn take(&self) -> Taken {
        let mut heard = self.heard();
        heard.span = None;
        let touched = std::mem::take(&mut heard.touched);
        Taken { touched, loss: heard.loss.take(), mark: self.unsettled.mark() }
    }

    /// The count is raised first: nobody may see a change on disk and find nothing unsettled.
    fn note(&self, heard: &mut Heard, change: impl FnOnce(&mut Heard)) {
        self.unsettled.saw();
        change(heard);
        let now = (self.clock)();
        match &mut heard.span {
            Some(span) => (span.quiet, span.heard) = (now, now),
            None => {
                heard.span = Some(Span { begun: now, counted: now, quiet: now, heard: now });
                self.begun.notify_all();
            }
        }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Heard {
    fn touch(&mut self, path: PathBuf, touch: Touch) {
        if self.loss.is_some() {
            return;
        }
        let known = self.touched.entry(path).or_insert(touch);
        *known = touch.max(*known);
        if self.touched.len() > PATHS_MAX {
            self.lose(Loss::Untold);
        }
    }

    fn lose(&mut self, loss: Loss) {
        self.touched.clear();
        self.loss = self.loss.take().max(Some(loss));
    }
}

/// Reads what kind of event it is; none for those that change nothing.
///
/// Opening and reading is reported as well, ours and everyone's. Rights, owners and attributes
/// (`chmod`) change no page. Neither does a time of writing; but where it is told as such it is
/// all that tells of writing, so it counts. On Linux it is not told apart from rights, and not
/// needed: `touch` opens the file for writing, and closing what was so opened is told too.
fn touch(kind: &EventKind) -> Option<Touch> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime))
        | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any | ModifyKind::Other) => {
            Some(Touch::Written)
        }
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Other => {
            None
        }
        EventKind::Create(_)
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Name(_))
        | EventKind::Any => Some(Touch::Moved),
    }
}

/// Weighs an error of the system: what is gone may come back, what is refused stays refused.
pub(in crate::preview) fn loss(error: &notify::Error) -> Loss {
    let is_gone = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => Loss::Limit,
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => Loss::Untold,
        notify::ErrorKind::Io(cause) if is_gone(cause) => Loss::Untold,
        notify::ErrorKind::Io(cause) => Loss::Refused(cause.to_string()),
        _ => Loss::Refused(error.to_string()),
    }
}

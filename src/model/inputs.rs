//! Everything that a build depends on.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use super::asset::Asset;
use super::settings::Settings;
use super::theme::Theme;
use crate::ground::{Diagnostic, Failure, Source};

/// Everything that a build depends on, today included: equal inputs give equal outputs.
#[derive(Clone)]
pub struct Inputs {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The theme, and the site's own files over it.
    pub theme: Arc<Theme>,
    /// The paths of the content files, sorted.
    pub contents: Vec<Arc<str>>,
    /// The paths of the data files for templates, sorted.
    pub data: Vec<Arc<str>>,
    /// The paths of the questionnaires, sorted.
    pub surveys: Vec<Arc<str>>,
    /// The files beside them that may be waves, sorted by path. They are never copied.
    pub waves: Vec<Asset>,
    /// The text of `urls.lock`, if there is one.
    pub lock: Option<Arc<str>>,
    /// The files to copy, sorted by path.
    pub assets: Vec<Asset>,
    /// Reads content files.
    pub library: Arc<dyn Library>,
    /// The instant of the build, in seconds since 1970.
    pub now: i64,
    /// Whether drafts, scheduled and expired documents are shown.
    pub shows_drafts: bool,
    /// Tells how much time has passed: only for limits, never for what is shown.
    pub clock: Clock,
    /// Tells how much memory the program takes: only for limits, too.
    pub gauge: Gauge,
    /// How many threads may work.
    pub jobs: usize,
    /// What reading found wrong.
    pub findings: Vec<Diagnostic>,
}

/// Tells how much time has passed since it was made.
pub type Clock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// Printing may take so much more memory than there was when it began.
pub const GROWTH_BYTES_MAX: u64 = 1 << 30;

/// Tells how many bytes of memory the program takes, where the system says.
pub type Gauge = Arc<dyn Fn() -> Option<u64> + Send + Sync>;

/// Reads the content files of a site.
pub trait Library: Send + Sync {
    /// Reads a file by its path from the site's root.
    ///
    /// # Errors
    /// [`Unread::Finding`] when its author must change it, [`Unread::Failure`] when the machine
    /// failed.
    fn source(&self, path: &Arc<str>) -> Result<Source, Unread>;

    /// Opens a wave of a survey by its path from the site's root, to be counted as it is read.
    ///
    /// # Errors
    /// When the machine failed.
    fn wave(&self, path: &Arc<str>) -> Result<Box<dyn Read>, Failure>;
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// It cannot be taken as it is.
    Finding(Box<Diagnostic>),
    /// The machine failed.
    Failure(Failure),
}

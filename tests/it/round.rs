//! A round of the press inside the test's own process: much faster than a run of the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tertulia::ground::{Failure, Fingerprint};
use tertulia::press::{self, Made, Memory, Request};

/// 2026-06-15, noon in UTC: the instant of all builds of these tests.
pub(crate) const NOW: i64 = 1_781_524_800;

/// What differs between the rounds of the tests.
#[derive(Clone, Debug)]
pub(crate) struct Wish<'a> {
    /// The folder of the site.
    pub(crate) root: &'a Path,
    /// The output folder, seen from the site.
    pub(crate) out: &'a str,
    /// What of earlier builds may be used.
    pub(crate) memory: Memory,
    /// How many threads may work.
    pub(crate) jobs: usize,
    /// The page whose reason is asked for.
    pub(crate) why: Option<&'a str>,
    /// Whether drafts and the like are shown.
    pub(crate) drafts: bool,
}

impl<'a> Wish<'a> {
    /// Wishes what `tertulia build` does.
    pub(crate) fn build(root: &'a Path) -> Self {
        Self { root, out: "public", memory: Memory::All, jobs: 2, why: None, drafts: false }
    }

    /// Wishes what `tertulia build --clean` does, into another folder.
    pub(crate) fn clean(root: &'a Path, out: &'a str) -> Self {
        Self { out, memory: Memory::Nothing, ..Self::build(root) }
    }

    /// Makes the round.
    pub(crate) fn made(&self) -> Made {
        self.tried().unwrap_or_else(|failure| panic!("the machine failed: {failure:?}"))
    }

    /// Makes the round, which the machine may not be able to.
    pub(crate) fn tried(&self) -> Result<Made, Failure> {
        press::build(Request {
            root: self.root.to_path_buf(),
            out: Some(self.folder()),
            memory: self.memory,
            shows_drafts: self.drafts,
            now: Box::new(|_| NOW),
            system_zone: "UTC".to_string(),
            gauge: tertulia::command::world::gauge(),
            clock: Arc::new(|| Duration::ZERO),
            jobs: self.jobs,
            locks: false,
            why: self.why.map(str::to_string),
            program: Fingerprint::of("a program"),
            progress: Arc::new(|_, _| {}),
        })
    }

    /// Gives the output folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.root.join(self.out)
    }
}

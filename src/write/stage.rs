//! The stage: where the files of an edition wait, unseen, until it is complete.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

use super::places::{PROBE, Places, checked};
use crate::ground::{Failure, url};
use crate::model::{Content, Output, Sink, Stamp};

/// Files are compared this many bytes at a time.
const COMPARED_BYTES: usize = 64 * 1024;

/// How an edition replaces the one that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only what differs is written; what stands equal keeps its file.
    Incremental,
    /// Everything is written, and the folder is exchanged for a new one.
    Whole,
}

/// Takes the files of one edition. Unless it is published, nothing of it remains.
#[derive(Debug)]
pub struct Stage {
    pub(super) places: Arc<Places>,
    pub(super) mode: Mode,
    pub(super) state: State,
    folders: Mutex<BTreeSet<String>>,
    printed: Mutex<BTreeSet<String>>,
}

/// How far a stage has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Its files are nobody's but ours.
    Open,
    /// Its files are promised to the output: they must be moved, now or by the next build.
    Promised,
}

impl Stage {
    /// Opens an empty stage.
    pub(super) fn open(places: Arc<Places>, mode: Mode) -> Result<Self, Failure> {
        sweep(&places)?;
        let stage = Self {
            places,
            mode,
            state: State::Open,
            folders: Mutex::default(),
            printed: Mutex::default(),
        };
        if mode == Mode::Whole {
            stage.folder("")?;
        }
        Ok(stage)
    }

    /// Gives the edition up; the one that stands is untouched.
    pub fn discard(self) {}

    /// The files that were printed so far, by their paths below the output folder.
    pub(super) fn printed(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives where a file waits, once its folder is there.
    pub(super) fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        self.folder(url::folder(path))?;
        Ok(self.places.staging.join(path))
    }

    /// Makes a folder of the stage, unless that was done before.
    fn folder(&self, folder: &str) -> Result<(), Failure> {
        let made = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !made().contains(folder) {
            let path = self.places.staging.join(folder);
            fs::create_dir_all(&path).map_err(self.places.unwritten(&path))?;
            made().insert(folder.to_string());
        }
        Ok(())
    }

    /// Gives the stamp of the published file if it holds the same.
    fn unchanged(&self, path: &Path, content: &Content) -> Result<Option<Stamp>, Failure> {
        let published = self.places.out.join(path);
        let Some(standing) = standing(&published) else {
            return Ok(None);
        };
        let is_same = match content {
            Content::Bytes(bytes) if bytes.len() as u64 != standing.bytes => Ok(false),
            Content::Bytes(bytes) => has_same(&published, &mut bytes.as_slice()),
            Content::Copy(source) => {
                let (mut file, bytes) = self.source(source)?;
                if bytes == standing.bytes { has_same(&published, &mut file) } else { Ok(false) }
            }
        };
        let is_same = is_same.map_err(self.places.unread(&published))?;
        Ok(is_same.then_some(standing))
    }

    /// Opens a file of the site, and gives its size.
    fn source(&self, path: &str) -> Result<(File, u64), Failure> {
        let path = self.places.root.join(checked(path)?);
        let open = || {
            let file = File::open(&path)?;
            let bytes = file.metadata()?.len();
            Ok((file, bytes))
        };
        open().map_err(self.places.unread(&path))
    }

    fn write(&self, path: &str, content: &Content) -> Result<Stamp, Failure> {
        let place = self.place(path)?;
        let written = match content {
            Content::Bytes(bytes) => File::create(&place).and_then(|mut file| {
                file.write_all(bytes)?;
                file.metadata()
            }),
            Content::Copy(source) => {
                let (mut source, _) = self.source(source)?;
                File::create(&place).and_then(|mut file| {
                    io::copy(&mut source, &mut file)?;
                    file.metadata()
                })
            }
        };
        let written = written.map_err(self.places.unwritten(&place))?;
        Ok(stamp(&written))
    }
}

impl Sink for Stage {
    /// In a whole edition nothing holds: every file must be printed.
    fn holds(&self, path: &str, stamp: Stamp) -> bool {
        self.mode == Mode::Incremental && standing(&self.places.out.join(path)) == Some(stamp)
    }

    fn print(&self, output: &Output) -> Result<(Stamp, bool), Failure> {
        let path = checked(&output.path)?;
        if self.mode == Mode::Incremental
            && let Some(stamp) = self.unchanged(path, &output.content)?
        {
            return Ok((stamp, false));
        }
        let stamp = self.write(&output.path, &output.content)?;
        self.printed().insert(output.path.clone());
        Ok((stamp, true))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.state == State::Open {
            // Whoever drops a stage has a worse failure to tell, and the next build sweeps again.
            let _ = sweep(&self.places);
        }
    }
}

/// Removes what an edition that was not published left behind.
pub(super) fn sweep(places: &Places) -> Result<(), Failure> {
    let removed = |path: &Path, done: io::Result<()>| match done {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(places.unwritten(path)(cause)),
        _ => Ok(()),
    };
    removed(&places.staging, fs::remove_dir_all(&places.staging))?;
    if places.out.exists() {
        // Else what stands aside would be all that there is.
        removed(&places.aside, fs::remove_dir_all(&places.aside))?;
    }
    for file in [places.next_ledger(), places.out.join(PROBE)] {
        removed(&file, fs::remove_file(&file))?;
    }
    Ok(())
}

/// Gives the stamp of a file, if one stands there.
fn standing(path: &Path) -> Option<Stamp> {
    let found = path.symlink_metadata().ok()?;
    found.is_file().then(|| stamp(&found))
}

fn stamp(found: &Metadata) -> Stamp {
    let nanoseconds = |time: std::time::SystemTime| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |time| -time),
    };
    Stamp { bytes: found.len(), changed: found.modified().map_or(0, nanoseconds) }
}

/// Tells whether a file holds what a reader gives, and nothing more.
fn has_same(path: &Path, other: &mut impl Read) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut ours = Vec::with_capacity(COMPARED_BYTES);
    let mut theirs = Vec::with_capacity(COMPARED_BYTES);
    loop {
        ours.clear();
        theirs.clear();
        (&mut file).take(COMPARED_BYTES as u64).read_to_end(&mut ours)?;
        (&mut *other).take(COMPARED_BYTES as u64).read_to_end(&mut theirs)?;
        if ours != theirs {
            return Ok(false);
        }
        if ours.len() < COMPARED_BYTES {
            return Ok(true);
        }
    }
}

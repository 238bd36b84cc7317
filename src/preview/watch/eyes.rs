//! What sees changes: the system, or where it cannot, a look at everything each second.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};
use walkdir::WalkDir;

use super::burst::{Burst, Loss, Touch, loss};
use super::identity::number;
use super::places::Places;
use crate::read::SETTINGS;

/// So many files are looked at each second, so deep.
const LOOKED_AT_MAX: usize = 200_000;
const DEPTH_MAX: usize = 64;

/// A folder that keeps changing while it is asked to be watched is asked for so often.
const TRIES_MAX: usize = 10;

/// What sees changes.
pub(in crate::preview) enum Eyes {
    /// There is nothing to see.
    Closed,
    /// The system tells.
    System(RecommendedWatcher),
    /// What was there at the last look.
    Look(Look),
}

/// Each file and folder, with what changes when it is written.
type Look = BTreeMap<PathBuf, Stamp>;

/// File or folder, its number, its size, the time it was written; a folder has the first two.
type Stamp = (bool, (u64, u64), u64, Option<SystemTime>);

impl Eyes {
    /// Has the system watch the places of a site. Links below are not followed: what they lead to
    /// is watched where it is.
    ///
    /// # Errors
    /// When the system refuses.
    pub(in crate::preview) fn of_system(places: &Places, burst: &Arc<Burst>) -> Result<Self, Loss> {
        let burst = Arc::clone(burst);
        let config = Config::default().with_follow_symlinks(false);
        let hear = move |event| burst.hear(event);
        let mut system = RecommendedWatcher::new(hear, config).map_err(|error| loss(&error))?;
        watch(&mut system, places.home(), RecursiveMode::NonRecursive)?;
        for folder in places.deep() {
            watch(&mut system, &folder, RecursiveMode::Recursive)?;
        }
        for folder in places.outside() {
            watch(&mut system, folder, RecursiveMode::NonRecursive)?;
        }
        Ok(Self::System(system))
    }

    /// Looks at everything, to have something to compare with.
    pub(in crate::preview) fn of_look(places: &Places) -> Self {
        Self::Look(look(places))
    }

    /// Makes sure that all below a new folder is watched.
    ///
    /// The system's watches stand on single folders; by the time one is set on a new folder,
    /// others may have been made inside it, with files, of which nothing is ever told. And when a
    /// folder vanishes while its neighbours are being watched, the rest of them is left out. So
    /// each new folder is asked for once more, before the batch with its name is handed out: who
    /// walks through it then sees what came before the watch, and the watch sees what comes after.
    ///
    /// # Errors
    /// When the system refuses, or the folder never holds still.
    pub(in crate::preview) fn arm(&mut self, folder: &Path) -> Result<(), Loss> {
        let is_by_folder =
            matches!(RecommendedWatcher::kind(), WatcherKind::Inotify | WatcherKind::Kqueue);
        match self {
            Self::System(system) if is_by_folder => watch(system, folder, RecursiveMode::Recursive),
            _ => Ok(()),
        }
    }

    /// Changes which folders outside are watched.
    ///
    /// # Errors
    /// When the system refuses.
    pub(in crate::preview) fn turn(&mut self, before: &Places, after: &Places) -> Result<(), Loss> {
        // Who looks sees the difference at the next look.
        let Self::System(system) = self else { return Ok(()) };
        let (before, after) = (before.outside(), after.outside());
        for folder in before.difference(after) {
            // What is gone is not watched anyway.
            drop(system.unwatch(folder));
        }
        for folder in after.difference(before) {
            watch(system, folder, RecursiveMode::NonRecursive)?;
        }
        Ok(())
    }

    /// Looks, where the system does not tell.
    pub(in crate::preview) fn look(&mut self, places: &Places, burst: &Burst) {
        let Self::Look(before) = self else { return };
        let after = look(places);
        for (path, stamp) in &after {
            match before.get(path) {
                Some(known) if known == stamp => {}
                // A file for a folder, or a folder for a file.
                Some(known) if known.0 || stamp.0 => burst.touch(path.clone(), Touch::Moved),
                Some(_) => burst.touch(path.clone(), Touch::Written),
                None => burst.touch(path.clone(), Touch::Moved),
            }
        }
        for path in before.keys().filter(|path| !after.contains_key(*path)) {
            burst.touch(path.clone(), Touch::Moved);
        }
        *before = after;
    }
}

/// Watches a folder, unless it is gone: its return will be told by the folder above, or noticed.
fn watch(system: &mut RecommendedWatcher, folder: &Path, mode: RecursiveMode) -> Result<(), Loss> {
    let mut tries = 0;
    loop {
        tries += 1;
        match system.watch(folder, mode).map_err(|error| loss(&error)) {
            Err(Loss::Untold) if !folder.is_dir() => return Ok(()),
            Err(Loss::Untold) if tries < TRIES_MAX => {}
            result => return result,
        }
    }
}

fn look(places: &Places) -> Look {
    let mut look = Look::new();
    let settings = places.home().join(SETTINGS);
    let single = places.links().files().chain([settings.as_path()]);
    let found = single.filter_map(|file| fs::metadata(file).ok().map(|found| (file, found)));
    look.extend(found.map(|(file, found)| (file.to_path_buf(), stamp(&found))));
    for folder in places.deep() {
        add(&mut look, places, &folder, DEPTH_MAX);
    }
    for folder in places.outside() {
        add(&mut look, places, folder, 1);
    }
    look
}

fn add(look: &mut Look, places: &Places, folder: &Path, depth_max: usize) {
    let walk = WalkDir::new(folder).min_depth(1).max_depth(depth_max).into_iter();
    let named = walk.filter_entry(|entry| entry.depth() == 0 || places.is_named(entry.path()));
    for entry in named.flatten() {
        if look.len() >= LOOKED_AT_MAX {
            return;
        }
        if let Ok(found) = entry.metadata() {
            look.insert(entry.into_path(), stamp(&found));
        }
    }
}

fn stamp(found: &Metadata) -> Stamp {
    if found.is_dir() {
        return (true, number(found), 0, None);
    }
    (false, number(found), found.len(), found.modified().ok())
}

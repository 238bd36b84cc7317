//! A consumer of batches, for trials of the room.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::batch::{Batch, Known};
use super::watcher::Watcher;
use crate::model::Clock;

/// Longer than anything takes on the slowest machine.
pub(super) const LONG: Duration = Duration::from_secs(20);

#[expect(clippy::disallowed_methods, reason = "a test of waiting needs a clock")]
pub(super) fn clock() -> Clock {
    let start = Instant::now();
    Arc::new(move || start.elapsed())
}

/// A clock that goes ten times slower than time. By it the system's thread has not 12 but 120
/// milliseconds to tell of what was done in one go, which is enough on a busy machine too.
pub(super) fn slow_clock() -> Clock {
    let clock = clock();
    Arc::new(move || clock() / 10)
}

/// How an editor saves a file.
pub(super) type Dance = fn(&Site);

/// A consumer: it reads what the batches name, and knows a site by nothing else.
pub(super) struct Site {
    pub(super) folder: TempDir,
    pub(super) watcher: Watcher,
    pub(super) known: BTreeMap<Arc<str>, String>,
}

impl Site {
    /// Makes a site with some files, each holding its own path.
    pub(super) fn new(files: &[&str], clock: Clock) -> Self {
        Self::with(files, |root| Watcher::new(root, clock))
    }

    pub(super) fn with(files: &[&str], watcher: impl FnOnce(&Path) -> Watcher) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("sitio");
        fs::create_dir_all(root.join("content")).unwrap();
        for file in files {
            write(&root.join(file), file);
        }
        let watcher = watcher(&root);
        let mut site = Self { folder, watcher, known: BTreeMap::new() };
        site.known = site.on_disk();
        site
    }

    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join("sitio").join(path)
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        write(&self.at(path), text);
    }

    pub(super) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap();
    }

    pub(super) fn on_disk(&self) -> BTreeMap<Arc<str>, String> {
        self.below("")
    }

    pub(super) fn below(&self, path: &str) -> BTreeMap<Arc<str>, String> {
        let root = self.at("");
        let entries = WalkDir::new(self.at(path)).follow_links(true).into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        let read = |path: &Path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            let is_temporary = name.ends_with('~') || format!("/{name}").contains("/.");
            let text = fs::read_to_string(path).ok().filter(|_| !is_temporary)?;
            Some((Arc::from(name), text))
        };
        files.filter_map(|entry| read(entry.path())).collect()
    }

    /// Waits for the next batch and leaves it unapplied.
    pub(super) fn pull(&mut self, wait: Duration) -> Option<Batch> {
        let files: Vec<Arc<str>> = self.known.keys().cloned().collect();
        self.watcher.next(wait, &|path| Known::among(&files, path))
    }

    /// Waits for the next batch and applies it.
    pub(super) fn next(&mut self) -> Batch {
        let batch = self.pull(LONG).expect("a batch comes");
        self.apply(&batch);
        batch
    }

    pub(super) fn apply(&mut self, batch: &Batch) {
        if batch.is_whole {
            self.known = self.on_disk();
        }
        for path in &batch.paths {
            if batch.is_structural {
                let below = format!("{path}/");
                self.known.retain(|known, _| known != path && !known.starts_with(&below));
                let found = self.below(path);
                self.known.extend(found);
            } else {
                let text = fs::read_to_string(self.at(path)).unwrap_or_default();
                *self.known.get_mut(path).expect("only known files changed") = text;
            }
        }
        if batch.is_structural {
            self.also();
        }
        self.watcher.unsettled().settled();
    }

    pub(super) fn also(&mut self) {
        let files: Vec<Arc<str>> = self.known.keys().cloned().collect();
        self.watcher.also(&files);
    }

    /// Waits until what the batches said is what the disk holds.
    pub(super) fn converge(&mut self) {
        let clock = clock();
        while self.known != self.on_disk() {
            assert!(clock() < LONG, "something was missed");
            if let Some(batch) = self.pull(Duration::from_millis(50)) {
                self.apply(&batch);
            }
        }
    }

    /// Sees that nothing was told but a change made now: events come in their order.
    pub(super) fn sees_nothing(&mut self) {
        let text = format!("{:?}", self.known.len());
        self.write("tertulia.toml", &text);
        let batch = self.next();
        assert_eq!((paths(&batch), batch.is_structural), (vec!["tertulia.toml"], false));
    }
}

pub(super) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(super) fn paths(batch: &Batch) -> Vec<&str> {
    batch.paths.iter().map(|path| &**path).collect()
}

/// A site that already holds what `sees_nothing` writes.
pub(super) fn usual() -> Site {
    let files = ["tertulia.toml", "content/a.md", "content/guia/b.md", "static/c.css"];
    Site::new(&files, slow_clock())
}

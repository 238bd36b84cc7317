//! The journal: what a publication is about to do, written down before it begins.
//!
//! A journal that can be read was complete, and so was the edition beside the output: whoever
//! finds it carries it out. One that cannot be read is as if there were none.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::chunks;
use super::places::MARKER;
use super::system;
use crate::ground::Fingerprint;

const MAGIC: &[u8] = b"TERTULIA-JOURNAL-1\n";
const CHECKSUM_BYTES: usize = 16;

/// What a publication does, in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// The edition that will stand.
    pub(super) edition: Fingerprint,
    /// How it comes to stand.
    pub(super) way: Way,
}

/// How an edition comes to stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Way {
    /// File by file.
    Files(Files),
    /// The whole folder in the place of the old one.
    Folder,
}

/// The files of a publication, by their paths below the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Files {
    /// Old files that are in the way: a file where a folder must be, or the reverse.
    pub(super) cleared: Vec<String>,
    /// New files: what pages need before the pages, the marker last.
    pub(super) moved: Vec<String>,
    /// Old files that have no place any more.
    pub(super) withdrawn: Vec<String>,
}

impl Files {
    /// Puts what is new and what is withdrawn into the order in which readers notice least.
    pub(super) fn new(printed: &BTreeSet<String>, withdrawn: &[String]) -> Self {
        let (pages, others): (Vec<String>, Vec<String>) =
            printed.iter().cloned().partition(|path| path.ends_with(".html"));
        let gone = withdrawn.iter().filter(|path| !printed.contains(*path));
        let (cleared, withdrawn) = gone.cloned().partition(|path| is_in_the_way(path, printed));
        Self { cleared, moved: others.into_iter().chain(pages).collect(), withdrawn }
    }

    /// Tells whether the edition differs from the one that stands.
    pub(super) fn is_empty(&self) -> bool {
        self.cleared.is_empty() && self.moved.is_empty() && self.withdrawn.is_empty()
    }

    /// Adds the marker, after which the new edition is the one that stands.
    pub(super) fn marked(mut self) -> Self {
        self.moved.push(MARKER.to_string());
        self
    }
}

fn is_in_the_way(old: &str, printed: &BTreeSet<String>) -> bool {
    let folder = format!("{old}/");
    let below = printed.range(folder.clone()..).next();
    let is_folder_now = below.is_some_and(|path| path.starts_with(&folder));
    let mut folders = old.match_indices('/').map(|(at, _)| &old[..at]);
    is_folder_now || folders.any(|folder| printed.contains(folder))
}

impl Journal {
    /// Reads a journal; `None` when there is none that was complete.
    pub(super) fn load(path: &Path) -> Option<Self> {
        let bytes = fs::read(path).ok()?;
        let body_end = bytes.len().checked_sub(CHECKSUM_BYTES)?;
        let (body, checksum) = bytes.split_at(body_end);
        if Fingerprint::of(body).bytes() != checksum {
            return None;
        }
        postcard::from_bytes(body.strip_prefix(MAGIC)?).ok()
    }

    /// Writes the journal down, for good if there is something that a power cut could spoil.
    pub(super) fn save(&self, path: &Path, lasting: Lasting) -> io::Result<()> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(chunks::encode(self)?);
        let checksum = Fingerprint::of(&bytes);
        bytes.extend(checksum.bytes());
        let next = path.with_extension("new");
        File::create(&next)?.write_all(&bytes)?;
        if lasting == Lasting::Settled {
            system::settle_file(&next)?;
        }
        fs::rename(&next, path)?;
        match path.parent() {
            Some(folder) if lasting == Lasting::Settled => system::settle_folder(folder),
            _ => Ok(()),
        }
    }
}

/// How sure we must be that something written is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lasting {
    /// The system may take its time.
    Buffered,
    /// It would outlive a power cut.
    Settled,
}

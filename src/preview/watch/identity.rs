//! Which folder it is that stands under a name.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// What tells a folder from another that takes its place. The time of its birth belongs to it,
/// since some file systems give the number of a removed folder to the next one made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) struct Identity {
    number: (u64, u64),
    born: Option<SystemTime>,
}

impl Identity {
    /// Identifies what a path leads to; none when there is nothing.
    pub(in crate::preview) fn behind(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|found| Self::of(&found))
    }

    fn of(found: &Metadata) -> Self {
        Self { number: number(found), born: found.created().ok() }
    }
}

/// Gives the number of the file system and that of the file in it.
#[cfg(unix)]
pub(in crate::preview) fn number(found: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (found.dev(), found.ino())
}

/// Systems without such numbers have the time of birth.
#[cfg(not(unix))]
pub(in crate::preview) fn number(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

//! The lock on disk: the URLs that a site has published.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::ground::Failure;
use crate::model::lock::FILE;

/// Writes the lock in the place of the one that was there: whole or not at all.
///
/// # Errors
/// When it cannot be written; the old one stands then.
pub fn lock(root: &Path, text: &str) -> Result<(), Failure> {
    let file = root.join(FILE);
    let next = root.join(format!(".{FILE}.new"));
    let written = write_new(&next, text).and_then(|()| std::fs::rename(&next, &file));
    written.map_err(|cause| {
        let _ = std::fs::remove_file(&next);
        Failure::write(FILE, cause)
    })
}

/// Writes a file that is not there; what an earlier try left goes first, and no link is followed.
fn write_new(file: &Path, text: &str) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
        _ => {}
    }
    File::options().write(true).create_new(true).open(file)?.write_all(text.as_bytes())
}

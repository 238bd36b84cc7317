//! The lock on disk: the URLs that a site has published.

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
    let written = std::fs::write(&next, text).and_then(|()| std::fs::rename(&next, &file));
    written.map_err(|cause| {
        let _ = std::fs::remove_file(&next);
        Failure::write(FILE, cause)
    })
}

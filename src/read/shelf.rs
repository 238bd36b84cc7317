//! The shelf: gives the text of one file when it is asked for.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::ground::findings::{file_too_large, not_utf8};
use crate::ground::{Failure, Place, Source};
use crate::model::{Library, Unread};

/// The name of the file with the settings.
pub const SETTINGS: &str = "tertulia.toml";

/// Reads files below a root, up to a size.
#[derive(Clone, Debug)]
pub struct Shelf {
    root: PathBuf,
    bytes_max: u64,
}

impl Shelf {
    /// Opens the shelf of a site.
    pub fn new(root: &Path, bytes_max: u64) -> Self {
        Self { root: root.to_path_buf(), bytes_max }
    }
}

impl Library for Shelf {
    fn source(&self, path: &Arc<str>) -> Result<Source, Unread> {
        let bytes = read(&self.root.join(&**path), path, self.bytes_max)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(Arc::clone(path), text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                Err(Unread::Finding(Box::new(not_utf8(Place::file(path), offset))))
            }
        }
    }

    fn wave(&self, path: &Arc<str>) -> Result<Box<dyn Read>, Failure> {
        let failure = |cause: std::io::Error| Failure::read(path, cause);
        let file = self.root.join(&**path);
        // What is no file (a pipe, say) would be waited for.
        if !file.metadata().map_err(failure)?.is_file() {
            return Err(failure(std::io::Error::other("it is no file")));
        }
        Ok(Box::new(File::open(file).map_err(failure)?))
    }
}

/// Reads a file that may have so many bytes. What is no file (a pipe, say) would be waited for.
pub(super) fn read(file: &Path, path: &Arc<str>, bytes_max: u64) -> Result<Vec<u8>, Unread> {
    let failure = |cause: std::io::Error| Unread::Failure(Failure::read(path, cause));
    let found = file.metadata().map_err(failure)?;
    if !found.is_file() {
        return Err(failure(std::io::Error::other("it is no file")));
    }
    let mut opened = File::open(file).map_err(failure)?;
    let size = found.len();
    let too_large = |size| {
        let place = Place::file(path);
        Unread::Finding(Box::new(file_too_large(place, size, bytes_max, "limits.page_bytes")))
    };
    if size > bytes_max {
        return Err(too_large(size));
    }
    // A file may grow while it is read, and some have no size at all.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    let mut limited = (&mut opened).take(bytes_max + 1);
    match limited.read_to_end(&mut bytes) {
        Ok(read) if read as u64 > bytes_max => Err(too_large(read as u64)),
        Ok(_) => Ok(bytes),
        Err(cause) => Err(failure(cause)),
    }
}

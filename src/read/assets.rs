//! Files to copy: their fingerprints and sizes.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
#[cfg(not(unix))]
use std::time::UNIX_EPOCH;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::dimensions;
use crate::ground::{Failure, Fingerprint, Mix};
use crate::model::Asset;

/// Bytes that are read at once.
const CHUNK_BYTES: usize = 1 << 18;

/// Of files above this, size and time stand for the bytes: reading them takes seconds.
const READ_BYTES_MAX: u64 = 64 << 20;

/// Fingerprints files; those that are known and have kept size and time are not read.
pub(super) fn stamp(
    root: &Path,
    paths: &[Arc<str>],
    known: &[Asset],
) -> Result<Vec<Asset>, Failure> {
    let known: HashMap<&str, &Asset> = known.iter().map(|asset| (&*asset.path, asset)).collect();
    let stamped = paths.par_iter().map(|path| {
        let file = root.join(&**path);
        let failure = |cause| Failure::read(path, cause);
        let found = file.metadata().map_err(failure)?;
        let changed = changed(&found);
        let bytes = found.len();
        if let Some(asset) = known.get(&**path)
            && asset.bytes == bytes
            && asset.changed == changed
        {
            return Ok((*asset).clone());
        }
        let fingerprint = match bytes > READ_BYTES_MAX {
            true => Mix::new("large file").number(bytes).value(&changed).finish(),
            false => fingerprint(&file).map_err(failure)?,
        };
        let size = dimensions::of(&file, path);
        Ok(Asset { path: Arc::clone(path), bytes, changed, fingerprint, size })
    });
    stamped.collect()
}

/// Tells when a file was last changed, in nanoseconds since 1970: by the system's own mark where
/// there is one, for archives and copies set the other as they like.
#[cfg(unix)]
fn changed(found: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;

    found.ctime().wrapping_mul(1_000_000_000).wrapping_add(found.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(found: &Metadata) -> i64 {
    let since = found.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

fn fingerprint(file: &Path) -> std::io::Result<Fingerprint> {
    let mut file = File::open(file)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut mix = Mix::new("file");
    loop {
        let mut filled = 0;
        while filled < chunk.len() {
            match file.read(&mut chunk[filled..])? {
                0 => break,
                read => filled += read,
            }
        }
        if filled == 0 {
            return Ok(mix.finish());
        }
        mix = mix.bytes(&chunk[..filled]);
    }
}

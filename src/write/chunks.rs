//! Files of many chunks, each with its checksum: written as they are made, read by many threads.
//!
//! A file is a line that names its kind, the chunks one after another, and a foot: the length and
//! the checksum of each chunk and the edition that the file belongs to; then the length of the
//! foot and its checksum. Whatever does not fit this is no such file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::ground::{Fingerprint, Mix};

/// The bytes after the foot: its length and its checksum.
const SEAL_BYTES: u64 = 4 + 16;

/// A foot that says it is longer than this is not believed.
const FOOT_BYTES_MAX: u32 = 1024 * 1024;

/// A file of chunks, open for reading. Its chunks are read when they are asked for.
#[derive(Debug)]
pub(super) struct Chunks {
    path: PathBuf,
    magic_bytes: u64,
    foot: Foot,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Foot {
    edition: Fingerprint,
    chunks: Vec<(u64, Fingerprint)>,
}

impl Foot {
    fn content(&self) -> Fingerprint {
        Mix::new("chunks").value(&self.chunks).finish()
    }
}

/// A file of chunks whose foot is not written yet.
#[derive(Debug)]
pub(super) struct Draft {
    file: File,
    foot: Foot,
}

/// Writes the chunks that are made of some parts: as many at once as there are threads, so that
/// the whole is never in memory.
pub(super) fn draft<P: Sync>(
    path: &Path,
    magic: &str,
    parts: &[P],
    encode: impl Fn(&P) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<Draft> {
    let mut file = File::create(path)?;
    file.write_all(magic.as_bytes())?;
    let mut foot = Foot::default();
    for batch in parts.chunks(rayon::current_num_threads().max(1)) {
        let checked = |part: &P| encode(part).map(|bytes| (Fingerprint::of(&bytes), bytes));
        let made: io::Result<Vec<_>> = batch.par_iter().map(checked).collect();
        for (checksum, bytes) in made? {
            file.write_all(&bytes)?;
            foot.chunks.push((bytes.len() as u64, checksum));
        }
    }
    Ok(Draft { file, foot })
}

/// Gives the fingerprint that a file of these parts would have.
pub(super) fn content<P: Sync>(
    parts: &[P],
    encode: impl Fn(&P) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<Fingerprint> {
    let entry = |part: &P| {
        let bytes = encode(part)?;
        Ok((bytes.len() as u64, Fingerprint::of(&bytes)))
    };
    let chunks: io::Result<Vec<_>> = parts.par_iter().map(entry).collect();
    let edition = Fingerprint::ABSENT;
    chunks.map(|chunks| Foot { edition, chunks }.content())
}

impl Draft {
    /// The fingerprint of all chunks.
    pub(super) fn content(&self) -> Fingerprint {
        self.foot.content()
    }

    /// Writes the foot, which makes the file whole.
    pub(super) fn seal(mut self, edition: Fingerprint) -> io::Result<()> {
        self.foot.edition = edition;
        let mut foot = encode(&self.foot)?;
        let checksum = Fingerprint::of(&foot);
        let bytes = u32::try_from(foot.len()).map_err(io::Error::other)?;
        foot.extend(bytes.to_le_bytes());
        foot.extend(checksum.bytes());
        self.file.write_all(&foot)
    }
}

/// Gives the bytes of a chunk.
pub(super) fn encode(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}

impl Chunks {
    /// Opens a file; `None` when it is absent or not what was written.
    pub(super) fn open(path: &Path, magic: &str) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let bytes = file.metadata().ok()?.len();
        let magic_bytes = magic.len() as u64;
        let mut start = vec![0; magic.len()];
        file.read_exact(&mut start).ok()?;
        if start != magic.as_bytes() {
            return None;
        }
        let foot_end = bytes.checked_sub(SEAL_BYTES)?;
        let foot_bytes: [u8; 4] = stretch(&mut file, foot_end, 4)?.try_into().ok()?;
        let foot_bytes = u32::from_le_bytes(foot_bytes);
        let checksum = stretch(&mut file, foot_end + 4, 16)?;
        let foot_start = foot_end.checked_sub(foot_bytes.into())?;
        if foot_bytes > FOOT_BYTES_MAX {
            return None;
        }
        let foot = stretch(&mut file, foot_start, foot_bytes as usize)?;
        if Fingerprint::of(&foot).bytes() != checksum.as_slice() {
            return None;
        }
        let foot: Foot = postcard::from_bytes(&foot).ok()?;
        let mut lengths = foot.chunks.iter().map(|(bytes, _)| *bytes);
        let end = lengths.try_fold(magic_bytes, u64::checked_add);
        (end == Some(foot_start)).then(|| Self { path: path.to_path_buf(), magic_bytes, foot })
    }

    /// The edition to which the file belongs.
    pub(super) fn edition(&self) -> Fingerprint {
        self.foot.edition
    }

    /// The fingerprint of all chunks.
    pub(super) fn content(&self) -> Fingerprint {
        self.foot.content()
    }

    /// How many chunks there are.
    pub(super) fn count(&self) -> usize {
        self.foot.chunks.len()
    }

    /// Reads one chunk; `None` when it is not what was written.
    pub(super) fn read<T: DeserializeOwned>(&self, index: usize) -> Option<T> {
        let (bytes, checksum) = self.foot.chunks.get(index)?;
        let before = self.foot.chunks[..index].iter().map(|(bytes, _)| bytes);
        let start = self.magic_bytes + before.sum::<u64>();
        let mut file = File::open(&self.path).ok()?;
        let body = stretch(&mut file, start, usize::try_from(*bytes).ok()?)?;
        if Fingerprint::of(&body) != *checksum {
            return None;
        }
        postcard::from_bytes(&body).ok()
    }
}

fn stretch(file: &mut File, start: u64, bytes: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut stretch = vec![0; bytes];
    file.read_exact(&mut stretch).ok()?;
    Some(stretch)
}

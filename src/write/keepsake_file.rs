//! The keepsakes on disk: a chunk with all keys, then the texts in the order of their keys.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::chunks::{self, Chunks};
use crate::ground::Fingerprint;

/// The first line of the file. Whoever changes what follows counts it up.
const MAGIC: &str = "TERTULIA-KEEPSAKES-1\n";

/// Into how many chunks the texts are split.
const CHUNKS: usize = 16;

/// Reads the keepsakes; none when the file cannot be used.
///
/// One thread reads them all: a thread that waited for others here might be handed a page which
/// asks for keepsakes itself, and wait for ever.
pub(super) fn load(path: &Path) -> BTreeMap<Fingerprint, Arc<str>> {
    let read = || {
        let file = Chunks::open(path, MAGIC)?;
        let keys: Vec<Fingerprint> = file.read(0)?;
        let mut texts: Vec<Arc<str>> = Vec::with_capacity(keys.len());
        for index in 1..file.count() {
            texts.extend(file.read::<Vec<Arc<str>>>(index)?);
        }
        (keys.len() == texts.len()).then(|| keys.into_iter().zip(texts).collect())
    };
    read().unwrap_or_default()
}

/// Reads only the keys; none when the file cannot be used.
pub(super) fn keys(path: &Path) -> Vec<Fingerprint> {
    let keys = Chunks::open(path, MAGIC).and_then(|file| file.read(0));
    keys.unwrap_or_default()
}

/// Writes those keepsakes that are used, in the place of those that were there.
pub(super) fn save(
    path: &Path,
    all: &BTreeMap<Fingerprint, Arc<str>>,
    used: &BTreeSet<Fingerprint>,
) -> io::Result<()> {
    let kept = all.iter().filter(|(key, _)| used.contains(*key));
    let (keys, texts): (Vec<Fingerprint>, Vec<&Arc<str>>) = kept.unzip();
    let mut parts = vec![Part::Keys(&keys)];
    parts.extend(texts.chunks(texts.len().div_ceil(CHUNKS).max(1)).map(Part::Texts));
    let next = path.with_extension("new");
    let written = chunks::draft(&next, MAGIC, &parts, |part| match part {
        Part::Keys(keys) => chunks::encode(keys),
        Part::Texts(texts) => chunks::encode(texts),
    })
    .and_then(|draft| draft.seal(Fingerprint::ABSENT))
    .and_then(|()| std::fs::rename(&next, path));
    if written.is_err() {
        // What is left would only take room on a disk that may have none.
        let _ = std::fs::remove_file(&next);
    }
    written
}

enum Part<'a> {
    Keys(&'a [Fingerprint]),
    Texts(&'a [&'a Arc<str>]),
}

//! Reading: the site's folder becomes inputs.
//!
//! In: the root and the settings. Out: what there is to parse, to copy and to dress it with.
//! Invariant: the only reader of content; what it reads it does not understand.

mod agora;
mod assets;
mod dimensions;
mod ignore;
mod revise;
mod shelf;
mod theme;
mod tree;
mod walk;

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use crate::ground::{Diagnostic, Failure, Source};
use crate::model::{Asset, Library, Settings, Theme, Unread, lock};

pub use ignore::{is_ignored, is_ignored_in_static};
pub use shelf::{SETTINGS, Shelf};
pub use tree::Tree;

/// The bytes of the largest lock that is read.
const LOCK_BYTES_MAX: u64 = 1 << 28;

/// The bytes of the largest list that is read.
const LIST_BYTES_MAX: u64 = 1 << 26;

/// Reads the settings of a site.
///
/// # Errors
/// When the file is not there or cannot be taken as it is.
pub fn settings(root: &Path) -> Result<Source, Unread> {
    Shelf::new(root, Settings::default().limits.page_bytes).source(&Arc::from(SETTINGS))
}

/// Gives the source of a file that is inside the program: of the theme `agora`.
pub fn inside(path: &Arc<str>) -> Option<Source> {
    let below = path.strip_prefix("themes/agora/")?;
    let (_, bytes) = agora::FILES.iter().find(|(known, _)| *known == below)?;
    let text = std::str::from_utf8(bytes).ok()?;
    Some(Source::new(Arc::clone(path), text))
}

/// Gives the paths of the files of the theme inside the program, seen from its folder.
pub fn inside_paths() -> impl Iterator<Item = &'static str> {
    agora::FILES.iter().map(|(path, _)| *path)
}

/// Reads the URLs that a site has published, if it keeps them.
///
/// # Errors
/// When there is a lock and it cannot be read: who took it for none would forget what was promised.
pub fn lock(root: &Path) -> Result<Option<Arc<str>>, Failure> {
    let file = root.join(lock::FILE);
    if file.symlink_metadata().is_err_and(|cause| cause.kind() == ErrorKind::NotFound) {
        return Ok(None);
    }
    let bytes = shelf::read(&file, &Arc::from(lock::FILE), LOCK_BYTES_MAX);
    let bytes = bytes.map_err(|unread| match unread {
        Unread::Failure(failure) => failure,
        Unread::Finding(_) => Failure::read(lock::FILE, "it is too large"),
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.into())),
        Err(_) => Err(Failure::read(lock::FILE, "it is not UTF-8")),
    }
}

/// Reads a list that was written for the program, wherever it stands.
///
/// # Errors
/// When it is no file, is too large or no UTF-8.
pub fn list(file: &Path) -> Result<String, Failure> {
    let name: Arc<str> = file.display().to_string().into();
    let bytes = shelf::read(file, &name, LIST_BYTES_MAX).map_err(|unread| match unread {
        Unread::Failure(failure) => failure,
        Unread::Finding(_) => Failure::read(&name, "it is too large"),
    })?;
    String::from_utf8(bytes).map_err(|_| Failure::read(&name, "it is not UTF-8"))
}

/// Files that were looked at before.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The files to copy.
    pub assets: &'a [Asset],
    /// The waves of surveys.
    pub waves: &'a [Asset],
}

/// Lists what there is to show. Files to copy that are known and have not changed are not read
/// again; content files are not read at all.
///
/// # Errors
/// When a folder cannot be listed or a file to copy cannot be read.
pub fn tree(root: &Path, settings: &Settings, known: Known<'_>) -> Result<Tree, Failure> {
    let mut findings = Vec::new();
    let found = walk::walk(root, settings, &mut findings)?;
    let assets = assets::stamp(root, &found.assets, known.assets)?;
    let waves = assets::stamp(root, &found.waves, known.waves)?;
    Ok(Tree { contents: found.contents, assets, surveys: found.surveys, waves, findings })
}

/// Lists the content files of a known tree again after some paths of it may have come or gone;
/// `None` when only a walk can tell.
pub fn contents(
    root: &Path,
    settings: &Settings,
    known: &Tree,
    changed: &BTreeSet<Arc<str>>,
) -> Option<Vec<Arc<str>>> {
    revise::contents(root, settings, known, changed)
}

/// Looks again at files to copy that are still there.
///
/// # Errors
/// When one cannot be read.
pub fn assets(root: &Path, known: &[Asset]) -> Result<Vec<Asset>, Failure> {
    let paths: Vec<Arc<str>> = known.iter().map(|asset| Arc::clone(&asset.path)).collect();
    assets::stamp(root, &paths, known)
}

/// Looks at the files in `static/`, which templates name beside those of the theme.
///
/// # Errors
/// When the folder cannot be listed or a file cannot be read.
pub fn statics(root: &Path, settings: &Settings) -> Result<Vec<Asset>, Failure> {
    let paths = walk::files(root, "static", settings, &mut Vec::new())?;
    assets::stamp(root, &paths, &[])
}

/// A theme as it was read.
pub struct Themed {
    /// The theme, with the site's own files over it.
    pub theme: Theme,
    /// The paths of all files that were looked at, sorted.
    pub paths: Vec<Arc<str>>,
    /// What is wrong with its files and its words.
    pub findings: Vec<Diagnostic>,
}

/// Reads the theme, with the site's own files over it.
///
/// # Errors
/// When a folder cannot be listed or a file cannot be read.
pub fn theme(root: &Path, settings: &Settings) -> Result<Themed, Failure> {
    let mut findings = Vec::new();
    let (theme, paths) = theme::read(root, settings, &mut findings)?;
    Ok(Themed { theme, paths, findings })
}

/// Lists the data files for templates, sorted, and tells what is wrong with them seen from outside.
///
/// # Errors
/// When the folder cannot be listed.
pub fn data(root: &Path, settings: &Settings) -> Result<(Vec<Arc<str>>, Vec<Diagnostic>), Failure> {
    let mut findings = Vec::new();
    let data = walk::files(root, "data", settings, &mut findings)?;
    Ok((data, findings))
}

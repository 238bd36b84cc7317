//! What files there are.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::ignore::{is_ignored, is_ignored_in_static};
use crate::ground::findings::{leaves_site, name_not_utf8, too_deep, too_many_files};
use crate::ground::{Diagnostic, Failure, Place, url};
use crate::model::Settings;

/// Folders deeper than this are not looked into.
const DEPTH_MAX: usize = 64;

/// The files of a site by what becomes of them; paths from the root, sorted.
pub(super) struct Found {
    pub(super) contents: Vec<Arc<str>>,
    pub(super) assets: Vec<Arc<str>>,
    /// The questionnaires, each of which makes its folder a survey's.
    pub(super) surveys: Vec<Arc<str>>,
    /// The files beside questionnaires that may be waves.
    pub(super) waves: Vec<Arc<str>>,
}

/// Walks through `content` and `static`.
pub(super) fn walk(
    root: &Path,
    settings: &Settings,
    findings: &mut Vec<Diagnostic>,
) -> Result<Found, Failure> {
    let content = files(root, "content", settings, findings)?;
    let mut contents = Vec::with_capacity(content.len());
    let mut assets: Vec<Arc<str>> = Vec::new();
    for path in content {
        if url::ending(&path) == "md" { contents.push(path) } else { assets.push(path) }
    }
    let is_survey = |path: &&Arc<str>| url::name(path).eq_ignore_ascii_case("survey.toml");
    let surveys: Vec<Arc<str>> = assets.iter().filter(is_survey).cloned().collect();
    let homes: BTreeSet<&str> = surveys.iter().map(|path| url::folder(path)).collect();
    // What people answered never leaves its folder, nor the folders inside it.
    let is_private = |path: &str| {
        let mut folder = url::folder(path);
        while !folder.is_empty() && !homes.contains(folder) {
            folder = url::folder(folder);
        }
        !folder.is_empty()
    };
    let (shown, private): (Vec<_>, Vec<_>) =
        assets.into_iter().partition(|path| is_image(path) || !is_private(path));
    let mut assets = shown;
    let waves = private.into_iter().filter(|path| url::ending(path) == "csv").collect();
    assets.extend(files(root, "static", settings, findings)?);
    assets.sort_unstable();
    if contents.len() + assets.len() > settings.limits.files {
        let content: Arc<str> = Arc::from("content");
        findings.push(too_many_files(Place::file(&content), settings.limits.files));
        contents.clear();
        assets.clear();
    }
    Ok(Found { contents, assets, surveys, waves })
}

fn is_image(path: &str) -> bool {
    let ending = url::ending(path);
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"].contains(&ending.as_str())
}

/// Lists the files below a folder of the site, by their paths from the root, sorted. A folder that
/// is not there is empty.
pub(super) fn files(
    root: &Path,
    folder: &str,
    settings: &Settings,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Arc<str>>, Failure> {
    let top = root.join(folder);
    if !top.exists() {
        return Ok(Vec::new());
    }
    let home = fs::canonicalize(root).map_err(|cause| Failure::read(root.display(), cause))?;
    let ignores = if folder == "static" { is_ignored_in_static } else { is_ignored };
    let is_kept = |entry: &DirEntry| {
        entry.depth() == 0 || entry.file_name().to_str().is_none_or(|name| !ignores(name))
    };
    let mut paths = Vec::new();
    let mut walk = WalkDir::new(&top).follow_links(true).max_depth(DEPTH_MAX).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                broken_link(root, &error, findings)?;
                continue;
            }
        };
        if !is_kept(&entry) {
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            continue;
        }
        let path = match shown(root, entry.path()) {
            Ok(path) => path,
            Err(finding) => {
                findings.push(*finding);
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
        };
        if entry.path_is_symlink() && !settings.outside_links {
            let target = fs::canonicalize(entry.path()).unwrap_or_default();
            if !target.starts_with(&home) {
                let target = target.display().to_string();
                findings.push(leaves_site(Place::file(&Arc::from(path)), &target));
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
        }
        if entry.file_type().is_dir() && entry.depth() == DEPTH_MAX {
            findings.push(too_deep(Place::file(&Arc::from(path)), DEPTH_MAX));
            continue;
        }
        if entry.file_type().is_file() {
            paths.push(Arc::from(path));
        }
    }
    paths.sort_unstable();
    Ok(paths)
}

/// A symbolic link to nothing, or in a circle, is the author's to mend; the rest is the machine's.
fn broken_link(
    root: &Path,
    error: &walkdir::Error,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    let path = error.path().map(Path::to_path_buf).unwrap_or_default();
    let is_link = fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink());
    if !is_link {
        return Err(Failure::read(path.display(), error));
    }
    let target = fs::read_link(&path).unwrap_or_default().display().to_string();
    let shown = shown(root, &path).unwrap_or_default();
    findings.push(leaves_site(Place::file(&Arc::from(shown)), &target));
    Ok(())
}

/// Gives a path from the root, its parts separated by `/`.
fn shown(root: &Path, path: &Path) -> Result<String, Box<Diagnostic>> {
    let below: PathBuf = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    let part = |part: &OsStr| part.to_str().map(str::to_string);
    let parts: Option<Vec<String>> = below.iter().map(part).collect();
    parts.map(|parts| parts.join("/")).ok_or_else(|| {
        let lossy = below.to_string_lossy().replace('\\', "/");
        let offset = lossy.find('\u{fffd}').unwrap_or_default();
        Box::new(name_not_utf8(Place::file(&Arc::from(lossy)), offset))
    })
}

//! Reading: the site's folder becomes inputs.
//!
//! In: the root and the settings. Out: what there is to parse, to copy and to dress it with.
//! Invariant: the only reader of content; what it reads it does not understand.

mod agora;
mod assets;
mod dimensions;
mod ignore;
mod shelf;
mod theme;
mod walk;

use std::path::Path;
use std::sync::Arc;

use crate::ground::{Diagnostic, Failure, Source};
use crate::model::{Asset, Library, Settings, Theme, Unread};

pub use shelf::{SETTINGS, Shelf};

/// What a site's folder holds, apart from its settings.
#[derive(Debug, Default)]
pub struct Folder {
    /// The paths of the content files, sorted.
    pub contents: Vec<Arc<str>>,
    /// The paths of the data files for templates, sorted.
    pub data: Vec<Arc<str>>,
    /// The files to copy, sorted by path.
    pub assets: Vec<Asset>,
    /// The theme, with the site's own files over it.
    pub theme: Theme,
    /// What is wrong with files seen from outside, and with the theme's words.
    pub findings: Vec<Diagnostic>,
}

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

/// Reads the folder of a site. Files that are known and have not changed are not read again.
///
/// # Errors
/// When a folder cannot be listed or a file to copy cannot be read.
pub fn folder(root: &Path, settings: &Settings, known: &[Asset]) -> Result<Folder, Failure> {
    let mut findings = Vec::new();
    let found = walk::walk(root, settings, &mut findings)?;
    let assets = assets::stamp(root, &found.assets, known)?;
    let theme = theme::read(root, settings, &mut findings)?;
    let data = walk::files(root, "data", settings, &mut findings)?;
    Ok(Folder { contents: found.contents, data, assets, theme, findings })
}

//! The site's folder as the preview knows it: what is read again after a change, and what is not.

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use super::watch::batch::Batch;
use crate::ground::{Diagnostic, Failure};
use crate::model::{Settings, Theme};
use crate::pipeline::{self, Changed};
use crate::read::{self, Tree};

/// Folders whose files make the theme.
const THEME: &[&str] = &["themes", "templates", "components", "strings"];

/// What was read of the site's folder, in the last version that could be used.
pub(super) struct Folder {
    root: PathBuf,
    system_zone: String,
    /// The last valid settings, or what could be read of them if none ever were.
    pub(super) settings: Arc<Settings>,
    pub(super) tree: Tree,
    pub(super) theme: Arc<Theme>,
    pub(super) data: Vec<Arc<str>>,
    has_valid_settings: bool,
    in_settings: Vec<Diagnostic>,
    in_theme: Vec<Diagnostic>,
    in_data: Vec<Diagnostic>,
}

impl Folder {
    /// Reads all of a site's folder.
    ///
    /// # Errors
    /// When the machine failed.
    pub(super) fn open(root: &Path, system_zone: &str) -> Result<Self, Failure> {
        let mut folder = Self {
            root: root.to_path_buf(),
            system_zone: system_zone.to_string(),
            settings: Arc::default(),
            tree: Tree::default(),
            theme: Arc::default(),
            data: Vec::new(),
            has_valid_settings: false,
            in_settings: Vec::new(),
            in_theme: Vec::new(),
            in_data: Vec::new(),
        };
        folder.read_settings()?;
        folder.read_all()?;
        Ok(folder)
    }

    /// Reads again what a batch names, and tells which files may differ.
    ///
    /// # Errors
    /// When the machine failed; what was read before stays then.
    pub(super) fn refresh(&mut self, batch: &Batch) -> Result<Changed, Failure> {
        let touches = |names: &[&str]| batch.paths.iter().any(|path| names.contains(&top(path)));
        if batch.is_whole || touches(&[read::SETTINGS]) {
            let before = self.settings.fingerprint();
            self.read_settings()?;
            if batch.is_whole || self.settings.fingerprint() != before {
                self.read_all()?;
                return Ok(Changed::Everything);
            }
        }
        if touches(THEME) {
            self.read_theme()?;
        }
        if touches(&["data"]) {
            self.read_data()?;
        }
        if touches(&["content", "static"]) {
            self.read_tree(batch)?;
        }
        Ok(Changed::Files(self.expanded(&batch.paths)))
    }

    /// Gives the site's root.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Gives the paths of all files that are known, sorted.
    pub(super) fn known(&self) -> Vec<Arc<str>> {
        let mut known = self.tree.contents.clone();
        known.extend(self.tree.assets.iter().map(|asset| Arc::clone(&asset.path)));
        known.extend(self.data.iter().cloned());
        let templates = self.theme.templates.iter();
        known.extend(templates.map(|(_, source)| Arc::clone(source.path())));
        known.push(Arc::from(read::SETTINGS));
        known.sort_unstable();
        known
    }

    /// Gives what is wrong with files seen from outside, and with settings and words.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let parts = [&self.in_settings, &self.tree.findings, &self.in_theme, &self.in_data];
        parts.into_iter().flatten().cloned().collect()
    }

    fn read_all(&mut self) -> Result<(), Failure> {
        let tree = read::tree(&self.root, &self.settings, &self.tree.assets)?;
        self.take_tree(tree);
        self.read_theme()?;
        self.read_data()
    }

    /// Takes settings without errors; others leave the last valid ones where they are.
    fn read_settings(&mut self) -> Result<(), Failure> {
        let folder = self.root.file_name().unwrap_or_default().to_string_lossy();
        let source = read::settings(&self.root);
        let (settings, findings) = pipeline::settings(source, &folder, &self.system_zone)?;
        let is_valid = !findings.iter().any(|finding| settings.is_error(finding));
        if is_valid || !self.has_valid_settings {
            self.settings = Arc::new(settings);
            self.has_valid_settings = is_valid;
        }
        self.in_settings = findings;
        Ok(())
    }

    fn read_theme(&mut self) -> Result<(), Failure> {
        let (theme, findings) = read::theme(&self.root, &self.settings)?;
        self.theme = Arc::new(theme);
        self.in_theme = findings;
        Ok(())
    }

    fn read_data(&mut self) -> Result<(), Failure> {
        (self.data, self.in_data) = read::data(&self.root, &self.settings)?;
        Ok(())
    }

    fn read_tree(&mut self, batch: &Batch) -> Result<(), Failure> {
        if batch.is_structural {
            let of_tree = |path: &&Arc<str>| ["content", "static"].contains(&top(path));
            let changed = batch.paths.iter().filter(of_tree).cloned().collect();
            let revised = read::contents(&self.root, &self.settings, &self.tree, &changed);
            if let Some(contents) = revised {
                self.tree.contents = contents;
                return Ok(());
            }
            let tree = read::tree(&self.root, &self.settings, &self.tree.assets)?;
            self.take_tree(tree);
            return Ok(());
        }
        let is_asset = |path: &Arc<str>| {
            self.tree.assets.binary_search_by(|asset| asset.path.cmp(path)).is_ok()
        };
        if batch.paths.iter().any(is_asset) {
            self.tree.assets = read::assets(&self.root, &self.tree.assets)?;
        }
        Ok(())
    }

    /// Too many files are an error, and no reason to show none of those that were there.
    fn take_tree(&mut self, mut tree: Tree) {
        let is_refused = tree.contents.is_empty()
            && tree.findings.iter().any(|finding| self.settings.is_error(finding));
        if is_refused {
            tree.contents.clone_from(&self.tree.contents);
            tree.assets.clone_from(&self.tree.assets);
        }
        self.tree = tree;
    }

    /// Puts all content files below a folder in its place.
    fn expanded(&self, paths: &BTreeSet<Arc<str>>) -> BTreeSet<Arc<str>> {
        let mut files = paths.clone();
        for path in paths {
            let below = format!("{path}/");
            let contents = &self.tree.contents;
            let from = contents.partition_point(|known| **known < *below);
            let inside = contents[from..].iter().take_while(|known| known.starts_with(&below));
            files.extend(inside.cloned());
        }
        files
    }
}

/// Gives the first part of a path.
fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

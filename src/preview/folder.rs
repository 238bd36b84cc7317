//! The site's folder as the preview knows it: what is read again after a change, and what is not.

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use super::watch::batch::Batch;
use crate::ground::{Diagnostic, Failure, Words};
use crate::model::{Settings, Theme, lock};
use crate::pipeline::{self, Changed};
use crate::read::{self, Known, Themed, Tree};

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
    theme_paths: Vec<Arc<str>>,
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
            theme_paths: Vec::new(),
            data: Vec::new(),
            has_valid_settings: false,
            in_settings: Vec::new(),
            in_theme: Vec::new(),
            in_data: Vec::new(),
        };
        folder.read_settings()?;
        match folder.read_all().into_iter().next() {
            Some(failure) => Err(failure),
            None => Ok(folder),
        }
    }

    /// Reads again what a batch names, and tells which files may differ, and what the machine could
    /// not read: that stays as it was.
    pub(super) fn refresh(&mut self, batch: &Batch) -> (Changed, Option<Failure>) {
        let touches = |names: &[&str]| batch.paths.iter().any(|path| names.contains(&top(path)));
        if !self.root.is_dir() {
            return (Changed::Files(BTreeSet::new()), Some(gone(&self.root)));
        }
        let mut failures = Vec::new();
        if batch.is_whole || touches(&[read::SETTINGS]) {
            let before = self.settings.fingerprint();
            failures.extend(self.read_settings().err());
            if batch.is_whole || self.settings.fingerprint() != before {
                failures.extend(self.read_all());
                return (Changed::Everything, failures.into_iter().next());
            }
        }
        if touches(THEME) {
            failures.extend(self.read_theme().err());
        }
        if touches(&["data"]) {
            failures.extend(self.read_data().err());
        }
        if touches(&["content", "static"]) {
            failures.extend(self.read_tree(batch).err());
        }
        (Changed::Files(self.expanded(&batch.paths)), failures.into_iter().next())
    }

    /// Gives the site's root.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Gives the paths of all files that are shown or say what is shown, sorted.
    pub(super) fn known(&self) -> Vec<Arc<str>> {
        let mut known = self.tree.contents.clone();
        known.extend(self.tree.assets.iter().map(|asset| Arc::clone(&asset.path)));
        known.extend(self.tree.waves.iter().map(|wave| Arc::clone(&wave.path)));
        let lists = [&self.tree.surveys, &self.data, &self.theme_paths];
        known.extend(lists.into_iter().flatten().cloned());
        known.extend([read::SETTINGS, lock::FILE].map(Arc::from));
        known.sort_unstable();
        known
    }

    /// Gives the paths of what is wrong, sorted: of some of it nothing is shown, and when it goes or
    /// becomes something else, that is news.
    pub(super) fn wrong(&self) -> Vec<Arc<str>> {
        let findings = self.findings().into_iter();
        let mut wrong: Vec<Arc<str>> = findings.map(|finding| finding.place.path).collect();
        wrong.sort_unstable();
        wrong
    }

    /// Gives what is wrong with files seen from outside, and with settings and words.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let parts = [&self.in_settings, &self.tree.findings, &self.in_theme, &self.in_data];
        parts.into_iter().flatten().cloned().collect()
    }

    /// Reads all but the settings; what cannot be read stays as it was.
    fn read_all(&mut self) -> Vec<Failure> {
        let done = [self.walk(), self.read_theme(), self.read_data()];
        done.into_iter().filter_map(Result::err).collect()
    }

    fn walk(&mut self) -> Result<(), Failure> {
        let tree = read::tree(
            &self.root,
            &self.settings,
            Known { assets: &self.tree.assets, waves: &self.tree.waves },
        )?;
        self.take_tree(tree);
        Ok(())
    }

    /// Takes settings without errors; others leave the last valid ones where they are.
    fn read_settings(&mut self) -> Result<(), Failure> {
        let folder = self.root.file_name().unwrap_or_default().to_string_lossy();
        if !self.root.join(read::SETTINGS).exists() {
            return Err(lost_settings());
        }
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
        let Themed { theme, paths, findings } = read::theme(&self.root, &self.settings)?;
        self.theme = Arc::new(theme);
        self.theme_paths = paths;
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
            return self.walk();
        }
        let is_asset = |path: &Arc<str>| {
            self.tree.assets.binary_search_by(|asset| asset.path.cmp(path)).is_ok()
        };
        if batch.paths.iter().any(is_asset) {
            self.tree.assets = read::assets(&self.root, &self.tree.assets)?;
        }
        let is_wave =
            |path: &Arc<str>| self.tree.waves.binary_search_by(|wave| wave.path.cmp(path)).is_ok();
        if batch.paths.iter().any(is_wave) {
            self.tree.waves = read::assets(&self.root, &self.tree.waves)?;
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

/// Says that there are no settings any more.
fn lost_settings() -> Failure {
    let missing = Words::new(
        "siguen los últimos ajustes buenos, porque no está",
        "the last good settings hold, for there is no",
    );
    Failure::new(missing, read::SETTINGS, "")
}

/// Says that the site's folder is not there.
pub(super) fn gone(root: &Path) -> Failure {
    let missing = Words::new("ya no está la carpeta del sitio", "the site's folder is gone:");
    Failure::new(missing, root.display(), "")
}

/// Gives the first part of a path.
fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

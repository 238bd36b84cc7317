//! A site for trials of the room.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::places::MARKER;
use super::stage::{Mode, Stage};
use super::workplace::{PATIENCE, Workplace};
use crate::ground::Failure;
use crate::model::{Content, Ledger, Output, PageReceipt, Sink};

pub(super) const MODES: [Mode; 2] = [Mode::Incremental, Mode::Whole];

/// The files of an edition, by path.
pub(super) type Tree = BTreeMap<String, String>;

/// A site in a folder of its own, and its output.
pub(super) struct Site {
    pub(super) root: PathBuf,
    pub(super) out: PathBuf,
    _folder: Option<TempDir>,
}

impl Site {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = Self::at(folder.path());
        Self { _folder: Some(folder), ..site }
    }

    pub(super) fn at(folder: &Path) -> Self {
        let root = folder.join("site");
        fs::create_dir_all(root.join("static")).unwrap();
        Self { out: root.join("public"), root, _folder: None }
    }

    pub(super) fn open(&self) -> Workplace {
        Workplace::open(&self.root, &self.out, PATIENCE).unwrap()
    }

    pub(super) fn try_open(&self, out: &Path) -> Result<Workplace, Failure> {
        Workplace::open(&self.root, out, Duration::ZERO)
    }

    /// Publishes an edition; what stands and is not in it is withdrawn.
    pub(super) fn publish(&self, mode: Mode, edition: &Tree) {
        let workplace = self.open();
        let stage = workplace.stage(mode).unwrap();
        let ledger = print(&stage, edition);
        stage.publish(&self.withdrawn(edition), &ledger).unwrap();
    }

    pub(super) fn withdrawn(&self, edition: &Tree) -> Vec<String> {
        let standing = self.standing().into_keys();
        standing.filter(|path| !edition.contains_key(path)).collect()
    }

    /// What a reader would find.
    pub(super) fn standing(&self) -> Tree {
        let mut tree = Tree::new();
        collect(&self.out, "", &mut tree);
        tree.remove(MARKER);
        tree
    }

    pub(super) fn has_leftovers(&self) -> bool {
        let mut names = fs::read_dir(&self.root).unwrap();
        names.any(|entry| {
            let name = entry.unwrap().file_name();
            name.to_string_lossy().starts_with(".public")
        })
    }

    /// A file of what is remembered.
    pub(super) fn memory(&self, name: &str) -> PathBuf {
        let folders = fs::read_dir(self.root.join(".tertulia")).unwrap();
        let mut folders = folders.map(|entry| entry.unwrap().path());
        folders.find(|path| path.is_dir()).unwrap().join(name)
    }
}

fn collect(folder: &Path, prefix: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), tree);
        } else {
            tree.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

pub(super) fn tree(files: &[(&str, &str)]) -> Tree {
    let own = |(path, text): &(&str, &str)| (path.to_string(), text.to_string());
    files.iter().map(own).collect()
}

pub(super) fn output(path: &str, text: &str) -> Output {
    Output { path: path.to_string(), content: Content::Bytes(text.as_bytes().to_vec()) }
}

/// Prints an edition and gives its ledger.
pub(super) fn print(stage: &Stage, edition: &Tree) -> Ledger {
    let receipts = edition.iter().map(|(path, text)| PageReceipt {
        url: format!("/{path}"),
        output: path.clone(),
        lookups: Vec::new(),
        stamp: stage.print(&output(path, text)).unwrap().0,
        findings: Vec::new(),
    });
    Ledger { receipts: receipts.collect(), names: vec!["a".to_string()], ..Ledger::default() }
}

pub(super) fn first() -> Tree {
    tree(&[
        ("index.html", "home, old"),
        ("a/index.html", "kept"),
        ("b/c/index.html", "goes"),
        ("css/a.css", "old"),
        ("file", "becomes a folder"),
        ("folder/index.html", "becomes a file"),
    ])
}

pub(super) fn second() -> Tree {
    tree(&[
        ("index.html", "home, new and longer"),
        ("a/index.html", "kept"),
        ("css/a.css", "new"),
        ("d/e/index.html", "comes"),
        ("file/index.html", "a folder"),
        ("folder", "a file"),
    ])
}

//! Whether git is at work in the site's folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::identity::number;

/// Sees git's `index.lock`, which git keeps while it rewrites the files of a working tree.
pub(in crate::preview) struct Git {
    root: PathBuf,
    idle: Option<Lock>,
}

/// Which lock, and when it was last written.
type Lock = ((u64, u64), Option<SystemTime>);

impl Git {
    /// Looks for git from a folder upwards.
    pub(in crate::preview) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), idle: None }
    }

    /// Tells whether git holds its lock, and not one that it was given up with.
    pub(in crate::preview) fn is_at_work(&self) -> bool {
        lock(&self.root).is_some_and(|lock| self.idle != Some(lock))
    }

    /// Waits no more for the lock that is there now: a crashed git left it, or an author is writing
    /// the words of a commit.
    pub(in crate::preview) fn give_up(&mut self) {
        self.idle = lock(&self.root);
    }
}

/// Finds the lock. Each time anew: a folder may become a repository while it is watched.
fn lock(root: &Path) -> Option<Lock> {
    let real = fs::canonicalize(root).ok()?;
    let folder = real.ancestors().find_map(repository)?;
    let found = fs::symlink_metadata(folder.join("index.lock")).ok()?;
    Some((number(&found), found.modified().ok()))
}

/// Gives the folder that git keeps for a working tree. For a worktree or a submodule `.git` is a
/// file that names it.
fn repository(tree: &Path) -> Option<PathBuf> {
    let git = tree.join(".git");
    let found = fs::metadata(&git).ok()?;
    if found.is_dir() {
        return Some(git);
    }
    let is_pointer = found.is_file() && found.len() < 10_000;
    let text = is_pointer.then(|| fs::read_to_string(&git).ok()).flatten()?;
    let named = text.lines().find_map(|line| line.strip_prefix("gitdir:"))?;
    Some(tree.join(named.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_found_from_below_and_through_a_pointer() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("tree/docs/site");
        fs::create_dir_all(&site).unwrap();
        fs::create_dir_all(folder.path().join("main/worktrees/tree")).unwrap();
        fs::write(folder.path().join("tree/.git"), "gitdir: ../main/worktrees/tree\n").unwrap();
        let git = Git::new(&site);
        assert!(!git.is_at_work());
        let lock = folder.path().join("main/worktrees/tree/index.lock");
        fs::write(&lock, "").unwrap();
        assert!(git.is_at_work());
        fs::remove_file(lock).unwrap();
        assert!(!git.is_at_work());
    }

    #[test]
    fn a_lock_given_up_is_not_waited_for_but_another_is() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join(".git/index.lock");
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(&lock, "").unwrap();
        let mut git = Git::new(folder.path());
        git.give_up();
        assert!(!git.is_at_work());
        fs::rename(&lock, folder.path().join(".git/index")).unwrap();
        fs::write(&lock, "").unwrap();
        assert!(git.is_at_work());
    }
}

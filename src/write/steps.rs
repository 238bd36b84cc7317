//! The steps of a publication after its journal stands. Each may be taken again, so that whoever
//! finds the journal can begin at the first, however far another came.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::journal::{Journal, Way};
use super::places::Places;
use super::stage;
use super::system;
use crate::ground::{Failure, Fingerprint};

/// Authors may keep the output folder in a repository of its own, whose history is not ours to
/// remove with the old edition.
const REPOSITORIES: &[&str] = &[".git", ".hg", ".jj", ".svn"];

/// A step of a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// A file of an older edition goes.
    Withdraw(&'a str),
    /// A file comes to where it will be read.
    Move(&'a str),
    /// The whole folder comes in the place of the old one.
    Replace,
    /// What an author keeps in the old folder comes along.
    Bring(&'static str),
    /// The ledger of the new edition counts.
    KeepLedger,
    /// The journal is done.
    Forget,
    /// What is left of the work is removed.
    Sweep,
}

/// Gives the steps of a publication.
pub(super) fn steps(journal: &Journal) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    match &journal.way {
        Way::Folder => {
            steps.push(Step::Replace);
            steps.extend(REPOSITORIES.iter().map(|name| Step::Bring(name)));
        }
        Way::Files(files) => {
            steps.extend(files.cleared.iter().map(|path| Step::Withdraw(path)));
            steps.extend(files.moved.iter().map(|path| Step::Move(path)));
            steps.extend(files.withdrawn.iter().map(|path| Step::Withdraw(path)));
        }
    }
    steps.extend([Step::KeepLedger, Step::Forget, Step::Sweep]);
    steps
}

/// Takes a step, unless it was taken before.
pub(super) fn take(places: &Places, edition: Fingerprint, step: Step<'_>) -> Result<(), Failure> {
    match step {
        Step::Withdraw(path) => {
            let old = places.out.join(path);
            withdraw(places, path).map_err(places.unwritten(&old))
        }
        Step::Move(path) => {
            let place = places.out.join(path);
            arrive(&places.staging.join(path), &place).map_err(places.unwritten(&place))
        }
        Step::Replace => replace(places, edition).map_err(places.unwritten(&places.out)),
        Step::Bring(name) => {
            let place = places.out.join(name);
            let mut old = [&places.staging, &places.aside].into_iter();
            old.try_for_each(|folder| arrive(&folder.join(name), &place))
                .map_err(places.unwritten(&place))
        }
        Step::KeepLedger => {
            let ledger = places.ledger();
            arrive(&places.next_ledger(), &ledger).map_err(places.unwritten(&ledger))
        }
        Step::Forget => {
            let journal = places.journal();
            unless_gone(fs::remove_file(&journal)).map_err(places.unwritten(&journal))
        }
        Step::Sweep => stage::sweep(places),
    }
}

/// Removes a file, and the folders that it leaves empty. What is now a folder is not ours.
fn withdraw(places: &Places, path: &str) -> io::Result<()> {
    let old = places.out.join(path);
    if old.symlink_metadata().is_ok_and(|found| found.is_dir()) {
        return Ok(());
    }
    unless_gone(fs::remove_file(&old))?;
    let above = Path::new(path).ancestors().skip(1);
    for folder in above.take_while(|folder| !folder.as_os_str().is_empty()) {
        if fs::remove_dir(places.out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

/// Moves a file to its place; one that waits no more has arrived.
fn arrive(waiting: &Path, place: &Path) -> io::Result<()> {
    match fs::rename(waiting, place) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => {}
        done => return done,
    }
    match (waiting.symlink_metadata(), place.parent()) {
        (Ok(_), Some(folder)) => {
            fs::create_dir_all(folder)?;
            fs::rename(waiting, place)
        }
        _ => Ok(()),
    }
}

/// Puts the new folder in the place of the old. The old one ends where the new one waited, or
/// aside.
fn replace(places: &Places, edition: Fingerprint) -> io::Result<()> {
    if holds(&places.out, edition) {
        return Ok(());
    }
    if places.out.symlink_metadata().is_ok() {
        if system::exchange(&places.staging, &places.out).is_ok() {
            return Ok(());
        }
        unless_gone(fs::remove_dir_all(&places.aside))?;
        fs::rename(&places.out, &places.aside)?;
    }
    let done = fs::rename(&places.staging, &places.out);
    if done.is_err() && places.aside.exists() {
        // Rather the old site than none.
        fs::rename(&places.aside, &places.out)?;
    }
    done
}

/// Tells whether a folder holds an edition.
pub(super) fn holds(folder: &Path, edition: Fingerprint) -> bool {
    Places::edition(folder) == Some(edition.to_string())
}

fn unless_gone(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(())
        }
        done => done,
    }
}

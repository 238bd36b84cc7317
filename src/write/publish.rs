//! Publication: all that can fail is done first, then it is promised in the journal, then it is
//! carried out.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::journal::{Files, Journal, Lasting, Way};
use super::ledger_file;
use super::places::{MARKER, PROBE, Places, checked};
use super::stage::{self, Mode, Stage, State};
use super::steps;
use super::system;
use crate::ground::{Failure, Fingerprint, Mix, url};
use crate::model::Ledger;

impl Stage {
    /// Makes the edition the one that stands, and its ledger the one that counts. In a whole
    /// edition everything that was not printed goes; else only the withdrawn files do.
    ///
    /// # Errors
    /// When the machine fails. The edition before stands as it was, unless the failure came in
    /// the last moment: then the next build finishes this one first.
    pub fn publish(mut self, withdrawn: &[String], ledger: &Ledger) -> Result<(), Failure> {
        if let Some(journal) = self.promise(withdrawn, ledger)? {
            self.state = State::Promised;
            carry_out(&self.places, &journal)?;
        }
        Ok(())
    }

    /// Does all that takes room or may be refused, and writes the journal. `None` when the edition
    /// is the one that stands.
    pub(super) fn promise(
        &self,
        withdrawn: &[String],
        ledger: &Ledger,
    ) -> Result<Option<Journal>, Failure> {
        for path in withdrawn {
            checked(path)?;
        }
        let files = Files::new(&self.printed(), withdrawn);
        let is_empty = files.is_empty() && self.mode == Mode::Incremental;
        if is_empty && self.is_known(ledger) {
            return Ok(None);
        }
        let lasting = if is_empty { Lasting::Buffered } else { Lasting::Settled };
        // Before the ledger is written, which need not be waited for: it has its checksums.
        self.settle()?;
        let edition = self.draft(ledger)?;
        self.mark(edition, lasting)?;
        let way = match self.mode {
            Mode::Whole => Way::Folder,
            Mode::Incremental => {
                make_room(&self.places, &files)?;
                Way::Files(files.marked())
            }
        };
        let journal = Journal { edition, way };
        self.write_down(&journal, lasting)?;
        Ok(Some(journal))
    }

    /// Waits until the printed files would outlive a power cut.
    fn settle(&self) -> Result<(), Failure> {
        let staging = &self.places.staging;
        let printed = self.printed();
        if printed.is_empty() {
            return Ok(());
        }
        let waiting: Vec<PathBuf> = printed.iter().map(|path| staging.join(path)).collect();
        system::settle(staging, &waiting).map_err(self.places.unwritten(staging))
    }

    /// Writes the marker of the new edition.
    fn mark(&self, edition: Fingerprint, lasting: Lasting) -> Result<(), Failure> {
        let path = self.place(MARKER)?;
        let written = fs::write(&path, format!("{edition}\n"));
        let settled = written.and_then(|()| match lasting {
            Lasting::Settled => system::settle_file(&path),
            Lasting::Buffered => Ok(()),
        });
        settled.map_err(self.places.unwritten(&path))
    }

    /// Tells whether this ledger is the one that counts for what stands.
    fn is_known(&self, ledger: &Ledger) -> bool {
        let standing = ledger_file::open(&self.places.ledger());
        standing.is_some_and(|standing| {
            steps::holds(&self.places.out, standing.edition())
                && ledger_file::holds(&standing, ledger)
        })
    }

    /// Writes the new ledger beside the old one, and gives the edition to which it belongs: one
    /// that never was before.
    fn draft(&self, ledger: &Ledger) -> Result<Fingerprint, Failure> {
        let path = self.places.next_ledger();
        let edition = || {
            let draft = ledger_file::draft(&path, ledger)?;
            let before = Places::edition(&self.places.out);
            let edition = Mix::new("edition").maybe(before.as_deref());
            let edition = edition.print(draft.content()).finish();
            draft.seal(edition)?;
            Ok(edition)
        };
        edition().map_err(self.places.unwritten(&path))
    }

    fn write_down(&self, journal: &Journal, lasting: Lasting) -> Result<(), Failure> {
        let path = self.places.journal();
        journal.save(&path, lasting).map_err(|cause| {
            // A promise that may not be known to the disk must not bind the next build.
            let _ = fs::remove_file(&path);
            self.places.unwritten(&path)(cause)
        })
    }
}

/// Does what a journal says.
pub(super) fn carry_out(places: &Places, journal: &Journal) -> Result<(), Failure> {
    let mut steps = steps::steps(journal).into_iter();
    let done = steps.try_for_each(|step| steps::take(places, journal.edition, step));
    if done.is_err() && journal.way == Way::Folder && !steps::holds(&places.out, journal.edition) {
        // A folder that cannot be replaced stands as it was: nobody needs to try again.
        let _ = fs::remove_file(places.journal());
        let _ = stage::sweep(places);
    }
    done
}

/// Makes the folders for new files. If something that is not ours is in the way, says so while
/// the old edition is still whole.
fn make_room(places: &Places, files: &Files) -> Result<(), Failure> {
    let mut made = Vec::new();
    let done = make_folders(places, files, &mut made)
        .and_then(|()| check_places(places, files))
        .and_then(|()| try_to_move(places));
    if done.is_err() {
        for folder in made.iter().rev() {
            // An empty folder that stays harms nobody.
            let _ = fs::remove_dir(folder);
        }
    }
    done
}

fn make_folders(places: &Places, files: &Files, made: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !files.moved.is_empty() {
        fs::create_dir_all(&places.out).map_err(places.unwritten(&places.out))?;
    }
    let mut folders = BTreeSet::new();
    for path in &files.moved {
        let mut folder = url::folder(path);
        while !folder.is_empty() && folders.insert(folder) {
            folder = url::folder(folder);
        }
    }
    for folder in folders {
        if files.cleared.iter().any(|old| lies_in(folder, old)) {
            // The file in its place goes first; then the move makes the folder.
            continue;
        }
        let path = places.out.join(folder);
        match fs::create_dir(&path) {
            Ok(()) => made.push(path),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
            Err(cause) => return Err(places.unwritten(&path)(cause)),
        }
    }
    Ok(())
}

fn check_places(places: &Places, files: &Files) -> Result<(), Failure> {
    for new in &files.moved {
        let path = places.out.join(new);
        let is_folder = path.symlink_metadata().is_ok_and(|found| found.is_dir());
        if is_folder && !files.cleared.iter().any(|old| lies_in(old, new)) {
            let cause = io::Error::from(ErrorKind::IsADirectory);
            return Err(places.unwritten(&path)(cause));
        }
    }
    Ok(())
}

/// Moves an empty file, to see that files can be moved: the output may be on another disk than
/// what stands beside it, or closed to us.
fn try_to_move(places: &Places) -> Result<(), Failure> {
    let (waiting, place) = (places.staging.join(PROBE), places.out.join(PROBE));
    fs::write(&waiting, "")
        .and_then(|()| fs::rename(&waiting, &place))
        .and_then(|()| fs::remove_file(&place))
        .map_err(places.unwritten(&places.out))
}

/// Tells whether a path is another, or lies below it.
fn lies_in(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

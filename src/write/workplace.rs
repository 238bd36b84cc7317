//! A workplace: one site and one output, held by one build.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::journal::Journal;
use super::keepsake_file;
use super::ledger_file;
use super::lock::{self, Lock};
use super::places::{MARKER, Places};
use super::publish;
use super::stage::{self, Mode, Stage};
use super::steps;
use crate::ground::{Failure, Fingerprint, Words};
use crate::model::{Keepsakes, Ledger};
use crate::words;

/// How long a build waits for another that holds the same output.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// One site and one output folder. While it is held, no other build can hold it.
#[derive(Debug)]
pub struct Workplace {
    pub(super) places: Arc<Places>,
    _lock: Lock,
}

impl Workplace {
    /// Takes the output folder `out` of the site at `root`; both paths as their user gave them.
    /// What an interrupted build left is finished, or removed.
    ///
    /// # Errors
    /// When another build holds the output longer than `patience`; when the folder holds what is
    /// not ours, or the site's sources; when the machine fails.
    pub fn open(root: &Path, out: &Path, patience: Duration) -> Result<Self, Failure> {
        let places = Arc::new(Places::find(root, out)?);
        if let Some(above) = places.out.parent() {
            fs::create_dir_all(above).map_err(places.unwritten(above))?;
        }
        fs::create_dir_all(&places.memory).map_err(places.unwritten(&places.memory))?;
        hide(&places)?;
        let lock = lock::take(&places, patience)?;
        recover(&places)?;
        stage::sweep(&places)?;
        refuse_foreign(&places)?;
        refuse_other_site(&places)?;
        Ok(Self { places, _lock: lock })
    }

    /// Gives the ledger of the edition that stands; `None` when there is none that can be used.
    /// Then nothing is known of the files that stand there, and only a whole edition
    /// ([`Mode::Whole`]) leaves none too many.
    pub fn ledger(&self) -> Option<Ledger> {
        recover(&self.places).ok()?;
        let chunks = ledger_file::open(&self.places.ledger())?;
        let is_current = steps::holds(&self.places.out, chunks.edition());
        is_current.then(|| ledger_file::load(&chunks))?
    }

    /// Gives the keepsakes of the builds before. They are read when the first is asked for.
    pub fn keepsakes(&self) -> Keepsakes {
        let path = self.places.keepsakes();
        Keepsakes::lazy(move || keepsake_file::load(&path))
    }

    /// Saves the keepsakes that are used, if they are not those that were saved before.
    ///
    /// # Errors
    /// When they cannot be written; those that were saved before are untouched then.
    pub fn save_keepsakes(
        &self,
        keepsakes: &Keepsakes,
        used: &BTreeSet<Fingerprint>,
    ) -> Result<(), Failure> {
        let path = self.places.keepsakes();
        let is_unused = |key: &Fingerprint| !used.contains(key);
        if !keepsakes.has_new() && !keepsake_file::keys(&path).iter().any(is_unused) {
            return Ok(());
        }
        keepsake_file::save(&path, &keepsakes.all(), used).map_err(self.places.unwritten(&path))
    }

    /// Opens a stage for the next edition. One at a time: a second would sweep the first away.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn stage(&self, mode: Mode) -> Result<Stage, Failure> {
        recover(&self.places)?;
        Stage::open(Arc::clone(&self.places), mode)
    }
}

/// Finishes a publication that was promised, and takes back one that cannot be finished.
fn recover(places: &Places) -> Result<(), Failure> {
    let path = places.journal();
    if let Some(journal) = Journal::load(&path) {
        let is_there = |folder: &Path| steps::holds(folder, journal.edition);
        if is_there(&places.staging) || is_there(&places.out) {
            return publish::carry_out(places, &journal);
        }
    }
    match fs::remove_file(&path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            return Err(places.unwritten(&path)(cause));
        }
        _ => {}
    }
    if places.aside.is_dir() && !places.out.exists() {
        fs::rename(&places.aside, &places.out).map_err(places.unwritten(&places.out))?;
    }
    Ok(())
}

/// Keeps our folder out of the author's repository.
fn hide(places: &Places) -> Result<(), Failure> {
    let path = places.state.join(".gitignore");
    let made = fs::File::create_new(&path).and_then(|mut file| file.write_all(b"*\n"));
    match made {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
            Err(places.unwritten(&path)(cause))
        }
        _ => Ok(()),
    }
}

/// Refuses an output folder with files in which no edition of ours ever stood.
fn refuse_foreign(places: &Places) -> Result<(), Failure> {
    if places.marker().symlink_metadata().is_ok() {
        return Ok(());
    }
    if !holds_files(&places.out).map_err(places.unread(&places.out))? {
        return Ok(());
    }
    let action = words!(
        "no se toca lo que otros pusieron (falta nuestra marca `{MARKER}`) en",
        "refusing to touch what others put (our mark `{MARKER}` is missing) into",
    );
    let help = Words::new(
        "elige otra carpeta de salida, o vacía esta",
        "choose another output folder, or empty this one",
    );
    Err(Failure::new(action, places.out.display(), "").help(help))
}

/// Refuses an edition that another site published, and signs an output outside the site.
fn refuse_other_site(places: &Places) -> Result<(), Failure> {
    let is_marked = places.marker().symlink_metadata().is_ok();
    if let Some(other) = places.other_site().filter(|_| is_marked && !is_remembered(places)) {
        let other = other.display();
        let action = words!(
            "no se toca lo que publica otro sitio, el de `{other}`, en",
            "refusing to touch what another site, that in `{other}`, publishes into",
        );
        let help = Words::new(
            "elige otra carpeta de salida, o vacía esta",
            "choose another output folder, or empty this one",
        );
        return Err(Failure::new(action, places.out.display(), "").help(help));
    }
    let Some(owner) = places.owner() else { return Ok(()) };
    match places.root.to_str() {
        Some(root) if fs::read(&owner).is_ok_and(|signed| signed == root.as_bytes()) => Ok(()),
        Some(root) => fs::write(&owner, root).map_err(places.unwritten(&owner)),
        None => Ok(()),
    }
}

/// Tells whether this site made the edition that stands.
fn is_remembered(places: &Places) -> bool {
    let ledger = ledger_file::open(&places.ledger());
    ledger.is_some_and(|ledger| steps::holds(&places.out, ledger.edition()))
}

/// Tells whether anything but folders stands in a folder, which may be absent.
fn holds_files(folder: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(false),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if !entry.file_type()?.is_dir() || holds_files(&entry.path())? {
            return Ok(true);
        }
    }
    Ok(false)
}

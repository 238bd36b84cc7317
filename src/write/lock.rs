//! One build at a time for each output.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use super::places::Places;
use crate::ground::{Failure, Words};
use crate::words;

/// Between two looks at a lock that is taken.
const PAUSE: Duration = Duration::from_millis(50);

/// A taken lock. It falls with its holder, however that one ends.
#[derive(Debug)]
pub(super) struct Lock {
    _own: File,
    _shared: Option<File>,
}

/// Takes the lock of an output; if another build holds it, waits for that one, but not for ever.
pub(super) fn take(places: &Places, patience: Duration) -> Result<Lock, Failure> {
    let own = hold(places, &places.lock(), patience)?;
    let shared = places.shared_lock();
    let shared = shared.map(|path| hold(places, &path, patience)).transpose()?;
    Ok(Lock { _own: own, _shared: shared })
}

fn hold(places: &Places, path: &Path, patience: Duration) -> Result<File, Failure> {
    let open = || {
        let mut options = File::options();
        let options = options.read(true).write(true).create(true).truncate(false);
        options.open(path)
    };
    let mut file = open().map_err(places.unwritten(path))?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(cause)) => return Err(places.unwritten(path)(cause)),
            Err(TryLockError::WouldBlock) if waited < patience => {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Err(taken) => return Err(busy(places, path, &taken)),
        }
    }
    sign(&mut file).map_err(places.unwritten(path))?;
    Ok(file)
}

/// Leaves the number of this process for those who find the lock taken.
fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "{}", std::process::id())
}

fn busy(places: &Places, path: &Path, taken: &TryLockError) -> Failure {
    let action = match holder(path) {
        Some(process) => words!(
            "hay otra construcción en marcha, el proceso {process}, en",
            "another build is running, process {process}, in",
        ),
        None => Words::new("hay otra construcción en marcha en", "another build is running in"),
    };
    let help = Words::new("espera a que termine", "wait until it ends");
    places.failed(action, taken).help(help)
}

fn holder(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

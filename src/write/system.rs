//! What only some systems can do, and what we do on the others.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Up to so many files, telling the disk of each is quicker than of all that it holds.
#[cfg(target_os = "linux")]
const FILES_ONE_BY_ONE_MAX: usize = 8;

/// Waits until the files below a folder would outlive a power cut.
pub(super) fn settle(folder: &Path, files: &[PathBuf]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if files.len() > FILES_ONE_BY_ONE_MAX {
        return Ok(rustix::fs::syncfs(File::open(folder)?)?);
    }
    files.iter().try_for_each(|file| settle_file(file))?;
    settle_folder(folder)
}

/// Waits until a file would outlive a power cut.
pub(super) fn settle_file(path: &Path) -> io::Result<()> {
    // Windows wants the right to write before it settles a file.
    File::options().read(true).write(cfg!(windows)).open(path)?.sync_all()
}

/// Waits until the names in a folder would outlive a power cut.
#[cfg(unix)]
pub(super) fn settle_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Elsewhere folders cannot be opened, and their names are settled by the system.
#[cfg(not(unix))]
pub(super) fn settle_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Exchanges two folders in one step: nobody ever sees neither.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Elsewhere it takes several steps, which are not ours to hide here.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

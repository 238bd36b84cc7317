//! The sign on the door: where a preview of this site runs, for those who start another.

use std::fs;
use std::net::ToSocketAddrs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::serve::ping;
use crate::ground::Fingerprint;

/// The file that holds the URL, in the folder for what the program remembers of a site.
const SIGN: &str = ".tertulia/preview";

/// How long another preview may take to answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// A sign, taken down when the preview ends.
pub(super) struct Sign {
    file: PathBuf,
    url: String,
}

/// Names a site so that its previews know each other.
pub(super) fn identity(root: &Path) -> String {
    format!("tertulia {}", Fingerprint::of(root.to_string_lossy().as_bytes()))
}

/// Finds the URL of a preview of the same site that runs already.
pub(super) fn read(root: &Path) -> Option<String> {
    let url = fs::read_to_string(root.join(SIGN)).ok()?;
    let url = url.trim();
    let host = url.strip_prefix("http://")?.split('/').next()?;
    let address = host.to_socket_addrs().ok()?.next()?;
    let told = ping::identity(address, PATIENCE)?;
    (told.trim() == identity(root)).then(|| url.to_string())
}

impl Sign {
    /// Puts the sign up. Where nothing can be written there is none.
    pub(super) fn put_up(root: &Path, url: &str) -> Self {
        let file = root.join(SIGN);
        if let Some(folder) = file.parent()
            && fs::create_dir_all(folder).is_ok()
        {
            let ignored = folder.join(".gitignore");
            if !ignored.exists() {
                fs::write(ignored, "*\n").ok();
            }
            fs::write(&file, format!("{url}\n")).ok();
        }
        Self { file, url: url.to_string() }
    }
}

impl Drop for Sign {
    /// Takes the sign down, unless another preview has put up its own since.
    fn drop(&mut self) {
        let is_ours = fs::read_to_string(&self.file).is_ok_and(|url| url.trim() == self.url);
        if is_ours {
            fs::remove_file(&self.file).ok();
        }
    }
}

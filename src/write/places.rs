//! Where everything stands on disk, and how its user names it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::ground::{Failure, Fingerprint, Words};

/// The file in an output folder that says whose folder it is, and which edition it holds.
pub(super) const MARKER: &str = ".tertulia-edition";

/// A file of the output folder that is there only for a moment.
pub(super) const PROBE: &str = ".tertulia-probe";

/// The folder at a site's root for what is remembered between builds.
const STATE: &str = ".tertulia";

/// The file that makes a folder a site.
const SETTINGS: &str = "tertulia.toml";

/// What holds a site's sources: no output may stand there.
const SOURCES: &[&str] = &[
    "content",
    "data",
    "static",
    "themes",
    "templates",
    "components",
    "strings",
    SETTINGS,
    "urls.lock",
    STATE,
    ".git",
];

/// The folders and files of one site and one output.
#[derive(Debug)]
pub(super) struct Places {
    /// The site's root.
    pub(super) root: PathBuf,
    /// The output folder; it need not exist.
    pub(super) out: PathBuf,
    /// Where files wait until their edition is complete; beside the output folder, so that they
    /// are moved and not copied.
    pub(super) staging: PathBuf,
    /// Where the old output waits for its end, on systems that cannot exchange folders.
    pub(super) aside: PathBuf,
    /// What is remembered of the site, for all outputs.
    pub(super) state: PathBuf,
    /// What is remembered of this output.
    pub(super) memory: PathBuf,
    root_named: PathBuf,
    out_named: PathBuf,
}

impl Places {
    /// Finds the places, and refuses an output that would bury the site's sources.
    pub(super) fn find(root: &Path, out: &Path) -> Result<Self, Failure> {
        let real_root =
            root.canonicalize().map_err(|cause| Failure::read(root.display(), cause))?;
        let real_out = real(out).map_err(|cause| Failure::write(out.display(), cause))?;
        if let Some(source) = buried(&real_root, &real_out) {
            return Err(refuse(out, &source));
        }
        if real_out.metadata().is_ok_and(|found| !found.is_dir()) {
            let action = Words::new(
                "la salida tiene que ser una carpeta, y no lo es",
                "the output must be a folder, which this is not:",
            );
            return Err(Failure::new(action, out.display(), "").help(choose()));
        }
        let (Some(parent), Some(name)) = (real_out.parent(), real_out.file_name()) else {
            return Err(refuse(out, &real_root));
        };
        let beside = |ending: &str| {
            let mut beside = std::ffi::OsString::from(".");
            beside.push(name);
            beside.push(ending);
            parent.join(beside)
        };
        let state = real_root.join(STATE);
        let print = Fingerprint::of(real_out.as_os_str().as_encoded_bytes()).to_string();
        Ok(Self {
            staging: beside(".tertulia-new"),
            aside: beside(".tertulia-old"),
            memory: state.join(&print[..16]),
            state,
            root: real_root,
            out: real_out,
            root_named: root.to_path_buf(),
            out_named: out.to_path_buf(),
        })
    }

    /// The marker of the output folder.
    pub(super) fn marker(&self) -> PathBuf {
        self.out.join(MARKER)
    }

    /// Gives the edition that a folder holds, as its marker says it.
    pub(super) fn edition(folder: &Path) -> Option<String> {
        let text = std::fs::read_to_string(folder.join(MARKER)).ok()?;
        text.lines().next().map(str::to_string)
    }

    /// The ledger of the edition that stands.
    pub(super) fn ledger(&self) -> PathBuf {
        self.memory.join("ledger")
    }

    /// The ledger of an edition that is not published yet.
    pub(super) fn next_ledger(&self) -> PathBuf {
        self.memory.join("ledger.new")
    }

    /// The journal of a publication.
    pub(super) fn journal(&self) -> PathBuf {
        self.memory.join("journal")
    }

    /// The keepsakes.
    pub(super) fn keepsakes(&self) -> PathBuf {
        self.memory.join("keepsakes")
    }

    /// The lock of this output.
    pub(super) fn lock(&self) -> PathBuf {
        self.memory.join("lock")
    }

    /// Gives the lock for an output outside the site, where another site may build to it.
    pub(super) fn shared_lock(&self) -> Option<PathBuf> {
        if self.out.starts_with(&self.root) {
            return None;
        }
        let name = self.out.file_name()?.to_string_lossy();
        Some(self.out.with_file_name(format!(".{name}.tertulia-lock")))
    }

    /// Gives the file beside an output outside the site that names the site which writes it.
    pub(super) fn owner(&self) -> Option<PathBuf> {
        if self.out.starts_with(&self.root) {
            return None;
        }
        let name = self.out.file_name()?.to_string_lossy();
        Some(self.out.with_file_name(format!(".{name}.tertulia-site")))
    }

    /// Finds the other site that writes this output: the one in whose folder it lies, or the one
    /// that wrote it last and is still where it was.
    pub(super) fn other_site(&self) -> Option<PathBuf> {
        let is_site = |folder: &Path| folder.join(SETTINGS).is_file();
        let around = self.out.ancestors().skip(1).find(|folder| is_site(folder));
        let around = around.filter(|folder| *folder != self.root).map(Path::to_path_buf);
        around.or_else(|| {
            let written = std::fs::read(self.owner()?).ok()?;
            let other = PathBuf::from(String::from_utf8(written).ok()?);
            (other != self.root && is_site(&other)).then_some(other)
        })
    }

    /// Gives a failure to write, with the path as its user would name it.
    pub(super) fn unwritten(&self, path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let name = self.name(path);
        move |cause| Failure::write(name, cause)
    }

    /// Gives a failure to read, with the path as its user would name it.
    pub(super) fn unread(&self, path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let name = self.name(path);
        move |cause| Failure::read(name, cause)
    }

    /// Gives a failure of some other action on the output folder.
    pub(super) fn failed(&self, action: Words, cause: impl fmt::Display) -> Failure {
        Failure::new(action, self.name(&self.out), cause)
    }

    /// Names a path as its user would. A file that waits is named by where it will stand.
    fn name(&self, path: &Path) -> String {
        let below = |folder: &Path, named: &Path| {
            let rest = path.strip_prefix(folder).ok()?;
            Some(named.components().chain(rest.components()).collect())
        };
        let named: PathBuf = below(&self.staging, &self.out_named)
            .or_else(|| below(&self.out, &self.out_named))
            .or_else(|| below(&self.root, &self.root_named))
            .unwrap_or_else(|| path.to_path_buf());
        named.strip_prefix(".").unwrap_or(&named).display().to_string()
    }
}

/// Gives the real path of what may not exist yet.
fn real(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut missing = Vec::new();
    let mut known = absolute.as_path();
    loop {
        match known.canonicalize() {
            Ok(real) => {
                return Ok(missing.iter().rev().fold(real, |path, part| path.join(part)));
            }
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                let (Some(parent), Some(name)) = (known.parent(), known.file_name()) else {
                    return Err(cause);
                };
                missing.push(name);
                known = parent;
            }
            Err(cause) => return Err(cause),
        }
    }
}

/// Gives the source folder that an output would bury, or stand in.
fn buried(root: &Path, out: &Path) -> Option<PathBuf> {
    if root.starts_with(out) {
        return Some(root.to_path_buf());
    }
    SOURCES.iter().find_map(|name| {
        let folder = root.join(name);
        let real = folder.canonicalize().unwrap_or(folder);
        (real.starts_with(out) || out.starts_with(&real)).then_some(real)
    })
}

fn refuse(out: &Path, source: &Path) -> Failure {
    let action = Words::new(
        "la carpeta de salida no puede contener las fuentes del sitio, ni estar entre ellas,",
        "the output folder may neither contain the site's sources nor stand among them,",
    );
    Failure::new(action, out.display(), source.display()).help(choose())
}

fn choose() -> Words {
    Words::new("elige otra carpeta", "choose another folder")
}

/// Gives the path of an output, or why it is none: it must stay below the output folder.
pub(super) fn checked(path: &str) -> Result<&Path, Failure> {
    let is_plain = |part: &str| {
        let mut components = Path::new(part).components();
        let is_name = matches!(components.next(), Some(std::path::Component::Normal(_)));
        is_name && components.next().is_none()
    };
    if path.split('/').all(is_plain) && path != MARKER {
        return Ok(Path::new(path));
    }
    Err(Failure::write(path, io::Error::from(io::ErrorKind::InvalidFilename)))
}

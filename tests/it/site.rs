//! A site in a folder that vanishes, for tests: files go in, the program runs, files come out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A site to try things on.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// Makes an empty folder with settings that depend on nothing of the machine.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("site-").tempdir();
        let site = Self { folder: folder.expect("a folder can be made") };
        site.write("tertulia.toml", "title = \"Site\"\ntime_zone = \"UTC\"\n")
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.change(path, text);
        self
    }

    /// Writes a file of a site that is in use.
    pub(crate) fn change(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().expect("it lies in the site")).expect("it can be made");
        fs::write(file, text).expect("it can be written");
    }

    /// Gives the folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Gives a file of the output.
    pub(crate) fn page(&self, url: &str) -> String {
        let path = url.trim_start_matches('/');
        let end = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        let file = self.root().join("public").join(format!("{path}{end}"));
        fs::read_to_string(&file).unwrap_or_else(|why| panic!("{}: {why}", file.display()))
    }

    /// Runs the program on the site, in English.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let site = self.root().to_str().expect("the folder's name is text");
        run(&[&["--site", site], arguments].concat(), self.root())
    }
}

/// What the program answered.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// What it printed as its result.
    pub(crate) results: String,
    /// What else it said.
    pub(crate) rest: String,
}

/// Runs the program in a folder, in English.
pub(crate) fn run(arguments: &[&str], folder: &Path) -> Run {
    let output = command(arguments, folder).output().expect("the program starts");
    answer(&output)
}

/// Prepares a run of the program in a folder, in English.
pub(crate) fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tertulia"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "en_US.UTF-8").env("NO_COLOR", "1");
    command
}

fn answer(output: &Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        results: String::from_utf8_lossy(&output.stdout).into_owned(),
        rest: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Reads all files below a folder, but for the marker of the edition, which always differs.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(path) = waiting.pop() {
        for entry in fs::read_dir(&path).into_iter().flatten() {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                waiting.push(path);
            } else if !path.ends_with(".tertulia-edition") {
                let name = path.strip_prefix(folder).expect("it lies below");
                let bytes = fs::read(&path).expect("it can be read");
                files.insert(name.to_string_lossy().replace('\\', "/"), bytes);
            }
        }
    }
    files
}

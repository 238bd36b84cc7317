//! A Chromium of one's own: found, started with an empty profile, and ended with all it started.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

/// The variable that names the browser's program.
const VARIABLE: &str = "TERTULIA_CHROMIUM";

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
    "--mute-audio",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
];

const ATTEMPTS_MAX: usize = 1200;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(50);

/// Tries until something is there, for a minute at most.
pub(super) fn await_some<T>(what: &str, attempt: impl FnMut() -> Option<T>) -> T {
    await_perhaps(attempt).unwrap_or_else(|| panic!("waited in vain for {what}"))
}

/// Tries as [`await_some`], for those who have more to say when it is in vain.
pub(super) fn await_perhaps<T>(mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..ATTEMPTS_MAX {
        let found = attempt();
        if found.is_some() {
            return found;
        }
        sleep(BETWEEN_ATTEMPTS);
    }
    None
}

/// A running Chromium.
pub(super) struct Chromium {
    process: Child,
    profile: TempDir,
}

impl Chromium {
    /// Starts one.
    pub(super) fn start() -> Self {
        let profile = tempfile::Builder::new().prefix("chromium-").tempdir();
        let profile = profile.expect("a folder can be made");
        let mut command = Command::new(program());
        command.args(FLAGS).arg("about:blank");
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        // What it writes beside its profile goes with it too.
        command.env("TMPDIR", profile.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let process = command.spawn().expect("Chromium can be started");
        Self { process, profile }
    }

    /// Gives the port and the path at which it takes orders.
    pub(super) fn address(&mut self) -> (u16, String) {
        let file = self.profile.path().join("DevToolsActivePort");
        await_some("Chromium to name its port", || {
            if let Ok(Some(status)) = self.process.try_wait() {
                panic!("Chromium ended at once: {status}");
            }
            let text = fs::read_to_string(&file).ok()?;
            let (port, path) = text.split_once('\n')?;
            let path = path.trim();
            let is_whole = path.starts_with("/devtools/browser/");
            is_whole.then_some((port.trim().parse().ok()?, path.to_string()))
        })
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = rustix::process::Pid::from_raw(self.process.id().cast_signed()) {
            let _gone = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _gone = self.process.kill();
        let _gone = self.process.wait();
    }
}

fn program() -> PathBuf {
    if let Some(program) = env::var_os(VARIABLE) {
        return program.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let mut all = env::split_paths(&path).flat_map(|folder| {
        NAMES.iter().map(move |name| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
    });
    all.find(|program| Path::is_file(program)).unwrap_or_else(|| {
        panic!(
            "these tests need Chromium: install it (as {}), or name its program in {VARIABLE}",
            NAMES.join(", ")
        )
    })
}

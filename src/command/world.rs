//! The world outside: time, place and the user's name. The only file that asks for them.

use std::env;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::ground::{Failure, Fingerprint};
use crate::model::{Clock, Gauge};

/// Gives the instant in seconds since 1970.
pub fn now() -> i64 {
    Timestamp::now().as_second()
}

/// Gives today's date where the user is.
pub fn today() -> Date {
    Zoned::now().date()
}

/// Gives the instant at which a date begins in a time zone, in seconds since 1970; in UTC when
/// the name is not known.
pub fn start_of(date: Date, time_zone: &str) -> i64 {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    date.to_zoned(zone).map_or(0, |start| start.timestamp().as_second())
}

/// Gives the IANA name of the system's time zone; UTC when it has none.
pub fn time_zone() -> String {
    let zone = TimeZone::system();
    zone.iana_name().unwrap_or("UTC").to_string()
}

/// Starts a clock that can only go forward.
#[expect(
    clippy::disallowed_methods,
    reason = "here the time enters the program, and everything below gets it as an input"
)]
pub fn clock() -> Clock {
    let start = Instant::now();
    Arc::new(move || start.elapsed())
}

/// Fingerprints the program: its own file, which changes with its sources and with those of its
/// libraries. A program that cannot be read has its version instead.
pub fn program() -> Fingerprint {
    let file = env::current_exe().and_then(fs::read);
    file.map_or_else(|_| Fingerprint::of(env!("CARGO_PKG_VERSION")), Fingerprint::of)
}

/// Makes a gauge of the program's memory: the pages that Linux counts; nothing on other systems.
pub fn gauge() -> Gauge {
    Arc::new(|| {
        let counts = fs::read_to_string("/proc/self/statm").ok()?;
        let resident: u64 = counts.split(' ').nth(1)?.parse().ok()?;
        Some(resident * PAGE_BYTES)
    })
}

/// What Linux means by a page of memory on the machines that it mostly runs on.
const PAGE_BYTES: u64 = 4_096;

/// Reads a variable of the environment; what is not UTF-8 counts as absent.
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// Puts a fresh process of the program, with the same arguments and more variables, in the place of
/// this one. Comes back only when it cannot.
#[cfg(unix)]
pub fn begin_again(variables: &[(&str, &str)]) -> Failure {
    use std::os::unix::process::CommandExt;

    let program = env::current_exe().unwrap_or_default();
    let mut again = Command::new(&program);
    let cause = again.args(env::args_os().skip(1)).envs(variables.iter().copied()).exec();
    Failure::start(program.display(), cause)
}

/// Says that the program must be started by hand: here no process can take another's place.
#[cfg(not(unix))]
pub fn begin_again(_: &[(&str, &str)]) -> Failure {
    let program = env::current_exe().unwrap_or_default();
    Failure::start(program.display(), "")
}

/// Gives the language of the user's system, as in `es-AR`.
pub fn locale() -> Option<String> {
    sys_locale::get_locale()
}

/// Asks git for the user's name.
pub fn author() -> Option<String> {
    let asked = Command::new("git")
        .args(["config", "user.name"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let name = String::from_utf8(asked.stdout).ok()?.trim().to_string();
    (asked.status.success() && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_begins_where_the_site_is() {
        let date = Date::constant(2027, 1, 1);
        assert_eq!(start_of(date, "UTC"), 1_798_761_600);
        let buenos_aires = start_of(date, "America/Argentina/Buenos_Aires");
        assert_eq!(buenos_aires, 1_798_761_600 + 3 * 3600);
        assert_eq!(start_of(date, "Nowhere/At_All"), 1_798_761_600);
    }
}

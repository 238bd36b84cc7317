//! `tertulia completions`: what a shell offers when the user presses the tabulator.

use clap_complete::{Shell, generate};

use super::help;
use super::report::Report;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell, report: &Report) {
    let mut script = Vec::new();
    generate(shell, &mut help::command(report.lang()), "tertulia", &mut script);
    report.result(&String::from_utf8_lossy(&script));
}

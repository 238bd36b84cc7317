//! The roof: one file a command. Each reads what was asked, wires the rooms below and reports.
//!
//! A command line goes through three steps: as typed (`arguments`), as meant ([`Invocation`]),
//! done. `report` is the only file that prints, `world` the only one that asks for time, place and
//! names.
//!
//! Invariant: no rule of the domain lives here.
//!
//! [`Invocation`]: invocation::Invocation

mod arguments;
mod baseline;
mod build;
mod check;
mod completions;
mod excerpt;
pub mod exit;
mod explain;
mod github;
mod help;
mod human;
mod import;
pub mod invocation;
mod json;
mod language;
pub mod misuse;
mod new_article;
mod new_site;
mod plain;
mod preview;
pub mod progress;
pub mod report;
mod results;
mod round;
mod sarif;
mod show_theme;
pub mod shown;
pub mod site_folder;
mod survey_lint;
mod terminal;
mod theme;
mod usage;
pub mod world;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use self::exit::Outcome;
use self::invocation::{Invocation, Task};
use self::misuse::Misuse;
use self::report::Report;
use self::terminal::Terminal;
use crate::ground::Failure;

/// Does what a command line asks, the program's name first, and gives the exit code: 0 well,
/// 1 the content has errors, 2 wrong usage, 3 the machine failed.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = language::choose(&arguments, &world::variable, world::locale);
    let terminal = Terminal::here(&world::variable);
    match invocation::read(&arguments, lang) {
        Ok(invocation) => {
            let report = Report::standard(terminal.manner(&invocation, lang));
            let outcome = perform(&invocation, &report);
            report.end(outcome).into()
        }
        Err(error) => {
            let report = Report::standard(terminal.usual_manner(lang));
            let outcome = unread(&error, terminal, &report);
            report.end(outcome).into()
        }
    }
}

fn perform(invocation: &Invocation, report: &Report) -> Outcome {
    let done = match &invocation.task {
        Task::NewSite(options) => {
            new_site::new_site(options, world::author, world::today(), report)
        }
        Task::NewArticle(options) => on_site(invocation, report, |site| {
            new_article::new_article(site, options, world::today(), report)
        }),
        Task::Preview(options) => {
            on_site(invocation, report, |site| preview::preview(site, options, report))
        }
        Task::Build(options) => {
            on_site(invocation, report, |site| build::build(site, options, report))
        }
        Task::Check(options) => {
            on_site(invocation, report, |site| check::check(site, options, report))
        }
        Task::ImportSurvey(options) => import::survey(options, report),
        Task::SurveyReport(folder) => results::results(folder, report),
        Task::SurveyLint(folder) => survey_lint::survey_lint(folder, report),
        Task::Theme(task) => on_site(invocation, report, |site| theme::theme(site, *task, report)),
        Task::ShowTheme(file) => Ok(show_theme::show_theme(file.as_deref(), report)),
        Task::Explain(code) => Ok(explain::explain(code.as_deref(), report)),
        Task::Completions(shell) => {
            completions::completions(*shell, report);
            Ok(Outcome::Well)
        }
    };
    done.unwrap_or_else(|failure| report.failure(&failure))
}

/// Finds the site and works on it.
fn on_site(
    invocation: &Invocation,
    report: &Report,
    work: impl FnOnce(&Path) -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    let here = std::env::current_dir().map_err(|error| Failure::read(".", error))?;
    let found: Result<PathBuf, Misuse> = site_folder::find(invocation.site.as_deref(), &here);
    match found {
        Ok(site) => work(&site),
        Err(misuse) => Ok(report.misuse(&misuse)),
    }
}

/// Shows the help or the version that was asked for, or what is wrong with the command line.
fn unread(error: &clap::Error, terminal: Terminal, report: &Report) -> Outcome {
    use clap::error::ErrorKind::{
        DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion, MissingSubcommand,
    };
    let text = error.render();
    match error.kind() {
        DisplayHelp | DisplayVersion if terminal.colours_results => {
            report.result(&text.ansi().to_string());
            Outcome::Well
        }
        DisplayHelp | DisplayVersion => {
            report.result(&text.to_string());
            Outcome::Well
        }
        DisplayHelpOnMissingArgumentOrSubcommand | MissingSubcommand => {
            report.guide(&text.to_string());
            Outcome::Usage
        }
        _ => report.misuse(&usage::misuse(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::report::Manner;
    use crate::ground::Lang;

    fn outcome(line: &str) -> Outcome {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let sink = || Box::new(std::io::sink());
        let report = Report::new(Manner::default(), sink(), sink());
        match invocation::read(&words, Lang::Es) {
            Ok(invocation) => perform(&invocation, &report),
            Err(error) => unread(&error, Terminal::here(&|_| None), &report),
        }
    }

    #[test]
    fn outcomes_tell_who_is_to_blame() {
        let root = tempfile::tempdir().unwrap();
        let site = root.path().join("sitio").display().to_string();
        for (line, expected) in [
            ("tertulia --help".to_string(), Outcome::Well),
            ("tertulia build --help".to_string(), Outcome::Well),
            ("tertulia --version".to_string(), Outcome::Well),
            ("tertulia".to_string(), Outcome::Usage),
            ("tertulia new".to_string(), Outcome::Usage),
            ("tertulia buidl".to_string(), Outcome::Usage),
            ("tertulia completions zsh".to_string(), Outcome::Well),
            (format!("tertulia check --site {site}"), Outcome::Usage),
            (format!("tertulia new site {site}"), Outcome::Well),
            (format!("tertulia new site {site}"), Outcome::Machine),
            (format!("tertulia new article uno --site {site}"), Outcome::Well),
        ] {
            assert_eq!(outcome(&line), expected, "{line}");
        }
    }
}

//! The command line as it is meant.

use std::ffi::OsString;
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::FromArgMatches;
use clap_complete::Shell;
use jiff::civil::Date;

use super::arguments::{
    Typed, TypedBuild, TypedCheck, TypedClean, TypedColour, TypedCommand, TypedFormat, TypedImport,
    TypedNew, TypedPreview, TypedRound, TypedSurvey, TypedTheme,
};
use super::help;
use super::report::{Format, Loudness};
use crate::ground::Lang;

/// What the user wants, and how it shall be said.
#[derive(Debug)]
pub struct Invocation {
    /// What to do.
    pub task: Task,
    /// The site's folder, if it was named.
    pub site: Option<PathBuf>,
    /// The form of findings.
    pub format: Format,
    /// How much is said.
    pub loudness: Loudness,
    /// Colours always or never; `None` leaves it to the terminal.
    pub coloured: Option<bool>,
}

/// What to do.
#[derive(Debug)]
pub enum Task {
    /// Start a site.
    NewSite(NewSiteOptions),
    /// Start an article.
    NewArticle(NewArticleOptions),
    /// Show the site while it is written.
    Preview(PreviewOptions),
    /// Build the site.
    Build(BuildOptions),
    /// Look for findings.
    Check(CheckOptions),
    /// Bring in the answers to a survey.
    ImportSurvey(ImportOptions),
    /// Print what was answered to the survey in a folder.
    SurveyReport(PathBuf),
    /// Look at the questions of the survey in a folder.
    SurveyLint(PathBuf),
    /// Do something with the site's theme.
    Theme(ThemeTask),
    /// Print a file of the theme inside the program, or list them.
    ShowTheme(Option<String>),
    /// Explain a code, or list all.
    Explain(Option<String>),
    /// Print completions.
    Completions(Shell),
}

/// What to do with a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeTask {
    /// Look for what is wrong with it.
    Check,
    /// Print what it may count on.
    Contract,
}

/// How to bring in the answers to a survey.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The exported files, as they were typed.
    pub files: Vec<PathBuf>,
    /// The survey's folder, as it was typed.
    pub folder: PathBuf,
    /// The wave's name, if it was given.
    pub wave: Option<String>,
}

/// How to start a site.
#[derive(Clone, Debug)]
pub struct NewSiteOptions {
    /// The folder, as it was typed.
    pub folder: PathBuf,
    /// The title, if it was given.
    pub title: Option<String>,
    /// Where the site will live, if it was given.
    pub base_url: Option<String>,
}

/// How to start an article.
#[derive(Clone, Debug)]
pub struct NewArticleOptions {
    /// Where, as it was typed.
    pub path: PathBuf,
    /// The title, if it was given.
    pub title: Option<String>,
    /// Whether it is a draft.
    pub is_draft: bool,
}

/// How to show the site while it is written.
#[derive(Clone, Debug)]
pub struct PreviewOptions {
    /// The port, if it was named.
    pub port: Option<u16>,
    /// Whether to open the browser.
    pub opens: bool,
    /// Whether the browser goes where the author works.
    pub follows: bool,
    /// The date that counts as today.
    pub date: Option<Date>,
    /// How an editor is called, if it was said.
    pub editor: Option<String>,
    /// The address to listen at, if not the machine itself.
    pub bind: Option<IpAddr>,
    /// More names of this machine.
    pub names: Vec<String>,
    /// How many threads work.
    pub jobs: Option<NonZeroUsize>,
}

/// How to build.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// What the last build left behind and this one ignores.
    pub clean: Clean,
    /// Where the site is written, if not where the settings say.
    pub out: Option<PathBuf>,
    /// The page whose printing shall be explained.
    pub why: Option<String>,
    /// Whether the URLs of the site are written into its lock.
    pub locks: bool,
    /// Whether to say how long each part took.
    pub is_profiled: bool,
    /// What checking shares.
    pub round: RoundOptions,
}

/// How to check.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Whether warnings make it fail.
    pub is_strict: bool,
    /// What is done with a list of known findings.
    pub baseline: Baseline,
    /// What building shares.
    pub round: RoundOptions,
}

/// What is done with a list of known findings, by its file as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Baseline {
    /// There is none.
    #[default]
    Nothing,
    /// Its findings are not told.
    Known(PathBuf),
    /// It is written.
    Written(PathBuf),
}

/// What building and checking share.
#[derive(Clone, Debug)]
pub struct RoundOptions {
    /// Whether drafts, scheduled and expired documents are shown.
    pub shows_drafts: bool,
    /// The date that counts as today.
    pub date: Option<Date>,
    /// How many threads work.
    pub jobs: Option<NonZeroUsize>,
}

/// What a build ignores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clean {
    /// Nothing.
    #[default]
    Nothing,
    /// The receipts of pages; what is dear to make again stays.
    Pages,
    /// The whole ledger.
    All,
}

/// Reads a command line, the program's name first.
///
/// # Errors
/// With clap's own error, which may as well be the help that was asked for.
pub fn read(arguments: &[OsString], lang: Lang) -> Result<Invocation, clap::Error> {
    let mut command = help::command(lang);
    let matches = command.try_get_matches_from_mut(arguments)?;
    let typed = Typed::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    Ok(meant(typed))
}

fn meant(typed: Typed) -> Invocation {
    let global = typed.global;
    Invocation {
        task: task(typed.command),
        site: global.site,
        format: match global.format {
            None | Some(TypedFormat::Human) => Format::Human,
            Some(TypedFormat::Plain) => Format::Plain,
            Some(TypedFormat::Json) => Format::Json,
            Some(TypedFormat::Github) => Format::Github,
            Some(TypedFormat::Sarif) => Format::Sarif,
        },
        loudness: match (global.quiet, global.verbose) {
            (true, _) => Loudness::Quiet,
            (_, true) => Loudness::Verbose,
            _ => Loudness::Usual,
        },
        coloured: match global.color {
            None | Some(TypedColour::Auto) => None,
            Some(TypedColour::Always) => Some(true),
            Some(TypedColour::Never) => Some(false),
        },
    }
}

fn task(command: TypedCommand) -> Task {
    match command {
        TypedCommand::New(TypedNew::Site { folder, title, base_url }) => {
            Task::NewSite(NewSiteOptions { folder, title, base_url })
        }
        TypedCommand::New(TypedNew::Article { path, title, draft }) => {
            Task::NewArticle(NewArticleOptions { path, title, is_draft: draft })
        }
        TypedCommand::Preview(preview) => Task::Preview(preview_options(preview)),
        TypedCommand::Build(build) => Task::Build(build_options(build)),
        TypedCommand::Check(check) => Task::Check(check_options(check)),
        TypedCommand::Import(TypedImport::Survey { files, into, wave }) => {
            Task::ImportSurvey(ImportOptions { files, folder: into, wave })
        }
        TypedCommand::Survey(TypedSurvey::Report { folder }) => Task::SurveyReport(folder),
        TypedCommand::Survey(TypedSurvey::Lint { folder }) => Task::SurveyLint(folder),
        TypedCommand::Theme(TypedTheme::Check) => Task::Theme(ThemeTask::Check),
        TypedCommand::Theme(TypedTheme::Contract) => Task::Theme(ThemeTask::Contract),
        TypedCommand::Theme(TypedTheme::Show { file }) => Task::ShowTheme(file),
        TypedCommand::Explain { code } => Task::Explain(code),
        TypedCommand::Completions { shell } => Task::Completions(shell),
    }
}

fn preview_options(preview: TypedPreview) -> PreviewOptions {
    PreviewOptions {
        port: preview.port,
        opens: preview.open,
        follows: preview.follow,
        date: preview.date,
        editor: preview.editor,
        bind: preview.bind,
        names: preview.allow_host,
        jobs: preview.jobs,
    }
}

fn build_options(build: TypedBuild) -> BuildOptions {
    BuildOptions {
        clean: match build.clean {
            None => Clean::Nothing,
            Some(TypedClean::Pages) => Clean::Pages,
            Some(TypedClean::All) => Clean::All,
        },
        out: build.out,
        why: build.why,
        locks: build.lock,
        is_profiled: build.profile,
        round: round_options(build.round),
    }
}

fn check_options(check: TypedCheck) -> CheckOptions {
    CheckOptions {
        is_strict: check.strict,
        baseline: match (check.baseline, check.write_baseline) {
            (_, Some(file)) => Baseline::Written(file),
            (Some(file), None) => Baseline::Known(file),
            (None, None) => Baseline::Nothing,
        },
        round: round_options(check.round),
    }
}

fn round_options(round: TypedRound) -> RoundOptions {
    RoundOptions { shows_drafts: round.drafts, date: round.date, jobs: round.jobs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Invocation, clap::Error> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        read(&words, Lang::Es)
    }

    #[test]
    fn building_is_read() {
        let line = "tertulia --site x build --clean=pages --drafts --date 2027-01-01 --out o \
                    --why /a/ --profile --jobs 3 -q";
        let invocation = parsed(line).unwrap();
        assert_eq!(invocation.site, Some(PathBuf::from("x")));
        assert_eq!(invocation.loudness, Loudness::Quiet);
        let Task::Build(build) = invocation.task else {
            panic!("it is a build");
        };
        assert_eq!(build.clean, Clean::Pages);
        assert_eq!(build.why.as_deref(), Some("/a/"));
        assert!(build.is_profiled && build.round.shows_drafts);
        assert_eq!(build.round.date, Some(Date::constant(2027, 1, 1)));
        assert_eq!(build.round.jobs, NonZeroUsize::new(3));
    }

    #[test]
    fn previewing_is_read() {
        for name in ["preview", "serve"] {
            let line = format!("tertulia {name} --port 0 --open --follow --bind 0.0.0.0");
            let Task::Preview(preview) = parsed(&line).unwrap().task else {
                panic!("it is a preview");
            };
            assert_eq!(preview.port, Some(0));
            assert!(preview.opens && preview.follows && preview.bind.is_some());
        }
    }

    #[test]
    fn checking_is_read() {
        let check = |line: &str| match parsed(line).map(|read| read.task) {
            Ok(Task::Check(check)) => Some(check),
            _ => None,
        };
        let strict = check("tertulia check --strict --baseline a.txt").unwrap();
        assert!(strict.is_strict);
        assert_eq!(strict.baseline, Baseline::Known("a.txt".into()));
        let writing = check("tertulia check --write-baseline a.txt").unwrap();
        assert_eq!(writing.baseline, Baseline::Written("a.txt".into()));
        assert!(check("tertulia check --baseline a --write-baseline b").is_none());
    }

    #[test]
    fn clean_without_a_value_is_all() {
        for (line, expected) in [
            ("tertulia build", Clean::Nothing),
            ("tertulia build --clean", Clean::All),
            ("tertulia build --clean=all", Clean::All),
            ("tertulia build --clean --drafts", Clean::All),
        ] {
            let Task::Build(build) = parsed(line).unwrap().task else {
                panic!("it is a build");
            };
            assert_eq!(build.clean, expected, "{line}");
        }
    }

    #[test]
    fn other_commands_are_read() {
        let task = |line: &str| format!("{:?}", parsed(line).unwrap().task);
        assert_eq!(task("tertulia explain bad-date"), "Explain(Some(\"bad-date\"))");
        assert_eq!(task("tertulia completions fish"), "Completions(Fish)");
        assert!(task("tertulia check --drafts").contains("shows_drafts: true"));
        assert!(task("tertulia new site x --title T --base-url https://a.b").contains("\"T\""));
        assert!(task("tertulia new article a/b --draft").contains("is_draft: true"));
        assert_eq!(
            parsed("tertulia check --format json --color never").unwrap().coloured,
            Some(false)
        );
    }
}

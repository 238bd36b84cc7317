//! The command line as it is typed. Its documentation is the English help; the Spanish stands in
//! [`help`](super::help).

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

/// Turns a folder of Markdown into a knowledge base that listens
#[derive(Parser, Debug)]
#[command(name = "tertulia", version, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub(super) struct Typed {
    #[command(subcommand)]
    pub(super) command: TypedCommand,
    #[command(flatten)]
    pub(super) global: Global,
    /// Print the version
    #[arg(short = 'V', long, display_order = 110, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

// A plain comment: clap would take a documented one for the help of the whole command.
#[derive(Args, Debug)]
pub(super) struct Global {
    /// The site's folder; else the nearest one upwards that has a tertulia.toml
    #[arg(long, global = true, display_order = 101, value_name = "DIR")]
    pub(super) site: Option<PathBuf>,
    /// The form of findings: human, plain (a sentence each), json, github or sarif
    #[arg(
        long,
        global = true,
        display_order = 102,
        value_name = "FORM",
        hide_possible_values = true
    )]
    pub(super) format: Option<TypedFormat>,
    /// The language of messages: es or en; else the system's
    #[arg(
        long,
        global = true,
        display_order = 103,
        value_name = "LANGUAGE",
        hide_possible_values = true
    )]
    pub(super) lang: Option<TypedLang>,
    /// Say only what went wrong
    #[arg(short, long, global = true, display_order = 104, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true, display_order = 105)]
    pub(super) verbose: bool,
    /// Colours: auto, always or never
    #[arg(
        long,
        global = true,
        display_order = 106,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub(super) color: Option<TypedColour>,
    /// Print this help
    #[arg(short, long, global = true, display_order = 107, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum TypedFormat {
    Human,
    Plain,
    Json,
    Github,
    Sarif,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum TypedLang {
    Es,
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum TypedColour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand, Debug)]
pub(super) enum TypedCommand {
    /// Start a site or an article
    #[command(subcommand)]
    New(TypedNew),
    /// Show the site in a browser while it is written
    #[command(visible_alias = "serve")]
    Preview(TypedPreview),
    /// Build the site
    Build(TypedBuild),
    /// Look for what is wrong and write nothing
    Check(TypedCheck),
    /// Bring in what other tools export
    #[command(subcommand)]
    Import(TypedImport),
    /// Look at a survey
    #[command(subcommand)]
    Survey(TypedSurvey),
    /// Look at the site's theme
    #[command(subcommand)]
    Theme(TypedTheme),
    /// Explain the code of a finding; without one, list all codes
    Explain {
        /// The code, as in broken-link
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Print the completions for a shell
    Completions {
        /// bash, zsh, fish, powershell or elvish
        #[arg(value_name = "SHELL", hide_possible_values = true)]
        shell: Shell,
    },
}

#[derive(Subcommand, Debug)]
pub(super) enum TypedImport {
    /// Bring in the answers to a survey: a wave for each file
    Survey {
        /// The exported files: CSV, .xlsx or JSON; of LimeSurvey its .lss too
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The survey's folder; its survey.toml is proposed if there is none
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
        /// The wave's name, as in 2026-h1; else made from the file's
        #[arg(long, value_name = "ID")]
        wave: Option<String>,
    },
}

#[derive(Subcommand, Debug)]
pub(super) enum TypedSurvey {
    /// Print what was answered, wave by wave
    Report {
        /// The survey's folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Look for questions that are put so that answers mislead
    Lint {
        /// The survey's folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Subcommand, Clone, Debug)]
pub(super) enum TypedTheme {
    /// Look for what the theme lacks, and try it on every kind of page
    Check,
    /// Print what templates get and may call, in Markdown
    Contract,
    /// Print a file of the theme inside the program; without one, list them
    Show {
        /// The file, as in templates/article.html
        #[arg(value_name = "FILE")]
        file: Option<String>,
    },
}

#[derive(Subcommand, Debug)]
pub(super) enum TypedNew {
    /// Start a site in a new or empty folder
    Site {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The site's title; else made from the folder's name
        #[arg(long, value_name = "TITLE")]
        title: Option<String>,
        /// Where the site will live, as in https://ana.example
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
    },
    /// Start an article
    Article {
        /// Its place below content/, as in articles/listening; a folder, if there is a title
        #[arg(value_name = "PATH")]
        path: PathBuf,
        /// Its title; else made from the name
        #[arg(long, value_name = "TITLE")]
        title: Option<String>,
        /// Mark it as a draft
        #[arg(long)]
        draft: bool,
    },
}

#[derive(Args, Debug)]
pub(super) struct TypedPreview {
    /// The port; else 1999, or the next one that is free
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Lead the browser to the article that is edited
    #[arg(long)]
    pub(super) follow: bool,
    /// Show the site as on this date
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// What opens a file at a line: vscode, cursor, zed, idea, sublime, none, or a URL with {path},
    /// {line} and {column}
    #[arg(long, value_name = "EDITOR", env = "TERTULIA_EDITOR", hide_env = true)]
    pub(super) editor: Option<String>,
    /// Listen at this address of the machine, for others too: they need the key in the URL
    #[arg(long, value_name = "ADDRESS")]
    pub(super) bind: Option<IpAddr>,
    /// Another name under which this machine may be asked
    #[arg(long, value_name = "HOST")]
    pub(super) allow_host: Vec<String>,
    /// How many threads work; else as many as the machine has
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

#[derive(Args, Debug)]
pub(super) struct TypedBuild {
    /// Forget the last build: all of it, or pages alone (coloured code is kept)
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "all", hide_possible_values = true)]
    pub(super) clean: Option<TypedClean>,
    /// Where the site is written
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Say why the page at a URL was printed again
    #[arg(long, value_name = "URL")]
    pub(super) why: Option<String>,
    /// Write the URLs of the site into urls.lock: from then on none may be lost
    #[arg(long, conflicts_with = "drafts")]
    pub(super) lock: bool,
    /// Say how long each part took
    #[arg(long)]
    pub(super) profile: bool,
    #[command(flatten)]
    pub(super) round: TypedRound,
}

#[derive(Args, Debug)]
pub(super) struct TypedCheck {
    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,
    /// Tell only what this list does not have
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings into a list for --baseline
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(super) round: TypedRound,
}

// What building and checking have in common; undocumented for the same reason.
#[derive(Args, Debug)]
pub(super) struct TypedRound {
    /// Show drafts, and what is not yet or no longer public
    #[arg(long)]
    pub(super) drafts: bool,
    /// Build as on this date
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// How many threads work; else as many as the machine has
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum TypedClean {
    All,
    Pages,
}

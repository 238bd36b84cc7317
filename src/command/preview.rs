//! `tertulia preview`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use super::exit::Outcome;
use super::human::{self, Colour};
use super::invocation::PreviewOptions;
use super::misuse::Misuse;
use super::report::Report;
use super::round;
use super::shown::{Findings, Shown, Sources, one_line};
use super::world;
use crate::ground::{Diagnostic, Failure, Lang, Words};
use crate::model::Settings;
use crate::pipeline::Changed;
use crate::preview::{Event, Preview, Request, Tell};
use crate::words;

/// The editors that are known by name, and how each opens a file at a place.
const EDITORS: &[(&str, &str)] = &[
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("none", ""),
];

/// What a process of the preview tells the one that takes its place.
const SPARED: &str = "TERTULIA_SPARED";
const PORT: &str = "TERTULIA_PORT";
const KEY: &str = "TERTULIA_KEY";

/// Files that a line about a change names.
const NAMED_MAX: usize = 3;

/// What the preview says, on its way to the terminal.
enum Message {
    Ready(String),
    Warning(Words),
    Round(Changed, Duration),
    Findings(Vec<Diagnostic>, Arc<Settings>),
    Failure(Failure),
    Spent(Vec<String>, String),
}

/// Shows a site while it is written, until the user ends it.
///
/// # Errors
/// When the machine fails before the site is shown.
pub(super) fn preview(
    site: &Path,
    options: &PreviewOptions,
    report: &Report,
) -> Result<Outcome, Failure> {
    let editor = match editor(options.editor.as_deref()) {
        Ok(editor) => editor,
        Err(misuse) => return Ok(report.misuse(&misuse)),
    };
    // Reading, parsing and linking share one pool of threads.
    rayon::ThreadPoolBuilder::new().num_threads(round::jobs(options.jobs)).build_global().ok();
    let (sender, messages) = channel();
    let root = site.canonicalize().map_err(|cause| Failure::read(site.display(), cause))?;
    let started = Preview::start(request(&root, options, editor, report.lang(), sender));
    if started.is_err() {
        // What was said before may be why.
        for message in messages.try_iter() {
            if let Message::Warning(words) = message {
                report.say(&words);
            }
        }
    }
    let preview = started?;
    let mut told = Vec::new();
    for message in messages {
        match message {
            Message::Ready(url) => ready(&url, options, report),
            Message::Warning(words) => report.say(&words),
            Message::Round(changed, time) => report.say(&round_words(&changed, time)),
            Message::Findings(list, settings) => {
                tell_new(&root, &told, &list, &settings, report);
                told = list;
            }
            Message::Failure(failure) => {
                report.failure(&failure);
            }
            Message::Spent(spared, template) => {
                report.say(&words!(
                    "`{template}` no termina o agota la memoria: la vista previa empieza de nuevo \
                     y no hace esas páginas hasta que cambien",
                    "`{template}` never ends or takes all memory: the preview starts again, and \
                     does not make those pages until they change"
                ));
                let (spared, port) = (spared.join("\n"), preview.port().to_string());
                let key = preview.key().unwrap_or_default();
                let told = [(SPARED, &*spared), (PORT, &*port), (KEY, key)];
                report.failure(&world::begin_again(&told));
            }
        }
    }
    drop(preview);
    Ok(Outcome::Well)
}

/// Reads what earlier processes of this preview could not bear to print.
fn spared() -> BTreeSet<String> {
    let lines = world::variable(SPARED).unwrap_or_default();
    lines.lines().map(str::to_string).collect()
}

fn request(
    root: &Path,
    options: &PreviewOptions,
    editor: Option<String>,
    lang: Lang,
    sender: Sender<Message>,
) -> Request {
    let date = options.date;
    Request {
        root: root.to_path_buf(),
        port: world::variable(PORT).and_then(|port| port.parse().ok()).or(options.port),
        bind: options.bind,
        names: options.names.clone(),
        follows: options.follows,
        day: date.map(|date| date.to_string()),
        editor,
        lang,
        tell: tell(root, lang),
        now: Box::new(move |zone| match date {
            Some(date) => world::start_of(date, zone),
            None => world::now(),
        }),
        system_zone: world::time_zone(),
        clock: world::clock(),
        gauge: world::gauge(),
        program: world::program(),
        jobs: round::jobs(options.jobs),
        spared: spared(),
        key: world::variable(KEY).filter(|key| !key.is_empty()),
        hear: Arc::new(move |event| {
            // Nobody listens any more when the program ends.
            sender.send(message(&event)).ok();
        }),
    }
}

fn message(event: &Event<'_>) -> Message {
    match event {
        Event::Ready(url) => Message::Ready((*url).to_string()),
        Event::Warning(words) => Message::Warning((*words).clone()),
        Event::Round(changed, time) => Message::Round((*changed).clone(), *time),
        Event::Findings(list, settings) => {
            Message::Findings(list.to_vec(), Arc::new((*settings).clone()))
        }
        Event::Failure(failure) => Message::Failure(failure.again()),
        Event::Spent { spared, template } => {
            Message::Spent(spared.clone(), (*template).to_string())
        }
    }
}

/// Finds how an editor is called: by its name, or as it was typed.
fn editor(typed: Option<&str>) -> Result<Option<String>, Misuse> {
    let typed = typed.unwrap_or("vscode");
    let known = EDITORS.iter().find(|(name, _)| *name == typed).map(|(_, url)| *url);
    let url = known.unwrap_or(typed);
    if url.is_empty() || url.contains("{path}") {
        return Ok((!url.is_empty()).then(|| url.to_string()));
    }
    let message = words!("no conozco el editor `{typed}`", "there is no editor `{typed}`");
    Err(Misuse::new(message).help(Words::new(
        "vale vscode, cursor, zed, idea, sublime, none o una URL con `{path}`",
        "it may be vscode, cursor, zed, idea, sublime, none or a URL with `{path}`",
    )))
}

/// Makes what writes findings for the browser: as here, without colours.
fn tell(root: &Path, lang: Lang) -> Tell {
    let root = root.to_path_buf();
    Arc::new(move |findings, settings| {
        let open = round::sources(&root, settings);
        let sources = Sources::new(&open);
        let one = |diagnostic: &&Diagnostic| {
            let shown = Shown { diagnostic, severity: settings.severity(diagnostic.code) };
            let mut text = Vec::new();
            human::write(&mut text, &[shown], &sources, (lang, Colour::Off)).ok();
            String::from_utf8_lossy(&text).trim_end().to_string()
        };
        findings.iter().map(one).collect()
    })
}

fn ready(url: &str, options: &PreviewOptions, report: &Report) {
    let words = words!(
        "vista previa en {url} (se termina con Ctrl+C)",
        "preview at {url} (Ctrl+C ends it)"
    );
    report.result(&format!("{}\n", words.in_lang(report.lang())));
    if let Some(date) = options.date {
        report.say(&words!(
            "el sitio se ve como estará el {date}",
            "the site is shown as it will be on {date}"
        ));
    }
    // A browser is open already when this process has taken another's place.
    if options.opens && world::variable(PORT).is_none() && open::that_detached(url).is_err() {
        report.say(&words!(
            "no encontré un navegador: abre tú {url}",
            "there is no browser here: open {url} yourself"
        ));
    }
}

fn round_words(changed: &Changed, time: Duration) -> Words {
    let milliseconds = time.as_millis();
    match changed {
        Changed::Everything => words!(
            "se volvió a leer todo ({milliseconds} ms)",
            "everything, read again ({milliseconds} ms)"
        ),
        Changed::Files(paths) if paths.is_empty() => {
            words!("empezó otro día ({milliseconds} ms)", "time went on ({milliseconds} ms)")
        }
        Changed::Files(paths) => {
            let named: Vec<String> =
                paths.iter().take(NAMED_MAX).map(|path| one_line(path)).collect();
            let (named, more) = (named.join(", "), paths.len().saturating_sub(NAMED_MAX));
            if more == 0 {
                return words!("{named} ({milliseconds} ms)", "{named} ({milliseconds} ms)");
            }
            words!(
                "{named} y {more} más ({milliseconds} ms)",
                "{named} and {more} more ({milliseconds} ms)"
            )
        }
    }
}

/// Tells the findings that were not told before, and when there are none any more.
fn tell_new(
    root: &Path,
    told: &[Diagnostic],
    list: &[Diagnostic],
    settings: &Settings,
    report: &Report,
) {
    // Both are sorted.
    let is_new = |finding: &&Diagnostic| told.binary_search(finding).is_err();
    let new: Vec<Diagnostic> = list.iter().filter(is_new).cloned().collect();
    if !new.is_empty() {
        let open = round::sources(root, settings);
        report.findings(&Findings { list: &new, settings, sources: &open, prefix: "" });
    }
    if list.is_empty() {
        report.say(&Words::new("sin hallazgos", "no findings"));
    } else if new.len() < list.len() {
        let count = list.len();
        report.say(&match count {
            1 => Words::new("queda 1 hallazgo", "1 finding is left"),
            _ => words!("hay {count} hallazgos en todo el sitio", "the site has {count} findings"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_known_by_name_or_by_url() {
        for (typed, expected) in [
            (None, Some("vscode://file{path}:{line}:{column}")),
            (Some("none"), None),
            (Some("x://{path}"), Some("x://{path}")),
        ] {
            assert_eq!(editor(typed).unwrap().as_deref(), expected);
        }
        assert!(editor(Some("vi")).is_err());
    }
}

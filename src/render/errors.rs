//! What the template engine says, as findings.

use std::sync::Arc;

use tera::{Error, ErrorKind, ReportError};

use super::retold::words;
use crate::ground::findings::bad_template;
use crate::ground::{Diagnostic, Place, Source, Span};

/// Where each template is written, by the name under which the engine knows it.
pub(super) type Sources = [(String, Source)];

/// Turns what went wrong with templates into findings; `page` is what was being printed.
pub(super) fn findings(error: &Error, sources: &Sources, page: Option<&str>) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let cause = with_cause(report, error);
            // What fails inside a component comes as a report within a report: the inner one
            // names the place that must be mended.
            match told(&cause, sources, page).pop() {
                Some(inner) => vec![inner],
                None => vec![bad_template(place(report, sources), words(&cause), page)],
            }
        }
        ErrorKind::MissingParent { current, .. } => {
            vec![bad_template(whole(current, sources), words(&error.to_string()), page)]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![bad_template(whole(tpl, sources), words(&error.to_string()), page)]
        }
        _ => reports(&error.to_string(), sources, page),
    }
}

fn with_cause(report: &ReportError, error: &Error) -> String {
    use std::error::Error as _;
    match error.source() {
        Some(cause) => format!("{}: {cause}", report.message()),
        None => report.message().to_string(),
    }
}

fn place(report: &ReportError, sources: &Sources) -> Place {
    let span = Span::new(report.span().range.clone());
    match find(report.filename(), sources) {
        Some(source) => Place::new(source.path(), span),
        None => whole(report.filename(), sources),
    }
}

fn reports(text: &str, sources: &Sources, page: Option<&str>) -> Vec<Diagnostic> {
    let mut found = told(text, sources, page);
    if found.is_empty() {
        let nowhere: Arc<str> = Arc::from("tertulia.toml");
        found.push(bad_template(Place::file(&nowhere), words(text), page));
    }
    found
}

/// Reads several reports out of one text: `error: …` and, on the next line, `--> file:line:column`.
fn told(text: &str, sources: &Sources, page: Option<&str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((_, message)) = line.split_once("error: ") else { continue };
        let locus = lines.peek().and_then(|next| next.trim_start().strip_prefix("--> "));
        let Some((name, at)) = locus.and_then(|locus| located(locus, sources)) else { continue };
        found.push(bad_template(Place::new(name, at), words(message), page));
    }
    found
}

fn located<'a>(locus: &str, sources: &'a Sources) -> Option<(&'a Arc<str>, Span)> {
    let mut parts = locus.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let source = find(parts.next()?, sources)?;
    let before: usize = source.text().split_inclusive('\n').take(line - 1).map(str::len).sum();
    let letters = source.line(line).chars().take(column - 1).map(char::len_utf8).sum::<usize>();
    Some((source.path(), Span::new(before + letters..before + letters + 1)))
}

fn whole(name: &str, sources: &Sources) -> Place {
    match find(name, sources) {
        Some(source) => Place::file(source.path()),
        None => Place::file(&Arc::from(name)),
    }
}

fn find<'a>(name: &str, sources: &'a Sources) -> Option<&'a Source> {
    sources.iter().find(|(known, _)| known == name).map(|(_, source)| source)
}

//! Findings as JSON, for editors and scripts.

use std::io::{self, Write};

use serde::Serialize;

use super::shown::{Shown, Sources};
use crate::ground::{Lang, Place};

/// A finding as others read it. The order of the keys is part of the format. Lines and columns
/// count from one, columns count characters, the end is the column after the last; all four are
/// null for a whole file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: Where<'a>,
    message: &'a str,
    label: Option<&'a str>,
    notes: Vec<&'a str>,
    help: Option<&'a str>,
    also: Vec<Also<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Where<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct Also<'a> {
    #[serde(flatten)]
    place: Where<'a>,
    label: &'a str,
}

/// Writes one array with one line a finding.
pub(super) fn write(
    out: &mut dyn Write,
    findings: &[Shown<'_>],
    sources: &Sources<'_>,
    lang: Lang,
) -> io::Result<()> {
    let mut separator = "[";
    for finding in findings {
        let line = serde_json::to_string(&typed(*finding, sources, lang))?;
        write!(out, "{separator}\n{line}")?;
        separator = ",";
    }
    if findings.is_empty() {
        return writeln!(out, "[]");
    }
    writeln!(out, "\n]")
}

fn typed<'a>(finding: Shown<'a>, sources: &Sources<'_>, lang: Lang) -> Finding<'a> {
    let diagnostic = finding.diagnostic;
    let also = diagnostic
        .also
        .iter()
        .map(|(place, label)| Also { place: located(place, sources), label: label.in_lang(lang) });
    Finding {
        code: diagnostic.code.name(),
        severity: finding.severity.word(Lang::En),
        place: located(&diagnostic.place, sources),
        message: diagnostic.message.in_lang(lang),
        label: diagnostic.label.as_ref().map(|label| label.in_lang(lang)),
        notes: diagnostic.notes.iter().map(|note| note.in_lang(lang)).collect(),
        help: diagnostic.help.as_ref().map(|help| help.in_lang(lang)),
        also: also.collect(),
    }
}

fn located<'a>(place: &'a Place, sources: &Sources<'_>) -> Where<'a> {
    let stretch = sources.stretch(place);
    Where {
        path: &place.path,
        line: stretch.map(|stretch| stretch.start.line),
        column: stretch.map(|stretch| stretch.start.column),
        end_line: stretch.map(|stretch| stretch.end.line),
        end_column: stretch.map(|stretch| stretch.end.column),
    }
}

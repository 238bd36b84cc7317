//! Findings as workflow commands, which GitHub shows beside the changed lines.
//!
//! The form: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use std::io::{self, Write};

use super::shown::{Shown, Sources, help_word, note_word};
use crate::ground::Lang;

/// Writes one command a finding; `prefix` leads from the repository's root to the site's.
pub(super) fn write(
    out: &mut dyn Write,
    findings: &[Shown<'_>],
    sources: &Sources<'_>,
    (lang, prefix): (Lang, &str),
) -> io::Result<()> {
    for finding in findings {
        let level = finding.severity.word(Lang::En);
        let properties = properties(*finding, sources, prefix);
        let message = escaped(&message(*finding, lang), &[]);
        writeln!(out, "::{level} {properties}::{message}")?;
    }
    Ok(())
}

fn properties(finding: Shown<'_>, sources: &Sources<'_>, prefix: &str) -> String {
    let place = &finding.diagnostic.place;
    let mut pairs = vec![("file", format!("{prefix}{}", place.path))];
    if let Some(stretch) = sources.stretch(place) {
        pairs.push(("line", stretch.start.line.to_string()));
        pairs.push(("col", stretch.start.column.to_string()));
        pairs.push(("endLine", stretch.end.line.to_string()));
        pairs.push(("endColumn", stretch.end.column.to_string()));
    }
    pairs.push(("title", finding.diagnostic.code.to_string()));
    let pairs = pairs.iter().map(|(name, value)| {
        let value = escaped(value, &[(':', "%3A"), (',', "%2C")]);
        format!("{name}={value}")
    });
    pairs.collect::<Vec<_>>().join(",")
}

fn message(finding: Shown<'_>, lang: Lang) -> String {
    let diagnostic = finding.diagnostic;
    let mut lines = vec![diagnostic.message.in_lang(lang).to_string()];
    lines.extend(diagnostic.label.iter().map(|label| label.in_lang(lang).to_string()));
    let notes = diagnostic.notes.iter();
    lines.extend(notes.map(|note| format!("{}: {}", note_word(lang), note.in_lang(lang))));
    let help = diagnostic.help.iter();
    lines.extend(help.map(|help| format!("{}: {}", help_word(lang), help.in_lang(lang))));
    lines.join("\n")
}

fn escaped(text: &str, further: &[(char, &str)]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        let known = [('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];
        let all = known.iter().chain(further);
        match all.into_iter().find(|(special, _)| *special == letter) {
            Some((_, written)) => escaped.push_str(written),
            None => escaped.push(letter),
        }
    }
    escaped
}

//! Findings as one sentence each, for screen readers and for grep.

use std::io::{self, Write};

use super::shown::{Shown, Sources, cut, help_word, note_word, one_line};
use crate::ground::{Lang, Place};

/// Writes one line a finding.
pub(super) fn write(
    out: &mut dyn Write,
    findings: &[Shown<'_>],
    sources: &Sources<'_>,
    lang: Lang,
) -> io::Result<()> {
    for finding in findings {
        writeln!(out, "{}", one_line(&sentence(*finding, sources, lang)))?;
    }
    Ok(())
}

fn sentence(finding: Shown<'_>, sources: &Sources<'_>, lang: Lang) -> String {
    let diagnostic = finding.diagnostic;
    let head = format!(
        "{}: {}[{}]: {}",
        where_it_is(&diagnostic.place, sources),
        finding.severity.word(lang),
        diagnostic.code,
        cut(diagnostic.message.in_lang(lang))
    );
    let mut parts = vec![head];
    if let Some(label) = &diagnostic.label {
        parts.push(cut(label.in_lang(lang)).into_owned());
    }
    for (place, label) in &diagnostic.also {
        let at = where_it_is(place, sources);
        parts.push(format!("{at}: {}", cut(label.in_lang(lang))));
    }
    for note in &diagnostic.notes {
        parts.push(format!("{}: {}", note_word(lang), cut(note.in_lang(lang))));
    }
    if let Some(help) = &diagnostic.help {
        parts.push(format!("{}: {}", help_word(lang), cut(help.in_lang(lang))));
    }
    parts.join("; ")
}

fn where_it_is(place: &Place, sources: &Sources<'_>) -> String {
    match sources.stretch(place) {
        Some(stretch) => format!("{}:{}:{}", place.path, stretch.start.line, stretch.start.column),
        None => place.path.to_string(),
    }
}

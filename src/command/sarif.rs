//! Findings as a SARIF log, which code scanning takes: GitHub, GitLab, editors.
//!
//! The form: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; what GitHub reads
//! of it: <https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support>.
//! A `fix` of SARIF must name the bytes to change, so our help is part of the message.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::shown::{Shown, Sources, cut, help_word, note_word};
use crate::ground::{Code, Fingerprint, Lang, Mix, Place, Position, Source, Words, explain, url};

/// GitHub takes no more results in one log.
pub(super) const RESULTS_MAX: usize = 25_000;

/// The schema of the log.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our fingerprint and its version: it changes when what goes into it does.
const FINGERPRINT: &str = "tertuliaFinding/v1";

/// Writes one log; `prefix` leads from the repository's root to the site's.
pub(super) fn write(
    out: &mut dyn Write,
    findings: &[Shown<'_>],
    sources: &Sources<'_>,
    (lang, prefix): (Lang, &str),
) -> io::Result<()> {
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut scribe = Scribe { sources, lang, prefix, codes: &codes, alike: BTreeMap::new() };
    let results: Vec<Value> = findings.iter().map(|finding| scribe.result(*finding)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Tertulia",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": lang.tag(),
                "rules": codes.iter().map(|code| rule(*code, lang)).collect::<Vec<_>>(),
            }},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// Describes a code.
fn rule(code: Code, lang: Lang) -> Value {
    let page = explain::page(code, lang);
    json!({
        "id": code.name(),
        "name": code.name(),
        "shortDescription": { "text": explain::gist(code, lang) },
        "fullDescription": { "text": explain::gist(code, lang) },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": code.severity().word(Lang::En) },
    })
}

/// Writes the results of one log.
struct Scribe<'a> {
    sources: &'a Sources<'a>,
    lang: Lang,
    prefix: &'a str,
    /// The codes in the order of the rules.
    codes: &'a [Code],
    /// How many findings with the same fingerprint there were before.
    alike: BTreeMap<Fingerprint, usize>,
}

impl Scribe<'_> {
    fn result(&mut self, finding: Shown<'_>) -> Value {
        let diagnostic = finding.diagnostic;
        let also = (0..).zip(&diagnostic.also).map(|(id, (place, label))| {
            let mut location = self.location(place);
            location["id"] = json!(id);
            location["message"] = json!({ "text": cut(label.in_lang(self.lang)) });
            location
        });
        let also: Vec<Value> = also.collect();
        json!({
            "ruleId": diagnostic.code.name(),
            "ruleIndex": self.codes.binary_search(&diagnostic.code).unwrap_or_default(),
            "level": finding.severity.word(Lang::En),
            "message": { "text": self.message(finding) },
            "locations": [self.location(&diagnostic.place)],
            "relatedLocations": also,
            "partialFingerprints": { FINGERPRINT: self.fingerprint(finding) },
        })
    }

    fn message(&self, finding: Shown<'_>) -> String {
        let diagnostic = finding.diagnostic;
        let says = |words: &Words| cut(words.in_lang(self.lang)).into_owned();
        let mut lines = vec![says(&diagnostic.message)];
        lines.extend(diagnostic.label.iter().map(says));
        let (note, help) = (note_word(self.lang), help_word(self.lang));
        lines.extend(diagnostic.notes.iter().map(|words| format!("{note}: {}", says(words))));
        lines.extend(diagnostic.help.iter().map(|words| format!("{help}: {}", says(words))));
        lines.join("\n")
    }

    /// Names a place. GitHub wants a region, too, for what is about a whole file: its start.
    fn location(&self, place: &Place) -> Value {
        let stretch = self
            .sources
            .of(place)
            .map(|source| (column(&source, place.span.start), column(&source, place.span.end)));
        let start = Position { line: 1, column: 1 };
        let (start, end) = stretch.unwrap_or((start, start));
        let path = format!("{}{}", self.prefix, place.path);
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": url::encode(&path) },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        }})
    }

    /// Fingerprints what was found and the line on which it was: it may move and stay the same.
    fn fingerprint(&mut self, finding: Shown<'_>) -> String {
        let diagnostic = finding.diagnostic;
        let place = &diagnostic.place;
        let mix = Mix::new(FINGERPRINT)
            .text(diagnostic.code.name())
            .text(&place.path)
            .text(&diagnostic.message.en);
        let source = self.sources.of(place);
        let line = source
            .map(|source| source.line(source.position(place.span.start).line).trim().to_string());
        let print = mix.text(&line.unwrap_or_default()).finish();
        let number = self.alike.entry(print).or_insert(0);
        *number += 1;
        format!("{print}:{number}")
    }
}

/// Tells where a byte stands, its column counted in the units of UTF-16, as the log says.
fn column(source: &Source, offset: u32) -> Position {
    let Position { line, column } = source.position(offset);
    let before = source.line(line).chars().take(column - 1);
    let units: usize = before.map(char::len_utf16).sum();
    Position { line, column: units + 1 }
}

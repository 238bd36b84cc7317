//! `tertulia survey report`: what was answered, wave by wave, as counts and shares.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use super::exit::Outcome;
use super::import::reason;
use super::report::Report;
use super::shown::Findings;
use crate::ground::{Diagnostic, Failure, Lang, Source, Words};
use crate::model::Settings;
use crate::model::count::Count;
use crate::model::survey::{Question, QuestionKind, Survey};
use crate::model::tally::{ItemTally, Tally};
use crate::parse;

/// Prints what was answered to the survey in a folder.
///
/// # Errors
/// When its files cannot be read.
pub(super) fn results(folder: &Path, report: &Report) -> Result<Outcome, Failure> {
    let book = folder.join("survey.toml");
    let text = fs::read_to_string(&book).map_err(|error| Failure::read(book.display(), error))?;
    let path: Arc<str> = book.to_string_lossy().replace('\\', "/").into();
    let source = Source::new(path, text);
    let survey = parse::survey(&source);
    let mut findings = survey.findings.clone();
    let mut tallies = Vec::with_capacity(survey.waves.len());
    for wave in &survey.waves {
        let name = wave.file.rsplit('/').next().unwrap_or_default();
        let path = folder.join(name);
        let failed = |error| Failure::read(path.display(), error);
        let mut file = File::open(&path).map_err(failed)?;
        let tally = parse::wave(&mut file, &survey, wave).map_err(failed)?;
        findings.extend(tally.findings.iter().cloned());
        tallies.push(tally);
    }
    Diagnostic::tidy(&mut findings);
    report.result(&page(&survey, &tallies, report.lang()));
    let sources = |path: &Arc<str>| (path == source.path()).then(|| source.clone());
    let settings = Settings::default();
    let shown = Findings { list: &findings, settings: &settings, sources: &sources, prefix: "" };
    let told = if findings.is_empty() { None } else { Some(report.findings(&shown)) };
    Ok(match told.map(|told| told.errors) {
        Some(errors) if errors > 0 => Outcome::ContentErrors,
        _ => Outcome::Well,
    })
}

fn page(survey: &Survey, tallies: &[Tally], lang: Lang) -> String {
    let tag = lang.tag();
    let mut page = format!("{}\n", survey.title.get(tag, tag));
    for (wave, tally) in survey.waves.iter().zip(tallies) {
        let said = Words::new(
            format!("{} filas, {} personas", tally.rows, tally.people.people),
            format!("{} rows, {} people", tally.rows, tally.people.people),
        );
        page.push_str(&format!("  {}: {}", wave.title.get(tag, tag), said.in_lang(lang)));
        for (why, rows) in &tally.left_out {
            page.push_str(&format!("; {rows} {}", reason(*why).in_lang(lang)));
        }
        page.push('\n');
    }
    for (index, question) in survey.questions.iter().enumerate() {
        page.push_str(&format!("\n{}  {}\n", question.id, question.text.get(tag, tag)));
        for (item, asked) in question.items.iter().enumerate() {
            if !asked.id.is_empty() {
                let text = asked.text.get(tag, tag);
                page.push_str(&format!("  {}.{}  {text}\n", question.id, asked.id));
            }
            let tallies = tallies.iter().filter_map(|tally| {
                Some((tally.wave.as_str(), tally.questions.get(index)?.get(item)?))
            });
            page.push_str(&answers(question, &tallies.collect::<Vec<_>>(), lang));
        }
    }
    page
}

/// Prints what was answered to one item: a line for each choice, a column for each wave.
fn answers(question: &Question, waves: &[(&str, &ItemTally)], lang: Lang) -> String {
    let tag = lang.tag();
    let mut lines = String::new();
    let mut line = |label: &str, cells: Vec<String>| {
        let label: String = label.chars().take(44).collect();
        lines.push_str(&format!("    {label:<44}{}\n", cells.concat()));
    };
    line("", waves.iter().map(|(wave, _)| format!("{wave:>16}")).collect());
    let base = Words::new("contestaron", "answered");
    line(base.in_lang(lang), waves.iter().map(|(_, item)| people(item.base.people)).collect());
    for (index, choice) in question.choices.iter().enumerate() {
        let label = match choice.label.get(tag, tag) {
            "" => &choice.code,
            label => label,
        };
        let share = |(_, item): &(&str, &ItemTally)| {
            let count = item.counts.get(index).copied().unwrap_or_default();
            format!("{:>8}{:>7.1}%", count.people, percent(count, item.base))
        };
        line(label, waves.iter().map(share).collect());
    }
    if question.kind == QuestionKind::Number {
        let mean = Words::new("media", "mean");
        let cell = |(_, item): &(&str, &ItemTally)| {
            let sum = item.moments.first().copied().unwrap_or_default();
            format!("{:>16.2}", sum.sum / sum.count.weight)
        };
        line(mean.in_lang(lang), waves.iter().map(cell).collect());
    }
    for (words, count) in [
        (Words::new("no aplica, no sabe", "does not apply"), count_of(waves, |i| i.not_applicable)),
        (Words::new("sin respuesta", "no answer"), count_of(waves, |i| i.unanswered)),
        (Words::new("sin leer", "unread"), count_of(waves, |i| i.unread)),
    ] {
        if count.iter().any(|people| *people > 0) {
            line(words.in_lang(lang), count.into_iter().map(people).collect());
        }
    }
    lines
}

fn count_of(waves: &[(&str, &ItemTally)], part: impl Fn(&ItemTally) -> Count) -> Vec<u64> {
    waves.iter().map(|(_, item)| part(item).people).collect()
}

fn people(count: u64) -> String {
    format!("{count:>8}        ")
}

fn percent(count: Count, base: Count) -> f64 {
    if base.weight > 0.0 { 100.0 * count.weight / base.weight } else { 0.0 }
}

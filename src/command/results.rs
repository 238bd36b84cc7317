//! `tertulia survey report`: what was answered, wave by wave, as counts and shares, with intervals
//! and what changed. It is for who has the answers: nothing is hidden.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use super::exit::Outcome;
use super::import::reason;
use super::report::Report;
use super::shown::Findings;
use crate::ground::{Diagnostic, Failure, Lang, Source, Words};
use crate::link;
use crate::model::Settings;
use crate::model::count::Count;
use crate::model::counted::Counted;
use crate::model::results::{Headline, ItemResult, Measure, Results};
use crate::model::survey::{Question, Survey};
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
    let survey = Arc::new(survey);
    let counted = Counted {
        survey: Arc::clone(&survey),
        tallies: tallies.iter().map(|tally| Some(Arc::new(tally.clone()))).collect(),
        print: survey.fingerprint,
    };
    let found = link::results(&counted);
    report.result(&page(&found, &tallies, report.lang()));
    let sources = |path: &Arc<str>| (path == source.path()).then(|| source.clone());
    let settings = Settings::default();
    let shown = Findings { list: &findings, settings: &settings, sources: &sources, prefix: "" };
    let told = if findings.is_empty() { None } else { Some(report.findings(&shown)) };
    Ok(match told.map(|told| told.errors) {
        Some(errors) if errors > 0 => Outcome::ContentErrors,
        _ => Outcome::Well,
    })
}

fn page(found: &Results, tallies: &[Tally], lang: Lang) -> String {
    let (survey, tag) = (&*found.survey, lang.tag());
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
            page.push_str(&headlines(survey, &found.questions[index][item], lang));
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

/// Prints the headline of each wave with its interval of 95 %, and what changed.
fn headlines(survey: &Survey, found: &ItemResult, lang: Lang) -> String {
    let told = found.waves.iter().map(|one| one.as_ref().and_then(|one| one.headline));
    let told: Vec<Option<Headline>> = told.collect();
    let Some(measure) = told.iter().flatten().map(|one| one.measure).next() else {
        return String::new();
    };
    let cell = |text: Option<String>| format!("{:>16}", text.unwrap_or_else(|| "–".to_string()));
    let value =
        |one: &Option<Headline>| cell(one.map(|one| written(measure, one.estimate.value, 1)));
    let interval = |one: &Option<Headline>| {
        cell(one.map(|one| {
            let ends = one.estimate.interval;
            format!("{}…{}", written(measure, ends.low, 1), written(measure, ends.high, 1))
        }))
    };
    let name = name(measure);
    let mut lines = format!("    {:<44}", name.in_lang(lang));
    lines.extend(told.iter().map(value));
    lines.push_str(&format!("\n    {:<44}", "95 %"));
    lines.extend(told.iter().map(interval));
    lines.push('\n');
    for change in &found.changes {
        let (from, to) = (&survey.waves[change.from].id, &survey.waves[change.to].id);
        let verdict = match change.p < 0.05 {
            true => Words::new("es más que azar", "it is more than chance"),
            false => Words::new("puede ser azar", "it may be chance"),
        };
        let by = written(measure, change.difference.value, 1);
        let sign = if change.difference.value > 0.0 { "+" } else { "" };
        let (p, verdict) = (change.p, verdict.in_lang(lang));
        lines.push_str(&format!("    {from} → {to}: {sign}{by}, p = {p:.3}: {verdict}\n"));
    }
    lines
}

fn name(measure: Measure) -> Words {
    match measure {
        Measure::Nps => Words::new("NPS", "NPS"),
        Measure::RecommendIndex => Words::new("índice de recomendación", "recommendation index"),
        Measure::Csat => Words::new("satisfechos (%)", "satisfied (%)"),
        Measure::Ces => Words::new("facilidad, media", "ease, mean"),
        Measure::Net => Words::new("a favor menos en contra", "agree less disagree"),
        Measure::Mean => Words::new("media", "mean"),
    }
}

fn written(measure: Measure, value: f64, decimals: usize) -> String {
    let (value, decimals) = match measure {
        Measure::Csat => (value * 100.0, decimals),
        Measure::Ces | Measure::Mean => (value, decimals + 1),
        _ => (value, decimals),
    };
    format!("{value:.decimals$}")
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

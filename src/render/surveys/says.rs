//! Results in words: headlines, what changed, what goes together, what to be careful with.

use super::asked::TOO_FEW;
use super::reporter::{Reporter, SHOWN_FROM, unit};
use crate::chart;
use crate::model::Sample;
use crate::model::estimate::Showing;
use crate::model::results::{Change, Headline, Measure, Measured, Together, WaveResult};
use crate::model::survey::QuestionKind;
use crate::model::tally::LeftOut;

/// A probability below this is told as more than chance.
const CHANCE: f64 = 0.05;

/// The smallest probability that is told as a number.
const LEAST_TOLD: f64 = 0.001;

/// Says what a headline is.
pub(super) fn measure(reporter: &Reporter, question: usize, measure: Measure) -> String {
    let voice = reporter.voice();
    let key = match measure {
        Measure::Nps => "survey_nps",
        Measure::RecommendIndex => "survey_recommend_index",
        Measure::Csat => "survey_csat",
        Measure::Ces => "survey_ces",
        Measure::Net => "survey_net",
        Measure::Mean => "survey_mean",
    };
    let choices = &reporter.question(question).choices;
    let code = |choice: Option<&crate::model::survey::Choice>| {
        choice.map_or_else(String::new, |choice| choice.code.clone())
    };
    let (low, high) = (code(choices.first()), code(choices.last()));
    voice.fill(key, &[("low", &low), ("high", &high)])
}

/// Writes the value of a headline.
pub(super) fn value(reporter: &Reporter, headline: &Headline) -> String {
    reporter.voice().value(unit(headline.measure), headline.estimate.value)
}

/// Writes the interval of a headline: `entre 40 y 68`.
pub(super) fn between(reporter: &Reporter, headline: &Headline) -> String {
    let (voice, unit) = (reporter.voice(), unit(headline.measure));
    let interval = headline.estimate.interval;
    let [low, high] = [interval.low, interval.high].map(|end| voice.value(unit, end));
    voice.fill("chart_between", &[("low", &low), ("high", &high)])
}

/// Writes how many people there are.
pub(super) fn people(reporter: &Reporter, count: u64) -> String {
    reporter.voice().counted("chart_people", count, &[])
}

/// Says how a headline changed between two waves, and whether that may be chance.
pub(super) fn verdict(reporter: &Reporter, measure: Measure, change: &Change) -> String {
    let voice = reporter.voice();
    let (before, after) = (reporter.wave_title(change.from), reporter.wave_title(change.to));
    let points = match unit(measure) {
        chart::Measure::Share => change.difference.value * 100.0,
        chart::Measure::Points | chart::Measure::Mean => change.difference.value,
    };
    let decimals = if unit(measure) == chart::Measure::Mean { 2 } else { 1 };
    let number = voice.signed(points.abs(), decimals);
    let difference = match unit(measure) {
        chart::Measure::Mean => number.clone(),
        _ => voice.fill("survey_points", &[("number", &number)]),
    };
    let key = match (points > 0.0, change.p < CHANCE) {
        _ if number == voice.signed(0.0, decimals) => "survey_stayed",
        (true, true) => "survey_rose_surely",
        (true, false) => "survey_rose_perhaps",
        (false, true) => "survey_fell_surely",
        (false, false) => "survey_fell_perhaps",
    };
    let p = probability(reporter, change.p);
    let values = [
        ("before", before),
        ("after", after),
        ("difference", difference.as_str()),
        ("p", p.as_str()),
    ];
    voice.fill(key, &values)
}

/// Writes a probability: `p = 0,08`, `p < 0,001`.
fn probability(reporter: &Reporter, p: f64) -> String {
    let voice = reporter.voice();
    if p < LEAST_TOLD {
        return voice.fill("survey_p_below", &[("number", &voice.signed(LEAST_TOLD, 3))]);
    }
    // Two decimals, but never so few that what is beyond chance seems to touch it.
    let decimals = if p < CHANCE { 3 } else { 2 };
    voice.fill("survey_p", &[("number", &voice.signed(p, decimals))])
}

/// Says how strongly a question goes together with the one that splits it.
pub(super) fn together(reporter: &Reporter, by: usize, together: &Together) -> String {
    let voice = reporter.voice();
    let is_sure = together.p < CHANCE;
    let key = if is_sure { "survey_together_surely" } else { "survey_together_perhaps" };
    let (v, p) = (voice.signed(together.v, 2), probability(reporter, together.p));
    let values = [("question", reporter.wording(by)), ("v", v.as_str()), ("p", p.as_str())];
    let tests = u64::try_from(together.tests).unwrap_or(u64::MAX);
    let said = voice.counted(key, tests, &values);
    match together.has_small_expected {
        true => format!("{said} {}", voice.word("survey_small_expected")),
        false => said,
    }
}

/// Says what to be careful with in what was measured, if anything.
pub(super) fn warning(reporter: &Reporter, measured: &Measured) -> Option<String> {
    let voice = reporter.voice();
    match measured.showing {
        Showing::Nothing => Some(nothing(reporter, TOO_FEW)),
        Showing::Counts => Some(voice.word("survey_counts_only")),
        Showing::SharesWithWarning => Some(voice.word("survey_small_base")),
        Showing::Shares => None,
    }
}

/// Says why nothing is shown, with the words of a key.
pub(super) fn nothing(reporter: &Reporter, key: &str) -> String {
    let voice = reporter.voice();
    voice.fill(key, &[("minimum", &voice.count(SHOWN_FROM))])
}

/// Says who answered with words, dates or numbers, of which nothing else is shown.
pub(super) fn plain(
    reporter: &Reporter,
    kind: QuestionKind,
    measured: &Measured,
) -> Option<String> {
    let key = match kind {
        QuestionKind::Text => "survey_open",
        QuestionKind::Date => "survey_days",
        _ => return None,
    };
    Some(reporter.voice().counted(key, measured.base?, &[]))
}

/// Says who gave no answer that counts.
pub(super) fn aside(reporter: &Reporter, measured: &Measured) -> Vec<String> {
    let counts = [
        ("survey_not_applicable", measured.not_applicable),
        ("survey_unanswered", measured.unanswered),
    ];
    let said = counts.into_iter().filter_map(|(key, count)| {
        let count = count.filter(|count| *count > 0)?;
        Some(reporter.voice().counted(key, count, &[]))
    });
    said.collect()
}

/// Says what the intervals of a survey mean, by how its people came in.
pub(super) fn sampling(reporter: &Reporter) -> String {
    let key = match reporter.results.survey.method.sample {
        Some(Sample::Probability) => "survey_probability",
        Some(Sample::Everyone) => "survey_everyone",
        Some(Sample::SelfSelected) | None => "survey_self_selected",
    };
    reporter.voice().word(key)
}

/// Says what the weights of a wave cost.
pub(super) fn weighted(reporter: &Reporter, wave: &WaveResult) -> Option<String> {
    let is_told = reporter.is_weighted() && wave.is_read && wave.people > 0;
    is_told.then(|| {
        let voice = reporter.voice();
        let (effective, deff) = (voice.signed(wave.effective, 0), voice.signed(wave.deff, 2));
        let values = [("effective", effective.as_str()), ("deff", deff.as_str())];
        voice.counted("survey_weighted", wave.people, &values)
    })
}

/// Says how many rows of a wave are not counted, and why.
pub(super) fn left_out(reporter: &Reporter, wave: &WaveResult) -> Vec<String> {
    let said = wave.left_out.iter().filter(|(_, count)| *count > 0).map(|(why, count)| {
        let key = match why {
            LeftOut::Preview => "survey_left_preview",
            LeftOut::Partial => "survey_left_partial",
            LeftOut::Weight => "survey_left_weight",
            LeftOut::Torn => "survey_left_torn",
            LeftOut::Empty => "survey_left_empty",
        };
        reporter.voice().counted(key, *count, &[])
    });
    said.collect()
}

/// Says which part of those who were invited answered.
pub(super) fn response_rate(reporter: &Reporter, wave: usize) -> Option<String> {
    let invited = reporter.results.survey.waves[wave].invited.filter(|invited| *invited > 0)?;
    let people = reporter.results.waves.get(wave)?.people;
    #[expect(clippy::cast_precision_loss, reason = "no survey has 2^53 people")]
    let share = people as f64 / invited as f64;
    let voice = reporter.voice();
    let values = [
        ("share", voice.value(chart::Measure::Share, share)),
        ("people", voice.count(people)),
        ("invited", voice.count(invited)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, it)| (*name, it.as_str())).collect();
    Some(voice.fill("survey_response_rate", &values))
}

/// Writes the margin of error of a wave of a probability sample.
pub(super) fn margin(reporter: &Reporter, wave: &WaveResult) -> Option<String> {
    let number = reporter.voice().signed(wave.margin? * 100.0, 1);
    Some(reporter.voice().fill("survey_margin", &[("number", &number)]))
}

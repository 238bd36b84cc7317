//! Scales as charts: scores from 0 to 10, and levels of agreement.

use super::asked::Asked;
use super::reporter::Reporter;
use crate::chart::{BarRow, Bars, Chart, Histogram, Middle, ScoreBand, Stack, Tone};
use crate::model::estimate::Showing;
use crate::model::results::{AnswerResult, Measured};
use crate::model::survey::{Question, QuestionKind};

/// Tells whether a question is answered on a scale whose levels can be stacked.
pub(super) fn is_scale(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Csat | QuestionKind::Ces { .. } | QuestionKind::Likert { .. })
}

/// Gives the lowest score of a scale of whole numbers, each of which is one above the other.
pub(super) fn first_score(question: &Question) -> Option<u64> {
    let codes = question.choices.iter().map(|choice| choice.code.parse::<u64>().ok());
    let codes: Vec<u64> = codes.collect::<Option<_>>()?;
    let first = *codes.first()?;
    codes.iter().zip(first..).all(|(code, score)| *code == score).then_some(first)
}

/// Gives a bar for each score of a scale of whole numbers.
pub(super) fn histogram(
    reporter: &Reporter,
    question: usize,
    measured: &Measured,
) -> Option<Chart> {
    let known = reporter.question(question);
    let first = first_score(known)?;
    if measured.answers.len() != known.choices.len() {
        return None;
    }
    let counts = measured.answers.iter().map(|answer| answer.people).collect();
    let share = |at: usize| measured.answers[at].share.map(|share| share.value);
    let shares =
        if reporter.is_weighted() { (0..known.choices.len()).map(share).collect() } else { vec![] };
    let bands = match known.kind {
        QuestionKind::Nps { from } => thirds(reporter, u64::from(from), measured),
        _ => vec![],
    };
    let base = measured.base.unwrap_or_default();
    Some(Chart::Histogram(Histogram { first, counts, shares, bands, base }))
}

/// Gives detractors, passives and promoters.
fn thirds(reporter: &Reporter, first: u64, measured: &Measured) -> Vec<ScoreBand> {
    let sides = sides(measured, reporter.is_weighted());
    let band = |key: &str, at: usize, (from, to), tone| {
        let label = reporter.voice().word(key);
        let people = measured.bands.iter().rev().nth(at).and_then(|band| band.people);
        let share = sides.as_ref().and_then(|sides| sides.get(at).copied());
        ScoreBand { label, from, to, tone, counted: people.map(|people| (people, share)) }
    };
    vec![
        band("survey_detractors", 0, (first, 6), Tone::Low),
        band("survey_passives", 1, (7, 8), Tone::Middle),
        band("survey_promoters", 2, (9, 10), Tone::High),
    ]
}

/// Gives the shares of the low side of a scale, of its middle and of its high side.
fn sides(measured: &Measured, is_weighted: bool) -> Option<Vec<f64>> {
    let bands: Vec<&AnswerResult> = measured.bands.iter().rev().collect();
    let is_shown = bands.len() == 3 && measured.showing > Showing::Counts;
    is_shown.then(|| parts(&bands, measured.base, is_weighted)).flatten()
}

/// Gives stacked bars: of a matrix a row for each item, the best first; else one for each wave.
/// Nothing where no row may be shown. The wave comes with it where it is one.
pub(super) fn bars(
    reporter: &Reporter,
    asked: &Asked,
    stack: Stack,
) -> Option<(Chart, Option<usize>)> {
    let question = asked.question;
    let known = reporter.question(question);
    let is_falling = matches!(
        known.kind,
        QuestionKind::Ces { is_reversed: true } | QuestionKind::Likert { is_reversed: true, .. }
    );
    let mut levels = reporter.labels(question);
    let middle = middle(known.kind, levels.len(), is_falling);
    if is_falling {
        levels.reverse();
    }
    let is_matrix = asked.item.is_none() && reporter.is_matrix(question);
    let found: Vec<(String, usize, &Measured)> = if is_matrix {
        of_matrix(reporter, question, asked.wave)
    } else {
        of_waves(reporter, question, asked.item.unwrap_or_default(), asked.wave)
    };
    let one = found.first().map(|(_, wave, _)| *wave);
    let wave = one.filter(|wave| found.iter().all(|(_, other, _)| other == wave));
    // Where too few gave one answer, its row is told by sides; and so are the others, so that all
    // can be compared.
    let is_weighted = reporter.is_weighted();
    let whole = |measured: &Measured| {
        shares(measured, is_weighted).map(|mut shares| {
            if is_falling {
                shares.reverse();
            }
            shares
        })
    };
    let by_sides = |measured: &Measured| sides(measured, is_weighted);
    let count = |shares: &dyn Fn(&Measured) -> Option<Vec<f64>>| {
        found.iter().filter(|(_, _, measured)| shares(measured).is_some()).count()
    };
    let is_by_sides = count(&by_sides) > count(&whole);
    let (levels, middle) = match is_by_sides {
        true => (side_names(reporter), Middle::Neutral(1)),
        false => (levels, middle),
    };
    let rows = found.into_iter().map(|(label, _, measured)| {
        let shares = if is_by_sides { by_sides(measured) } else { whole(measured) };
        BarRow { label, shares, base: measured.base.unwrap_or_default() }
    });
    let rows: Vec<BarRow> = rows.collect();
    if rows.iter().all(|row| row.shares.is_none()) {
        return None;
    }
    let bars = Bars { levels, middle, stack, rows };
    Some((Chart::Bars(if is_matrix { bars.sorted() } else { bars }), wave))
}

fn side_names(reporter: &Reporter) -> Vec<String> {
    let keys = ["survey_low_side", "survey_middle_side", "survey_high_side"];
    keys.map(|key| reporter.voice().word(key)).into()
}

/// Gives what each item of a matrix measured in one wave: the latest in which any may be shown.
fn of_matrix<'a>(
    reporter: &Reporter<'a>,
    question: usize,
    wave: Option<usize>,
) -> Vec<(String, usize, &'a Measured)> {
    let items = 0..reporter.items(question).len();
    let latest = || items.clone().filter_map(|item| Some(reporter.latest(question, item)?.0)).max();
    let Some(wave) = wave.or_else(latest) else { return Vec::new() };
    let found = items.clone().filter_map(|item| {
        let (wave, measured) = reporter.measured(question, item, Some(wave))?;
        Some((reporter.item_text(question, item).to_string(), wave, measured))
    });
    found.collect()
}

/// Gives what an item measured in a wave, or in each in which something may be shown.
fn of_waves<'a>(
    reporter: &Reporter<'a>,
    question: usize,
    item: usize,
    wave: Option<usize>,
) -> Vec<(String, usize, &'a Measured)> {
    let waves = match wave {
        Some(wave) => wave..wave + 1,
        None => 0..reporter.results.waves.len(),
    };
    let found = waves.filter_map(|wave| {
        let (wave, measured) = reporter.measured(question, item, Some(wave))?;
        let is_shown = measured.showing > Showing::Counts;
        is_shown.then(|| (reporter.wave_title(wave).to_string(), wave, measured))
    });
    found.collect()
}

/// Gives the share of each level: as it was estimated, or of people who may all be counted.
fn shares(measured: &Measured, is_weighted: bool) -> Option<Vec<f64>> {
    if measured.showing <= Showing::Counts {
        return None;
    }
    let answers: Vec<&AnswerResult> = measured.answers.iter().collect();
    parts(&answers, measured.base, is_weighted)
}

/// Gives the share of each part of a whole: as it was estimated, or of people who may all be
/// counted.
fn parts(answers: &[&AnswerResult], base: Option<u64>, is_weighted: bool) -> Option<Vec<f64>> {
    let estimated: Option<Vec<f64>> =
        answers.iter().map(|answer| Some(answer.share?.value)).collect();
    if estimated.is_some() || is_weighted {
        return estimated;
    }
    let counted: Option<Vec<u64>> = answers.iter().map(|answer| answer.people).collect();
    let counted = counted?;
    let all = counted.iter().sum::<u64>();
    let base = base.filter(|base| *base > 0 && *base == all)?;
    #[expect(clippy::cast_precision_loss, reason = "no survey has 2^53 answers")]
    let share = |count: u64| count as f64 / base as f64;
    Some(counted.into_iter().map(share).collect())
}

/// Gives the middle of a scale.
fn middle(kind: QuestionKind, levels: usize, is_falling: bool) -> Middle {
    let neutral = match kind {
        QuestionKind::Likert { neutral, .. } => neutral.filter(|neutral| *neutral < levels),
        _ => (levels % 2 == 1).then_some(levels / 2),
    };
    match neutral {
        Some(neutral) if is_falling => Middle::Neutral(levels - 1 - neutral),
        Some(neutral) => Middle::Neutral(neutral),
        None => Middle::Between(levels.div_ceil(2)),
    }
}

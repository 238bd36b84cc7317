//! Waves as charts: how a headline went on, and how answers moved between the last two.

use jiff::civil::Date;

use super::asked::{Asked, Drawn, TOO_FEW};
use super::reporter::{Reporter, drawn, unit};
use super::scales::is_scale;
use crate::chart::{Band, Chart, Dumbbell, Estimate, Line, Measure, PairRow, Point};
use crate::model::results::{Change, ItemResult, Measured};
use crate::model::survey::QuestionKind;

/// Tells whether questions of a kind have a headline.
pub(super) fn has_headline(kind: QuestionKind) -> bool {
    is_scale(kind) || matches!(kind, QuestionKind::Nps { .. } | QuestionKind::Number)
}

/// Draws the headline of an item in each wave.
pub(super) fn line(reporter: &Reporter, asked: &Asked) -> Drawn {
    let Some(item) = reporter.items(asked.question).get(asked.item.unwrap_or_default()) else {
        return Drawn::Unfit;
    };
    let shown = |measured: &Measured| measured.headline;
    let Some(measure) = item.waves.iter().flatten().find_map(shown).map(|found| found.measure)
    else {
        return Drawn::Nothing(TOO_FEW);
    };
    let asked_in = item.waves.iter().enumerate();
    let asked_in: Vec<(usize, &Measured)> =
        asked_in.filter_map(|(wave, measured)| Some((wave, measured.as_ref()?))).collect();
    let points = asked_in.iter().map(|(wave, measured)| Point {
        label: reporter.wave_title(*wave).to_string(),
        at: day(reporter, *wave).unwrap_or(f64::NAN),
        estimate: measured.headline.map(|headline| drawn(&headline.estimate)),
        base: measured.base.unwrap_or_default(),
    });
    let points = points.collect();
    let band = item.changes.last().and_then(|change| {
        let from = asked_in.iter().position(|(wave, _)| *wave == change.from)?;
        Some(Band { from, low: change.band.0, high: change.band.1 })
    });
    Drawn::Chart(Chart::Line(Line { measure: unit(measure), points, band }), None)
}

/// Gives the first day of a wave, counted from 1970.
fn day(reporter: &Reporter, wave: usize) -> Option<f64> {
    let (first, _) = reporter.results.survey.waves[wave].days.as_ref()?;
    let day: Date = first.parse().ok()?;
    let since = day.since(Date::constant(1970, 1, 1)).ok()?;
    Some(f64::from(since.get_days()))
}

/// Draws how the share of each answer moved between the last two waves.
pub(super) fn pairs(reporter: &Reporter, asked: &Asked) -> Drawn {
    let at = asked.item.unwrap_or_default();
    let Some(item) = reporter.items(asked.question).get(at) else { return Drawn::Unfit };
    let Some(moves) = &item.moves else { return Drawn::Nothing("survey_no_pair") };
    let labels = reporter.labels(asked.question).into_iter().enumerate();
    let rows = labels.map(|(answer, label)| {
        let change = moves.answers.get(answer).copied().flatten();
        let values = [moves.from, moves.to].map(|wave| share(item, wave, answer));
        let bases = [moves.from, moves.to].map(|wave| base(item, wave));
        PairRow { label, values, difference: change.as_ref().map(difference), bases }
    });
    let rows: Vec<PairRow> = rows.collect();
    if rows.is_empty() {
        return Drawn::Unfit;
    }
    let names = [moves.from, moves.to].map(|wave| reporter.wave_title(wave).to_string());
    Drawn::Chart(Chart::Dumbbell(Dumbbell { measure: Measure::Share, names, rows }), None)
}

fn difference(change: &Change) -> Estimate {
    let interval = (change.difference.interval.low, change.difference.interval.high);
    Estimate { value: change.difference.value, interval: Some(interval) }
}

fn share(item: &ItemResult, wave: usize, answer: usize) -> Option<f64> {
    let measured = item.waves.get(wave)?.as_ref()?;
    Some(measured.answers.get(answer)?.share?.value)
}

fn base(item: &ItemResult, wave: usize) -> u64 {
    let measured = item.waves.get(wave).and_then(Option::as_ref);
    measured.and_then(|measured| measured.base).unwrap_or_default()
}

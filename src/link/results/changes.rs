//! What changed from wave to wave.

use super::measure;
use crate::link::bands;
use crate::model::results::{Change, Measure, Measured, Moves};
use crate::model::survey::{Question, QuestionKind};
use crate::model::tally::ItemTally;
use crate::model::{Difference, Estimate};
use crate::statistics;

/// Compares the headline of each wave with that of the one before in which it may be shown.
pub(super) fn of_headline<'a>(
    question: &Question,
    waves: &[Option<Measured>],
    tally: impl Fn(usize) -> Option<&'a ItemTally>,
) -> Vec<Change> {
    let headline = |at: usize| waves[at].as_ref().and_then(|measured| measured.headline);
    let told: Vec<usize> = (0..waves.len()).filter(|at| headline(*at).is_some()).collect();
    let pairs = told.windows(2).filter_map(|pair| {
        let &[from, to] = pair else { return None };
        between(question, waves, &tally, (from, to))
    });
    pairs.collect()
}

/// Compares the headline of a wave with that of an earlier one; `None` where one of them may not be
/// shown, or nothing can be tested.
pub(super) fn between<'a>(
    question: &Question,
    waves: &[Option<Measured>],
    tally: &impl Fn(usize) -> Option<&'a ItemTally>,
    (from, to): (usize, usize),
) -> Option<Change> {
    let headline = |at: usize| waves.get(at)?.as_ref()?.headline;
    let (before, after) = (headline(from)?, headline(to)?);
    let difference = match after.measure {
        Measure::Nps | Measure::RecommendIndex => {
            let bands = |at| bands::of(question, &tally(at)?.counts);
            statistics::nps_difference(&bands(from)?, &bands(to)?)
        }
        Measure::Net => {
            let bands = |at| bands::of(question, &tally(at)?.counts);
            statistics::net_difference(&bands(from)?, &bands(to)?).map(in_points)
        }
        Measure::Csat => statistics::difference_of_shares(&before.estimate, &after.estimate),
        Measure::Ces | Measure::Mean => {
            let numbers = |at| measure::numbers(tally(at)?);
            statistics::difference_of_means(numbers(from)?, numbers(to)?)
        }
    };
    let range = match after.measure {
        Measure::Csat => (0.0, 1.0),
        Measure::Nps | Measure::RecommendIndex | Measure::Net => (-100.0, 100.0),
        Measure::Ces | Measure::Mean => (f64::NEG_INFINITY, f64::INFINITY),
    };
    Some(change((from, to), &before.estimate, difference?, range))
}

/// Compares each answer's share between the last two waves in which shares may be shown; the
/// probabilities allow for all answers (Holm).
pub(super) fn of_answers<'a>(
    question: &Question,
    waves: &[Option<Measured>],
    tally: impl Fn(usize) -> Option<&'a ItemTally>,
) -> Option<Moves> {
    if !matches!(question.kind, QuestionKind::Single | QuestionKind::Multiple) {
        return None;
    }
    let has_shares = |at: &usize| {
        let measured = waves[*at].as_ref();
        measured.is_some_and(|one| one.answers.iter().any(|answer| answer.share.is_some()))
    };
    let mut told = (0..waves.len()).rev().filter(has_shares);
    let (to, from) = (told.next()?, told.next()?);
    // Answers of a wave whose questionnaire knew others are compared by their places.
    tally(from).zip(tally(to))?;
    let share = |wave: usize, at: usize| waves[wave].as_ref()?.answers.get(at)?.share;
    let answers = (0..question.choices.len()).map(|at| {
        let (before, after) = (share(from, at)?, share(to, at)?);
        let difference = statistics::difference_of_shares(&before, &after)?;
        Some(change((from, to), &before, difference, (0.0, 1.0)))
    });
    let mut answers: Vec<Option<Change>> = answers.collect();
    let tests: Vec<f64> = answers.iter().flatten().map(|one| one.difference.test.p).collect();
    let allowed = statistics::holm(&tests);
    for (change, p) in answers.iter_mut().flatten().zip(allowed) {
        change.p = p.unwrap_or(change.p);
    }
    Some(Moves { from, to, answers })
}

/// Makes a change. What could not be told from the earlier value lies within half the interval of
/// the difference around it: as if the later wave had said the same with its own precision.
fn change(
    (from, to): (usize, usize),
    before: &Estimate,
    difference: Difference,
    range: (f64, f64),
) -> Change {
    let half = difference.interval.width() / 2.0;
    let band = ((before.value - half).max(range.0), (before.value + half).min(range.1));
    Change { from, to, difference, p: difference.test.p, band }
}

fn in_points(net: Difference) -> Difference {
    let (value, error) = (100.0 * net.value, 100.0 * net.error);
    Difference { value, error, interval: net.interval.times(100.0), ..net }
}

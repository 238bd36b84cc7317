//! What may be shown of an item in one wave.

use super::hiding::{self, Hiding};
use crate::link::bands;
use crate::model::results::{AnswerResult, Headline, Measure, Measured};
use crate::model::survey::{Question, QuestionKind};
use crate::model::tally::ItemTally;
use crate::model::{Base, Count, Estimate, Moments, Showing};
use crate::statistics::{self, Bands};

/// Measures an item that was answered by somebody, in a wave of so many `people`.
pub(super) fn measured(question: &Question, item: &ItemTally, people: u64) -> Option<Measured> {
    let base = statistics::base(&item.base)?;
    let showing = statistics::showing_of_base(&base);
    let has_shares = showing >= Showing::SharesWithWarning;
    let hiding = hiding::of(question, item, has_shares);
    if showing == Showing::Nothing || !hiding.base {
        return Some(nothing());
    }
    let answer = |(count, is_told): (&Count, &bool)| AnswerResult {
        people: is_told.then_some(count.people),
        share: share(count, &item.base).filter(|_| *is_told && has_shares),
        place: None,
    };
    let mut answers: Vec<AnswerResult> =
        item.counts.iter().zip(&hiding.answers).map(answer).collect();
    for (at, answer) in answers.iter_mut().enumerate().filter(|(_, one)| one.people.is_some()) {
        answer.place = place(question, item, at).filter(|_| has_shares);
    }
    let (not_applicable, unanswered) = absent(item, people).unzip();
    Some(Measured {
        showing,
        base: Some(item.base.people),
        not_applicable,
        unanswered,
        answers,
        headline: headline(question, item, &hiding).filter(|_| has_shares),
        bands: if has_shares { in_bands(question, item, &hiding) } else { Vec::new() },
        median: median(question, item).filter(|_| has_shares),
        mean: mean(question, item).filter(|_| has_shares && hiding.mean),
        segments: Vec::new(),
    })
}

/// Gives to whom it does not apply, and who else is not in the base; `None` where one of them are
/// few. Both together are always known: who was counted less who answered.
fn absent(item: &ItemTally, people: u64) -> Option<(u64, u64)> {
    let not_applicable = item.not_applicable.people;
    let others = people.checked_sub(item.base.people)?.checked_sub(not_applicable)?;
    let is_told = hiding::is_large(not_applicable) && hiding::is_large(others);
    is_told.then_some((not_applicable, others))
}

fn nothing() -> Measured {
    Measured {
        showing: Showing::Nothing,
        base: None,
        not_applicable: None,
        unanswered: None,
        answers: Vec::new(),
        headline: None,
        bands: Vec::new(),
        median: None,
        mean: None,
        segments: Vec::new(),
    }
}

/// Gives a share, unless it is too uncertain to be shown.
pub(super) fn share(chosen: &Count, base: &Count) -> Option<Estimate> {
    let share = statistics::share(chosen, base)?;
    (statistics::showing_of_share(&share) >= Showing::SharesWithWarning).then_some(share)
}

/// Gives the number that tells most of an item.
///
/// A share is shown as any other: not of few people, and not where it is too uncertain. A score is
/// always shown, though with its interval it tells who can reckon how large its bands are.
pub(super) fn headline(question: &Question, item: &ItemTally, hiding: &Hiding) -> Option<Headline> {
    let (measure, estimate) = match question.kind {
        QuestionKind::Nps { from } => {
            let measure = if from == 0 { Measure::Nps } else { Measure::RecommendIndex };
            (measure, statistics::nps(&bands::of(question, &item.counts)?))
        }
        QuestionKind::Csat if hiding.bands.contains(&false) => return None,
        QuestionKind::Csat => {
            let content = item.counts.iter().rev().take(2).sum();
            (Measure::Csat, share(&content, &item.base))
        }
        QuestionKind::Ces { .. } if !hiding.mean => return None,
        QuestionKind::Ces { .. } => (Measure::Ces, statistics::mean(numbers(item)?)),
        QuestionKind::Likert { .. } => {
            (Measure::Net, statistics::net(&bands::of(question, &item.counts)?).map(in_points))
        }
        QuestionKind::Number => (Measure::Mean, statistics::mean(numbers(item)?)),
        _ => return None,
    };
    let estimate = estimate?;
    // Few may have answered with a number, of those who answered.
    let is_enough = is_enough(&estimate.base);
    is_enough.then_some(Headline { measure, estimate })
}

/// Tells whether a base is enough for estimates.
pub(super) fn is_enough(base: &Base) -> bool {
    statistics::showing_of_base(base) >= Showing::SharesWithWarning
}

/// Gives the net of a scale in points.
pub(super) fn in_points(net: Estimate) -> Estimate {
    let (value, error) = (100.0 * net.value, 100.0 * net.error);
    Estimate { value, error, interval: net.interval.times(100.0), ..net }
}

/// Gives the numbers that were answered to a scale or a question for one.
pub(super) fn numbers(item: &ItemTally) -> Option<&Moments> {
    item.moments.first()
}

/// Gives who stands in each band of a recommendation or an agreement.
fn in_bands(question: &Question, item: &ItemTally, hiding: &Hiding) -> Vec<AnswerResult> {
    let Some(Bands { top, middle, bottom }) = bands::of(question, &item.counts) else {
        return Vec::new();
    };
    let band = |(count, is_told): (&Count, &bool)| AnswerResult {
        people: is_told.then_some(count.people),
        share: share(count, &item.base).filter(|_| *is_told),
        place: None,
    };
    [top, middle, bottom].iter().zip(&hiding.bands).map(band).collect()
}

fn median(question: &Question, item: &ItemTally) -> Option<usize> {
    let is_scale = matches!(
        question.kind,
        QuestionKind::Nps { .. }
            | QuestionKind::Csat
            | QuestionKind::Ces { .. }
            | QuestionKind::Likert { .. }
    );
    let median = is_scale.then(|| statistics::median(&item.counts)).flatten()?;
    (median.low == median.high).then_some(median.low)
}

fn mean(question: &Question, item: &ItemTally) -> Option<Estimate> {
    let has_mean = matches!(question.kind, QuestionKind::Ces { .. } | QuestionKind::Number);
    let mean = has_mean.then(|| numbers(item)).flatten().and_then(statistics::mean)?;
    is_enough(&mean.base).then_some(mean)
}

/// Gives the mean place of a choice in an order.
fn place(question: &Question, item: &ItemTally, at: usize) -> Option<Estimate> {
    let places = item.moments.get(at).filter(|_| question.kind == QuestionKind::Rank)?;
    statistics::mean(places).filter(|place| is_enough(&place.base))
}

//! What may be shown of an item in one wave.

use super::hiding;
use crate::model::results::{AnswerResult, Headline, Measure, Measured};
use crate::model::survey::{Question, QuestionKind};
use crate::model::tally::ItemTally;
use crate::model::{Base, Count, Estimate, Moments, Showing};
use crate::statistics::{self, Bands};

/// Measures an item that was answered by somebody.
pub(super) fn measured(question: &Question, item: &ItemTally, people: u64) -> Option<Measured> {
    let base = statistics::base(&item.base)?;
    let showing = statistics::showing_of_base(&base);
    if showing == Showing::Nothing {
        return Some(nothing());
    }
    let is_shown = hiding::shown(question, item);
    let has_shares = showing >= Showing::SharesWithWarning;
    let answer = |(at, count): (usize, &Count)| AnswerResult {
        people: is_shown[at].then_some(count.people),
        share: share(count, &item.base).filter(|_| is_shown[at] && has_shares),
        place: place(question, item, at).filter(|_| has_shares && is_shown[at]),
    };
    let answers = item.counts.iter().enumerate().map(answer).collect();
    let may_tell_absent = people >= item.base.people && hiding::may_tell_absent(item);
    Some(Measured {
        showing,
        base: Some(item.base.people),
        not_applicable: may_tell_absent.then_some(item.not_applicable.people),
        unanswered: may_tell_absent.then_some(item.unanswered.people + item.unread.people),
        answers,
        headline: headline(question, item).filter(|_| has_shares),
        bands: if has_shares { bands(question, item) } else { Vec::new() },
        median: median(question, item).filter(|_| has_shares),
        mean: mean(question, item).filter(|_| has_shares),
        segments: Vec::new(),
    })
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
pub(super) fn headline(question: &Question, item: &ItemTally) -> Option<Headline> {
    let scale = rising(question, item);
    let (measure, estimate) = match question.kind {
        QuestionKind::Nps { from } => {
            let measure = if from == 0 { Measure::Nps } else { Measure::RecommendIndex };
            (measure, statistics::nps(&Bands::of_recommendation(&scale)?))
        }
        QuestionKind::Csat => (Measure::Csat, statistics::top_box(&scale, 2)),
        QuestionKind::Ces { .. } => (Measure::Ces, statistics::mean(numbers(item)?)),
        QuestionKind::Likert { .. } => {
            (Measure::Net, statistics::net(&Bands::of_agreement(&scale)).map(in_points))
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

/// Gives the counts of a scale, the best point last.
pub(super) fn rising(question: &Question, item: &ItemTally) -> Vec<Count> {
    let is_falling = matches!(question.kind, QuestionKind::Likert { is_reversed: true, .. });
    match is_falling {
        true => item.counts.iter().rev().copied().collect(),
        false => item.counts.clone(),
    }
}

/// Gives the numbers that were answered to a scale or a question for one.
pub(super) fn numbers(item: &ItemTally) -> Option<&Moments> {
    item.moments.first()
}

/// Gives who stands at the top, in the middle and at the bottom of a scale; of satisfaction, who is
/// content and who is not.
fn bands(question: &Question, item: &ItemTally) -> Vec<AnswerResult> {
    if !matches!(question.kind, QuestionKind::Nps { .. } | QuestionKind::Likert { .. }) {
        return Vec::new();
    }
    let scale = rising(question, item);
    let found = match question.kind {
        QuestionKind::Nps { .. } => Bands::of_recommendation(&scale),
        _ => Some(Bands::of_agreement(&scale)),
    };
    let Some(Bands { top, middle, bottom }) = found else { return Vec::new() };
    let band = |count: &Count| AnswerResult {
        people: Some(count.people),
        share: share(count, &item.base),
        place: None,
    };
    [top, middle, bottom].iter().map(band).collect()
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

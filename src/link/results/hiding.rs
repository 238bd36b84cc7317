//! Which answers to a question are hidden.

use crate::model::survey::{Question, QuestionKind};
use crate::model::tally::ItemTally;
use crate::statistics::suppress;

/// An answer that fewer gave is hidden, unless nobody did. Of all who were asked, nobody is known by
/// one answer to one question, so that the minimum frequency of official tables is enough; where
/// two questions cross, cells of fewer than ten are hidden
/// ([`CELL_LEAST`](crate::statistics::CELL_LEAST)).
const ANSWER_LEAST: u64 = 3;

/// Tells of each answer whether its count may be shown.
///
/// What is published beside them are the base and, of scales, how many people stand in each band
/// ([`bands`]), of scales of effort the mean. Within each published sum the hidden answers are at
/// least two, and of at least three people together; a band of fewer hides all its points.
pub(super) fn shown(question: &Question, item: &ItemTally) -> Vec<bool> {
    let people: Vec<u64> = item.counts.iter().map(|count| count.people).collect();
    if question.kind == QuestionKind::Multiple {
        let base = item.base.people;
        return people
            .iter()
            .map(|chosen| is_large(*chosen) && is_large(base - chosen.min(&base)))
            .collect();
    }
    let mut shown = Vec::with_capacity(people.len());
    for band in bands(question, people.len()) {
        let cells = suppress(&people[band], ANSWER_LEAST).cells;
        shown.extend(cells.iter().map(|cell| cell.is_shown()));
    }
    // With base and mean two hidden points could be computed; three cannot.
    let has_mean = matches!(question.kind, QuestionKind::Ces { .. });
    let hidden = || shown.iter().filter(|is_shown| !**is_shown).count();
    if has_mean && hidden() == 2 {
        let others = (0..people.len()).filter(|at| shown[*at]);
        if let Some(at) = others.min_by_key(|at| (people[*at] == 0, people[*at])) {
            shown[at] = false;
        }
    }
    shown
}

/// Tells whether so many people may be told of, or nobody.
fn is_large(people: u64) -> bool {
    people == 0 || people >= ANSWER_LEAST
}

/// Gives the ranges of answers whose sums are published, in order; all of them where only the base
/// is.
pub(super) fn bands(question: &Question, answers: usize) -> Vec<std::ops::Range<usize>> {
    let half = answers / 2;
    match question.kind {
        QuestionKind::Nps { .. } if answers > 4 => {
            vec![0..answers - 4, answers - 4..answers - 2, answers - 2..answers]
        }
        QuestionKind::Csat if answers > 2 => vec![0..answers - 2, answers - 2..answers],
        QuestionKind::Likert { .. } if answers > 1 => {
            let bands = [0..half, half..answers - half, answers - half..answers];
            bands.into_iter().filter(|band| !band.is_empty()).collect()
        }
        _ => std::iter::once(0..answers).collect(),
    }
}

/// Tells whether who did not answer may be told of, in two numbers whose sum is known.
pub(super) fn may_tell_absent(item: &ItemTally) -> bool {
    let absent = [item.not_applicable.people, item.unanswered.people + item.unread.people];
    absent.iter().all(|people| is_large(*people)) || absent.contains(&0)
}

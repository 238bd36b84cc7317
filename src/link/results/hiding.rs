//! Which answers to a question are hidden.

use super::moments;
use crate::link::bands;
use crate::model::survey::{Question, QuestionKind};
use crate::model::tally::ItemTally;
use crate::statistics::{Suppression, suppress};

/// An answer that fewer gave is hidden, unless nobody did. Of all who were asked, nobody is known by
/// one answer to one question, so that the minimum frequency of official tables is enough; where
/// two questions cross, cells of fewer than ten are hidden
/// ([`CELL_LEAST`](crate::statistics::CELL_LEAST)).
pub(super) const ANSWER_LEAST: u64 = 3;

/// What may be told of the people who answered an item.
pub(super) struct Hiding {
    /// How many chose each answer.
    pub(super) answers: Vec<bool>,
    /// How many stand in each band.
    pub(super) bands: Vec<bool>,
    /// How many answered: else nothing may be told.
    pub(super) base: bool,
    /// The mean of their numbers.
    pub(super) mean: bool,
}

/// Tells what is hidden of an item, of which the base is told, and the mean if `has_mean`.
///
/// Of several answers and of an order each answer is a table of its own: who chose it and who did
/// not. Of all else the answers sum to the base. Bands are sums too: they are hidden as answers
/// are, and those that are hidden are one range of answers, of which only the sum is known. Within
/// each known sum the hidden answers are at least two, of [`ANSWER_LEAST`] people together.
pub(super) fn of(question: &Question, item: &ItemTally, has_mean: bool) -> Hiding {
    let people: Vec<u64> = item.counts.iter().map(|count| count.people).collect();
    if matches!(question.kind, QuestionKind::Multiple | QuestionKind::Rank) {
        let is_told =
            |chosen: &u64| is_large(*chosen) && is_large(item.base.people.saturating_sub(*chosen));
        let answers = people.iter().map(is_told).collect();
        return Hiding { answers, bands: Vec::new(), base: true, mean: true };
    }
    let split = bands::split(question);
    let sum = |band: &Vec<usize>| band.iter().filter_map(|at| people.get(*at)).sum();
    let sums: Vec<u64> = split.iter().map(sum).collect();
    let bands = told(&suppress(&sums, ANSWER_LEAST));
    let mut hiding = Hiding { answers: vec![true; people.len()], bands, base: true, mean: true };
    for range in ranges(&split, &hiding.bands, people.len()) {
        let within: Vec<u64> = range.iter().map(|at| people[*at]).collect();
        if within.iter().all(|people| *people == 0) {
            continue;
        }
        let suppression = suppress(&within, ANSWER_LEAST);
        hiding.base &= suppression.total.is_shown();
        for (at, is_told) in range.iter().zip(told(&suppression)) {
            hiding.answers[*at] = is_told;
        }
    }
    if has_mean && matches!(question.kind, QuestionKind::Ces { .. }) {
        hiding.mean = moments::hide(&people, &question.points(), &mut hiding.answers);
    }
    hiding
}

/// Gives the ranges of answers whose sums are known: each band that is told, all others together.
fn ranges(split: &[Vec<usize>], is_told: &[bool], answers: usize) -> Vec<Vec<usize>> {
    let told = split.iter().zip(is_told).filter(|(_, is_told)| **is_told).map(|(band, _)| band);
    let mut ranges: Vec<Vec<usize>> = told.cloned().collect();
    let rest = (0..answers).filter(|at| !ranges.iter().flatten().any(|known| known == at));
    ranges.push(rest.collect());
    for range in &mut ranges {
        range.retain(|at| *at < answers);
    }
    ranges
}

fn told(suppression: &Suppression) -> Vec<bool> {
    suppression.cells.iter().map(|cell| cell.is_shown()).collect()
}

/// Tells whether so many people may be told of, or nobody.
pub(super) fn is_large(people: u64) -> bool {
    people == 0 || people >= ANSWER_LEAST
}

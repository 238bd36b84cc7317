//! What the groups of a survey answered: its cross-tabs.

use super::measure;
use crate::model::results::{AnswerResult, GroupResult, ItemResult, Measured, Segmented, Together};
use crate::model::survey::{Question, QuestionKind, Survey};
use crate::model::tally::{ItemTally, SegmentTally};
use crate::model::{Count, Moments};
use crate::statistics::{
    self, Association, CELL_LEAST, CrossTab, TableSuppression, suppress, suppress_table,
};

/// Splits an item by each question that segments.
pub(super) fn of(
    survey: &Survey,
    number: usize,
    item: &ItemTally,
    measured: &Measured,
) -> Vec<Segmented> {
    let question = &survey.questions[number];
    let splits = survey.segments.iter().zip(&item.segments);
    let splits = splits.filter(|(by, groups)| **by != number && !groups.is_empty());
    let is_weighted = survey.weights.is_some();
    let segmented = splits.filter_map(|(by, groups)| {
        let mut segmented = match question.kind {
            QuestionKind::Single => crossed(item, groups, measured, is_weighted)?,
            QuestionKind::Multiple => chosen(item, groups, measured),
            _ => scored(question, groups)?,
        };
        segmented.by = *by;
        Some(segmented)
    });
    segmented.collect()
}

/// Of a question with one answer: each group's answers, hidden so that neither rows nor columns
/// give them away.
fn crossed(
    item: &ItemTally,
    groups: &[SegmentTally],
    measured: &Measured,
    is_weighted: bool,
) -> Option<Segmented> {
    let open: Vec<usize> = (0..item.counts.len())
        .filter(|at| {
            let people = measured.answers.get(*at).and_then(|answer| answer.people);
            people.is_some_and(|people| people == 0 || people >= CELL_LEAST)
        })
        .collect();
    // What is small or hidden of all is hidden of each: it stands in one column. Who is in no group stands
    // in one row, so that the columns sum to what the question shows.
    let folded = |counts: &[Count]| {
        let shown = open.iter().map(|at| counts[*at].people);
        let hidden: u64 =
            (0..counts.len()).filter(|at| !open.contains(at)).map(|at| counts[at].people).sum();
        shown.chain([hidden]).collect::<Vec<u64>>()
    };
    let mut table: Vec<Vec<u64>> = groups.iter().map(|group| folded(&group.counts)).collect();
    let all = folded(&item.counts);
    let in_groups = |column: usize| table.iter().map(|row| row[column]).sum::<u64>();
    let rest: Vec<u64> = (0..all.len()).map(|at| all[at].saturating_sub(in_groups(at))).collect();
    table.push(rest);
    let suppression = suppress_table(&table, CELL_LEAST)?;
    let rows: Vec<Vec<Count>> = groups.iter().map(|group| group.counts.clone()).collect();
    let cross_tab = CrossTab::new(&rows);
    let residuals = cross_tab.as_ref().map(statistics::residuals);
    let group = |(row, group): (usize, &SegmentTally)| {
        let mut answers = vec![AnswerResult::default(); item.counts.len()];
        let mut marks = vec![None; item.counts.len()];
        if !suppression.rows[row].is_shown() {
            return GroupResult { answers, residuals: marks, ..GroupResult::default() };
        }
        let base = statistics::base(&group.base);
        let has_shares = base.as_ref().is_some_and(measure::is_enough);
        for (column, at) in open.iter().enumerate() {
            if suppression.cells[row][column].is_shown() {
                answers[*at].people = Some(group.counts[*at].people);
                answers[*at].share =
                    measure::share(&group.counts[*at], &group.base).filter(|_| has_shares);
                marks[*at] = residuals.as_ref().and_then(|all| *all.get(row)?.get(*at)?);
            }
        }
        GroupResult { base: Some(group.base.people), answers, residuals: marks, headline: None }
    };
    let told = groups.iter().enumerate().map(group).collect();
    let is_whole = is_whole(&suppression);
    let together = cross_tab.filter(|_| is_whole).and_then(|table| together(&table, is_weighted));
    Some(Segmented { by: 0, groups: told, together })
}

/// Tells whether enough of a table is shown for a test of it to give nothing away.
fn is_whole(suppression: &TableSuppression) -> bool {
    let cells = suppression.cells.iter().flatten();
    let hidden = cells.clone().filter(|cell| !cell.is_shown()).count();
    suppression.total.is_shown() && hidden != 1 && hidden < cells.count()
}

fn together(table: &CrossTab, is_weighted: bool) -> Option<Together> {
    let found: Association = match is_weighted {
        true => statistics::rao_scott(table)?,
        false => statistics::association(table)?,
    };
    let mut test = found.test;
    let has_small_expected = found.has_small_expected();
    let is_two_by_two = (table.rows(), table.columns()) == (2, 2);
    if !is_weighted && has_small_expected && is_two_by_two {
        let people = |row, column| table.cell(row, column).people;
        let square = [[people(0, 0), people(0, 1)], [people(1, 0), people(1, 1)]];
        test.p = statistics::fisher(square).unwrap_or(test.p);
    }
    let has_small_expected = has_small_expected && !is_two_by_two;
    Some(Together { test, p: test.p, tests: 1, v: found.v_corrected, has_small_expected })
}

/// Of a question with several answers: each answer is a table of its own, of who chose it and who
/// did not.
fn chosen(item: &ItemTally, groups: &[SegmentTally], measured: &Measured) -> Segmented {
    let count = item.counts.len();
    let mut told: Vec<GroupResult> = groups
        .iter()
        .map(|group| GroupResult {
            base: Some(group.base.people),
            answers: vec![AnswerResult::default(); count],
            residuals: vec![None; count],
            headline: None,
        })
        .collect();
    for at in 0..count {
        if measured.answers.get(at).is_none_or(|answer| answer.people.is_none()) {
            continue;
        }
        let pair = |chosen: u64, base: u64| vec![chosen, base.saturating_sub(chosen)];
        let mut table: Vec<Vec<u64>> =
            groups.iter().map(|group| pair(group.counts[at].people, group.base.people)).collect();
        let in_groups = |column: usize| table.iter().map(|row| row[column]).sum::<u64>();
        let all = pair(item.counts[at].people, item.base.people);
        let rest = vec![all[0].saturating_sub(in_groups(0)), all[1].saturating_sub(in_groups(1))];
        table.push(rest);
        let Some(suppression) = suppress_table(&table, CELL_LEAST) else { continue };
        for (row, group) in groups.iter().enumerate() {
            if !suppression.rows[row].is_shown() {
                told[row].base = None;
            }
            if suppression.cells[row].iter().all(|cell| cell.is_shown()) {
                let base = statistics::base(&group.base);
                let has_shares = base.as_ref().is_some_and(measure::is_enough);
                told[row].answers[at].people = Some(group.counts[at].people);
                told[row].answers[at].share =
                    measure::share(&group.counts[at], &group.base).filter(|_| has_shares);
            }
        }
    }
    for group in told.iter_mut().filter(|group| group.base.is_none()) {
        group.answers = vec![AnswerResult::default(); count];
    }
    Segmented { by: 0, groups: told, together: None }
}

/// Of a scale: each group's headline, and none of its single answers.
fn scored(question: &Question, groups: &[SegmentTally]) -> Option<Segmented> {
    let bases: Vec<u64> = groups.iter().map(|group| group.base.people).collect();
    let hiding = suppress(&bases, CELL_LEAST);
    let told = groups.iter().zip(&hiding.cells).map(|(group, cell)| {
        if !cell.is_shown() {
            return GroupResult::default();
        }
        let item = ItemTally {
            base: group.base,
            counts: group.counts.clone(),
            moments: vec![Moments::of_scale(
                question.points().into_iter().zip(group.counts.iter().copied()),
            )],
            ..ItemTally::default()
        };
        GroupResult {
            base: Some(group.base.people),
            headline: measure::headline(question, &item),
            ..GroupResult::default()
        }
    });
    let told: Vec<GroupResult> = told.collect();
    let has_headline = told.iter().any(|group| group.headline.is_some());
    has_headline.then_some(Segmented { by: 0, groups: told, together: None })
}

/// Allows the tests of all cross-tabs of a survey for each other (Benjamini–Hochberg).
pub(super) fn allow_for_all(questions: &mut [Vec<ItemResult>]) {
    let mut all: Vec<&mut Together> = questions
        .iter_mut()
        .flatten()
        .flat_map(|item| item.waves.iter_mut().flatten())
        .flat_map(|measured| &mut measured.segments)
        .filter_map(|segmented| segmented.together.as_mut())
        .collect();
    let tests: Vec<f64> = all.iter().map(|together| together.test.p).collect();
    let allowed = statistics::benjamini_hochberg(&tests);
    for (together, p) in all.iter_mut().zip(allowed) {
        together.p = p.unwrap_or(together.test.p);
        together.tests = tests.len();
    }
}

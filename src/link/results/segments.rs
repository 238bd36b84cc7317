//! What the groups of a survey answered: its cross-tabs.

use super::hiding;
use super::measure;
use super::tables::{Public, Table};
use crate::model::results::{AnswerResult, GroupResult, ItemResult, Measured, Segmented, Together};
use crate::model::survey::{Question, QuestionKind, Survey};
use crate::model::tally::{ItemTally, SegmentTally, Tally};
use crate::model::{Count, Moments, Showing};
use crate::statistics::{self, Association, CELL_LEAST, CrossTab};

/// Splits an item of a wave, named by its question's number and its own, by each question that
/// segments.
pub(super) fn of(
    survey: &Survey,
    tally: &Tally,
    (number, at): (usize, usize),
    measured: &Measured,
) -> Vec<Segmented> {
    let found = tally.questions.get(number).and_then(|items| items.get(at));
    let Some(item) = found.filter(|_| measured.showing > Showing::Nothing) else {
        return Vec::new();
    };
    let question = &survey.questions[number];
    let splits = survey.segments.iter().zip(&item.segments);
    let splits = splits.filter(|(by, groups)| **by != number && !groups.is_empty());
    let is_weighted = survey.weights.is_some();
    let segmented = splits.filter_map(|(by, groups)| {
        let open = open(survey, tally, *by)?;
        let split = Split { item, groups, open: &open };
        let mut segmented = match question.kind {
            QuestionKind::Single => crossed(&split, measured, is_weighted)?,
            QuestionKind::Multiple => chosen(&split, measured),
            // What is not told of all is told of none.
            _ if measured.headline.is_none() => return None,
            _ => scored(question, &split)?,
        };
        segmented.by = *by;
        Some(segmented)
    });
    segmented.collect()
}

/// An item split by one question.
struct Split<'a> {
    item: &'a ItemTally,
    groups: &'a [SegmentTally],
    /// Which groups are told of as answers to their own question.
    open: &'a [bool],
}

/// Tells which groups of a question that segments are told of where it is shown itself; `None`
/// where too few answered it.
fn open(survey: &Survey, tally: &Tally, by: usize) -> Option<Vec<bool>> {
    let (question, item) = (survey.questions.get(by)?, tally.questions.get(by)?.first()?);
    let base = statistics::base(&item.base)?;
    let showing = statistics::showing_of_base(&base);
    let hiding = hiding::of(question, item, showing >= Showing::SharesWithWarning);
    let is_open = |(count, is_told): (&Count, bool)| is_told && is_large(Some(count.people));
    let open = item.counts.iter().zip(hiding.answers).map(is_open).collect();
    (showing > Showing::Nothing && hiding.base).then_some(open)
}

/// Tells whether so many people may stand in a table of two questions.
fn is_large(people: Option<u64>) -> bool {
    people.is_some_and(|people| people == 0 || people >= CELL_LEAST)
}

/// Of a question with one answer: each group's answers, hidden so that neither rows nor columns
/// give them away. Marks and test are those of what is told.
fn crossed(split: &Split<'_>, measured: &Measured, is_weighted: bool) -> Option<Segmented> {
    let Split { item, groups, open } = split;
    let told: Vec<usize> = (0..item.counts.len())
        .filter(|at| measured.answers.get(*at).is_some_and(|one| is_large(one.people)))
        .collect();
    // What is small or hidden of all is hidden of each: it stands in one column.
    let folded = |counts: &[Count]| -> Vec<u64> {
        let hidden = (0..counts.len()).filter(|at| !told.contains(at));
        let hidden: u64 = hidden.map(|at| counts[at].people).sum();
        told.iter().map(|at| counts[*at].people).chain([hidden]).collect()
    };
    let rows: Vec<Vec<u64>> = groups.iter().map(|group| folded(&group.counts)).collect();
    let table = Table::of(&rows, open, &folded(&item.counts))?;
    let column = |at: usize| told.iter().position(|told| *told == at);
    let is_told =
        |row: usize, at: usize| column(at).is_some_and(|column| table.has_cell(row, column));
    let group = |(row, group): (usize, &SegmentTally)| {
        let empty = blank(item.counts.len());
        if !table.has_row(row) {
            return empty;
        }
        let has_shares =
            statistics::base(&group.base).is_some_and(|base| measure::is_enough(&base));
        let answer = |at: usize| match is_told(row, at) {
            true => answer(group, at, has_shares),
            false => AnswerResult::default(),
        };
        let answers = (0..item.counts.len()).map(answer).collect();
        GroupResult { base: Some(group.base.people), answers, ..empty }
    };
    let mut groups_told: Vec<GroupResult> = groups.iter().enumerate().map(group).collect();
    let public = Public::of(groups, |row| table.has_row(row), is_told);
    let cross_tab = CrossTab::new(&public.rows);
    let marks = cross_tab.as_ref().map(statistics::residuals).unwrap_or_default();
    for (row, marks) in public.groups.iter().zip(marks) {
        for (at, mark) in public.answers.iter().zip(marks) {
            groups_told[*row].residuals[*at] = mark;
        }
    }
    let together = cross_tab.and_then(|table| together(&table, is_weighted));
    Some(Segmented { by: 0, groups: groups_told, together })
}

/// Gives a group of which nothing is told.
fn blank(answers: usize) -> GroupResult {
    GroupResult {
        answers: vec![AnswerResult::default(); answers],
        residuals: vec![None; answers],
        ..GroupResult::default()
    }
}

/// Gives an answer of a group that may be told.
fn answer(group: &SegmentTally, at: usize, has_shares: bool) -> AnswerResult {
    let share = measure::share(&group.counts[at], &group.base).filter(|_| has_shares);
    AnswerResult { people: Some(group.counts[at].people), share, place: None }
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
fn chosen(split: &Split<'_>, measured: &Measured) -> Segmented {
    let Split { item, groups, open } = split;
    let count = item.counts.len();
    let pair = |chosen: &Count, base: &Count| -> Vec<u64> {
        vec![chosen.people, base.people.saturating_sub(chosen.people)]
    };
    let is_told = |at: &usize| measured.answers.get(*at).is_some_and(|one| one.people.is_some());
    let tables = (0..count).filter(is_told).filter_map(|at| {
        let rows: Vec<Vec<u64>> =
            groups.iter().map(|group| pair(&group.counts[at], &group.base)).collect();
        Some((at, Table::of(&rows, open, &pair(&item.counts[at], &item.base))?))
    });
    let tables: Vec<(usize, Table)> = tables.collect();
    // The bases stand in each table: all of them must allow them to be told.
    let has_base =
        |row: usize| !tables.is_empty() && tables.iter().all(|(_, table)| table.has_row(row));
    let group = |(row, group): (usize, &SegmentTally)| {
        let mut told = blank(count);
        if !has_base(row) {
            return told;
        }
        told.base = Some(group.base.people);
        let has_shares =
            statistics::base(&group.base).is_some_and(|base| measure::is_enough(&base));
        for (at, table) in &tables {
            if (0..2).all(|cell| table.has_cell(row, cell)) {
                told.answers[*at] = answer(group, *at, has_shares);
            }
        }
        told
    };
    let told = groups.iter().enumerate().map(group).collect();
    Segmented { by: 0, groups: told, together: None }
}

/// Of a scale: each group's headline, and none of its single answers. Of satisfaction, whose
/// headline is a share, who is content and who is not are a table.
fn scored(question: &Question, split: &Split<'_>) -> Option<Segmented> {
    let Split { item, groups, open } = split;
    let columns = |counts: &[Count], base: &Count| -> Vec<u64> {
        let content: u64 = counts.iter().rev().take(2).map(|count| count.people).sum();
        match question.kind {
            QuestionKind::Csat => vec![content, base.people.saturating_sub(content)],
            _ => vec![base.people],
        }
    };
    let rows: Vec<Vec<u64>> =
        groups.iter().map(|group| columns(&group.counts, &group.base)).collect();
    let table = Table::of(&rows, open, &columns(&item.counts, &item.base))?;
    let told = groups.iter().enumerate().map(|(row, group)| {
        if !table.has_row(row) {
            return GroupResult::default();
        }
        let points = question.points().into_iter().zip(group.counts.iter().copied());
        let item = ItemTally {
            base: group.base,
            counts: group.counts.clone(),
            moments: vec![Moments::of_scale(points)],
            ..ItemTally::default()
        };
        let is_told = (0..rows[row].len()).all(|column| table.has_cell(row, column));
        let hiding = hiding::of(question, &item, false);
        let headline = measure::headline(question, &item, &hiding).filter(|_| is_told);
        GroupResult { base: Some(group.base.people), headline, ..GroupResult::default() }
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

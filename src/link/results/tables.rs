//! The table of an item by a segment: who is told apart in it, and what may be told.

use crate::model::Count;
use crate::model::tally::SegmentTally;
use crate::statistics::{CELL_LEAST, TableSuppression, suppress_table};

/// What may be told of a table whose columns and base the item tells already.
pub(super) struct Table {
    /// For each group and each column whether the cell is told; nothing of a group whose base is
    /// hidden.
    rows: Vec<Option<Vec<bool>>>,
}

impl Table {
    /// Tells what is hidden of `groups`, each with the people in each column, which `all` has in
    /// all groups and none.
    ///
    /// Groups that are not `open` are hidden as answers to their own question: they stand in one
    /// row with who is in no group. That row is never told, though it can be computed, so that it
    /// is a row of the table like any other. `None` where only hiding what the item itself tells
    /// would keep the secret.
    pub(super) fn of(groups: &[Vec<u64>], open: &[bool], all: &[u64]) -> Option<Self> {
        let is_open = |at: &usize| open.get(*at).copied().unwrap_or_default();
        let told: Vec<usize> = (0..groups.len()).filter(is_open).collect();
        let mut table: Vec<Vec<u64>> = told.iter().map(|at| groups[*at].clone()).collect();
        let rest = |column: usize| {
            let told: u64 = table.iter().map(|row| row[column]).sum();
            all[column].saturating_sub(told)
        };
        table.push((0..all.len()).map(rest).collect());
        let TableSuppression { cells, rows, columns, total } = suppress_table(&table, CELL_LEAST)?;
        if columns.iter().chain([&total]).any(|cell| !cell.is_shown()) {
            return None;
        }
        let mut hidden = Self { rows: vec![None; groups.len()] };
        for (row, at) in told.into_iter().enumerate().filter(|(row, _)| rows[*row].is_shown()) {
            hidden.rows[at] = Some(cells[row].iter().map(|cell| cell.is_shown()).collect());
        }
        Some(hidden)
    }

    /// Tells whether the base of a group is told.
    pub(super) fn has_row(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(Option::is_some)
    }

    /// Tells whether a cell is told.
    pub(super) fn has_cell(&self, row: usize, column: usize) -> bool {
        let cells = self.rows.get(row).and_then(Option::as_ref);
        cells.is_some_and(|cells| cells.get(column).copied().unwrap_or_default())
    }
}

/// What of a table anyone could write down who sees what is told: a test of it gives nothing away.
pub(super) struct Public {
    /// The groups in it.
    pub(super) groups: Vec<usize>,
    /// The answers in it; all others stand together in a last column, if there are any.
    pub(super) answers: Vec<usize>,
    /// Its rows.
    pub(super) rows: Vec<Vec<Count>>,
}

impl Public {
    /// Takes the groups whose base is told, and of the answers those that are told of each of them
    /// and that somebody chose. `is_told` is asked for a group and an answer.
    pub(super) fn of(
        groups: &[SegmentTally],
        has_base: impl Fn(usize) -> bool,
        is_told: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let has_people = |at: &usize| groups[*at].base.people > 0;
        let told: Vec<usize> =
            (0..groups.len()).filter(|at| has_base(*at)).filter(has_people).collect();
        let all = groups.iter().map(|group| group.counts.len()).max().unwrap_or_default();
        let people = |at: usize| told.iter().map(|row| groups[*row].counts[at].people).sum::<u64>();
        let answers: Vec<usize> = (0..all)
            .filter(|at| told.iter().all(|row| is_told(*row, *at)) && people(*at) > 0)
            .collect();
        let others: Vec<usize> =
            (0..all).filter(|at| !answers.contains(at) && people(*at) > 0).collect();
        let row = |at: &usize| {
            let counts = &groups[*at].counts;
            let mut row: Vec<Count> = answers.iter().map(|at| counts[*at]).collect();
            if !others.is_empty() {
                row.push(others.iter().map(|at| counts[*at]).sum());
            }
            row
        };
        let rows = told.iter().map(row).collect();
        Self { groups: told, answers, rows }
    }
}

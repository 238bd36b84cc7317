//! A table of two questions: who gave which answers to both.

use crate::model::Count;

/// A table of counts: a row for each answer of one question, a column for each of another.
///
/// Invariant: no weight in it is negative or no number.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossTab {
    columns: usize,
    /// Row after row.
    cells: Vec<Count>,
}

impl CrossTab {
    /// Makes a table of its rows; `None` where they differ in length, there is no cell, or a weight
    /// is negative or no number.
    pub fn new(rows: &[Vec<Count>]) -> Option<Self> {
        let columns = rows.first()?.len();
        let is_weight = |sum: f64| sum.is_finite() && sum >= 0.0;
        let cells: Vec<Count> = rows.iter().flatten().copied().collect();
        let is_sound = rows.iter().all(|row| row.len() == columns)
            && cells.iter().all(|cell| is_weight(cell.weight) && is_weight(cell.squares));
        (columns > 0 && is_sound).then_some(Self { columns, cells })
    }

    /// Gives how many rows it has, 1 or more.
    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns
    }

    /// Gives how many columns it has, 1 or more.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Gives a cell by its indices; one that is not there has nobody.
    pub fn cell(&self, row: usize, column: usize) -> Count {
        let found = self.cells.get(row * self.columns + column);
        found.filter(|_| column < self.columns).copied().unwrap_or_default()
    }

    /// Gives all cells of a row together.
    pub fn row_total(&self, row: usize) -> Count {
        (0..self.columns).map(|column| self.cell(row, column)).sum()
    }

    /// Gives all cells of a column together.
    pub fn column_total(&self, column: usize) -> Count {
        (0..self.rows()).map(|row| self.cell(row, column)).sum()
    }

    /// Gives all cells together.
    pub fn total(&self) -> Count {
        self.cells.iter().sum()
    }

    /// Gives the table without the rows and columns that weigh nothing, of which no test can say
    /// anything; `None` where less than two by two are left.
    pub(super) fn dense(&self) -> Option<Self> {
        let weighs = |count: Count| count.people > 0 && count.weight > 0.0;
        let rows: Vec<usize> =
            (0..self.rows()).filter(|row| weighs(self.row_total(*row))).collect();
        let columns: Vec<usize> =
            (0..self.columns).filter(|column| weighs(self.column_total(*column))).collect();
        let row = |row: &usize| columns.iter().map(|column| self.cell(*row, *column)).collect();
        let dense = Self::new(&rows.iter().map(row).collect::<Vec<_>>())?;
        (dense.rows() > 1 && dense.columns > 1).then_some(dense)
    }

    /// Gives the table of its people without their weights.
    pub(super) fn of_people(&self) -> Self {
        let cells = self.cells.iter().map(|cell| Count::of(cell.people)).collect();
        Self { columns: self.columns, cells }
    }

    /// Computes a value for each cell, row after row.
    pub(super) fn map<T>(&self, value: impl Fn(usize, usize) -> T) -> Vec<Vec<T>> {
        let row = |row| (0..self.columns).map(|column| value(row, column)).collect();
        (0..self.rows()).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::CrossTab;
    use crate::model::Count;
    use crate::statistics::samples::nonsense;

    #[test]
    fn a_table_is_rectangular_and_weighs_something() {
        let row = |people: &[u64]| people.iter().copied().map(Count::of).collect::<Vec<_>>();
        assert_eq!(CrossTab::new(&[]), None);
        assert_eq!(CrossTab::new(&[row(&[])]), None);
        assert_eq!(CrossTab::new(&[row(&[1, 2]), row(&[3])]), None);
        let table = CrossTab::new(&[row(&[1, 0, 2]), row(&[0, 0, 0]), row(&[3, 0, 4])]);
        let table = table.expect("it is rectangular");
        assert_eq!((table.rows(), table.columns(), table.total().people), (3, 3, 10));
        assert_eq!((table.cell(0, 3), table.cell(9, 0)), (Count::default(), Count::default()));
        let dense = table.dense().expect("two by two are left");
        assert_eq!((dense.rows(), dense.columns(), dense.cell(1, 1).people), (2, 2, 4));
        for count in nonsense() {
            let sound = count.weight >= 0.0 && count.weight.is_finite();
            let sound = sound && count.squares >= 0.0 && count.squares.is_finite();
            assert_eq!(CrossTab::new(&[vec![count]]).is_some(), sound, "{count:?}");
        }
    }
}

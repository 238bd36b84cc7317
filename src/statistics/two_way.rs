//! Which cells of a two-way table must be hidden.
//!
//! The table with its margins is a network: a node for each row and each column (that of the totals
//! included), an edge for each cell. Give the margins a minus sign and each line sums to zero; so
//! all tables with the same lines differ by cycles, along which cells rise and fall by turns. A
//! hidden cell is safe exactly when such a cycle goes through it over hidden cells alone, in which
//! no cell falls below one person. What must be hidden besides is the cheapest cycle.

use super::suppression::{Cell, sum};

/// What may be published of a two-way table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSuppression {
    /// Each cell, row after row.
    pub cells: Vec<Vec<Cell>>,
    /// The total of each row.
    pub rows: Vec<Cell>,
    /// The total of each column.
    pub columns: Vec<Cell>,
    /// All together: the base.
    pub total: Cell,
}

/// Tells which cells and totals of a two-way table must be hidden, when rows, columns and the base
/// are published with their sums.
///
/// Primary: cells and totals of fewer than `least` people but more than 0
/// ([`CELL_LEAST`](super::CELL_LEAST), if nothing asks for more). A zero is shown. Complementary:
/// other cells, and totals where they do not suffice, until for each hidden cell another table of
/// people exists that has the same published numbers and somebody in each hidden cell, and until
/// what is hidden of each line whose total is shown has `least` people. If there is none, all
/// numbers but zeros are hidden, the base too; a base of fewer than `least` people hides
/// everything, zeros included.
///
/// `None` where the rows differ in length. The work grows with the cells times the square of rows and columns:
/// a hundred by a hundred take seconds at worst, tables that people read next to nothing.
/// Source: Hundepool et al., *Handbook on Statistical Disclosure Control*; cycles: Cox 1980,
/// *Journal of the American Statistical Association* 75(370):377–385; Kelly, Golden & Assad 1992,
/// *Networks* 22(4):397–417.
pub fn suppress_table(people: &[Vec<u64>], least: u64) -> Option<TableSuppression> {
    let columns = people.first().map_or(0, Vec::len);
    if people.iter().any(|row| row.len() != columns) {
        return None;
    }
    let mut network = Network::of(people, columns);
    if network.people(people.len(), columns) < u128::from(least) {
        network.cells.iter_mut().for_each(|cell| *cell = Cell::Primary);
        return Some(network.result());
    }
    for edge in 0..network.cells.len() {
        if (1..u128::from(least)).contains(&network.values[edge]) {
            network.cells[edge] = Cell::Primary;
        }
    }
    let mut unsecured = network.hidden();
    while let Some(edge) = unsecured.pop() {
        let Some(cycle) = network.cheapest_cycle(edge) else {
            network.withhold();
            break;
        };
        unsecured.extend(network.hide(&cycle));
        if unsecured.is_empty() {
            let smallest = network.smallest_of_thin_lines(least);
            unsecured.extend(network.hide(&smallest));
        }
    }
    Some(network.result())
}

/// A table with its margins as the last row and column, row after row.
struct Network {
    /// How many rows, that of the totals included.
    rows: usize,
    /// How many columns, that of the totals included.
    columns: usize,
    /// How many people are in each cell.
    values: Vec<u128>,
    cells: Vec<Cell>,
}

impl Network {
    fn of(people: &[Vec<u64>], columns: usize) -> Self {
        let mut values = Vec::new();
        for row in people {
            values.extend(row.iter().copied().map(u128::from));
            values.push(sum(row.iter().copied()));
        }
        for column in 0..columns {
            values.push(sum(people.iter().map(|row| row[column])));
        }
        values.push(people.iter().map(|row| sum(row.iter().copied())).sum());
        let cells = vec![Cell::Shown; values.len()];
        Self { rows: people.len() + 1, columns: columns + 1, values, cells }
    }

    fn people(&self, row: usize, column: usize) -> u128 {
        self.values[row * self.columns + column]
    }

    /// Gives the edges of all hidden cells.
    fn hidden(&self) -> Vec<usize> {
        (0..self.cells.len()).filter(|edge| !self.cells[*edge].is_shown()).collect()
    }

    /// Tells whether a cell is the total of a row or a column, which counts as negative.
    fn is_margin(&self, edge: usize) -> bool {
        let (row, column) = (edge / self.columns, edge % self.columns);
        (row == self.rows - 1) != (column == self.columns - 1)
    }

    /// Gives what hiding a cell costs: its people, of totals more than any cells. `None` for what
    /// is never hidden: zeros, and the base.
    fn cost(&self, edge: usize) -> Option<u128> {
        let base = self.values[self.values.len() - 1];
        match self.values[edge] {
            _ if edge == self.values.len() - 1 => None,
            0 => None,
            _ if !self.cells[edge].is_shown() => Some(0),
            people if self.is_margin(edge) => Some(base.saturating_add(people)),
            people => Some(people),
        }
    }

    /// Gives what it costs to let the signed value of a cell rise or fall; `None` where it cannot.
    fn step_cost(&self, edge: usize, step: Step) -> Option<u128> {
        let loses_people = (step == Step::Rise) == self.is_margin(edge);
        self.cost(edge).filter(|_| !loses_people || self.values[edge] > 1)
    }

    /// Finds the cheapest cycle through a cell, as its edges; `None` where there is none.
    fn cheapest_cycle(&self, edge: usize) -> Option<Vec<usize>> {
        let (row, column) = (edge / self.columns, self.rows + edge % self.columns);
        let of = |step: Step, from: usize, to: usize| {
            self.step_cost(edge, step)?;
            self.cheapest_path(edge, from, to)
        };
        let risen = of(Step::Rise, column, row);
        let fallen = of(Step::Fall, row, column);
        let (_, path) = risen.into_iter().chain(fallen).min_by_key(|(cost, _)| *cost)?;
        Some(path)
    }

    /// Finds the cheapest path between two nodes (rows, then columns) that leaves a cell out: from
    /// a row a cell rises, from a column one falls. Gives its cost and its edges. (Dijkstra 1959.)
    fn cheapest_path(&self, without: usize, from: usize, to: usize) -> Option<(u128, Vec<usize>)> {
        let nodes = self.rows + self.columns;
        let mut costs: Vec<Option<u128>> = vec![None; nodes];
        let mut came: Vec<Option<(usize, usize)>> = vec![None; nodes];
        let mut is_done = vec![false; nodes];
        costs[from] = Some(0);
        loop {
            let open = (0..nodes).filter(|node| !is_done[*node]);
            let (cost, node) =
                open.filter_map(|node| Some((costs[node]?, node))).min_by_key(|(cost, _)| *cost)?;
            if node == to {
                break;
            }
            is_done[node] = true;
            for (edge, next, step) in self.steps(node) {
                let Some(step) = self.step_cost(edge, step).filter(|_| edge != without) else {
                    continue;
                };
                let reached = cost.saturating_add(step);
                if costs[next].is_none_or(|known| reached < known) {
                    (costs[next], came[next]) = (Some(reached), Some((node, edge)));
                }
            }
        }
        let mut path = Vec::new();
        let mut node = to;
        while let Some((before, edge)) = came[node].filter(|_| node != from) {
            path.push(edge);
            node = before;
        }
        Some((costs[to]?, path))
    }

    /// Gives the edges of a node, where they lead, and what their cells do.
    fn steps(&self, node: usize) -> impl Iterator<Item = (usize, usize, Step)> {
        let (rows, columns) = (self.rows, self.columns);
        let is_row = node < rows;
        (0..if is_row { columns } else { rows }).map(move |other| match is_row {
            true => (node * columns + other, rows + other, Step::Rise),
            false => (other * columns + (node - rows), other, Step::Fall),
        })
    }

    /// Hides what is shown of `edges`, and gives what it hid.
    fn hide(&mut self, edges: &[usize]) -> Vec<usize> {
        let shown = edges.iter().copied().filter(|edge| self.cells[*edge].is_shown());
        let mut shown: Vec<usize> = shown.collect();
        shown.sort_unstable();
        shown.dedup();
        shown.iter().for_each(|edge| self.cells[*edge] = Cell::Complementary);
        shown
    }

    /// Gives the smallest shown cell of each line whose total is shown and whose hidden cells
    /// together have too few people.
    fn smallest_of_thin_lines(&self, least: u64) -> Vec<usize> {
        let row = |row: usize| (0..self.columns).map(move |column| row * self.columns + column);
        let column = |column: usize| (0..self.rows).map(move |row| row * self.columns + column);
        let rows = (0..self.rows).map(|index| row(index).collect::<Vec<_>>());
        let columns = (0..self.columns).map(|index| column(index).collect());
        rows.chain(columns).filter_map(|line| self.smallest_if_thin(&line, least)).collect()
    }

    fn smallest_if_thin(&self, line: &[usize], least: u64) -> Option<usize> {
        let (total, parts) = line.split_last()?;
        let is_hidden = |edge: &&usize| !self.cells[**edge].is_shown();
        let hidden: u128 = parts.iter().filter(is_hidden).map(|edge| self.values[*edge]).sum();
        let is_thin = (1..u128::from(least)).contains(&hidden) && self.cells[*total].is_shown();
        let shown = parts.iter().filter(|edge| !is_hidden(edge) && self.values[**edge] > 0);
        shown.min_by_key(|edge| self.values[**edge]).copied().filter(|_| is_thin)
    }

    /// Hides every number but zeros.
    fn withhold(&mut self) {
        for (cell, value) in self.cells.iter_mut().zip(&self.values) {
            if cell.is_shown() && *value > 0 {
                *cell = Cell::Complementary;
            }
        }
    }

    fn result(&self) -> TableSuppression {
        let mut lines = self.cells.chunks(self.columns).map(<[Cell]>::to_vec);
        let mut cells: Vec<Vec<Cell>> = lines.by_ref().take(self.rows - 1).collect();
        let mut columns = lines.next().unwrap_or_default();
        let total = columns.pop().unwrap_or(Cell::Primary);
        let rows = cells.iter_mut().filter_map(Vec::pop).collect();
        TableSuppression { cells, rows, columns, total }
    }
}

/// What the signed value of a cell does along a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Rise,
    Fall,
}

#[cfg(test)]
mod tests {
    use super::{TableSuppression, suppress_table};
    use crate::statistics::suppression::Cell;

    /// Writes each line of a table as letters: shown, primary, complementary; totals last.
    fn letters(table: &TableSuppression) -> String {
        let letter = |cell: &Cell| match cell {
            Cell::Shown => 's',
            Cell::Primary => 'p',
            Cell::Complementary => 'c',
        };
        let line = |cells: &[Cell], total: &Cell| {
            cells.iter().chain([total]).map(letter).collect::<String>()
        };
        let mut lines: Vec<String> =
            table.cells.iter().zip(&table.rows).map(|(row, total)| line(row, total)).collect();
        lines.push(line(&table.columns, &table.total));
        lines.join(" ")
    }

    fn suppressed(rows: &[&[u64]], least: u64) -> TableSuppression {
        let rows: Vec<Vec<u64>> = rows.iter().map(|row| row.to_vec()).collect();
        suppress_table(&rows, least).expect("it is rectangular")
    }

    #[test]
    fn tables_hide_small_cells_and_the_cheapest_cycle() {
        for (rows, expected) in [
            (&[&[20, 30][..], &[40, 50]][..], "sss sss sss"),
            // The small cell and the smallest rectangle with it.
            (&[&[5, 30], &[40, 50]], "pcs ccs sss"),
            (&[&[5, 30, 20], &[40, 50, 60]], "pcss ccss ssss"),
            // A zero is shown, and never hides another.
            (&[&[5, 0, 20], &[40, 50, 60]], "pscs cscs ssss"),
            // A row of too few: its total is hidden with that of another row.
            (&[&[2, 3], &[40, 50], &[60, 70]], "ppp ccc sss sss"),
            // All is too few, and then the base too.
            (&[&[2, 3], &[6, 1]], "ppp ppp pps"),
            (&[&[2, 3], &[1, 0]], "ppp ppp ppp"),
        ] {
            assert_eq!(letters(&suppressed(rows, 10)), expected, "{rows:?}");
        }
    }

    #[test]
    fn suppression_of_tables_is_total() {
        assert_eq!(suppress_table(&[vec![1], vec![]], 10), None);
        assert_eq!(letters(&suppressed(&[], 10)), "p");
        assert_eq!(letters(&suppressed(&[&[]], 10)), "p p");
        assert_eq!(letters(&suppressed(&[&[u64::MAX, 1], &[u64::MAX, 20]], 10)), "cps ccs sss");
        // Four people, one in each cell that has somebody: only the base could hide them.
        assert_eq!(letters(&suppressed(&[&[1, 1], &[1, 1]], 3)), "ppp ppp ppc");
        let ones = suppressed(&[&[1, 1], &[1, 1]], 0);
        assert!(ones.cells.concat().iter().all(|cell| cell.is_shown()));
    }

    /// Of every table of two by three with up to 3 people in a cell, and for each hidden number:
    /// another table with somebody in each hidden cell agrees with all that is published, and
    /// differs in this number.
    #[test]
    fn no_hidden_number_can_be_recomputed() {
        const LEAST: u64 = 3;
        for code in 0..4_u64.pow(6) {
            let cell = |index: u32| code / 4_u64.pow(index) % 4;
            let rows = [[cell(0), cell(1), cell(2)], [cell(3), cell(4), cell(5)]];
            let got = suppressed(&[&rows[0], &rows[1]], LEAST);
            if got.total.is_shown() {
                assert_secret(&rows, &got);
            }
        }
    }

    /// Gives the cells, the totals of rows and of columns, and the base.
    fn numbers(rows: &[[u64; 3]; 2]) -> [u64; 12] {
        let [[a, b, c], [d, e, f]] = *rows;
        let all = a + b + c + d + e + f;
        [a, b, c, d, e, f, a + b + c, d + e + f, a + d, b + e, c + f, all]
    }

    #[track_caller]
    fn assert_secret(rows: &[[u64; 3]; 2], got: &TableSuppression) {
        let cells = [got.cells.concat(), got.rows.clone(), got.columns.clone(), vec![got.total]];
        let is_hidden: Vec<bool> = cells.concat().iter().map(|cell| !cell.is_shown()).collect();
        let own = numbers(rows);
        let mut differs = [false; 12];
        // A hidden cell may hold from one to more people than any table here has in a cell.
        let hidden: Vec<usize> = (0..6).filter(|index| is_hidden[*index]).collect();
        for code in 0..5_u64.pow(u32::try_from(hidden.len()).expect("there are few cells")) {
            let mut other = *rows;
            let mut rest = code;
            for index in &hidden {
                other[index / 3][index % 3] = 1 + rest % 5;
                rest /= 5;
            }
            let other = numbers(&other);
            if (0..12).all(|index| is_hidden[index] || other[index] == own[index]) {
                (0..12).for_each(|index| differs[index] |= other[index] != own[index]);
            }
        }
        for index in 0..12 {
            assert!(!is_hidden[index] || differs[index], "{rows:?} {}", letters(got));
        }
    }
}

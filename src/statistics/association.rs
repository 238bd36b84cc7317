//! Whether two questions have to do with each other, and where in their table.

use super::crosstab::CrossTab;
use super::distributions::test;
use super::precision::{others, people, spread};
use crate::model::Count;
use crate::model::estimate::{Distribution, Test};

/// χ² is flagged where a cell expects fewer people.
const EXPECTED_LEAST: f64 = 5.0;

/// How strongly two questions go together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Association {
    /// The test of "they have nothing to do with each other": χ², or F under weights.
    pub test: Test,
    /// Pearson's χ², with weights of the weighted shares in as many people as answered; 0 or more.
    pub chi_squared: f64,
    /// Cramér's V, 0 to 1.
    pub v: f64,
    /// Cramér's V without its bias, 0 to 1.
    pub v_corrected: f64,
    /// The fewest people that a cell expects; rows and columns of nobody are left out.
    pub expected_least: f64,
}

impl Association {
    /// Tells whether a cell expects fewer than 5 people, so that χ² is not to be trusted; in a
    /// table of two by two [`fisher`](super::fisher) says better.
    pub fn has_small_expected(&self) -> bool {
        self.expected_least < EXPECTED_LEAST
    }
}

/// Tests whether two questions have to do with each other, by people without weights.
///
/// χ² = Σ(O − E)²/E with (r − 1)(c − 1) degrees of freedom, E = row · column / n; no correction for
/// continuity. Rows and columns of nobody are left out. For weighted answers see
/// [`rao_scott`](super::rao_scott).
///
/// `None` where less than two rows and two columns are left.
/// Source: Pearson 1900, *Philosophical Magazine* 50:157–175; R's `chisq.test(correct = FALSE)`.
pub fn association(table: &CrossTab) -> Option<Association> {
    let table = table.of_people().dense()?;
    let pearson = pearson(&table);
    let freedom = ((table.rows() - 1) * (table.columns() - 1)) as f64;
    let test = test(pearson.chi_squared, Distribution::ChiSquared { freedom })?;
    strength(&table, pearson, test)
}

/// Pearson's χ² of a table, before any test.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pearson {
    pub(super) chi_squared: f64,
    expected_least: f64,
}

/// Computes χ² of the weighted shares of a dense table, in as many people as answered.
pub(super) fn pearson(table: &CrossTab) -> Pearson {
    let all = table.total();
    let scale = people(&all) / all.weight;
    let expected = expected(table);
    let (mut chi_squared, mut expected_least) = (0.0, f64::INFINITY);
    for (row, expected) in expected.iter().enumerate() {
        for (column, expected) in expected.iter().enumerate() {
            let away = table.cell(row, column).weight * scale - expected;
            chi_squared += away * away / expected;
            expected_least = expected_least.min(*expected);
        }
    }
    Pearson { chi_squared, expected_least }
}

/// Adds to a test how strong the association is.
///
/// V = √(χ²/(n · min(r − 1, c − 1))). Without bias: φ̃² = max(0, χ²/n − (r−1)(c−1)/(n−1)),
/// r̃ = r − (r−1)²/(n−1), c̃ likewise, Ṽ = √(φ̃²/min(r̃ − 1, c̃ − 1)).
/// Source: Cramér 1946, *Mathematical Methods of Statistics*, 21; Bergsma 2013, *Journal of the Korean
/// Statistical Society* 42(3):323–328.
pub(super) fn strength(table: &CrossTab, pearson: Pearson, test: Test) -> Option<Association> {
    let (rows, columns) = ((table.rows() - 1) as f64, (table.columns() - 1) as f64);
    let all = people(&table.total());
    let Pearson { chi_squared, expected_least } = pearson;
    let v = (chi_squared / all / rows.min(columns)).sqrt();
    let phi = (chi_squared / all - rows * columns / (all - 1.0)).max(0.0);
    let shrunk = |less_one: f64| less_one - less_one * less_one / (all - 1.0);
    let corrected = (phi / shrunk(rows).min(shrunk(columns))).sqrt();
    // Where there are hardly more people than cells, nothing is left of it.
    let v_corrected = if corrected.is_finite() { corrected.min(1.0) } else { 0.0 };
    let v = Some(v.min(1.0)).filter(|_| v.is_finite())?;
    Some(Association { test, chi_squared, v, v_corrected, expected_least })
}

/// Gives how many people each cell would have if the questions had nothing to do with each other,
/// row · column / n, with weights of the weighted shares in as many people as answered.
///
/// All 0 where nobody answered.
pub fn expected(table: &CrossTab) -> Vec<Vec<f64>> {
    let all = table.total();
    let share = |count: Count| count.weight / all.weight;
    let rows: Vec<f64> = (0..table.rows()).map(|row| share(table.row_total(row))).collect();
    let columns: Vec<f64> =
        (0..table.columns()).map(|column| share(table.column_total(column))).collect();
    table.map(|row, column| match people(&all) * rows[row] * columns[column] {
        expected if expected.is_finite() => expected,
        _ => 0.0,
    })
}

/// Gives the adjusted residual of each cell: how many standard errors it has more than expected.
/// Beyond ±1.96 it is marked.
///
/// (O − E)/√(E(1 − R/n)(1 − C/n)). With weights O, E, R and C are the weighted ones, and n the
/// effective people by the linearised design effect of (yᵣ − pᵣ)(yᶜ − pᶜ), whose mean is the
/// share above what is expected; without weights that is n. `None` for a cell of a row or column
/// that has nobody or all.
/// Source: Haberman 1973, *Biometrics* 29(1):205–220; under weights a first-order correction as of
/// Rao & Scott 1984, *Annals of Statistics* 12(1):46–60, cell by cell.
pub fn residuals(table: &CrossTab) -> Vec<Vec<Option<f64>>> {
    table.map(|row, column| residual(table, row, column))
}

fn residual(table: &CrossTab, row: usize, column: usize) -> Option<f64> {
    let (cell, all) = (table.cell(row, column), table.total());
    let (in_row, in_column) = (table.row_total(row), table.column_total(column));
    let (r, c) = (in_row.weight / all.weight, in_column.weight / all.weight);
    let (row_only, column_only) = (others(&cell, &in_row)?, others(&cell, &in_column)?);
    let neither = others(&(cell + row_only + column_only), &all)?;
    let effective = spread(&[
        ((1.0 - r) * (1.0 - c), cell),
        ((1.0 - r) * -c, row_only),
        (-r * (1.0 - c), column_only),
        (r * c, neither),
    ])?
    .effective;
    let above = cell.weight / all.weight - r * c;
    let residual = above * (effective / (r * c * (1.0 - r) * (1.0 - c))).sqrt();
    Some(residual).filter(|residual| residual.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{association, expected, residuals};
    use crate::model::Count;
    use crate::model::estimate::Distribution;
    use crate::statistics::crosstab::CrossTab;

    fn table(rows: &[&[u64]]) -> CrossTab {
        let row = |row: &&[u64]| row.iter().copied().map(Count::of).collect();
        CrossTab::new(&rows.iter().map(row).collect::<Vec<Vec<_>>>()).expect("it is rectangular")
    }

    #[track_caller]
    fn assert_near(got: f64, expected: f64, tolerance: f64) {
        assert!((got - expected).abs() <= tolerance, "{got} is not {expected}");
    }

    /// FiveThirtyEight's Star Wars survey: fans by gender.
    #[test]
    fn association_star_wars_fans() {
        let table = table(&[&[303, 238], &[120, 159]]);
        let got = association(&table).expect("people answered");
        assert_near(got.test.statistic, 12.4494, 5e-5);
        assert_eq!(got.test.against, Distribution::ChiSquared { freedom: 1.0 });
        assert_near(got.test.p, 0.000_418, 5e-7);
        assert_near(got.v, 0.1232, 5e-5);
        assert_near(got.v_corrected, 0.1182, 5e-5);
        assert!(!got.has_small_expected());
        for (row, signs) in residuals(&table).iter().zip([[1.0, -1.0], [-1.0, 1.0]]) {
            for (residual, sign) in row.iter().zip(signs) {
                assert_near(residual.expect("each margin has people"), sign * 3.528, 5e-4);
            }
        }
        assert_near(expected(&table)[0][0], 541.0 * 423.0 / 820.0, 1e-9);
    }

    /// FiveThirtyEight's Star Wars survey: opinion of Jar Jar Binks by gender.
    #[test]
    fn association_jar_jar() {
        let got = association(&table(&[&[47, 59, 78, 55, 133], &[62, 67, 83, 43, 70]]));
        let got = got.expect("people answered");
        assert_near(got.test.statistic, 20.6733, 5e-5);
        assert_eq!(got.test.against, Distribution::ChiSquared { freedom: 4.0 });
        assert_near(got.test.p, 0.000_368, 5e-7);
        assert_near(got.v, 0.1722, 5e-5);
        assert_near(got.v_corrected, 0.1548, 5e-5);
    }

    #[test]
    fn the_residuals_of_equal_weights_are_those_of_people() {
        let people = table(&[&[10, 20, 5], &[7, 3, 9]]);
        let weighted =
            |cell: Count| Count { weight: cell.weight * 2.5, squares: cell.squares * 6.25, ..cell };
        let rows = people.map(|row, column| weighted(people.cell(row, column)));
        let weighted = CrossTab::new(&rows).expect("it is rectangular");
        for (one, other) in residuals(&people).concat().iter().zip(residuals(&weighted).concat()) {
            assert_near(one.unwrap_or(f64::NAN), other.unwrap_or(f64::NAN), 1e-9);
        }
    }

    #[test]
    fn associations_are_total() {
        assert_eq!(association(&table(&[&[0, 0], &[0, 0]])), None);
        assert_eq!(association(&table(&[&[3, 4]])), None);
        assert_eq!(association(&table(&[&[3, 0], &[4, 0]])), None);
        let most = association(&table(&[&[1, 0], &[0, 1]])).expect("people answered");
        assert_eq!((most.v, most.v_corrected), (1.0, 0.0));
        assert!(most.has_small_expected());
        assert_eq!(residuals(&table(&[&[3, 0], &[4, 0]])).concat(), vec![None; 4]);
        assert_eq!(expected(&table(&[&[0, 0]])), [[0.0, 0.0]]);
    }
}

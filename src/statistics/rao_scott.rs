//! The test of association for weighted tables.

use super::association::{Association, pearson, strength};
use super::crosstab::CrossTab;
use super::distributions::test;
use super::precision::people;
use crate::model::estimate::Distribution;

/// Larger tables are not tested: the matrices have as many rows and columns.
const FREEDOM_MAX: usize = 400;

/// A pivot so much smaller than the largest is zero.
const PIVOT_LEAST: f64 = 1e-12;

/// Tests whether two questions have to do with each other, of weighted answers: Pearson's χ² with
/// the second-order correction of Rao and Scott, as the default of R's `svychisq`.
///
/// F = χ²/tr Δ against F(d, d(n − 1)), d = (tr Δ)²/tr Δ². With p the shares of the cells, D their
/// diagonal and V their covariance under the design, Δ = (C'D⁻¹C/n)⁻¹ C'D⁻¹VD⁻¹C, where the
/// columns of C are a basis of the interactions, whose rows and columns sum to zero; any basis
/// gives the same traces.
///
/// People answer independently, so that V needs only the squares in each cell. Linearised, person i
/// adds u = wᵢ(yᵢ − p)/Σw, and V = n/(n−1) · Σuu'. As yᵢ is 1 in one cell and 0 in all others,
/// Σw²(yⱼ − pⱼ)(yₖ − pₖ) = [j = k]Sⱼ − pₖSⱼ − pⱼSₖ + pⱼpₖS with Sⱼ = Σw² in cell j and S in all.
///
/// Rows and columns that weigh nothing are left out. `None` where less than two rows and two
/// columns are left, or so many cells are empty that Δ does not exist.
/// Source: Rao & Scott 1984, *Annals of Statistics* 12(1):46–60; R's
/// `survey::svychisq(statistic = "F")`.
pub fn rao_scott(table: &CrossTab) -> Option<Association> {
    let table = table.dense()?;
    let freedom = (table.rows() - 1).checked_mul(table.columns() - 1)?;
    if freedom > FREEDOM_MAX {
        return None;
    }
    let (numerator, denominator) = quadratic_forms(&table);
    let delta = solve(denominator, numerator)?;
    let trace: f64 = (0..freedom).map(|a| delta[a][a]).sum();
    let product = |a: usize| (0..freedom).map(|b| delta[a][b] * delta[b][a]).sum::<f64>();
    let squared: f64 = (0..freedom).map(product).sum();
    let pearson = pearson(&table);
    let d = trace * trace / squared;
    let denominator = d * (people(&table.total()) - 1.0);
    let test = test(pearson.chi_squared / trace, Distribution::F { numerator: d, denominator })?;
    strength(&table, pearson, test)
}

/// Gives C'D⁻¹VD⁻¹C and C'D⁻¹C/n.
fn quadratic_forms(table: &CrossTab) -> (Matrix, Matrix) {
    let all = table.total();
    let n = people(&all);
    let cells: Vec<(f64, f64)> = table
        .map(|row, column| table.cell(row, column))
        .concat()
        .iter()
        .map(|cell| (cell.weight / all.weight, cell.squares / all.weight / all.weight))
        .collect();
    let squares: f64 = cells.iter().map(|(_, square)| square).sum();
    let covariance = |j: usize, k: usize| {
        let ((pj, sj), (pk, sk)) = (cells[j], cells[k]);
        let own = if j == k { sj } else { 0.0 };
        // A cell of nobody weighs nothing in the test, as in `svychisq`.
        let inverse = if pj > 0.0 && pk > 0.0 { 1.0 / pj / pk } else { 0.0 };
        n / (n - 1.0) * (own - pk * sj - pj * sk + pj * pk * squares) * inverse
    };
    let independent = |j: usize, k: usize| {
        let p = cells[j].0;
        if j == k && p > 0.0 { 1.0 / p / n } else { 0.0 }
    };
    let interactions = interactions(table);
    let form = |of: &dyn Fn(usize, usize) -> f64| {
        let entry = |one: &Contrast, other: &Contrast| -> f64 {
            let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
            pairs.map(|((j, a), (k, b))| a * b * of(*j, *k)).sum()
        };
        let row = |one| interactions.iter().map(|other| entry(one, other)).collect();
        interactions.iter().map(row).collect()
    };
    (form(&covariance), form(&independent))
}

/// The cells of an interaction, each with its sign.
type Contrast = [(usize, f64); 4];

/// Rows of numbers, all of one length.
type Matrix = Vec<Vec<f64>>;

/// Gives a basis of the interactions: the first cell and any other of another row and column,
/// against the two that complete their rectangle.
fn interactions(table: &CrossTab) -> Vec<Contrast> {
    let columns = table.columns();
    let rest = (1..table.rows()).flat_map(|row| (1..columns).map(move |column| (row, column)));
    rest.map(|(row, column)| {
        let first = row * columns;
        [(0, 1.0), (column, -1.0), (first, -1.0), (first + column, 1.0)]
    })
    .collect()
}

/// Solves `left · x = right` by elimination with pivots; `None` where `left` is singular.
fn solve(mut left: Matrix, mut right: Matrix) -> Option<Matrix> {
    let size = left.len();
    let largest = left.iter().flatten().fold(0.0_f64, |most, entry| most.max(entry.abs()));
    for column in 0..size {
        let pivot = (column..size)
            .max_by(|one, other| left[*one][column].abs().total_cmp(&left[*other][column].abs()))?;
        let value = left[pivot][column];
        if !value.is_finite() || value.abs() <= largest * PIVOT_LEAST {
            return None;
        }
        left.swap(column, pivot);
        right.swap(column, pivot);
        for row in 0..size {
            let factor = left[row][column] / left[column][column];
            if row != column && factor != 0.0 {
                subtract(&mut left, row, column, factor);
                subtract(&mut right, row, column, factor);
            }
        }
    }
    for (row, entries) in right.iter_mut().enumerate() {
        entries.iter_mut().for_each(|entry| *entry /= left[row][row]);
    }
    Some(right)
}

/// Takes `factor` times the row `pivot` from the row `row`.
fn subtract(matrix: &mut Matrix, row: usize, pivot: usize, factor: f64) {
    for column in 0..matrix[row].len() {
        let part = factor * matrix[pivot][column];
        matrix[row][column] -= part;
    }
}

#[cfg(test)]
mod tests {
    use super::rao_scott;
    use crate::model::Count;
    use crate::model::estimate::Distribution;
    use crate::statistics::association::{association, residuals};
    use crate::statistics::crosstab::CrossTab;

    fn table(rows: &[&[(u64, f64, f64)]]) -> CrossTab {
        let cell = |(people, weight, squares): &(u64, f64, f64)| Count {
            people: *people,
            weight: *weight,
            squares: *squares,
        };
        let rows: Vec<Vec<Count>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        CrossTab::new(&rows).expect("it is rectangular")
    }

    /// FiveThirtyEight's masculinity survey: q0001 without "no answer", by age (18–34, 35–64, 65+).
    fn masculinity_by_age() -> CrossTab {
        table(&[
            &[
                (45, 137.988_770, 682.891_389),
                (322, 350.568_854, 935.361_318),
                (245, 112.136_680, 104.657_427),
            ],
            &[
                (62, 222.631_687, 1_229.853_970),
                (445, 387.164_091, 767.471_984),
                (319, 141.011_536, 133.657_745),
            ],
            &[
                (17, 62.630_831, 356.822_075),
                (66, 77.266_129, 261.566_340),
                (48, 38.262_417, 78.072_170),
            ],
            &[
                (9, 48.731_574, 332.866_804),
                (13, 18.931_159, 50.612_130),
                (10, 8.406_913, 12.839_782),
            ],
        ])
    }

    #[track_caller]
    fn assert_near(got: f64, expected: f64, relative: f64) {
        assert!((got / expected - 1.0).abs() <= relative, "{got} is not {expected}");
    }

    /// numpy on the answers one by one, by the matrices of `svychisq` with another basis C (of the
    /// projection that the main effects leave, by its singular vectors):
    /// `U = w[:,None]*(Y-p)/W; V = n/(n-1)*U.T@U; D = solve(C.T@(iD/n)@C, C.T@iD@V@iD@C);`
    /// `F = X/trace(D); d = trace(D)**2/trace(D@D); scipy.stats.f.sf(F, d, d*(n-1))`.
    #[test]
    fn rao_scott_masculinity() {
        let got = rao_scott(&masculinity_by_age()).expect("people answered");
        assert_near(got.chi_squared, 62.526_080_123, 1e-6);
        assert_near(got.test.statistic, 3.387_335_175, 1e-6);
        assert_near(got.test.p, 0.004_559_439_96, 1e-5);
        let Distribution::F { numerator, denominator } = got.test.against else {
            panic!("{got:?}")
        };
        assert_near(numerator, 5.030_435_536, 1e-6);
        assert_near(denominator, 8_048.696_857_5, 1e-6);
    }

    /// The same with "no answer", a row with an empty cell.
    #[test]
    fn rao_scott_with_an_empty_cell() {
        let known = masculinity_by_age();
        let mut rows = known.map(|row, column| known.cell(row, column));
        let cell = |people, weight, squares| Count { people, weight, squares };
        rows.push(vec![
            Count::default(),
            cell(9, 6.880_859, 7.620_433),
            cell(5, 2.388_499, 2.832_688),
        ]);
        let table = CrossTab::new(&rows).expect("it is rectangular");
        let got = rao_scott(&table).expect("people answered");
        assert_near(got.chi_squared, 66.752_363_231, 1e-6);
        assert_near(got.test.statistic, 3.198_570_611, 1e-6);
        assert_near(got.test.p, 0.003_574_053_94, 1e-5);
    }

    /// Without weights the correction is n/(n − 1): numpy as above gives F = 3.66020, p = 0.0012412,
    /// and `scipy.stats.chi2_contingency` χ² = 21.97492, p = 0.0012236.
    #[test]
    fn rao_scott_of_equal_weights_is_nearly_pearson() {
        let people = masculinity_by_age().of_people();
        let got = rao_scott(&people).expect("people answered");
        assert_near(got.test.statistic, 3.660_199_759_5, 1e-9);
        assert_near(got.test.p, 0.001_241_206_77, 1e-6);
        let pearson = association(&people).expect("people answered");
        assert_near(pearson.chi_squared, 21.974_924_306_25, 1e-9);
        assert_near(pearson.test.p, 0.001_223_607_41, 1e-6);
        assert_near(got.v, pearson.v, 1e-12);
    }

    /// Weights that go with the answers leave less certainty than people alone would have.
    #[test]
    fn weights_shrink_residuals() {
        let weighted = residuals(&masculinity_by_age());
        let one = weighted[3][0].expect("each margin has people");
        assert!(one > 1.96 && one < 7.0, "{one}");
    }

    #[test]
    fn rao_scott_is_total() {
        assert_eq!(rao_scott(&table(&[&[(0, 0.0, 0.0); 2][..]; 2])), None);
        assert_eq!(rao_scott(&table(&[&[(1, 1.0, 1.0)]])), None);
        // Of a diagonal nothing is left once its empty cells are out.
        let (one, none) = ((1, 1.0, 1.0), (0, 0.0, 0.0));
        rao_scott(&table(&[&[one, none], &[none, one]]));
        let three = &[&[one, none, none][..], &[none, one, none], &[none, none, one]];
        rao_scott(&table(three));
        let odd = (1, f64::MAX, f64::MAX);
        rao_scott(&table(&[&[odd, odd], &[one, odd]]));
        assert_eq!(rao_scott(&table(&[&[one; 22][..]; 22])), None);
    }
}

//! Fisher's exact test, for tables of two by two with few people.

use statrs::function::factorial::ln_factorial;

/// With more people χ² says the same, and the sum would take long.
const PEOPLE_MAX: u64 = 1_000_000;

/// How much more probable a table may be and still counts as probable as the one seen: the
/// logarithms of its chances round. R takes the same.
const WITHIN: f64 = 1e-7;

/// Gives the p-value of Fisher's exact test of a table of two by two, of two sides: the chance of
/// all tables with these margins that are no more probable than this one, 0 to 1.
///
/// 1 where a margin is 0: then only this table exists. `None` for more than a million people.
/// Source: Fisher 1922, *Journal of the Royal Statistical Society* 85(1):87–94; two sides as R's
/// `fisher.test` and `scipy.stats.fisher_exact`.
pub fn fisher([[a, b], [c, d]]: [[u64; 2]; 2]) -> Option<f64> {
    let all = [a, b, c, d].iter().try_fold(0_u64, |sum, people| sum.checked_add(*people))?;
    if all > PEOPLE_MAX {
        return None;
    }
    let (row, column) = (a + b, a + c);
    let choose = |n: u64, k: u64| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let chance = |x: u64| choose(row, x) + choose(all - row, column - x) - choose(all, column);
    let least = column.saturating_sub(all - row);
    let seen = chance(a);
    let tables = (least..=row.min(column)).map(chance);
    let p: f64 = tables.filter(|chance| *chance <= seen + WITHIN).map(f64::exp).sum();
    Some(p.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::fisher;

    /// `scipy.stats.fisher_exact(table)`.
    #[test]
    fn fisher_equals_scipy() {
        for (table, p) in [
            ([[3, 1], [1, 3]], 0.485_714_286),
            ([[8, 2], [1, 5]], 0.034_965_035),
            ([[10, 10], [10, 10]], 1.0),
            ([[0, 5], [7, 2]], 0.020_979_021),
            ([[303, 238], [120, 159]], 0.000_517_870),
        ] {
            let got = fisher(table).expect("there are few people");
            assert!((got - p).abs() < 1e-9, "{table:?}: {got}");
        }
    }

    #[test]
    fn fisher_is_total() {
        assert_eq!(fisher([[0, 0], [0, 0]]), Some(1.0));
        assert_eq!(fisher([[0, 0], [3, 4]]), Some(1.0));
        assert_eq!(fisher([[u64::MAX, 1], [0, 0]]), None);
        assert!(fisher([[250_000; 2]; 2]).is_some_and(|p| p > 0.99));
    }
}

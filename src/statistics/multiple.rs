//! What many tests at once make of their p-values: of k tests at 5 %, 1 − 0.95^k give a false
//! alarm somewhere, 64 % of 20.

/// Adjusts the p-values of planned tests so that a false alarm among all of them is as rare as of
/// one: p̃₍ᵢ₎ = max_{j≤i} min(1, (k − j + 1) p₍ⱼ₎), in the order they came.
///
/// What is no probability gives `None` and is no test.
/// Source: Holm 1979, *Scandinavian Journal of Statistics* 6(2):65–70; statsmodels' `"holm"`.
pub fn holm(ps: &[f64]) -> Vec<Option<f64>> {
    let order = in_order(ps);
    let mut adjusted = vec![None; ps.len()];
    let mut most = 0.0_f64;
    for (rank, index) in order.iter().enumerate() {
        let others = (order.len() - rank) as f64;
        most = most.max(ps[*index] * others).min(1.0);
        adjusted[*index] = Some(most);
    }
    adjusted
}

/// Adjusts the p-values of exploratory tests so that of those below 5 % at most 5 % are false
/// alarms on average: p̃₍ᵢ₎ = min_{j≥i} min(1, k p₍ⱼ₎ / j), in the order they came.
///
/// What is no probability gives `None` and is no test.
/// Source: Benjamini & Hochberg 1995, *Journal of the Royal Statistical Society B* 57(1):289–300;
/// statsmodels' `"fdr_bh"`.
pub fn benjamini_hochberg(ps: &[f64]) -> Vec<Option<f64>> {
    let order = in_order(ps);
    let mut adjusted = vec![None; ps.len()];
    let mut least = 1.0_f64;
    for (rank, index) in order.iter().enumerate().rev() {
        least = least.min(ps[*index] * order.len() as f64 / (rank + 1) as f64);
        adjusted[*index] = Some(least);
    }
    adjusted
}

/// Gives how probably at least one of `tests` independent tests at 5 % is a false alarm, 0 to 1:
/// 1 − 0.95^k.
pub fn false_alarm(tests: usize) -> f64 {
    1.0 - 0.95_f64.powf(tests as f64)
}

/// Gives the indices of what is a probability, the smallest first.
fn in_order(ps: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..ps.len()).filter(|index| (0.0..=1.0).contains(&ps[*index])).collect();
    order.sort_by(|one, other| ps[*one].total_cmp(&ps[*other]));
    order
}

#[cfg(test)]
mod tests {
    use super::{benjamini_hochberg, false_alarm, holm};

    #[track_caller]
    fn assert_near(got: &[Option<f64>], expected: &[f64]) {
        assert_eq!(got.len(), expected.len());
        for (got, expected) in got.iter().zip(expected) {
            assert!((got.unwrap_or(f64::NAN) - expected).abs() < 1e-12, "{got:?} {expected}");
        }
    }

    /// `multipletests([0.01, 0.04, 0.03, 0.005, 0.2], method=…)` of statsmodels.
    #[test]
    fn adjusted_equals_statsmodels() {
        let ps = [0.01, 0.04, 0.03, 0.005, 0.2];
        assert_near(&holm(&ps), &[0.04, 0.09, 0.09, 0.025, 0.2]);
        assert_near(&benjamini_hochberg(&ps), &[0.025, 0.05, 0.05, 0.025, 0.2]);
    }

    #[test]
    fn twenty_tests_at_five_percent() {
        assert!((false_alarm(20) - 0.64).abs() < 5e-3);
        assert_eq!(false_alarm(0), 0.0);
    }

    #[test]
    fn what_is_no_probability_is_no_test() {
        for adjust in [holm, benjamini_hochberg] {
            assert!(adjust(&[]).is_empty());
            let odd = [f64::NAN, 0.03, -0.1, 1.1, 1.0];
            assert_eq!(adjust(&odd), [None, Some(0.06), None, None, Some(1.0)]);
        }
    }
}

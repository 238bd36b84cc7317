//! Means of numbers that were answered, and their differences.

use super::distributions::{t, test};
use super::precision::{base, people};
use crate::model::Moments;
use crate::model::estimate::{Difference, Distribution, Estimate, Interval};

/// Gives the mean ȳ = Σwy/Σw of at least two people, in the unit of their numbers.
///
/// Its error is the linearised one, √(n/(n−1) · Σ(w(y − ȳ))²) / Σw; without weights s/√n. Its
/// interval is ȳ ± t(n−1; 0.975) · error. The effective people are the n at which the variance of
/// a single number would give this error, n at most.
///
/// `None` for fewer than two people, or where a sum is no number.
/// Source: Särndal, Swensson & Wretman 1992, *Model Assisted Survey Sampling*, 5.6; the degrees of
/// freedom as in R's `survey::degf`.
pub fn mean(numbers: &Moments) -> Option<Estimate> {
    let Spread { mean: value, error, variance, .. } = spread(numbers)?;
    let base = base(&numbers.count)?;
    let people = people(&numbers.count);
    let half = t(people - 1.0)? * error;
    let whole = (f64::NEG_INFINITY, f64::INFINITY);
    let interval = Interval::around(value, (value - half, value + half), whole);
    let correction = people / (people - 1.0);
    let effective = match correction * variance / (error * error) {
        effective if effective.is_finite() && effective > 0.0 => effective.min(people),
        _ => base.effective,
    };
    let is_number = interval.low.is_finite() && interval.high.is_finite();
    is_number.then_some(Estimate { value, error, interval, base, effective })
}

/// Gives the standard deviation of single numbers, 0 or more: √(n/(n−1) · Σw(y − ȳ)²/Σw).
///
/// `None` as of [`mean`].
pub fn deviation(numbers: &Moments) -> Option<f64> {
    let people = people(&numbers.count);
    let deviation = (people / (people - 1.0) * spread(numbers)?.variance).sqrt();
    Some(deviation).filter(|deviation| deviation.is_finite())
}

/// Gives how much the mean differs between two independent groups or waves, in the unit of their
/// numbers: Welch's test, which does not ask for equal variances.
///
/// t = (ȳ₂ − ȳ₁)/√(SE₁² + SE₂²), with (SE₁² + SE₂²)² / (SE₁⁴/(n₁−1) + SE₂⁴/(n₂−1)) degrees of
/// freedom (Welch–Satterthwaite); with weights SE are the linearised errors.
///
/// `None` where one has no mean, or all of each group gave one number.
/// Source: Welch 1947, *Biometrika* 34(1–2):28–35; `scipy.stats.ttest_ind(equal_var=False)`.
pub fn difference_of_means(before: &Moments, after: &Moments) -> Option<Difference> {
    let (first, second) = (spread(before)?, spread(after)?);
    let value = second.mean - first.mean;
    let error = first.error.hypot(second.error);
    // Parts of the variance instead of fourth powers, which could vanish.
    let part = |spread: &Spread, numbers: &Moments| {
        let part = (spread.error / error) * (spread.error / error);
        part * part / (people(&numbers.count) - 1.0)
    };
    let freedom = 1.0 / (part(&first, before) + part(&second, after));
    let test = test(value / error, Distribution::Student { freedom })?;
    let half = t(freedom)? * error;
    let whole = (f64::NEG_INFINITY, f64::INFINITY);
    let interval = Interval::around(value, (value - half, value + half), whole);
    let is_number = interval.low.is_finite() && interval.high.is_finite();
    is_number.then_some(Difference { value, error, interval, test })
}

/// A mean, its linearised error, and the variance of single numbers.
struct Spread {
    mean: f64,
    error: f64,
    /// Σw(y − ȳ)²/Σw.
    variance: f64,
}

fn spread(numbers: &Moments) -> Option<Spread> {
    let weight = numbers.count.weight;
    base(&numbers.count).filter(|base| base.people > 1)?;
    let mean = numbers.sum / weight;
    let variance = numbers.sum_of_squares / weight - mean * mean;
    let squares = numbers.squared_sum_of_squares - 2.0 * mean * numbers.squared_sum
        + mean * mean * numbers.count.squares;
    let people = people(&numbers.count);
    let error = (people / (people - 1.0) * squares.max(0.0)).sqrt() / weight;
    let is_number = mean.is_finite() && variance.is_finite() && error.is_finite();
    is_number.then_some(Spread { mean, error, variance: variance.max(0.0) })
}

#[cfg(test)]
mod tests {
    use super::{deviation, difference_of_means, mean};
    use crate::model::estimate::Distribution;
    use crate::model::{Count, Moments};
    use crate::statistics::samples::{masculinity, nonsense};

    /// A scale from 0 to 6 with so many people at each answer.
    fn scale(people: [u64; 7]) -> Moments {
        Moments::of_scale((0..7).map(f64::from).zip(people.map(Count::of)))
    }

    #[track_caller]
    fn assert_near(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-8, "{got} is not {expected}");
    }

    /// `DescrStatsW(x).tconfint_mean()` of statsmodels.
    #[test]
    fn mean_equals_statsmodels() {
        let numbers = scale([0, 2, 3, 5, 8, 12, 7]);
        let got = mean(&numbers).expect("people answered");
        assert_near(got.value, 4.243_243_243_243_243);
        assert_near(got.error, 0.233_800_707_610_107_77);
        assert_near(got.interval.low, 3.769_073_430_714_199);
        assert_near(got.interval.high, 4.717_413_055_772_287);
        assert_near(got.effective, 37.0);
        assert_near(deviation(&numbers).expect("people answered") / 37_f64.sqrt(), got.error);
    }

    /// `scipy.stats.ttest_ind(y, x, equal_var=False)` and
    /// `CompareMeans(y, x).tconfint_diff(usevar="unequal")` of statsmodels.
    #[test]
    fn welch_equals_scipy() {
        let (before, after) = (scale([0, 2, 3, 5, 8, 12, 7]), scale([1, 4, 6, 8, 9, 5, 2]));
        let got = difference_of_means(&before, &after).expect("people answered");
        assert_near(got.test.statistic, -2.945_444_068_785_348);
        assert_near(got.test.p, 0.004_389_733_112_175_738);
        assert_near(got.interval.low, -1.701_871_901_469_651_5);
        assert_near(got.interval.high, -0.327_471_727_873_977_27);
        let Distribution::Student { freedom } = got.test.against else { panic!("{got:?}") };
        assert_near(freedom, 69.202_113_232_331_04);
    }

    /// numpy on the raw file, 3 for very … 0 for not at all, n = 1,601:
    /// `(n/(n-1)*((w*(y-m))**2).sum())**.5/w.sum()`.
    #[test]
    fn weighted_mean_masculinity() {
        let numbers = Moments::of_scale([3.0, 2.0, 1.0, 0.0].into_iter().zip(masculinity()));
        let got = mean(&numbers).expect("people answered");
        assert_near(got.value, 2.168_394_142_723_24);
        assert_near(got.error, 0.039_724_259_306_701_53);
        assert_near(got.interval.high - got.value, 1.961_447_757_221_741_3 * got.error);
        assert!(got.effective < 1601.0);
    }

    #[test]
    fn means_are_total() {
        let of = |people| Moments::of_scale([(4.0, Count::of(people))]);
        assert_eq!(mean(&of(0)), None);
        assert_eq!(mean(&of(1)), None);
        assert_eq!(mean(&of(2)).map(|mean| (mean.value, mean.error)), Some((4.0, 0.0)));
        assert_eq!(difference_of_means(&of(2), &of(3)), None);
        assert_eq!(deviation(&of(1)), None);
        for count in nonsense() {
            for number in [0.0, 1e300, -1.0, f64::NAN, f64::INFINITY] {
                let numbers = Moments::of_scale([(number, count), (1.0, Count::of(2))]);
                if let Some(got) = mean(&numbers) {
                    assert!(got.interval.low <= got.value && got.value <= got.interval.high);
                }
                difference_of_means(&numbers, &scale([1; 7]));
                deviation(&numbers);
            }
        }
    }
}

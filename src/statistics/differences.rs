//! Differences of shares between two independent groups or waves.

use super::distributions::test;
use crate::model::estimate::{Difference, Distribution, Estimate, Interval};

/// Gives how much a share differs between two independent groups or waves, −1 to 1.
///
/// Both are shares ([`share`](super::share)). The interval is Newcombe's hybrid of Wilson's:
/// d − √((p₂ − l₂)² + (u₁ − p₁)²) to d + √((u₂ − p₂)² + (p₁ − l₁)²) for d = p₂ − p₁. The test is
/// the score test, z = d / √(p(1−p)(1/n₁ + 1/n₂)) with p the share in both together; without
/// weights z² is the χ² of their table. n are effective people.
///
/// `None` where an input is no share, or both are 0 or both 1, so that nothing can be tested.
/// Source: Newcombe 1998, *Statistics in Medicine* 17(8):873–890, method 10; statsmodels' default.
pub fn difference_of_shares(before: &Estimate, after: &Estimate) -> Option<Difference> {
    let (first, second) = (before.value, after.value);
    let ends = newcombe((second, after.interval), (first, before.interval));
    let value = second - first;
    let (people, others) = (before.effective, after.effective);
    let together = (first * people + second * others) / (people + others);
    let pooled = (together * (1.0 - together) * (1.0 / people + 1.0 / others)).sqrt();
    let apart = first * (1.0 - first) / people + second * (1.0 - second) / others;
    let test = test(value / pooled, Distribution::Normal)?;
    let interval = Interval::around(value, ends, (-1.0, 1.0));
    Some(Difference { value, error: apart.max(0.0).sqrt(), interval, test })
}

/// Gives the ends of Newcombe's interval of the first share less the second.
fn newcombe((first, one): (f64, Interval), (second, other): (f64, Interval)) -> (f64, f64) {
    let difference = first - second;
    let below = (first - one.low).hypot(other.high - second);
    let above = (one.high - first).hypot(second - other.low);
    (difference - below, difference + above)
}

#[cfg(test)]
mod tests {
    use super::difference_of_shares;
    use crate::model::Count;
    use crate::model::estimate::Estimate;
    use crate::statistics::samples::nonsense;
    use crate::statistics::shares::share;

    fn of(chosen: u64, people: u64) -> Estimate {
        share(&Count::of(chosen), &Count::of(people)).expect("people answered")
    }

    /// Newcombe 1998; `confint_proportions_2indep(56, 70, 48, 80)` of statsmodels, and
    /// `proportions_ztest([56, 48], [70, 80])`.
    #[test]
    fn newcombe_equals_statsmodels() {
        for (after, before, expected, z, p) in [
            ((56, 70), (48, 80), [0.2000, 0.0524, 0.3339], 2.650_171_95, 0.008_045_08),
            ((9, 10), (3, 10), [0.6000, 0.1705, 0.8090], 2.738_612_79, 0.006_169_90),
        ] {
            let got = difference_of_shares(&of(before.0, before.1), &of(after.0, after.1))
                .expect("people answered");
            let numbers = [got.value, got.interval.low, got.interval.high];
            for (number, expected) in numbers.iter().zip(expected) {
                assert!((number - expected).abs() < 5e-5, "{got:?}");
            }
            assert!((got.test.statistic - z).abs() < 1e-7, "{got:?}");
            assert!((got.test.p - p).abs() < 1e-7, "{got:?}");
        }
    }

    #[test]
    fn differences_are_total() {
        assert_eq!(difference_of_shares(&of(0, 5), &of(0, 7)), None);
        assert_eq!(difference_of_shares(&of(5, 5), &of(7, 7)), None);
        let most = difference_of_shares(&of(0, 1), &of(1, 1)).expect("two answered");
        assert_eq!((most.value, most.error, most.interval.high), (1.0, 0.0, 1.0));
        for chosen in nonsense() {
            for all in nonsense() {
                let Some(odd) = share(&chosen, &all) else { continue };
                if let Some(got) = difference_of_shares(&of(1, 3), &odd) {
                    assert!(got.interval.low <= got.value && got.value <= got.interval.high);
                    assert!((0.0..=1.0).contains(&got.test.p), "{got:?}");
                }
            }
        }
    }
}

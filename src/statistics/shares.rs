//! Shares of those who answered, with Wilson's interval.

use super::distributions::Z;
use super::precision::{others, people, spread};
use crate::model::Count;
use crate::model::estimate::{Estimate, Interval};

/// Gives the share of `all` who are in `chosen`, 0 to 1.
///
/// The value is Σ_chosen w / Σ_all w, its error the linearised one,
/// √(n/(n−1) · Σ(w(y − p))²) / Σw; without weights √(p(1−p)/(n−1)). The interval is Wilson's on
/// the effective people: with weights n is divided by the linearised design effect of this very
/// share, as Kish's is wrong for rare answers, whose people may weigh much more than others.
/// Without weights it is Wilson's on n. Of an option of several that one may choose, `all` are
/// those who saw it.
///
/// `None` where nobody answered, more were chosen than answered, or a weight is no number.
/// Source: Brown, Cai & DasGupta 2001, *Statistical Science* 16(2):101–133; with effective people:
/// Dean & Pagano 2015, *Journal of Survey Statistics and Methodology* 3(4):484–503.
pub fn share(chosen: &Count, all: &Count) -> Option<Estimate> {
    let spread = spread(&[(1.0, *chosen), (0.0, others(chosen, all)?)])?;
    // Weights below zero would put it outside.
    let value = Some(spread.mean).filter(|mean| (0.0..=1.0).contains(mean))?;
    let interval = wilson(value, spread.effective)?;
    let (error, base, effective) = (spread.error, spread.base, spread.effective);
    Some(Estimate { value, error, interval, base, effective })
}

/// Gives the share of each answer of a question, in their order; of each as [`share`] does.
///
/// They sum to 1. `None` where one of them has none; nothing where there are no answers.
pub fn shares(answers: &[Count]) -> Option<Vec<Estimate>> {
    let all = answers.iter().sum();
    answers.iter().map(|answer| share(answer, &all)).collect()
}

/// Gives the share of the last `boxes` answers of a scale in its order: with 2 of 5 the customer
/// satisfaction score (CSAT), with 3 of 7 who found it easy (CES).
///
/// `None` where the scale has fewer answers, and as [`share`].
/// Source: the top-2-box as survey tools count it (Formbricks), with the interval of [`share`].
pub fn top_box(scale: &[Count], boxes: usize) -> Option<Estimate> {
    let top = scale.get(scale.len().checked_sub(boxes)?..)?;
    share(&top.iter().sum(), &scale.iter().sum())
}

/// Gives the share of each group of people in all of them, by their number alone.
///
/// What weights do to the answers is seen beside it. Empty where nobody answered.
pub fn unweighted(answers: &[Count]) -> Vec<f64> {
    let all: f64 = answers.iter().map(people).sum();
    let shares = answers.iter().map(|answer| people(answer) / all);
    shares.take(if all > 0.0 { answers.len() } else { 0 }).collect()
}

/// Gives Wilson's interval of a `share` (0 to 1) of `people` (above 0, may be a fraction):
/// (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
///
/// `None` outside these ranges.
/// Source: Brown, Cai & DasGupta 2001; `proportion_confint(method="wilson")` of statsmodels.
pub fn wilson(share: f64, people: f64) -> Option<Interval> {
    if !((0.0..=1.0).contains(&share) && people.is_finite() && people > 0.0) {
        return None;
    }
    let per_person = Z * Z / people;
    let centre = share + per_person / 2.0;
    let half = (per_person * share * (1.0 - share) + per_person * per_person / 4.0).sqrt();
    let scale = 1.0 + per_person;
    let ends = ((centre - half) / scale, (centre + half) / scale);
    // A number of people next to nothing says nothing.
    let ends = if scale.is_finite() && half.is_finite() { ends } else { (0.0, 1.0) };
    Some(Interval::around(share, ends, (0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::{share, shares, top_box, unweighted};
    use crate::model::Count;
    use crate::statistics::samples::{masculinity, nonsense};

    #[track_caller]
    fn assert_near(got: f64, expected: f64, tolerance: f64) {
        assert!((got - expected).abs() <= tolerance, "{got} is not {expected}");
    }

    /// Golden values of `proportion_confint(x, n, method="wilson")` of statsmodels.
    #[test]
    fn wilson_equals_statsmodels() {
        for (chosen, people, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (0, 10, 0.0, 0.2775),
            (10, 10, 0.7225, 1.0),
            // "Salary satisfaction" 3 and 4 of 4 in sysarmy 2020.1.
            (3149, 5693, 0.5402, 0.5660),
        ] {
            let got = share(&Count::of(chosen), &Count::of(people)).expect("people answered");
            assert_near(got.interval.low, low, 5e-5);
            assert_near(got.interval.high, high, 5e-5);
            assert_near(got.effective, people as f64, 1e-6);
        }
    }

    /// The share of sysarmy 2020.1 as the top-2-box of a scale of 4.
    #[test]
    fn top_box_sysarmy() {
        let scale = [Count::of(1000), Count::of(1544), Count::of(3000), Count::of(149)];
        assert_near(top_box(&scale, 2).expect("people answered").value, 0.5531, 5e-5);
        assert_eq!(top_box(&scale, 5), None);
        assert_eq!(top_box(&[], 0), None);
        assert_eq!(top_box(&scale, 0).map(|none| none.value), Some(0.0));
    }

    /// FiveThirtyEight's masculinity survey, q0001: the published 37/46/11/5/1 %.
    #[test]
    fn shares_masculinity() {
        let got = shares(&masculinity()).expect("people answered");
        let values = [0.37195, 0.46490, 0.11032, 0.04710, 0.00574];
        let errors = [0.02079, 0.02164, 0.01521, 0.01191, 0.00201];
        for ((got, value), error) in got.iter().zip(values).zip(errors) {
            assert_near(got.value, value, 5e-6);
            assert_near(got.error, error, 5e-6);
        }
        assert_near(got.iter().map(|share| share.value).sum(), 1.0, 1e-12);
        for (got, expected) in
            unweighted(&masculinity()).iter().zip([0.3789, 0.5115, 0.0811, 0.0198, 0.0087])
        {
            assert_near(*got, expected, 5e-5);
        }
    }

    /// Kish's shortcut, √(p(1−p)/n_eff), beside which the linearised error was preferred.
    #[test]
    fn kish_shortcut_masculinity() {
        let got = shares(&masculinity()).expect("people answered");
        let shortcuts = [0.02107, 0.02174, 0.01366, 0.00924, 0.00329];
        for (share, shortcut) in got.iter().zip(shortcuts) {
            let p = share.value;
            assert_near((p * (1.0 - p) / share.base.effective).sqrt(), shortcut, 5e-6);
        }
    }

    /// numpy: `v = ((w*(y-p))**2).sum()/W**2; ne = p*(1-p)/v`, then statsmodels'
    /// `proportion_confint(p*ne, ne, method="wilson")`, for "not at all" of the raw file.
    #[test]
    fn weighted_wilson_masculinity() {
        let got = shares(&masculinity()).expect("people answered")[3];
        assert_near(got.effective, 316.409_855, 1e-4);
        assert_near(got.interval.low, 0.028_703_977, 1e-8);
        assert_near(got.interval.high, 0.076_365_068, 1e-8);
    }

    #[test]
    fn shares_are_total() {
        assert_eq!(share(&Count::of(0), &Count::of(0)), None);
        assert_eq!(share(&Count::of(2), &Count::of(1)), None);
        assert_eq!(shares(&[]), Some(Vec::new()));
        assert_eq!(shares(&[Count::default(); 3]), None);
        assert!(unweighted(&[Count::default()]).is_empty());
        let one = share(&Count::of(1), &Count::of(1)).expect("one answered");
        assert_eq!((one.value, one.error, one.effective), (1.0, 0.0, 1.0));
        for chosen in nonsense() {
            for all in nonsense() {
                let Some(got) = share(&chosen, &all) else { continue };
                let interval = got.interval;
                assert!((0.0..=1.0).contains(&got.value), "{got:?}");
                assert!(interval.low <= got.value && got.value <= interval.high, "{got:?}");
                assert!(got.error >= 0.0 && got.effective > 0.0, "{got:?}");
            }
        }
    }
}

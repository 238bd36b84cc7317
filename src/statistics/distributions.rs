//! Tails and quantiles of the distributions that tests need, total on any input.

use crate::model::estimate::{Distribution, Test};
use statrs::function::beta::checked_beta_reg;
use statrs::function::erf::erfc;
use statrs::function::gamma::checked_gamma_ur;

/// The quantile 0.975 of the standard normal distribution: the z of an interval of 95 %.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// The chance that an interval misses on either side.
const TAIL: f64 = 0.025;

/// Above so many degrees of freedom Student's t is the normal distribution for all that is shown.
const FREEDOM_MAX: f64 = 1e6;

/// Halvings of an interval of the numbers; after so many nothing changes any more.
const HALVINGS: u32 = 200;

/// Tests a statistic against `against`: two-sided for the normal and Student's, the upper tail for
/// χ² and F.
///
/// Gives `None` where the statistic is no number or the degrees of freedom are not positive.
/// Tails: 2(1 − Φ(|z|)) = erfc(|z|/√2); I_{ν/(ν+t²)}(ν/2, 1/2); Q(ν/2, χ²/2);
/// I_{d₂/(d₂+d₁F)}(d₂/2, d₁/2). Source: NIST Digital Library of Mathematical Functions, 7.2, 8.2, 8.17.
pub(super) fn test(statistic: f64, against: Distribution) -> Option<Test> {
    let p = match against {
        _ if !statistic.is_finite() => None,
        Distribution::Normal => Some(erfc(statistic.abs() / std::f64::consts::SQRT_2)),
        Distribution::Student { freedom } => student(statistic.abs(), freedom),
        Distribution::ChiSquared { freedom } if freedom > 0.0 => match statistic {
            ..=0.0 => Some(1.0),
            _ => checked_gamma_ur(freedom / 2.0, statistic / 2.0).ok(),
        },
        Distribution::F { numerator, denominator } if numerator > 0.0 && denominator > 0.0 => {
            let x = denominator / (denominator + numerator * statistic.max(0.0));
            checked_beta_reg(denominator / 2.0, numerator / 2.0, x).ok()
        }
        _ => None,
    };
    let p = p.filter(|p| p.is_finite())?.clamp(0.0, 1.0);
    Some(Test { statistic, against, p })
}

/// Gives both tails of Student's t beyond `statistic`, which is not negative.
fn student(statistic: f64, freedom: f64) -> Option<f64> {
    if freedom.is_nan() || freedom <= 0.0 {
        return None;
    }
    if freedom > FREEDOM_MAX {
        return Some(erfc(statistic / std::f64::consts::SQRT_2));
    }
    let x = freedom / (freedom + statistic * statistic);
    checked_beta_reg(freedom / 2.0, 0.5, x).ok()
}

/// Gives the quantile 0.975 of Student's t: how many errors an interval of 95 % reaches to each
/// side. `freedom` is above 0, else there is none.
pub(super) fn t(freedom: f64) -> Option<f64> {
    if freedom > FREEDOM_MAX {
        return Some(Z);
    }
    student(0.0, freedom)?;
    let mut high = Z;
    while student(high, freedom)? > 2.0 * TAIL && high < f64::MAX / 4.0 {
        high *= 2.0;
    }
    let beyond = |t: f64| student(t, freedom).is_none_or(|p| p <= 2.0 * TAIL);
    Some(first((0.0, high), beyond))
}

/// Gives the exact interval of 95 % (Clopper–Pearson) of `share` among `people`, who may be a
/// fraction: B⁻¹(0.025; x, n − x + 1) to B⁻¹(0.975; x + 1, n − x) with x = share · n.
///
/// Source: Korn & Graubard 1998, *Survey Methodology* 24(2):193–201, for effective people.
pub(super) fn exact_interval(share: f64, people: f64) -> Option<(f64, f64)> {
    let (chosen, others) = (share * people, (1.0 - share) * people);
    let reaches = |a: f64, b: f64, tail: f64| {
        first((0.0, 1.0), |x| checked_beta_reg(a, b, x).is_ok_and(|below| below >= tail))
    };
    if !(chosen >= 0.0 && others >= 0.0 && people > 0.0) {
        return None;
    }
    let low = if chosen > 0.0 { reaches(chosen, others + 1.0, TAIL) } else { 0.0 };
    let high = if others > 0.0 { reaches(chosen + 1.0, others, 1.0 - TAIL) } else { 1.0 };
    Some((low, high))
}

/// Finds by halving the first number of an interval of which `holds` holds; it holds of all after.
fn first((mut low, mut high): (f64, f64), holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::{exact_interval, t, test};
    use crate::model::estimate::Distribution;

    /// `scipy.stats.t.ppf(.975, k)`.
    #[test]
    fn t_equals_scipy() {
        for (freedom, expected) in [
            (1.0, 12.706_204_736_174_694),
            (2.0, 4.302_652_729_749_462),
            (9.0, 2.262_157_162_798_205),
            (29.0, 2.045_229_642_132_703),
            (144.0, 1.976_575_065_830_443_3),
            (1614.0, 1.961_434_877_335_466_6),
        ] {
            let got = t(freedom).expect("there are degrees of freedom");
            assert!((got - expected).abs() < 1e-9, "{freedom}: {got}");
        }
        // Just below the bound and above it.
        assert!((t(999_999.0).unwrap_or(0.0) - t(1_000_001.0).unwrap_or(1.0)).abs() < 1e-5);
        assert!([f64::NAN, 0.0, -1.0].iter().all(|freedom| t(*freedom).is_none()));
        assert!(t(1e-9).is_some());
    }

    /// `statsmodels.stats.proportion.proportion_confint(x, n, method="beta")`.
    #[test]
    fn exact_interval_equals_statsmodels() {
        for (chosen, people, low, high) in [
            (15.0, 148.0, 0.057_844_010, 0.161_650_490),
            (15.0, 30.0, 0.312_970_286, 0.687_029_714),
            (1.0, 29.0, 0.000_872_647, 0.177_644_295),
            (0.0, 20.0, 0.0, 0.168_433_471),
            (200.0, 400.0, 0.449_907_888, 0.550_092_112),
            (3.0, 300.0, 0.002_067_007, 0.028_944_511),
        ] {
            let got = exact_interval(chosen / people, people).expect("there are people");
            assert!((got.0 - low).abs() < 1e-8 && (got.1 - high).abs() < 1e-8, "{got:?}");
        }
        assert_eq!(exact_interval(f64::NAN, 10.0), None);
        assert_eq!(exact_interval(0.5, 0.0), None);
    }

    #[test]
    fn a_test_needs_a_number_and_degrees_of_freedom() {
        let chi = |statistic, freedom| test(statistic, Distribution::ChiSquared { freedom });
        assert_eq!(chi(f64::NAN, 1.0), None);
        assert_eq!(chi(1.0, 0.0), None);
        assert_eq!(chi(0.0, 3.0).map(|test| test.p), Some(1.0));
        assert_eq!(test(0.0, Distribution::Normal).map(|test| test.p), Some(1.0));
        let f = Distribution::F { numerator: 2.0, denominator: f64::NAN };
        assert_eq!(test(1.0, f), None);
    }
}

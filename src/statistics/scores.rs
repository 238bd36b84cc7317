//! Scores that set one end of a scale against the other: NPS, and the net of an agreement scale.

use super::distributions::{Z, test};
use super::precision::{Spread, spread};
use crate::model::Count;
use crate::model::estimate::{Difference, Distribution, Estimate, Interval};

/// The ends of a scale, and what is between them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bands {
    /// Promoters, or who agrees.
    pub top: Count,
    /// Passives, or the neutral.
    pub middle: Count,
    /// Detractors, or who disagrees.
    pub bottom: Count,
}

impl Bands {
    /// Divides the answers of a scale from 0 to 10 (11 of them), or from 1 to 10 (10): the two
    /// last are promoters, the two before passives, the others detractors.
    ///
    /// A scale from 1 to 10 gives an index of recommendation, which is no NPS. `None` for scales
    /// of any other length. Source: <https://measuringu.com/nps-confidence-intervals/>.
    pub fn of_recommendation(scale: &[Count]) -> Option<Self> {
        let (rest, top) = scale.split_last_chunk::<2>()?;
        let (bottom, middle) = rest.split_last_chunk::<2>()?;
        let sum = |counts: &[Count]| counts.iter().sum();
        let is_known = matches!(scale.len(), 10 | 11);
        is_known.then(|| Self { top: sum(top), middle: sum(middle), bottom: sum(bottom) })
    }

    /// Divides the answers of an agreement scale, the lowest first: the upper half, the neutral
    /// one if their number is odd, the lower half.
    pub fn of_agreement(scale: &[Count]) -> Self {
        let half = scale.len() / 2;
        let sum = |counts: &[Count]| counts.iter().sum();
        let (bottom, rest) = scale.split_at(half);
        let (middle, top) = rest.split_at(rest.len() - half);
        Self { top: sum(top), middle: sum(middle), bottom: sum(bottom) }
    }
}

/// Gives the Net Promoter Score, −100 to 100: the percentage of promoters less that of detractors.
///
/// It is [`net`] times 100, error and interval too.
pub fn nps(bands: &Bands) -> Option<Estimate> {
    let net = net(bands)?;
    let (value, error) = (100.0 * net.value, 100.0 * net.error);
    Some(Estimate { value, error, interval: net.interval.times(100.0), ..net })
}

/// Gives the share at the top less the share at the bottom, N = p − d, −1 to 1.
///
/// Its error is √((p + d − N²)/n); with weights n is the number of effective people by the
/// linearised design effect of N. Its interval is the adjusted Wald one: N′ ± z√((p′ + d′ − N′²)/n′)
/// with n′ = n + 3, p′ = (np + ¾)/n′, d′ = (nd + ¾)/n′, N′ = p′ − d′, widened where it would not
/// hold N (fewer than 5 people of one opinion).
///
/// `None` where nobody answered or a weight is no number.
/// Source: Rocks 2016, *The American Statistician* 70(4):365–372;
/// <https://measuringu.com/nps-three-confidence-intervals/>; the error as in R's `NPS::nps.se`.
pub fn net(bands: &Bands) -> Option<Estimate> {
    let Spread { mean: value, effective, base, .. } = spread_of(bands)?;
    let adjusted = adjusted(bands)?;
    let error = (variance(bands, value)? / effective).sqrt();
    let half = Z * adjusted.error;
    let ends = (adjusted.net - half, adjusted.net + half);
    let interval = Interval::around(value, ends, (-1.0, 1.0));
    Some(Estimate { value, error, interval, base, effective })
}

/// Gives how much the NPS of two independent waves differs, −200 to 200: [`net_difference`] times
/// 100.
pub fn nps_difference(before: &Bands, after: &Bands) -> Option<Difference> {
    let net = net_difference(before, after)?;
    let (value, error) = (100.0 * net.value, 100.0 * net.error);
    Some(Difference { value, error, interval: net.interval.times(100.0), ..net })
}

/// Gives how much the net of two independent groups or waves differs, −2 to 2.
///
/// The value is N₂ − N₁; error, interval and test use the adjusted nets, of which
/// z = (N₂′ − N₁′) / √(SE₁′² + SE₂′²).
///
/// `None` where one of them has none.
/// Source: <https://measuringu.com/nps-significance-test/>.
pub fn net_difference(before: &Bands, after: &Bands) -> Option<Difference> {
    let value = spread_of(after)?.mean - spread_of(before)?.mean;
    let (before, after) = (adjusted(before)?, adjusted(after)?);
    let (change, error) = (after.net - before.net, before.error.hypot(after.error));
    let half = Z * error;
    Some(Difference {
        value,
        error,
        interval: Interval::around(value, (change - half, change + half), (-2.0, 2.0)),
        test: test(change / error, Distribution::Normal)?,
    })
}

/// Gives the spread of the scores 1, 0 and −1, whose mean is the net.
fn spread_of(bands: &Bands) -> Option<Spread> {
    let spread = spread(&[(1.0, bands.top), (0.0, bands.middle), (-1.0, bands.bottom)])?;
    Some(spread).filter(|spread| (-1.0..=1.0).contains(&spread.mean))
}

/// Gives the variance of a single score, p + d − N², 0 to 1.
fn variance(bands: &Bands, net: f64) -> Option<f64> {
    let all: f64 = [bands.top, bands.middle, bands.bottom].iter().map(|band| band.weight).sum();
    let variance = (bands.top.weight + bands.bottom.weight) / all - net * net;
    variance.is_finite().then(|| variance.clamp(0.0, 1.0))
}

/// A net as if three more people had answered, a quarter of each a promoter and a detractor.
struct Adjusted {
    net: f64,
    error: f64,
}

fn adjusted(bands: &Bands) -> Option<Adjusted> {
    let Spread { mean, effective, .. } = spread_of(bands)?;
    // p + d and p − d are all that counts, so that weights need no shares of their own.
    let ends = variance(bands, mean)? + mean * mean;
    let people = effective + 3.0;
    let net = mean * effective / people;
    let ends = (ends * effective + 1.5) / people;
    let error = ((ends - net * net).max(0.0) / people).sqrt();
    Some(Adjusted { net, error })
}

#[cfg(test)]
mod tests {
    use super::{Bands, net, net_difference, nps, nps_difference};
    use crate::model::Count;
    use crate::statistics::samples::{masculinity, nonsense};

    fn bands(top: u64, middle: u64, bottom: u64) -> Bands {
        Bands { top: Count::of(top), middle: Count::of(middle), bottom: Count::of(bottom) }
    }

    #[track_caller]
    fn assert_near(got: f64, expected: f64, tolerance: f64) {
        assert!((got - expected).abs() <= tolerance, "{got} is not {expected}");
    }

    /// CNCF maintainers, "Would you recommend CNCF…", on a scale from 1 to 10.
    #[test]
    fn nps_cncf() {
        for (wave, value, error, low, high) in [
            (bands(101, 35, 9), 63.45, 4.96, 52.40, 71.92),
            (bands(83, 33, 17), 49.62, 6.17, 36.52, 60.54),
            (bands(62, 21, 10), 55.91, 7.04, 40.42, 67.91),
        ] {
            let got = nps(&wave).expect("people answered");
            assert_near(got.value, value, 5e-3);
            assert_near(got.error, error, 5e-3);
            assert_near(got.interval.low, low, 5e-3);
            assert_near(got.interval.high, high, 5e-3);
        }
    }

    #[test]
    fn nps_difference_cncf() {
        let waves = [bands(101, 35, 9), bands(83, 33, 17), bands(62, 21, 10)];
        for (before, after, value, z, p) in
            [(0, 1, -13.8, -1.726, 0.084), (1, 2, 6.3, 0.605, 0.545)]
        {
            let got = nps_difference(&waves[before], &waves[after]).expect("people answered");
            assert_near(got.value, value, 0.05);
            assert_near(got.test.statistic, z, 5e-4);
            assert_near(got.test.p, p, 5e-4);
            assert!(got.interval.low < 0.0 && got.interval.high > 0.0, "it is not significant");
        }
    }

    /// sysarmy 2020.1, "¿La recomendás…?".
    #[test]
    fn nps_sysarmy() {
        let got = nps(&bands(1478, 5693 - 1478 - 1660, 1660)).expect("people answered");
        assert_near(got.value, -3.20, 5e-3);
        assert_near(got.interval.low, -5.12, 5e-3);
        assert_near(got.interval.high, -1.27, 5e-3);
    }

    /// numpy on the raw file, scores 1 for very and somewhat, −1 for not very and not at all:
    /// `v = ((w*(y-N))**2).sum()/W**2; ne = (p+d-N*N)/n/v*n`, then the adjusted Wald interval.
    #[test]
    fn weighted_net_masculinity() {
        let [very, somewhat, not_very, not_at_all, no_answer] = masculinity();
        let bands =
            Bands { top: very + somewhat, middle: no_answer, bottom: not_very + not_at_all };
        let got = net(&bands).expect("people answered");
        assert_near(got.value, 0.679_425_755, 1e-8);
        assert_near(got.effective, 398.861_416, 1e-5);
        assert_near(got.error, 0.036_543_179, 1e-8);
        assert_near(got.interval.low, 0.602_785_726, 1e-8);
        assert_near(got.interval.high, 0.745_921_604, 1e-8);
    }

    #[test]
    fn scales_divide_into_bands() {
        let ones = |length: usize| vec![Count::of(1); length];
        let people = |bands: Bands| [bands.top, bands.middle, bands.bottom].map(|band| band.people);
        for (length, expected) in
            [(11, Some([2, 2, 7])), (10, Some([2, 2, 6])), (5, None), (0, None)]
        {
            assert_eq!(Bands::of_recommendation(&ones(length)).map(people), expected, "{length}");
        }
        for (length, expected) in
            [(0, [0, 0, 0]), (1, [0, 1, 0]), (4, [2, 0, 2]), (5, [2, 1, 2]), (7, [3, 1, 3])]
        {
            assert_eq!(people(Bands::of_agreement(&ones(length))), expected, "{length}");
        }
        let rising: Vec<Count> = (1..=5).map(Count::of).collect();
        assert_eq!(people(Bands::of_agreement(&rising)), [9, 3, 3]);
    }

    #[test]
    fn scores_are_total() {
        assert_eq!(nps(&bands(0, 0, 0)), None);
        assert_eq!(nps_difference(&bands(0, 0, 0), &bands(1, 0, 0)), None);
        let one = nps(&bands(1, 0, 0)).expect("one answered");
        assert_eq!((one.value, one.error, one.interval.high), (100.0, 0.0, 100.0));
        for top in nonsense() {
            for bottom in nonsense() {
                let odd = Bands { top, middle: Count::of(3), bottom };
                if let Some(got) = net(&odd) {
                    let interval = got.interval;
                    assert!((-1.0..=1.0).contains(&got.value) && got.error >= 0.0, "{got:?}");
                    assert!(interval.low <= got.value && got.value <= interval.high, "{got:?}");
                }
                net_difference(&odd, &bands(3, 2, 1));
            }
        }
    }
}

//! Statistics of ordered answers that need no distance between them.

use super::distributions::test;
use super::precision::{base, people};
use crate::model::Count;
use crate::model::estimate::{Distribution, Test};

/// The answer in the middle, as indices from 0; two where the middle falls between answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Median {
    /// The lower of them.
    pub low: usize,
    /// The higher of them; most often the same.
    pub high: usize,
}

/// How near to one half a share of weights is one half: sums of weights round.
const HALF_WITHIN: f64 = 1e-12;

/// Gives the median category of ordered answers: the first that at least half of the weight
/// reaches, and the first that more than half reaches.
///
/// `None` where nobody answered or a weight is no number.
pub fn median(scale: &[Count]) -> Option<Median> {
    let all: Count = scale.iter().sum();
    base(&all)?;
    let reached = scale.iter().scan(0.0, |below, count| {
        *below += count.weight / all.weight;
        Some(*below)
    });
    let reached: Vec<f64> = reached.collect();
    let low = reached.iter().position(|share| *share >= 0.5 - HALF_WITHIN)?;
    let high = reached.iter().position(|share| *share > 0.5 + HALF_WITHIN)?;
    Some(Median { low, high })
}

/// Which of two groups answers higher, by ranks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// U of the second group: of all pairs of one person of each, those in which the second's
    /// answer is higher, and half of the ties.
    pub u: f64,
    /// How probably someone of the second group answers higher than someone of the first, ties
    /// shared: U / (n₁n₂), 0 to 1.
    pub superiority: f64,
    /// The test of "neither answers higher", with z.
    pub test: Test,
}

/// Compares the ordered answers of two independent groups or waves, by people without weights.
///
/// z = (|U − n₁n₂/2| − ½) / σ with the sign of U − n₁n₂/2,
/// σ² = n₁n₂/12 · (N + 1 − Σ(t³ − t)/(N(N − 1))), t the people at each answer (ties), and ½ for
/// continuity.
///
/// `None` where the scales differ in length, a group is empty, or all gave one answer.
/// Source: Mann & Whitney 1947, *Annals of Mathematical Statistics* 18(1):50–60;
/// `scipy.stats.mannwhitneyu(method="asymptotic")`.
pub fn mann_whitney(before: &[Count], after: &[Count]) -> Option<MannWhitney> {
    if before.len() != after.len() {
        return None;
    }
    let (mut u, mut below, mut ties) = (0.0, 0.0, 0.0);
    for (first, second) in before.iter().zip(after) {
        let (first, second) = (people(first), people(second));
        u += second * (below + first / 2.0);
        below += first;
        let tied = first + second;
        ties += tied * tied * tied - tied;
    }
    let second = after.iter().map(people).sum::<f64>();
    let (pairs, all) = (below * second, below + second);
    let sigma = (pairs / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)))).sqrt();
    let away = u - pairs / 2.0;
    let z = away.signum() * (away.abs() - 0.5).max(0.0) / sigma;
    let test = test(z, Distribution::Normal)?;
    Some(MannWhitney { u, superiority: u / pairs, test })
}

#[cfg(test)]
mod tests {
    use super::{Median, mann_whitney, median};
    use crate::model::Count;
    use crate::statistics::samples::{masculinity, nonsense};

    fn scale(people: &[u64]) -> Vec<Count> {
        people.iter().copied().map(Count::of).collect()
    }

    #[test]
    fn median_categories() {
        for (people, expected) in [
            (&[1, 2, 3, 4, 5][..], Some((3, 3))),
            (&[1, 1], Some((0, 1))),
            (&[2, 0, 0, 2], Some((0, 3))),
            (&[0, 0, 7], Some((2, 2))),
            (&[0, 0], None),
            (&[], None),
        ] {
            let expected = expected.map(|(low, high)| Median { low, high });
            assert_eq!(median(&scale(people)), expected, "{people:?}");
        }
        // Weights decide: unweighted and weighted, "somewhat" is in the middle here.
        assert_eq!(median(&masculinity()[..4]), Some(Median { low: 1, high: 1 }));
        // Tenths that do not add up to exactly one half.
        let tenth = Count { people: 1, weight: 0.1, squares: 0.01 };
        assert_eq!(median(&[tenth; 10]), Some(Median { low: 4, high: 5 }));
    }

    /// `scipy.stats.mannwhitneyu(x, y, method="asymptotic")`, whose statistic is that of x.
    #[test]
    fn mann_whitney_equals_scipy() {
        for (before, after, u_before, p) in [
            (
                [10, 20, 30, 25, 15].as_slice(),
                [20, 25, 25, 20, 10].as_slice(),
                5900.0,
                0.024_221_397,
            ),
            (&[5, 3, 2], &[1, 4, 6], 27.5, 0.043_436_783),
        ] {
            let got = mann_whitney(&scale(before), &scale(after)).expect("people answered");
            let pairs = before.iter().sum::<u64>() * after.iter().sum::<u64>();
            assert!((got.u - (pairs as f64 - u_before)).abs() < 1e-9, "{got:?}");
            assert!((got.test.p - p).abs() < 1e-8, "{got:?}");
        }
    }

    #[test]
    fn ranks_are_total() {
        assert_eq!(mann_whitney(&[], &[]), None);
        assert_eq!(mann_whitney(&scale(&[1, 2]), &scale(&[3])), None);
        assert_eq!(mann_whitney(&scale(&[3, 0]), &scale(&[2, 0])), None);
        let equal = mann_whitney(&scale(&[1, 1]), &scale(&[1, 1])).expect("people answered");
        assert_eq!((equal.superiority, equal.test.p), (0.5, 1.0));
        for count in nonsense() {
            median(&[count, Count::of(1)]);
            mann_whitney(&[count, Count::of(1)], &[Count::of(1), count]);
        }
    }
}

//! The margin of error, which only samples drawn at random have.

use super::distributions::Z;
use crate::model::Sample;
use crate::model::estimate::Base;

/// The proof that people were drawn at random: without it there is no margin of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnAtRandom(());

impl DrawnAtRandom {
    /// Takes it of a probability sample, and of no other.
    pub fn of(sample: Sample) -> Option<Self> {
        (sample == Sample::Probability).then_some(Self(()))
    }
}

/// Gives the margin of error of a survey's shares, z · √(deff · 0.25 / n): half the interval of
/// 95 % of a share of one half, the widest; 0 to 1, in shares.
///
/// On samples that chose themselves it would mislead, so there it cannot be asked for.
/// Source: AAPOR, Opt-In Surveys and Margin of Error,
/// <http://www.aapor.org/Education-Resources/For-Researchers/Poll-Survey-FAQ/Opt-In-Surveys-and-Margin-of-Error.aspx>.
pub fn margin_of_error(_: DrawnAtRandom, base: &Base) -> f64 {
    (Z * (0.25 / base.effective).sqrt()).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::{DrawnAtRandom, margin_of_error};
    use crate::model::{Count, Sample};
    use crate::statistics::precision::base;
    use crate::statistics::samples::masculinity;

    /// The publisher states ±2.5 points, which leaves out the weights.
    #[test]
    fn margin_of_error_masculinity() {
        let drawn = DrawnAtRandom::of(Sample::Probability).expect("it was drawn at random");
        let all: Count = masculinity().iter().sum();
        let points = 100.0 * margin_of_error(drawn, &base(&all).expect("people answered"));
        assert!((points - 4.3).abs() < 0.05, "{points}");
        let unweighted = base(&Count::of(1615)).expect("people answered");
        assert!((100.0 * margin_of_error(drawn, &unweighted) - 2.5).abs() < 0.1);
    }

    #[test]
    fn only_a_probability_sample_has_one() {
        assert_eq!(DrawnAtRandom::of(Sample::SelfSelected), None);
        assert_eq!(DrawnAtRandom::of(Sample::Everyone), None);
    }
}

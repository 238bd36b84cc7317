//! Raking: weights under which the people who answered resemble the population.

use super::precision::base;
use crate::model::Count;

/// Raking stops when no category is further from its target, as a part of the target.
const GAP_MAX: f64 = 1e-6;

/// Raking gives up after so many rounds over all margins.
const ROUNDS_MAX: u32 = 1000;

/// A division of the population: by age, by region.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// The category of each person who answered, as an index into the targets.
    pub categories: &'a [usize],
    /// How large each category is in the population: shares or people, 0 or more.
    pub targets: &'a [f64],
}

/// What raking gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// The weight of each person, 0 or more; 1 on average.
    pub weights: Vec<f64>,
    /// The rounds over all margins that it took, 1 or more.
    pub iterations: u32,
    /// How far the worst category is from its target, as a part of the target: below 10⁻⁶.
    pub gap: f64,
    /// Kish's design effect of the weights, 1 or more.
    pub deff: f64,
    /// The smallest weight.
    pub least: f64,
    /// The greatest weight.
    pub greatest: f64,
}

/// Why there are no weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RakingError {
    /// Nobody answered.
    Nobody,
    /// The weight a person starts with is negative or no number, or all are 0.
    Weight,
    /// A margin has not one category for each person, or one that has no target.
    Categories {
        /// Its index.
        margin: usize,
    },
    /// A target is negative or no number, or all of a margin are 0.
    Targets {
        /// The index of the margin.
        margin: usize,
    },
    /// Nobody who weighs anything is in a category that the population has.
    Empty {
        /// The index of the margin.
        margin: usize,
        /// The index of the category.
        category: usize,
    },
    /// The bound of weights is not above 1, their average.
    Bound,
    /// The margins contradict each other, or the bound is too tight.
    Unreached {
        /// How far the worst category still was from its target, as a part of the target.
        gap: f64,
    },
}

/// Gives weights under which each margin has the shares of its targets.
///
/// From the weights of `start` (all 1, or those of the design), it repeats over the margins
/// w ← w · T/Σw of each category, until no category is further than 10⁻⁶ of its target. The
/// targets of each margin are taken as shares of their sum. With `bound`, no weight exceeds so
/// many times the average: greater ones are cut after each round, and the margins must still hold.
/// People in a category whose target is 0 weigh 0.
///
/// Source: Deming & Stephan 1940, *Annals of Mathematical Statistics* 11(4):427–444; R's
/// `survey::rake`, whose limits (10 rounds, 1 person) are looser.
pub fn rake(
    start: &[f64],
    margins: &[Margin<'_>],
    bound: Option<f64>,
) -> Result<Raked, RakingError> {
    check(start, margins, bound)?;
    let people = start.len() as f64;
    let margins: Vec<Fitting> = margins.iter().map(|margin| Fitting::of(margin, people)).collect();
    let average = start.iter().sum::<f64>() / people;
    let mut weights: Vec<f64> = start.iter().map(|weight| weight / average).collect();
    let mut gap = f64::INFINITY;
    for iterations in 1..=ROUNDS_MAX {
        for margin in &margins {
            margin.fit(&mut weights);
        }
        if let Some(bound) = bound {
            weights.iter_mut().for_each(|weight| *weight = weight.min(bound));
        }
        gap = margins.iter().map(|margin| margin.gap(&weights)).fold(0.0, worse);
        if gap < GAP_MAX {
            return report(weights, iterations, gap);
        }
    }
    Err(RakingError::Unreached { gap })
}

/// Gives the larger gap; one that is no number is the worst.
fn worse(one: f64, other: f64) -> f64 {
    if other.is_nan() || other > one { other } else { one }
}

fn report(weights: Vec<f64>, iterations: u32, gap: f64) -> Result<Raked, RakingError> {
    let mut all = Count::default();
    weights.iter().for_each(|weight| all.add_person(*weight));
    let deff = base(&all).ok_or(RakingError::Unreached { gap })?.deff;
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = weights.iter().copied().fold(0.0, f64::max);
    Ok(Raked { weights, iterations, gap, deff, least, greatest })
}

fn check(start: &[f64], margins: &[Margin<'_>], bound: Option<f64>) -> Result<(), RakingError> {
    let is_size = |size: &f64| size.is_finite() && *size >= 0.0;
    let is_positive = |sum: f64| sum.is_finite() && sum > 0.0;
    if start.is_empty() {
        return Err(RakingError::Nobody);
    }
    if !start.iter().all(is_size) || !is_positive(start.iter().sum()) {
        return Err(RakingError::Weight);
    }
    if bound.is_some_and(|bound| bound.is_nan() || bound <= 1.0) {
        return Err(RakingError::Bound);
    }
    for (index, margin) in margins.iter().enumerate() {
        let targets = margin.targets;
        let has_target = |category: &usize| *category < targets.len();
        if margin.categories.len() != start.len() || !margin.categories.iter().all(has_target) {
            return Err(RakingError::Categories { margin: index });
        }
        if !targets.iter().all(is_size) || !is_positive(targets.iter().sum()) {
            return Err(RakingError::Targets { margin: index });
        }
        let sums = sums(margin.categories, targets.len(), start);
        let empty =
            targets.iter().zip(&sums).position(|(target, sum)| *target > 0.0 && *sum <= 0.0);
        if let Some(category) = empty {
            return Err(RakingError::Empty { margin: index, category });
        }
    }
    Ok(())
}

/// Gives the sum of the weights in each category.
fn sums(categories: &[usize], count: usize, weights: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; count];
    for (category, weight) in categories.iter().zip(weights) {
        sums[*category] += weight;
    }
    sums
}

/// A margin whose targets are numbers of the people who answered.
struct Fitting<'a> {
    categories: &'a [usize],
    targets: Vec<f64>,
}

impl<'a> Fitting<'a> {
    fn of(margin: &Margin<'a>, people: f64) -> Self {
        let all: f64 = margin.targets.iter().sum();
        let targets = margin.targets.iter().map(|target| target / all * people).collect();
        Self { categories: margin.categories, targets }
    }

    /// Makes the weights of each category sum to its target.
    fn fit(&self, weights: &mut [f64]) {
        let sums = sums(self.categories, self.targets.len(), weights);
        for (category, weight) in self.categories.iter().zip(weights) {
            if sums[*category] > 0.0 {
                *weight *= self.targets[*category] / sums[*category];
            }
        }
    }

    /// Gives how far the worst category is from its target, as a part of the target.
    fn gap(&self, weights: &[f64]) -> f64 {
        let sums = sums(self.categories, self.targets.len(), weights);
        let gap = |(sum, target): (&f64, &f64)| match *target > 0.0 {
            true => (sum - target).abs() / target,
            false => *sum,
        };
        sums.iter().zip(&self.targets).map(gap).fold(0.0, worse)
    }
}

#[cfg(test)]
mod tests {
    use super::{Margin, Raked, RakingError, rake, sums};

    /// Six women and four men, of whom three and one are young.
    const GENDER: [usize; 10] = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
    const AGE: [usize; 10] = [0, 0, 0, 1, 1, 1, 0, 1, 1, 1];

    fn margins() -> [Margin<'static>; 2] {
        [
            Margin { categories: &GENDER, targets: &[0.5, 0.5] },
            Margin { categories: &AGE, targets: &[30.0, 70.0] },
        ]
    }

    fn raked(bound: Option<f64>) -> Result<Raked, RakingError> {
        rake(&[1.0; 10], &margins(), bound)
    }

    /// Exact: the cells keep the odds ratio of the sample, (3·3)/(3·1) = 3. With x young women of
    /// 10 people, x(2 + x) = 3(5 − x)(3 − x), that is 2x² − 26x + 45 = 0, x = (13 − √79)/2.
    #[test]
    fn raking_keeps_the_odds_ratio() {
        let got = raked(None).expect("the margins agree");
        let young_women = (13.0 - 79_f64.sqrt()) / 2.0;
        for (person, cell, people) in [
            (0, young_women, 3.0),
            (3, 5.0 - young_women, 3.0),
            (6, 3.0 - young_women, 1.0),
            (9, 2.0 + young_women, 3.0),
        ] {
            assert!((got.weights[person] - cell / people).abs() < 1e-5, "{person}: {got:?}");
        }
        assert!(got.gap < 1e-6 && got.iterations > 1 && got.deff > 1.0, "{got:?}");
        assert!((got.weights.iter().sum::<f64>() - 10.0).abs() < 1e-5);
        assert_eq!((got.least, got.greatest), (got.weights[0], got.weights[9]));
    }

    #[test]
    fn a_bound_holds_with_the_margins() {
        let free = raked(None).expect("the margins agree");
        let bound = 1.3;
        assert!(free.greatest > bound);
        let got = raked(Some(bound)).expect("the bound leaves room");
        assert!(got.greatest <= bound && got.gap < 1e-6, "{got:?}");
        let men: f64 = sums(&GENDER, 2, &got.weights)[1];
        assert!((men - 5.0).abs() < 1e-5, "{men}");
        assert!(matches!(raked(Some(1.01)), Err(RakingError::Unreached { .. })));
    }

    #[test]
    fn raking_says_what_is_wrong() {
        let ones = [1.0; 10];
        let gender = |targets| [Margin { categories: &GENDER, targets }];
        let fails = |start: &[f64], targets, error| {
            assert_eq!(rake(start, &gender(targets), None), Err(error));
        };
        fails(&[], &[1.0, 1.0], RakingError::Nobody);
        fails(&[0.0; 10], &[1.0, 1.0], RakingError::Weight);
        fails(&[f64::NAN; 10], &[1.0, 1.0], RakingError::Weight);
        fails(&[f64::MAX; 10], &[1.0, 1.0], RakingError::Weight);
        fails(&ones[..9], &[1.0, 1.0], RakingError::Categories { margin: 0 });
        fails(&ones, &[1.0], RakingError::Categories { margin: 0 });
        fails(&ones, &[1.0, -1.0], RakingError::Targets { margin: 0 });
        fails(&ones, &[0.0, 0.0], RakingError::Targets { margin: 0 });
        fails(&ones, &[1.0, 1.0, 0.1], RakingError::Empty { margin: 0, category: 2 });
        assert_eq!(raked(Some(f64::NAN)), Err(RakingError::Bound));
        assert_eq!(raked(Some(1.0)), Err(RakingError::Bound));
        // Two margins of the same people that want different shares.
        let torn = [gender(&[1.0, 1.0])[0], gender(&[1.0, 2.0])[0]];
        assert!(matches!(rake(&ones, &torn, None), Err(RakingError::Unreached { .. })));
    }

    #[test]
    fn nothing_to_rake_leaves_all_alike() {
        let got = rake(&[3.0], &[], None).expect("there is nothing to reach");
        assert_eq!((got.weights.as_slice(), got.deff), (&[1.0][..], 1.0));
        let none = [Margin { categories: &GENDER, targets: &[1.0, 0.0] }];
        let got = rake(&[1.0; 10], &none, None).expect("men may weigh nothing");
        assert_eq!((got.least, got.weights[9]), (0.0, 0.0));
    }
}

//! How much weights cost: the effective number of people, and linearised errors.

use crate::model::Count;
use crate::model::estimate::Base;

/// Gives the base that `all` who answered make up, with Kish's n_eff = (Σw)²/Σw² and
/// deff = n/n_eff = nΣw²/(Σw)².
///
/// `None` where nobody answered or a sum of weights is not a positive number.
/// Source: Kish 1992, *Journal of Official Statistics* 8(2):183–200, as given by
/// <http://wiki.q-researchsoftware.com/wiki/Kish%27s_Effective_Sample_Size_Formula>.
pub fn base(all: &Count) -> Option<Base> {
    let is_positive = |sum: f64| sum.is_finite() && sum > 0.0;
    if all.people == 0 || !is_positive(all.weight) || !is_positive(all.squares) {
        return None;
    }
    let people = people(all);
    let effective = (all.weight / all.squares * all.weight).min(people);
    is_positive(effective).then(|| Base { people: all.people, effective, deff: people / effective })
}

/// Gives how many people were counted, as a number to reckon with.
pub(super) fn people(count: &Count) -> f64 {
    count.people as f64
}

/// Gives who of `all` is not in `chosen`; rounding never makes it negative.
pub(super) fn others(chosen: &Count, all: &Count) -> Option<Count> {
    let people = all.people.checked_sub(chosen.people)?;
    let rest = |all: f64, chosen: f64| match all - chosen {
        _ if people == 0 => 0.0,
        rest => rest.max(0.0),
    };
    Some(Count {
        people,
        weight: rest(all.weight, chosen.weight),
        squares: rest(all.squares, chosen.squares),
    })
}

/// The mean of scores y that groups of people stand for, and how much it may vary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spread {
    /// The mean: ȳ = Σwy / Σw.
    pub(super) mean: f64,
    /// The linearised standard error of the mean, √(n/(n−1) · Σ(w(y − ȳ))²) / Σw. It is 0 where
    /// all have one score, and so of one person.
    pub(super) error: f64,
    /// How many people of equal weight would tell the mean as well.
    pub(super) effective: f64,
    /// Who answered.
    pub(super) base: Base,
}

/// Gives the spread of the scores of groups, each a score and who has it.
///
/// The effective number of people is v / (Σ(w(y − ȳ))² / (Σw)²), with v = Σw(y − ȳ)²/Σw the
/// variance of a single score: without weights n. Kish's n_eff takes its place where all have one
/// score, for then nothing is known of how scores and weights go together. It never exceeds n, as
/// chance in a rare answer would otherwise claim more people than there are.
/// Source of the error: linearisation of a ratio, Särndal, Swensson & Wretman 1992, 5.6; of the
/// effective number: Korn & Graubard 1998, *Survey Methodology* 24(2):193–201; of its bound: the
/// presentation standards of the NCHS (Series 2, no. 175).
pub(super) fn spread(groups: &[(f64, Count)]) -> Option<Spread> {
    let all: Count = groups.iter().map(|(_, count)| count).sum();
    let base = base(&all)?;
    let over = |measure: fn(&Count) -> f64, of: &dyn Fn(f64) -> f64| -> f64 {
        groups.iter().map(|(score, count)| measure(count) * of(*score)).sum()
    };
    let mean = over(|count| count.weight, &|score| score) / all.weight;
    let square = |score: f64| (score - mean) * (score - mean);
    let variance = over(|count| count.weight, &square) / all.weight;
    let linearised = over(|count| count.squares, &square) / all.weight / all.weight;
    if !(mean.is_finite() && variance.is_finite() && linearised.is_finite()) {
        return None;
    }
    let effective = match variance / linearised {
        effective if effective.is_finite() && effective > 0.0 => effective,
        _ => base.effective,
    };
    let people = people(&all);
    let correction = if all.people > 1 { people / (people - 1.0) } else { 0.0 };
    let error = (correction * linearised.max(0.0)).sqrt();
    Some(Spread { mean, error, effective: effective.min(people), base })
}

#[cfg(test)]
mod tests {
    use super::base;
    use crate::model::Count;
    use crate::statistics::samples::masculinity;

    /// FiveThirtyEight's masculinity survey, q0001, as stated with its published shares.
    #[test]
    fn kish_masculinity() {
        let base = base(&masculinity().iter().sum()).expect("people answered");
        assert_eq!(base.people, 1615);
        assert!((base.effective - 526.157).abs() < 5e-4, "{base:?}");
        assert!((base.deff - 3.0694).abs() < 5e-5, "{base:?}");
    }

    #[test]
    fn no_base_without_people_or_weights() {
        let count = |people, weight, squares| Count { people, weight, squares };
        for nobody in [
            Count::default(),
            count(3, 0.0, 0.0),
            count(3, f64::NAN, 1.0),
            count(3, 1.0, f64::INFINITY),
            count(3, -1.0, 1.0),
            count(0, 1.0, 1.0),
        ] {
            assert_eq!(base(&nobody), None, "{nobody:?}");
        }
        let one = base(&count(1, 7.0, 49.0)).expect("one answered");
        assert_eq!((one.people, one.effective, one.deff), (1, 1.0, 1.0));
        // Sums that no people can have never claim more people than there are.
        assert_eq!(base(&count(2, 10.0, 1.0)).map(|base| base.effective), Some(2.0));
    }
}

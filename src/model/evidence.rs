//! Evidence: what a survey says of a thesis.

use super::estimate::Estimate;
use super::page::SurveyId;

/// A rule that a thesis names, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The survey.
    pub survey: SurveyId,
    /// The question, by its number, and its item.
    pub question: (usize, usize),
    /// What is compared.
    pub measure: Compared,
    /// How.
    pub comparison: Comparison,
    /// With what: a share from 0 to 1, points, or an answer's number.
    pub threshold: f64,
    /// The wave by its index; none where no wave has enough answers.
    pub wave: Option<usize>,
    /// What was found there, in the unit of the threshold; none where too few answered to tell.
    pub estimate: Option<Estimate>,
    /// What follows.
    pub status: Status,
}

/// What of a question is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The share of so many of the best points of a scale.
    Top(usize),
    /// The share of so many of the worst.
    Bottom(usize),
    /// The net promoter score, in points.
    Nps,
    /// Who agrees less who does not, in points.
    Net,
    /// The mean of a scale or of numbers.
    Mean,
    /// The share of those who chose one of these answers, by their numbers.
    Share(Vec<usize>),
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// It is above.
    Above,
    /// It is at least so much.
    AtLeast,
    /// It is below.
    Below,
    /// It is at most so much.
    AtMost,
}

/// What follows from the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The whole interval agrees with the thesis.
    Supported,
    /// The whole interval disagrees with it.
    Contradicted,
    /// The interval holds the threshold: with these bases nobody can tell.
    Inconclusive,
    /// Nobody answered, or too few to tell.
    NoData,
}

impl Status {
    /// Gives the word under which templates know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::Inconclusive => "inconclusive",
            Self::NoData => "no_data",
        }
    }

    /// Gives what follows from several: one contradiction is enough, all that can be told must
    /// agree; `None` of none.
    pub fn of_all(all: impl Iterator<Item = Self> + Clone) -> Option<Self> {
        let has = |wanted: Self| all.clone().any(|status| status == wanted);
        all.clone().next()?;
        Some(match () {
            () if has(Self::Contradicted) => Self::Contradicted,
            () if has(Self::Inconclusive) => Self::Inconclusive,
            () if has(Self::Supported) => Self::Supported,
            () => Self::NoData,
        })
    }
}

impl Comparison {
    /// Gives the sign by which it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
        }
    }

    /// Tells what follows from an interval.
    pub fn status(self, estimate: &Estimate, threshold: f64) -> Status {
        let (low, high) = (estimate.interval.low, estimate.interval.high);
        let (is_true, is_false) = match self {
            Self::Above => (low > threshold, high <= threshold),
            Self::AtLeast => (low >= threshold, high < threshold),
            Self::Below => (high < threshold, low >= threshold),
            Self::AtMost => (high <= threshold, low > threshold),
        };
        match (is_true, is_false) {
            (true, _) => Status::Supported,
            (_, true) => Status::Contradicted,
            _ => Status::Inconclusive,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_contradiction_is_enough() {
        use Status::{Contradicted, Inconclusive, NoData, Supported};
        for (all, expected) in [
            (&[][..], None),
            (&[NoData], Some(NoData)),
            (&[Supported, NoData], Some(Supported)),
            (&[Supported, Inconclusive], Some(Inconclusive)),
            (&[Supported, Contradicted], Some(Contradicted)),
        ] {
            assert_eq!(Status::of_all(all.iter().copied()), expected, "{all:?}");
        }
    }
}

//! What statistics give: a value with its uncertainty, a difference, a test; and what may be shown.

/// Where the true value is believed to lie: an interval of 95 %.
///
/// Invariant: `low <= high`, and the interval holds its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Interval {
    /// Makes the interval from `low` to `high`, kept within `range` and widened so far that it
    /// holds `value`, which rounding or an adjusted centre may leave outside.
    pub fn around(value: f64, (low, high): (f64, f64), range: (f64, f64)) -> Self {
        let clamp = |end: f64| end.max(range.0).min(range.1);
        Self { low: clamp(low).min(value), high: clamp(high).max(value) }
    }

    /// Gives the distance from its lower to its upper end, 0 or more.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Gives each end multiplied by `factor`, which is positive.
    pub fn times(&self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }
}

/// On whom an estimate rests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Base {
    /// People who answered, 1 or more.
    pub people: u64,
    /// How many people of equal weight would say as much (Kish), above 0 and up to `people`.
    pub effective: f64,
    /// The design effect of the weights (Kish): `people / effective`, 1 or more.
    pub deff: f64,
}

/// A value with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value; its unit and range are those of what was estimated.
    pub value: f64,
    /// Its standard error, 0 or more.
    pub error: f64,
    /// Its interval of 95 %.
    pub interval: Interval,
    /// On whom it rests.
    pub base: Base,
    /// How many people of equal weight would say as much about this very value: above 0 and up to
    /// `base.people`. Without weights it is `base.people`.
    pub effective: f64,
}

/// How much a value differs between two independent groups or waves: the second less the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference, in the unit of the values.
    pub value: f64,
    /// Its standard error, 0 or more.
    pub error: f64,
    /// Its interval of 95 %.
    pub interval: Interval,
    /// The test of "there is no difference".
    pub test: Test,
}

/// A test of significance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The statistic: z, t, χ² or F.
    pub statistic: f64,
    /// What it was compared with.
    pub against: Distribution,
    /// How often chance alone gives a statistic as extreme, 0 to 1; of two sides where there are two.
    pub p: f64,
}

/// The distribution of a statistic where there is no difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// The standard normal distribution.
    Normal,
    /// Student's t.
    Student {
        /// Its degrees of freedom.
        freedom: f64,
    },
    /// χ².
    ChiSquared {
        /// Its degrees of freedom.
        freedom: f64,
    },
    /// Snedecor's F.
    F {
        /// The degrees of freedom of its numerator.
        numerator: f64,
        /// The degrees of freedom of its denominator.
        denominator: f64,
    },
}

/// What may be shown of a question or an answer, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Showing {
    /// Nothing but that there are too few.
    Nothing,
    /// Counts, or one dot for each person: no share and no mean.
    Counts,
    /// Shares, with a warning that the base is small.
    SharesWithWarning,
    /// Shares.
    Shares,
}

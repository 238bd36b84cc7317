//! Statistics of surveys: counts in, numbers out.
//!
//! What comes in are [`Count`](crate::model::Count)s (what was counted of each answer, weighted or
//! not) and [`Moments`](crate::model::Moments) (of numbers that were answered); what goes out are
//! [`Estimate`](crate::model::Estimate)s and
//! [`Difference`](crate::model::Difference)s with their uncertainty,
//! [`Test`](crate::model::Test)s, and what may be shown of
//! them. Shares run from 0 to 1, scores as said there; intervals are of 95 %.
//!
//! Every function is total: where a statistic does not exist (nobody answered, a weight that is no
//! number), it gives `None`, and it never panics.
//!
//! Invariant: arithmetic only. No words for people, no markup, nothing of one person.

mod association;
mod crosstab;
mod differences;
mod distributions;
mod exact;
mod margin;
mod means;
mod multiple;
mod precision;
mod raking;
mod ranks;
mod rao_scott;
#[cfg(test)]
mod samples;
mod scores;
mod shares;
mod showing;
mod suppression;
mod two_way;

pub use association::{Association, association, expected, residuals};
pub use crosstab::CrossTab;
pub use differences::difference_of_shares;
pub use exact::fisher;
pub use margin::{DrawnAtRandom, margin_of_error};
pub use means::{deviation, difference_of_means, mean};
pub use multiple::{benjamini_hochberg, false_alarm, holm};
pub use precision::base;
pub use raking::{Margin, Raked, RakingError, rake};
pub use ranks::{MannWhitney, Median, mann_whitney, median};
pub use rao_scott::rao_scott;
pub use scores::{Bands, net, net_difference, nps, nps_difference};
pub use shares::{share, shares, top_box, unweighted, wilson};
pub use showing::{
    BASE_LEAST, Reliability, SHARES_LEAST, WARNING_BELOW, reliability, showing_of_base,
    showing_of_share,
};
pub use suppression::{CELL_LEAST, Cell, Suppression, suppress};
pub use two_way::{TableSuppression, suppress_table};

//! What may be shown of a result: bases that are too small, shares that are too uncertain.

use super::distributions::exact_interval;
use crate::model::estimate::{Base, Estimate, Showing};

/// Bases of fewer people show nothing: in so small a group anyone could be guessed.
pub const BASE_LEAST: u64 = 10;

/// From so many effective people on, shares are shown (NCHS; CDC reports nothing below).
pub const SHARES_LEAST: f64 = 30.0;

/// Below so many effective people shares come with a warning.
pub const WARNING_BELOW: f64 = 100.0;

/// Shares of so many effective people have Wilson's interval checked, which then is as good.
const EXACT_BELOW: f64 = 10_000.0;

/// An interval so narrow is always shown (NCHS).
const WIDTH_FINE: f64 = 0.05;

/// An interval so wide is never shown (NCHS).
const WIDTH_WORST: f64 = 0.30;

/// The widest interval as a part of its share (NCHS).
const RELATIVE_WIDTH_MAX: f64 = 1.30;

/// How far rounding may bring a number of effective people below what it is, as a part of it.
const ROUNDING: f64 = 1e-9;

/// Tells what may be shown of a question with this base.
///
/// Under 10 people nothing; then counts up to 30 effective people; shares from there, with a
/// warning below 100. People decide on secrecy, effective people on precision: without weights
/// they are the same.
/// Source: NCHS Data Presentation Standards for Proportions (Series 2, no. 175) for 30; FiveThirtyEight's
/// masculinity survey leaves cells under 100 blank.
pub fn showing_of_base(base: &Base) -> Showing {
    match base.effective {
        _ if base.people < BASE_LEAST => Showing::Nothing,
        effective if reaches(effective, WARNING_BELOW) => Showing::Shares,
        effective if reaches(effective, SHARES_LEAST) => Showing::SharesWithWarning,
        _ => Showing::Counts,
    }
}

/// Tells what may be shown of one share: of its base, and counts at most where it is unreliable.
pub fn showing_of_share(share: &Estimate) -> Showing {
    let of_base = showing_of_base(&share.base);
    match reliability(share) {
        Reliability::Unreliable => of_base.min(Showing::Counts),
        Reliability::Reliable | Reliability::UnreliableComplement => of_base,
    }
}

/// How far a share may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reliability {
    /// It may be shown.
    Reliable,
    /// It may be shown, but not "all others" beside it, whose share is small and uncertain.
    UnreliableComplement,
    /// It must not be shown.
    Unreliable,
}

/// Checks a share (0 to 1) by the presentation standards of the NCHS.
///
/// Under 30 effective people it is unreliable. Else the width of its Korn–Graubard interval
/// decides: up to 0.05 reliable, from 0.30 on unreliable, between them unreliable where
/// width / p > 1.30; where width / (1 − p) > 1.30 its complement is. Shares of 0 and 1 pass, as
/// there (they ask for a look of a person).
/// Source: Parker et al. 2017, NCHS Series 2, no. 175; thresholds and their order as in
/// `cran/surveytable`, `R/z_lpe.R`.
pub fn reliability(share: &Estimate) -> Reliability {
    let p = share.value;
    // A value that is no number, or no share, must not pass.
    if !(reaches(share.effective, SHARES_LEAST) && (0.0..=1.0).contains(&p)) {
        return Reliability::Unreliable;
    }
    if p == 0.0 || p == 1.0 {
        return Reliability::Reliable;
    }
    let exact = Some(share.effective).filter(|effective| *effective < EXACT_BELOW);
    let exact = exact.and_then(|effective| exact_interval(p, effective));
    let width = exact.map_or(share.interval.width(), |(low, high)| high - low);
    match width {
        ..=WIDTH_FINE => Reliability::Reliable,
        WIDTH_WORST.. => Reliability::Unreliable,
        _ if width / p > RELATIVE_WIDTH_MAX => Reliability::Unreliable,
        _ if width / (1.0 - p) > RELATIVE_WIDTH_MAX => Reliability::UnreliableComplement,
        _ => Reliability::Reliable,
    }
}

fn reaches(effective: f64, least: f64) -> bool {
    effective * (1.0 + ROUNDING) >= least
}

#[cfg(test)]
mod tests {
    use super::{Reliability, Showing, reliability, showing_of_base, showing_of_share};
    use crate::model::Count;
    use crate::statistics::precision::base;
    use crate::statistics::shares::share;

    #[test]
    fn bases_decide_what_is_shown() {
        for (people, expected) in [
            (1, Showing::Nothing),
            (9, Showing::Nothing),
            (10, Showing::Counts),
            (29, Showing::Counts),
            (30, Showing::SharesWithWarning),
            (99, Showing::SharesWithWarning),
            (100, Showing::Shares),
        ] {
            let base = base(&Count::of(people)).expect("people answered");
            assert_eq!(showing_of_base(&base), expected, "{people}");
        }
        // Two hundred people, whose weights leave 50 and 20 of them.
        let weighted = |effective: f64| Count { squares: 40_000.0 / effective, ..Count::of(200) };
        let showing = |all: Count| base(&all).map(|base| showing_of_base(&base));
        assert_eq!(showing(weighted(50.0)), Some(Showing::SharesWithWarning));
        assert_eq!(showing(weighted(20.0)), Some(Showing::Counts));
    }

    /// The widths are those of `proportion_confint(method="beta")` of statsmodels.
    #[test]
    fn nchs_decides_on_shares() {
        for (chosen, people, expected) in [
            // Too few: 0.0009 to 0.1776, and 0 to 0.1684.
            (1, 29, Reliability::Unreliable),
            (0, 20, Reliability::Unreliable),
            // 0.3130 to 0.6870 is too wide.
            (15, 30, Reliability::Unreliable),
            // 0.0578 to 0.1617: narrow enough for 10 %.
            (15, 148, Reliability::Reliable),
            (133, 148, Reliability::Reliable),
            (200, 400, Reliability::Reliable),
            // 0.0021 to 0.0289: narrower than 0.05, though wide for 1 %.
            (3, 300, Reliability::Reliable),
            // 0.0055 to 0.0851, three times the share, and its complement.
            (3, 100, Reliability::Unreliable),
            (97, 100, Reliability::UnreliableComplement),
            (0, 30, Reliability::Reliable),
            // Thirty people are thirty, whatever rounding makes of them.
            (29, 30, Reliability::UnreliableComplement),
            (50_000, 100_000, Reliability::Reliable),
        ] {
            let share = share(&Count::of(chosen), &Count::of(people)).expect("people answered");
            assert_eq!(reliability(&share), expected, "{chosen}/{people}");
        }
    }

    #[test]
    fn a_share_is_shown_no_more_than_its_base() {
        let showing = |chosen, people| {
            let share = share(&Count::of(chosen), &Count::of(people)).expect("people answered");
            showing_of_share(&share)
        };
        assert_eq!(showing(5, 9), Showing::Nothing);
        assert_eq!(showing(5, 20), Showing::Counts);
        assert_eq!(showing(15, 30), Showing::Counts);
        assert_eq!(showing(5, 60), Showing::Counts);
        assert_eq!(showing(20, 90), Showing::SharesWithWarning);
        assert_eq!(showing(20, 148), Showing::Shares);
    }

    #[test]
    fn what_is_no_share_is_unreliable() {
        let mut odd = share(&Count::of(15), &Count::of(148)).expect("people answered");
        for value in [f64::NAN, -0.1, 1.1] {
            odd.value = value;
            assert_eq!(reliability(&odd), Reliability::Unreliable);
        }
        (odd.value, odd.effective) = (0.5, f64::NAN);
        assert_eq!(reliability(&odd), Reliability::Unreliable);
    }
}

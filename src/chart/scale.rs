//! From values to places.

/// Where values stand on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// The values at its ends.
    from: f64,
    to: f64,
    /// The places of its ends.
    start: f64,
    end: f64,
}

impl Scale {
    /// Lays a range of values over a range of places.
    pub(super) fn new((from, to): (f64, f64), (start, end): (f64, f64)) -> Scale {
        // Values that are all the same stand in the middle.
        let (from, to) = if to > from { (from, to) } else { (from - 0.5, from + 0.5) };
        Scale { from, to, start, end }
    }

    /// Gives the place of a value; one beyond the ends stands at the end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let part = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.start + part * (self.end - self.start)
    }
}

/// Gives round values that hold all others between them, about as many as are wanted.
pub(super) fn ticks((low, high): (f64, f64), wanted: u32, least: f64) -> Vec<f64> {
    let (low, high) = if high > low { (low, high) } else { (low - least, high + least) };
    let step = step((high - low) / f64::from(wanted.max(1))).max(least);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last && ticks.len() < TICKS_MAX {
        ticks.push(at * step);
        at += 1.0;
    }
    ticks
}

/// The most lines behind a drawing.
const TICKS_MAX: usize = 24;

/// Gives the round number next above: 1, 2 or 5 times a power of ten.
fn step(rough: f64) -> f64 {
    if !(rough.is_finite() && rough > 0.0) {
        return 1.0;
    }
    let power = 10f64.powf(rough.log10().floor());
    let part = rough / power;
    let round = [1.0, 2.0, 5.0].into_iter().find(|round| part <= round + 1e-9);
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_all() {
        for (range, wanted, ticks_) in [
            ((0.0, 0.43), 5, vec![0.0, 0.1, 0.2, 0.3, 0.4, 0.5]),
            ((-5.0, 63.0), 4, vec![-20.0, 0.0, 20.0, 40.0, 60.0, 80.0]),
            ((40.0, 40.0), 4, vec![39.0, 40.0, 41.0]),
        ] {
            let least = if range.1 < 1.0 { 0.05 } else { 1.0 };
            let found: Vec<f64> =
                ticks(range, wanted, least).iter().map(|at| (at * 100.0).round() / 100.0).collect();
            assert_eq!(found, ticks_);
        }
        assert_eq!(ticks((0.0, f64::INFINITY), 4, 1.0).len(), TICKS_MAX);
    }

    #[test]
    fn places_stay_between_the_ends() {
        let scale = Scale::new((0.0, 1.0), (10.0, 20.0));
        for (value, place) in [(0.0, 10.0), (0.5, 15.0), (2.0, 20.0), (-1.0, 10.0)] {
            assert!((scale.at(value) - place).abs() < 1e-9);
        }
        assert!((Scale::new((3.0, 3.0), (0.0, 10.0)).at(3.0) - 5.0).abs() < 1e-9);
    }
}

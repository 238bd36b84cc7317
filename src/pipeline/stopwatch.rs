//! How long the stages take.

use std::sync::Arc;
use std::time::Duration;

use crate::model::{Clock, Inputs};

/// Notes how long the stages take.
pub(super) struct Stopwatch {
    clock: Clock,
    last: Duration,
    pub(super) laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub(super) fn new(inputs: &Inputs) -> Self {
        let clock = Arc::clone(&inputs.clock);
        Self { last: clock(), clock, laps: Vec::new() }
    }

    pub(super) fn lap(&mut self, stage: &'static str) {
        let now = (self.clock)();
        self.laps.push((stage, now.saturating_sub(self.last)));
        self.last = now;
    }
}

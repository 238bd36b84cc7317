//! The watchdog: sees again and again that each listener is served.
//!
//! The library that serves stops for good at the first connection that the system does not give
//! it, and says so only sometimes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::post::Post;

/// How often the watchdog looks, and how long it waits.
#[derive(Clone, Copy)]
pub(in crate::preview) struct Pace {
    /// Between two rounds.
    pub(in crate::preview) round: Duration,
    /// For each step of an answer.
    pub(in crate::preview) patience: Duration,
    /// Before what is known to have died is served anew: the system may have little to give.
    pub(in crate::preview) rest: Duration,
}

impl Pace {
    /// The pace outside of tests.
    pub(in crate::preview) const USUAL: Self = Self {
        round: Duration::from_secs(5),
        patience: Duration::from_secs(2),
        rest: Duration::from_millis(100),
    };
}

/// What wakes the watchdog before its time.
pub(in crate::preview) enum Bell {
    /// A listener is served no more.
    Alarm,
    /// It is over.
    End,
}

/// Looks after posts until it is over.
pub(in crate::preview) fn watch(mut posts: Vec<Post>, bells: &Receiver<Bell>, pace: Pace) {
    loop {
        match bells.recv_timeout(pace.round) {
            Ok(Bell::End) | Err(RecvTimeoutError::Disconnected) => return,
            Ok(Bell::Alarm) => thread::sleep(pace.rest),
            Err(RecvTimeoutError::Timeout) => {}
        }
        for post in &mut posts {
            // The library panics when the system gives it no thread.
            let _ = catch_unwind(AssertUnwindSafe(|| post.tend(pace.patience)));
        }
    }
}

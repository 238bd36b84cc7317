//! The preview's server: tiny_http behind six guards, for the author's own machine.
//!
//! In: listeners, a guard, and what answers. Out: answers. Invariant: nobody reaches what answers
//! but through the guard, and no browser keeps another waiting.

pub(super) mod answer;
pub(super) mod ask;
mod chunks;
mod front;
pub(super) mod guard;
#[cfg(test)]
mod guard_trials;
mod patient;
pub(super) mod ping;
pub(super) mod plain;
mod portion;
pub(super) mod ports;
mod post;
mod range;
mod reply;
pub(super) mod secret;
pub(super) mod server;
#[cfg(test)]
mod server_trials;
pub(super) mod service;
mod watchdog;

//! Watching the site's folder: what the system tells becomes batches.
//!
//! In: a folder. Out: one batch for each burst of changes. Invariant: reading wakes nobody, and
//! what changed is told however it was changed.

pub(super) mod batch;
mod burst;
mod eyes;
#[cfg(test)]
mod fixture;
mod git;
mod identity;
mod places;
#[cfg(test)]
mod trials;
pub(super) mod unsettled;
pub(super) mod watcher;

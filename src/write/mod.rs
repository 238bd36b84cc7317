//! Outputs and ledger to disk: only what changed, each file whole or not at all.
//!
//! In: a site's root, an output folder, and the files of an edition as they are made. Out: the
//! edition stands, what left it is withdrawn, and the ledger and the keepsakes are there for the
//! next build.
//!
//! A publication goes through three moments. *Staging*: everything that may fail, and everything
//! that takes room on the disk, happens beside the output; whoever stops here has changed nothing.
//! *Promise*: the journal is written. *Carrying out*: files are moved into place, pages after what
//! they need, and old files go last; each step can be taken twice, so that the next build finishes
//! what this one did not.
//!
//! Invariant: this room never looks at a clock, and never removes a file that it was not told to,
//! but for those in folders that bear our marker or that only we name so.

mod chunks;
mod journal;
mod keepsake_file;
mod ledger_file;
mod lock;
mod places;
mod publish;
mod stage;
mod steps;
mod system;
mod urls;
mod workplace;

pub use stage::{Mode, Stage};
pub use urls::lock;
pub use workplace::{PATIENCE, Workplace};

#[cfg(test)]
mod faults;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

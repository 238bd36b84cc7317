//! What changed since the last proof.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Which files may differ from those of the proof before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Any.
    Everything,
    /// These, by their paths from the site's root.
    Files(BTreeSet<Arc<str>>),
}

//! Stamps: how a written file is known again.

use serde::{Deserialize, Serialize};

/// What the system says of a written file; while it says the same, nobody touched the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub changed: i64,
}

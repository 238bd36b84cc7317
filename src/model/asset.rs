//! Files that are copied as they are.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ground::Fingerprint;

/// A file to copy: from `static/`, or from beside an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Its path from the site's root: `content/guia/plano.png`, `static/logo.svg`.
    pub path: Arc<str>,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970; tells only whether to look again.
    pub changed: i64,
    /// The fingerprint of its bytes.
    pub fingerprint: Fingerprint,
    /// Width and height in pixels, if it is an image that has them.
    pub size: Option<(u32, u32)>,
}

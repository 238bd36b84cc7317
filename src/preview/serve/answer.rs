//! What the preview answers.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// An answer to a request.
pub(in crate::preview) struct Answer {
    /// The status: 200.
    pub(in crate::preview) status: u16,
    /// The headers beside those that every answer has (length, connection, resource policy).
    pub(in crate::preview) headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub(in crate::preview) body: Body,
}

/// What is sent.
pub(in crate::preview) enum Body {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A file of the site, at most so many bytes of it.
    File(PathBuf),
    /// Whatever is written while the browser listens; the writer is handed over, headers sent.
    Stream(Box<dyn FnOnce(Box<dyn Write + Send>) + Send>),
}

//! How a file writes its letters.

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As everywhere.
    Utf8,
    /// As old spreadsheets of western languages do.
    Windows1252,
    /// In pairs of bytes, the lower first.
    Utf16Le,
    /// In pairs of bytes, the higher first.
    Utf16Be,
}

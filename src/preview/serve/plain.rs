//! Short answers in plain text.

use super::answer::{Answer, Body};

/// Makes an answer of a sentence.
pub(in crate::preview) fn plain(status: u16, text: &str) -> Answer {
    Answer {
        status,
        headers: vec![("Content-Type", "text/plain; charset=utf-8".to_string())],
        body: Body::Bytes(format!("{text}\n").into_bytes().into()),
    }
}

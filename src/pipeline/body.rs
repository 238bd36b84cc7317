//! The body of a document whose record is at hand.

use std::sync::Arc;

use crate::ground::{Failure, Fingerprint, Source, Words};
use crate::model::{Record, Rope, Settings, Unread};
use crate::parse;

/// Parses a text again for its body.
///
/// # Errors
/// When the text cannot be read, or is not the one that the record was made of.
pub(super) fn body(
    source: Result<Source, Unread>,
    record: &Record,
    settings: &Settings,
) -> Result<Arc<Rope>, Failure> {
    match source {
        Ok(source) if Fingerprint::of(source.text()) == record.fingerprint => {
            Ok(Arc::new(parse::rope(&source, settings)))
        }
        Err(Unread::Failure(failure)) => Err(failure),
        _ => Err(changed(&record.path)),
    }
}

/// Gives a text again, and where in it the body begins.
///
/// # Errors
/// When the text cannot be read, or is not the one that the record was made of.
pub(super) fn written(
    source: Result<Source, Unread>,
    record: &Record,
    settings: &Settings,
) -> Result<(Source, usize), Failure> {
    match source {
        Ok(source) if Fingerprint::of(source.text()) == record.fingerprint => {
            let (_, start, _) = parse::front_matter(&source, settings);
            Ok((source, start))
        }
        Err(Unread::Failure(failure)) => Err(failure),
        _ => Err(changed(&record.path)),
    }
}

fn changed(path: &str) -> Failure {
    let cause = "it changed while the site was being made";
    Failure::read(path, cause).help(Words::new(
        "el archivo cambió mientras se hacía el sitio: repítelo, o guárdalo otra vez",
        "the file changed while the site was being made: do it again, or save it again",
    ))
}

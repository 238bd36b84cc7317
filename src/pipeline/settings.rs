//! Settings, whatever became of their file.

use crate::ground::{Diagnostic, Failure, Source};
use crate::model::{Settings, Unread};
use crate::parse;

/// Reads the settings of a site. A file that cannot be taken as it is counts as empty, and says so.
/// A site without a title is called as its folder.
///
/// # Errors
/// When the machine failed to read the file.
pub fn settings(
    source: Result<Source, Unread>,
    folder: &str,
    system_zone: &str,
) -> Result<(Settings, Vec<Diagnostic>), Failure> {
    let (source, unread) = match source {
        Ok(source) => (source, None),
        Err(Unread::Failure(failure)) => return Err(failure),
        Err(Unread::Finding(finding)) => {
            (Source::new(std::sync::Arc::clone(&finding.place.path), ""), Some(*finding))
        }
    };
    let (mut settings, findings) = parse::settings(&source, system_zone);
    if settings.title.is_empty() {
        // A page must be called something, and a folder is.
        settings.title = folder.to_string();
    }
    Ok((settings, unread.into_iter().chain(findings).collect()))
}

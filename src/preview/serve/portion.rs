//! A file on its way to the browser: all of it, or the part that was asked for.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Take};
use std::path::Path;

use super::range::{self, Part};

/// What is sent of a file, and how it is called.
pub(in crate::preview) struct Portion {
    /// The status: 200, 206 for a part, 416 when there is no such part.
    pub(in crate::preview) status: u16,
    /// What is said of it beside its length.
    pub(in crate::preview) headers: Vec<(&'static str, String)>,
    /// Its bytes.
    pub(in crate::preview) bytes: Take<File>,
}

/// Opens a file and goes to the part that a `Range` header asks for.
pub(in crate::preview) fn open(path: &Path, range: Option<&str>) -> io::Result<Portion> {
    // Looked at before it is opened: whoever opens a pipe waits for its writer.
    if !fs::metadata(path)?.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let (status, bytes, told) = match range.map_or(Part::Whole, |asked| range::part(asked, length))
    {
        Part::Whole => (200, 0..length, None),
        Part::Some(part) => {
            let told = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            (206, part, Some(told))
        }
        Part::None => (416, 0..0, Some(format!("bytes */{length}"))),
    };
    file.seek(SeekFrom::Start(bytes.start))?;
    let mut headers = vec![("Accept-Ranges", "bytes".to_string())];
    headers.extend(told.map(|told| ("Content-Range", told)));
    Ok(Portion { status, headers, bytes: file.take(bytes.end - bytes.start) })
}

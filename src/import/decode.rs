//! Letters: how a file writes them, and the same file in UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::intake::{Open, Refused};
use super::letters::Encoding;
use crate::ground::Words;
use crate::words;

/// Bytes that a letter may need.
const LETTER_BYTES_MAX: usize = 4;
/// Bytes at the start that are looked at to tell texts from other files.
const FIRST_BYTES: usize = 1_000;
/// Bytes that are looked at in one piece.
const PIECE_BYTES: usize = 1 << 20;

/// Tells how a file writes its letters, if its first bytes say it.
///
/// # Errors
/// When it cannot be read, or is no text.
pub(super) fn start(open: Open<'_>) -> Result<Option<Encoding>, Refused> {
    let mut first = Vec::with_capacity(FIRST_BYTES);
    open()?.take(FIRST_BYTES as u64).read_to_end(&mut first)?;
    match first.as_slice() {
        [0xff, 0xfe, ..] => Ok(Some(Encoding::Utf16Le)),
        [0xfe, 0xff, ..] => Ok(Some(Encoding::Utf16Be)),
        [b'P', b'K', 3, 4, ..] => Err(Refused::Unfit(
            Words::new("esto es un libro de Excel o un zip", "this is an Excel workbook or a zip"),
            Some(Words::new("guárdalo como CSV en UTF-8", "save it as CSV in UTF-8")),
        )),
        bytes if bytes.contains(&0) => Err(Refused::Unfit(
            Words::new("esto no parece un texto", "this does not look like a text"),
            Some(Words::new("expórtalo como CSV en UTF-8", "export it as CSV in UTF-8")),
        )),
        _ => Ok(None),
    }
}

/// Finds out how a file writes its letters whose first bytes do not say it, reading all of it.
///
/// # Errors
/// When it cannot be read, or is written in two ways at once.
pub(super) fn encoding(open: Open<'_>) -> Result<Encoding, Refused> {
    let mut reader = open()?;
    let mut piece = vec![0; PIECE_BYTES];
    let (mut kept, mut offset) = (0, 0);
    let (mut wide, mut foreign) = (false, None);
    loop {
        let read = reader.read(&mut piece[kept..])?;
        let bytes = &piece[..kept + read];
        let is_end = read == 0;
        let rest = text(bytes, is_end, |at, is_foreign| match is_foreign {
            true => foreign = foreign.or(Some(offset + at)),
            false => wide = true,
        });
        if is_end {
            break;
        }
        offset += bytes.len() - rest;
        let from = bytes.len() - rest;
        let end = bytes.len();
        piece.copy_within(from..end, 0);
        kept = rest;
    }
    match (foreign, wide) {
        (None, _) => Ok(Encoding::Utf8),
        (Some(_), false) => Ok(Encoding::Windows1252),
        (Some(at), true) => Err(mixed(at)),
    }
}

/// Tells of letters beyond ASCII, whether they are UTF-8 or not; gives how many bytes at the end
/// may be the start of one.
fn text(bytes: &[u8], is_end: bool, mut found: impl FnMut(usize, bool)) -> usize {
    let mut at = 0;
    loop {
        match std::str::from_utf8(&bytes[at..]) {
            Ok(text) => {
                if !text.is_ascii() {
                    found(at, false);
                }
                return 0;
            }
            Err(error) => {
                let valid = &bytes[at..at + error.valid_up_to()];
                if !valid.is_ascii() {
                    found(at, false);
                }
                at += error.valid_up_to();
                match error.error_len() {
                    None if !is_end => return bytes.len() - at,
                    None => {
                        found(at, true);
                        return 0;
                    }
                    Some(length) => {
                        found(at, true);
                        at += length;
                    }
                }
            }
        }
    }
}

fn mixed(at: usize) -> Refused {
    Refused::Unfit(
        words!(
            "el archivo mezcla dos maneras de escribir las letras: casi todo es UTF-8, y el byte \
             {at} no",
            "the file mixes two ways to write letters: most of it is UTF-8, and byte {at} is not"
        ),
        Some(Words::new(
            "expórtalo otra vez de la herramienta, sin pasar por otro programa",
            "export it from the tool again, without another program in between",
        )),
    )
}

/// A file, read as UTF-8.
pub(super) struct Decoded {
    reader: Box<dyn Read + Send>,
    /// None if it is UTF-8 as it is.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// The bytes of `raw` that were read and not yet decoded.
    waiting: std::ops::Range<usize>,
    is_at_end: bool,
}

impl Decoded {
    /// Reads a file that is written so.
    pub(super) fn new(reader: Box<dyn Read + Send>, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 => None,
            Encoding::Windows1252 => Some(WINDOWS_1252.new_decoder_without_bom_handling()),
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_with_bom_removal()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_with_bom_removal()),
        };
        Self { reader, decoder, raw: vec![0; 1 << 16], waiting: 0..0, is_at_end: false }
    }
}

impl Read for Decoded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            return self.reader.read(out);
        };
        // A letter may need four bytes; a decoder without room would stand still.
        if out.len() < LETTER_BYTES_MAX {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        loop {
            if self.waiting.is_empty() && !self.is_at_end {
                let bytes = self.reader.read(&mut self.raw)?;
                self.is_at_end = bytes == 0;
                self.waiting = 0..bytes;
            }
            let raw = &self.raw[self.waiting.clone()];
            let (_, used, written, _) = decoder.decode_to_utf8(raw, out, self.is_at_end);
            self.waiting.start += used;
            if written > 0 || (self.is_at_end && self.waiting.is_empty()) {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &'static [u8]) -> String {
        let open = move || Ok(Box::new(bytes) as Box<dyn Read + Send>);
        let known = start(&open);
        match known.and_then(|known| known.map_or_else(|| encoding(&open), Ok)) {
            Ok(encoding) => {
                let mut text = String::new();
                let mut decoded = Decoded::new(Box::new(bytes), encoding);
                let mut piece = [0; 16];
                loop {
                    let read = decoded.read(&mut piece).unwrap();
                    if read == 0 {
                        break;
                    }
                    text.push_str(&String::from_utf8_lossy(&piece[..read]));
                }
                format!("{encoding:?} {text}")
            }
            Err(Refused::Unfit(why, _)) => why.en,
            Err(Refused::Unread(error)) => error.to_string(),
        }
    }

    #[test]
    fn letters_are_told_apart() {
        for (bytes, expected) in [
            (&b"a\xc3\xb1o"[..], "Utf8 año"),
            (b"a\xf1o", "Windows1252 año"),
            (b"\xff\xfea\0\xf1\0", "Utf16Le añ"),
            (b"\xfe\xff\0a\0\xf1", "Utf16Be añ"),
            (
                b"a\xc3\xb1o \xf1",
                "the file mixes two ways to write letters: most of it is UTF-8, \
              and byte 5 is not",
            ),
            (b"PK\x03\x04", "this is an Excel workbook or a zip"),
            (b"a\0b", "this does not look like a text"),
            (b"", "Utf8 "),
        ] {
            assert_eq!(of(bytes), expected, "{bytes:?}");
        }
    }
}

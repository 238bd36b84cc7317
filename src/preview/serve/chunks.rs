//! A stream of unknown length, in the chunks of RFC 9112, section 7.1.
//!
//! Without chunks its end would be the end of the connection, which is not ours to close: the
//! browser would wait for ever instead of asking again.

use std::io::{self, Write};

/// What is gathered at most before a chunk is sent unasked.
const CHUNK_BYTES_MAX: usize = 16_384;

/// Sends what is written, a chunk at each flush; says when it ends.
pub(in crate::preview) struct Chunks<W: Write> {
    inner: W,
    gathered: Vec<u8>,
}

impl<W: Write> Chunks<W> {
    /// Begins a stream.
    pub(in crate::preview) fn new(inner: W) -> Self {
        Self { inner, gathered: Vec::new() }
    }

    fn send(&mut self) -> io::Result<()> {
        // An empty chunk would be the end.
        if self.gathered.is_empty() {
            return Ok(());
        }
        let gathered = std::mem::take(&mut self.gathered);
        let length = format!("{:x}\r\n", gathered.len());
        self.inner.write_all(&[length.as_bytes(), &gathered, b"\r\n"].concat())
    }
}

impl<W: Write> Write for Chunks<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= CHUNK_BYTES_MAX {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()?;
        self.inner.flush()
    }
}

impl<W: Write> Drop for Chunks<W> {
    fn drop(&mut self) {
        // A browser that went away needs no end.
        let ended = self.send().and_then(|()| self.inner.write_all(b"0\r\n\r\n"));
        let _ = ended.and_then(|()| self.inner.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flush_is_a_chunk_and_the_end_is_told() {
        let mut sent = Vec::new();
        let mut chunks = Chunks::new(&mut sent);
        chunks.flush().unwrap();
        chunks.write_all(b"data: ").unwrap();
        chunks.write_all("año\n\n".as_bytes()).unwrap();
        chunks.flush().unwrap();
        chunks.flush().unwrap();
        chunks.write_all(b"!").unwrap();
        drop(chunks);
        assert_eq!(String::from_utf8(sent).unwrap(), "c\r\ndata: año\n\n\r\n1\r\n!\r\n0\r\n\r\n");
    }

    #[test]
    fn what_is_gathered_is_bounded() {
        let mut sent = Vec::new();
        let mut chunks = Chunks::new(&mut sent);
        for _ in 0..100 {
            chunks.write_all(&[b'x'; 1000]).unwrap();
            assert!(chunks.gathered.len() < CHUNK_BYTES_MAX);
        }
    }
}

//! Writing to browsers that read slowly, or not at all.

use std::io::{self, ErrorKind, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A writer that waits for its reader as long as its server lives: a video may be paused for an
/// hour, and whoever writes it keeps nobody else waiting.
pub(in crate::preview) struct Patient {
    inner: Box<dyn Write + Send>,
    is_closed: Arc<AtomicBool>,
}

impl Patient {
    /// Makes a writer patient, until its server is closed.
    pub(in crate::preview) fn new(
        inner: Box<dyn Write + Send>,
        is_closed: Arc<AtomicBool>,
    ) -> Self {
        Self { inner, is_closed }
    }

    /// Tries until it is done, fails, or is no longer worth it.
    fn insist<T>(
        &mut self,
        mut attempt: impl FnMut(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<T> {
        loop {
            match attempt(&mut self.inner) {
                Err(pause) if is_pause(&pause) && !self.is_closed.load(Ordering::Relaxed) => {}
                done => return done,
            }
        }
    }
}

impl Write for Patient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.insist(|inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.insist(|inner| inner.flush())
    }
}

/// Tells whether nothing was read for a while; systems have two words for it.
fn is_pause(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A browser that reads after so many pauses.
    struct Slow(u32);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Ok(bytes.len());
            }
            self.0 -= 1;
            Err(ErrorKind::WouldBlock.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn patience_ends_with_the_server() {
        for (is_closed, is_written) in [(false, true), (true, false)] {
            let is_closed = Arc::new(AtomicBool::new(is_closed));
            let mut patient = Patient::new(Box::new(Slow(3)), is_closed);
            assert_eq!(patient.write(b"a").is_ok(), is_written);
        }
    }

    #[test]
    fn who_has_gone_is_not_waited_for() {
        let mut patient = Patient::new(Box::new(Slow(0)), Arc::default());
        assert_eq!(patient.flush().unwrap_err().kind(), ErrorKind::BrokenPipe);
    }
}

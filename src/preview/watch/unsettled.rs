//! Whether the site's folder holds changes that nobody has applied yet.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Counts changes from the moment the system tells of them until they are applied, so that an
/// answer can wait for the edit that was saved just before it was asked for.
#[derive(Debug, Default)]
pub(in crate::preview) struct Unsettled {
    counts: Mutex<Counts>,
    moved: Condvar,
}

/// Each counts from the first change on: what is applied was handed out, what was handed out was
/// seen. A change that comes while a batch is applied is seen, not handed out: it stays dirty.
#[derive(Debug, Default)]
struct Counts {
    seen: u64,
    handed: u64,
    applied: u64,
}

impl Unsettled {
    /// Tells whether something was seen that is not applied.
    #[cfg(test)]
    pub(in crate::preview) fn is_dirty(&self) -> bool {
        let counts = self.counts();
        counts.applied < counts.seen
    }

    /// Waits until all that was seen before this call is applied, and tells whether it is. What is
    /// seen later is not waited for: a file that never rests must not hold every answer back.
    pub(in crate::preview) fn wait_until_settled(&self, max: Duration) -> bool {
        let counts = self.counts();
        let wanted = counts.seen;
        let waited = self.moved.wait_timeout_while(counts, max, |now| now.applied < wanted);
        let (counts, _) = waited.unwrap_or_else(PoisonError::into_inner);
        counts.applied >= wanted
    }

    /// Says that all batches handed out so far are applied.
    pub(in crate::preview) fn settled(&self) {
        let mut counts = self.counts();
        counts.applied = counts.handed;
        self.moved.notify_all();
    }

    /// Says that something changed.
    pub(in crate::preview) fn saw(&self) {
        self.counts().seen += 1;
    }

    /// Gives the mark of what was seen until now.
    pub(in crate::preview) fn mark(&self) -> u64 {
        self.counts().seen
    }

    /// Says that what was seen up to a mark is handed out.
    pub(in crate::preview) fn hand_out(&self, mark: u64) {
        self.counts().handed = mark;
    }

    /// Says that what was seen since the last batch, up to a mark, turned out to be nothing. It
    /// counts as applied once all before it is.
    pub(in crate::preview) fn dismiss(&self, mark: u64) {
        let mut counts = self.counts();
        let is_all_applied = counts.applied == counts.handed;
        counts.handed = mark;
        if is_all_applied {
            counts.applied = mark;
            self.moved.notify_all();
        }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_ONCE: Duration = Duration::ZERO;

    #[test]
    fn what_comes_while_a_batch_is_applied_stays_dirty() {
        let unsettled = Unsettled::default();
        assert!(unsettled.wait_until_settled(AT_ONCE));
        unsettled.saw();
        let mark = unsettled.mark();
        unsettled.hand_out(mark);
        unsettled.saw();
        unsettled.settled();
        assert!(unsettled.is_dirty());
        assert!(!unsettled.wait_until_settled(AT_ONCE));
        unsettled.hand_out(unsettled.mark());
        unsettled.settled();
        assert!(!unsettled.is_dirty());
    }

    #[test]
    fn nothing_after_a_batch_waits_for_the_batch() {
        let unsettled = Unsettled::default();
        unsettled.saw();
        unsettled.hand_out(unsettled.mark());
        unsettled.saw();
        unsettled.dismiss(unsettled.mark());
        assert!(unsettled.is_dirty());
        unsettled.settled();
        assert!(!unsettled.is_dirty());
    }

    #[test]
    fn who_waits_is_woken() {
        let unsettled = std::sync::Arc::new(Unsettled::default());
        unsettled.saw();
        let waiting = std::sync::Arc::clone(&unsettled);
        let waiter = std::thread::spawn(move || waiting.wait_until_settled(Duration::from_secs(9)));
        unsettled.hand_out(unsettled.mark());
        unsettled.saw();
        unsettled.settled();
        // Whoever came before the second change does not wait for it; whoever came after it sees
        // the second batch applied.
        unsettled.hand_out(unsettled.mark());
        unsettled.settled();
        assert!(waiter.join().unwrap());
    }
}

//! Progress on a terminal, for work that takes longer than a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work shows nothing.
const QUIET_AT_FIRST: Duration = Duration::from_secs(1);

/// How often the bar is drawn.
const BETWEEN_DRAWINGS: Duration = Duration::from_millis(100);

/// A count of work done. Counting costs one atomic addition; a thread of its own draws. Dropping
/// it clears the line.
pub struct Progress {
    counts: Arc<Counts>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

#[derive(Default)]
struct Counts {
    done: AtomicU64,
    total: AtomicU64,
}

impl Progress {
    /// Starts to count towards a total (zero if it is not yet known) and draws on the terminal.
    pub fn started(total: u64, title: &str) -> Self {
        let mut progress = Self::hidden(total);
        let (sender, receiver) = mpsc::channel();
        let (counts, title) = (Arc::clone(&progress.counts), title.to_string());
        let drawing = thread::Builder::new()
            .name("progress".to_string())
            .spawn(move || draw(&counts, title, &receiver));
        progress.drawing = drawing.ok().map(|thread| (sender, thread));
        progress
    }

    /// Starts to count and shows nothing.
    pub fn hidden(total: u64) -> Self {
        let counts = Counts::default();
        counts.total.store(total, Ordering::Relaxed);
        Self { counts: Arc::new(counts), drawing: None }
    }

    /// Says how much work there is in all, once it is known.
    pub fn expect(&self, total: u64) {
        self.counts.total.store(total, Ordering::Relaxed);
    }

    /// Counts one piece of work as done.
    pub fn advance(&self) {
        self.counts.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Tells how many pieces of work are done.
    pub fn done(&self) -> u64 {
        self.counts.done.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.drawing.take() {
            drop(sender);
            // A drawing thread that panicked leaves at worst a line behind; the work is done.
            thread.join().ok();
        }
    }
}

fn draw(counts: &Counts, title: String, end: &mpsc::Receiver<()>) {
    if end.recv_timeout(QUIET_AT_FIRST) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    // The bar stays hidden until it has its style: the first drawing would show another.
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    bar.set_message(title);
    bar.set_style(style("{spinner} {msg} {human_pos}"));
    let mut is_hidden = true;
    loop {
        let total = counts.total.load(Ordering::Relaxed);
        if total > 0 && bar.length() != Some(total) {
            bar.set_style(style("{msg} {bar:30} {human_pos}/{human_len}"));
            bar.set_length(total);
        }
        if std::mem::take(&mut is_hidden) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_position(counts.done.load(Ordering::Relaxed));
        bar.tick();
        if end.recv_timeout(BETWEEN_DRAWINGS) != Err(RecvTimeoutError::Timeout) {
            return bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_threads_count() {
        let progress = Progress::started(400, "pages");
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| progress.advance()));
            }
        });
        assert_eq!(progress.done(), 400);
    }
}

//! The hub: the open pages that listen, and what they are told.

use std::collections::BTreeSet;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::rack::Sheet;
use super::view::{Studio, View};
use crate::ground::Fingerprint;

/// Pages that may listen at once; the one that has listened longest makes room.
const LISTENERS_MAX: usize = 64;

/// Messages that may wait for a page that does not read; then it must load again.
const WAITING_MAX: usize = 32;

/// How often a page that hears nothing else hears that the preview is there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The pages that listen.
#[derive(Default)]
pub(super) struct Hub {
    listeners: Mutex<Vec<Listener>>,
    bell: Mutex<Bell>,
    rung: Condvar,
}

/// Whether there may be something new to tell.
#[derive(Default)]
struct Bell {
    is_rung: bool,
    /// What is told once the pages are as they should be.
    news: Vec<News>,
    is_over: bool,
}

struct Listener {
    /// The path of the site that is open, not encoded.
    page: String,
    /// What the browser has.
    has: Has,
    /// The status of the page that it was told of last.
    status: Option<u16>,
    mailbox: SyncSender<String>,
    /// Gone when nobody reads the letters any more.
    carrier: Weak<()>,
}

/// What a browser has of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Has {
    pub(super) version: Fingerprint,
    pub(super) notice: Fingerprint,
}

/// What a page is told that does not depend on which it is.
pub(super) enum News {
    /// A file has new bytes: its URL path, encoded.
    File(String),
    /// The author works on this page: its URL, with an anchor.
    Go(String),
}

impl Hub {
    /// Takes a page that listens; `has` is what it says it has, in hexadecimal digits.
    pub(super) fn add(&self, page: &str, has: (&str, &str), writer: Box<dyn Write + Send>) {
        let (mailbox, letters) = sync_channel(WAITING_MAX);
        let thread = thread::Builder::new().name("listener".to_string());
        let life = Arc::new(());
        let carrier = Arc::downgrade(&life);
        let work = move || {
            carry(&letters, writer);
            drop(life);
        };
        if thread.spawn(work).is_err() {
            return;
        }
        let parse = |digits: &str| Fingerprint::parse(digits).unwrap_or(Fingerprint::ABSENT);
        let has = Has { version: parse(has.0), notice: parse(has.1) };
        let mut listeners = self.lock();
        listeners.retain(Listener::is_there);
        if listeners.len() >= LISTENERS_MAX {
            listeners.remove(0);
        }
        listeners.push(Listener { page: page.to_string(), has, status: None, mailbox, carrier });
        drop(listeners);
        self.ring();
    }

    /// Says that there may be something new.
    pub(super) fn ring(&self) {
        self.bell().is_rung = true;
        self.rung.notify_all();
    }

    /// Tells the open pages what is new about them whenever it rings, until the hub is closed.
    pub(super) fn work(&self, studio: &Studio) {
        loop {
            let mut bell = self.bell();
            while !bell.is_rung && !bell.is_over {
                bell = self.rung.wait(bell).unwrap_or_else(PoisonError::into_inner);
            }
            if bell.is_over {
                return;
            }
            bell.is_rung = false;
            let news = std::mem::take(&mut bell.news);
            drop(bell);
            // A fault of the program in one round does not end the others.
            catch_unwind(AssertUnwindSafe(|| self.update(studio))).ok();
            for news in &news {
                self.send(news);
            }
        }
    }

    /// Tells each open page what is new about it; pages are made once, however many are open, and
    /// each is sent as it is made.
    fn update(&self, studio: &Studio) {
        self.lock().retain(Listener::is_there);
        let pages: BTreeSet<String> =
            self.lock().iter().map(|listener| listener.page.clone()).collect();
        for page in pages {
            let view = studio.view(&page);
            self.lock().retain_mut(|listener| listener.page != page || listener.update(&view));
        }
    }

    /// Tells all open pages, when it rings next.
    pub(super) fn tell(&self, news: News) {
        self.bell().news.push(news);
    }

    fn send(&self, news: &News) {
        let letter = match news {
            News::File(path) => letter("file", &json!({ "path": path })),
            News::Go(url) => letter("go", &json!({ "url": url })),
        };
        self.lock().retain(|listener| listener.mailbox.try_send(letter.clone()).is_ok());
    }

    /// Ends all streams.
    pub(super) fn close(&self) {
        self.bell().is_over = true;
        self.rung.notify_all();
        self.lock().clear();
    }

    fn bell(&self) -> MutexGuard<'_, Bell> {
        self.bell.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Listener>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    fn is_there(&self) -> bool {
        self.carrier.strong_count() > 0
    }

    /// Sends what differs from what the browser has; tells whether it still listens.
    fn update(&mut self, view: &View) -> bool {
        let now = Has { version: view.version, notice: view.notice };
        let before = std::mem::replace(&mut self.has, now);
        let status = self.status.replace(view.status).unwrap_or(200);
        let told = match &view.sheet {
            _ if before == now => return true,
            // A script does not see which status its page had.
            _ if status != view.status => letter("reload", &json!({})),
            Sheet::Bytes(html) if before.version != now.version => letter(
                "page",
                &json!({
                    "version": now.version.to_string(),
                    "html": String::from_utf8_lossy(html),
                }),
            ),
            Sheet::Bytes(_) => {
                letter("notice", &json!({ "notice": now.notice.to_string(), "html": view.inner }))
            }
            Sheet::File(_) => letter("reload", &json!({})),
        };
        self.mailbox.try_send(told).is_ok()
    }
}

fn letter(event: &str, data: &serde_json::Value) -> String {
    format!("event: {event}\ndata: {data}\n\n")
}

/// Carries letters to a browser until one of both is gone.
fn carry(letters: &Receiver<String>, mut writer: Box<dyn Write + Send>) {
    let mut text = ":\n\n".to_string();
    loop {
        if writer.write_all(text.as_bytes()).and_then(|()| writer.flush()).is_err() {
            return;
        }
        text = match letters.recv_timeout(HEARTBEAT) {
            Ok(letter) => letter,
            Err(RecvTimeoutError::Timeout) => ":\n\n".to_string(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
    }
}

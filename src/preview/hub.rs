//! The hub: the open pages that listen, and what they are told.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
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
    /// One update at a time: a view of yesterday must not overtake that of today.
    updating: Mutex<()>,
}

struct Listener {
    /// The path of the site that is open, not encoded.
    page: String,
    /// What the browser has.
    has: Has,
    /// The status of the page that it was told of last.
    status: Option<u16>,
    mailbox: SyncSender<String>,
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
        let carrier = thread::Builder::new().name("listener".to_string());
        if carrier.spawn(move || carry(&letters, writer)).is_err() {
            return;
        }
        let parse = |digits: &str| Fingerprint::parse(digits).unwrap_or(Fingerprint::ABSENT);
        let has = Has { version: parse(has.0), notice: parse(has.1) };
        let mut listeners = self.lock();
        if listeners.len() >= LISTENERS_MAX {
            listeners.remove(0);
        }
        listeners.push(Listener { page: page.to_string(), has, status: None, mailbox });
    }

    /// Tells each open page what is new about it; pages are made once, however many are open.
    pub(super) fn update(&self, studio: &Studio) {
        let _turn = self.updating.lock().unwrap_or_else(PoisonError::into_inner);
        let pages: Vec<String> = self.lock().iter().map(|listener| listener.page.clone()).collect();
        let mut views = BTreeMap::new();
        for page in pages {
            views.entry(page).or_insert_with_key(|page| studio.view(page));
        }
        self.lock().retain_mut(|listener| match views.get(&listener.page) {
            Some(view) => listener.update(view),
            None => true,
        });
    }

    /// Tells all open pages.
    pub(super) fn tell(&self, news: &News) {
        let letter = match news {
            News::File(path) => letter("file", &json!({ "path": path })),
            News::Go(url) => letter("go", &json!({ "url": url })),
        };
        self.lock().retain(|listener| listener.mailbox.try_send(letter.clone()).is_ok());
    }

    /// Ends all streams.
    pub(super) fn close(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Listener>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
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

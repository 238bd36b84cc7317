//! The preview's server, for the author's own machine.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use super::front::Alarm;
use super::ports::Bound;
use super::post::Post;
use super::service::Service;
use super::watchdog::{Bell, Pace, watch};
use crate::ground::{Failure, Words};

/// A server that answers until it is stopped or dropped.
pub(in crate::preview) struct Server {
    bell: Sender<Bell>,
    watchdog: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers at what was bound.
    pub(in crate::preview) fn start(bound: Bound, service: Service) -> Result<Self, Failure> {
        Self::start_at(bound, service, Pace::USUAL)
    }

    /// Answers, with a watchdog of another pace.
    pub(in crate::preview) fn start_at(
        bound: Bound,
        service: Service,
        pace: Pace,
    ) -> Result<Self, Failure> {
        let port = bound.port;
        Self::open(bound, service, pace).map_err(|cause| {
            let action = Words::new("no se pudo servir en el puerto", "could not serve at port");
            Failure::new(action, port, cause)
        })
    }

    fn open(bound: Bound, service: Service, pace: Pace) -> io::Result<Self> {
        let (bell, bells) = channel();
        let ring = bell.clone();
        let alarm: Alarm = Arc::new(move || {
            // When the watchdog has gone, it is over.
            let _ = ring.send(Bell::Alarm);
        });
        let service = Arc::new(service);
        let listeners = bound.listeners.into_iter();
        let posts: io::Result<Vec<Post>> = listeners
            .map(|listener| Post::new(listener, Arc::clone(&service), Arc::clone(&alarm)))
            .collect();
        let posts = posts?;
        let thread = thread::Builder::new().name("preview-watchdog".to_string());
        let watchdog = Some(thread.spawn(move || watch(posts, &bells, pace))?);
        Ok(Self { bell, watchdog })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.bell.send(Bell::End);
        // A watchdog that panicked has left its posts all the same.
        let _ = self.watchdog.take().map(JoinHandle::join);
    }
}

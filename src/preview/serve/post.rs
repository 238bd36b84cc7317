//! A listener that is always served.

use std::collections::VecDeque;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use super::front::{Alarm, Front};
use super::ping;
use super::ports;
use super::service::Service;

/// After so many questions without answer, a listener is served anew.
const SILENCES_MAX: u32 = 2;

/// So many servers of one listener are kept. Those that were replaced answer what they had
/// accepted; and should one live after all, what it goes on accepting. So it harms nobody to serve
/// anew without need, as on a machine that was too busy to answer in time.
const FRONTS_MAX: usize = 16;

/// A listener, and those who serve it; the last is the newest.
pub(in crate::preview) struct Post {
    listener: TcpListener,
    address: SocketAddr,
    service: Arc<Service>,
    alarm: Alarm,
    fronts: VecDeque<Front>,
    silences: u32,
}

impl Post {
    /// Serves a listener. The alarm is raised when it is served no more.
    pub(in crate::preview) fn new(
        listener: TcpListener,
        service: Arc<Service>,
        alarm: Alarm,
    ) -> io::Result<Self> {
        let address = ports::near(listener.local_addr()?);
        let fronts = VecDeque::new();
        let mut post = Self { listener, address, service, alarm, fronts, silences: 0 };
        post.serve()?;
        Ok(post)
    }

    /// Sees that the listener is served, and serves it anew if not.
    pub(in crate::preview) fn tend(&mut self, patience: Duration) {
        let is_dead = self.fronts.back().is_none_or(Front::has_died);
        if is_dead || ping::is_answered(self.address, patience) {
            self.silences = 0;
        } else {
            self.silences += 1;
        }
        if is_dead || self.silences >= SILENCES_MAX {
            // What the system does not give now, it may give at the next round.
            self.silences = if self.serve().is_ok() { 0 } else { SILENCES_MAX };
        }
    }

    fn serve(&mut self) -> io::Result<()> {
        let (service, alarm) = (Arc::clone(&self.service), Arc::clone(&self.alarm));
        let front = Front::open(self.listener.try_clone()?, service, alarm)?;
        self.fronts.push_back(front);
        if self.fronts.len() > FRONTS_MAX {
            self.fronts.pop_front();
        }
        Ok(())
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        // Each server that closes wakes one of those that wait for a connection, not always its
        // own; who finds none waiting after that one ends for good.
        let _ = self.listener.set_nonblocking(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Lang;
    use crate::preview::serve::guard::{Guard, Reach};
    use crate::preview::serve::plain::plain;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    const PATIENCE: Duration = Duration::from_secs(1);

    fn post() -> Post {
        let bound = ports::bind(Some(0), None).unwrap();
        let service = Service {
            guard: Guard::new(bound.port, Reach::Machine, &[]),
            lang: Lang::Es,
            identity: "a".to_string(),
            handler: Box::new(|_| plain(200, "")),
        };
        let listener = bound.listeners.into_iter().next().unwrap();
        Post::new(listener, Arc::new(service), Arc::new(|| {})).unwrap()
    }

    #[test]
    fn who_answers_is_left_alone() {
        let mut post = post();
        for _ in 0..10 {
            post.tend(PATIENCE);
            post.tend(Duration::ZERO);
        }
        assert_eq!(post.fronts.len(), 1);
    }

    #[test]
    fn who_is_silent_twice_is_replaced() {
        let mut post = post();
        for expected in [1, 2, 2, 3] {
            post.tend(Duration::ZERO);
            assert_eq!(post.fronts.len(), expected);
        }
    }

    #[test]
    fn to_replace_without_need_harms_nobody() {
        let mut post = post();
        let mut early = TcpStream::connect(post.address).unwrap();
        early.set_read_timeout(Some(PATIENCE)).unwrap();
        for _ in 1..FRONTS_MAX {
            post.serve().unwrap();
            for _ in 0..10 {
                assert!(ping::identity(post.address, PATIENCE).is_some());
            }
        }
        assert_eq!(post.fronts.len(), FRONTS_MAX);
        early.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
        assert!(early.read(&mut [0; 100]).unwrap() > 0);
        for _ in 0..FRONTS_MAX {
            post.serve().unwrap();
        }
        assert_eq!(post.fronts.len(), FRONTS_MAX);
    }
}

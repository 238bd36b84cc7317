//! A server of the library `tiny_http` on one listener, kept from what it cannot bear.
//!
//! Each request gets a thread: whoever reads slowly, sends half of what was announced, listens for
//! events or waits for a page keeps nobody else waiting. The thread that receives them answers none.

use std::io;
use std::mem::{self, ManuallyDrop};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use tiny_http::{Request, Response, Server};

use super::ask::Ask;
use super::patient::Patient;
use super::ping;
use super::ports;
use super::reply;
use super::service::Service;

/// A request with more to say is told that it is too much.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// What is announced up to here is received and thrown away. For what does not come the library takes
/// as much memory, though it never touches it; beyond this the program might die of it.
const DRAINED_BYTES_MAX: usize = 256 * 1024 * 1024;

/// So many requests are answered at once. A browser has six connections.
const THREADS_MAX: usize = 512;

/// So many more are told that there are too many.
const REFUSED_MAX: usize = 256;

/// A quiet server is nudged: soon after its last request, then less and less often.
const PAUSE_MIN: Duration = Duration::from_millis(20);
const PAUSE_MAX: Duration = Duration::from_secs(5);

/// So many connections that were left lying may be taken up at once.
const NUDGES: usize = 16;

/// Pages are rendered elsewhere.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Called when a server accepts no more.
pub(in crate::preview) type Alarm = Arc<dyn Fn() + Send + Sync>;

/// A server on a listener. It closes when it is dropped.
pub(in crate::preview) struct Front {
    server: Weak<Server>,
    state: Arc<State>,
}

/// What the threads of a server share.
#[derive(Default)]
struct State {
    /// The library accepts no more; it never begins again.
    has_died: AtomicBool,
    is_closed: Arc<AtomicBool>,
    /// Has an owner for each request that is being answered, and one more.
    seats: Arc<()>,
}

impl Front {
    /// Serves on a listener; raises the alarm when it accepts no more. What it had accepted by then
    /// is still answered.
    pub(in crate::preview) fn open(
        listener: TcpListener,
        service: Arc<Service>,
        alarm: Alarm,
    ) -> io::Result<Self> {
        let address = ports::near(listener.local_addr()?);
        let server = Arc::new(Server::from_listener(listener, None).map_err(io::Error::other)?);
        let state = Arc::new(State::default());
        let front = Self { server: Arc::downgrade(&server), state: Arc::clone(&state) };
        let thread = thread::Builder::new().name("preview-front".to_string());
        thread.spawn(move || {
            let mut pause = PAUSE_MIN;
            while !state.is_closed.load(Ordering::Relaxed) {
                match server.recv_timeout(pause) {
                    Ok(Some(request)) => {
                        // The watchdog's questions are no browser's.
                        if request.url() != ping::PATH {
                            pause = PAUSE_MIN;
                        }
                        state.seat(request, &service);
                    }
                    Ok(None) => {
                        pause = PAUSE_MAX.min(pause * 3 / 2);
                        state.nudge(address);
                    }
                    Err(_) => {
                        state.has_died.store(true, Ordering::Relaxed);
                        alarm();
                    }
                }
            }
        })?;
        Ok(front)
    }

    /// Tells whether it is known to accept no more.
    pub(in crate::preview) fn has_died(&self) -> bool {
        self.state.has_died.load(Ordering::Relaxed)
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.state.is_closed.store(true, Ordering::Relaxed);
        if let Some(server) = self.server.upgrade() {
            server.unblock();
        }
    }
}

impl State {
    /// Wakes the library. Of connections that come at once it leaves some lying, which it thinks
    /// are seen to, until the next ones come and end: these.
    fn nudge(&self, address: SocketAddr) {
        for _ in 0..NUDGES {
            let is_over = self.is_closed.load(Ordering::Relaxed);
            if !is_over && !self.has_died.load(Ordering::Relaxed) {
                let _ = TcpStream::connect_timeout(&address, PAUSE_MIN);
            }
        }
    }

    /// Answers a request on a thread of its own. One that gets none is forgotten: to drop it would
    /// be to write, and to read all that it announced.
    fn seat(&self, request: Request, service: &Arc<Service>) {
        let request = ManuallyDrop::new(request);
        let taken = Arc::strong_count(&self.seats);
        if taken > THREADS_MAX + REFUSED_MAX {
            return;
        }
        let (service, is_closed) = (Arc::clone(service), Arc::clone(&self.is_closed));
        let seat = Arc::clone(&self.seats);
        let thread = thread::Builder::new().name("preview-answer".to_string());
        let _ = thread.stack_size(STACK_BYTES).spawn(move || {
            let request = ManuallyDrop::into_inner(request);
            if taken > THREADS_MAX {
                refuse_crowd(request);
                drop(seat);
            } else if request.body_length().is_some_and(|length| length > BODY_BYTES_MAX) {
                drop(seat);
                refuse_body(request);
            } else {
                answer(request, &service, is_closed);
                drop(seat);
            }
        });
    }
}

fn answer(request: Request, service: &Service, is_closed: Arc<AtomicBool>) {
    let ask = ask(&request);
    let answer = service.answer(&ask);
    let browser = Patient::new(request.into_writer(), is_closed);
    // A browser that went away is no fault.
    let _ = reply::send(answer, &ask, Box::new(browser));
}

fn ask(request: &Request) -> Ask {
    let headers = request.headers().iter();
    let pairs = headers.map(|header| {
        let name = header.field.as_str().as_str().to_ascii_lowercase();
        (name, header.value.as_str().to_string())
    });
    Ask {
        method: request.method().as_str().to_string(),
        target: request.url().to_string(),
        headers: pairs.collect(),
    }
}

/// Says that a request has too much to say, and hears no more of it.
fn refuse_body(request: Request) {
    let length = request.body_length().unwrap_or_default();
    // To ask the library for a writer is to receive all that was announced. It gives both ends
    // only after an answer of its own, so that one says nothing but that another will follow.
    let mut stream = request.upgrade("none", Response::empty(103));
    let answer = reply::short(413, "demasiado grande / too large");
    let _ = stream.write_all(&answer).and_then(|()| stream.flush());
    if length <= DRAINED_BYTES_MAX {
        let _ = io::copy(&mut stream, &mut io::sink());
    } else {
        mem::forget(stream);
    }
}

/// Says that too much is asked at once.
fn refuse_crowd(request: Request) {
    if request.body_length().is_some_and(|length| length > 0) {
        return mem::forget(request);
    }
    let answer = reply::short(503, "demasiado a la vez / too much at once");
    let mut browser = request.into_writer();
    let _ = browser.write_all(&answer).and_then(|()| browser.flush());
}

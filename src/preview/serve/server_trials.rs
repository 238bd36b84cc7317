//! Trials of the server, over real connections.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::answer::{Answer, Body};
use super::ask::Ask;
use super::guard::{Guard, Reach};
use super::ping;
use super::plain::plain;
use super::ports::{self, Bound};
use super::server::Server;
use super::service::Service;
use super::watchdog::Pace;
use crate::ground::Lang;

/// Whoever waits longer than this waits for ever.
const PATIENCE: Duration = Duration::from_secs(1);

/// A server under trial.
struct Trial {
    server: Server,
    at: SocketAddr,
}

/// A connection of a browser.
struct Browser(TcpStream);

/// What a browser was told.
#[derive(Debug)]
struct Told {
    head: String,
    body: Vec<u8>,
}

impl Trial {
    fn new(handler: impl Fn(&Ask) -> Answer + Send + Sync + 'static) -> Self {
        Self::start(ports::bind(Some(0), None).unwrap(), Pace::USUAL, handler)
    }

    fn start(
        bound: Bound,
        pace: Pace,
        handler: impl Fn(&Ask) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let at = bound.listeners[0].local_addr().unwrap();
        let service = Service {
            guard: Guard::new(bound.port, Reach::Machine, &[]),
            lang: Lang::Es,
            identity: "un sitio".to_string(),
            handler: Box::new(handler),
        };
        Self { server: Server::start_at(bound, service, pace).unwrap(), at }
    }

    fn echo() -> Self {
        Self::new(echo)
    }

    fn browser(&self) -> Browser {
        let stream = TcpStream::connect(self.at).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Browser(stream)
    }

    fn get(&self, path: &str) -> Told {
        self.ask("GET", path, "")
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Told {
        let mut browser = self.browser();
        browser.send(method, path, headers);
        if method == "HEAD" { browser.head() } else { browser.told() }
    }

    /// Sees that all is well.
    fn goes_on(&self) {
        for number in 0..20 {
            let path = format!("/bien/{number}");
            assert_eq!(self.get(&path).text(), format!("GET {path}\n"));
        }
    }
}

impl Browser {
    fn send(&mut self, method: &str, path: &str, headers: &str) {
        let port = self.0.peer_addr().unwrap().port();
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n");
        self.0.write_all(request.as_bytes()).unwrap();
    }

    /// Reads the head of an answer; after those that only say that another will follow.
    fn head(&mut self) -> Told {
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") {
            self.0.read_exact(&mut byte).expect("an answer in time");
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).unwrap();
        if head.starts_with("HTTP/1.1 1") { self.head() } else { Told { head, body: Vec::new() } }
    }

    fn told(&mut self) -> Told {
        let mut told = self.head();
        told.body = vec![0; told.header("Content-Length").unwrap().parse().unwrap()];
        self.0.read_exact(&mut told.body).expect("a body in time");
        told
    }
}

impl Told {
    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

fn echo(ask: &Ask) -> Answer {
    plain(200, &format!("{} {}", ask.method, ask.target))
}

fn file(path: PathBuf) -> Answer {
    let headers = vec![("Content-Type", "video/mp4".to_string())];
    Answer { status: 200, headers, body: Body::File(path) }
}

#[test]
fn an_answer_says_whom_it_is_for() {
    let trial = Trial::echo();
    let told = trial.get("/guia/?a=1");
    assert_eq!((told.status(), told.text()), ("200", "GET /guia/?a=1\n"));
    for (name, expected) in [
        ("Connection", Some("close")),
        ("Content-Type", Some("text/plain; charset=utf-8")),
        ("Content-Length", Some("15")),
        ("Cross-Origin-Resource-Policy", Some("same-origin")),
        ("X-Content-Type-Options", Some("nosniff")),
        ("Cache-Control", Some("no-store")),
        ("Access-Control-Allow-Origin", None),
    ] {
        assert_eq!(told.header(name), expected, "{name}");
    }
}

#[test]
fn the_guard_stands_before_the_site() {
    let trial = Trial::new(|_| panic!("nobody gets here"));
    for path in ["/", "/estilo.css", "/_tertulia/live", ping::PATH] {
        let told = trial.ask("GET", path, "Origin: http://evil.example\r\n");
        assert_eq!(told.status(), "403", "{path}");
        let told = trial.ask("GET", path, "Host: evil.example\r\n");
        assert_eq!(told.status(), "400", "{path}");
        let told = trial.ask("POST", path, "");
        assert_eq!((told.status(), told.header("Allow")), ("405", Some("GET, HEAD")), "{path}");
    }
}

#[test]
fn a_preview_says_which_one_it_is() {
    let trial = Trial::echo();
    assert_eq!(ping::identity(trial.at, PATIENCE).as_deref(), Some("un sitio"));
    assert!(ping::is_answered(trial.at, PATIENCE));
    assert!(!ping::is_answered(trial.at, Duration::ZERO));
}

#[test]
fn both_families_are_served() {
    let bound = ports::bind(Some(0), None).unwrap();
    let addresses: Vec<SocketAddr> =
        bound.listeners.iter().map(|listener| listener.local_addr().unwrap()).collect();
    let trial = Trial::start(bound, Pace::USUAL, echo);
    for at in addresses {
        assert!(ping::identity(at, PATIENCE).is_some(), "{at}");
    }
    trial.goes_on();
}

#[test]
fn on_a_network_the_secret_opens_the_door() {
    let address = IpAddr::from(Ipv4Addr::UNSPECIFIED);
    let bound = ports::bind(Some(0), Some(address)).unwrap();
    let at = ports::near(bound.listeners[0].local_addr().unwrap());
    let reach = Reach::Network { address, token: "00ff".to_string() };
    let guard = Guard::new(bound.port, reach, &[]);
    let service =
        Service { guard, lang: Lang::En, identity: String::new(), handler: Box::new(echo) };
    let trial = Trial { server: Server::start(bound, service).unwrap(), at };

    assert_eq!(trial.get("/guia/").status(), "403");
    let told = trial.get("/guia/?token=00ff");
    assert_eq!((told.status(), told.header("Location")), ("303", Some("/guia/")));
    let cookie = told.header("Set-Cookie").unwrap().split(';').next().unwrap();
    let told = trial.ask("GET", "/guia/", &format!("Cookie: {cookie}\r\n"));
    assert_eq!(told.text(), "GET /guia/\n");
}

#[test]
fn connections_that_are_kept_open_never_stall() {
    let trial = Trial::echo();
    let mut browsers: Vec<Browser> = (0..6).map(|_| trial.browser()).collect();
    for round in 0..15 {
        for (number, browser) in browsers.iter_mut().enumerate() {
            browser.send("GET", &format!("/{round}/{number}"), "Connection: keep-alive\r\n");
        }
        for (number, browser) in browsers.iter_mut().enumerate() {
            assert_eq!(browser.told().text(), format!("GET /{round}/{number}\n"));
            // As browsers do when they are told that this was the last answer.
            *browser = trial.browser();
        }
    }
}

#[test]
fn a_hundred_gigabytes_are_refused() {
    let trial = Trial::echo();
    for method in ["POST", "GET"] {
        let mut browser = trial.browser();
        browser.send(method, "/", "Content-Length: 100000000000\r\n");
        browser.0.write_all(&[b'x'; 100_000]).unwrap();
        assert_eq!(browser.told().status(), "413");
        drop(browser);
        trial.goes_on();
    }
}

#[test]
fn a_body_that_is_too_large_is_received_after_its_answer() {
    let trial = Trial::echo();
    let mut browser = trial.browser();
    browser.send("POST", "/", "Content-Length: 1000000\r\n");
    assert_eq!(browser.told().status(), "413");
    browser.0.write_all(&[b'x'; 1_000_000]).unwrap();
    browser.send("GET", "/despues", "");
    assert_eq!(browser.told().text(), "GET /despues\n");
}

#[test]
fn half_sent_bodies_keep_nobody_waiting() {
    let trial = Trial::echo();
    for length in [1_000, 60_000, 1_000_000, 100_000_000_000_u64] {
        let halves = [0; 8].map(|_| {
            let mut browser = trial.browser();
            browser.send("POST", "/", &format!("Content-Length: {length}\r\n"));
            browser.0.write_all(b"half").unwrap();
            browser
        });
        trial.goes_on();
        drop(halves);
        trial.goes_on();
    }
}

#[test]
fn another_protocol_keeps_nobody_waiting() {
    let trial = Trial::echo();
    for line in ["PRI * HTTP/2.0", "GET /", "\0\u{16}\u{3}\u{1}", "é"] {
        trial.browser().0.write_all(format!("{line}\r\n\r\n").as_bytes()).unwrap();
    }
    for _ in 0..50 {
        trial.browser().0.write_all(b"GET / HTTP/2.0\r\n\r\n").unwrap();
    }
    trial.goes_on();
}

#[test]
fn a_panic_is_an_answer() {
    let trial = Trial::new(|ask| match ask.path() {
        "/mal/" => panic!("as this test wants"),
        _ => echo(ask),
    });
    for _ in 0..20 {
        let told = trial.get("/mal/");
        assert_eq!(told.status(), "500");
        assert!(told.text().starts_with("algo falló"), "{told:?}");
    }
    trial.goes_on();
}

#[test]
fn who_asks_for_the_head_gets_no_body() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corto.mp4");
    std::fs::write(&path, "0123456789").unwrap();
    let trial = Trial::new(move |ask| match ask.path() {
        "/corto.mp4" => file(path.clone()),
        "/live" => Answer {
            status: 200,
            headers: Vec::new(),
            body: Body::Stream(Box::new(|_| panic!("nobody listens"))),
        },
        _ => echo(ask),
    });
    for (path, length) in [("/", Some("7")), ("/corto.mp4", Some("10")), ("/live", None)] {
        let mut browser = trial.browser();
        browser.send("HEAD", path, "Connection: close\r\n");
        let told = browser.head();
        assert_eq!((told.status(), told.header("Content-Length")), ("200", length), "{path}");
        let mut rest = Vec::new();
        browser.0.read_to_end(&mut rest).unwrap();
        assert!(rest.is_empty(), "{path}");
    }
}

#[test]
fn parts_of_files_are_sent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corto.mp4");
    std::fs::write(&path, "0123456789").unwrap();
    let trial = Trial::new(move |_| file(path.clone()));
    for (range, status, told_range, body) in [
        ("", "200", None, "0123456789"),
        ("Range: bytes=0-1\r\n", "206", Some("bytes 0-1/10"), "01"),
        ("Range: bytes=7-\r\n", "206", Some("bytes 7-9/10"), "789"),
        ("Range: bytes=-2\r\n", "206", Some("bytes 8-9/10"), "89"),
        ("Range: bytes=10-\r\n", "416", Some("bytes */10"), ""),
        ("Range: bytes=0-1,3-4\r\n", "200", None, "0123456789"),
        ("Range: bytes=0-1\r\nIf-Range: \"a\"\r\n", "200", None, "0123456789"),
    ] {
        let told = trial.ask("GET", "/", range);
        assert_eq!((told.status(), told.header("Content-Range")), (status, told_range), "{range}");
        assert_eq!(told.header("Accept-Ranges"), Some("bytes"));
        assert_eq!(told.text(), body, "{range}");
    }
}

#[test]
fn a_file_that_is_gone_is_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_path_buf();
    let trial = Trial::new(move |ask| file(path.join(&ask.path()[1..])));
    assert_eq!(trial.get("/nada.mp4").status(), "404");
    assert_eq!(trial.get("/").status(), "404");
    assert_eq!(trial.get("/").header("Content-Type"), Some("text/plain; charset=utf-8"));
}

#[test]
fn who_does_not_read_keeps_nobody_waiting() {
    const LENGTH: u64 = 64 * 1024 * 1024;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("largo.mp4");
    File::create(&path).unwrap().set_len(LENGTH).unwrap();
    let page: std::sync::Arc<[u8]> = vec![b'x'; LENGTH as usize].into();
    let trial = Trial::new(move |ask| match ask.path() {
        "/largo.mp4" => file(path.clone()),
        "/larga/" => Answer { status: 200, headers: Vec::new(), body: Body::Bytes(page.clone()) },
        _ => echo(ask),
    });
    let mut browsers: Vec<Browser> = (0..20).map(|_| trial.browser()).collect();
    for (browser, path) in browsers.iter_mut().zip(["/largo.mp4", "/larga/"].iter().cycle()) {
        browser.send("GET", path, "");
        browser.send("GET", "/detras", "");
        assert_eq!(browser.head().status(), "200");
    }
    trial.goes_on();
    // Whoever reads at last gets all of it.
    let mut browser = browsers.swap_remove(0);
    let mut rest = Read::by_ref(&mut browser.0).take(LENGTH);
    assert_eq!(std::io::copy(&mut rest, &mut std::io::sink()).unwrap(), LENGTH);
    assert_eq!(browser.told().text(), "GET /detras\n");
}

/// Serves a stream of what is sent to it.
fn live(events: Receiver<&'static str>) -> Answer {
    let play = move |mut browser: Box<dyn Write + Send>| {
        for event in events {
            browser.write_all(event.as_bytes()).unwrap();
            browser.flush().unwrap();
        }
    };
    let headers = vec![("Content-Type", "text/event-stream".to_string())];
    Answer { status: 200, headers, body: Body::Stream(Box::new(play)) }
}

#[test]
fn events_arrive_while_others_are_served() {
    let listeners: Mutex<Vec<Receiver<&'static str>>> = Mutex::default();
    let mut streams: Vec<Sender<&'static str>> = Vec::new();
    for _ in 0..20 {
        let (sender, receiver) = channel();
        streams.push(sender);
        listeners.lock().unwrap().push(receiver);
    }
    let trial = Trial::new(move |ask| match ask.path() {
        "/_tertulia/live" => live(listeners.lock().unwrap().remove(0)),
        _ => echo(ask),
    });
    let mut browsers: Vec<Browser> = Vec::new();
    for _ in &streams {
        let mut browser = trial.browser();
        browser.send("GET", "/_tertulia/live", "");
        let told = browser.head();
        assert_eq!(told.header("Content-Type"), Some("text/event-stream"));
        assert_eq!(told.header("Content-Length"), None);
        browsers.push(browser);
    }
    for event in ["data: uno\n\n", "data: dos\n\n"] {
        trial.goes_on();
        for (stream, browser) in streams.iter().zip(&mut browsers) {
            stream.send(event).unwrap();
            let chunk = format!("b\r\n{event}\r\n");
            let mut told = vec![0; chunk.len()];
            browser.0.read_exact(&mut told).unwrap();
            assert_eq!(String::from_utf8(told).unwrap(), chunk);
        }
    }
    // A stream that we end is seen to end, on a connection that stays open.
    drop(streams);
    let mut end = [0; 5];
    browsers[0].0.read_exact(&mut end).unwrap();
    assert_eq!(&end, b"0\r\n\r\n");
}

/// Waits until something is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
    panic!("{what} never came to be");
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_that_dies_is_raised() {
    let bound = ports::bind(Some(0), None).unwrap();
    let doors: Vec<_> =
        bound.listeners.iter().map(|listener| listener.try_clone().unwrap()).collect();
    let pace = Pace { round: PATIENCE, patience: PATIENCE, rest: Duration::from_millis(1) };
    let trial = Trial::start(bound, pace, echo);
    let mut early = trial.browser();
    trial.goes_on();
    for _ in 0..3 {
        // Who asks for a connection and finds none has failed, and the library gives up.
        for door in &doors {
            door.set_nonblocking(true).unwrap();
            drop(TcpStream::connect(door.local_addr().unwrap()).unwrap());
        }
        let mut lost = trial.browser();
        for door in &doors {
            door.set_nonblocking(false).unwrap();
        }
        lost.send("GET", "/perdido", "");
        assert_eq!(lost.told().text(), "GET /perdido\n");
        trial.goes_on();
    }
    // What the first had accepted is its to answer.
    early.send("GET", "/temprano", "");
    assert_eq!(early.told().text(), "GET /temprano\n");
}

#[test]
fn a_server_that_is_stopped_leaves_its_port() {
    let trial = Trial::echo();
    let idle = trial.browser();
    trial.goes_on();
    let Trial { server, at } = trial;
    drop(server);
    until("a free port", || ports::bind(Some(at.port()), None).is_ok());
    drop(idle);
}

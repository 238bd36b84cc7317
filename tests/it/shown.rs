//! A preview inside the test's own process, and what it answers over real HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tertulia::command::world::clock;
use tertulia::ground::{Diagnostic, Fingerprint, Lang};
use tertulia::preview::{Event, Preview, Request};

use super::round::NOW;

/// The most that a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The server library leaves it to the one who asks to hang up.
pub(crate) const CLOSE: &str = "Connection: close\r\n";

/// A preview that runs.
pub(crate) struct Shown {
    preview: Preview,
    /// The messages of all findings that were told last.
    pub(crate) told: Arc<Mutex<Vec<String>>>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Shown {
    /// Shows a site in English, its day that of all tests.
    pub(crate) fn open(root: &Path) -> Self {
        Self::as_wished(root, |request| request)
    }

    /// Shows a site as it is wished.
    pub(crate) fn as_wished(root: &Path, wish: impl FnOnce(Request) -> Request) -> Self {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let time = clock();
        let request = Request {
            root: root.canonicalize().expect("it is there"),
            port: Some(0),
            bind: None,
            names: Vec::new(),
            follows: false,
            day: None,
            editor: Some("edit://{path}:{line}:{column}".to_string()),
            lang: Lang::En,
            tell: Arc::new(|findings, _| {
                findings.iter().map(|finding| format!("told: {}", says(finding))).collect()
            }),
            now: Box::new(|_| NOW),
            system_zone: "UTC".to_string(),
            clock: time,
            gauge: tertulia::command::world::gauge(),
            program: Fingerprint::of("a program"),
            jobs: 2,
            spared: Default::default(),
            key: None,
            hear: Arc::new(move |event| {
                if let Event::Findings(list, _) = event {
                    let list = list.iter().map(says);
                    *heard.lock().expect("nobody panics with it") = list.collect();
                }
            }),
        };
        let preview = Preview::start(wish(request)).expect("it starts");
        Self { preview, told }
    }

    /// Gives the host and the port.
    pub(crate) fn host(&self) -> &str {
        let url = self.preview.url().trim_start_matches("http://");
        url.split('/').next().expect("a URL has a host")
    }

    /// Asks for a path.
    pub(crate) fn get(&self, path: &str) -> Got {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{CLOSE}\r\n", self.host()))
    }

    /// Sends a request as it is written and reads the whole answer.
    pub(crate) fn ask(&self, request: &str) -> Got {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("it can be sent");
        let mut bytes = Vec::new();
        // Whoever is refused may be hung up on.
        stream.read_to_end(&mut bytes).ok();
        let at = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(at.map_or(bytes.len(), |at| at + 4));
        let head = String::from_utf8_lossy(head).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Got { status, head, body: body.to_vec() }
    }

    /// Listens to what changes on a page; gives the lines of the stream.
    pub(crate) fn listen(&self, page: &str) -> impl Iterator<Item = String> + use<> {
        let html = self.get(page).text();
        let of = |name: &str| {
            let (_, rest) = html.split_once(&format!("{name}=\"")).expect("the script says it");
            rest.split('"').next().expect("it ends").to_string()
        };
        let (token, page) = (of("data-token"), of("data-page"));
        let (version, notice) = (of("data-version"), of("data-notice"));
        let mut stream = self.connect();
        let request = format!(
            "GET /_tertulia/live?token={token}&page={page}&version={version}&notice={notice} \
             HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.host()
        );
        stream.write_all(request.as_bytes()).expect("it can be sent");
        BufReader::new(stream).lines().map_while(Result::ok)
    }

    /// Asks for a path until the answer is as it must be.
    pub(crate) fn wait(&self, path: &str, is_right: impl Fn(&Got) -> bool) -> Got {
        let time = clock();
        loop {
            let got = self.get(path);
            if is_right(&got) {
                return got;
            }
            assert!(time() < PATIENCE, "{path}: {} {}", got.status, got.text());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.host()).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("it can be set");
        stream
    }
}

/// Gives the message of a finding, and its label.
fn says(finding: &Diagnostic) -> String {
    let label = finding.label.as_ref().map_or("", |label| label.en.as_str());
    format!("{}: {label}", finding.message.en)
}

impl Got {
    /// Gives the body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Gives the body without what the preview adds to pages.
    pub(crate) fn bare(&self) -> Vec<u8> {
        let text = self.text();
        let Some(start) = text.find("<tertulia-preview") else { return self.body.clone() };
        let script = text[start..].find("live.js").map_or(start, |at| start + at);
        let end = text[script..].find("</script>").map_or(text.len(), |at| script + at + 9);
        [&text.as_bytes()[..start], &text.as_bytes()[end..]].concat()
    }
}

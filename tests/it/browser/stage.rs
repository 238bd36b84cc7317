//! A server that plays the preview's part, so that a test says when what changes.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use serde_json::{Value, json};

use super::chromium::await_some;
use super::driver::Browser;

const LIVE_JS: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../../../src/preview/screen/assets/live/page.js"),
    include_str!("../../../src/preview/screen/assets/live/pairs.js"),
    include_str!("../../../src/preview/screen/assets/live/plan.js"),
    include_str!("../../../src/preview/screen/assets/live/reader.js"),
    include_str!("../../../src/preview/screen/assets/live/files.js"),
    include_str!("../../../src/preview/screen/assets/live/notice.js"),
    include_str!("../../../src/preview/screen/assets/live/stream.js"),
    "})();\n"
);
const LIVE_CSS: &str = include_str!("../../../src/preview/screen/assets/live.css");

/// The one page of the stage.
const PAGE: &str = "/guia/";

/// Where a page of the preview is played.
pub(crate) struct Stage {
    port: u16,
    scene: Arc<Mutex<Scene>>,
}

#[derive(Default)]
struct Scene {
    html: String,
    notice: String,
    files: BTreeMap<String, (String, Vec<u8>)>,
    streams: Vec<TcpStream>,
    run: u64,
    is_down: bool,
    loads: usize,
}

impl Stage {
    /// Opens a stage with a page.
    pub(crate) fn of(html: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let scene = Arc::new(Mutex::new(Scene { html: html.to_string(), ..Scene::default() }));
        let shared = Arc::clone(&scene);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let scene = Arc::clone(&shared);
                thread::spawn(move || answer(stream, &scene));
            }
        });
        let stage = Self { port, scene };
        stage.set_file("/_tertulia/live.js", "text/javascript", LIVE_JS);
        stage.set_file("/_tertulia/live.css", "text/css", LIVE_CSS);
        stage
    }

    /// Opens the page, and waits until it listens.
    pub(crate) fn show(&self) -> Browser {
        let mut browser = Browser::open();
        browser.navigate(&self.url());
        self.await_listener();
        browser
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}{PAGE}", self.port)
    }

    /// Waits until the page listens and knows what it was made of.
    pub(crate) fn await_listener(&self) {
        await_some("a page that listens", || {
            let scene = self.scene();
            (!scene.streams.is_empty() && scene.loads >= 2).then_some(())
        });
    }

    pub(crate) fn set_file(&self, path: &str, mime: &str, text: impl AsRef<[u8]>) {
        let file = (mime.to_string(), text.as_ref().to_vec());
        self.scene().files.insert(path.to_string(), file);
    }

    /// Changes the page and says so.
    pub(crate) fn edit(&self, html: &str) {
        let event = {
            let mut scene = self.scene();
            scene.html = html.to_string();
            scene.page_event()
        };
        self.say("page", &event);
    }

    /// Changes what the page is told, without saying so.
    pub(crate) fn set_notice(&self, inner: &str) {
        self.scene().notice = inner.to_string();
    }

    /// Changes what the page is told and says so.
    pub(crate) fn tell(&self, inner: &str) {
        self.set_notice(inner);
        let event = json!({ "notice": version(inner), "html": whole_notice(inner) });
        self.say("notice", &event);
    }

    /// Sends an event to all that listen.
    pub(crate) fn say(&self, event: &str, data: &Value) {
        let text = written(event, data);
        for stream in &mut self.scene().streams {
            let _gone = stream.write_all(text.as_bytes());
        }
    }

    /// Ends all streams; until the stage is up again nothing is answered.
    pub(crate) fn go_down(&self) {
        let mut scene = self.scene();
        scene.is_down = true;
        for stream in scene.streams.drain(..) {
            let _gone = stream.shutdown(std::net::Shutdown::Both);
        }
    }

    /// Answers again, as another run: older pages are refused.
    pub(crate) fn come_back(&self) {
        let mut scene = self.scene();
        scene.is_down = false;
        scene.run += 1;
        scene.loads = 0;
    }

    /// Counts anew, before a reload that a test awaits.
    pub(crate) fn forget_loads(&self) {
        self.scene().loads = 0;
    }

    fn scene(&self) -> MutexGuard<'_, Scene> {
        self.scene.lock().expect("nobody fails on stage")
    }
}

impl Scene {
    /// The page as the preview serves it.
    fn page(&self) -> String {
        let (version, notice) = (version(&self.html), version(&self.notice));
        let injected = format!(
            "<tertulia-preview><template shadowrootmode=\"open\">{}</template></tertulia-preview>\
             <script src=\"/_tertulia/live.js\" data-token=\"{}\" data-page=\"{PAGE}\" \
             data-version=\"{version}\" data-notice=\"{notice}\" defer></script></body>",
            whole_notice(&self.notice),
            self.run
        );
        self.html.replace("</body>", &injected)
    }

    /// Takes somebody who listens, and tells at once what they have missed.
    fn listen(&mut self, mut stream: TcpStream, target: &str) {
        if !target.contains(&format!("token={}&", self.run)) {
            let refusal =
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _gone = stream.write_all(refusal.as_bytes());
            return;
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n";
        let _gone = stream.write_all(head.as_bytes());
        if !target.contains(&format!("version={}&", version(&self.html))) {
            let missed = written("page", &self.page_event());
            let _gone = stream.write_all(missed.as_bytes());
        }
        self.streams.push(stream);
    }

    fn page_event(&self) -> Value {
        json!({ "version": version(&self.html), "html": self.page() })
    }

    fn response(&mut self, target: &str) -> (&'static str, String, Vec<u8>) {
        let path = target.split('?').next().unwrap_or_default();
        if path == PAGE {
            self.loads += 1;
            return ("200 OK", "text/html; charset=utf-8".to_string(), self.page().into());
        }
        match self.files.get(path) {
            Some((mime, bytes)) => ("200 OK", mime.clone(), bytes.clone()),
            None if path == "/__ping" => ("200 OK", "text/plain".to_string(), Vec::new()),
            None => ("404 Not Found", "text/plain".to_string(), Vec::new()),
        }
    }
}

/// What the badge and the findings stand in.
fn whole_notice(findings: &str) -> String {
    format!(
        "<link rel=\"stylesheet\" href=\"/_tertulia/live.css\"><p role=\"status\"></p>\
         <aside data-says=\"says\" data-patched=\"patched\" data-stopped=\"stopped\">\
         <button type=\"button\" class=\"badge\">badge<span class=\"stopped\">stopped</span>\
         </button></aside>{findings}"
    )
}

/// Names a content by its length and its sum, which is enough among the few of a test.
fn version(text: &str) -> String {
    let sum = text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte));
    format!("{sum:x}")
}

fn written(event: &str, data: &Value) -> String {
    format!("event: {event}\ndata: {data}\n\n")
}

fn answer(mut stream: TcpStream, scene: &Mutex<Scene>) {
    let Some(target) = target(&mut stream) else { return };
    let mut scene = scene.lock().expect("nobody fails on stage");
    if scene.is_down {
        return;
    }
    if target.starts_with("/_tertulia/live?") {
        return scene.listen(stream, &target);
    }
    let (status, mime, body) = scene.response(&target);
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    drop(scene);
    let _gone = stream.write_all(head.as_bytes());
    let _gone = stream.write_all(&body);
}

/// Reads a request to the end of its head; gives what is asked for.
fn target(stream: &mut TcpStream) -> Option<String> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).ok()?;
    head.split(' ').nth(1).map(str::to_string)
}

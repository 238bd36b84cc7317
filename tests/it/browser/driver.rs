//! Drives a page of Chromium over its debugging protocol.

use std::env;
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use super::chromium::{Chromium, await_perhaps};

/// How long Chromium may be silent when it was asked something.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// One browser at a time: several would slow each other down until they miss their limits.
static TURN: Mutex<()> = Mutex::new(());

/// A page in a browser of its own. It ends with the value.
pub(crate) struct Browser {
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    asked: u64,
    faults: Vec<String>,
    _chromium: Chromium,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts a browser with an empty page, 1280 by 800.
    pub(crate) fn open() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut chromium = Chromium::start();
        let (port, path) = chromium.address();
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("Chromium takes orders");
        stream.set_read_timeout(Some(SILENCE_MAX)).expect("a limit can be set");
        stream.set_write_timeout(Some(SILENCE_MAX)).expect("a limit can be set");
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream)
            .expect("Chromium speaks its protocol");
        let (session, asked, faults) = (None, 0, Vec::new());
        let mut browser = Self { socket, session, asked, faults, _chromium: chromium, _turn: turn };
        browser.open_page();
        browser
    }

    fn open_page(&mut self) {
        let target = self.order("Target.createTarget", &json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.order("Target.attachToTarget", &target)["sessionId"].clone();
        self.session = session.as_str().map(str::to_string);
        self.order("Runtime.enable", &json!({}));
        self.set_size(1280, 800);
    }

    /// Goes to a URL and waits until it is loaded.
    pub(crate) fn navigate(&mut self, url: &str) {
        let answer = self.order("Page.navigate", &json!({ "url": url }));
        assert_eq!(answer["errorText"], Value::Null, "{url}");
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// Gives the value of an expression, awaited if it is a promise.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        self.try_evaluate(expression).unwrap_or_else(|why| panic!("{expression}: {why}"))
    }

    /// Waits until an expression is true, through reloads too.
    pub(crate) fn wait_for(&mut self, condition: &str) {
        let mut last = Ok(Value::Null);
        let is_so = await_perhaps(|| {
            last = self.try_evaluate(&format!("Boolean({condition})"));
            (last == Ok(Value::Bool(true))).then_some(())
        });
        if is_so.is_none() {
            let picture = env::temp_dir().join("tertulia-browser.png");
            self.screenshot(&picture);
            let (faults, picture) = (&self.faults, picture.display());
            panic!("waited in vain for {condition}: {last:?}, {faults:?}; see {picture}");
        }
    }

    /// Gives what the page's scripts did not catch.
    pub(crate) fn faults(&self) -> &[String] {
        &self.faults
    }

    /// Types a text where the focus is.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.order("Input.insertText", &json!({ "text": text }));
    }

    /// Presses a key, named as in [`KeyboardEvent.key`], perhaps after `Shift+`.
    ///
    /// [`KeyboardEvent.key`]: https://developer.mozilla.org/docs/Web/API/KeyboardEvent/key
    pub(crate) fn press(&mut self, key: &str) {
        let (modifiers, key) = key.strip_prefix("Shift+").map_or((0, key), |key| (8, key));
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            " " => (32, " "),
            "End" => (35, ""),
            "Home" => (36, ""),
            "ArrowUp" => (38, ""),
            "ArrowDown" => (40, ""),
            _ => panic!("the driver does not know the key {key:?}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let event = json!({
                "type": kind, "key": key, "code": key, "text": text, "modifiers": modifiers,
                "windowsVirtualKeyCode": code,
            });
            self.order("Input.dispatchKeyEvent", &event);
        }
    }

    /// Clicks the middle of what an expression gives, after bringing it into sight.
    pub(crate) fn click(&mut self, element: &str) {
        let middle = self.evaluate(&format!(
            "(() => {{ const it = {element}; it.scrollIntoView({{ block: 'nearest' }}); \
             const {{ x, y, width, height }} = it.getBoundingClientRect(); \
             return [x + width / 2, y + height / 2]; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": middle[0], "y": middle[1], "button": "left", "clickCount": 1,
            });
            self.order("Input.dispatchMouseEvent", &event);
        }
    }

    /// Sets the size of the window's inside, in CSS pixels.
    pub(crate) fn set_size(&mut self, width: u32, height: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.order("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Sets a preference of the reader: `prefers-color-scheme` to `dark`.
    pub(crate) fn prefer(&mut self, feature: &str, value: &str) {
        self.prefer_all(&[(feature, value)]);
    }

    /// Sets several preferences, and no others.
    pub(crate) fn prefer_all(&mut self, features: &[(&str, &str)]) {
        let features = features.iter().map(|(name, value)| json!({ "name": name, "value": value }));
        let features = json!({ "features": features.collect::<Vec<_>>() });
        self.order("Emulation.setEmulatedMedia", &features);
    }

    /// Lets pages run no scripts from the next one on.
    pub(crate) fn forbid_scripts(&mut self) {
        self.order("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    }

    /// Writes a picture of what is in sight, as PNG.
    pub(crate) fn screenshot(&mut self, path: &Path) {
        self.capture(path, &json!({ "format": "png" }));
    }

    /// Writes a picture of the page, as PNG, from one height on and no longer than another.
    pub(crate) fn screenshot_part(&mut self, path: &Path, from: u32, height_max: u32) {
        let size = self.order("Page.getLayoutMetrics", &json!({}))["cssContentSize"].clone();
        let whole = size["height"].as_f64().map_or(height_max, |height| height as u32);
        let height = whole.saturating_sub(from).min(height_max);
        let clip = json!({
            "x": 0, "y": from, "width": size["width"], "height": height, "scale": 1,
        });
        let wish = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        self.capture(path, &wish);
    }

    fn capture(&mut self, path: &Path, wish: &Value) {
        let picture = self.order("Page.captureScreenshot", wish);
        let bytes = bytes_of(picture["data"].as_str().expect("a picture has data"));
        fs::write(path, bytes).expect("a picture can be written");
    }

    fn try_evaluate(&mut self, expression: &str) -> Result<Value, String> {
        let question = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true,
        });
        let answer = self.ask("Runtime.evaluate", &question)?;
        match answer.get("exceptionDetails") {
            Some(fault) => Err(fault_text(fault)),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Gives the answer to an order that cannot be refused.
    fn order(&mut self, method: &str, parameters: &Value) -> Value {
        self.ask(method, parameters).unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    fn ask(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.asked += 1;
        let mut question = json!({ "id": self.asked, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            question["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(question.to_string())).expect("Chromium listens");
        loop {
            let message = self.socket.read();
            let message = message.unwrap_or_else(|why| panic!("{method}: no answer: {why}"));
            let Message::Text(text) = message else { continue };
            let mut said: Value = serde_json::from_str(&text).expect("Chromium speaks JSON");
            if said["method"] == "Runtime.exceptionThrown" {
                self.faults.push(fault_text(&said["params"]["exceptionDetails"]));
            }
            if said["id"] != json!(self.asked) {
                continue;
            }
            return match said.get("error") {
                Some(why) => Err(why["message"].to_string()),
                None => Ok(said["result"].take()),
            };
        }
    }
}

fn fault_text(fault: &Value) -> String {
    let thrown = fault["exception"]["description"].as_str();
    thrown.or(fault["text"].as_str()).unwrap_or_default().to_string()
}

/// Decodes Base64, as pictures come.
fn bytes_of(base64: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(base64.len()), 0_u32, 0);
    for letter in base64.bytes() {
        let Some(value) = ALPHABET.iter().position(|known| *known == letter) else { continue };
        bits = bits << 6 | value as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

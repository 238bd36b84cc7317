//! An answer on its way to the browser.

use std::io::{self, Write};
use std::path::Path;

use tiny_http::StatusCode;

use super::answer::{Answer, Body};
use super::ask::Ask;
use super::chunks::Chunks;
use super::plain::plain;
use super::portion;

/// What every answer says: it is for the preview's own pages alone, is what it is called, and may
/// be another one tomorrow; and the next request comes on its own connection, for the library that
/// serves lets connections that are kept open wait for each other.
const ALWAYS: &str = "Connection: close\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Cache-Control: no-store\r\n";

type Browser = Box<dyn Write + Send>;

/// Sends an answer. Fails when the browser has gone, or the file ends before its time.
pub(in crate::preview) fn send(answer: Answer, ask: &Ask, mut browser: Browser) -> io::Result<()> {
    let Answer { status, mut headers, body } = answer;
    match body {
        Body::Bytes(bytes) => {
            headers.push(("Content-Length", bytes.len().to_string()));
            browser.write_all(&head(status, &headers))?;
            if wants_body(ask) {
                browser.write_all(&bytes)?;
            }
            browser.flush()
        }
        Body::File(path) => send_file(&path, Head { status, headers }, ask, browser),
        Body::Stream(play) => {
            headers.push(("Transfer-Encoding", "chunked".to_string()));
            browser.write_all(&head(status, &headers))?;
            browser.flush()?;
            if wants_body(ask) {
                play(Box::new(Chunks::new(browser)));
            }
            Ok(())
        }
    }
}

/// Gives a whole answer of a sentence, for those who cannot be sent any other.
pub(in crate::preview) fn short(status: u16, text: &str) -> Vec<u8> {
    let mut answer = head(status, &[("Content-Length", text.len().to_string())]);
    answer.extend_from_slice(text.as_bytes());
    answer
}

/// What stands before a file.
struct Head {
    status: u16,
    headers: Vec<(&'static str, String)>,
}

fn send_file(path: &Path, told: Head, ask: &Ask, mut browser: Browser) -> io::Result<()> {
    let Head { mut status, mut headers } = told;
    let range = (status == 200).then(|| asked_range(ask)).flatten();
    let Ok(mut portion) = portion::open(path, range) else {
        return send(plain(404, "este archivo ya no está / this file is gone"), ask, browser);
    };
    if status == 200 {
        status = portion.status;
    }
    headers.append(&mut portion.headers);
    headers.push(("Content-Length", portion.bytes.limit().to_string()));
    browser.write_all(&head(status, &headers))?;
    if wants_body(ask) {
        io::copy(&mut portion.bytes, &mut browser)?;
    }
    browser.flush()
}

/// Gives the part that is asked for. Whoever wants it only of the file as it was before gets all
/// of it, for nothing here tells one state of a file from another.
fn asked_range(ask: &Ask) -> Option<&str> {
    let is_plain = wants_body(ask) && ask.all("if-range").next().is_none();
    ask.all("range").next().filter(|_| is_plain)
}

fn wants_body(ask: &Ask) -> bool {
    ask.method != "HEAD"
}

fn head(status: u16, headers: &[(&'static str, String)]) -> Vec<u8> {
    let reason = StatusCode(status).default_reason_phrase();
    let mut head = format!("HTTP/1.1 {status} {reason}\r\n{ALWAYS}");
    for (name, value) in headers {
        // A line in a value would be a header of whoever wrote it.
        let value: String = value.chars().filter(|sign| !sign.is_control()).collect();
        head.extend([*name, ": ", &value, "\r\n"]);
    }
    head.push_str("\r\n");
    head.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_on_its_line() {
        let location = "/\r\nSet-Cookie: a=b\n".to_string();
        let head = String::from_utf8(head(303, &[("Location", location)])).unwrap();
        assert!(head.starts_with("HTTP/1.1 303 See Other\r\nConnection: close\r\n"), "{head}");
        assert!(head.ends_with("\r\nLocation: /Set-Cookie: a=b\r\n\r\n"), "{head}");
    }
}

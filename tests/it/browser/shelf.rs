//! A server that hands out the files of a built site as a host of static files does.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use crate::sites::Built;

/// Where the files of a site stand, until the tests end.
pub(crate) struct Shelf {
    port: u16,
    prefix: String,
}

impl Shelf {
    /// Opens a shelf with the files of a site, below the path that the site wants.
    pub(crate) fn of(built: &Built) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let prefix = built.prefix().to_string();
        let files: BTreeMap<String, Vec<u8>> = built.files.iter().map(shown).collect();
        let (files, below) = (Arc::new(files), prefix.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (files, below) = (Arc::clone(&files), below.clone());
                thread::spawn(move || answer(stream, &files, &below));
            }
        });
        Self { port, prefix }
    }

    /// Gives the URL of a file, as in `articulos/index.html`.
    pub(crate) fn url(&self, path: &str) -> String {
        let place = path.strip_suffix("index.html").unwrap_or(path);
        format!("http://127.0.0.1:{}{}/{place}", self.port, self.prefix)
    }
}

/// A stub that leads away at once could not be looked at: it stays.
fn shown((path, bytes): (&String, &Vec<u8>)) -> (String, Vec<u8>) {
    if !path.ends_with(".html") {
        return (path.clone(), bytes.clone());
    }
    let html = String::from_utf8_lossy(bytes);
    (path.clone(), html.replace("http-equiv=\"refresh\"", "name=\"refresh\"").into_bytes())
}

fn answer(mut stream: TcpStream, files: &BTreeMap<String, Vec<u8>>, prefix: &str) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(()) = stream.read_exact(&mut byte) else { return };
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default();
    let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let below = path.strip_prefix(prefix).unwrap_or_default().trim_start_matches('/');
    let file = match below.is_empty() || below.ends_with('/') {
        true => format!("{below}index.html"),
        false => below.to_string(),
    };
    let mime = mime_guess::from_path(&file).first_or_octet_stream();
    let (status, body) = match files.get(&file) {
        Some(bytes) => ("200 OK", bytes.as_slice()),
        None => ("404 Not Found", b"".as_slice()),
    };
    let said = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    let _gone = stream.write_all(said.as_bytes());
    let _gone = stream.write_all(body);
}

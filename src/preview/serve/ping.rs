//! The question whether a preview answers, and which one it is.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Where a preview says which one it is.
pub(in crate::preview) const PATH: &str = "/__ping";

/// An answer is short, but it may be another program that gives it.
const READS_MAX: usize = 8;
const READ_BYTES_MAX: usize = 4096;

/// Tells whether anything at all is answered at an address; each step may take so long.
pub(in crate::preview) fn is_answered(at: SocketAddr, patience: Duration) -> bool {
    ask(at, patience).is_ok_and(|answer| answer.starts_with(b"HTTP/1."))
}

/// Asks which preview answers at an address of this machine.
pub(in crate::preview) fn identity(at: SocketAddr, patience: Duration) -> Option<String> {
    let answer = String::from_utf8(ask(at, patience).ok()?).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    head.starts_with("HTTP/1.1 200 ").then(|| body.trim_end().to_string())
}

fn ask(at: SocketAddr, patience: Duration) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect_timeout(&at, patience)?;
    stream.set_write_timeout(Some(patience))?;
    stream.set_read_timeout(Some(patience))?;
    let host = format!("localhost:{}", at.port());
    write!(stream, "GET {PATH} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;

    let (mut answer, mut part) = (Vec::new(), [0; READ_BYTES_MAX]);
    for _ in 0..READS_MAX {
        match stream.read(&mut part)? {
            0 => break,
            length => answer.extend_from_slice(&part[..length]),
        }
    }
    Ok(answer)
}

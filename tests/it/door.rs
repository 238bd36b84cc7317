//! `tertulia preview` as a command: its port, its URL, its neighbours.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

use std::thread;
use std::time::Duration;

use super::site::{Site, command};

/// A preview that runs as a program of its own, until the test is over.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Running {
    fn start(site: &Site, arguments: &[&str]) -> Self {
        let arguments = [&["preview"], arguments].concat();
        let mut command = command(&arguments, site.root());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(command.spawn().expect("the program starts"))
    }

    /// Gives the line that names the URL.
    fn line(&mut self) -> String {
        let mut line = String::new();
        let out = self.0.stdout.take().expect("it is read once");
        BufReader::new(out).read_line(&mut line).expect("it can be read");
        line
    }

    /// Ends it and gives what it said beside its results.
    fn rest(mut self) -> String {
        self.0.kill().expect("it can be killed");
        let mut rest = String::new();
        let mut said = self.0.stderr.take().expect("it is read once");
        said.read_to_string(&mut rest).expect("it can be read");
        rest
    }
}

fn site() -> Site {
    Site::new().write("content/_index.md", "# Home\n")
}

fn url(line: &str) -> &str {
    let start = line.find("http://").unwrap_or_else(|| panic!("it names a URL: {line:?}"));
    line[start..].split(' ').next().expect("it ends")
}

#[test]
fn a_second_preview_says_where_the_first_runs() {
    let site = site();
    let mut first = Running::start(&site, &["--port", "0"]);
    let line = first.line();
    let mut second = Running::start(&site, &["--port", "0"]);
    let other = second.line();
    assert_ne!(url(&line), url(&other));
    let rest = second.rest();
    assert!(rest.contains(&format!("runs already at {}", url(&line))), "{rest}");
    let port = url(&line).rsplit(':').next().expect("it has a port").trim_end_matches('/');
    let refused = site.run(&["preview", "--port", port]);
    assert!(refused.code == 3 && refused.rest.contains("runs already at"), "{refused:?}");
    drop(first);
    // What was left behind by a program that was killed is no preview.
    let mut third = Running::start(&site, &["--port", "0"]);
    third.line();
    assert!(!third.rest().contains("runs already"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken.local_addr().expect("it has one").port().to_string();
    let site = site();
    let run = site.run(&["preview", "--port", &port]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.rest.contains(&port) && run.rest.contains("--port"), "{}", run.rest);
    assert_eq!(site.run(&["serve", "--port", &port]).code, 3, "it has two names");
}

#[test]
fn whoever_is_let_in_from_outside_needs_the_key() {
    let site = site();
    let mut preview = Running::start(&site, &["--port", "0", "--bind", "0.0.0.0"]);
    let line = preview.line();
    assert!(url(&line).contains("?token="), "{line}");
    assert!(preview.rest().contains("other machines"), "it warns");
}

#[test]
fn an_editor_that_nobody_knows_is_refused() {
    let run = site().run(&["preview", "--editor", "ed"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.rest.contains("vscode"), "{}", run.rest);
}

/// Asks for a page until it is as it should be.
fn wait(port: &str, path: &str, is_so: impl Fn(&str) -> bool) {
    for _ in 0..600 {
        let asked = TcpStream::connect(format!("127.0.0.1:{port}")).and_then(|mut stream| {
            let ask = format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n");
            stream.write_all(format!("{ask}Connection: close\r\n\r\n").as_bytes())?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer)?;
            Ok(String::from_utf8_lossy(&answer).into_owned())
        });
        if asked.is_ok_and(|answer| is_so(&answer)) {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("{path} never is as it should be");
}

/// Tells how much memory a process holds.
#[cfg(target_os = "linux")]
fn resident_kibibytes(id: u32) -> u64 {
    let said = fs::read_to_string(format!("/proc/{id}/status")).expect("it is the same process");
    let resident = said.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it says");
    resident.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_that_takes_all_memory_is_spared() {
    // Sixty-four times as much as stands there, each time: it is seen long before it is dear.
    let greedy = "{% set part = \"aaaaaaaa\" %}{% for a in range(end=22) %}\
                  {% set_global part = part ~ part %}{% endfor %}{% set all = part %}\
                  {% for a in range(end=600) %}{% set_global all = all ~ part %}{% endfor %}";
    let site = site().write("content/a/one.md", "# One\n").write("templates/article.html", greedy);
    let mut preview = Running::start(&site, &["--port", "0"]);
    let line = preview.line();
    let port = url(&line).rsplit(':').next().expect("it has a port").trim_end_matches('/');
    let id = preview.0.id();
    wait(port, "/a/one/", |answer| {
        answer.starts_with("HTTP/1.1 500 ") && answer.contains("runaway-page")
    });
    wait(port, "/", |answer| answer.starts_with("HTTP/1.1 200 "));
    // Memory that was given back is the system's again after a second or two.
    let is_small = || resident_kibibytes(id) < 500_000;
    let is_given_back = (0..50).any(|_| {
        thread::sleep(Duration::from_millis(100));
        is_small()
    });
    assert!(is_given_back, "{} KiB", resident_kibibytes(id));
    site.change("templates/article.html", "<body>Mended.</body>");
    wait(port, "/a/one/", |answer| answer.contains("Mended."));
    assert!(preview.rest().contains("templates/article.html"));
}

//! Redirects as servers want to be told of them: all of one table, always 301, each path exact.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::ground::url;
use crate::model::page::Server;
use crate::model::{Desk, Settings};

/// Makes the file that a server reads.
pub(super) fn file(desk: &Desk, server: Server) -> Vec<u8> {
    let settings = desk.settings();
    let mut text = match server {
        Server::Netlify => String::new(),
        Server::Nginx => "# Include these lines in the server block of the site.\n".to_string(),
        Server::Apache => String::new(),
        Server::Caddy => "# Import these lines in the site block of the site.\n".to_string(),
    };
    for (from, to) in desk.redirects() {
        // What a server's language cannot say is left to the page that stands there as well.
        if let Some(line) = line(settings, server, (from, &settings.address(to))) {
            writeln!(text, "{line}").expect("a string takes all");
        }
    }
    text.into_bytes()
}

/// Writes a redirect from a path that is not encoded to a path or URL that is; none if the server's
/// language cannot say it.
fn line(settings: &Settings, server: Server, (from, to): (&str, &str)) -> Option<String> {
    let base = settings.base_path();
    let encoded = || format!("{base}{}", url::encode(from));
    let decoded = || format!("{}{from}", url::decode(base).unwrap_or(base.into()));
    Some(match server {
        // With `!` it also leads away from where a page for other servers stands.
        Server::Netlify => format!("{} {} 301!", percent(&encoded(), ":*"), percent(to, "")),
        Server::Nginx => {
            let to = percent(to, "$\"\\");
            format!("location = \"{}\" {{ return 301 \"{to}\"; }}", behind(&decoded(), "\"\\"))
        }
        Server::Apache => {
            let from = behind(&behind(&decoded(), ".^$*+?()[]{}|\\"), "\"");
            // The server encodes the path where it leads, and takes `$1` for a part of the old one.
            let to = url::decode(to).unwrap_or(to.into());
            // `${NAME}` would be a variable of the server, wherever it stands.
            if [&*to, &decoded()].iter().any(|path| path.contains("${")) || has_control(&to) {
                return None;
            }
            format!("RedirectMatch 301 \"^{from}$\" \"{}\"", behind(&to, "\\\"$"))
        }
        Server::Caddy => {
            let from = decoded();
            // In braces stand variables of the server, and a backslash ends no quote.
            if from.contains(['{', '}', '\\', '"', '`']) {
                return None;
            }
            // A path is compared as it is meant, whatever its case; encoded, it would never be met.
            format!("redir \"{}\" {} 301", behind(&from, "*"), percent(to, "{}\"`"))
        }
    })
}

/// Tells whether a line could end within a text.
fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// Percent-encodes some letters, and those that part words.
fn percent<'a>(text: &'a str, letters: &str) -> Cow<'a, str> {
    let is_wrong = |letter: char| letter.is_ascii_whitespace() || letters.contains(letter);
    if !text.contains(is_wrong) {
        return text.into();
    }
    let mut encoded = String::new();
    for letter in text.chars() {
        match is_wrong(letter) {
            true => write!(encoded, "%{:02X}", u32::from(letter)).expect("a string takes all"),
            false => encoded.push(letter),
        }
    }
    encoded.into()
}

/// Puts a backslash before some letters.
fn behind(text: &str, letters: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letters.contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

//! Paths of URLs inside a site: `/articulos/escuchar/`.

use std::borrow::Cow;

use memchr::memchr;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// What must not stand as it is in the path of a URL.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Encodes a path for use in a URL; slashes stay.
pub fn encode(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, PATH).into()
}

/// Decodes the percent-encoded bytes of a path; `None` if they are not UTF-8.
pub fn decode(path: &str) -> Option<Cow<'_, str>> {
    if memchr(b'%', path.as_bytes()).is_none() {
        return Some(path.into());
    }
    percent_decode_str(path).decode_utf8().ok()
}

/// Gives the one spelling that all spellings of a URL share on systems which ignore case and
/// normal form: two pages with the same key cannot both be written.
pub fn key(path: &str) -> Cow<'_, str> {
    if !path.is_ascii() {
        return path.nfc().flat_map(char::to_lowercase).collect();
    }
    match path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => path.to_ascii_lowercase().into(),
        false => path.into(),
    }
}

/// Resolves `target` as a path seen from the folder `from` (both without leading slash): takes
/// away `.` and `..`. `None` when it climbs out of the root.
pub fn resolve(from: &str, target: &str) -> Option<String> {
    let mut path = String::with_capacity(from.len() + 1 + target.len());
    for part in from.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(folder(&path).len()),
            _ => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
    }
    Some(path)
}

/// Gives the folder of a path, without a slash at its end; empty for the root.
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// Gives the last part of a path.
pub fn name(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

/// Gives a name without its last ending.
pub fn stem(name: &str) -> &str {
    name.rfind('.').filter(|at| *at > 0).map_or(name, |at| &name[..at])
}

/// Gives the ending of a path's last part, in lower case, without the dot.
pub fn ending(path: &str) -> String {
    let name = name(path);
    name.rfind('.').map_or_else(String::new, |at| name[at + 1..].to_ascii_lowercase())
}

/// Tells whether a target leaves the site: it has a scheme, or a host.
pub fn is_external(target: &str) -> bool {
    if target.starts_with("//") {
        return true;
    }
    let scheme = target.split([':', '/', '?', '#']).next().unwrap_or_default();
    target[scheme.len()..].starts_with(':')
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Endings of hosts that authors write most.
const HOST_ENDINGS: &[&str] =
    &["ar", "cl", "com", "edu", "es", "eu", "gob", "gov", "info", "mx", "net", "org", "pe"];

/// Tells whether a path begins like a host whose `https://` was left out: `www.a.example`,
/// `a.com/b`.
pub fn is_like_host(path: &str) -> bool {
    let host = path.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let is_host = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.');
    let ends_like_one = || {
        let (name, ending) = host.rsplit_once('.').unwrap_or_default();
        !name.is_empty() && !name.starts_with('.') && HOST_ENDINGS.contains(&ending)
    };
    host.chars().all(is_host) && (host.starts_with("www.") || ends_like_one())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_resolve() {
        assert_eq!(resolve("a/b", "../c/./d.md").as_deref(), Some("a/c/d.md"));
        assert_eq!(resolve("a", "../../c"), None);
        assert_eq!(resolve("", "x//y/").as_deref(), Some("x/y"));
    }

    #[test]
    fn external_targets_have_a_scheme_or_a_host() {
        for (target, expected) in [
            ("https://a.example/", true),
            ("mailto:ana@a.example", true),
            ("//a.example/x", true),
            ("../a:b.md", false),
            ("a.md#x:y", false),
            ("10:30.md", false),
            ("tel:+34", true),
        ] {
            assert_eq!(is_external(target), expected, "{target}");
        }
    }

    #[test]
    fn hosts_without_a_scheme_are_seen() {
        for (path, expected) in [
            ("www.google.es", true),
            ("a.com/b.html", true),
            ("WWW.a.example", true),
            ("guia/a.com", false),
            ("..com", false),
            ("carta.md", false),
            ("mi a.com", false),
            ("", false),
        ] {
            assert_eq!(is_like_host(path), expected, "{path}");
        }
    }

    #[test]
    fn keys_ignore_case_and_normal_form() {
        assert_eq!(key("/A\u{301}rbol/"), key("/árbol/"));
    }
}

//! The forms that all formats share: faults, URLs, instants, languages, text in HTML.

use jiff::Timestamp;

use crate::pages::elements;

/// What was found wrong, each with its place.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<String>);

impl Faults {
    pub(super) fn say(&mut self, what: impl Into<String>) {
        self.0.push(what.into());
    }

    pub(super) fn unless(&mut self, is_right: bool, what: impl FnOnce() -> String) {
        if !is_right {
            self.say(what());
        }
    }
}

/// A reader has no base to resolve against, so all must be absolute; scripts it removes.
pub(super) fn check_html(html: &str, name: &str, faults: &mut Faults) {
    for (tag, attributes) in elements(html) {
        faults.unless(!matches!(tag.as_str(), "script" | "style" | "html" | "body"), || {
            format!("{name}: its content has a {tag}")
        });
        for (key, value) in attributes {
            let is_target = matches!(key.as_str(), "href" | "src" | "poster");
            let leads = is_url(&value) || value.starts_with("mailto:") || value.starts_with("tel:");
            faults.unless(!is_target || leads, || {
                format!("{name}: its content has {key}={value:?}, which leads nowhere in a reader")
            });
        }
    }
}

/// Tells whether a text is an absolute URL as a machine reads it: ASCII, without spaces.
pub(super) fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let is_clean = |rest: &str| {
        rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte))
    };
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && is_clean(rest))
}

/// Tells whether a text is a date-time of RFC 3339: with `T`, seconds and a zone.
pub(super) fn is_instant(text: &str) -> bool {
    let zone_at = text.len().saturating_sub(if text.ends_with('Z') { 1 } else { 6 });
    let Some((moment, zone)) = text.split_at_checked(zone_at) else { return false };
    let shape: String =
        moment.chars().map(|one| if one.is_ascii_digit() { '0' } else { one }).collect();
    let whole = shape.split('.').next().unwrap_or_default();
    let is_zone =
        zone == "Z" || (zone.starts_with(['+', '-']) && zone.as_bytes().get(3) == Some(&b':'));
    whole == "0000-00-00T00:00:00" && is_zone && text.parse::<Timestamp>().is_ok()
}

/// Tells whether a text has the shape of a language tag (BCP 47), as in `es` or `pt-BR`.
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    is_first
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

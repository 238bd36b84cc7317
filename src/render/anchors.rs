//! Anchors: HTML of several pages put together on one, without places of the same name.

use std::collections::BTreeMap;

use crate::ground::markup::escape;
use crate::ground::tags::{Piece, pieces};

/// How a piece of HTML is changed to stand beside others.
pub(super) struct Setting<'a> {
    /// What is put before the names of its places.
    pub(super) prefix: String,
    /// How many levels its headings sink.
    pub(super) sinks: u8,
    /// The pages that stand on the same page, by their addresses, and their prefixes.
    pub(super) beside: &'a BTreeMap<String, String>,
}

/// Attributes that name places of the same page.
const NAMING: [&str; 6] =
    ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];

/// Sets HTML among others: names of places get a prefix, links to pages beside lead to their
/// places, headings sink.
pub(super) fn set(html: &str, setting: &Setting<'_>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut from = 0;
    for piece in pieces(html) {
        let (Piece::Open(tag) | Piece::Close(tag)) = piece else { continue };
        out.push_str(&html[from..tag.range.start]);
        out.push_str(&set_tag(&html[tag.range.clone()], tag.name, setting));
        from = tag.range.end;
    }
    out.push_str(&html[from..]);
    out
}

fn set_tag(tag: &str, name: &str, setting: &Setting<'_>) -> String {
    let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
    let mut out = tag.to_string();
    if let Some(level) = level.filter(|level| (1..=6).contains(level)) {
        let sunk = (level + setting.sinks).min(6);
        let at = out.find(name).unwrap_or_default();
        out.replace_range(at + 1..at + 2, &sunk.to_string());
    }
    for attribute in NAMING.into_iter().chain(["href"]) {
        out = set_attribute(&out, attribute, setting);
    }
    out
}

fn set_attribute(tag: &str, attribute: &str, setting: &Setting<'_>) -> String {
    let opening = format!(" {attribute}=\"");
    let Some(at) = tag.find(&opening) else { return tag.to_string() };
    let start = at + opening.len();
    let Some(length) = tag[start..].find('"') else { return tag.to_string() };
    let value = &tag[start..start + length];
    let set = match attribute {
        "href" => link(value, setting),
        _ => Some(prefixed(value, &setting.prefix)),
    };
    let Some(set) = set else { return tag.to_string() };
    format!("{}{}{}", &tag[..start], escape(&set), &tag[start + length..])
}

fn prefixed(names: &str, prefix: &str) -> String {
    let names = names.split_whitespace().map(|name| format!("{prefix}-{name}"));
    names.collect::<Vec<_>>().join(" ")
}

/// Gives where a link leads on the page; `None` if it leads away from it.
fn link(target: &str, setting: &Setting<'_>) -> Option<String> {
    let (page, place) = target.split_once('#').unwrap_or((target, ""));
    let prefix = match page {
        "" => &setting.prefix,
        page => setting.beside.get(page)?,
    };
    Some(if place.is_empty() { format!("#{prefix}") } else { format!("#{prefix}-{place}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_many_pages_stand_apart() {
        let beside = BTreeMap::from([("/guia/b/".to_string(), "c2".to_string())]);
        let setting = Setting { prefix: "c1".to_string(), sinks: 1, beside: &beside };
        for (html, expected) in [
            ("<h2 id=\"uno\">a</h2>", "<h3 id=\"c1-uno\">a</h3>"),
            ("<h6>a</h6>", "<h6>a</h6>"),
            ("<a href=\"#uno\">a</a>", "<a href=\"#c1-uno\">a</a>"),
            ("<a href=\"/guia/b/#x\">b</a>", "<a href=\"#c2-x\">b</a>"),
            ("<a href=\"/guia/b/\">b</a>", "<a href=\"#c2\">b</a>"),
            ("<a href=\"/otra/#x\">b</a>", "<a href=\"/otra/#x\">b</a>"),
            ("a < b, <code>&lt;h2 id=\"x\"></code>", "a < b, <code>&lt;h2 id=\"x\"></code>"),
            ("<!-- <h2 id=\"x\"> -->", "<!-- <h2 id=\"x\"> -->"),
            ("<p aria-labelledby=\"a b\">", "<p aria-labelledby=\"c1-a c1-b\">"),
            ("<img alt=\"a > b\" id=\"x\">", "<img alt=\"a > b\" id=\"c1-x\">"),
            ("<script>if (a<b) x</script>", "<script>if (a<b) x</script>"),
        ] {
            assert_eq!(set(html, &setting), expected);
        }
    }
}

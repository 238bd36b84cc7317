//! Anchors: HTML of several pages put together on one, without places of the same name.

use std::collections::BTreeMap;

use crate::ground::markup::escape;

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

/// Elements whose text is not HTML.
const RAW: [&str; 2] = ["script", "style"];

/// Sets HTML among others: names of places get a prefix, links to pages beside lead to their
/// places, headings sink.
pub(super) fn set(html: &str, setting: &Setting<'_>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = tag_end(rest);
        let (tag, after) = rest.split_at(end);
        rest = after;
        let name = name(tag);
        match name {
            "" => out.push_str(tag),
            name => out.push_str(&set_tag(tag, name, setting)),
        }
        if RAW.contains(&name) && !tag.starts_with("</") {
            let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

/// Gives the length of what begins with `<`: a tag, a comment, or the sign alone.
fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    let begins = text[1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '/');
    if !begins {
        return 1;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Gives the name of a tag; of what is none, nothing.
fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<').trim_start_matches('/');
    let end = inner.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(inner.len());
    &inner[..end]
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

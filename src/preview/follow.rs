//! Where the author works: the page just edited, at the edited heading.

use crate::ground::url;
use crate::pipeline::{Changed, Proof};

/// Gives the address of the page that was edited, with the heading above the end of the edit;
/// `None` when no single article was.
pub(super) fn edited(before: &Proof, after: &Proof, changed: &Changed) -> Option<String> {
    let Changed::Files(paths) = changed else { return None };
    let mut edits = paths.iter().filter_map(|path| {
        let text = after.text(path)?;
        let old = before.text(path);
        let at = match &old {
            Some(old) => end_of_edit(old.text(), text.text())?,
            None => 0,
        };
        Some((path, heading_above(text.text(), at).map(str::to_string)))
    });
    let (path, heading) = edits.next()?;
    if edits.next().is_some() {
        return None;
    }
    let address = after.settings().href(&after.url_of(path)?);
    let anchor = heading.and_then(|heading| after.anchor(path, &heading));
    match anchor {
        Some(anchor) => Some(format!("{address}#{}", url::encode(&anchor))),
        None => Some(address),
    }
}

/// Gives the byte of the new text at which an edit ends; `None` if the texts are the same.
fn end_of_edit(old: &str, new: &str) -> Option<usize> {
    let same_before = same(old.bytes(), new.bytes());
    if old.len() == new.len() && same_before == new.len() {
        return None;
    }
    let most = old.len().min(new.len()) - same_before;
    let same_after = same(old.bytes().rev(), new.bytes().rev()).min(most);
    Some(new.len() - same_after)
}

fn same(one: impl Iterator<Item = u8>, other: impl Iterator<Item = u8>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}

/// Gives the text of the last heading at or before a byte, without its hashes and attributes.
fn heading_above(text: &str, at: usize) -> Option<&str> {
    let mut start = 0;
    let mut heading = None;
    let mut is_code = false;
    for line in text.split_inclusive('\n') {
        if start >= at && start > 0 {
            break;
        }
        start += line.len();
        let line = line.trim();
        if line.starts_with("```") || line.starts_with("~~~") {
            is_code = !is_code;
        }
        let words = line.trim_start_matches('#');
        if !is_code && words.len() < line.len() && words.starts_with(' ') {
            let words = words.split(" {").next().unwrap_or_default();
            heading = Some(words.trim_end_matches('#').trim());
        }
    }
    heading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_above_an_edit_is_found() {
        let text = "# Uno\ntexto\n\n## Dos {#dos}\n```\n# no\n```\nmás\n### Tres ###\nfin\n";
        for (part, expected) in [
            ("Uno", Some("Uno")),
            ("Dos", Some("Dos")),
            ("más", Some("Dos")),
            ("fin", Some("Tres")),
        ] {
            assert_eq!(heading_above(text, text.find(part).unwrap()), expected, "{part}");
        }
        assert_eq!(heading_above("texto\n# Uno\n", 0), None);
    }

    #[test]
    fn the_end_of_an_edit_is_found() {
        for (old, new, expected) in [
            ("a", "a", None),
            ("a", "ab", Some(2)),
            ("ab", "a", Some(1)),
            ("abc", "axyc", Some(3)),
            ("aa", "aaa", Some(3)),
            ("", "", None),
        ] {
            assert_eq!(end_of_edit(old, new), expected, "{old:?} {new:?}");
        }
    }
}

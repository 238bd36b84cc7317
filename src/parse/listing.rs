//! Code blocks: what their fence says of them.

use super::attributes::read_one;
use crate::ground::{Mix, Span};
use crate::model::CodeBlock;

/// Makes a code block from what stands after its fence: ```` ```rust title="a.rs" {1,3-5} ````.
pub(super) fn code_block(info: &str, text: String, span: Span) -> CodeBlock {
    let info = info.trim();
    let is_end = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '{');
    let word = info.find(is_end).unwrap_or(info.len());
    // A word such as `title="a"` is no language.
    let word = if info[..word].contains('=') { 0 } else { word };
    let language = info[..word].to_lowercase();
    let (title, ranges) = attributes(info, word);
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let marked = lines_of(ranges, lines);
    let fingerprint = Mix::new("code").text(&language).value(&marked).text(&text).finish();
    CodeBlock { language, title, marked, text, fingerprint, span }
}

/// Reads the title and the ranges of marked lines; what is foreign to us is passed over.
fn attributes(info: &str, start: usize) -> (Option<String>, Vec<(u32, u32)>) {
    let mut title = None;
    let mut ranges = Vec::new();
    let mut at = start;
    while let Some(first) = info[at..].chars().next() {
        if first == '{' {
            let end = info[at..].find('}').map_or(info.len(), |end| at + end);
            ranges.extend(info[at + 1..end].split(',').filter_map(range));
            at = (end + 1).min(info.len());
            continue;
        }
        match read_one(info, at) {
            Ok((attribute, end)) => {
                if attribute.name == "title" && attribute.value != "true" {
                    title.get_or_insert(attribute.value);
                }
                at = end;
            }
            Err(_) => at += first.len_utf8(),
        }
    }
    (title, ranges)
}

fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

/// Gives the numbers in the ranges up to `lines`, ascending. Ranges are merged first, so that this
/// takes no longer than there are lines.
fn lines_of(mut ranges: Vec<(u32, u32)>, lines: u32) -> Vec<u32> {
    ranges.sort_unstable();
    let mut marked = Vec::new();
    let mut next = 1;
    for (first, last) in ranges {
        let last = last.min(lines);
        marked.extend(first.max(next)..=last);
        next = next.max(last.saturating_add(1));
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_tells_language_title_and_marks() {
        for (info, language, title, marked) in [
            ("", "", None, &[][..]),
            ("Rust", "rust", None, &[]),
            ("rust,ignore", "rust", None, &[]),
            ("rust{2}", "rust", None, &[2]),
            ("{1,3-9}", "", None, &[1, 3, 4, 5]),
            ("js title=\"a b.js\" {2-3,1,2}", "js", Some("a b.js"), &[1, 2, 3]),
            ("title='x'", "", Some("x"), &[]),
            ("text linenums=\"1\" {.x 4}", "text", None, &[]),
            ("c++", "c++", None, &[]),
            ("a {0,5-2,1-4294967295}", "a", None, &[1, 2, 3, 4, 5]),
        ] {
            let block = code_block(info, "1\n2\n3\n4\n5\n".to_string(), Span::default());
            assert_eq!(block.language, language, "{info}");
            assert_eq!(block.title.as_deref(), title, "{info}");
            assert_eq!(block.marked, marked, "{info}");
        }
    }
}

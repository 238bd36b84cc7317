//! The part of a file that a browser asks for: players of video ask for nothing else.
//!
//! After RFC 9110, section 14. Several parts at once are answered with the whole, as it allows.

use std::ops::Range;

/// What is sent of a file.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::preview) enum Part {
    /// All of it.
    Whole,
    /// These bytes.
    Some(Range<u64>),
    /// Nothing: it has no such bytes.
    None,
}

/// Reads what a `Range` header asks of a file of so many bytes. What is not understood asks for
/// the whole.
pub(in crate::preview) fn part(header: &str, length: u64) -> Part {
    let Some((first, last)) = bounds(header) else {
        return Part::Whole;
    };
    let range = match (first, last) {
        (Some(first), Some(last)) if last < first => return Part::Whole,
        (Some(first), last) => {
            let end = last.map_or(length, |last| last.saturating_add(1).min(length));
            first..end
        }
        (None, Some(count)) => length.saturating_sub(count)..length,
        (None, None) => return Part::Whole,
    };
    if range.is_empty() { Part::None } else { Part::Some(range) }
}

/// Reads `bytes=first-last`; either may be missing.
fn bounds(header: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, range) = header.split_once('=')?;
    let (first, last) = range.split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    Some((bound(first.trim())?, bound(last.trim())?))
}

fn bound(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read() {
        for (header, length, expected) in [
            ("bytes=0-1", 10, Part::Some(0..2)),
            ("bytes=0-", 10, Part::Some(0..10)),
            ("bytes=4-4", 10, Part::Some(4..5)),
            ("bytes=4-99", 10, Part::Some(4..10)),
            ("bytes=4-18446744073709551615", 10, Part::Some(4..10)),
            ("bytes=-3", 10, Part::Some(7..10)),
            ("bytes=-99", 10, Part::Some(0..10)),
            ("Bytes = 4 - 5", 10, Part::Some(4..6)),
            ("bytes=10-", 10, Part::None),
            ("bytes=10-12", 10, Part::None),
            ("bytes=-0", 10, Part::None),
            ("bytes=0-", 0, Part::None),
            ("bytes=5-4", 10, Part::Whole),
            ("bytes=0-1,4-5", 10, Part::Whole),
            ("bytes=-", 10, Part::Whole),
            ("bytes=+1-2", 10, Part::Whole),
            ("bytes=a-b", 10, Part::Whole),
            ("bytes=99999999999999999999-", 10, Part::Whole),
            ("lines=0-1", 10, Part::Whole),
            ("", 10, Part::Whole),
        ] {
            assert_eq!(part(header, length), expected, "{header}");
        }
    }
}

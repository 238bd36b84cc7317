//! The nearest known name to one that is not known.

use strsim::damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;

use super::words::Words;
use crate::words;

/// Names longer than this, in bytes, are not compared.
const NAME_BYTES_MAX: usize = 200;

/// Finds the known name most like `name`, if one is like enough to be meant: at most a third of
/// its letters differ. Case and accents do not count. Of equals, the first wins.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > NAME_BYTES_MAX {
        return None;
    }
    let plain_name = plain(name);
    let letters = plain_name.chars().count();
    let allowed = (letters / 3).max(1);
    let mut best = None;
    for candidate in known {
        if candidate.len().abs_diff(name.len()) > 2 * allowed + 4 {
            continue;
        }
        let distance = damerau_levenshtein(&plain_name, &plain(candidate));
        if distance <= allowed
            && distance < letters
            && best.is_none_or(|(_, least)| distance < least)
        {
            best = Some((candidate, distance));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// Asks whether a name was meant.
pub fn meant(name: &str) -> Words {
    words!("¿querías decir `{name}`?", "did you mean `{name}`?")
}

fn plain(name: &str) -> String {
    let letters = name.nfd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["title", "description", "date", "título largo"];
        for (typed, meant) in [
            ("titel", Some("title")),
            ("Descripton", Some("description")),
            ("dat", Some("date")),
            ("titulo largo", Some("título largo")),
            ("colour", None),
        ] {
            assert_eq!(nearest(typed, known), meant, "{typed}");
        }
    }
}

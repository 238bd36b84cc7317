//! The theme's words in the page's language.

use std::collections::BTreeMap;

use super::calendar::Calendar;

/// The words of a theme by language and key; plurals as `key.one`, `key.other`.
pub(super) type Dictionary = BTreeMap<String, BTreeMap<String, String>>;

/// Finds the words for a key: in the language, in its parent (`pt` for `pt-BR`), in English, in
/// any. The number chooses the plural.
pub(super) fn find<'a>(
    dictionary: &'a Dictionary,
    calendar: &Calendar,
    language: &str,
    key: &str,
    count: Option<u64>,
) -> Option<&'a str> {
    let parent = language.split('-').next().unwrap_or_default();
    let preferred = [language, parent, "en"].into_iter();
    let rest = dictionary.keys().map(String::as_str);
    preferred.chain(rest).find_map(|language| {
        let words = dictionary.get(language)?;
        let plural = count.map(|count| calendar.plural(count, language));
        let exact = plural.and_then(|plural| words.get(&format!("{key}.{plural}")));
        let other = count.and_then(|_| words.get(&format!("{key}.other")));
        exact.or(other).or_else(|| words.get(key)).map(String::as_str)
    })
}

/// Fills `{name}` with the value of that name.
pub(super) fn fill(words: &str, values: &[(String, String)]) -> String {
    let mut filled = words.to_string();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

//! Slugs: the parts of URLs made from names; and titles made from names.

use std::borrow::Cow;

use super::fingerprint::Fingerprint;

/// Slugs are cut after this many bytes, at a hyphen where there is one.
const SLUG_BYTES_MAX: usize = 120;

/// Transliterates a name into lower-case ASCII letters, digits and single hyphens:
/// `Guía de atención` becomes `guia-de-atencion`. A name without letters or digits gives an
/// empty slug.
pub fn slug(name: &str) -> Cow<'_, str> {
    if is_slug(name) {
        return name.into();
    }
    let ascii = if name.is_ascii() { name.into() } else { Cow::from(deunicode::deunicode(name)) };
    let mut slug = String::with_capacity(ascii.len());
    for letter in ascii.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() && letter != '\'' {
            slug.push('-');
        }
    }
    if slug.len() > SLUG_BYTES_MAX {
        slug.truncate(SLUG_BYTES_MAX);
        if let Some(at) = slug.rfind('-').filter(|at| *at > SLUG_BYTES_MAX / 2) {
            slug.truncate(at);
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug.into()
}

/// Tells whether a name is a slug as it stands.
fn is_slug(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.len() <= SLUG_BYTES_MAX
        && name.bytes().all(is_plain)
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}

/// Makes a title of a name: `primeros-pasos` becomes `Primeros pasos`.
pub fn title(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Gives the part of a URL that names a text: its slug, or its fingerprint where no letter of it
/// has a place in one.
pub fn part(text: &str) -> Cow<'_, str> {
    let made = slug(text);
    if made.is_empty() { Fingerprint::of(text).short().into() } else { made }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        for (name, expected) in [
            ("Guía de atención", "guia-de-atencion"),
            ("¿Qué es NPS?", "que-es-nps"),
            ("  --a__b  ", "a-b"),
            ("año / ñandú", "ano-nandu"),
            ("don't", "dont"),
            ("¡!", ""),
            ("Straße", "strasse"),
            ("nps-2", "nps-2"),
            ("a--b", "a-b"),
            ("-a-", "a"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }
}

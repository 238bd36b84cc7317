//! Findings about what a site needs to stay useful: nothing is broken, but somebody should look.

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::words::Words;
use crate::words;

/// An article to which no other page links.
pub fn orphan_page(place: Place, title: &str) -> Diagnostic {
    let message =
        words!("ninguna otra página enlaza `{title}`", "no other page links to `{title}`");
    Diagnostic::new(Code::OrphanPage, place, message)
        .label(Words::new("solo se llega por su lista", "only its list leads here"))
        .help(Some(Words::new(
            "enlázala donde alguien la necesitaría",
            "link it where somebody would need it",
        )))
}

/// A file beside the articles that nothing names.
pub fn unused_file(place: Place) -> Diagnostic {
    let message = Words::new("nada usa este archivo", "nothing uses this file");
    Diagnostic::new(Code::UnusedFile, place, message)
        .label(Words::new("se publica igualmente", "it is published all the same"))
        .help(Some(Words::new(
            "enlázalo, bórralo o llévalo a `static/`",
            "link it, delete it or move it to `static/`",
        )))
}

/// An article that somebody should have looked at by a day, `2026-03-31`.
pub fn review_due(place: Place, day: &str, owner: Option<&str>) -> Diagnostic {
    let message = words!("tocaba revisarlo el {day}", "its review was due on {day}");
    let mut finding = Diagnostic::new(Code::ReviewDue, place, message);
    if let Some(owner) = owner {
        finding = finding.label(words!("responde de él {owner}", "{owner} answers for it"));
    }
    finding.help(Some(Words::new(
        "léelo, corrige lo que cambió y pon otro día en `review_by`",
        "read it, mend what has changed and set another day in `review_by`",
    )))
}

/// A translation of a text that says something else now: of the file, its version, and the day on
/// which it changed, `2026-03-31`, if it tells one. The version is given as the key and value that
/// the translation would have.
pub fn stale_translation(
    place: Place,
    source: &str,
    pair: &str,
    changed: Option<&str>,
) -> Diagnostic {
    let message = match changed {
        Some(day) => words!("`{source}` cambió el {day}", "`{source}` changed on {day}"),
        None => words!("`{source}` ha cambiado", "`{source}` has changed"),
    };
    Diagnostic::new(Code::StaleTranslation, place, message)
        .label(Words::new("se tradujo otra versión", "another version was translated"))
        .help(Some(words!(
            "pon al día la traducción y después `{pair}`",
            "bring the translation up to date, then set `{pair}`"
        )))
}

/// A translation that does not say of which version it is; `pair` is the key and value that say
/// the one of now.
pub fn untold_version(place: Place, source: &str, pair: &str) -> Diagnostic {
    let message = words!(
        "no se dice qué versión de `{source}` se tradujo",
        "it is not said which version of `{source}` was translated"
    );
    Diagnostic::new(Code::StaleTranslation, place, message).help(Some(words!(
        "si la traducción está al día, pon `{pair}`",
        "if the translation is up to date, set `{pair}`"
    )))
}

/// A file that is named like a translation of another, into a language that the site lacks.
pub fn unlisted_language(place: Place, original: &str, language: &str) -> Diagnostic {
    let message = words!("el sitio no habla `{language}`", "the site does not speak `{language}`");
    Diagnostic::new(Code::UnlistedLanguage, place, message)
        .note(words!(
            "por su nombre es una traducción de `{original}`, y se publica como otro artículo",
            "by its name it translates `{original}`, and it is published as another article"
        ))
        .help(Some(words!(
            "añade `\"{language}\"` a `languages` en tertulia.toml, o cambia el nombre del archivo",
            "add `\"{language}\"` to `languages` in tertulia.toml, or rename the file"
        )))
}

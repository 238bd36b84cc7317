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

//! What is wrong with theses.

use crate::ground::{Code, Diagnostic, Place, Words};
use crate::words;

/// A number that two theses of a manifesto bear; `first` is where it stood before.
pub fn duplicate_thesis(place: Place, number: u32, first: Place) -> Diagnostic {
    let message =
        words!("dos tesis llevan el número {number}", "two theses bear the number {number}");
    Diagnostic::new(Code::ThesisNumber, place, message)
        .label(Words::new("este número ya está dado", "this number is taken"))
        .also(first, Words::new("esta lo lleva", "this one bears it"))
        .help(Some(Words::new(
            "dale un número que nadie lleve; los ya publicados no se cambian",
            "give it a number of its own; those that were published stay",
        )))
}

/// A rule of evidence that cannot be tried, and why.
pub fn bad_evidence(place: Place, why: &Words, help: Option<Words>) -> Diagnostic {
    let message =
        Words::new("esta evidencia no se puede comprobar", "this evidence cannot be tried");
    Diagnostic::new(Code::BadEvidence, place, message).label(why.clone()).help(help)
}

/// A number that comes after a gap; `expected` is the first that is missing.
pub fn missing_thesis(place: Place, number: u32, expected: u32) -> Diagnostic {
    let message = words!(
        "entre las tesis falta la {expected}: sigue la {number}",
        "thesis {expected} is missing: {number} comes next"
    );
    Diagnostic::new(Code::ThesisNumber, place, message)
        .label(words!("aquí se esperaba la {expected}", "{expected} was expected here"))
        .help(Some(Words::new(
            "si retiraste una tesis, deja su número con una nota: así nadie cree que se perdió",
            "if you withdrew one, leave its number with a note, so that nobody thinks it got lost",
        )))
}

/// A number that no thesis bears; `known` are the first and the last there are.
pub fn unknown_thesis(place: Place, number: u32, known: Option<(u32, u32)>) -> Diagnostic {
    let message =
        words!("ninguna tesis lleva el número {number}", "no thesis bears the number {number}");
    let help = known.map(|(first, last)| {
        words!("las tesis van de la {first} a la {last}", "the theses run from {first} to {last}")
    });
    let none = || Words::new("el sitio no tiene tesis", "the site has no theses");
    Diagnostic::new(Code::UnknownThesis, place, message)
        .label(words!("aquí se nombra la tesis {number}", "this names thesis {number}"))
        .help(Some(help.unwrap_or_else(none)))
}

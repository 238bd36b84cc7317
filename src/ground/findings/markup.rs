//! Findings about what stands in the Markdown of an article.

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::nearest::{meant, nearest};
use crate::ground::words::Words;
use crate::words;

/// A directive for which the theme has no component.
pub fn unknown_directive<'a>(
    place: Place,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = words!("no existe la directiva `{name}`", "there is no directive `{name}`");
    let help = nearest(name, known).map(meant);
    Diagnostic::new(Code::UnknownDirective, place, message)
        .label(Words::new(
            "ningún componente del tema se llama así",
            "no component of the theme has this name",
        ))
        .help(help)
}

/// An attribute that a directive's component does not take, or one that it needs and lacks.
pub fn unknown_attribute<'a>(
    place: Place,
    directive: &str,
    attribute: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let help = nearest(attribute, known).map(meant);
    let message = words!(
        "`{directive}` no lleva el atributo `{attribute}`",
        "`{directive}` takes no attribute `{attribute}`"
    );
    Diagnostic::new(Code::UnknownAttribute, place, message).help(help)
}

/// A directive without an attribute that its component needs.
pub fn missing_attribute(place: Place, directive: &str, attribute: &str) -> Diagnostic {
    let message = words!(
        "a `{directive}` le falta el atributo `{attribute}`",
        "`{directive}` lacks the attribute `{attribute}`"
    );
    Diagnostic::new(Code::UnknownAttribute, place, message)
        .help(Some(words!("añade `{{{attribute}=\"…\"}}`", "add `{{{attribute}=\"…\"}}`")))
}

/// A directive whose attributes cannot be read.
pub fn bad_directive(place: Place, why: &Words) -> Diagnostic {
    let message = Words::new("no se entiende esta directiva", "cannot read this directive");
    Diagnostic::new(Code::BadDirective, place, message).label(why.clone()).help(Some(Words::new(
        "los atributos se escriben `:::nombre{clave=\"valor\"}`",
        "attributes are written `:::name{key=\"value\"}`",
    )))
}

/// A directive that is not closed before its surroundings end.
pub fn unclosed_directive(place: Place, name: &str, colons: usize) -> Diagnostic {
    let fence = ":".repeat(colons);
    let message = words!("la directiva `{name}` no termina", "the directive `{name}` never ends");
    Diagnostic::new(Code::UnclosedDirective, place, message)
        .label(Words::new("empieza aquí", "it begins here"))
        .help(Some(words!(
            "añade una línea `{fence}` donde termina, con la misma sangría",
            "add a line `{fence}` where it ends, indented alike"
        )))
}

/// The end of a directive that never began.
pub fn stray_directive_end(place: Place) -> Diagnostic {
    let message =
        Words::new("aquí no hay ninguna directiva que cerrar", "there is no directive to end here");
    Diagnostic::new(Code::StrayDirectiveEnd, place, message).help(Some(Words::new(
        "quita esta línea, o añade la que abre la directiva",
        "take this line away, or add the one that begins the directive",
    )))
}

/// A formula that cannot be read; `cause` is what its parser says.
pub fn bad_formula(place: Place, cause: &str) -> Diagnostic {
    let message = Words::new("no se entiende esta fórmula", "cannot read this formula");
    Diagnostic::new(Code::BadFormula, place, message).label(words!("{cause}", "{cause}"))
}

/// A code block that took longer than `seconds` to colour and is shown plain.
pub fn slow_code(place: Place, language: &str, seconds: u64) -> Diagnostic {
    let message = words!(
        "este código `{language}` tarda más de {seconds} s en colorearse",
        "this `{language}` code takes over {seconds} s to colour"
    );
    Diagnostic::new(Code::SlowCode, place, message)
        .label(Words::new("se muestra sin colores", "it is shown without colours"))
}

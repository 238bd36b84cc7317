//! What goes wrong in templates, told in both languages of the program.
//!
//! The engine knows one language and one text for an error. Ours put both versions into it, between
//! seams; its own, the frequent ones, are told again.

use std::fmt::Display;

use tera::Error;

use crate::ground::Words;

/// Stands before, between and behind the versions of a text; no template has it.
const SEAM: char = '\u{1f}';

/// Texts of the engine, with what is said in their place in Spanish; a hole takes what stands there.
const RETOLD: &[(&str, &str)] = &[
    ("Field `{}` is not defined. Available fields: {}", "no hay un campo `{}`; hay: {}"),
    ("Field `{}` is not defined.", "no hay un campo `{}`"),
    ("Field `{}` is not defined", "no hay un campo `{}`"),
    ("Variable `{}` is not defined. Available variables: {}", "no hay nada llamado `{}`; hay: {}"),
    ("Variable `{}` is not defined.", "no hay nada llamado `{}`"),
    ("Unknown filter `{}`", "no hay un filtro `{}`"),
    ("Unknown function `{}`", "no hay una función `{}`"),
    ("Unknown test `{}`", "no hay una prueba `{}`"),
    ("Unknown template `{}`", "no hay una plantilla `{}`"),
    ("Unknown component `{}`", "no hay un componente `{}`"),
    ("Unknown tag", "no hay una etiqueta así"),
    ("Unexpected end of input", "se acaba antes de tiempo: algo quedó abierto"),
    ("Found `{}` but expected one of: {}", "aquí está `{}` y se esperaba: {}"),
    ("Found `{}` but expected {}", "aquí está `{}` y se esperaba {}"),
    ("Missing keyword argument `{}`", "falta el argumento `{}`"),
    (
        "Invalid type for the value, expected `{}` but got `none`",
        "aquí no hay nada, y se esperaba `{}`: pregunta antes con `if`",
    ),
    ("Invalid type for the value, expected `{}` but got `{}`", "se esperaba `{}` y hay `{}`"),
    (
        "`+` requires both operands to be numbers, found `{}` and `{}`",
        "`+` suma números, y aquí hay `{}` y `{}`; los textos se unen con `~`",
    ),
    (
        "Math operations can only be done on numbers, found `{}`",
        "se calcula con números, no con `{}`",
    ),
    ("Iteration not possible on type `{}`", "no se puede recorrer algo que es `{}`"),
    (
        "Template '{}' is inheriting from '{}', which doesn't exist or isn't loaded.",
        "`{}` extiende `{}`, que no está",
    ),
];

/// Makes an error of the engine out of Spanish words and the English for them.
pub(super) fn error(es: impl Display, en: impl Display) -> Error {
    Error::message(format!("{SEAM}{es}{SEAM}{en}{SEAM}"))
}

/// Gives a text of the engine in both languages.
pub(super) fn words(text: &str) -> Words {
    let parts: Vec<&str> = text.split(SEAM).collect();
    if let [before, es, en, after] = parts[..] {
        return Words::new(format!("{before}{es}{after}"), format!("{before}{en}{after}"));
    }
    let es = RETOLD.iter().find_map(|(pattern, spanish)| filled(spanish, &holes(pattern, text)?));
    Words::new(es.unwrap_or_else(|| text.to_string()), text)
}

/// Gives what stands in a pattern's holes, if a text is like it.
fn holes<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let (first, rest) = pattern.split_once("{}").unwrap_or((pattern, ""));
    let mut left = text.strip_prefix(first)?;
    let mut found = Vec::new();
    if first.len() < pattern.len() {
        for piece in rest.split("{}") {
            let end = if piece.is_empty() { left.len() } else { left.find(piece)? };
            found.push(&left[..end]);
            left = &left[end + piece.len()..];
        }
    }
    left.is_empty().then_some(found)
}

/// Fills a pattern's holes.
fn filled(pattern: &str, with: &[&str]) -> Option<String> {
    let mut with = with.iter();
    let mut pieces = pattern.split("{}");
    let mut filled = pieces.next()?.to_string();
    for piece in pieces {
        filled.push_str(with.next()?);
        filled.push_str(piece);
    }
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_says_is_told_again() {
        for (text, expected) in [
            (
                "Field `tilte` is not defined. Available fields: ask, url",
                "no hay un campo `tilte`; hay: ask, url",
            ),
            ("Field `y` is not defined.", "no hay un campo `y`"),
            ("Unknown tag", "no hay una etiqueta así"),
            ("Unknown tag x", "Unknown tag x"),
            (
                "Invalid type for the value, expected `&str` but got `none`",
                "aquí no hay nada, y se esperaba `&str`: pregunta antes con `if`",
            ),
            ("Something new", "Something new"),
        ] {
            assert_eq!(words(text), Words::new(expected, text));
        }
    }

    #[test]
    fn our_own_words_pass_through_the_engine() {
        let ours = error("no hay nadie", "nobody is there").to_string();
        assert_eq!(words(&ours), Words::new("no hay nadie", "nobody is there"));
        let within = words(&format!("in `x`: {ours}"));
        assert_eq!(within, Words::new("in `x`: no hay nadie", "in `x`: nobody is there"));
    }
}

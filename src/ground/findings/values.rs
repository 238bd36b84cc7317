//! Findings about settings, front matter and data.

use crate::ground::code::Code;
use crate::ground::dates::{Guess, guess};
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::nearest::{meant, nearest};
use crate::ground::words::Words;
use crate::words;

/// A text in TOML, YAML, JSON or CSV cannot be read; `cause` is what its parser says.
pub fn bad_syntax(place: Place, format: &str, cause: &str) -> Diagnostic {
    let cause = cause.lines().next().unwrap_or_default();
    let message = words!("esto no es {format} válido", "this is not valid {format}");
    let known = CAUSES.iter().find(|(english, _)| cause.starts_with(english));
    let spanish = known.map_or(cause, |(_, spanish)| *spanish);
    Diagnostic::new(Code::BadSyntax, place, message).label(words!("{spanish}", "{cause}"))
}

/// What parsers say of the commonest mistakes, in Spanish; the rest stays in their English.
const CAUSES: &[(&str, &str)] = &[
    ("duplicate key", "esta clave está dos veces"),
    ("invalid basic string", "falta la comilla que cierra"),
    ("invalid literal string", "falta la comilla que cierra"),
    ("invalid multi-line basic string", "faltan las tres comillas que cierran"),
    ("string values must be quoted", "los textos van entre comillas"),
    ("mapping values are not allowed", "hay dos puntos de más: pon el texto entre comillas"),
    ("invalid indentation", "la sangría no es la que debe"),
    ("the closing quote is missing", "falta la comilla que cierra"),
    ("unclosed array", "falta el corchete `]` que cierra"),
    ("unclosed inline table", "falta la llave `}` que cierra"),
    ("key with no value", "a esta clave le falta `=` y su valor"),
    ("trailing comma", "sobra una coma"),
    ("expected `,` or `}`", "falta una coma o la llave que cierra"),
    ("expected `,` or `]`", "falta una coma o el corchete que cierra"),
];

/// Front matter that begins and never ends; `fence` is the line that should end it.
pub fn unclosed_front_matter(place: Place, fence: &str) -> Diagnostic {
    let message = words!(
        "los datos del artículo empiezan con `{fence}` y no terminan",
        "the front matter begins with `{fence}` and never ends"
    );
    Diagnostic::new(Code::BadSyntax, place, message).help(Some(words!(
        "añade una línea `{fence}` donde terminan los datos",
        "add a line `{fence}` where the front matter ends"
    )))
}

/// A key that is not among the `known`.
pub fn unknown_key<'a>(
    place: Place,
    key: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = words!("no existe la clave `{key}`", "there is no key `{key}`");
    let known: Vec<&str> = known.into_iter().collect();
    let lower = key.to_lowercase();
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == lower).map(|(_, ours)| *ours);
    let near = elsewhere.filter(|ours| known.contains(ours)).or_else(|| nearest(key, known));
    let help = near.map(meant);
    Diagnostic::new(Code::UnknownKey, place, message).help(help)
}

/// What keys are called in other programs, and in Spanish.
const ELSEWHERE: &[(&str, &str)] = &[
    ("autor", "authors"),
    ("autores", "authors"),
    ("borrador", "draft"),
    ("categoria", "categories"),
    ("categoría", "categories"),
    ("category", "categories"),
    ("cover", "image"),
    ("descripcion", "description"),
    ("descripción", "description"),
    ("etiquetas", "tags"),
    ("excerpt", "description"),
    ("expirydate", "expire_at"),
    ("featured_image", "image"),
    ("fecha", "date"),
    ("imagen", "image"),
    ("keywords", "tags"),
    ("lastmod", "updated"),
    ("modified", "updated"),
    ("permalink", "url"),
    ("publishdate", "publish_at"),
    ("redirect_from", "aliases"),
    ("subtitle", "description"),
    ("summary", "description"),
    ("thumbnail", "image"),
    ("titulo", "title"),
    ("título", "title"),
];

/// A key by which other programs tell drafts from the rest, `status` or `published`; `pair` is how
/// it is said here, none for what is published.
pub fn foreign_standing(place: Place, key: &str, pair: Option<&str>) -> Diagnostic {
    let help = match pair {
        Some(pair) => words!("un borrador se dice `{pair}`", "a draft is told by `{pair}`"),
        None => Words::new(
            "quítala: se publica todo lo que no es borrador",
            "take it away: all that is no draft is published",
        ),
    };
    unknown_key(place, key, []).help(Some(help))
}

/// A value of another type than its key takes; both types are named for people.
pub fn wrong_type(place: Place, key: &str, wanted: &Words, found: &Words) -> Diagnostic {
    let message =
        Words::new(format!("`{key}` lleva {}", wanted.es), format!("`{key}` takes {}", wanted.en));
    let label = Words::new(format!("esto es {}", found.es), format!("this is {}", found.en));
    Diagnostic::new(Code::WrongType, place, message).label(label)
}

/// One text with commas where a key takes several; `list` is how they would be written.
pub fn comma_list(place: Place, key: &str, list: &str) -> Diagnostic {
    let wanted = Words::new("una lista de textos", "a list of texts");
    let found = Words::new("un solo texto con comas", "a single text with commas");
    wrong_type(place, key, &wanted, &found).help(Some(words!(
        "escribe `{list}`; si la coma es del nombre, deja el texto solo entre los corchetes",
        "write `{list}`; if the comma is part of the name, put the text alone between the brackets"
    )))
}

/// A date that cannot be read.
pub fn bad_date(place: Place, written: &str) -> Diagnostic {
    let message = words!("no se entiende la fecha `{written}`", "cannot read the date `{written}`");
    let help = match guess(written) {
        Some(Guess::Sure(day)) => words!("escríbela como `{day}`", "write it as `{day}`"),
        Some(Guess::Either { day_first, month_first }) => words!(
            "escríbela como `{day_first}`, o como `{month_first}` si el mes va primero",
            "write it as `{day_first}` if the day comes first, or as `{month_first}` if the month \
             does"
        ),
        None => Words::new(
            "escríbela como `2026-03-31` o `2026-03-31T18:30`",
            "write it as `2026-03-31` or `2026-03-31T18:30`",
        ),
    };
    Diagnostic::new(Code::BadDate, place, message).help(Some(help))
}

/// A date of the calendar at its very end, which has no instant in every zone.
pub fn far_date(place: Place, written: &str) -> Diagnostic {
    let message =
        words!("la fecha `{written}` está demasiado lejos", "the date `{written}` is too far away");
    Diagnostic::new(Code::BadDate, place, message).help(Some(Words::new(
        "quita la clave si no hay fecha; la última que vale es `9999-12-29`",
        "take the key away if there is no date; the last one that holds is `9999-12-29`",
    )))
}

/// A value that is not among the `allowed`.
pub fn bad_value(place: Place, key: &str, value: &str, allowed: &[&str]) -> Diagnostic {
    let list = allowed.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
    let help = nearest(value, allowed.iter().copied()).map(meant);
    let finding = Diagnostic::new(
        Code::BadValue,
        place,
        words!("`{key}` no puede ser `{value}`", "`{key}` cannot be `{value}`"),
    );
    match allowed.is_empty() {
        true => finding.note(Words::new("no hay ninguno", "there is none")),
        false => finding.note(words!("puede ser {list}", "it can be {list}")).help(help),
    }
}

/// A number outside its range.
pub fn out_of_range(place: Place, key: &str, least: i64, most: i64) -> Diagnostic {
    let message = words!("`{key}` está fuera de sus límites", "`{key}` is out of range");
    Diagnostic::new(Code::BadValue, place, message)
        .label(words!("va de {least} a {most}", "it goes from {least} to {most}"))
}

/// A text with a control character, which is left out.
pub fn control_character(place: Place, key: &str) -> Diagnostic {
    let message = words!(
        "`{key}` lleva un carácter de control, que no se ve",
        "`{key}` has a control character, which nobody sees"
    );
    Diagnostic::new(Code::BadValue, place, message)
        .help(Some(Words::new("escribe el texto otra vez a mano", "type the text again by hand")))
}

/// A list with more texts than are read; the place is the first of those that are not.
pub fn too_many_texts(place: Place, key: &str, texts_max: usize) -> Diagnostic {
    let message = words!(
        "`{key}` lleva más de {texts_max} textos",
        "`{key}` has more than {texts_max} texts"
    );
    Diagnostic::new(Code::BadValue, place, message)
        .label(Words::new("de aquí en adelante no se lee", "from here on it is not read"))
        .help(Some(Words::new("quita los que sobran", "take away what is too much")))
}

/// A key that exists and says nothing where it stands; `why` is said at its place.
pub fn misplaced_key(place: Place, key: &str, why: &Words) -> Diagnostic {
    let message = words!("la clave `{key}` no vale aquí", "the key `{key}` does not hold here");
    Diagnostic::new(Code::UnknownKey, place, message).label(why.clone())
}

/// A value of the right type that cannot be used; `why` is said at its place.
pub fn unfit_value(place: Place, key: &str, value: &str, why: &Words) -> Diagnostic {
    let message = words!("`{key}` no puede ser `{value}`", "`{key}` cannot be `{value}`");
    Diagnostic::new(Code::BadValue, place, message).label(why.clone())
}

/// A CSV file that cannot be taken as it is; `why` is said at its place.
pub fn bad_csv(place: Place, why: &Words) -> Diagnostic {
    let message = words!("esto no es CSV válido", "this is not valid CSV");
    Diagnostic::new(Code::BadSyntax, place, message).label(why.clone())
}

/// A row of a data file that gives no page; `why` is said at its place.
pub fn unfit_row(place: Place, why: &Words) -> Diagnostic {
    let message = Words::new("esta fila no puede ser una página", "this row cannot become a page");
    Diagnostic::new(Code::BadValue, place, message).label(why.clone())
}

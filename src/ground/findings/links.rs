//! Findings about links, images and URLs.

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::nearest::meant;
use crate::ground::words::Words;
use crate::words;

/// A link that leads nowhere; `nearest` is what it may have meant, as it would be written.
pub fn broken_link(place: Place, target: &str, nearest: Option<&str>) -> Diagnostic {
    let message =
        words!("el enlace `{target}` no lleva a nada", "the link `{target}` leads nowhere");
    let help = nearest.map(meant);
    Diagnostic::new(Code::BrokenLink, place, message)
        .label(Words::new(
            "ninguna página ni archivo del sitio está ahí",
            "no page or file of the site is there",
        ))
        .help(help)
}

/// A link to a document that is not shown: a draft, or one whose day has not come or has passed.
pub fn hidden_link(place: Place, target: &str, standing: &str) -> Diagnostic {
    let why = match standing {
        "draft" => Words::new("es un borrador", "it is a draft"),
        "scheduled" => Words::new("su día no ha llegado", "its day has not come"),
        _ => Words::new("su día ya pasó", "its day has passed"),
    };
    broken_link(place, target, None).label(why)
}

/// A link to a place that the page it leads to does not have. `page` is that page's file.
pub fn broken_anchor(place: Place, page: &str, anchor: &str, nearest: Option<&str>) -> Diagnostic {
    let message =
        words!("`{page}` no tiene el ancla `#{anchor}`", "`{page}` has no anchor `#{anchor}`");
    let help = nearest.map(|near| words!("¿querías decir `#{near}`?", "did you mean `#{near}`?"));
    Diagnostic::new(Code::BrokenAnchor, place, message)
        .label(Words::new(
            "ningún título ni elemento tiene este nombre",
            "no heading has this name",
        ))
        .help(help)
}

/// An image that is not there.
pub fn broken_image(place: Place, target: &str, nearest: Option<&str>) -> Diagnostic {
    let message = words!("no está la imagen `{target}`", "the image `{target}` is not there");
    let help = nearest.map(meant);
    Diagnostic::new(Code::BrokenImage, place, message)
        .label(Words::new("este archivo no existe", "this file does not exist"))
        .help(help)
}

/// A short link (`[[slug]]`) that fits several pages, named by their files.
pub fn ambiguous_link(place: Place, target: &str, pages: &[&str]) -> Diagnostic {
    let list = pages.iter().map(|page| format!("`{page}`")).collect::<Vec<_>>().join(", ");
    let message =
        words!("`[[{target}]]` puede ser varias páginas", "`[[{target}]]` fits several pages");
    let path = |page: &&str| {
        let path = page.trim_start_matches("content/").trim_end_matches(".md");
        path.trim_end_matches("/index").trim_end_matches("/_index").to_string()
    };
    let other = pages.iter().map(path).find(|path| path.contains('/') && path != target);
    let path =
        other.map(|path| words!("escribe el camino: `[[{path}]]`", "write the path: `[[{path}]]`"));
    Diagnostic::new(Code::AmbiguousLink, place, message)
        .note(words!("estas páginas: {list}", "these pages: {list}"))
        .help(path)
}

/// Two sources for one URL; the first source is `first`.
pub fn duplicate_url(place: Place, first: Place, url: &str) -> Diagnostic {
    let other = first.path.clone();
    let message = words!(
        "dos archivos quieren la misma dirección, `{url}`",
        "two files want the same URL, `{url}`"
    );
    Diagnostic::new(Code::DuplicateUrl, place, message)
        .label(words!("`{other}` ya la tiene", "`{other}` already has it"))
        .also(first, Words::new("este la tiene", "this one has it"))
        .help(Some(Words::new(
            "dale a uno de los dos otro `slug` u otra `url`",
            "give one of the two another `slug` or `url`",
        )))
}

/// A row of a data file for whose page there is another source, `first`; `path` is the content file
/// that it stands for.
pub fn duplicate_row(place: Place, first: Place, path: &str) -> Diagnostic {
    let message = words!(
        "la página de esta fila, `{path}`, ya existe",
        "the page of this row, `{path}`, is there already"
    );
    Diagnostic::new(Code::DuplicateUrl, place, message)
        .label(Words::new("esta fila quiere ser la misma", "this row wants to be the same"))
        .also(first, Words::new("de aquí sale", "it is made of this"))
        .help(Some(Words::new(
            "dale a la fila otro valor en la columna de `slug`",
            "give the row another value in the column of `slug`",
        )))
}

/// A URL that an author chose and that cannot be used.
pub fn bad_url(place: Place, url: &str, why: &Words) -> Diagnostic {
    let message = words!("`{url}` no sirve de dirección", "`{url}` cannot be used as a URL");
    Diagnostic::new(Code::BadUrl, place, message).label(why.clone())
}

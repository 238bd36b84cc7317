//! Findings about links, images and URLs.

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::nearest::{meant, nearest};
use crate::ground::words::Words;
use crate::words;

/// Anchors of a page that are named at most.
const ANCHORS_MAX: usize = 5;

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
    let help = match standing {
        "draft" => Words::new(
            "publícalo, quitando su `draft`, o quita el enlace",
            "publish it by taking away its `draft`, or take the link away",
        ),
        "scheduled" => Words::new(
            "adelanta su `publish_at`, o pon el enlace cuando llegue el día",
            "bring its `publish_at` forward, or set the link when the day has come",
        ),
        _ => Words::new(
            "quita el enlace, o dale otro día en su `expire_at`",
            "take the link away, or give it another day in its `expire_at`",
        ),
    };
    broken_link(place, target, None).label(why).help(Some(help))
}

/// A link to a site elsewhere whose address lacks its beginning.
pub fn schemeless_link(place: Place, target: &str) -> Diagnostic {
    broken_link(place, target, None).help(Some(words!(
        "¿falta `https://`? `https://{target}`",
        "is `https://` missing? `https://{target}`"
    )))
}

/// A link that stayed text because its target has spaces; `meant` is how it is read.
pub fn spaced_link(place: Place, meant: &str) -> Diagnostic {
    spaced_target(Code::BrokenLink, place, meant)
}

/// An image that stayed text because its target has spaces; `meant` is how it is read.
pub fn spaced_image(place: Place, meant: &str) -> Diagnostic {
    spaced_target(Code::BrokenImage, place, meant)
}

fn spaced_target(code: Code, place: Place, meant: &str) -> Diagnostic {
    let message = Words::new(
        "un destino con espacios va entre `<…>`",
        "a target with spaces goes between `<…>`",
    );
    Diagnostic::new(code, place, message)
        .label(Words::new("así se publica como texto", "like this it is published as text"))
        .help(Some(words!("escribe `{meant}`", "write `{meant}`")))
}

/// A link to a place that the page it leads to does not have. `page` is that page's file, and
/// `anchors` are its own: only the first are named, and only if none is much like the one meant.
pub fn broken_anchor<'a>(
    place: Place,
    page: &str,
    anchor: &str,
    anchors: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let known = anchors.filter(|known| !known.is_empty());
    let message =
        words!("`{page}` no tiene el ancla `#{anchor}`", "`{page}` has no anchor `#{anchor}`");
    let near = nearest(anchor, known.clone());
    let near = near.map(|near| words!("¿querías decir `#{near}`?", "did you mean `#{near}`?"));
    let first = || {
        let first: Vec<String> =
            known.clone().take(ANCHORS_MAX).map(|one| format!("`#{one}`")).collect();
        let more = if known.clone().nth(ANCHORS_MAX).is_some() { "…" } else { "" };
        let list = first.join(", ") + more;
        (!first.is_empty()).then(|| words!("tiene {list}", "it has {list}"))
    };
    let help = near.or_else(first);
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

/// The last part of a URL with spaces; `pair` is the key with a clean one, if one can be made.
pub fn spaced_slug(place: Place, slug: &str, pair: Option<&str>) -> Diagnostic {
    let why = Words::new("no puede llevar espacios", "it must not contain spaces");
    let help = pair.map(|pair| words!("escribe `{pair}`", "write `{pair}`"));
    bad_url(place, slug, &why).help(help)
}

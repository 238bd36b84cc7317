//! Findings about files, themes and templates.

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::nearest::{meant, nearest};
use crate::ground::words::Words;
use crate::words;

/// A text whose bytes are not UTF-8 from `offset` on.
pub fn not_utf8(place: Place, offset: usize) -> Diagnostic {
    let message = words!(
        "este archivo no está en UTF-8: falla en el byte {offset}",
        "this file is not UTF-8: it fails at byte {offset}"
    );
    Diagnostic::new(Code::NotUtf8, place, message).help(Some(Words::new(
        "guárdalo como UTF-8 en tu editor",
        "save it as UTF-8 in your editor",
    )))
}

/// A file whose name is not UTF-8; the place shows the name as far as it can be shown.
pub fn name_not_utf8(place: Place, offset: usize) -> Diagnostic {
    let message = words!(
        "el nombre de este archivo no está en UTF-8: falla en el byte {offset}",
        "this file's name is not UTF-8: it fails at byte {offset}"
    );
    Diagnostic::new(Code::NotUtf8, place, message)
        .help(Some(Words::new("cambia el nombre del archivo", "rename the file")))
}

/// A file over its limit; `setting` is the key that raises it.
pub fn file_too_large(place: Place, bytes: u64, bytes_max: u64, setting: &str) -> Diagnostic {
    let (size, limit) = (mebibytes(bytes), mebibytes(bytes_max));
    let message = words!(
        "este archivo tiene {size} MiB y el límite es {limit} MiB",
        "this file has {size} MiB and the limit is {limit} MiB"
    );
    Diagnostic::new(Code::FileTooLarge, place, message).help(Some(words!(
        "pártelo, o sube `{setting}` en `tertulia.toml`",
        "split it, or raise `{setting}` in `tertulia.toml`"
    )))
}

/// Front matter over its limit.
pub fn long_front_matter(place: Place, bytes_max: usize) -> Diagnostic {
    let limit = bytes_max >> 10;
    let message = words!(
        "los datos del artículo pasan de {limit} KiB: no se leen",
        "the front matter has more than {limit} KiB: it is not read"
    );
    Diagnostic::new(Code::FileTooLarge, place, message).help(Some(Words::new(
        "llévate lo largo al texto, o a un archivo de `data/`",
        "move what is long into the text, or into a file of `data/`",
    )))
}

/// TOML with more tables than are read.
pub fn too_many_tables(place: Place, tables_max: usize) -> Diagnostic {
    let message = words!(
        "aquí hay más de {tables_max} tablas: no se leen",
        "there are more than {tables_max} tables here: they are not read"
    );
    Diagnostic::new(Code::FileTooLarge, place, message).help(Some(Words::new(
        "parte el archivo, o escríbelo como CSV",
        "split the file, or write it as CSV",
    )))
}

/// More files than the limit.
pub fn too_many_files(place: Place, files_max: usize) -> Diagnostic {
    let message =
        words!("hay más de {files_max} archivos", "there are more than {files_max} files");
    Diagnostic::new(Code::TooManyFiles, place, message).help(Some(Words::new(
        "sube `limits.files` en `tertulia.toml`, si de verdad son del sitio",
        "raise `limits.files` in `tertulia.toml`, if they do belong to the site",
    )))
}

/// A folder inside so many others that what it holds is not read.
pub fn too_deep(place: Place, depth_max: usize) -> Diagnostic {
    let message = words!(
        "esta carpeta está dentro de más de {depth_max} carpetas",
        "this folder lies inside more than {depth_max} folders"
    );
    Diagnostic::new(Code::TooManyFiles, place, message)
        .label(Words::new("lo que hay dentro no se lee", "what it holds is not read"))
}

/// A symbolic link that leads out of the site.
pub fn leaves_site(place: Place, target: &str) -> Diagnostic {
    let message = words!(
        "este enlace simbólico sale del sitio, a `{target}`",
        "this symbolic link leaves the site, to `{target}`"
    );
    Diagnostic::new(Code::LeavesSite, place, message).help(Some(Words::new(
        "copia el archivo al sitio, o permítelo con `outside_links = true` en `tertulia.toml`",
        "copy the file into the site, or allow it with `outside_links = true` in `tertulia.toml`",
    )))
}

/// A template that an article or section names and that is not there.
pub fn unknown_template<'a>(
    place: Place,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = words!("no existe la plantilla `{name}`", "there is no template `{name}`");
    let help = nearest(name, known).map(meant);
    Diagnostic::new(Code::UnknownTemplate, place, message).help(help)
}

/// A theme that is neither in `themes/` nor inside the program.
pub fn unknown_theme<'a>(
    place: Place,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = words!("no existe el tema `{name}`", "there is no theme `{name}`");
    let help = nearest(name, known).map(meant);
    Diagnostic::new(Code::UnknownTheme, place, message)
        .label(words!("no está en `themes/{name}/`", "it is not in `themes/{name}/`"))
        .help(help)
}

/// A theme that does not keep the contract; `why` says what it lacks.
pub fn incomplete_theme(place: Place, why: &Words) -> Diagnostic {
    let message = Words::new("a este tema le falta algo", "this theme lacks something");
    Diagnostic::new(Code::IncompleteTheme, place, message).label(why.clone())
}

/// A part of a theme that serves nothing, or not all that it could; `why` says so.
pub fn idle_part(place: Place, why: &Words) -> Diagnostic {
    let message = Words::new(
        "esta parte del tema no llega a servir",
        "this part of the theme does not serve",
    );
    Diagnostic::new(Code::IdlePart, place, message).label(why.clone())
}

/// A template that cannot be read, or that failed while it made the page `page`.
pub fn bad_template(place: Place, cause: Words, page: Option<&str>) -> Diagnostic {
    let message = Words::new("esta plantilla no funciona", "this template does not work");
    let finding = Diagnostic::new(Code::BadTemplate, place, message).label(cause);
    match page {
        Some(page) => finding.note(words!("al hacer la página `{page}`", "while making `{page}`")),
        None => finding,
    }
}

/// A page over its limit of time or size, at its template; `limit` names it.
pub fn runaway_page(place: Place, page: &str, limit: &Words) -> Diagnostic {
    runaway(place, page, limit).note(Words::new(
        "un bucle de la plantilla, o de las partes que usa, no termina o imprime demasiado",
        "a loop of the template, or of the parts it uses, does not end or prints too much",
    ))
}

/// The same where only what the page is made of is known, or a template inside the program that
/// shows it; `own` are the parts of its theme that the site wrote itself.
pub fn runaway_article(place: Place, own: &[&str], page: &str, limit: &Words) -> Diagnostic {
    let finding = runaway(place, page, limit).note(Words::new(
        "lo que aquí se da a la plantilla es demasiado, o una parte de tu tema no termina",
        "what is given to the template here is too much, or a part of your theme does not end",
    ));
    if own.is_empty() {
        return finding;
    }
    let own = own.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    finding.note(words!("son tuyas estas partes: {own}", "these parts are yours: {own}"))
}

fn runaway(place: Place, page: &str, limit: &Words) -> Diagnostic {
    let message = Words::new(
        format!("la página `{page}` pasa de {}", limit.es),
        format!("the page `{page}` goes over {}", limit.en),
    );
    Diagnostic::new(Code::RunawayPage, place, message)
}

fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A URL that was promised and that no page bears any more; `nearest` is the page that may stand
/// for it now, and its file.
pub fn lost_url(place: Place, url: &str, nearest: (&str, Option<Place>)) -> Diagnostic {
    let (target, file) = nearest;
    let quoted = |path: &str| format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""));
    let line = format!("{} = {}", quoted(url), quoted(target));
    let message = words!("ya no hay página en `{url}`", "there is no page at `{url}` any more");
    let finding = Diagnostic::new(Code::LostUrl, place, message)
        .label(Words::new("esta dirección se publicó", "this address was published"))
        .help(Some(words!(
            "añade `{line}` bajo `[redirects]` en `tertulia.toml`, o borra esta línea si la \
             página ya no debe estar",
            "add `{line}` under `[redirects]` in `tertulia.toml`, or delete this line if the \
             page is to be gone"
        )));
    match file {
        Some(file) => {
            finding.also(file, Words::new("puede ser esta página", "it may be this page"))
        }
        None => finding,
    }
}

/// So many more URLs that were promised and are gone; the place is the first of them.
pub fn more_lost_urls(place: Place, count: usize) -> Diagnostic {
    let message = words!(
        "desde aquí faltan otras {count} direcciones que se publicaron",
        "from here on {count} more addresses are gone that were published"
    );
    Diagnostic::new(Code::LostUrl, place, message).help(Some(Words::new(
        "arregla primero las de arriba: a menudo es una carpeta que cambió de nombre",
        "mend those above first: often a folder was renamed",
    )))
}

//! What authors choose as paths, URLs and folders, and why some of them cannot be used.

use crate::ground::{Words, url};

/// Where the program's own URLs live.
const RESERVED: &str = "/_tertulia";
/// Folders of a site that hold what the site is made from.
const SOURCES: &[&str] = &[
    "content",
    "static",
    "data",
    "themes",
    "templates",
    "components",
    "strings",
    "tertulia.toml",
    "urls.lock",
    ".git",
    ".tertulia",
];

/// Checks a path of the site (`/guia/`) and gives it decoded.
pub(super) fn site_path(path: &str) -> Result<String, Words> {
    let Some(decoded) = url::decode(path) else {
        return Err(Words::new("no está en UTF-8", "it is not UTF-8"));
    };
    let why = if !decoded.starts_with('/') {
        Words::new("tiene que empezar con `/`", "it must begin with `/`")
    } else if let Some(part) =
        ["..", "//", "?", "#", "\\"].iter().find(|part| decoded.contains(**part))
    {
        Words::new(format!("no puede llevar `{part}`"), format!("it must not contain `{part}`"))
    } else if decoded.chars().any(char::is_control) {
        control_character()
    } else if is_reserved(&decoded) {
        reserved()
    } else {
        return Ok(decoded.into_owned());
    };
    Err(why)
}

/// Checks where a redirect or an entry of the menu leads: a path of the site or a URL.
pub(super) fn target(target: &str) -> Result<(), Words> {
    if target.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(Words::new("no puede llevar espacios", "it must not contain spaces"));
    }
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let lower = target.to_ascii_lowercase();
    let is_url = schemes.iter().any(|scheme| lower.starts_with(scheme));
    let is_path = target.starts_with('/') && !target.starts_with("//") && !target.contains('\\');
    if is_url || is_path {
        return Ok(());
    }
    Err(Words::new(
        "tiene que empezar con `/` o con `https://`",
        "it must begin with `/` or `https://`",
    ))
}

/// Checks the last part of a URL.
pub(super) fn slug(slug: &str) -> Result<(), Words> {
    let why = if slug.trim().is_empty() {
        Words::new("está vacío", "it is empty")
    } else if slug == "." || slug == ".." || slug.contains(['/', '\\', '?', '#']) {
        Words::new(
            "tiene que ser una sola parte, sin `/`, `?` ni `#`",
            "it must be one part, without `/`, `?` or `#`",
        )
    } else if slug.chars().any(char::is_control) {
        control_character()
    } else if url::key(slug) == RESERVED[1..] {
        reserved()
    } else {
        return Ok(());
    };
    Err(why)
}

/// Checks `base_url` and gives it without slashes at its end.
pub(super) fn base_url(base: &str) -> Result<String, Words> {
    let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    let Some(rest) = rest else {
        return Err(Words::new(
            "tiene que empezar con `https://` o `http://`",
            "it must begin with `https://` or `http://`",
        ));
    };
    let is_odd = |letter: char| {
        letter.is_control() || letter.is_whitespace() || "?#\\@\"<>`{}|^".contains(letter)
    };
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    if name.is_empty() || rest.contains(is_odd) {
        return Err(Words::new(
            "tiene que ser `https://`, un dominio y quizás un camino",
            "it must be `https://`, a domain and perhaps a path",
        ));
    }
    let path = rest[host.len()..].trim_end_matches('/');
    if path.contains("//") || path.split('/').any(|part| part == ".." || part == ".") {
        return Err(Words::new(
            "su camino no puede llevar `//`, `.` ni `..`",
            "its path must not contain `//`, `.` or `..`",
        ));
    }
    if path.split('/').nth(1).is_some_and(|first| url::key(first) == RESERVED[1..]) {
        return Err(reserved());
    }
    Ok(base.trim_end_matches('/').to_string())
}

/// Checks the folder that takes the site, and gives its one spelling.
pub(super) fn out(folder: &str) -> Result<String, Words> {
    let is_absolute = folder.starts_with('/') || folder.contains(['\\', ':', '\0']);
    let inside = url::resolve("", folder).filter(|_| !is_absolute);
    let Some(inside) = inside else {
        return Err(Words::new(
            "tiene que ser una carpeta dentro del sitio",
            "it must be a folder inside the site",
        ));
    };
    let first = url::key(inside.split('/').next().unwrap_or_default());
    if first.is_empty() {
        return Err(Words::new(
            "no puede ser la carpeta del sitio",
            "it must not be the site's own folder",
        ));
    }
    if SOURCES.contains(&&*first) {
        return Err(Words::new(
            format!("`{first}` guarda lo que tú escribes"),
            format!("`{first}` holds what you write"),
        ));
    }
    Ok(inside)
}

/// Tells whether a text may name a folder or a taxonomy: one part of a path, without dots before.
pub(super) fn is_plain_name(name: &str) -> bool {
    let is_odd = |letter: char| letter.is_control() || "/\\:?#%".contains(letter);
    !name.trim().is_empty() && !name.starts_with('.') && !name.contains(is_odd)
}

fn is_reserved(path: &str) -> bool {
    let key = url::key(path);
    key.strip_prefix(RESERVED).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn reserved() -> Words {
    Words::new("`/_tertulia/` es del programa", "`/_tertulia/` belongs to the program")
}

fn control_character() -> Words {
    Words::new("no puede llevar caracteres de control", "it must not contain control characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_site() {
        for (path, expected) in [
            ("/", Some("/")),
            ("/guía/uno.html", Some("/guía/uno.html")),
            ("/gu%C3%ADa/", Some("/guía/")),
            ("/_tertuliano/", Some("/_tertuliano/")),
            ("guia/", None),
            ("", None),
            ("/a/../b/", None),
            ("/a/%2e%2e/b/", None),
            ("//host/", None),
            ("/a?b", None),
            ("/a#b", None),
            ("/a\\b", None),
            ("/a\u{7}", None),
            ("/a%00", None),
            ("/%ff", None),
            ("/_tertulia/x", None),
            ("/_Tertulia", None),
        ] {
            assert_eq!(site_path(path).ok().as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn bases_are_http_urls() {
        for (base, expected) in [
            ("https://ana.example", Some("https://ana.example")),
            ("https://ana.example/guia//", Some("https://ana.example/guia")),
            ("http://localhost:1111/", Some("http://localhost:1111")),
            ("ana.example", None),
            ("ftp://ana.example", None),
            ("https://", None),
            ("https:///guia", None),
            ("https://ana.example/?a", None),
            ("https://ana:clave@ana.example", None),
            ("https://ana.example/../x", None),
            ("https://ana.example/_tertulia", None),
        ] {
            assert_eq!(base_url(base).ok().as_deref(), expected, "{base}");
        }
    }

    #[test]
    fn the_site_never_goes_where_its_sources_are() {
        for (folder, expected) in [
            ("public", Some("public")),
            ("./salida/web/", Some("salida/web")),
            ("", None),
            (".", None),
            ("a/..", None),
            ("../public", None),
            ("/var/www", None),
            ("C:\\web", None),
            ("content", None),
            ("Content/x", None),
            ("x/../static", None),
            (".git", None),
        ] {
            assert_eq!(out(folder).ok().as_deref(), expected, "{folder}");
        }
    }

    #[test]
    fn slugs_are_one_part() {
        for (text, expected) in [
            ("hola", true),
            ("año", true),
            ("", false),
            ("a/b", false),
            ("..", false),
            ("_tertulia", false),
            ("a\n", false),
        ] {
            assert_eq!(slug(text).is_ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn targets_are_paths_or_urls() {
        for (text, expected) in [
            ("/a/#b", true),
            ("https://a.example/?q=1", true),
            ("mailto:a@b.example", true),
            ("javascript:alert(1)", false),
            ("//x/", false),
            ("a/", false),
            ("", false),
        ] {
            assert_eq!(target(text).is_ok(), expected, "{text:?}");
        }
    }
}

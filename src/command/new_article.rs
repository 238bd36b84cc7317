//! `tertulia new article`: a file with front matter, at a place that the user names.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path};

use jiff::civil::Date;

use super::exit::Outcome;
use super::invocation::NewArticleOptions;
use super::misuse::Misuse;
use super::report::Report;
use crate::ground::slug::{slug, title as title_from};
use crate::ground::{Failure, Words};
use crate::model::{LanguageId, Library, Settings};
use crate::parse;
use crate::read::{self, Shelf};
use crate::words;

/// What a text says does not depend on the zone of its dates.
const ANY_ZONE: &str = "UTC";

/// Writes a new article into the site's content; never over another.
///
/// # Errors
/// When the file is there already or cannot be written.
pub(super) fn new_article(
    site: &Path,
    options: &NewArticleOptions,
    today: Date,
    report: &Report,
) -> Result<Outcome, Failure> {
    let (file, title) = match plan(site, options) {
        Ok(planned) => planned,
        Err(misuse) => return Ok(report.misuse(&misuse)),
    };
    let path = site.join(&file);
    if let Some(misuse) = leaving(site, &path) {
        return Ok(report.misuse(&misuse));
    }
    let start = match translated(site, &file) {
        // The day is the original's.
        Some(version) => format!("source_version = \"{version}\"\n"),
        None => format!("date = {today}\n"),
    };
    let text = text(&title, &start, options.is_draft);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::write(folder.display(), error))?;
    }
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut open| open.write_all(text.as_bytes()));
    written.map_err(|error| unwritten(&file, &error))?;
    report.result(&format!("{file}\n"));
    report.say(&Words::new(
        "escribe debajo de la segunda línea `+++`",
        "write below the second line `+++`",
    ));
    Ok(Outcome::Well)
}

fn unwritten(file: &str, error: &std::io::Error) -> Failure {
    if error.kind() == ErrorKind::AlreadyExists {
        let there = Words::new("ya hay un artículo en", "there is an article already at");
        return Failure::new(there, file, "")
            .help(Words::new("elige otro nombre", "choose another name"));
    }
    Failure::write(file, error)
}

/// Tells of a folder that is a link out of the content, unless the settings allow such links.
fn leaving(site: &Path, path: &Path) -> Option<Misuse> {
    let content = site.join("content").canonicalize().ok()?;
    let folder = path.ancestors().skip(1).find_map(|folder| folder.canonicalize().ok())?;
    if folder.starts_with(&content) || settings(site).is_some_and(|own| own.outside_links) {
        return None;
    }
    let (path, folder) = (path.strip_prefix(site).unwrap_or(path).display(), folder.display());
    let misuse = Misuse::new(words!(
        "`{path}` sale de `content/` por un enlace simbólico, a `{folder}`",
        "`{path}` leaves `content/` through a symbolic link, to `{folder}`"
    ));
    Some(misuse.help(Words::new(
        "elige otra carpeta, o permítelo con `outside_links = true` en `tertulia.toml`",
        "choose another folder, or allow it with `outside_links = true` in `tertulia.toml`",
    )))
}

fn settings(site: &Path) -> Option<Settings> {
    Some(parse::settings(&read::settings(site).ok()?, ANY_ZONE).0)
}

/// Gives the file, seen from the site's root, and the title.
fn plan(site: &Path, options: &NewArticleOptions) -> Result<(String, String), Misuse> {
    let mut parts = parts(&options.path)?;
    let content = site.join("content");
    let folder = content.join(parts.join("/"));
    if let Some(title) = options.title.as_ref().filter(|_| folder.is_dir()) {
        let name = slug(title).into_owned();
        if name.is_empty() {
            return Err(nameless(title));
        }
        parts.push(name);
        return Ok((file(&parts, ".md"), title.clone()));
    }
    let Some(typed) = parts.pop() else {
        return Err(nameless(&options.path.display().to_string()));
    };
    let (stem, ending) = ending(&typed);
    let name = match stem {
        "_index" => stem.to_string(),
        _ => slug(stem).into_owned(),
    };
    if name.is_empty() {
        return Err(nameless(stem));
    }
    let title = options.title.clone();
    let title = title.unwrap_or_else(|| title_of(stem, parts.last().map(String::as_str)));
    parts.push(name);
    Ok((file(&parts, &ending), title))
}

fn file(parts: &[String], ending: &str) -> String {
    format!("content/{}{ending}", parts.join("/"))
}

/// Gives the parts of the path below `content/`.
fn parts(path: &Path) -> Result<Vec<String>, Misuse> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            _ => {
                let path = path.display();
                return Err(Misuse::new(words!(
                    "`{path}` sale de `content/`",
                    "`{path}` leaves `content/`"
                )));
            }
        }
    }
    if parts.first().is_some_and(|first| first == "content") {
        parts.remove(0);
    }
    Ok(parts)
}

/// Splits a file's name into its stem and its ending: `.md`, or `.en.md` for a translation.
fn ending(name: &str) -> (&str, String) {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    match stem.rsplit_once('.') {
        Some((before, language)) if is_language(language) => (before, format!(".{language}.md")),
        _ => (stem, ".md".to_string()),
    }
}

fn is_language(part: &str) -> bool {
    let (language, region) = part.split_once('-').unwrap_or((part, ""));
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Makes a title from a name: `mi-titulo` becomes `Mi titulo`. A bundle is named by its folder.
fn title_of(stem: &str, folder: Option<&str>) -> String {
    let name = match folder {
        Some(folder) if matches!(stem, "index" | "_index") => folder,
        _ => stem,
    };
    title_from(name)
}

/// Gives the version of the text that a file translates, if there is one: `escuchar.md` for
/// `escuchar.en.md` on a site that speaks English too.
fn translated(site: &Path, file: &str) -> Option<String> {
    let settings = settings(site)?;
    let (original, language) = parse::key(&file.into(), &settings);
    if language == LanguageId::default() {
        return None;
    }
    let shelf = Shelf::new(site, settings.limits.page_bytes);
    let source = shelf.source(&original).ok()?;
    Some(parse::document(&source, &settings).record.version.short())
}

/// `start` are the lines after the title.
fn text(title: &str, start: &str, is_draft: bool) -> String {
    // On one line, whatever was pasted.
    let title = toml::Value::from(title.split_whitespace().collect::<Vec<_>>().join(" "));
    let draft = if is_draft { "draft = true\n" } else { "" };
    format!("+++\ntitle = {title}\n{start}{draft}+++\n\n")
}

fn nameless(name: &str) -> Misuse {
    Misuse::new(words!(
        "de `{name}` no sale ningún nombre de archivo",
        "`{name}` gives no file name"
    ))
    .help(Words::new(
        "usa letras o cifras, como en `articulos/escuchar`",
        "use letters or digits, as in `articles/listening`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::report::Manner;

    fn made(site: &Path, path: &str, title: Option<&str>) -> Result<Outcome, Failure> {
        let options = NewArticleOptions {
            path: path.into(),
            title: title.map(str::to_string),
            is_draft: title.is_none(),
        };
        let report =
            Report::new(Manner::default(), Box::new(std::io::sink()), Box::new(std::io::sink()));
        new_article(site, &options, Date::constant(2026, 11, 22), &report)
    }

    #[test]
    fn articles_get_names_and_titles() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir_all(site.path().join("content/guias")).unwrap();
        for (path, title, file, shown) in [
            ("articulos/mi-titulo", None, "articulos/mi-titulo.md", "Mi titulo"),
            ("content/uno.md", None, "uno.md", "Uno"),
            ("guias", Some("¿Qué es \"NPS\"?"), "guias/que-es-nps.md", "¿Qué es"),
            ("nada", Some("Sin carpeta"), "nada.md", "Sin carpeta"),
            ("a/Otro Día.en.md", None, "a/otro-dia.en.md", "Otro Día"),
            ("guias/nps/index.md", None, "guias/nps/index.md", "Nps"),
            ("guias/csat/_index.md", None, "guias/csat/_index.md", "Csat"),
            ("dos", Some("Dos\n+++\nlíneas"), "dos.md", "\"Dos +++ líneas\"\n"),
        ] {
            assert_eq!(made(site.path(), path, title).unwrap(), Outcome::Well);
            let text = fs::read_to_string(site.path().join("content").join(file)).unwrap();
            assert!(text.contains(shown), "{text}");
            assert!(text.contains("date = 2026-11-22\n"), "{text}");
            assert_eq!(text.contains("draft = true"), title.is_none());
            let table = text.trim().trim_matches('+').parse::<toml::Table>();
            assert!(table.is_ok(), "{text}");
        }
    }

    #[test]
    fn a_translation_remembers_what_it_translates() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir_all(site.path().join("content")).unwrap();
        fs::write(site.path().join("tertulia.toml"), "languages = [\"es\", \"en\"]\n").unwrap();
        let write = |text: &str| fs::write(site.path().join("content/uno.md"), text).unwrap();
        let version = |path: &str| {
            made(site.path(), path, None).unwrap();
            let text = fs::read_to_string(site.path().join("content").join(path)).unwrap();
            fs::remove_file(site.path().join("content").join(path)).unwrap();
            assert!(!text.contains("date"), "{text}");
            text.lines().find(|line| line.starts_with("source_version")).map(str::to_string)
        };
        write("+++\ntitle = \"Uno\"\n+++\nHola.\n");
        let first = version("uno.en.md").unwrap();
        write("+++\ntitle = \"Uno\"\ntags = [\"x\"]\n+++\n\nHola.\n");
        assert_eq!(version("uno.en.md").as_ref(), Some(&first), "only words count");
        write("+++\ntitle = \"Uno\"\n+++\nAdiós.\n");
        assert_ne!(version("uno.en.md"), Some(first));
    }

    #[test]
    fn nothing_is_overwritten_and_nothing_leaves() {
        let site = tempfile::tempdir().unwrap();
        made(site.path(), "uno", None).unwrap();
        assert!(made(site.path(), "uno", None).is_err());
        for path in ["../uno", "/etc/uno", "¿?", "."] {
            assert_eq!(made(site.path(), path, None).unwrap(), Outcome::Usage, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_else_unless_that_is_allowed() {
        let [site, outside] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        fs::create_dir_all(site.path().join("content")).unwrap();
        std::os::unix::fs::symlink(outside.path(), site.path().join("content/fuera")).unwrap();
        assert_eq!(made(site.path(), "fuera/uno", None).unwrap(), Outcome::Usage);
        assert_eq!(made(site.path(), "fuera/dos/uno", None).unwrap(), Outcome::Usage);
        assert!(fs::read_dir(outside.path()).unwrap().next().is_none());
        fs::write(site.path().join("tertulia.toml"), "outside_links = true\n").unwrap();
        assert_eq!(made(site.path(), "fuera/uno", None).unwrap(), Outcome::Well);
    }
}

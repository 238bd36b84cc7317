//! `tertulia new site`: a small site worth showing, in the user's language, to be written over.

mod samples;

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use self::samples::samples;
use super::exit::Outcome;
use super::invocation::NewSiteOptions;
use super::misuse::Misuse;
use super::report::Report;
use crate::ground::slug::title as title_from;
use crate::ground::{Failure, Lang, Words};
use crate::words;

/// The address of a site that has none yet: reserved for examples.
const BASE_URL: &str = "https://example.org";

/// What git shall not keep: what can be built again.
const IGNORED: &str = "/public/\n/.tertulia/\n";

/// What fills the gaps of the samples.
struct Filling {
    title: String,
    base_url: String,
    author: Option<String>,
    today: Date,
}

/// Writes a new site into a folder that is new or empty.
///
/// # Errors
/// When the folder has something in it or cannot be written.
pub(super) fn new_site(
    options: &NewSiteOptions,
    author: impl FnOnce() -> Option<String>,
    today: Date,
    report: &Report,
) -> Result<Outcome, Failure> {
    let base_url = match base_url(options.base_url.as_deref()) {
        Ok(base_url) => base_url,
        Err(misuse) => return Ok(report.misuse(&misuse)),
    };
    let folder = &options.folder;
    refuse_what_is_there(folder)?;
    let filling =
        Filling { title: title(options, report.lang()), base_url, author: author(), today };
    for (path, sample) in samples(report.lang()) {
        write(&folder.join(path), &filling.fill(sample))?;
    }
    write(&folder.join(".gitignore"), IGNORED)?;
    let pictures = folder.join("static");
    fs::create_dir_all(&pictures).map_err(|error| Failure::write(pictures.display(), error))?;

    let shown = folder.display();
    report.result(&format!("{shown}\n"));
    report.say(&words!(
        "ahora: cd \"{shown}\" && tertulia preview --open\n\
         para publicarlo: tertulia build, y sube la carpeta `public/`\n\
         lo que escribes está en `content/`",
        "next: cd \"{shown}\" && tertulia preview --open\n\
         to publish it: tertulia build, and upload the folder `public/`\n\
         what you write is in `content/`"
    ));
    Ok(Outcome::Well)
}

/// A folder that git has only just made counts as empty.
fn refuse_what_is_there(folder: &Path) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|error| Failure::read(folder.display(), error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::read(folder.display(), error))?;
        if entry.file_name() == ".git" {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let action = words!(
            "no se empieza un sitio donde ya hay algo (`{name}`):",
            "no site is started where something is already (`{name}`):"
        );
        return Err(Failure::new(action, folder.display(), "")
            .help(Words::new("elige una carpeta nueva o vacía", "choose a new or empty folder")));
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all);
    written
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Failure::write(path.display(), error))
}

fn base_url(given: Option<&str>) -> Result<String, Misuse> {
    let Some(given) = given else {
        return Ok(BASE_URL.to_string());
    };
    let url = given.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_usable = host.is_some_and(|host| {
        !host.is_empty() && !host.starts_with('/') && !host.contains(char::is_whitespace)
    });
    if is_usable {
        return Ok(url.to_string());
    }
    let misuse = Misuse::new(words!(
        "`{given}` no es la dirección de un sitio",
        "`{given}` is not a site's address"
    ));
    Err(misuse.help(Words::new(
        "escribe la dirección entera, como `https://ana.example`",
        "write the whole address, such as `https://ana.example`",
    )))
}

/// Takes the title that was given, else makes one of the folder's name.
fn title(options: &NewSiteOptions, lang: Lang) -> String {
    let given = options.title.as_ref().map(|title| title.trim().to_string());
    given.filter(|title| !title.is_empty()).unwrap_or_else(|| {
        let whole = std::path::absolute(&options.folder);
        let name =
            whole.ok().and_then(|path| Some(title_from(&path.file_name()?.to_string_lossy())));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| unnamed(lang).to_string())
    })
}

fn unnamed(lang: Lang) -> &'static str {
    match lang {
        Lang::Es => "Escuchar",
        Lang::En => "Listening",
    }
}

impl Filling {
    /// Fills the gaps of a sample: `@title@`, `@base_url@`, `@authors@` and dates such as
    /// `@today-8@`.
    fn fill(&self, sample: &str) -> String {
        let mut filled = String::with_capacity(sample.len());
        let mut parts = sample.split('@');
        filled.extend(parts.next());
        let mut is_gap = true;
        for part in parts {
            match self.gap(part).filter(|_| is_gap) {
                Some(value) => {
                    filled.push_str(&value);
                    is_gap = false;
                }
                None => {
                    if is_gap {
                        filled.push('@');
                    }
                    filled.push_str(part);
                    is_gap = true;
                }
            }
        }
        filled
    }

    fn gap(&self, name: &str) -> Option<String> {
        match name {
            "title" => Some(toml::Value::from(self.title.as_str()).to_string()),
            "base_url" => Some(toml::Value::from(self.base_url.as_str()).to_string()),
            "authors" => Some(match &self.author {
                Some(author) => format!("authors = [{}]\n", toml::Value::from(author.as_str())),
                None => String::new(),
            }),
            _ => {
                let days: i64 = name.strip_prefix("today-")?.parse().ok()?;
                let ago: Span = days.days();
                let date = self.today.saturating_sub(ago);
                Some(date.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::report::Manner;

    fn made(folder: &Path, title: Option<&str>, lang: Lang) -> Result<Outcome, Failure> {
        let options = NewSiteOptions {
            folder: folder.to_path_buf(),
            title: title.map(str::to_string),
            base_url: Some("https://ana.example/guia/".to_string()),
        };
        let manner = Manner { lang, ..Manner::default() };
        let report = Report::new(manner, Box::new(std::io::sink()), Box::new(std::io::sink()));
        let author = || Some("Ana \"la que escucha\" Ruiz".to_string());
        new_site(&options, author, Date::constant(2026, 11, 22), &report)
    }

    #[test]
    fn a_site_stands_in_each_language() {
        for (lang, article) in [
            (Lang::Es, "articulos/el-silencio-tambien-responde.md"),
            (Lang::En, "articles/silence-is-an-answer-too.md"),
        ] {
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().join("voz-del-cliente");
            assert_eq!(made(&folder, None, lang).unwrap(), Outcome::Well);
            let settings = fs::read_to_string(folder.join("tertulia.toml")).unwrap();
            let settings: toml::Table = settings.parse().unwrap();
            assert_eq!(settings["title"].as_str(), Some("Voz del cliente"));
            assert_eq!(settings["language"].as_str(), Some(lang.tag()));
            assert_eq!(settings["base_url"].as_str(), Some("https://ana.example/guia"));
            let text = fs::read_to_string(folder.join("content").join(article)).unwrap();
            let front = text.split("+++").nth(1).unwrap().parse::<toml::Table>().unwrap();
            assert_eq!(front["authors"][0].as_str(), Some("Ana \"la que escucha\" Ruiz"));
            assert_eq!(front["date"].to_string(), "2026-11-21");
            assert!(folder.join("static").is_dir() && folder.join(".gitignore").is_file());
        }
    }

    #[test]
    fn every_gap_is_filled_and_every_table_is_read() {
        let filling = Filling {
            title: "a@b.example".to_string(),
            base_url: BASE_URL.to_string(),
            author: None,
            today: Date::constant(2026, 1, 1),
        };
        for (path, sample) in samples(Lang::Es).into_iter().chain(samples(Lang::En)) {
            let text = filling.fill(sample).replace("a@b.example", "");
            assert!(!text.contains('@'), "{path}: {text}");
            let front = text.split("+++").nth(1).unwrap_or(&text);
            assert!(front.parse::<toml::Table>().is_ok(), "{path}: {front}");
        }
        assert_eq!(filling.fill("a@b @title@ @today-1@@x"), { "a@b \"a@b.example\" 2025-12-31@x" });
    }

    #[test]
    fn links_between_samples_lead_somewhere() {
        for lang in [Lang::Es, Lang::En] {
            let all = samples(lang);
            for (path, text) in &all {
                for target in text.split("](").skip(1) {
                    let target = target.split([')', '#']).next().unwrap();
                    let folder = Path::new(path).parent().unwrap();
                    let mut parts: Vec<&str> = folder.to_str().unwrap().split('/').collect();
                    for part in target.split('/') {
                        match part {
                            ".." => drop(parts.pop()),
                            _ => parts.push(part),
                        }
                    }
                    let wanted = parts.join("/");
                    assert!(all.iter().any(|(path, _)| *path == wanted), "{path}: {target}");
                }
            }
        }
    }

    #[test]
    fn a_folder_with_something_in_it_stays_as_it_is() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(".git")).unwrap();
        assert_eq!(made(root.path(), Some("Uno"), Lang::Es).unwrap(), Outcome::Well);
        let before = fs::read(root.path().join("tertulia.toml")).unwrap();
        let failure = made(root.path(), Some("Dos"), Lang::Es).unwrap_err();
        assert!(failure.parts().help.is_some());
        assert_eq!(fs::read(root.path().join("tertulia.toml")).unwrap(), before);
    }

    #[test]
    fn addresses_are_whole() {
        for (given, expected) in [
            ("https://a.b/", Some("https://a.b")),
            ("http://localhost:8080/x", Some("http://localhost:8080/x")),
            ("a.b", None),
            ("https://", None),
            ("https:///x", None),
            ("https://a b", None),
        ] {
            assert_eq!(base_url(Some(given)).ok().as_deref(), expected, "{given}");
        }
    }
}

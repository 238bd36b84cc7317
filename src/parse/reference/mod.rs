//! The reference of the settings: every key that the parser knows, with what is said of it.
//!
//! The parser takes only keys that stand here, and the guide's page is made from them, so that no
//! key exists without its documentation.

mod keys;
mod nested;
mod setting;

use crate::ground::Lang;

use keys::KEYS;
use nested::NESTED;

pub use setting::{Kind, Setting, Usual};

/// Gives all settings.
pub fn all() -> impl Iterator<Item = &'static Setting> {
    KEYS.iter().chain(NESTED)
}

/// Gives the keys of a table; those that stand in none are in the table without a name.
pub(super) fn names(table: &str) -> impl Iterator<Item = &'static str> {
    all().filter(move |setting| setting.table == table).map(|setting| setting.name)
}

/// Gives the guide's page: its prose, with a table of settings in place of each line such as
/// `{settings feeds}`.
pub fn page(lang: Lang) -> String {
    let outline = match lang {
        Lang::Es => include_str!("settings.es.md"),
        Lang::En => include_str!("settings.en.md"),
    };
    let mut page = String::new();
    for line in outline.lines() {
        match line.strip_prefix("{settings ").and_then(|line| line.strip_suffix('}')) {
            Some(group) => page.push_str(&rows(group, lang)),
            None => page.extend([line, "\n"]),
        }
    }
    page
}

/// Writes the settings of a group as a table.
fn rows(group: &str, lang: Lang) -> String {
    let mut rows = match lang {
        Lang::Es => "| Clave | Tipo | Valor de siempre | Qué es |\n| --- | --- | --- | --- |\n",
        Lang::En => "| Key | Type | Usual value | What it is |\n| --- | --- | --- | --- |\n",
    }
    .to_string();
    for setting in all().filter(|setting| setting.group == group) {
        rows.push_str(&setting.row(lang));
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::ground::Source;
    use crate::model::Settings;
    use crate::parse::settings;

    const BLESS: &str = "TERTULIA_BLESS";

    /// Reads settings, with their findings' codes and where each is.
    fn read(text: &str) -> (Settings, Vec<String>) {
        let source = Source::new("tertulia.toml", text);
        let (settings, findings) = settings(&source, "UTC");
        let show = |finding: &crate::ground::Diagnostic| {
            format!("{} {}", finding.code, source.slice(finding.place.span))
        };
        (settings, findings.iter().map(show).collect())
    }

    /// Writes a key with a value, in its table.
    fn written(setting: &Setting, value: &str) -> String {
        written_as(setting, setting.name, value)
    }

    /// Writes a key by another name, where the setting stands.
    fn written_as(setting: &Setting, name: &str, value: &str) -> String {
        let entry = format!("{name} = {value}\n");
        match setting.table {
            "" => entry,
            "menu" => format!("menu = [{{ {name} = {value} }}]\n"),
            "translations" => {
                format!("languages = [\"es\", \"en\"]\n[translations.en]\n{entry}")
            }
            table => format!("[{table}]\n{entry}"),
        }
    }

    #[test]
    fn every_key_that_is_told_is_read() {
        for setting in all() {
            // No key takes a date: one that is read refuses it, one that is not is unknown.
            let (_, findings) = read(&written(setting, "1979-05-27"));
            let unknown: Vec<_> =
                findings.iter().filter(|finding| finding.starts_with("unknown-key")).collect();
            assert!(unknown.is_empty() && !findings.is_empty(), "{setting:?}: {findings:?}");
        }
    }

    #[test]
    fn a_key_that_is_not_told_is_unknown() {
        for setting in all() {
            let other = format!("{}_", setting.name);
            let (_, findings) = read(&written_as(setting, &other, "1979-05-27"));
            let unknown = format!("unknown-key {other}");
            assert!(findings.contains(&unknown), "{setting:?}: {findings:?}");
        }
    }

    #[test]
    fn a_usual_value_changes_nothing() {
        for setting in all() {
            let Usual::Value(value) = setting.usual else { continue };
            let (mut settings, findings) = read(&written(setting, value));
            assert_eq!(findings, [""; 0], "{setting:?}");
            settings.theme.span = Settings::default().theme.span;
            settings.footer_place = Settings::default().footer_place;
            assert_eq!(settings, Settings::default(), "{setting:?}");
        }
    }

    #[test]
    fn the_guide_tells_the_settings() {
        let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guia");
        for (lang, name) in [(Lang::Es, "ajustes.md"), (Lang::En, "ajustes.en.md")] {
            let (file, expected) = (guide.join(name), page(lang));
            if std::env::var_os(BLESS).is_some() {
                fs::write(&file, &expected).expect("it can be written");
            }
            let found = fs::read_to_string(&file).unwrap_or_default();
            assert!(found == expected, "{}: set {BLESS} to rewrite it", file.display());
        }
    }

    #[test]
    fn the_page_tells_every_key() {
        for lang in [Lang::Es, Lang::En] {
            let page = page(lang);
            for setting in all() {
                assert!(page.contains(&setting.row(lang)), "{setting:?}");
            }
        }
    }

    #[test]
    fn the_examples_are_without_findings() {
        for lang in [Lang::Es, Lang::En] {
            let page = page(lang);
            let blocks: Vec<&str> =
                page.split("```toml title=\"tertulia.toml\"\n").skip(1).collect();
            assert!(!blocks.is_empty());
            for block in blocks {
                let example = block.split("```").next().expect("the block has a text");
                // A translation holds for a site with that language.
                let languages = "languages = [\"es\", \"en\"]\n";
                let head = match (lang, example.starts_with("[translations.")) {
                    (Lang::Es, true) => languages.to_string(),
                    (Lang::En, true) => languages.replace("\"es\", \"en\"", "\"en\", \"es\""),
                    (_, false) => String::new(),
                };
                assert_eq!(read(&format!("{head}{example}")).1, [""; 0], "{example}");
            }
        }
    }
}

//! Settings: from `tertulia.toml` to what holds for the whole site.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use crate::ground::findings::unknown_key;
use crate::ground::{Diagnostic, Located, Source, Value, Words, nearest::nearest};
use crate::model::Settings;
use crate::model::settings::Translation;
use crate::words;

use super::addresses;
use super::fields::{Reader, put, values};
use super::matter::{KEYS as MATTER_KEYS, SECTION_KEYS};
use super::node::{Key, Node, entries};
use super::paths;
use super::reference;
use super::tables;
use super::toml;

/// Entries on a page of a list at most.
const PAGINATE_BY_MAX: u32 = 10_000;

/// Reads the settings of a site, complete whatever is wrong with them. A site that names no time
/// zone is in `system_zone`.
pub fn settings(source: &Source, system_zone: &str) -> (Settings, Vec<Diagnostic>) {
    let mut reading = Reading {
        reader: Reader::new(source),
        settings: Settings::default(),
        language: None,
        languages: Vec::new(),
        translations: Vec::new(),
    };
    if TimeZone::get(system_zone).is_ok() {
        reading.settings.time_zone = system_zone.to_string();
    }
    let table = toml::parse(source, 0..source.text().len(), &mut reading.reader);
    for (key, node) in tables::documented(&mut reading.reader, "", table) {
        reading.entry(&key, node);
    }
    reading.settle_languages();
    reading.settle_translations();
    (reading.settings, reading.reader.finish())
}

/// The settings as far as they are read.
struct Reading<'s> {
    reader: Reader<'s>,
    settings: Settings,
    language: Option<String>,
    languages: Vec<String>,
    translations: Vec<(Located<String>, Translation)>,
}

impl Reading<'_> {
    fn entry(&mut self, key: &Key<'_>, node: Node<'_>) {
        let (reader, settings) = (&mut self.reader, &mut self.settings);
        match key.name.as_ref() {
            "title" => put(&mut settings.title, reader.text(key, node)),
            "description" => put(&mut settings.description, reader.text(key, node)),
            "footer" => {
                put(&mut settings.footer, reader.text(key, node));
                settings.footer_place = key.span;
            }
            "license" => put(&mut settings.license, reader.text(key, node)),
            "logo" => settings.logo = reader.located(key, node).map(file_name),
            "icon" => settings.icon = reader.located(key, node).map(file_name),
            "image" => settings.image = reader.located(key, node).map(file_name),
            "outside_links" => put(&mut settings.outside_links, reader.bool(key, &node)),
            "paginate_by" => {
                let entries = reader.within(key, &node, 0..=PAGINATE_BY_MAX);
                put(&mut settings.paginate_by, entries.map(|entries| entries as usize));
            }
            "listen" => settings.listen = Value::Table(entries(reader.table(key, node))),
            "extra" => settings.extra = Value::Table(entries(reader.table(key, node))),
            "menu" => settings.menu = tables::menu(reader, key, node),
            "translations" => self.translations = tables::translations(reader, key, node),
            "archive" => put(&mut settings.has_archive, reader.bool(key, &node)),
            "untranslated" => {
                let choices = [("show", true), ("hide", false)];
                put(&mut settings.shows_untranslated, reader.choice(key, node, &choices));
            }
            "markdown" => tables::markdown(reader, &mut settings.markdown, key, node),
            "findings" => settings.findings = tables::severities(reader, key, node),
            "feeds" => tables::feeds(reader, &mut settings.feeds, key, node),
            "machines" => tables::machines(reader, &mut settings.machines, key, node),
            "redirects" => settings.redirects = tables::redirects(reader, key, node),
            "redirect_files" => {
                settings.redirect_files = tables::redirect_files(reader, key, node);
            }
            "limits" => tables::limits(reader, &mut settings.limits, key, node),
            "base_url" => put(&mut settings.base_url, addresses::base_url(reader, key, node)),
            "language" => self.language = self.checked(key, node, is_language, LANGUAGE),
            "languages" => self.languages(key, node),
            "time_zone" => self.time_zone(key, node),
            "theme" => self.theme(key, node),
            "out" => self.out(key, node),
            "taxonomies" => self.taxonomies(key, node),
            "brand_colour" => {
                self.settings.brand_colour = self.checked(key, node, is_colour, COLOUR);
            }
            _ => reader.unknown(key, reference::names("")),
        }
    }

    fn out(&mut self, key: &Key<'_>, node: Node<'_>) {
        let Some(out) = self.reader.located(key, node) else {
            return;
        };
        match paths::out(&out.value) {
            Ok(out) => self.settings.out = out,
            Err(why) => self.reader.unfit(key, &out, &why),
        }
    }

    fn theme(&mut self, key: &Key<'_>, node: Node<'_>) {
        let Some(theme) = self.reader.located(key, node) else {
            return;
        };
        if paths::is_plain_name(&theme.value) {
            self.settings.theme = theme;
        } else {
            self.reader.unfit(key, &theme, &worded(FOLDER_NAME));
        }
    }

    fn time_zone(&mut self, key: &Key<'_>, node: Node<'_>) {
        let Some(zone) = self.reader.located(key, node) else {
            return;
        };
        if TimeZone::get(&zone.value).is_ok() {
            self.settings.time_zone = zone.value;
            return;
        }
        let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let near = nearest(&zone.value, names.iter().map(String::as_str));
        let near = near.unwrap_or("Europe/Madrid");
        let why = Words::new(
            format!("no es una zona horaria de la IANA, como `{near}`"),
            format!("it is no time zone of the IANA, such as `{near}`"),
        );
        self.reader.unfit(key, &zone, &why);
    }

    fn languages(&mut self, key: &Key<'_>, node: Node<'_>) {
        for language in self.reader.texts(key, node) {
            if !is_language(&language.value) {
                self.reader.unfit(key, &language, &worded(LANGUAGE));
                continue;
            }
            let is_same = |known: &&String| known.eq_ignore_ascii_case(&language.value);
            match self.languages.iter().find(is_same) {
                Some(known) if *known != language.value => {
                    let why = words!(
                        "es `{known}`, que ya está: no importan las mayúsculas",
                        "it is `{known}`, which is there already: capitals do not matter"
                    );
                    self.reader.unfit(key, &language, &why);
                }
                Some(_) => {}
                None => self.languages.push(language.value),
            }
        }
    }

    fn taxonomies(&mut self, key: &Key<'_>, node: Node<'_>) {
        let mut names = Vec::new();
        for name in self.reader.texts(key, node) {
            let is_taken = name.value == "archive"
                || MATTER_KEYS.contains(&name.value.as_str())
                || SECTION_KEYS.contains(&name.value.as_str());
            if is_taken {
                self.reader.unfit(key, &name, &worded(TAKEN_NAME));
            } else if !paths::is_plain_name(&name.value) {
                self.reader.unfit(key, &name, &worded(FOLDER_NAME));
            } else {
                names.push(name);
            }
        }
        let mut names = values(names);
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        self.settings.taxonomies = names;
    }

    /// Reads a text of a certain form.
    fn checked(
        &mut self,
        key: &Key<'_>,
        node: Node<'_>,
        fits: fn(&str) -> bool,
        form: (&str, &str),
    ) -> Option<String> {
        let text: Located<String> = self.reader.located(key, node)?;
        if fits(&text.value) {
            return Some(text.value);
        }
        self.reader.unfit(key, &text, &worded(form));
        None
    }

    /// The main language stands first; each of the two keys may say what the other leaves out.
    fn settle_languages(&mut self) {
        let mut languages = std::mem::take(&mut self.languages);
        let main = self
            .language
            .take()
            .or_else(|| languages.first().cloned())
            .unwrap_or_else(|| self.settings.language.clone());
        languages.retain(|language| !language.eq_ignore_ascii_case(&main));
        languages.insert(0, main.clone());
        self.settings.language = main;
        self.settings.languages = languages;
    }

    /// Only languages of the site can be translated into.
    fn settle_translations(&mut self) {
        let others = &self.settings.languages[1..];
        for (language, translation) in self.translations.drain(..) {
            if others.contains(&language.value) {
                self.settings.translations.insert(language.value, translation);
            } else {
                let place = self.reader.place(language.span);
                let others = others.iter().map(String::as_str);
                self.reader.report(unknown_key(place, &language.value, others));
            }
        }
    }
}

const LANGUAGE: (&str, &str) =
    ("se escribe como `es` o `pt-BR`", "it is written as `es` or `pt-BR`");
const COLOUR: (&str, &str) = ("se escribe como `#7a1f3d`", "it is written as `#7a1f3d`");
const FOLDER_NAME: (&str, &str) =
    ("tiene que ser un nombre, sin `/`", "it must be a name, without `/`");
const TAKEN_NAME: (&str, &str) =
    ("ya es una clave de los artículos", "it is a key of articles already");

fn worded(form: (&str, &str)) -> Words {
    Words::new(form.0, form.1)
}

/// Tells whether a text has the form of a language tag (RFC 5646): `es`, `pt-BR`, `zh-Hant`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let main = parts.next().unwrap_or_default();
    let is_word = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    is_word(main, 2, 3)
        && main.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| is_word(part, 2, 8))
}

/// Tells whether a text is a colour as in `#abc` or `#7a1f3d`.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Names a file of `static/` as the site knows it, however its author led there.
fn file_name(path: Located<String>) -> Located<String> {
    let bare = path.value.trim_start_matches('/');
    let bare = bare.strip_prefix("static/").unwrap_or(bare).to_string();
    Located { value: bare, ..path }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::{Code, Severity};
    use crate::model::settings::RawHtml;

    fn read(text: &str) -> (Settings, Vec<String>) {
        let source = Source::new("tertulia.toml", text);
        let (settings, findings) = settings(&source, "Europe/Madrid");
        let show = |finding: &Diagnostic| {
            let at = source.slice(finding.place.span);
            let help = finding.help.as_ref().map_or("", |help| help.en.as_str());
            format!("{} {at} {help}", finding.code).trim_end().to_string()
        };
        (settings, findings.iter().map(show).collect())
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let (settings, findings) = read("");
        assert_eq!(findings, [""; 0]);
        let expected = Settings { time_zone: "Europe/Madrid".to_string(), ..Settings::default() };
        assert_eq!(settings, expected);
    }

    #[test]
    fn all_keys_are_read() {
        let text = r##"
            title = "Guía"
            base_url = "https://ana.example/guia/"
            languages = ["es", "en", "pt-BR"]
            language = "en"
            time_zone = "America/Bogota"
            theme = "mio"
            out = "./salida/"
            paginate_by = 5
            taxonomies = ["temas", "temas"]
            brand_colour = "#7a1f3d"
            outside_links = true
            menu = [{ title = "Guía", url = "/guia/" }]
            [markdown]
            html = "sanitize"
            unknown_keys = "keep"
            smart_quotes = false
            [findings]
            broken-link = "warn"
            [feeds]
            atom = false
            [redirects]
            "/viejo/" = "/nuevo/"
            [limits]
            page_seconds = 3
            [listen]
            voices = ["carta"]
            [extra]
            a.b = 1
        "##;
        let (settings, findings) = read(text);
        assert_eq!(findings, [""; 0]);
        assert_eq!(settings.base_url, "https://ana.example/guia");
        assert_eq!(settings.language, "en");
        assert_eq!(settings.languages, ["en", "es", "pt-BR"]);
        assert_eq!(settings.out, "salida");
        assert_eq!(settings.taxonomies, ["temas"]);
        assert_eq!(settings.menu[0].url.value, "/guia/");
        assert_eq!(settings.markdown.html, RawHtml::Sanitize);
        assert!(settings.markdown.keeps_unknown_keys);
        assert_eq!(settings.findings[&Code::BrokenLink], Severity::Warn);
        assert_eq!(settings.redirects[0].1.value, "/nuevo/");
        assert_eq!(settings.limits.page_seconds, 3);
        let voices = Value::List(vec![Value::Text("carta".to_string())]);
        assert_eq!(settings.listen, Value::Table(vec![("voices".to_string(), voices)]));
    }

    #[test]
    fn one_bad_value_hides_no_other() {
        let cases = [
            ("titel = \"a\"", "unknown-key titel did you mean `title`?"),
            ("title = 1", "wrong-type 1"),
            ("base_url = \"ana\"", "bad-url \"ana\""),
            ("time_zone = \"Europe/Madrit\"", "bad-value \"Europe/Madrit\""),
            ("out = \"content\"", "bad-value \"content\""),
            ("theme = \"../x\"", "bad-value \"../x\""),
            ("paginate_by = -1", "bad-value -1"),
            ("taxonomies = [\"title\"]", "bad-value \"title\""),
            ("language = \"Español\"", "bad-value \"Español\""),
            ("brand_colour = \"red\"", "bad-value \"red\""),
            ("menu = [{ title = \"a\" }]", "wrong-type { title = \"a\" }"),
            ("markdown.html = \"thrust\"", "bad-value \"thrust\" did you mean `trust`?"),
            ("findings.broken-lnk = \"off\"", "unknown-key broken-lnk did you mean `broken-link`?"),
            ("findings.broken-link = \"of\"", "bad-value \"of\" did you mean `off`?"),
            ("feeds.entries = 0", "bad-value 0"),
            ("redirects.\"viejo\" = \"/a/\"", "bad-url \"viejo\""),
            ("redirects.\"/x/\" = \"javascript:a\"", "bad-url \"javascript:a\""),
            ("limits.files = 0", "bad-value 0"),
            ("limits.page_bytes = \"1 MB\"", "wrong-type \"1 MB\""),
            ("listen = true", "wrong-type true"),
        ];
        let mut whole = String::new();
        for (text, expected) in cases {
            assert_eq!(read(text).1, [expected], "{text}");
            whole = whole + text + "\n";
        }
        let (settings, findings) = read(&whole);
        assert_eq!(findings.len(), cases.len());
        assert_eq!(settings.time_zone, "Europe/Madrid");
    }

    #[test]
    fn a_syntax_error_spares_the_rest() {
        let (settings, findings) = read("title = \"a\"\nout = \npaginate_by = 7\n");
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].starts_with("bad-syntax"), "{findings:?}");
        assert_eq!((settings.title.as_str(), settings.paginate_by), ("a", 7));
        assert_eq!(settings.out, "public");
    }
}

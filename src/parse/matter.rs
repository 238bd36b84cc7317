//! Front matter: from a file's head to what the author says about the document.

use std::sync::Arc;

use crate::ground::{Diagnostic, Located, Source, Span, Syntax, Words, findings, url};
use crate::model::{FrontMatter, Kind, Order, Settings};

use super::addresses;
use super::fields::{Reader, on_one_line, values, yes_or_no};
use super::front::{Head, head};
use super::node::{Key, Node, NodeValue, Table, entries};
use super::pages_from;
use super::picture;
use super::tables;
use super::toml;
use super::yaml;

/// The keys of every document; those of the taxonomies come from the settings.
pub(super) const KEYS: &[&str] = &[
    "title",
    "description",
    "date",
    "updated",
    "publish_at",
    "expire_at",
    "draft",
    "authors",
    "taxonomies",
    "slug",
    "url",
    "aliases",
    "weight",
    "template",
    "layout",
    "image",
    "ask",
    "listen",
    "toc",
    "related",
    "review_by",
    "owner",
    "role",
    "links",
    "number",
    "evidence",
    "translation_of",
    "source_version",
    "sitemap",
    "extra",
];
/// The keys that only `_index.md` takes.
pub(super) const SECTION_KEYS: &[&str] = &["kind", "order", "paginate_by", "cascade", "pages_from"];
/// The keys that are each document's own and never come from a section above.
const OWN_KEYS: &[&str] = &["title", "slug", "url", "aliases", "source_version"];
/// Bytes of front matter at most: a short text can become large tables.
const BYTES_MAX: usize = 64 << 10;
/// Entries on a page of a list at most.
const PAGINATE_BY_MAX: u32 = 10_000;

/// Where a table of front matter stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Article,
    Section,
    Cascade,
}

impl Scope {
    fn of(path: &str) -> Self {
        let name = url::name(path);
        if name.starts_with("_index.") { Self::Section } else { Self::Article }
    }

    fn takes(self, key: &str) -> bool {
        match self {
            Self::Article => !SECTION_KEYS.contains(&key),
            Self::Section => true,
            Self::Cascade => !SECTION_KEYS.contains(&key) && !OWN_KEYS.contains(&key),
        }
    }

    fn why_not(self) -> Words {
        match self {
            Self::Article | Self::Section => {
                Words::new("solo vale en `_index.md`", "it only holds in `_index.md`")
            }
            Self::Cascade => Words::new("no se hereda", "it is not inherited"),
        }
    }
}

/// Reads the front matter of a file: what it says, the byte at which the body begins, and what
/// is wrong with it. Spans count from the start of the file.
pub fn front_matter(source: &Source, settings: &Settings) -> (FrontMatter, usize, Vec<Diagnostic>) {
    let mut reader = Reader::new(source);
    let (table, body) = match head(source.text()) {
        Head::Absent => return (FrontMatter::default(), 0, Vec::new()),
        Head::Unclosed { syntax, body } => {
            let fence = syntax.fence();
            let place = reader.place(Span::new(0..fence.len()));
            reader.report(findings::unclosed_front_matter(place, fence));
            (Table::new(), body)
        }
        Head::Present { syntax, range, body } if range.len() > BYTES_MAX => {
            let place = reader.place(Span::new(0..syntax.fence().len()));
            reader.report(findings::long_front_matter(place, BYTES_MAX));
            (Table::new(), body)
        }
        Head::Present { syntax, range, body } => {
            let table = match syntax {
                Syntax::Toml => toml::parse(source, range, &mut reader),
                Syntax::Yaml => yaml::parse(source, range, &mut reader),
            };
            (table, body)
        }
    };
    let scope = Scope::of(source.path());
    let matter = Matter { reader, settings };
    let (front_matter, findings) = matter.read(table, scope);
    (front_matter, body, findings)
}

/// Reads one file's front matter by the settings of its site.
struct Matter<'s> {
    reader: Reader<'s>,
    settings: &'s Settings,
}

impl Matter<'_> {
    fn read(mut self, table: Table<'_>, scope: Scope) -> (FrontMatter, Vec<Diagnostic>) {
        let front_matter = self.table(table, scope);
        (front_matter, self.reader.finish())
    }

    fn table(&mut self, table: Table<'_>, scope: Scope) -> FrontMatter {
        let mut matter = FrontMatter::default();
        for (key, node) in table {
            if scope.takes(&key.name) {
                self.entry(&mut matter, key, node, scope);
            } else {
                self.foreign(&mut matter, key, node, scope);
            }
        }
        matter
    }

    fn entry(&mut self, matter: &mut FrontMatter, key: Key<'_>, node: Node<'_>, scope: Scope) {
        let zone = &self.settings.time_zone;
        let reader = &mut self.reader;
        match key.name.as_ref() {
            "title" => matter.title = reader.text(&key, node),
            "description" => matter.description = reader.text(&key, node).map(Arc::from),
            "date" => matter.date = reader.moment(&key, &node, zone),
            "updated" => matter.updated = reader.moment(&key, &node, zone),
            "publish_at" => matter.publish_at = reader.moment(&key, &node, zone),
            "expire_at" => matter.expire_at = reader.moment(&key, &node, zone),
            "review_by" => {
                let moment = reader.moment(&key, &node, zone);
                matter.review_by = moment.map(|moment| Located::new(moment, node.span));
            }
            "draft" => matter.draft = reader.bool(&key, &node),
            "toc" => matter.toc = reader.bool(&key, &node),
            "sitemap" => matter.sitemap = reader.bool(&key, &node),
            "authors" => matter.authors = values(reader.names(&key, node)),
            "related" => matter.related = reader.texts(&key, node),
            "evidence" => matter.evidence = reader.texts(&key, node),
            "weight" => matter.weight = reader.integer(&key, &node),
            "number" => matter.number = reader.integer(&key, &node),
            "template" => matter.template = reader.located(&key, node),
            "translation_of" => matter.translation_of = reader.located(&key, node),
            "source_version" => matter.source_version = reader.located(&key, node),
            "layout" => matter.layout = reader.text(&key, node),
            "ask" => matter.ask = reader.text(&key, node),
            "owner" => matter.owner = reader.text(&key, node),
            "role" => matter.role = reader.text(&key, node).map(Arc::from),
            "links" => matter.links = tables::menu(reader, &key, node),
            "listen" => matter.listen = voices(reader, &key, node),
            "image" => matter.image = picture::read(reader, &key, node),
            "slug" => matter.slug = addresses::slug(reader, &key, node),
            "url" => matter.url = addresses::url(reader, &key, node),
            "aliases" => matter.aliases = addresses::aliases(reader, &key, node),
            "extra" => matter.extra.extend(entries(reader.table(&key, node))),
            "taxonomies" => self.taxonomies(matter, &key, node),
            "kind" => matter.kind = reader.choice(&key, node, Kind::NAMES),
            "order" => matter.order = reader.choice(&key, node, Order::NAMES),
            "paginate_by" => {
                let entries = reader.within(&key, &node, 0..=PAGINATE_BY_MAX);
                matter.paginate_by = entries.map(|entries| entries as usize);
            }
            "cascade" => {
                let table = reader.table(&key, node);
                matter.cascade = Some(Box::new(self.table(table, Scope::Cascade)));
            }
            "pages_from" => {
                let taxonomies = &self.settings.taxonomies;
                matter.pages_from = pages_from::read(reader, taxonomies, &key, node).map(Box::new);
            }
            name if self.is_taxonomy(name) => self.terms(matter, &key, node),
            _ => self.foreign(matter, key, node, scope),
        }
    }

    /// Keeps or reports a key that is not one of ours, or not here. What is a draft elsewhere is not
    /// published because keys are kept.
    fn foreign(&mut self, matter: &mut FrontMatter, key: Key<'_>, node: Node<'_>, scope: Scope) {
        let name = key.name.as_ref();
        let standing = is_foreign_draft(name, &node.value);
        if self.settings.markdown.keeps_unknown_keys && standing != Some(true) {
            if let Some(value) = node.into_value() {
                matter.extra.push((key.name.into_owned(), value));
            }
        } else if SECTION_KEYS.contains(&name) || OWN_KEYS.contains(&name) {
            let place = self.reader.place(key.span);
            let why = scope.why_not();
            self.reader.report(findings::misplaced_key(place, name, &why));
        } else if let Some(is_draft) = standing {
            let place = self.reader.place(key.span);
            let pair = is_draft.then(|| self.reader.syntax().pair("draft", "true"));
            self.reader.report(findings::foreign_standing(place, name, pair.as_deref()));
        } else {
            let taxonomies = self.settings.taxonomies.iter().map(String::as_str);
            let known = KEYS.iter().chain(SECTION_KEYS).copied().chain(taxonomies);
            let known = known.filter(|known| scope.takes(known));
            self.reader.unknown(&key, known);
        }
    }

    fn is_taxonomy(&self, name: &str) -> bool {
        self.settings.taxonomies.iter().any(|own| own == name)
    }

    fn taxonomies(&mut self, matter: &mut FrontMatter, key: &Key<'_>, node: Node<'_>) {
        for (key, node) in self.reader.table(key, node) {
            if self.is_taxonomy(&key.name) {
                self.terms(matter, &key, node);
            } else {
                let known = self.settings.taxonomies.iter().map(String::as_str);
                self.reader.unknown(&key, known);
            }
        }
    }

    fn terms(&mut self, matter: &mut FrontMatter, key: &Key<'_>, node: Node<'_>) {
        let texts = self.reader.names(key, node);
        let terms = matter.taxonomies.entry(key.name.to_string()).or_default();
        for mut term in texts {
            term.value = on_one_line(term.value);
            if term.value.trim().is_empty() {
                let why = Words::new("está vacío", "it is empty");
                self.reader.unfit(key, &term, &why);
            } else if !terms.contains(&term.value) {
                terms.push(term.value);
            }
        }
    }
}

/// Tells whether a key of another program says that a document is a draft; `None` if it says nothing
/// of the kind.
fn is_foreign_draft(key: &str, value: &NodeValue<'_>) -> Option<bool> {
    match (key.to_lowercase().as_str(), value) {
        ("status" | "post_status" | "estado", NodeValue::Text(word) | NodeValue::Plain(word)) => {
            let shown = ["publish", "published", "publicado", "publicada"];
            Some(!shown.contains(&word.trim().to_lowercase().as_str()))
        }
        ("published", value) => yes_or_no(value).map(|is_published| !is_published),
        _ => None,
    }
}

/// Reads the voices that a document takes; `false` stands for none.
fn voices(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<Vec<String>> {
    match yes_or_no(&node.value) {
        Some(false) => Some(Vec::new()),
        Some(true) => {
            let wanted = ("una lista de voces o `false`", "a list of voices or `false`");
            reader.wrong_type(key, &node, wanted);
            None
        }
        None if matches!(node.value, NodeValue::Nothing) => None,
        None => Some(values(reader.texts(key, node))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Value;

    fn settings() -> Settings {
        Settings {
            time_zone: "America/Bogota".to_string(),
            taxonomies: ["tags", "temas", "series"].map(str::to_string).to_vec(),
            ..Settings::default()
        }
    }

    /// Reads a file and shows each finding as its code and the text it points at.
    fn read(path: &str, text: &str, settings: &Settings) -> (FrontMatter, Vec<String>) {
        let source = Source::new(path, text);
        let (matter, _, findings) = front_matter(&source, settings);
        let show = |finding: &Diagnostic| {
            let at = source.slice(finding.place.span);
            let help = finding.help.as_ref().map_or("", |help| help.en.as_str());
            format!("{} {at:?} {help}", finding.code).trim_end().to_string()
        };
        (matter, findings.iter().map(show).collect())
    }

    #[test]
    fn both_formats_say_the_same() {
        let toml = "+++\ntitle = \"2024\"\ndate = 2026-03-31\ndraft = true\nweight = 3\n\
            authors = \"Ana\"\ntags = [\"uno\", \"dos\"]\ntaxonomies.temas = [\"tres\"]\n\
            image = { src = \"a.png\", alt = \"Una a\" }\nlisten = false\n\
            [extra]\ncolor = \"rojo\"\nn = [1, 2.5]\n+++\n# Hola\n";
        let yaml = "---\ntitle: 2024\ndate: 2026-03-31\ndraft: yes\nweight: 3\n\
            authors: Ana\ntags: [uno, dos]\ntaxonomies:\n  temas:\n  - tres\n\
            image: {src: a.png, alt: Una a}\nlisten: false\nask:\n\
            extra:\n  color: rojo\n  n: [1, 2.5]\n---\n# Hola\n";
        let (mut from_toml, findings) = read("content/a.md", toml, &settings());
        assert_eq!(findings, [""; 0]);
        let (from_yaml, findings) = read("content/a.md", yaml, &settings());
        assert_eq!(findings, [""; 0]);
        let picture = from_toml.image.as_mut().expect("an image");
        assert_eq!(from_yaml.image.as_ref().map(|image| &image.alt), Some(&picture.alt));
        picture.src.span = from_yaml.image.as_ref().expect("an image").src.span;
        assert_eq!(from_toml, from_yaml);
        assert_eq!(from_yaml.title.as_deref(), Some("2024"));
        assert_eq!(from_yaml.listen, Some(Vec::new()));
        assert_eq!(from_yaml.taxonomies["temas"], ["tres"]);
        assert!(from_yaml.date.is_some_and(|date| date.is_date));
        assert_eq!(from_yaml.extra[0].1, Value::Text("rojo".to_string()));
    }

    #[test]
    fn findings_point_at_keys_and_values() {
        let cases: &[(&str, &[&str])] = &[
            ("+++\ntitel = \"ñ\"\n+++\n", &["unknown-key \"titel\" did you mean `title`?"]),
            (
                "---\nfoto: ñ\ntitel: ñ # nota\n---\n",
                &["unknown-key \"foto\"", "unknown-key \"titel\" did you mean `title`?"],
            ),
            (
                "+++\ntitle = 12\ndraft = \"sí\"\ntags = [1, \"a\"]\n+++\n",
                &["wrong-type \"12\"", "wrong-type \"\\\"sí\\\"\"", "wrong-type \"1\""],
            ),
            (
                "---\ntitle: [ñ]\nweight: mucho # x\ndraft: 3\n---\n",
                &["wrong-type \"[ñ]\"", "wrong-type \"mucho\"", "wrong-type \"3\""],
            ),
            (
                "---\nurl: ñ/a\nslug: a/b\naliases:\n - /bien/\n - /_tertulia/x\n---\n",
                &["bad-url \"ñ/a\"", "bad-url \"a/b\"", "bad-url \"/_tertulia/x\""],
            ),
            (
                "---\ntaxonomies: {otra: a, tema: b}\nimage: {alt: a}\n---\n",
                &[
                    "unknown-key \"otra\"",
                    "unknown-key \"tema\" did you mean `temas`?",
                    "wrong-type \"{alt: a}\"",
                ],
            ),
            (
                "---\nkind: guide\nlisten: true\n---\n",
                &["unknown-key \"kind\"", "wrong-type \"true\""],
            ),
            ("---\ntitle: a\ntitle: b\n---\n", &["bad-syntax \"title\""]),
            (
                "\u{feff}---\r\ntoc: ñ\r\nmal: 1\r\n---\r\n",
                &["wrong-type \"ñ\"", "unknown-key \"mal\""],
            ),
        ];
        for (text, expected) in cases {
            let (_, findings) = read("content/a.md", text, &settings());
            assert_eq!(findings, *expected, "{text}");
        }
    }

    #[test]
    fn bad_dates_are_called_so() {
        let any = "write it as `2026-03-31` or `2026-03-31T18:30`";
        for (text, at, help) in [
            ("---\ndate: 2026-02-30\ntitle: a\n---\n", "2026-02-30", any),
            ("---\ndate: ayer\ntitle: a\n---\n", "ayer", any),
            (
                "+++\ndate = \"31/3/2026\"\ntitle = \"a\"\n+++\n",
                "\"31/3/2026\"",
                "write it as `2026-03-31`",
            ),
            ("+++\ndate = 18:30:00\ntitle = \"a\"\n+++\n", "18:30:00", any),
            ("+++\ndate = 2026-02-30\ntitle = \"a\"\n+++\n", "2026-02-30", any),
            ("+++\ndate = 2026-3-5\ntitle = \"a\"\n+++\n", "2026-3-5", "write it as `2026-03-05`"),
        ] {
            let (matter, findings) = read("content/a.md", text, &settings());
            assert_eq!(findings, [format!("bad-date {at:?} {help}")], "{text}");
            assert_eq!(matter.title.as_deref(), Some("a"));
            assert_eq!(matter.date, None);
        }
    }

    #[test]
    fn sections_have_keys_of_their_own() {
        let text = "---\nkind: guide\norder: weigth\npaginate_by: 0\n\
            cascade:\n  draft: true\n  title: x\n  kind: guide\n  tags: [a]\n---\n";
        let (matter, findings) = read("content/_index.en.md", text, &settings());
        assert_eq!(
            findings,
            [
                "bad-value \"weigth\" did you mean `weight`?",
                "unknown-key \"title\"",
                "unknown-key \"kind\"",
            ]
        );
        assert_eq!((matter.kind, matter.paginate_by), (Some(Kind::Guide), Some(0)));
        let cascade = matter.cascade.expect("a cascade");
        assert_eq!(cascade.draft, Some(true));
        assert_eq!(cascade.taxonomies["tags"], ["a"]);
    }

    #[test]
    fn unknown_keys_can_be_kept() {
        let mut settings = settings();
        settings.markdown.keeps_unknown_keys = true;
        let text = "---\nexl-id: 7\nrol: Admin\nkind: x\nvacía:\nhide: true\n---\n";
        let (matter, findings) = read("content/a.md", text, &settings);
        assert_eq!(findings, [""; 0]);
        let text = |text: &str| Value::Text(text.to_string());
        let expected = [
            ("exl-id", Value::Integer(7)),
            ("rol", text("Admin")),
            ("kind", text("x")),
            ("hide", Value::Bool(true)),
        ];
        assert_eq!(matter.extra, expected.map(|(key, value)| (key.to_string(), value)));
    }

    #[test]
    fn what_stands_around_an_error_is_used() {
        for (text, at) in [
            ("+++\ntitle = \"a\"\nweight = = 3\nowner = \"Ana\"\n+++\nx", "="),
            ("---\ntitle: a\nowner: Ana\nask: uno: dos\n---\nx", ":"),
            ("---\ntitle: a\nowner: Ana\nask: [uno\n---\nx", "[uno"),
        ] {
            let (matter, findings) = read("content/a.md", text, &settings());
            assert_eq!(findings, [format!("bad-syntax {at:?}")], "{text}");
            assert_eq!(matter.title.as_deref(), Some("a"), "{text}");
            assert_eq!(matter.owner.as_deref(), Some("Ana"), "{text}");
        }
        let (_, findings) = read("content/a.md", "---\ntitle: a\n", &settings());
        let help = "add a line `---` where the front matter ends";
        assert_eq!(findings, [format!("bad-syntax \"---\" {help}")]);
    }
}

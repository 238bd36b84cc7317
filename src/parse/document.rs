//! A content file as a whole.

use std::sync::Arc;

use super::fields::on_one_line;
use super::front::syntax;
use super::matter::front_matter;
use super::passes::body;
use super::plain::plain;
use super::quotes::quotes;
use super::stems::stems;
use crate::ground::slug::title;
use crate::ground::{Fingerprint, Mix, Source, url};
use crate::model::document::Record;
use crate::model::{Document, FrontMatter, Kind, LanguageId, Rope, Settings};

/// Reads a content file: its record, and its body as a rope.
pub fn document(source: &Source, settings: &Settings) -> Document {
    let (mut matter, body_start, mut findings) = front_matter(source, settings);
    let mut body = body(source, body_start, settings, matter.kind == Some(Kind::Theses));
    shrink(&mut body.record);
    findings.extend(body.record.findings);
    let called = matter.title.clone().or(body.first_heading);
    let (key, language) = key(source.path(), settings);
    let is_titled = called.is_some();
    let title = called.unwrap_or_else(|| match &*key {
        "content/_index.md" | "content/index.md" => settings.title_in(language).to_string(),
        path => title_of(path),
    });
    let title = on_one_line(title);
    // The version that translations remember is of what was written.
    let version = match settings.languages.len() > 1 && language == LanguageId::default() {
        true => version(&title, matter.description.as_deref(), &source.text()[body_start..]),
        false => Fingerprint::ABSENT,
    };
    matter.description = matter.description.map(|description| Arc::from(plain(&description)));
    let record = Record {
        path: Arc::clone(source.path()),
        version,
        language,
        syntax: syntax(source.text()),
        fingerprint: Fingerprint::of(source.text()),
        stems: stems(&title, &body.transcript, settings.tag(language)),
        quotes: quotes(&body.transcript, &body.record.links),
        number: number(&matter, &key),
        is_titled,
        title: Arc::from(title),
        key,
        matter: Arc::new(matter),
        findings,
        ..body.record
    };
    Document { record: Arc::new(record), rope: body.rope }
}

/// Gives the number that a text about a thesis bears: its own, else that of its file, `007.md`.
fn number(matter: &FrontMatter, key: &str) -> Option<u32> {
    let named = || match url::name(key) {
        "index.md" => url::name(url::folder(key)).parse().ok(),
        name => url::stem(name).parse().ok(),
    };
    matter.number.map_or_else(named, |number| u32::try_from(number).ok())
}

/// Reads the body of a content file alone, as a rope.
pub fn rope(source: &Source, settings: &Settings) -> Rope {
    let (matter, body_start, _) = front_matter(source, settings);
    body(source, body_start, settings, matter.kind == Some(Kind::Theses)).rope
}

/// Takes the mark of a language from a path: `escuchar.en.md` is `escuchar.md`, in English.
pub fn key(path: &Arc<str>, settings: &Settings) -> (Arc<str>, LanguageId) {
    let bare = path.strip_suffix(".md").unwrap_or(path);
    let marked = settings.tongues().find_map(|language| {
        let mark = settings.tag(language);
        let rest = bare.strip_suffix(mark)?.strip_suffix('.')?;
        (!rest.is_empty() && !rest.ends_with('/')).then_some((rest, language))
    });
    match marked {
        Some((rest, language)) => (Arc::from(format!("{rest}.md")), language),
        None => (Arc::clone(path), LanguageId::default()),
    }
}

/// Fingerprints what a document says: its front matter may change without a word.
fn version(title: &str, description: Option<&str>, body: &str) -> Fingerprint {
    let description = description.unwrap_or_default();
    Mix::new("version").text(title).text(description).text(body.trim()).finish()
}

/// Gives back the room that what is kept of a body did not need: there may be many documents.
fn shrink(record: &mut Record) {
    record.headings.shrink_to_fit();
    record.anchors.shrink_to_fit();
    record.links.shrink_to_fit();
    record.directives.shrink_to_fit();
    record.assertions.shrink_to_fit();
    record.codes.shrink_to_fit();
    for heading in &mut record.headings {
        heading.id.shrink_to_fit();
        heading.text.shrink_to_fit();
    }
}

/// Makes a title of a path: `content/guia/primeros-pasos.md` is `Primeros pasos`.
fn title_of(path: &str) -> String {
    let name = match url::name(path) {
        "index.md" | "_index.md" => url::name(url::folder(path)),
        name => url::stem(name),
    };
    title(name)
}

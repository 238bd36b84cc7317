//! A content file as a whole.

use std::sync::Arc;

use super::matter::front_matter;
use super::passes::body;
use crate::ground::slug::title;
use crate::ground::{Fingerprint, Source, url};
use crate::model::document::Record;
use crate::model::{Document, LanguageId, Settings};

/// Reads a content file: its record, and its body as a rope.
pub fn document(source: &Source, settings: &Settings) -> Document {
    let (matter, body_start, mut findings) = front_matter(source, settings);
    let body = body(source, body_start, settings);
    findings.extend(body.record.findings);
    let called = matter.title.clone().or(body.first_heading);
    let (key, language) = key(source.path(), settings);
    let record = Record {
        path: Arc::clone(source.path()),
        language,
        fingerprint: Fingerprint::of(source.text()),
        title: Arc::from(called.unwrap_or_else(|| match &*key {
            "content/_index.md" | "content/index.md" => settings.title_in(language).to_string(),
            path => title_of(path),
        })),
        key,
        matter: Arc::new(matter),
        findings,
        ..body.record
    };
    Document { record: Arc::new(record), rope: body.rope }
}

/// Takes the mark of a language from a path: `escuchar.en.md` is `escuchar.md`, in English.
fn key(path: &Arc<str>, settings: &Settings) -> (Arc<str>, LanguageId) {
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

/// Makes a title of a path: `content/guia/primeros-pasos.md` is `Primeros pasos`.
fn title_of(path: &str) -> String {
    let name = match url::name(path) {
        "index.md" | "_index.md" => url::name(url::folder(path)),
        name => url::stem(name),
    };
    title(name)
}

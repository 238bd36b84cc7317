//! A content file as a whole.

use std::sync::Arc;

use super::matter::front_matter;
use super::passes::body;
use crate::ground::slug::title;
use crate::ground::{Fingerprint, Source, url};
use crate::model::document::Record;
use crate::model::{Document, Settings};

/// Reads a content file: its record, and its body as a rope.
pub fn document(source: &Source, settings: &Settings) -> Document {
    let (matter, body_start, mut findings) = front_matter(source, settings);
    let body = body(source, body_start, settings);
    findings.extend(body.record.findings);
    let called = matter.title.clone().or(body.first_heading);
    let record = Record {
        path: Arc::clone(source.path()),
        fingerprint: Fingerprint::of(source.text()),
        title: Arc::from(called.unwrap_or_else(|| match source.path().as_ref() {
            "content/_index.md" | "content/index.md" => settings.title.clone(),
            path => title_of(path),
        })),
        matter: Arc::new(matter),
        findings,
        ..body.record
    };
    Document { record: Arc::new(record), rope: body.rope }
}

/// Makes a title of a path: `content/guia/primeros-pasos.md` is `Primeros pasos`.
fn title_of(path: &str) -> String {
    let name = match url::name(path) {
        "index.md" | "_index.md" => url::name(url::folder(path)),
        name => url::stem(name),
    };
    title(name)
}

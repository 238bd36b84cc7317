//! `pages_from`: the data file whose rows are articles, and which column says what.

use super::fields::Reader;
use super::node::{Key, Node};
use crate::ground::{Located, Words, findings};
use crate::model::PagesFrom;

/// The keys of the table.
const KEYS: &[&str] = &["data", "title", "slug", "description", "body", "date", "taxonomies"];

/// Reads the table; without a file and a title it says nothing.
pub(super) fn read(
    reader: &mut Reader<'_>,
    taxonomies: &[String],
    key: &Key<'_>,
    node: Node<'_>,
) -> Option<PagesFrom> {
    let span = node.span;
    let table = reader.table(key, node);
    if table.is_empty() {
        return None;
    }
    let is_written = |name: &str| table.iter().any(|(key, _)| key.name == name);
    if !is_written("data") || !is_written("title") {
        let wanted = Words::new("`data` y `title`", "`data` and `title`");
        let found = Words::new("una tabla sin los dos", "a table without both");
        let place = reader.place(span);
        reader.report(findings::wrong_type(place, &key.name, &wanted, &found));
    }
    let (mut data, mut title, mut slug) = (None, None, None);
    let (mut description, mut body, mut date) = (None, None, None);
    let mut columns = Vec::new();
    for (key, node) in table {
        match key.name.as_ref() {
            "data" => data = reader.located(&key, node),
            "title" => title = reader.located(&key, node),
            "slug" => slug = reader.located(&key, node),
            "description" => description = reader.located(&key, node),
            "body" => body = reader.located(&key, node),
            "date" => date = reader.located(&key, node),
            "taxonomies" => columns = terms(reader, taxonomies, &key, node),
            _ => reader.unknown(&key, KEYS.iter().copied()),
        }
    }
    let (data, title) = (data?, title?);
    Some(PagesFrom { data, title, slug, description, body, date, taxonomies: columns })
}

/// Reads the columns with the terms of taxonomies.
fn terms(
    reader: &mut Reader<'_>,
    taxonomies: &[String],
    key: &Key<'_>,
    node: Node<'_>,
) -> Vec<(String, Located<String>)> {
    let mut columns = Vec::new();
    for (key, node) in reader.table(key, node) {
        if taxonomies.iter().any(|known| *known == key.name) {
            let column = reader.located(&key, node);
            columns.extend(column.map(|column| (key.name.to_string(), column)));
        } else {
            reader.unknown(&key, taxonomies.iter().map(String::as_str));
        }
    }
    columns
}

//! `[[waves]]`: when people were asked, and what their answers are called in each file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ground::{Located, Span, Words, findings};
use crate::model::survey::{Texts, Wave};
use crate::model::tally::LeftOut;
use crate::parse::fields::Reader;
use crate::parse::node::{Key, Node, NodeValue};
use crate::words;

use super::question;
use super::texts;

const KEYS: [&str; 9] =
    ["id", "title", "file", "from", "to", "invited", "columns", "labels", "left_out"];

/// Why rows were left out, as an import writes it.
const LEFT_OUT: [(&str, LeftOut); 5] = [
    ("preview", LeftOut::Preview),
    ("partial", LeftOut::Partial),
    ("weight", LeftOut::Weight),
    ("torn", LeftOut::Torn),
    ("empty", LeftOut::Empty),
];

/// Reads a wave, whose file lies in the survey's folder; `None` if it has no name.
pub(super) fn read(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
    folder: &str,
) -> Option<Wave> {
    let span = Span { end: node.span.end.min(node.span.start + 9), ..node.span };
    let mut wave = Wave { span, ..Wave::default() };
    let (mut file, mut days) = (None, (None, None));
    for (key, node) in reader.table(key, node) {
        match key.name.as_ref() {
            "id" => wave.id = reader.text(&key, node).unwrap_or_default(),
            "title" => wave.title = texts::read(reader, &key, node),
            "file" => file = reader.located(&key, node),
            "from" => days.0 = day(reader, &key, node),
            "to" => days.1 = day(reader, &key, node),
            "invited" => wave.invited = number(reader, &key, &node),
            "columns" => wave.columns = names(reader, &key, node),
            "labels" => {
                for (question, node) in reader.table(&key, node) {
                    let labels = names(reader, &question, node);
                    wave.labels.insert(question.name.into_owned(), labels);
                }
            }
            "left_out" => wave.left_out = left_out(reader, &key, node),
            _ => reader.unknown(&key, KEYS),
        }
    }
    if !question::is_name(&wave.id) {
        let message = Words::new("una ola no tiene un `id` que valga", "a wave has no usable `id`");
        let help = Words::new(
            "escribe `id = \"2026-h1\"`: letras sin tilde, cifras, `-` y `_`",
            "write `id = \"2026-h1\"`: plain letters, digits, `-` and `_`",
        );
        reader.report(findings::bad_survey(reader.place(span), message, Some(help)));
        return None;
    }
    wave.days = between(reader, days, span);
    if wave.title.0.is_empty() {
        wave.title = Texts(BTreeMap::from([(String::new(), wave.id.clone())]));
    }
    wave.file = path(reader, folder, file, &wave.id);
    Some(wave)
}

/// Gives the path of the answers: the wave's name, unless it says another of the same folder.
fn path(
    reader: &mut Reader<'_>,
    folder: &str,
    file: Option<Located<String>>,
    id: &str,
) -> Arc<str> {
    let usual = format!("{id}.csv");
    let name = match file {
        Some(file) if is_beside(&file.value) => file.value,
        Some(file) => {
            let key = Key { name: "file".into(), span: file.span };
            let why = Words::new(
                "tiene que ser un archivo `.csv` de esta carpeta",
                "it must be a `.csv` file of this folder",
            );
            reader.unfit(&key, &file, &why);
            usual
        }
        None => usual,
    };
    Arc::from(if folder.is_empty() { name } else { format!("{folder}/{name}") })
}

fn is_beside(name: &str) -> bool {
    name.ends_with(".csv") && !name.contains(['/', '\\']) && !name.starts_with('.')
}

fn day(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<Located<String>> {
    let span = node.span;
    reader.moment(key, &node, "UTC")?;
    match node.value {
        NodeValue::Text(text) | NodeValue::Plain(text) | NodeValue::Date(text) => {
            Some(Located::new(text.trim().chars().take(10).collect(), span))
        }
        _ => None,
    }
}

/// Gives the first and the last day; one alone is both.
fn between(
    reader: &mut Reader<'_>,
    days: (Option<Located<String>>, Option<Located<String>>),
    span: Span,
) -> Option<(String, String)> {
    let (from, to) = match days {
        (None, None) => return None,
        (Some(from), Some(to)) => (from.value, to.value),
        (Some(one), None) | (None, Some(one)) => (one.value.clone(), one.value),
    };
    if from > to {
        let message = words!(
            "la ola termina ({to}) antes de empezar ({from})",
            "the wave ends ({to}) before it begins ({from})"
        );
        reader.report(findings::bad_survey(reader.place(span), message, None));
    }
    Some((from, to))
}

fn number(reader: &mut Reader<'_>, key: &Key<'_>, node: &Node<'_>) -> Option<u64> {
    reader.within(key, node, 0..=u32::MAX).map(u64::from)
}

/// Reads names by names.
fn names(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (key, node) in reader.table(key, node) {
        if let Some(value) = texts::word(reader, &key, node) {
            names.insert(key.name.into_owned(), value);
        }
    }
    names
}

fn left_out(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Vec<(LeftOut, u64)> {
    let mut left_out = Vec::new();
    for (key, node) in reader.table(key, node) {
        match LEFT_OUT.iter().find(|(name, _)| *name == key.name) {
            Some((_, why)) => {
                left_out.extend(number(reader, &key, &node).map(|rows| (*why, rows)));
            }
            None => reader.unknown(&key, LEFT_OUT.iter().map(|(name, _)| *name)),
        }
    }
    left_out.sort_unstable();
    left_out
}

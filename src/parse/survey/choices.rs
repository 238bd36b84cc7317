//! What can be answered: `choices`, as texts or tables, and the points of a scale.

use crate::model::survey::Choice;
use crate::parse::fields::Reader;
use crate::parse::node::{Key, Node, NodeValue};

use super::texts;

/// Choices of one question at most.
const CHOICES_MAX: usize = 5_000;

/// Reads the list. A text is a label; a table has `label`, `code`, `aliases` and `column`.
pub(super) fn read(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Vec<Choice> {
    let mut nodes = reader.list(key, node);
    nodes.truncate(CHOICES_MAX);
    nodes.into_iter().filter_map(|node| choice(reader, key, node)).collect()
}

fn choice(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<Choice> {
    let NodeValue::Table(table) = node.value else {
        let label = texts::word(reader, key, node)?;
        return Some(Choice { label: texts::plain(label), ..Choice::default() });
    };
    let mut choice = Choice::default();
    for (key, node) in table {
        match key.name.as_ref() {
            "label" => choice.label = label(reader, &key, node),
            "code" => choice.code = texts::word(reader, &key, node).unwrap_or_default(),
            "aliases" => choice.aliases = texts::words(reader, &key, node),
            "column" => choice.column = texts::word(reader, &key, node),
            _ => reader.unknown(&key, ["label", "code", "aliases", "column"]),
        }
    }
    Some(choice)
}

fn label(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> crate::model::survey::Texts {
    match node.value {
        NodeValue::Integer(_) | NodeValue::Float(_) => {
            texts::word(reader, key, node).map(texts::plain).unwrap_or_default()
        }
        _ => texts::read(reader, key, node),
    }
}

/// Makes the points of a scale, whose codes are their numbers; the ends bear their labels.
pub(super) fn points(first: u32, last: u32, ends: Vec<Choice>) -> Vec<Choice> {
    let mut points: Vec<Choice> =
        (first..=last).map(|code| Choice { code: code.to_string(), ..Choice::default() }).collect();
    let places = [0, points.len().saturating_sub(1)];
    for (place, end) in places.into_iter().zip(ends) {
        if let Some(point) = points.get_mut(place) {
            point.label = end.label;
            point.aliases = end.aliases;
        }
    }
    points
}

/// Gives each choice without a code its number, unless some label is a number: then codes would
/// mean another thing than what is read, and the label itself is the code.
pub(super) fn codes(choices: &mut [Choice]) {
    let is_number = |text: &String| text.trim().parse::<i64>().is_ok();
    let is_numbered = choices.iter().any(|choice| {
        choice.label.0.values().any(is_number) || choice.aliases.iter().any(is_number)
    });
    let has_codes = choices.iter().any(|choice| !choice.code.is_empty());
    for (index, choice) in choices.iter_mut().enumerate() {
        if choice.code.is_empty() {
            let label = choice.label.0.values().next().cloned().unwrap_or_default();
            choice.code = match is_numbered || has_codes {
                true => label,
                false => (index + 1).to_string(),
            };
        }
    }
}

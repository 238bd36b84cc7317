//! A question as it is written, before its kind tells what its keys mean.

use crate::ground::{Located, Span};
use crate::model::survey::{Choice, Item, Texts};
use crate::parse::fields::Reader;
use crate::parse::node::{Key, Node, NodeValue};

use super::choices;
use super::texts;

const KEYS: [&str; 17] = [
    "id",
    "kind",
    "text",
    "column",
    "choices",
    "points",
    "ends",
    "scale",
    "direction",
    "neutral",
    "not_applicable",
    "missing",
    "unticked",
    "separator",
    "seen_by",
    "rows",
    "extra",
];
/// Points of a scale at most.
const POINTS_MAX: u32 = 101;
/// Rows of a matrix at most.
const ROWS_MAX: usize = 500;

/// What is asked, as its author calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Nps,
    Csat,
    Ces,
    Likert,
    Single,
    Multiple,
    Rank,
    Number,
    Date,
    Text,
}

const KINDS: [(&str, Asked); 10] = [
    ("nps", Asked::Nps),
    ("csat", Asked::Csat),
    ("ces", Asked::Ces),
    ("likert", Asked::Likert),
    ("single", Asked::Single),
    ("multiple", Asked::Multiple),
    ("rank", Asked::Rank),
    ("number", Asked::Number),
    ("date", Asked::Date),
    ("text", Asked::Text),
];

/// The keys of a question.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) id: Option<Located<String>>,
    pub(super) kind: Option<Asked>,
    /// Whether the kind was written, though it may be none.
    pub(super) has_kind: bool,
    pub(super) text: Texts,
    pub(super) column: Option<String>,
    pub(super) choices: Vec<Choice>,
    pub(super) points: Option<u32>,
    pub(super) ends: Vec<Choice>,
    /// Whether an NPS goes from 1 to 10.
    pub(super) is_from_one: bool,
    /// Whether the first choice is the best.
    pub(super) is_down: bool,
    pub(super) neutral: Option<Neutral>,
    pub(super) not_applicable: Vec<String>,
    pub(super) missing: Vec<String>,
    pub(super) unticked: Vec<String>,
    pub(super) separator: Option<String>,
    pub(super) is_shown_to_all: bool,
    pub(super) rows: Vec<Item>,
    pub(super) spots: Vec<(&'static str, Span)>,
}

/// Which choice is neither.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Neutral {
    /// None is.
    Nothing,
    /// The one with this code or label.
    Choice(Located<String>),
}

/// Reads the keys.
pub(super) fn read(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Draft {
    let mut draft = Draft::default();
    for (key, node) in reader.table(key, node) {
        if let Some(name) = KEYS.iter().find(|name| **name == key.name) {
            draft.spots.push((name, node.span));
        }
        entry(reader, &mut draft, &key, node);
    }
    draft
}

fn entry(reader: &mut Reader<'_>, draft: &mut Draft, key: &Key<'_>, node: Node<'_>) {
    match key.name.as_ref() {
        "id" => draft.id = reader.located(key, node),
        "kind" => {
            draft.has_kind = true;
            draft.kind = reader.choice(key, node, &KINDS);
        }
        "text" => draft.text = texts::read(reader, key, node),
        "column" => draft.column = texts::word(reader, key, node),
        "choices" => draft.choices = choices::read(reader, key, node),
        "points" => draft.points = reader.within(key, &node, 2..=POINTS_MAX),
        "ends" => draft.ends = choices::read(reader, key, node),
        "scale" => {
            let scales = [("0-10", false), ("1-10", true)];
            draft.is_from_one = reader.choice(key, node, &scales).unwrap_or_default();
        }
        "direction" => {
            let directions = [("up", false), ("down", true)];
            draft.is_down = reader.choice(key, node, &directions).unwrap_or_default();
        }
        "neutral" => draft.neutral = neutral(reader, key, node),
        "not_applicable" => draft.not_applicable = texts::words(reader, key, node),
        "missing" => draft.missing = texts::words(reader, key, node),
        "unticked" => draft.unticked = texts::words(reader, key, node),
        "separator" => draft.separator = reader.located(key, node).map(|text| text.value),
        "seen_by" => {
            let seen = [("everybody", true), ("answered", false)];
            draft.is_shown_to_all = reader.choice(key, node, &seen).unwrap_or_default();
        }
        "rows" => draft.rows = rows(reader, key, node),
        "extra" => drop(reader.table(key, node)),
        _ => reader.unknown(key, KEYS),
    }
}

fn neutral(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<Neutral> {
    if node.value == NodeValue::Bool(false) {
        return Some(Neutral::Nothing);
    }
    let span = node.span;
    texts::word(reader, key, node).map(|text| Neutral::Choice(Located::new(text, span)))
}

fn rows(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Vec<Item> {
    let mut nodes = reader.list(key, node);
    nodes.truncate(ROWS_MAX);
    let mut rows = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut row = Item::default();
        for (key, node) in reader.table(key, node) {
            match key.name.as_ref() {
                "id" => row.id = reader.text(&key, node).unwrap_or_default(),
                "text" => row.text = texts::read(reader, &key, node),
                "column" => row.column = texts::word(reader, &key, node),
                _ => reader.unknown(&key, ["id", "text", "column"]),
            }
        }
        rows.push(row);
    }
    rows
}

//! Texts in one or several languages, and lists of labels.

use std::collections::BTreeMap;

use crate::ground::{Located, Words};
use crate::model::survey::Texts;
use crate::parse::fields::{Reader, on_one_line};
use crate::parse::node::{Key, Node, NodeValue};

/// Reads a text, or a table of texts by their languages.
pub(super) fn read(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Texts {
    let NodeValue::Table(table) = node.value else {
        return reader.text(key, node).map(plain).unwrap_or_default();
    };
    let mut texts = BTreeMap::new();
    for (language, node) in table {
        if !is_language(&language.name) {
            let name = Located::new(language.name.to_string(), language.span);
            reader.unfit(key, &name, &Words::new(LANGUAGE.0, LANGUAGE.1));
            continue;
        }
        if let Some(text) = reader.text(&language, node) {
            texts.insert(language.name.into_owned(), text);
        }
    }
    Texts(texts)
}

const LANGUAGE: (&str, &str) = (
    "aquí va el idioma del texto, como `es` o `pt-BR`",
    "here stands the language of the text, such as `es` or `pt-BR`",
);

/// Makes a text without a language.
pub(super) fn plain(text: String) -> Texts {
    Texts(BTreeMap::from([(String::new(), text)]))
}

/// Tells whether a text has the form of a language tag: `es`, `pt-BR`.
fn is_language(tag: &str) -> bool {
    let main = tag.split('-').next().unwrap_or_default();
    matches!(main.len(), 2 | 3)
        && main.bytes().all(|byte| byte.is_ascii_lowercase())
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Reads what stands in a cell: a text, or a number as it is written.
pub(super) fn word(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<String> {
    match node.value {
        NodeValue::Integer(number) => Some(number.to_string()),
        NodeValue::Float(number) => Some(number.to_string()),
        _ => reader.located(key, node).map(|text| on_one_line(text.value)),
    }
}

/// Reads what may stand in a cell; one alone is a list of one.
pub(super) fn words(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Vec<String> {
    match node.value {
        NodeValue::List(nodes) => {
            nodes.into_iter().filter_map(|node| word(reader, key, node)).collect()
        }
        _ => word(reader, key, node).into_iter().collect(),
    }
}

//! A document's picture: a file's name, or a table that also says what it shows.

use crate::ground::{Words, findings};
use crate::model::matter::Picture;

use super::addresses;
use super::fields::Reader;
use super::node::{Key, Node, NodeValue};

const KEYS: &[&str] = &["src", "alt", "credit", "credit_url"];

/// Reads a picture.
pub(super) fn read(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Option<Picture> {
    let (mut src, mut alt, mut credit, mut credit_url) = (None, None, None, None);
    let span = node.span;
    match node.value {
        NodeValue::Table(table) => {
            for (key, node) in table {
                match key.name.as_ref() {
                    "src" => src = reader.located(&key, node),
                    "alt" => alt = reader.text(&key, node),
                    "credit" => credit = reader.text(&key, node),
                    "credit_url" => credit_url = addresses::target(reader, &key, node),
                    _ => reader.unknown(&key, KEYS.iter().copied()),
                }
            }
        }
        NodeValue::Nothing | NodeValue::Broken => return None,
        _ => src = Some(reader.located(key, node)?),
    }
    let Some(src) = src.filter(|src| !src.value.is_empty()) else {
        let wanted = Words::new("una imagen", "an image");
        let found = Words::new("un valor sin `src`", "a value without `src`");
        let finding = findings::wrong_type(reader.place(span), &key.name, &wanted, &found);
        reader.report(finding);
        return None;
    };
    Some(Picture {
        src,
        alt: alt.unwrap_or_default(),
        credit,
        credit_url: credit_url.map(|url| url.value),
    })
}

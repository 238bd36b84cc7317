//! Values with their places, before anybody asks what type they should have.

use std::borrow::Cow;

use crate::ground::{Span, Value, Words};

/// A value and where it stands in its file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node<'a> {
    /// Where it stands.
    pub(super) span: Span,
    /// What was written.
    pub(super) value: NodeValue<'a>,
}

/// What was written, as far as the format alone can tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeValue<'a> {
    /// A text in quotes.
    Text(Cow<'a, str>),
    /// A text without quotes in YAML: a number, a date or a word, as its key wants it.
    Plain(Cow<'a, str>),
    /// A date of TOML, as it was written.
    Date(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// Several values.
    List(Vec<Node<'a>>),
    /// Named values, as they were written.
    Table(Table<'a>),
    /// The absence of a value, which YAML can write.
    Nothing,
    /// A value that could not be read, and about which there is a finding already.
    Broken,
}

/// The name of a value in a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key<'a> {
    /// The name.
    pub(super) name: Cow<'a, str>,
    /// Where it stands.
    pub(super) span: Span,
}

/// Named values, in the order in which they were written.
pub(super) type Table<'a> = Vec<(Key<'a>, Node<'a>)>;

impl NodeValue<'_> {
    /// Names the type for people.
    pub(super) fn words(&self) -> Words {
        let (es, en) = match self {
            Self::Text(_) => ("un texto", "a text"),
            Self::Plain(text) => return plain(text).words(),
            Self::Date(_) => ("una fecha", "a date"),
            Self::Integer(_) => ("un número entero", "a whole number"),
            Self::Float(_) => ("un número con decimales", "a number with decimals"),
            Self::Bool(_) => ("un sí o no", "a yes or no"),
            Self::List(_) => ("una lista", "a list"),
            Self::Table(_) => ("una tabla", "a table"),
            Self::Nothing | Self::Broken => ("nada", "nothing"),
        };
        Words::new(es, en)
    }
}

impl Node<'_> {
    /// Gives the value without its places; `None` for what is absent or could not be read.
    pub(super) fn into_value(self) -> Option<Value> {
        Some(match self.value {
            NodeValue::Text(text) | NodeValue::Date(text) => Value::Text(text.into_owned()),
            NodeValue::Plain(text) => match plain(&text) {
                NodeValue::Integer(number) => Value::Integer(number),
                NodeValue::Float(number) => Value::Float(number),
                NodeValue::Bool(is_true) => Value::Bool(is_true),
                _ => Value::Text(text.into_owned()),
            },
            NodeValue::Integer(number) => Value::Integer(number),
            NodeValue::Float(number) => Value::Float(number),
            NodeValue::Bool(is_true) => Value::Bool(is_true),
            NodeValue::List(nodes) => {
                Value::List(nodes.into_iter().filter_map(Node::into_value).collect())
            }
            NodeValue::Table(table) => Value::Table(entries(table)),
            NodeValue::Nothing | NodeValue::Broken => return None,
        })
    }
}

/// Gives the named values of a table without their places.
pub(super) fn entries(table: Table<'_>) -> Vec<(String, Value)> {
    let named =
        |(key, node): (Key<'_>, Node<'_>)| Some((key.name.into_owned(), node.into_value()?));
    table.into_iter().filter_map(named).collect()
}

/// Tells what an unquoted text means by the core schema of YAML 1.2 (section 10.3.2).
pub(super) fn plain(text: &str) -> NodeValue<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return NodeValue::Nothing,
        "true" | "True" | "TRUE" => return NodeValue::Bool(true),
        "false" | "False" | "FALSE" => return NodeValue::Bool(false),
        _ => {}
    }
    whole(text)
        .map(NodeValue::Integer)
        .or_else(|| decimal(text).map(NodeValue::Float))
        .unwrap_or(NodeValue::Text(Cow::Borrowed(text)))
}

fn whole(text: &str) -> Option<i64> {
    let prefixed = |digits: &str, radix| {
        let is_unsigned = digits.starts_with(|first: char| first.is_ascii_alphanumeric());
        i64::from_str_radix(digits, radix).ok().filter(|_| is_unsigned)
    };
    match text.split_at_checked(2) {
        Some(("0x", digits)) => prefixed(digits, 16),
        Some(("0o", digits)) => prefixed(digits, 8),
        _ => text.parse().ok(),
    }
}

fn decimal(text: &str) -> Option<f64> {
    let is_numeric = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let number: f64 = text.parse().ok().filter(|_| is_numeric)?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unquoted_texts_mean_what_yaml_says() {
        for (text, expected) in [
            ("12", NodeValue::Integer(12)),
            ("-7", NodeValue::Integer(-7)),
            ("0x1F", NodeValue::Integer(31)),
            ("0o17", NodeValue::Integer(15)),
            ("1.5e3", NodeValue::Float(1500.0)),
            (".5", NodeValue::Float(0.5)),
            ("true", NodeValue::Bool(true)),
            ("~", NodeValue::Nothing),
            ("0x-1", NodeValue::Text("0x-1".into())),
            ("12e4567", NodeValue::Text("12e4567".into())),
            ("nan", NodeValue::Text("nan".into())),
            ("2026-03-31", NodeValue::Text("2026-03-31".into())),
            ("1%", NodeValue::Text("1%".into())),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}

//! Plain values: what authors may put under `extra`, and what templates get from it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A value from an author's file, without its place. Tables keep the order in which they were
/// written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A text; a date is one too, as it was written.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// Several values.
    List(Vec<Value>),
    /// Named values.
    Table(Vec<(String, Value)>),
}

/// Named values, in the order in which they were written.
pub type Entries = [(String, Value)];

/// Gives the names of all columns of a table, in the order in which its rows bring them.
pub fn columns<'a>(rows: &[&'a Entries]) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let names = rows.iter().flat_map(|row| row.iter().map(|(name, _)| name.as_str()));
    names.filter(|name| seen.insert(*name)).collect()
}

/// Gives what a row holds in a column.
pub fn cell<'a>(row: &'a Entries, column: &str) -> Option<&'a Value> {
    row.iter().find(|(name, _)| name == column).map(|(_, value)| value)
}

impl Value {
    /// Gives the rows of a data file: a list of tables, or the only such list of a table, for TOML
    /// has no other way to write one.
    pub fn rows(&self) -> Option<Vec<&Entries>> {
        match self {
            Self::List(values) => values.iter().map(Self::entries).collect(),
            Self::Table(entries) => {
                let mut lists = entries.iter().filter_map(|(_, value)| match value {
                    Self::List(_) => value.rows(),
                    _ => None,
                });
                let only = lists.next();
                only.filter(|_| lists.next().is_none())
            }
            _ => None,
        }
    }

    fn entries(&self) -> Option<&Entries> {
        match self {
            Self::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// Gives the value as a text for people; a list by its parts, a table by those of its values.
    /// What is no number (`nan`) says nothing.
    pub fn text(&self) -> Cow<'_, str> {
        let joined = |texts: Vec<Cow<'_, str>>| Cow::from(texts.join(", "));
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(number) => number.to_string().into(),
            Self::Float(number) if number.is_nan() => "".into(),
            Self::Float(number) => number.to_string().into(),
            Self::Bool(is_true) => is_true.to_string().into(),
            Self::List(values) => joined(values.iter().map(Self::text).collect()),
            Self::Table(entries) => joined(entries.iter().map(|(_, value)| value.text()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_texts_for_people() {
        let list = Value::List(vec![Value::Float(0.5), Value::Text("a".into())]);
        for (value, expected) in [
            (Value::Float(1.5), "1.5"),
            (Value::Float(f64::NAN), ""),
            (Value::Float(f64::INFINITY), "inf"),
            (list, "0.5, a"),
        ] {
            assert_eq!(value.text(), expected, "{value:?}");
        }
    }
}

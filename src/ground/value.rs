//! Plain values: what authors may put under `extra`, and what templates get from it.

use std::borrow::Cow;

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
    pub fn text(&self) -> Cow<'_, str> {
        let joined = |texts: Vec<Cow<'_, str>>| Cow::from(texts.join(", "));
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(number) => number.to_string().into(),
            Self::Float(number) => number.to_string().into(),
            Self::Bool(is_true) => is_true.to_string().into(),
            Self::List(values) => joined(values.iter().map(Self::text).collect()),
            Self::Table(entries) => joined(entries.iter().map(|(_, value)| value.text()).collect()),
        }
    }
}

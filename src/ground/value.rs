//! Plain values: what authors may put under `extra`, and what templates get from it.

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

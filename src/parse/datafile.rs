//! Files of `data/`: TOML, JSON and CSV to plain values.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::ground::{Diagnostic, Place, Source, Span, Value, findings};

use super::csv;
use super::fields::Reader;
use super::node::entries;
use super::sheet::Sheet;
use super::toml;

/// How a file of `data/` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFormat {
    /// TOML 1.
    Toml,
    /// JSON (RFC 8259).
    Json,
    /// Cells between commas, semicolons or tabs (RFC 4180).
    Csv,
}

/// Reads a file of `data/`. Absent values (`null`) are left out.
pub fn sheet(source: &Source, format: DataFormat) -> Sheet {
    let (value, findings) = match format {
        DataFormat::Toml => {
            let mut reader = Reader::new(source);
            let table = toml::parse(source, 0..source.text().len(), &mut reader);
            (Value::Table(entries(table)), reader.finish())
        }
        DataFormat::Json => json(source),
        DataFormat::Csv => return csv::read(source),
    };
    Sheet { value, rows: Vec::new(), findings }
}

fn json(source: &Source) -> (Value, Vec<Diagnostic>) {
    let nothing = || Value::Table(Vec::new());
    match serde_json::from_str(source.text()) {
        Ok(Json(value)) => (value.unwrap_or_else(nothing), Vec::new()),
        Err(error) => {
            let at = spot(source.text(), error.line(), error.column());
            let place = Place::new(source.path(), Span::new(at));
            let cause = error.to_string();
            let cause = cause.split(" at line ").next().unwrap_or_default();
            (nothing(), vec![findings::bad_syntax(place, "JSON", cause)])
        }
    }
}

/// Gives the letter at a line and a column of bytes, both from one.
fn spot(text: &str, line: usize, column: usize) -> Range<usize> {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>() + column.saturating_sub(1);
    let start = text.floor_char_boundary(at);
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

/// A value of JSON; `None` for `null`.
struct Json(Option<Value>);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor).map(Self)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Option<Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, is_true: bool) -> Result<Self::Value, E> {
        Ok(Some(Value::Bool(is_true)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Value::Integer(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        let whole = i64::try_from(number).map(Value::Integer);
        Ok(Some(whole.unwrap_or(Value::Float(number as f64))))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Value::Float(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Value::Text(text.to_string())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(Value::Text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Json(item)) = items.next_element()? {
            list.extend(item);
        }
        Ok(Some(Value::List(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut table: Vec<(String, Value)> = Vec::new();
        while let Some((name, Json(value))) = map.next_entry::<String, Json>()? {
            table.extend(value.map(|value| (name, value)));
        }
        Ok(Some(Value::Table(table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_give_the_same() {
        let read = |text, format| sheet(&Source::new("data/a", text), format);
        let json = r#"{"b": [1, 2.5, null], "a": {"x": "ñ", "y": true}, "c": null}"#;
        let toml = "b = [1, 2.5]\n[a]\nx = 'ñ'\ny = true\n";
        let from_json = read(json, DataFormat::Json);
        assert_eq!(from_json.findings, []);
        assert_eq!(from_json, read(toml, DataFormat::Toml));
    }

    #[test]
    fn errors_stand_where_they_are() {
        for (text, format, at) in [
            ("{\"a\": 1,\n \"b\": ñ}", DataFormat::Json, "ñ"),
            ("a = 1\nb = = 2\n", DataFormat::Toml, "="),
        ] {
            let source = Source::new("data/a", text);
            let findings = sheet(&source, format).findings;
            assert_eq!(findings.len(), 1);
            assert_eq!(source.slice(findings[0].place.span), at);
        }
    }
}

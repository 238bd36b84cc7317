//! Objects of a JSON file, one after the other: those of a list, or one on each line.

use std::fmt;
use std::io::{BufRead, BufReader, Read};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::ground::Words;
use crate::parse::records::BLOCK_BYTES_MAX;
use crate::words;

use super::intake::{Open, Refused};

/// A value of JSON, with the fields of objects in the order in which they stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Nothing,
    /// A text, a number, yes or no, as it is written.
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// Calls with each object and its number, from one.
///
/// # Errors
/// When the file cannot be read, or holds something else.
pub(super) fn each(
    open: Open<'_>,
    mut found: impl FnMut(Vec<(String, Value)>) -> Result<(), Refused>,
) -> Result<u64, Refused> {
    let mut bytes = Bytes { reader: BufReader::with_capacity(1 << 16, open()?) };
    let (mut number, mut text) = (0, Vec::new());
    while let Some(first) = bytes.next()? {
        match first {
            b'{' => {}
            // What is around and between them; a mark of byte order comes first.
            b'[' | b']' | b',' | 0xef | 0xbb | 0xbf => continue,
            letter if letter.is_ascii_whitespace() => continue,
            _ => return Err(bad(number + 1)),
        }
        number += 1;
        text.clear();
        text.push(first);
        if !bytes.take_object(&mut text)? {
            return Err(if text.len() >= BLOCK_BYTES_MAX { too_long(number) } else { bad(number) });
        }
        match serde_json::from_slice(&text) {
            Ok(Value::Object(fields)) => found(fields)?,
            _ => return Err(bad(number)),
        }
    }
    Ok(number)
}

struct Bytes<R: Read> {
    reader: BufReader<R>,
}

impl<R: Read> Bytes<R> {
    fn next(&mut self) -> Result<Option<u8>, Refused> {
        let byte = self.reader.fill_buf()?.first().copied();
        self.reader.consume(usize::from(byte.is_some()));
        Ok(byte)
    }

    /// Reads the rest of an object; tells whether it ends.
    fn take_object(&mut self, text: &mut Vec<u8>) -> Result<bool, Refused> {
        let (mut depth, mut is_text, mut is_escaped) = (1_u32, false, false);
        while let Some(byte) = self.next()? {
            if text.len() >= BLOCK_BYTES_MAX {
                return Ok(false);
            }
            text.push(byte);
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if is_text => is_escaped = true,
                b'"' => is_text = !is_text,
                _ if is_text => {}
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

/// Makes a value of what stands there.
struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E: Error>(self, is_true: bool) -> Result<Value, E> {
        Ok(Value::Text(is_true.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = object.next_entry()? {
            fields.push(field);
        }
        Ok(Value::Object(fields))
    }
}

fn bad(number: u64) -> Refused {
    Refused::Unfit(
        words!(
            "la respuesta {number} no es JSON que se entienda",
            "answer {number} is no JSON that can be understood"
        ),
        Some(Words::new(
            "el archivo tiene que ser una lista de objetos: `[{ \"pregunta\": \"respuesta\" }]`",
            "the file must be a list of objects: `[{ \"question\": \"answer\" }]`",
        )),
    )
}

fn too_long(number: u64) -> Refused {
    let limit = BLOCK_BYTES_MAX >> 10;
    let why = words!(
        "la respuesta {number} tiene más de {limit} kB",
        "answer {number} has more than {limit} kB"
    );
    let help = Words::new(
        "si lleva archivos adjuntos, expórtala sin ellos",
        "if it has files with it, export it without them",
    );
    Refused::Unfit(why, Some(help))
}

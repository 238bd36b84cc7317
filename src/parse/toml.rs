//! TOML to values with their places. What can be recovered around an error is used.

use std::borrow::Cow;
use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue, Error};

use crate::ground::dates::guess;
use crate::ground::{Diagnostic, Place, Source, Span, findings};

use super::fields::Reader;
use super::node::{Key, Node, NodeValue, Table};

/// Tables of one text at most: the parser takes some 3 kB for each.
const TABLES_MAX: usize = 100_000;

/// Reads the part `range` of a source as TOML.
pub(super) fn parse<'a>(
    source: &'a Source,
    range: Range<usize>,
    reader: &mut Reader<'_>,
) -> Table<'a> {
    let text = &source.text()[range.clone()];
    if text.lines().map(tables).sum::<usize>() > TABLES_MAX {
        reader.report(findings::too_many_tables(reader.place(Span::default()), TABLES_MAX));
        return Table::new();
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut spots: Vec<Range<usize>> = errors.iter().map(|error| spot(error, text)).collect();
    let mut last_line = 0;
    for (error, spot) in errors.iter().zip(&spots) {
        let span = Span::new(spot.clone()).moved(range.start);
        let line = source.position(span.start).line;
        // What follows the first error of a line is the parser's confusion, not the author's.
        if line != last_line {
            reader.report(finding(error, source.line(line), reader.place(span)));
            last_line = line;
        }
    }
    spots.sort_by_key(|spot| spot.start);
    let conversion = Conversion { text, offset: range.start, spots };
    conversion.table(table.into_inner())
}

/// Counts the tables that a line can begin: one for each dot of a key, each heading, each brace.
fn tables(line: &str) -> usize {
    let dots = |text: &str| text.bytes().filter(|byte| b".{".contains(byte)).count();
    if line.contains('{') {
        return dots(line);
    }
    match line.trim_start().starts_with('[') {
        true => 1 + dots(line),
        false => line.split_once('=').map_or(0, |(key, _)| dots(key)),
    }
}

/// Gives the bytes of an error, at least one where there is one.
fn spot(error: &Error, text: &str) -> Range<usize> {
    let span = error.span().unwrap_or(0..0);
    let start = text.floor_char_boundary(span.start);
    start..text.ceil_char_boundary(span.end.max(start))
}

fn finding(error: &Error, line: &str, place: Place) -> Diagnostic {
    let value = line.split_once('=').map_or("", |(_, value)| value);
    let written = value.split('#').next().unwrap_or_default().trim();
    if looks_like_date(written) {
        findings::bad_date(place, written)
    } else {
        findings::bad_syntax(place, "TOML", error.message())
    }
}

/// Tells whether a text was meant as a date: `2026-13-01`, `2026-3-5`.
fn looks_like_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    guess(text).is_some()
        || bytes.len() >= 6
            && bytes[..4].iter().all(u8::is_ascii_digit)
            && bytes[4] == b'-'
            && bytes[5].is_ascii_digit()
            && text.bytes().all(|byte| byte.is_ascii_digit() || b"-+:.TtZz ".contains(&byte))
}

/// Turns the parser's values into ours.
struct Conversion<'a> {
    text: &'a str,
    offset: usize,
    /// The places of the parser's errors, by their start.
    spots: Vec<Range<usize>>,
}

impl<'a> Conversion<'a> {
    fn table(&self, table: DeTable<'a>) -> Table<'a> {
        let mut entries: Table<'a> = table
            .into_iter()
            .map(|(key, value)| {
                let span = self.span(key.span());
                let name = key.into_inner();
                (Key { name, span }, self.node(value))
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span);
        entries
    }

    fn node(&self, value: Spanned<DeValue<'a>>) -> Node<'a> {
        let range = value.span();
        let span = self.span(range.clone());
        let value = match value.into_inner() {
            DeValue::Table(table) => NodeValue::Table(self.table(table)),
            DeValue::Array(list) => {
                NodeValue::List(list.into_iter().map(|item| self.node(item)).collect())
            }
            _ if self.is_broken(&range) => NodeValue::Broken,
            DeValue::String(text) => NodeValue::Text(text),
            DeValue::Boolean(is_true) => NodeValue::Bool(is_true),
            DeValue::Datetime(_) => {
                NodeValue::Date(Cow::Borrowed(self.text.get(range).unwrap_or_default()))
            }
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or(NodeValue::Broken, NodeValue::Integer),
            DeValue::Float(number) => {
                number.as_str().parse().map_or(NodeValue::Broken, NodeValue::Float)
            }
        };
        Node { span, value }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range).moved(self.offset)
    }

    /// Tells whether an error touches these bytes.
    fn is_broken(&self, range: &Range<usize>) -> bool {
        let after = self.spots.partition_point(|spot| spot.start <= range.end);
        self.spots[..after].last().is_some_and(|spot| spot.end >= range.start)
    }
}

//! YAML to values with their places, from the events of serde-saphyr's own parser.
//!
//! Aliases and depth are bounded here: a short text must not become a large value.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{self, Event, Marker, Options, Parser, ScalarStyle};

use crate::ground::{Source, Span, findings};

use super::fields::Reader;
use super::node::{Key, Node, NodeValue, Table, plain};
use super::unclosed;

/// How deep lists and tables may stand in each other.
const DEPTH_MAX: usize = 64;
/// What anchors and aliases may add to what is written, in values and their lengths.
const COPIED_WEIGHT_MAX: usize = 10_000;
/// Bytes of a text that weigh as much as a value.
const BYTES_PER_WEIGHT: usize = 32;

/// Reads the part `range` of a source as YAML; what stands before an error is used.
pub(super) fn parse<'a>(
    source: &'a Source,
    range: Range<usize>,
    reader: &mut Reader<'_>,
) -> Table<'a> {
    let text = &source.text()[range.clone()];
    let mut builder = Builder {
        text,
        offset: range.start,
        reader,
        frames: Vec::new(),
        anchors: HashMap::new(),
        copied_weight: 0,
        root: None,
    };
    builder.read();
    match builder.root {
        Some(Node { value: NodeValue::Table(table), .. }) => table,
        Some(node) if !matches!(node.value, NodeValue::Nothing) => {
            let place = reader.place(node.span);
            let cause = "expected `key: value`";
            reader.report(findings::bad_syntax(place, "YAML", cause));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// What stops the reading: the finding is kept already.
struct Stopped;

/// A list or table that has begun and not ended.
struct Frame<'a> {
    start: usize,
    anchor: usize,
    content: Content<'a>,
}

enum Content<'a> {
    List(Vec<Node<'a>>),
    Table { entries: Table<'a>, merged: Table<'a>, next: Next<'a> },
}

/// What the next value of a table is.
enum Next<'a> {
    Key,
    Value(Key<'a>),
    Skipped,
}

struct Builder<'a, 'r, 's> {
    text: &'a str,
    offset: usize,
    reader: &'r mut Reader<'s>,
    frames: Vec<Frame<'a>>,
    anchors: HashMap<usize, Node<'a>>,
    copied_weight: usize,
    root: Option<Node<'a>>,
}

impl<'a> Builder<'a, '_, '_> {
    fn read(&mut self) {
        let mut options = Options::default();
        options.flow_nesting_limit = DEPTH_MAX;
        options.block_nesting_limit = DEPTH_MAX;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let step = match event {
                Ok((event, span)) => self.event(event, &span),
                Err(error) => {
                    let at = self.byte(error.marker());
                    match unclosed::quote(self.text) {
                        Some(range) if range.start <= at => {
                            self.stop(range, "the closing quote is missing")
                        }
                        _ => self.stop(at..self.end_of_word(at), &error.info()),
                    }
                }
            };
            if step.is_err() {
                break;
            }
        }
        if !self.frames.is_empty() {
            // An error came before the end: the values that had begun are left out.
            self.frames.truncate(1);
            let _stopped = self.close(self.text.len());
        }
    }

    fn event(&mut self, event: Event<'a>, span: &granit_parser::Span) -> Result<(), Stopped> {
        let range = self.byte(&span.start)..self.byte(&span.end);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.is_some_and(|tag| tag.core_suffix() == Some("str"));
                let value = match style {
                    ScalarStyle::Plain if is_text => NodeValue::Text(text),
                    ScalarStyle::Plain if plain(&text) == NodeValue::Nothing => NodeValue::Nothing,
                    ScalarStyle::Plain => NodeValue::Plain(text),
                    _ => NodeValue::Text(text),
                };
                let span = self.span(self.trimmed(range));
                self.complete(Node { span, value }, anchor)
            }
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::SequenceStart(_, anchor, _) => {
                self.open(range.start, anchor, Content::List(Vec::new()))
            }
            Event::MappingStart(_, anchor, _) => {
                let content =
                    Content::Table { entries: Vec::new(), merged: Vec::new(), next: Next::Key };
                self.open(range.start, anchor, content)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::DocumentStart(..) if self.root.is_some() => {
                self.stop(range, "only one document is allowed")
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, start: usize, anchor: usize, content: Content<'a>) -> Result<(), Stopped> {
        self.frames.push(Frame { start, anchor, content });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Stopped> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let value = match frame.content {
            Content::List(nodes) => NodeValue::List(nodes),
            Content::Table { entries, merged, .. } => {
                NodeValue::Table(self.without_doubles(entries, merged))
            }
        };
        let span = self.span(self.trimmed(frame.start..end));
        self.complete(Node { span, value }, frame.anchor)
    }

    /// Puts a whole value where it belongs.
    fn complete(&mut self, node: Node<'a>, anchor: usize) -> Result<(), Stopped> {
        if anchor != 0 {
            self.charge(&node)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.frames.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(node),
            Some(Content::List(nodes)) => nodes.push(node),
            Some(Content::Table { entries, merged, next }) => {
                match std::mem::replace(next, Next::Key) {
                    Next::Value(key) if key.name == "<<" => merge(merged, node),
                    Next::Value(key) => entries.push((key, node)),
                    Next::Skipped => {}
                    Next::Key => {
                        let span = node.span;
                        if let Some(name) = name(node) {
                            *next = Next::Value(Key { name, span });
                        } else {
                            *next = Next::Skipped;
                            let place = self.reader.place(span);
                            let finding =
                                findings::bad_syntax(place, "YAML", "a key must be a text");
                            self.reader.report(finding);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Stopped> {
        let Some(node) = self.anchors.remove(&anchor) else {
            return self.stop(range, "an alias must not stand inside its own anchor");
        };
        let charged = self.charge(&node);
        let span = self.span(range);
        let copy = Node { span, ..node.clone() };
        self.anchors.insert(anchor, node);
        charged?;
        self.complete(copy, 0)
    }

    /// Counts a copy, and stops when there are too many.
    fn charge(&mut self, node: &Node<'a>) -> Result<(), Stopped> {
        self.copied_weight += weight(node);
        if self.copied_weight <= COPIED_WEIGHT_MAX {
            return Ok(());
        }
        let place = self.reader.place(node.span);
        let finding = findings::bad_syntax(place, "YAML", "aliases repeat too much");
        self.reader.report(finding);
        Err(Stopped)
    }

    /// Takes out the keys that stand twice: the first holds, and own keys before merged ones.
    fn without_doubles(&mut self, mut entries: Table<'a>, merged: Table<'a>) -> Table<'a> {
        let own = entries.len();
        entries.extend(merged);
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|index| (&entries[*index].0.name, *index));
        let mut is_double = vec![false; entries.len()];
        for pair in order.windows(2) {
            is_double[pair[1]] = entries[pair[0]].0.name == entries[pair[1]].0.name;
        }
        for ((key, _), _) in entries[..own].iter().zip(&is_double).filter(|(_, double)| **double) {
            let place = self.reader.place(key.span);
            let cause = format!("duplicate key `{}`", key.name);
            self.reader.report(findings::bad_syntax(place, "YAML", &cause));
        }
        let mut doubles = is_double.into_iter();
        entries.retain(|_| !doubles.next().unwrap_or_default());
        entries
    }

    fn stop(&mut self, range: Range<usize>, cause: &str) -> Result<(), Stopped> {
        let place = self.reader.place(self.span(range));
        self.reader.report(findings::bad_syntax(place, "YAML", cause));
        Err(Stopped)
    }

    fn byte(&self, marker: &Marker) -> usize {
        let counted = || self.text.char_indices().nth(marker.index());
        let byte = marker
            .byte_offset()
            .or_else(|| counted().map(|(byte, _)| byte))
            .unwrap_or(self.text.len());
        self.text.floor_char_boundary(byte)
    }

    fn end_of_word(&self, at: usize) -> usize {
        let length = self.text[at..].find(char::is_whitespace);
        length.map_or(self.text.len(), |length| at + length)
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range).moved(self.offset)
    }
}

fn name(node: Node<'_>) -> Option<Cow<'_, str>> {
    match node.value {
        NodeValue::Text(text) | NodeValue::Plain(text) => Some(text),
        NodeValue::Nothing => Some(Cow::Borrowed("null")),
        _ => None,
    }
}

/// Adds the entries of a merged table (`<<: *base`) or of a list of them.
fn merge<'a>(merged: &mut Table<'a>, node: Node<'a>) {
    match node.value {
        NodeValue::Table(table) => merged.extend(table),
        NodeValue::List(nodes) => {
            for node in nodes {
                if let NodeValue::Table(table) = node.value {
                    merged.extend(table);
                }
            }
        }
        _ => {}
    }
}

fn weight(node: &Node<'_>) -> usize {
    1 + match &node.value {
        NodeValue::Text(text) | NodeValue::Plain(text) => text.len() / BYTES_PER_WEIGHT,
        NodeValue::List(nodes) => nodes.iter().map(weight).sum(),
        NodeValue::Table(table) => table
            .iter()
            .map(|(key, node)| 1 + key.name.len() / BYTES_PER_WEIGHT + weight(node))
            .sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::node::entries;
    use super::*;
    use crate::ground::Value;

    fn read(text: &str) -> (Vec<(String, Value)>, Vec<String>) {
        let source = Source::new("a.md", text);
        let mut reader = Reader::new(&source);
        let table = parse(&source, 0..source.text().len(), &mut reader);
        let findings = reader.finish();
        let spots = findings.iter().map(|finding| source.slice(finding.place.span).to_string());
        (entries(table), spots.collect())
    }

    #[test]
    fn values_keep_their_order_and_texts() {
        let text = "b: 'uno: dos'\na: |\n  línea\n  otra\n!!str c: !!str 3\n\"d\": [1, {e: ~}]\n";
        let named = |name: &str, value| (name.to_string(), value);
        let text_of = |text: &str| Value::Text(text.to_string());
        let list = vec![Value::Integer(1), Value::Table(Vec::new())];
        let expected = vec![
            named("b", text_of("uno: dos")),
            named("a", text_of("línea\notra\n")),
            named("c", text_of("3")),
            named("d", Value::List(list)),
        ];
        assert_eq!(read(text), (expected, Vec::new()));
    }

    #[test]
    fn anchors_and_merges_are_followed() {
        let text = "base: &b {x: 1, y: 2}\ncopy:\n  <<: *b\n  y: 3\nsame: *b\n";
        let (table, findings) = read(text);
        assert_eq!(findings, [""; 0]);
        let numbers = |numbers: &[(&str, i64)]| {
            let named = |(name, number): &(&str, i64)| (name.to_string(), Value::Integer(*number));
            Value::Table(numbers.iter().map(named).collect())
        };
        assert_eq!(table[1].1, numbers(&[("y", 3), ("x", 1)]));
        assert_eq!(table[2].1, numbers(&[("x", 1), ("y", 2)]));
    }

    #[test]
    fn what_is_no_table_of_texts_is_found() {
        for (text, at) in [
            ("- a\n- b", "- a\n- b"),
            ("solo texto", "solo texto"),
            ("[a]: 1\nb: 2", "[a]"),
            ("a: 1\nb: 2\na: 3", "a"),
            ("a: *nada", "*nada"),
            ("a: &a [*a]", "*a"),
            ("a: 1\n---\nb: 2", "---"),
        ] {
            assert_eq!(read(text).1, [at], "{text}");
        }
    }
}

//! Typed values out of untyped ones; what does not fit becomes a finding.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::ground::{Diagnostic, Located, Place, Source, Span, Syntax, Words, findings, line};
use crate::model::Moment;

use super::front;
use super::moment;
use super::node::{Key, Node, NodeValue, Table, plain};

/// Findings of one file that are kept: a hostile file must not fill the memory.
const FINDINGS_MAX: usize = 1_000;
/// Texts of one list that are read: each term of an article has its page, on which all stand.
const TEXTS_MAX: usize = 500;
/// Findings of one file that look for the nearest known name, which takes time.
const SUGGESTIONS_MAX: usize = 100;

/// The words for a type, in Spanish and English.
type TypeName = (&'static str, &'static str);

const TEXT: TypeName = ("un texto", "a text");
const TEXTS: TypeName = ("una lista de textos", "a list of texts");
const WHOLE: TypeName = ("un número entero", "a whole number");
const YES_NO: TypeName = ("`true` o `false`", "`true` or `false`");
const DATE: TypeName = ("una fecha", "a date");
const TABLE: TypeName = ("una tabla", "a table");
const LIST: TypeName = ("una lista", "a list");

/// Reads the values of one file and keeps the findings about them.
pub(super) struct Reader<'s> {
    source: &'s Source,
    findings: Vec<Diagnostic>,
}

impl<'s> Reader<'s> {
    /// Starts without findings.
    pub(super) fn new(source: &'s Source) -> Self {
        Self { source, findings: Vec::new() }
    }

    /// Gives the findings, in the order of their places.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.findings.sort_by_key(|finding| finding.place.span);
        self.findings
    }

    /// Names a stretch of the file.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source.path(), span)
    }

    /// Tells how the file writes its keys.
    pub(super) fn syntax(&self) -> Syntax {
        front::syntax(self.source.text())
    }

    /// Keeps a finding.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }

    /// Reports a key that is not among those known.
    pub(super) fn unknown<'k>(&mut self, key: &Key<'_>, known: impl IntoIterator<Item = &'k str>) {
        let suggestions = if self.findings.len() < SUGGESTIONS_MAX { usize::MAX } else { 0 };
        let known = known.into_iter().take(suggestions);
        let finding = findings::unknown_key(self.place(key.span), &key.name, known);
        self.report(finding);
    }

    /// Reports a value that has the right type and cannot be used.
    pub(super) fn unfit(&mut self, key: &Key<'_>, value: &Located<String>, why: &Words) {
        let place = self.place(value.span);
        self.report(findings::unfit_value(place, &key.name, &value.value, why));
    }

    /// Reports a value of another type than `wanted`, unless there is none or it is reported.
    pub(super) fn wrong_type(&mut self, key: &Key<'_>, node: &Node<'_>, wanted: TypeName) {
        if matches!(node.value, NodeValue::Nothing | NodeValue::Broken) {
            return;
        }
        let wanted = Words::new(wanted.0, wanted.1);
        let place = self.place(node.span);
        let finding = findings::wrong_type(place, &key.name, &wanted, &node.value.words());
        self.report(finding);
    }

    /// Reads a text and its place.
    pub(super) fn located(&mut self, key: &Key<'_>, node: Node<'_>) -> Option<Located<String>> {
        match node.value {
            NodeValue::Text(text) | NodeValue::Plain(text) if text.contains(line::is_control) => {
                let place = self.place(node.span);
                self.report(findings::control_character(place, &key.name));
                Some(Located::new(line::clean(&text).into_owned(), node.span))
            }
            NodeValue::Text(text) | NodeValue::Plain(text) => {
                Some(Located::new(text.into_owned(), node.span))
            }
            _ => self.refuse(key, &node, TEXT),
        }
    }

    /// Reads a text, which is on one line then.
    pub(super) fn text(&mut self, key: &Key<'_>, node: Node<'_>) -> Option<String> {
        self.located(key, node).map(|text| on_one_line(text.value))
    }

    /// Reads a list of texts; a single text is a list of one.
    pub(super) fn texts(&mut self, key: &Key<'_>, node: Node<'_>) -> Vec<Located<String>> {
        match node.value {
            NodeValue::List(mut nodes) => {
                if let Some(node) = nodes.get(TEXTS_MAX) {
                    let place = self.place(node.span);
                    self.report(findings::too_many_texts(place, &key.name, TEXTS_MAX));
                    nodes.truncate(TEXTS_MAX);
                }
                let texts = nodes.into_iter().filter_map(|node| self.located(key, node));
                texts.collect()
            }
            NodeValue::Text(_) | NodeValue::Plain(_) => {
                self.located(key, node).into_iter().collect()
            }
            _ => {
                self.wrong_type(key, &node, TEXTS);
                Vec::new()
            }
        }
    }

    /// Reads a list of names; a single text is a list of one, unless commas say that it was meant
    /// as several.
    pub(super) fn names(&mut self, key: &Key<'_>, node: Node<'_>) -> Vec<Located<String>> {
        if let NodeValue::Text(text) | NodeValue::Plain(text) = &node.value
            && text.contains(',')
        {
            let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
            let list = self.syntax().texts(&key.name, names);
            let place = self.place(node.span);
            self.report(findings::comma_list(place, &key.name, &list));
        }
        self.texts(key, node)
    }

    /// Reads true or false; YAML may also say yes or no.
    pub(super) fn bool(&mut self, key: &Key<'_>, node: &Node<'_>) -> Option<bool> {
        yes_or_no(&node.value).or_else(|| self.refuse(key, node, YES_NO))
    }

    /// Reads a whole number.
    pub(super) fn integer(&mut self, key: &Key<'_>, node: &Node<'_>) -> Option<i64> {
        let read = match &node.value {
            NodeValue::Plain(text) => plain(text),
            NodeValue::Integer(number) => NodeValue::Integer(*number),
            _ => NodeValue::Nothing,
        };
        match read {
            NodeValue::Integer(number) => Some(number),
            _ => self.refuse(key, node, WHOLE),
        }
    }

    /// Reads a whole number of at least zero, within its limits.
    pub(super) fn within(
        &mut self,
        key: &Key<'_>,
        node: &Node<'_>,
        limits: RangeInclusive<u32>,
    ) -> Option<u32> {
        let number = self.integer(key, node)?;
        let fitting = u32::try_from(number).ok().filter(|fits| limits.contains(fits));
        if fitting.is_none() {
            let (least, most) = (i64::from(*limits.start()), i64::from(*limits.end()));
            let place = self.place(node.span);
            self.report(findings::out_of_range(place, &key.name, least, most));
        }
        fitting
    }

    /// Reads one of several names.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &Key<'_>,
        node: Node<'_>,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let name = self.located(key, node)?;
        let chosen = choices.iter().find(|(choice, _)| *choice == name.value);
        if chosen.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let place = self.place(name.span);
            self.report(findings::bad_value(place, &key.name, &name.value, &names));
        }
        chosen.map(|(_, value)| *value)
    }

    /// Reads a date, which is in the zone named unless it names its own.
    pub(super) fn moment(&mut self, key: &Key<'_>, node: &Node<'_>, zone: &str) -> Option<Moment> {
        let (NodeValue::Text(text) | NodeValue::Plain(text) | NodeValue::Date(text)) = &node.value
        else {
            return self.refuse(key, node, DATE);
        };
        let moment = moment::read(text, zone);
        if moment.is_none() {
            let place = self.place(node.span);
            let is_last = text.trim_start().starts_with("9999-12-3");
            let finding = if is_last { findings::far_date } else { findings::bad_date };
            self.report(finding(place, text));
        }
        moment
    }

    /// Reads a table.
    pub(super) fn table<'a>(&mut self, key: &Key<'_>, node: Node<'a>) -> Table<'a> {
        match node.value {
            NodeValue::Table(table) => table,
            _ => {
                self.wrong_type(key, &node, TABLE);
                Vec::new()
            }
        }
    }

    /// Reads a list.
    pub(super) fn list<'a>(&mut self, key: &Key<'_>, node: Node<'a>) -> Vec<Node<'a>> {
        match node.value {
            NodeValue::List(nodes) => nodes,
            _ => {
                self.wrong_type(key, &node, LIST);
                Vec::new()
            }
        }
    }

    /// Reports a wrong type and gives nothing.
    fn refuse<T>(&mut self, key: &Key<'_>, node: &Node<'_>, wanted: TypeName) -> Option<T> {
        self.wrong_type(key, node, wanted);
        None
    }
}

/// Gives true or false, if a value is one.
pub(super) fn yes_or_no(value: &NodeValue<'_>) -> Option<bool> {
    let word = match value {
        NodeValue::Bool(is_true) => return Some(*is_true),
        NodeValue::Plain(word) => word.as_ref(),
        _ => return None,
    };
    match word {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Puts a value where a default stands, if there is one.
pub(super) fn put<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// Takes the places from texts, which are on one line then.
pub(super) fn values(texts: Vec<Located<String>>) -> Vec<String> {
    texts.into_iter().map(|text| on_one_line(text.value)).collect()
}

/// Puts a text on one line.
pub(super) fn on_one_line(text: String) -> String {
    match line::one_line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text,
    }
}

/// Makes a text and its place of a key.
pub(super) fn located_key(key: Key<'_>) -> Located<String> {
    Located::new(Cow::into_owned(key.name), key.span)
}

//! Answers in JSON, as SurveyJS keeps them: a list of objects, whose fields are answers, lists of
//! answers, or objects again.
//!
//! A list of answers becomes a column for each, so that who saw the question and did not tick one
//! is told from who never saw it.

use std::collections::HashMap;

use crate::ground::Words;
use crate::words;

use super::bare::{Bare, COLUMNS_MAX, Table, too_many};
use super::intake::{Open, Refused};
use super::objects::{self, Value};
use super::tool::Tool;

/// Answers of one question that have their own columns at most.
const ANSWERS_MAX: usize = 60;
/// Objects in a list that are read at most.
const LISTED_MAX: usize = 20;
/// Objects inside of objects that are read at most.
const DEPTH_MAX: usize = 4;

/// Reads a file of answers.
pub(super) fn table(open: Open<'_>) -> Result<Bare, Refused> {
    let mut fields = Fields::default();
    objects::each(open, |object| fields.learn(&Flat::of(&object)))?;
    let headings = fields.headings();
    if headings.len() > COLUMNS_MAX {
        return Err(too_many(headings.len()));
    }
    let mut table = Table::new(headings.iter().map(String::as_str));
    let mut blank = 0_u64;
    objects::each(open, |object| {
        let cells = fields.cells(&Flat::of(&object));
        blank += u64::from(cells.iter().all(|cell| cell.trim().is_empty()));
        table.add(cells.iter().map(String::as_str))
    })?;
    let mut notes = fields.notes();
    if blank > 0 {
        notes.push(words!(
            "{blank} respuestas no tienen nada dentro",
            "{blank} answers have nothing in them"
        ));
    }
    Ok(table.finish(Tool::SurveyJs, notes))
}

/// An object whose fields hold no objects.
#[derive(Default)]
struct Flat {
    fields: Vec<(String, Answer)>,
    /// Files that were sent with the answers.
    files: u64,
    /// What lies too deep or too far down a list.
    lost: u64,
}

/// What was answered in a field.
enum Answer {
    One(String),
    Several(Vec<String>),
}

impl Flat {
    fn of(object: &[(String, Value)]) -> Self {
        let mut flat = Self::default();
        for (name, value) in object {
            flat.add(&[name], value);
        }
        flat
    }

    fn add(&mut self, path: &[&str], value: &Value) {
        if path.len() > DEPTH_MAX {
            self.lost += 1;
            return;
        }
        match value {
            Value::Nothing => {}
            Value::Object(object) => {
                for (name, value) in object {
                    self.add(&[path, &[name]].concat(), value);
                }
            }
            Value::List(list) if list.iter().any(holds_more) => {
                for (index, value) in list.iter().enumerate().take(LISTED_MAX) {
                    let number = (index + 1).to_string();
                    self.add(&[path, &[number.as_str()]].concat(), value);
                }
                self.lost += list.len().saturating_sub(LISTED_MAX) as u64;
            }
            Value::List(list) => {
                let answers = list.iter().filter_map(|one| self.text(one)).collect();
                self.fields.push((heading(path), Answer::Several(answers)));
            }
            Value::Text(_) => {
                if let Some(text) = self.text(value) {
                    self.fields.push((heading(path), Answer::One(text)));
                }
            }
        }
    }

    fn text(&mut self, value: &Value) -> Option<String> {
        match value {
            Value::Text(text) if text.starts_with("data:") && text.contains(";base64,") => {
                self.files += 1;
                None
            }
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

fn holds_more(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Object(_))
}

/// Gives a field its heading: what lies inside of it stands in brackets.
fn heading(path: &[&str]) -> String {
    match path {
        [] => String::new(),
        [name] => name.to_string(),
        [name, inner @ ..] => {
            let inner: Vec<String> = inner.iter().map(|name| unbracketed(name)).collect();
            format!("{name} [{}]", inner.join(" · "))
        }
    }
}

fn unbracketed(name: &str) -> String {
    name.replace('[', "(").replace(']', ")")
}

/// The fields of all objects, in the order in which they came.
#[derive(Default)]
struct Fields {
    all: Vec<Field>,
    places: HashMap<String, usize>,
    files: u64,
    lost: u64,
}

/// A field.
struct Field {
    heading: String,
    /// Whether several answers stood in it at least once.
    is_list: bool,
    /// The first different answers that stood in it.
    answers: Vec<String>,
    /// Whether each list has all answers in it, in some order.
    is_order: bool,
    /// How many lists there were, and how many answers in the longest.
    lists: (u64, usize),
}

impl Field {
    /// Tells whether each answer has its own column.
    fn is_parted(&self) -> bool {
        self.is_list && self.answers.len() <= ANSWERS_MAX
    }

    /// Tells whether its lists are orders: each has all answers in it.
    fn ranks(&self) -> bool {
        self.is_order
            && self.lists.0 > 2
            && self.answers.len() > 2
            && self.lists.1 == self.answers.len()
    }

    fn learn(&mut self, list: &[String]) {
        self.is_list = true;
        self.is_order &= self.lists.0 == 0 || list.len() == self.lists.1;
        self.lists = (self.lists.0 + 1, self.lists.1.max(list.len()));
        for answer in list {
            self.remember(answer);
        }
    }

    fn remember(&mut self, answer: &str) {
        if self.answers.len() <= ANSWERS_MAX && !self.answers.iter().any(|one| one == answer) {
            self.answers.push(answer.to_string());
        }
    }

    fn headings(&self) -> Vec<String> {
        if !self.is_parted() {
            return vec![self.heading.clone()];
        }
        let of = |answer: &String| match self.heading.strip_suffix(']') {
            Some(start) => format!("{start} · {}]", unbracketed(answer)),
            None => format!("{} [{}]", self.heading, unbracketed(answer)),
        };
        self.answers.iter().map(of).collect()
    }

    fn cells(&self, answer: Option<&Answer>) -> Vec<String> {
        let columns = if self.is_parted() { self.answers.len() } else { 1 };
        let list = match answer {
            None => return vec![String::new(); columns],
            Some(Answer::One(text)) => std::slice::from_ref(text),
            Some(Answer::Several(list)) => list,
        };
        if !self.is_parted() {
            return vec![list.join("; ")];
        }
        let is_order = self.ranks();
        let cell = |one: &String| match list.iter().position(|other| other == one) {
            Some(place) if is_order => (place + 1).to_string(),
            Some(_) => "Y".to_string(),
            None => "N".to_string(),
        };
        self.answers.iter().map(cell).collect()
    }
}

impl Fields {
    fn learn(&mut self, flat: &Flat) -> Result<(), Refused> {
        self.files += flat.files;
        self.lost += flat.lost;
        for (heading, answer) in &flat.fields {
            let place = *self.places.entry(heading.clone()).or_insert_with(|| {
                let heading = heading.clone();
                let (answers, lists) = (Vec::new(), (0, 0));
                self.all.push(Field { heading, is_list: false, answers, is_order: true, lists });
                self.all.len() - 1
            });
            match answer {
                Answer::One(text) if self.all[place].is_list => {
                    self.all[place].learn(std::slice::from_ref(text));
                }
                Answer::One(text) => self.all[place].remember(text),
                Answer::Several(list) => self.all[place].learn(list),
            }
            if self.all.len() > COLUMNS_MAX {
                return Err(too_many(self.all.len()));
            }
        }
        Ok(())
    }

    fn headings(&self) -> Vec<String> {
        self.all.iter().flat_map(Field::headings).collect()
    }

    fn cells(&self, flat: &Flat) -> Vec<String> {
        let mut answers: Vec<Option<&Answer>> = vec![None; self.all.len()];
        for (heading, answer) in &flat.fields {
            if let Some(place) = self.places.get(heading) {
                answers[*place] = Some(answer);
            }
        }
        let fields = self.all.iter().zip(answers);
        fields.flat_map(|(field, answer)| field.cells(answer)).collect()
    }

    fn notes(&self) -> Vec<Words> {
        let mut notes = Vec::new();
        let (files, lost) = (self.files, self.lost);
        if files > 0 {
            notes.push(words!(
                "{files} archivos adjuntos no se guardan",
                "{files} files that came with answers are not kept"
            ));
        }
        if lost > 0 {
            notes.push(words!(
                "{lost} valores están muy adentro de otros o al final de listas, y se pierden",
                "{lost} values lie too deep in others or far down long lists, and are lost"
            ));
        }
        for field in self.all.iter().filter(|field| field.is_list && !field.is_parted()) {
            let heading = &field.heading;
            notes.push(words!(
                "`{heading}` tiene más de {ANSWERS_MAX} respuestas distintas: van en una celda",
                "`{heading}` has more than {ANSWERS_MAX} different answers: they share a cell"
            ));
        }
        notes
    }
}

//! What stands in a cell, and which choice it means.

use std::borrow::Cow;

use crate::model::survey::{Choice, Question, Wave};
use crate::parse::terms::Terms;

use super::headings;

/// What a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The choice with this index.
    Choice(u16),
    /// It was seen and not ticked.
    Unticked,
    /// It does not apply, or nobody knows.
    NotApplicable,
    /// Nothing.
    Missing,
}

/// The alias of a choice under which all answers count that are no other.
const REST: &str = "*";

/// What programs write for a choice that was ticked, in its own column.
const TICKED: &[&str] = &[
    "1",
    "Y",
    "y",
    "Yes",
    "yes",
    "YES",
    "Sí",
    "sí",
    "SÍ",
    "Si",
    "si",
    "SI",
    "S",
    "X",
    "x",
    "✓",
    "✔",
    "true",
    "True",
    "TRUE",
    "verdadero",
    "VERDADERO",
    "Verdadero",
    "Ja",
    "Oui",
    "Sim",
    "Selected",
    "Checked",
];
/// What they write for one that was not.
const UNTICKED: &[&str] = &[
    "0",
    "N",
    "n",
    "No",
    "no",
    "NO",
    "false",
    "False",
    "FALSE",
    "falso",
    "FALSO",
    "Falso",
    "Nein",
    "Non",
    "Não",
    "Not selected",
    "Not Selected",
    "Not checked",
    "-",
];

/// The codes of one column.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// Whatever has a meaning.
    terms: Terms,
    /// The meaning of each.
    meanings: Vec<Meaning>,
    /// The names of choices, the longest first.
    names: Vec<(Box<[u8]>, u16)>,
    /// The choice under which all else counts.
    other: Option<u16>,
}

impl Codes {
    /// Makes the codes of a question as a wave writes them.
    pub(super) fn of(question: &Question, wave: &Wave) -> Self {
        let mut codes = Self::default();
        codes.of_wave(question, wave, None);
        for (index, choice) in question.choices.iter().enumerate() {
            codes.put_choice(choice, index);
        }
        codes.rest(question);
        codes.names.sort_by_key(|(name, index)| (std::cmp::Reverse(name.len()), *index));
        codes
    }

    /// Makes the codes of the column that one choice has to itself.
    pub(super) fn of_ticks(question: &Question, wave: &Wave, index: usize) -> Self {
        let mut codes = Self::default();
        codes.of_wave(question, wave, Some(index));
        for name in &question.unticked {
            codes.put(name, Meaning::Unticked);
        }
        if let Some(choice) = question.choices.get(index) {
            codes.put_choice(choice, index);
        }
        codes.rest(question);
        for name in TICKED {
            codes.put(name, Meaning::Choice(number(index)));
        }
        for name in UNTICKED {
            codes.put(name, Meaning::Unticked);
        }
        codes
    }

    /// The wave's own labels come first: what they say, nothing else can.
    fn of_wave(&mut self, question: &Question, wave: &Wave, only: Option<usize>) {
        for (label, code) in wave.labels.get(&question.id).into_iter().flatten() {
            let found = question.choices.iter().position(|choice| choice.code == *code);
            match found {
                Some(index) if only.is_none_or(|only| only == index) => {
                    self.put(label, Meaning::Choice(number(index)));
                    self.name(label, index);
                }
                Some(_) => {}
                None if question.not_applicable.contains(code) => {
                    self.put(label, Meaning::NotApplicable);
                }
                None => self.put(label, Meaning::Missing),
            }
        }
    }

    fn rest(&mut self, question: &Question) {
        for name in &question.not_applicable {
            self.put(name, Meaning::NotApplicable);
        }
        for name in &question.missing {
            self.put(name, Meaning::Missing);
        }
    }

    fn put_choice(&mut self, choice: &Choice, index: usize) {
        for name in choice.label.0.values().chain(&choice.aliases).chain([&choice.code]) {
            if name == REST {
                self.other = Some(number(index));
                continue;
            }
            self.put(name, Meaning::Choice(number(index)));
            self.name(name, index);
        }
    }

    /// The first meaning of a name stays.
    fn put(&mut self, name: &str, meaning: Meaning) {
        for name in [name.to_string(), headings::plain(name)] {
            if self.terms.add(name.as_bytes()) {
                self.meanings.push(meaning);
            }
        }
    }

    fn name(&mut self, name: &str, index: usize) {
        let name = headings::plain(name);
        if !name.is_empty() {
            self.names.push((name.into_bytes().into(), number(index)));
        }
    }

    /// Tells what a cell means; `None` if nobody knows.
    pub(super) fn meaning(&self, cell: &[u8]) -> Option<Meaning> {
        if cell.is_empty() {
            return Some(Meaning::Missing);
        }
        self.known(cell).or_else(|| self.otherwise(cell))
    }

    fn known(&self, cell: &[u8]) -> Option<Meaning> {
        self.terms.find(cell).map(|term| self.meanings[term])
    }

    /// Tells what a cell means as a whole that holds several answers; `None` if it is no one word.
    pub(super) fn meaning_of_joined(&self, cell: &[u8]) -> Option<Meaning> {
        match cell.trim_ascii().is_empty() {
            true => Some(Meaning::Missing),
            false => self.known(cell),
        }
    }

    /// Tells what a cell means that holds a number or words, unless it is these.
    pub(super) fn meaning_of_free(&self, cell: &[u8]) -> Option<Meaning> {
        match cell.trim_ascii().is_empty() {
            true => Some(Meaning::Missing),
            false if self.meanings.is_empty() => None,
            false => self.meaning(cell).filter(|found| !matches!(found, Meaning::Choice(_))),
        }
    }

    /// Tells what a cell means that is not written as the codebook has it.
    #[cold]
    fn otherwise(&self, cell: &[u8]) -> Option<Meaning> {
        let text = std::str::from_utf8(cell).ok()?;
        let plain = headings::plain(text);
        if plain.is_empty() {
            return Some(Meaning::Missing);
        }
        if let Some(meaning) = self.known(plain.as_bytes()) {
            return Some(meaning);
        }
        // Programs that count write whole numbers as `4.0`.
        let whole = plain.strip_suffix(".0").or_else(|| plain.strip_suffix(",0"));
        let meaning = whole.and_then(|whole| self.known(whole.as_bytes()));
        meaning.or(self.other.map(Meaning::Choice))
    }

    /// Reads a cell that holds several answers: the longest names first. Calls `found` with each
    /// choice, or with the text that is none.
    pub(super) fn joined<'c>(
        &self,
        cell: &'c str,
        separator: &str,
        mut found: impl FnMut(Result<u16, &'c str>),
    ) {
        let (separator, mut rest) = (separator.trim(), cell.trim());
        while !rest.is_empty() {
            rest = match self.first(rest, separator) {
                Some((index, after)) => {
                    found(Ok(index));
                    after
                }
                None => {
                    let end = if separator.is_empty() { None } else { rest.find(separator) };
                    let (part, after) = match end {
                        Some(end) => (&rest[..end], &rest[end + separator.len()..]),
                        None => (rest, ""),
                    };
                    match self.other {
                        _ if part.trim().is_empty() => {}
                        Some(other) => found(Ok(other)),
                        None => found(Err(part.trim())),
                    }
                    after.trim_start()
                }
            };
        }
    }

    /// Gives the longest name with which a text begins and that ends where an answer does, and
    /// what stands after it.
    fn first<'c>(&self, text: &'c str, separator: &str) -> Option<(u16, &'c str)> {
        // Mostly no name has the separator in it, and the first part is a name.
        for (name, index) in &self.names {
            let Some(after) = text.as_bytes().strip_prefix(&**name) else { continue };
            let after = &text[text.len() - after.len()..];
            let after = after.trim_start();
            if after.is_empty() {
                return Some((*index, after));
            }
            if !separator.is_empty()
                && let Some(after) = after.strip_prefix(separator)
            {
                return Some((*index, after.trim_start()));
            }
        }
        None
    }
}

fn number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Reads a number: `8`, `8.5`, `8,5`, `1.234,5`, `1,234.5`.
pub(super) fn decimal(cell: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let number: f64 = match (text.rfind(','), text.rfind('.')) {
        (None, _) => text.parse().ok()?,
        (Some(_), None) if text.matches(',').count() == 1 => text.replace(',', ".").parse().ok()?,
        (Some(comma), Some(dot)) if comma > dot => {
            written(text, '.').replace(',', ".").parse().ok()?
        }
        _ => written(text, ',').parse().ok()?,
    };
    number.is_finite().then_some(number)
}

fn written(text: &str, groups: char) -> Cow<'_, str> {
    text.replace(groups, "").into()
}

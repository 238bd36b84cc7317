//! Which column holds what: a questionnaire and the headings of a wave, put together once.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::survey::{Question, QuestionKind, Survey, Wave};

use super::codes::Codes;
use super::headings::plain;

/// What is done with each cell of a record.
pub(super) struct Plan {
    /// Cells of a record.
    pub(super) width: usize,
    /// The column of the weights.
    pub(super) weight: Option<usize>,
    /// Whether there should be weights.
    pub(super) is_weighted: bool,
    /// The questions, in order.
    pub(super) questions: Vec<Asked>,
    /// The questions that part people into groups.
    pub(super) segments: Vec<usize>,
    /// All columns with answers.
    pub(super) columns: Vec<usize>,
    /// What has no column: the index of the question, and the heading.
    pub(super) missing: Vec<(usize, String)>,
    /// Headings that stand twice, and are read.
    pub(super) repeated: Vec<String>,
    /// Headings of columns that nobody reads.
    pub(super) unread: Vec<String>,
}

/// How a question is counted.
pub(super) struct Asked {
    pub(super) how: How,
    /// Where each of its items stands.
    pub(super) items: Vec<Cells>,
    /// What its cells mean.
    pub(super) codes: Codes,
    /// What cells of choices mean that have their own columns.
    pub(super) ticks: Vec<Codes>,
    /// The numbers of its points, if it is a scale.
    pub(super) values: Vec<f64>,
    pub(super) separator: String,
    pub(super) is_shown_to_all: bool,
    /// How many choices there are.
    pub(super) choices: usize,
}

/// What counting a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Choose,
    Tick,
    Rank,
    Number,
    Date,
    Text,
}

/// Where an item stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// Nowhere.
    Nowhere,
    /// In one column.
    One(usize),
    /// Each choice in its own.
    Own(Vec<Option<usize>>),
}

/// The headings of a file by what they are compared with.
struct Index<'a> {
    wave: &'a Wave,
    columns: BTreeMap<String, usize>,
    repeated: BTreeSet<String>,
    read: BTreeSet<usize>,
    twice: Vec<String>,
}

impl Index<'_> {
    /// Tells whether the wave asked this: a heading without a name in it was not.
    fn is_asked(&self, heading: &str) -> bool {
        self.wave.columns.get(heading).is_none_or(|own| !own.is_empty())
    }

    /// Finds the column with a heading, which the wave may call otherwise.
    fn find(&mut self, heading: &str) -> Option<usize> {
        let own = self.wave.columns.get(heading).map_or(heading, String::as_str);
        let own = plain(own);
        let column = self.columns.get(&own).copied()?;
        if self.repeated.contains(&own) && !self.twice.contains(&own) {
            self.twice.push(own);
        }
        self.read.insert(column);
        Some(column)
    }
}

impl Plan {
    /// Puts questionnaire and headings together.
    pub(super) fn new(survey: &Survey, wave: &Wave, headings: &[String]) -> Self {
        let mut index = Index {
            wave,
            columns: BTreeMap::new(),
            repeated: BTreeSet::new(),
            read: BTreeSet::new(),
            twice: Vec::new(),
        };
        for (column, heading) in headings.iter().enumerate() {
            let heading = plain(heading);
            if *index.columns.entry(heading.clone()).or_insert(column) != column {
                index.repeated.insert(heading);
            }
        }
        let mut missing = Vec::new();
        let asked = survey.questions.iter().enumerate();
        let questions: Vec<Asked> = asked
            .map(|(number, question)| {
                let mut lost = Vec::new();
                let asked = Asked::new(question, &mut index, &mut lost);
                missing.extend(lost.into_iter().map(|heading| (number, heading)));
                asked
            })
            .collect();
        let columns = index.read.iter().copied().collect();
        let weight = survey.weights.as_ref().and_then(|heading| index.find(heading));
        for heading in &survey.ignored {
            index.find(heading);
        }
        let unread = headings
            .iter()
            .enumerate()
            .filter(|(column, heading)| !index.read.contains(column) && !plain(heading).is_empty());
        Self {
            width: headings.len(),
            weight,
            is_weighted: survey.weights.is_some(),
            questions,
            segments: survey.segments.clone(),
            columns,
            missing,
            repeated: index.twice.clone(),
            unread: unread.map(|(_, heading)| heading.clone()).collect(),
        }
    }
}

impl Asked {
    fn new(question: &Question, index: &mut Index<'_>, missing: &mut Vec<String>) -> Self {
        let wave = index.wave;
        let has_own = question.choices.iter().any(|choice| choice.column.is_some());
        let how = how(question.kind);
        let own = has_own && matches!(how, How::Tick | How::Rank);
        let ticks = match (how, own) {
            (How::Tick, true) => {
                let choices = 0..question.choices.len();
                choices.map(|choice| Codes::of_ticks(question, wave, choice)).collect()
            }
            _ => Vec::new(),
        };
        let items = match own {
            true => vec![Cells::Own(own_columns(question, index, missing))],
            false => {
                let items = 0..question.items.len();
                items.map(|item| column(question, item, index, missing)).collect()
            }
        };
        Self {
            how,
            items,
            codes: Codes::of(question, wave),
            ticks,
            values: question.points(),
            separator: question.separator.clone().unwrap_or_else(|| ";".to_string()),
            is_shown_to_all: question.is_shown_to_all,
            choices: question.choices.len(),
        }
    }
}

fn how(kind: QuestionKind) -> How {
    match kind {
        QuestionKind::Multiple => How::Tick,
        QuestionKind::Rank => How::Rank,
        QuestionKind::Number => How::Number,
        QuestionKind::Date => How::Date,
        QuestionKind::Text => How::Text,
        _ => How::Choose,
    }
}

fn own_columns(
    question: &Question,
    index: &mut Index<'_>,
    missing: &mut Vec<String>,
) -> Vec<Option<usize>> {
    let find = |choice: &crate::model::survey::Choice| {
        let heading = choice.column.as_ref()?;
        let column = index.find(heading);
        if column.is_none() && index.is_asked(heading) {
            missing.push(heading.clone());
        }
        column
    };
    question.choices.iter().map(find).collect()
}

/// Finds the column of an item: the one it names, else one with its name or its wording.
fn column(
    question: &Question,
    item: usize,
    index: &mut Index<'_>,
    missing: &mut Vec<String>,
) -> Cells {
    let item = &question.items[item];
    if let Some(heading) = &item.column {
        return index.find(heading).map_or_else(
            || {
                if index.is_asked(heading) {
                    missing.push(heading.clone());
                }
                Cells::Nowhere
            },
            Cells::One,
        );
    }
    let texts = if item.id.is_empty() { &question.text } else { &item.text };
    let name = match item.id.as_str() {
        "" => question.id.clone(),
        id => format!("{}.{id}", question.id),
    };
    let names = std::iter::once(name.clone()).chain(texts.0.values().cloned());
    for heading in names {
        if !index.is_asked(&heading) {
            return Cells::Nowhere;
        }
        if let Some(column) = index.find(&heading) {
            return Cells::One(column);
        }
    }
    missing.push(texts.0.values().next().cloned().unwrap_or(name));
    Cells::Nowhere
}

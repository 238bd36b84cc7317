//! Counting: one record after the other, no memory for any of them.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::ground::dates;
use crate::model::count::{Count, Moments};
use crate::model::survey::Wave;
use crate::model::tally::{ItemTally, LeftOut, SegmentTally};
use crate::parse::records::Record;

use super::codes::{Codes, Meaning, decimal};
use super::plan::{Asked, Cells, How, Plan};

/// Different answers that are not in the codebook, of one question, that are told apart at most.
const UNREAD_MAX: usize = 1_000;
/// Answers that are longer, in bytes, are not told apart.
const UNREAD_BYTES_MAX: usize = 120;

/// What was counted of some records.
pub(super) struct Counts {
    /// Records.
    pub(super) rows: u64,
    /// Who is counted.
    pub(super) people: Count,
    /// The answers.
    pub(super) questions: Vec<Vec<ItemTally>>,
    /// Answers that are not in the codebook, by question.
    pub(super) unread: Vec<Unread>,
    /// Records without a usable weight, with another number of cells, without answers.
    pub(super) unweighted: Lost,
    pub(super) torn: Lost,
    pub(super) empty: Lost,
    /// The choice of the person at hand, by segment.
    groups: Vec<Option<u16>>,
    /// Which choices the person at hand ticked.
    ticked: Vec<bool>,
}

/// Records that are not counted.
#[derive(Clone, Copy, Default)]
pub(super) struct Lost {
    pub(super) rows: u64,
    /// The number of the first, from zero.
    pub(super) first: Option<u64>,
}

/// Answers to a question that are not in the codebook.
#[derive(Clone, Default)]
pub(super) struct Unread {
    pub(super) told: BTreeMap<Box<[u8]>, u64>,
    pub(super) others: u64,
}

impl Counts {
    /// Starts at zero.
    pub(super) fn new(plan: &Plan) -> Self {
        let item = |asked: &Asked| ItemTally {
            counts: vec![Count::default(); asked.choices],
            moments: vec![Moments::default(); moments(asked)],
            segments: plan
                .segments
                .iter()
                .map(|segment| {
                    let group = SegmentTally {
                        base: Count::default(),
                        counts: vec![Count::default(); asked.choices],
                    };
                    vec![group; plan.questions[*segment].choices]
                })
                .collect(),
            ..ItemTally::default()
        };
        let questions =
            plan.questions.iter().map(|asked| vec![item(asked); asked.items.len()]).collect();
        let choices_max = plan.questions.iter().map(|asked| asked.choices).max();
        Self {
            rows: 0,
            people: Count::default(),
            questions,
            unread: vec![Unread::default(); plan.questions.len()],
            unweighted: Lost::default(),
            torn: Lost::default(),
            empty: Lost::default(),
            groups: vec![None; plan.segments.len()],
            ticked: vec![false; choices_max.unwrap_or_default()],
        }
    }

    /// Counts a record.
    pub(super) fn take(&mut self, plan: &Plan, record: &impl Record) {
        let number = self.rows;
        self.rows += 1;
        let is_filled = |column: usize| !record.cell(column).trim_ascii().is_empty();
        let is_torn = record.count() < plan.width || (plan.width..record.count()).any(is_filled);
        if is_torn {
            return self.torn.add(number);
        }
        if !plan.columns.iter().any(|column| is_filled(*column)) {
            return self.empty.add(number);
        }
        let weight = match plan.weight {
            None => Some(1.0),
            Some(column) => decimal(record.cell(column)).filter(|weight| *weight >= 0.0),
        };
        let Some(weight) = weight else {
            return self.unweighted.add(number);
        };
        self.people.add_person(weight);
        for (group, segment) in self.groups.iter_mut().zip(&plan.segments) {
            let asked = &plan.questions[*segment];
            *group = match asked.items.first() {
                Some(Cells::One(column)) => chosen(&asked.codes, record.cell(*column)),
                _ => None,
            };
        }
        for (index, asked) in plan.questions.iter().enumerate() {
            let items = asked.items.iter().zip(&mut self.questions[index]);
            for (cells, tally) in items {
                let mut person = Person {
                    weight,
                    asked,
                    groups: &self.groups,
                    ticked: &mut self.ticked,
                    unread: &mut self.unread[index],
                };
                match cells {
                    Cells::Nowhere => {}
                    Cells::One(column) => person.one(tally, record.cell(*column)),
                    Cells::Own(columns) => person.own(tally, |choice| {
                        columns[choice].map(|column| record.cell(column)).unwrap_or_default()
                    }),
                }
            }
        }
    }

    /// Adds what was counted of the records that follow.
    pub(super) fn add(&mut self, more: Self) {
        for (mine, other) in [
            (&mut self.unweighted, more.unweighted),
            (&mut self.torn, more.torn),
            (&mut self.empty, more.empty),
        ] {
            mine.rows += other.rows;
            mine.first = mine.first.or(other.first.map(|first| first + self.rows));
        }
        self.rows += more.rows;
        self.people += more.people;
        for (mine, other) in
            self.questions.iter_mut().flatten().zip(more.questions.iter().flatten())
        {
            add_item(mine, other);
        }
        for (mine, other) in self.unread.iter_mut().zip(more.unread) {
            mine.others += other.others;
            for (value, count) in other.told {
                mine.add(&value, count);
            }
        }
    }

    /// Tells how many records are not counted, those that an import left out among them.
    pub(super) fn left_out(&self, wave: &Wave) -> Vec<(LeftOut, u64)> {
        let mut sums: BTreeMap<LeftOut, u64> = BTreeMap::new();
        let own = [
            (LeftOut::Weight, self.unweighted.rows),
            (LeftOut::Torn, self.torn.rows),
            (LeftOut::Empty, self.empty.rows),
        ];
        for (why, rows) in own.iter().chain(&wave.left_out) {
            *sums.entry(*why).or_default() += rows;
        }
        sums.into_iter().filter(|(_, rows)| *rows > 0).collect()
    }
}

impl Lost {
    fn add(&mut self, number: u64) {
        self.rows += 1;
        self.first = self.first.or(Some(number));
    }
}

impl Unread {
    fn add(&mut self, value: &[u8], count: u64) {
        if let Some(known) = self.told.get_mut(value) {
            *known += count;
        } else if self.told.len() < UNREAD_MAX && value.len() <= UNREAD_BYTES_MAX {
            self.told.insert(value.into(), count);
        } else {
            self.others += count;
        }
    }
}

fn moments(asked: &Asked) -> usize {
    match asked.how {
        How::Number => 1,
        How::Rank => asked.choices,
        _ => usize::from(!asked.values.is_empty()),
    }
}

fn chosen(codes: &Codes, cell: &[u8]) -> Option<u16> {
    match codes.meaning(cell) {
        Some(Meaning::Choice(choice)) => Some(choice),
        _ => None,
    }
}

fn add_all<T: AddAssign + Copy>(mine: &mut [T], other: &[T]) {
    for (mine, other) in mine.iter_mut().zip(other) {
        *mine += *other;
    }
}

fn add_item(mine: &mut ItemTally, other: &ItemTally) {
    mine.base += other.base;
    mine.not_applicable += other.not_applicable;
    mine.unanswered += other.unanswered;
    mine.unread += other.unread;
    add_all(&mut mine.counts, &other.counts);
    add_all(&mut mine.moments, &other.moments);
    let groups = mine.segments.iter_mut().flatten().zip(other.segments.iter().flatten());
    for (mine, other) in groups {
        mine.base += other.base;
        add_all(&mut mine.counts, &other.counts);
    }
}

/// The person at hand, before one question.
struct Person<'a> {
    weight: f64,
    asked: &'a Asked,
    groups: &'a [Option<u16>],
    ticked: &'a mut [bool],
    unread: &'a mut Unread,
}

impl Person<'_> {
    /// Counts what stands in the only column of an item.
    fn one(&mut self, tally: &mut ItemTally, cell: &[u8]) {
        match self.asked.how {
            How::Choose => match self.asked.codes.meaning(cell) {
                Some(Meaning::Choice(choice)) => {
                    self.answered(tally);
                    self.chose(tally, usize::from(choice));
                    if let Some(value) = self.asked.values.get(usize::from(choice)) {
                        tally.moments[0].add_person(*value, self.weight);
                    }
                }
                other => self.nothing(tally, other, cell),
            },
            How::Tick | How::Rank => self.joined(tally, cell),
            How::Number | How::Date | How::Text => self.free(tally, cell),
        }
    }

    /// Counts a cell with several answers.
    fn joined(&mut self, tally: &mut ItemTally, cell: &[u8]) {
        let whole = self.asked.codes.meaning_of_joined(cell);
        if matches!(whole, Some(Meaning::NotApplicable | Meaning::Missing)) {
            return self.nothing(tally, whole, cell);
        }
        let text = String::from_utf8_lossy(cell);
        let (mut place, mut is_unread) = (0.0, false);
        let (asked, ticked) = (self.asked, &mut *self.ticked);
        let mut order = Vec::new();
        ticked.fill(false);
        asked.codes.joined(&text, &asked.separator, |found| match found {
            Ok(choice) if !ticked[usize::from(choice)] => {
                ticked[usize::from(choice)] = true;
                place += 1.0;
                order.push((usize::from(choice), place));
            }
            Ok(_) => {}
            Err(part) => {
                is_unread = true;
                self.unread.add(part.as_bytes(), 1);
            }
        });
        if is_unread {
            tally.unread.add_person(self.weight);
        }
        if order.is_empty() {
            return;
        }
        self.answered(tally);
        for (choice, place) in order {
            self.chose(tally, choice);
            if asked.how == How::Rank {
                tally.moments[choice].add_person(place, self.weight);
            }
        }
    }

    /// Counts a question whose choices have their own columns.
    fn own<'c>(&mut self, tally: &mut ItemTally, cell: impl Fn(usize) -> &'c [u8]) {
        let (mut is_seen, mut is_not_applicable, mut is_unread) = (false, false, false);
        self.ticked.fill(false);
        for choice in 0..self.asked.choices {
            let cell = cell(choice);
            if self.asked.how == How::Rank {
                let place = decimal(cell).filter(|place| *place >= 1.0);
                if let Some(place) = place {
                    is_seen = true;
                    self.ticked[choice] = true;
                    tally.moments[choice].add_person(place, self.weight);
                    continue;
                }
            }
            let meaning = match self.asked.ticks.get(choice) {
                Some(codes) => codes.meaning(cell),
                None => self.asked.codes.meaning_of_free(cell),
            };
            match meaning {
                Some(Meaning::Choice(_)) => {
                    is_seen = true;
                    self.ticked[choice] = true;
                }
                Some(Meaning::Unticked) => is_seen = true,
                Some(Meaning::NotApplicable) => is_not_applicable = true,
                Some(Meaning::Missing) => {}
                None => {
                    is_unread = true;
                    self.unread.add(cell.trim_ascii(), 1);
                }
            }
        }
        if is_unread {
            tally.unread.add_person(self.weight);
        }
        match (is_seen || self.asked.is_shown_to_all, is_not_applicable) {
            (true, _) => self.answered(tally),
            (_, true) => tally.not_applicable.add_person(self.weight),
            _ if is_unread => {}
            _ => tally.unanswered.add_person(self.weight),
        }
        for choice in 0..self.asked.choices {
            if self.ticked[choice] {
                self.chose(tally, choice);
            }
        }
    }

    /// Counts a number, a date or words.
    fn free(&mut self, tally: &mut ItemTally, cell: &[u8]) {
        let meaning = self.asked.codes.meaning_of_free(cell);
        if meaning.is_some() {
            return self.nothing(tally, meaning, cell);
        }
        let is_read = match self.asked.how {
            How::Number => match decimal(cell) {
                Some(value) => {
                    tally.moments[0].add_person(value, self.weight);
                    true
                }
                None => false,
            },
            How::Date => is_date(cell),
            _ => true,
        };
        match is_read {
            true => self.answered(tally),
            false => self.nothing(tally, None, cell),
        }
    }

    /// Counts somebody in no base.
    fn nothing(&mut self, tally: &mut ItemTally, meaning: Option<Meaning>, cell: &[u8]) {
        match meaning {
            Some(Meaning::NotApplicable) => tally.not_applicable.add_person(self.weight),
            Some(_) if self.asked.how == How::Tick && self.asked.is_shown_to_all => {
                self.answered(tally);
            }
            Some(_) => tally.unanswered.add_person(self.weight),
            None => {
                tally.unread.add_person(self.weight);
                self.unread.add(cell.trim_ascii(), 1);
            }
        }
    }

    fn answered(&self, tally: &mut ItemTally) {
        tally.base.add_person(self.weight);
        for (group, segment) in self.groups.iter().zip(&mut tally.segments) {
            if let Some(group) = group {
                segment[usize::from(*group)].base.add_person(self.weight);
            }
        }
    }

    fn chose(&self, tally: &mut ItemTally, choice: usize) {
        tally.counts[choice].add_person(self.weight);
        for (group, segment) in self.groups.iter().zip(&mut tally.segments) {
            if let Some(group) = group {
                segment[usize::from(*group)].counts[choice].add_person(self.weight);
            }
        }
    }
}

/// Tells whether a cell begins with a date: `2026-03-31 18:30`, `31/3/2026`, `2020/04/07`.
fn is_date(cell: &[u8]) -> bool {
    let text = String::from_utf8_lossy(cell);
    let day = text.trim().split([' ', 'T', '\u{a0}']).next().unwrap_or_default();
    dates::guess(day).is_some() || is_short(day)
}

/// Tells whether it is a day with two digits for the year: `5/10/18`.
fn is_short(day: &str) -> bool {
    let parts: Vec<&str> = day.split('/').collect();
    let is_short = |part: &str| matches!(part.len(), 1 | 2) && part.parse::<u8>().is_ok();
    parts.len() == 3 && parts.iter().all(|part| is_short(part))
}

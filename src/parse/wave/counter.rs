//! Counting a wave whose records come from elsewhere: a questionnaire and the headings, put
//! together once, and what is counted with them.

use crate::ground::{Diagnostic, Place, findings};
use crate::model::survey::{Survey, Wave};
use crate::model::tally::Tally;
use crate::parse::records::Record;
use crate::words;

use super::count::Counts;
use super::plan::Plan;
use super::tell;

/// Counts records; several can be counted at once, each part in a [`Counted`] of its own.
pub struct Counter<'s> {
    survey: &'s Survey,
    wave: &'s Wave,
    plan: Plan,
}

/// What was counted of some records.
pub struct Counted(Counts);

impl<'s> Counter<'s> {
    /// Finds out which column holds what.
    pub fn new(survey: &'s Survey, wave: &'s Wave, headings: &[String]) -> Self {
        Self { survey, wave, plan: Plan::new(survey, wave, headings) }
    }

    /// Starts at zero.
    pub fn start(&self) -> Counted {
        Counted(Counts::new(&self.plan))
    }

    /// Counts a record.
    pub fn take(&self, counted: &mut Counted, record: &impl Record) {
        counted.0.take(&self.plan, record);
    }

    /// Tells what was counted, with what is wrong with the file as a whole first.
    pub fn finish(&self, counted: Counted, mut told: Vec<Diagnostic>) -> Tally {
        let Counted(counts) = counted;
        if counts.rows == 0 {
            let message = words!(
                "la ola `{}` solo tiene títulos",
                "the wave `{}` has nothing but headings",
                self.wave.id
            );
            told.push(findings::bad_wave(Place::file(&self.wave.file), message, None));
        }
        told.extend(tell::findings(self.survey, self.wave, &self.plan, &counts));
        let left_out = self.wave.left_out.iter().map(|(_, rows)| rows);
        Tally {
            wave: self.wave.id.clone(),
            rows: counts.rows + left_out.sum::<u64>(),
            left_out: counts.left_out(self.wave),
            people: counts.people,
            questions: counts.questions,
            findings: told,
        }
    }
}

impl Counted {
    /// Adds what was counted of the records that follow.
    pub fn add(&mut self, more: Self) {
        self.0.add(more.0);
    }
}

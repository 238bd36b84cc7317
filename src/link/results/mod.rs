//! Results: what may be shown of a survey, from what was counted in its waves.
//!
//! In: a survey and its tallies. Out: [`Results`], in which nothing is left that must stay hidden.
//! Under ten people nothing is told; under thirty effective people counts only; single shares stand
//! the test of the NCHS. Small answers are hidden, and others with them, so that no published sum
//! gives them away: of one question alone under three people, of crossed questions under ten.

mod changes;
mod hiding;
#[cfg(test)]
mod laws;
mod measure;
mod moments;
mod segments;
mod tables;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::model::Sample;
use crate::model::counted::Counted;
use crate::model::results::{Change, ItemResult, Results, WaveResult};
use crate::model::survey::{Survey, Wave};
use crate::model::tally::{ItemTally, Tally};
use crate::statistics::{self, BASE_LEAST, DrawnAtRandom};

/// Gives what may be shown of a survey.
pub fn results(counted: &Counted) -> Results {
    let Counted { survey, tallies, print } = counted;
    let waves = survey.waves.iter().zip(tallies);
    let waves = waves.map(|(wave, tally)| whole(survey, wave, tally.as_deref())).collect();
    let questions = survey.questions.iter().enumerate().map(|(number, question)| {
        let items = (0..question.items.len()).map(|at| item(survey, tallies, (number, at)));
        items.collect()
    });
    let mut questions: Vec<Vec<ItemResult>> = questions.collect();
    segments::allow_for_all(&mut questions);
    Results { survey: Arc::clone(survey), waves, questions, print: *print }
}

/// Gives how the headline of an item changed from one wave to another; `None` where it may not be
/// shown in both, or nothing can be tested.
pub(super) fn change(
    results: &Results,
    counted: &Counted,
    (number, at): (usize, usize),
    waves: (usize, usize),
) -> Option<Change> {
    let tally = |wave: usize| counted.tallies.get(wave)?.as_ref()?.questions.get(number)?.get(at);
    let item = &results.questions[number][at];
    changes::between(&results.survey.questions[number], &item.waves, &tally, waves)
}

fn whole(survey: &Survey, wave: &Wave, tally: Option<&Tally>) -> WaveResult {
    let Some(tally) = tally else {
        return WaveResult { left_out: wave.left_out.clone(), ..WaveResult::default() };
    };
    let base = statistics::base(&tally.people);
    let sample = survey.method.sample.unwrap_or(Sample::SelfSelected);
    let margin = base.as_ref().zip(DrawnAtRandom::of(sample));
    let is_shown = tally.people.people >= BASE_LEAST;
    WaveResult {
        is_read: true,
        rows: tally.rows,
        left_out: tally.left_out.clone(),
        people: tally.people.people,
        effective: base.map_or(0.0, |base| base.effective),
        deff: base.map_or(1.0, |base| base.deff),
        margin: margin
            .filter(|_| is_shown)
            .map(|(base, drawn)| statistics::margin_of_error(drawn, base)),
    }
}

/// Gives what may be shown of an item, named by its question's number and its own.
fn item(
    survey: &Survey,
    tallies: &[Option<Arc<Tally>>],
    (number, at): (usize, usize),
) -> ItemResult {
    let question = &survey.questions[number];
    let tally = |wave: usize| -> Option<&ItemTally> {
        tallies.get(wave)?.as_ref()?.questions.get(number)?.get(at)
    };
    let measured = (0..survey.waves.len()).map(|wave| {
        let people = tallies.get(wave)?.as_ref()?.people.people;
        measure::measured(question, tally(wave)?, people)
    });
    let mut result = ItemResult { waves: measured.collect(), ..ItemResult::default() };
    result.changes = changes::of_headline(question, &result.waves, tally);
    result.moves = changes::of_answers(question, &result.waves, tally);
    if let Some(wave) = result.latest().map(|(wave, _)| wave)
        && let (Some(Some(tally)), Some(measured)) = (tallies.get(wave), &mut result.waves[wave])
    {
        measured.segments = segments::of(survey, tally, (number, at), measured);
    }
    result
}

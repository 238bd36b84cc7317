//! The reporter: a survey's results and the tongue in which they are told.

use super::tongue::Tongue;
use crate::chart::{self, Voice};
use crate::model::estimate::{Estimate, Showing};
use crate::model::results::{ItemResult, Measure, Measured, Results};
use crate::model::survey::{Choice, Question, QuestionKind};

/// Under so many answers nothing is shown; the statistics decide it, the page only says so.
pub(super) const SHOWN_FROM: u64 = 10;

/// Results and the tongue in which they are told.
#[derive(Clone, Copy)]
pub(super) struct Reporter<'a> {
    /// What may be shown.
    pub(super) results: &'a Results,
    /// Who speaks.
    pub(super) tongue: &'a Tongue<'a>,
}

impl<'a> Reporter<'a> {
    /// Gives the voice with which it speaks.
    pub(super) fn voice(&self) -> Voice<'a> {
        self.tongue.voice()
    }

    /// Gives a question by its index.
    pub(super) fn question(&self, question: usize) -> &'a Question {
        &self.results.survey.questions[question]
    }

    /// Gives the items of a question by its index.
    pub(super) fn items(&self, question: usize) -> &'a [ItemResult] {
        self.results.questions.get(question).map_or(&[], Vec::as_slice)
    }

    /// Gives the wording of a question; its name where it has none.
    pub(super) fn wording(&self, question: usize) -> &'a str {
        let question = self.question(question);
        let text = self.tongue.text(&question.text);
        if text.is_empty() { &question.id } else { text }
    }

    /// Gives the text of an item; that of its question where it is no matrix.
    pub(super) fn item_text(&self, question: usize, item: usize) -> &'a str {
        let known = self.question(question).items.get(item);
        let known = known.filter(|item| !item.id.is_empty());
        let text = known.map(|item| (self.tongue.text(&item.text), item.id.as_str()));
        match text {
            None => self.wording(question),
            Some(("", id)) => id,
            Some((text, _)) => text,
        }
    }

    /// Gives the title of a wave.
    pub(super) fn wave_title(&self, wave: usize) -> &'a str {
        let wave = &self.results.survey.waves[wave];
        let title = self.tongue.text(&wave.title);
        if title.is_empty() { &wave.id } else { title }
    }

    /// Says when a wave was: one day, or from one to another.
    pub(super) fn wave_days(&self, wave: usize) -> Option<String> {
        let (first, last) = self.results.survey.waves[wave].days.as_ref()?;
        let (from, to) = (self.tongue.day(first), self.tongue.day(last));
        Some(match first == last {
            true => from,
            false => self.voice().fill("chart_range", &[("low", &from), ("high", &to)]),
        })
    }

    /// Gives the labels of a question's answers, in the order of its codebook.
    pub(super) fn labels(&self, question: usize) -> Vec<String> {
        let question = self.question(question);
        let is_scale = matches!(question.kind, QuestionKind::Csat | QuestionKind::Ces { .. });
        let is_score = matches!(question.kind, QuestionKind::Nps { .. });
        let label = |choice: &Choice| match self.tongue.text(&choice.label) {
            _ if is_score => choice.code.clone(),
            "" => choice.code.clone(),
            text if is_scale && text != choice.code => format!("{} ·\u{a0}{text}", choice.code),
            text => text.to_string(),
        };
        question.choices.iter().map(label).collect()
    }

    /// Gives the last wave in which something of an item may be shown, else the last in which it
    /// was asked.
    pub(super) fn latest(&self, question: usize, item: usize) -> Option<(usize, &'a Measured)> {
        let item = self.items(question).get(item)?;
        let asked = item.waves.iter().enumerate().rev();
        let mut asked = asked.filter_map(|(wave, measured)| Some((wave, measured.as_ref()?)));
        let shown = asked.clone().find(|(_, measured)| measured.showing > Showing::Nothing);
        shown.or_else(|| asked.next())
    }

    /// Gives what an item measured: in a wave, else in the latest.
    pub(super) fn measured(
        &self,
        question: usize,
        item: usize,
        wave: Option<usize>,
    ) -> Option<(usize, &'a Measured)> {
        let Some(wave) = wave else { return self.latest(question, item) };
        let measured = self.items(question).get(item)?.waves.get(wave)?.as_ref()?;
        Some((wave, measured))
    }

    /// Tells whether a question is a matrix.
    pub(super) fn is_matrix(&self, question: usize) -> bool {
        self.question(question).items.len() > 1
    }

    /// Tells whether people have weights.
    pub(super) fn is_weighted(&self) -> bool {
        self.results.survey.weights.is_some()
    }
}

/// Gives the measure in which charts write what a headline is.
pub(super) fn unit(measure: Measure) -> chart::Measure {
    match measure {
        Measure::Nps | Measure::RecommendIndex | Measure::Net => chart::Measure::Points,
        Measure::Csat => chart::Measure::Share,
        Measure::Ces | Measure::Mean => chart::Measure::Mean,
    }
}

/// Gives an estimate as charts take it.
pub(super) fn drawn(estimate: &Estimate) -> chart::Estimate {
    let interval = (estimate.interval.low, estimate.interval.high);
    chart::Estimate { value: estimate.value, interval: Some(interval) }
}

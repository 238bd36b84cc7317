//! Results as charts: which chart shows a question, and of what it is drawn.

use super::asked::{Asked, Drawn, Form, TOO_FEW};
use super::reporter::{Reporter, drawn};
use super::scales;
use super::segments;
use super::waves;
use crate::chart::{Chart, DotRow, Dots, Group, Measure, People, Stack};
use crate::model::estimate::Showing;
use crate::model::results::{AnswerResult, Measured};
use crate::model::survey::QuestionKind;

/// The key of what is said where too few people gave each answer.
const SMALL_ANSWERS: &str = "survey_small_answers";

/// Draws what is asked for.
pub(super) fn draw(reporter: &Reporter, asked: &Asked) -> Drawn {
    if asked.by.is_some() {
        return segments::draw(reporter, asked);
    }
    let kind = reporter.question(asked.question).kind;
    let form = match asked.form {
        Form::Usual => usual(kind),
        form => Some(form),
    };
    let Some(form) = form else { return Drawn::Plain };
    if !fits(reporter, asked.question, form) {
        return Drawn::Unfit;
    }
    match form {
        Form::Line => return waves::line(reporter, asked),
        Form::Pairs => return waves::pairs(reporter, asked),
        Form::Bars | Form::Stacked => {
            let stack = if form == Form::Bars { Stack::Diverging } else { Stack::Whole };
            return bars_or_people(reporter, asked, stack);
        }
        _ => {}
    }
    let item = asked.item.unwrap_or_default();
    let Some((wave, measured)) = reporter.measured(asked.question, item, asked.wave) else {
        return Drawn::Nothing(TOO_FEW);
    };
    let chart = match (form, measured.showing) {
        (_, Showing::Nothing) => return Drawn::Nothing(TOO_FEW),
        (Form::People, _) | (_, Showing::Counts) if is_all_hidden(measured) => {
            return Drawn::Nothing(SMALL_ANSWERS);
        }
        (Form::People, _) | (_, Showing::Counts) => people(reporter, asked.question, measured),
        (Form::Histogram, _) => scales::histogram(reporter, asked.question, measured),
        _ => dots(reporter, asked.question, measured),
    };
    chart.map_or(Drawn::Unfit, |chart| Drawn::Chart(chart, Some(wave)))
}

/// Gives the form in which a question is usually shown.
fn usual(kind: QuestionKind) -> Option<Form> {
    match kind {
        QuestionKind::Nps { .. } => Some(Form::Histogram),
        QuestionKind::Csat | QuestionKind::Ces { .. } | QuestionKind::Likert { .. } => {
            Some(Form::Bars)
        }
        QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Rank => Some(Form::Dots),
        QuestionKind::Number | QuestionKind::Date | QuestionKind::Text => None,
    }
}

/// Tells whether a question can be shown in a form, however many answered.
fn fits(reporter: &Reporter, question: usize, form: Form) -> bool {
    let known = reporter.question(question);
    match form {
        Form::Usual => true,
        Form::Histogram => scales::first_score(known).is_some(),
        Form::Bars | Form::Stacked => scales::is_scale(known.kind),
        Form::Dots | Form::People | Form::Pairs => !known.choices.is_empty(),
        Form::Line => waves::has_headline(known.kind),
        Form::Heat => false,
    }
}

/// Draws a scale: bars where shares may be shown, else people.
fn bars_or_people(reporter: &Reporter, asked: &Asked, stack: Stack) -> Drawn {
    let (question, item) = (asked.question, asked.item.unwrap_or_default());
    let chart = scales::bars(reporter, asked, stack);
    if let Some((chart, wave)) = chart {
        return Drawn::Chart(chart, wave);
    }
    let is_whole = asked.item.is_none() && reporter.is_matrix(question);
    let measured = reporter.measured(question, item, asked.wave).filter(|_| !is_whole);
    let shown = measured.filter(|(_, measured)| measured.showing > Showing::Nothing);
    let is_hidden = shown.is_some_and(|(_, measured)| is_all_hidden(measured));
    if is_hidden {
        return Drawn::Nothing(SMALL_ANSWERS);
    }
    let people = shown.and_then(|(wave, one)| {
        let has_shares = one.showing > Showing::Counts;
        let chart = if has_shares { dots } else { people };
        Some((chart(reporter, question, one)?, wave))
    });
    people.map_or(Drawn::Nothing(TOO_FEW), |(chart, wave)| Drawn::Chart(chart, Some(wave)))
}

/// Tells whether there are answers, and of none may be told how many gave it.
fn is_all_hidden(measured: &Measured) -> bool {
    !measured.answers.is_empty() && measured.answers.iter().all(|answer| answer.people.is_none())
}

/// Gives one dot a person.
fn people(reporter: &Reporter, question: usize, measured: &Measured) -> Option<Chart> {
    let labels = reporter.labels(question).into_iter();
    let groups = labels.zip(&measured.answers);
    let groups = groups.map(|(label, answer)| Group { label, count: answer.people });
    let groups: Vec<Group> = groups.collect();
    // Who chose several answers stands in several groups.
    let is_multiple = reporter.question(question).kind == QuestionKind::Multiple;
    let base = measured.base.filter(|_| is_multiple);
    (!groups.is_empty()).then_some(Chart::People(People { groups, base }))
}

/// Gives a dot with its interval for each answer: the largest share first; of a rank the first
/// place.
fn dots(reporter: &Reporter, question: usize, measured: &Measured) -> Option<Chart> {
    let is_rank = reporter.question(question).kind == QuestionKind::Rank;
    let estimate = |answer: &AnswerResult| if is_rank { answer.place } else { answer.share };
    let labels = reporter.labels(question).into_iter();
    let rows = labels.zip(&measured.answers).map(|(label, answer)| {
        let estimate = estimate(answer);
        let base = estimate.map_or(0, |estimate| estimate.base.people);
        DotRow { label, estimate: estimate.as_ref().map(drawn), base }
    });
    let mut rows: Vec<DotRow> = rows.collect();
    let last = if is_rank { f64::INFINITY } else { f64::NEG_INFINITY };
    let value = |row: &DotRow| row.estimate.map_or(last, |estimate| estimate.value);
    rows.sort_by(|one, other| {
        let order = value(one).total_cmp(&value(other));
        if is_rank { order } else { order.reverse() }
    });
    let measure = if is_rank { Measure::Mean } else { Measure::Share };
    (!rows.is_empty()).then_some(Chart::Dots(Dots { measure, rows }))
}

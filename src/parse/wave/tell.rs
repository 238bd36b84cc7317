//! What is wrong with a wave, in words. Of what people wrote freely nothing is quoted.

use crate::ground::nearest::nearest;
use crate::ground::{Diagnostic, Place, Words, findings};
use crate::model::survey::{Question, QuestionKind, Survey, Wave};
use crate::words;

use super::count::{Counts, Lost, Unread};
use super::plan::Plan;

/// Answers of one question that are quoted.
const QUOTED_MAX: usize = 10;
/// Headings that are named.
const HEADINGS_MAX: usize = 10;
/// Columns that are missed by name.
const MISSING_MAX: usize = 50;

/// Gives the findings of a wave.
pub(super) fn findings(
    survey: &Survey,
    wave: &Wave,
    plan: &Plan,
    counts: &Counts,
) -> Vec<Diagnostic> {
    let mut told = columns(survey, wave, plan);
    told.extend(rows(wave, counts));
    for (question, unread) in survey.questions.iter().zip(&counts.unread) {
        told.extend(answers(survey, wave, question, unread));
    }
    told
}

fn columns(survey: &Survey, wave: &Wave, plan: &Plan) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for (question, heading) in plan.missing.iter().take(MISSING_MAX) {
        let question = &survey.questions[*question];
        let place = Place::new(&survey.path, question.span);
        let near = nearest(heading, plan.unread.iter().map(String::as_str));
        told.push(findings::missing_column(place, (&question.id, heading), (&wave.id, near)));
    }
    for heading in &plan.repeated {
        let message = words!(
            "en la ola `{}` hay dos columnas que se llaman `{heading}`",
            "in the wave `{}` two columns are called `{heading}`",
            wave.id
        );
        let help =
            Words::new("ponle otro título a una de las dos", "give one of them another heading");
        told.push(findings::bad_wave(Place::file(&wave.file), message, Some(help)));
    }
    if let (true, None, Some(heading)) = (plan.is_weighted, plan.weight, &survey.weights) {
        let message = words!(
            "a la ola `{}` le falta la columna de los pesos, `{heading}`",
            "the wave `{}` lacks the column of the weights, `{heading}`",
            wave.id
        );
        told.push(findings::bad_wave(Place::file(&wave.file), message, None));
    }
    if !plan.unread.is_empty() {
        let named: Vec<&str> = plan.unread.iter().take(HEADINGS_MAX).map(String::as_str).collect();
        let more = plan.unread.len() - named.len();
        let place = Place::new(&survey.path, wave.span);
        told.push(findings::unread_columns(place, &wave.id, &named, more));
    }
    told
}

fn rows(wave: &Wave, counts: &Counts) -> Vec<Diagnostic> {
    let cells = Words::new(
        "tienen otro número de celdas que los títulos",
        "have another number of cells than there are headings",
    );
    let weights = Words::new("no tienen un peso que valga", "have no usable weight");
    let told = |lost: &Lost, why: &Words| {
        let first = lost.first? + 2;
        let (rows, id) = (lost.rows, &wave.id);
        let (es, en) = (&why.es, &why.en);
        let message = words!(
            "{rows} filas de la ola `{id}` {es}, y no cuentan; la primera es la {first}",
            "{rows} rows of the wave `{id}` {en}, and do not count; the first is row {first}"
        );
        Some(findings::bad_wave(Place::file(&wave.file), message, None))
    };
    [told(&counts.torn, &cells), told(&counts.unweighted, &weights)].into_iter().flatten().collect()
}

fn answers(
    survey: &Survey,
    wave: &Wave,
    question: &Question,
    unread: &Unread,
) -> Option<Diagnostic> {
    let people = unread.told.values().sum::<u64>() + unread.others;
    if people == 0 {
        return None;
    }
    let mut told: Vec<(String, u64)> = unread
        .told
        .iter()
        .filter(|_| question.kind != QuestionKind::Text)
        .map(|(value, count)| (String::from_utf8_lossy(value).into_owned(), *count))
        .filter(|(value, _)| !is_telling(value))
        .collect();
    told.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), value.clone()));
    told.truncate(QUOTED_MAX);
    let place = Place::new(&survey.path, question.span);
    Some(findings::unread_answers(place, (&question.id, &wave.id), (people, &told)))
}

/// Tells whether an answer may tell who gave it: an address, a number to call, a long text.
fn is_telling(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    value.contains('@') || digits > 6 || value.chars().count() > 60
}

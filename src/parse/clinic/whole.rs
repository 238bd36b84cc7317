//! The questionnaire as a whole: how long it takes, how much must be written, what it asks for,
//! and in which languages it lacks something.

use std::collections::BTreeSet;

use crate::ground::Words;
use crate::model::survey::{Question, QuestionKind, Survey, Texts};
use crate::words;

use super::checkup::Cover;
use super::fault::Fault;
use super::said::{self, Said};
use super::tongue::{self, Tongue};

/// Words that are read in a minute, in silence. Brysbaert (2019) finds 238 in English prose; who
/// answers reads with more care.
const WORDS_A_MINUTE: f64 = 220.0;
/// Labels that are read of a long list: who seeks a country does not read all.
const LABELS_READ_MAX: usize = 12;
/// Minutes that people give to a questionnaire.
const MINUTES_MAX: f64 = 10.0;
/// The share of open questions that is much.
const OPEN_SHARE_MAX: f64 = 1.0 / 3.0;
/// One open question is never too many, however few there are.
const OPEN_MIN: usize = 2;

/// Estimates the minutes that answering takes: the words read, and seconds for each answer by
/// its kind, which are an assumption of ours that the guide tells.
#[expect(clippy::cast_precision_loss, reason = "a questionnaire has few words and answers")]
pub(super) fn minutes(survey: &Survey, tongue: &Tongue) -> f64 {
    let words: usize = survey.questions.iter().map(|question| read(question, tongue)).sum();
    let seconds: usize = survey.questions.iter().map(seconds).sum();
    words as f64 / WORDS_A_MINUTE + seconds as f64 / 60.0
}

/// Counts the words that are read of a question.
fn read(question: &Question, tongue: &Tongue) -> usize {
    let rows = question.items.iter().map(|item| &item.text);
    let labels = question.choices.iter().map(|choice| &choice.label).take(LABELS_READ_MAX);
    let texts = [&question.text].into_iter().chain(rows).chain(labels);
    texts.filter_map(|text| tongue.text(text)).map(said::length).sum()
}

/// Gives the seconds that are needed to think and to answer, once the words are read.
fn seconds(question: &Question) -> usize {
    let rows = question.items.len().max(1);
    match question.kind {
        QuestionKind::Nps { .. }
        | QuestionKind::Csat
        | QuestionKind::Ces { .. }
        | QuestionKind::Likert { .. }
        | QuestionKind::Single => 5 * rows,
        QuestionKind::Number | QuestionKind::Date => 7 * rows,
        QuestionKind::Multiple => 10 * rows,
        QuestionKind::Rank => 4 * question.choices.len(),
        QuestionKind::Text => 40 * rows,
    }
}

/// A questionnaire that takes too long.
pub(super) fn burden(minutes: f64) -> Option<Fault> {
    (minutes > MINUTES_MAX).then(|| {
        let message = words!(
            "contestar lleva unos {} minutos",
            "answering takes about {} minutes",
            minutes.round()
        );
        let help = words!(
            "quita lo que no vaya a cambiar ninguna decisión, hasta {MINUTES_MAX} minutos o menos",
            "leave out what will change no decision, down to {MINUTES_MAX} minutes or less"
        );
        Fault::new(message, help)
    })
}

/// Gives the share of questions that are answered in own words.
#[expect(clippy::cast_precision_loss, reason = "a questionnaire has few questions")]
pub(super) fn open_share(survey: &Survey) -> f64 {
    open(survey) as f64 / survey.questions.len().max(1) as f64
}

fn open(survey: &Survey) -> usize {
    survey.questions.iter().filter(|question| question.kind == QuestionKind::Text).count()
}

/// A questionnaire in which too much must be written.
pub(super) fn much_to_write(survey: &Survey) -> Option<Fault> {
    let (open, all) = (open(survey), survey.questions.len());
    (open >= OPEN_MIN && open_share(survey) > OPEN_SHARE_MAX).then(|| {
        let message = words!(
            "{open} de {all} preguntas piden escribir",
            "{open} of {all} questions ask people to write"
        );
        let help = Words::new(
            "deja abiertas las que de verdad vayas a leer, y da opciones en las demás",
            "leave those open that you are going to read, and give choices in the others",
        );
        Fault::new(message, help)
    })
}

/// Counts what the questions ask for.
pub(super) fn cover(survey: &Survey, tongue: &Tongue) -> Cover {
    let mut cover = Cover::default();
    for question in &survey.questions {
        let said = Said::new(tongue.text(&question.text).unwrap_or_default());
        let asks = |phrases: &[&'static str]| said.first(phrases).is_some();
        let counts = [&mut cover.why, &mut cover.how, &mut cover.when, &mut cover.what];
        if let Some(at) = tongue.lexicon.asking.iter().position(|phrases| asks(phrases)) {
            *counts[at] += 1;
        }
    }
    cover
}

/// Gives the languages in which texts of a questionnaire stand, without those of no tag.
pub(super) fn languages(survey: &Survey) -> BTreeSet<&str> {
    let texts = survey.questions.iter().flat_map(tongue::texts);
    texts
        .flat_map(|text| text.0.keys())
        .map(|tag| tongue::main(tag))
        .filter(|tag| !tag.is_empty())
        .collect()
}

/// A question that lacks texts in languages that others have. A label without a tag is read in
/// all of them: often it is a number or a name.
pub(super) fn missing(question: &Question, languages: &BTreeSet<&str>) -> Vec<Fault> {
    let lacking = |language: &str| {
        let own = [&question.text].into_iter().chain(question.items.iter().map(|item| &item.text));
        let labels = question.choices.iter().map(|choice| &choice.label);
        let labels = labels.filter(|label| !label.0.contains_key(""));
        let lacks = |text: &&Texts| {
            !text.0.is_empty() && !text.0.keys().any(|tag| tongue::main(tag) == language)
        };
        own.chain(labels).filter(lacks).count()
    };
    let counted = languages.iter().map(|language| (*language, lacking(language)));
    counted.filter(|(_, count)| *count > 0).map(untold(&question.id)).collect()
}

fn untold(name: &str) -> impl Fn((&str, usize)) -> Fault {
    move |(language, count)| {
        let message = match count {
            1 => words!(
                "a `{name}` le falta un texto en `{language}`",
                "`{name}` lacks a text in `{language}`"
            ),
            _ => words!(
                "a `{name}` le faltan {count} textos en `{language}`",
                "`{name}` lacks {count} texts in `{language}`"
            ),
        };
        let help = words!(
            "escríbelo como en las demás: `{{ …, {language} = \"…\" }}`",
            "write it as in the others: `{{ …, {language} = \"…\" }}`"
        );
        Fault::new(message, help)
    }
}

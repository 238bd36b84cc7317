//! Surveys: from `survey.toml`, which is questionnaire and codebook in one, to a [`Survey`].
//!
//! Whatever is wrong with the file, there is a survey of the rest.

mod check;
mod choices;
mod draft;
mod method;
mod question;
mod texts;
mod waves;

use std::sync::Arc;

use crate::ground::{Fingerprint, Located, Source, findings, nearest};
use crate::model::survey::{Question, QuestionKind, Survey};
use crate::words;

use super::fields::{Reader, put, values};
use super::node::{Key, Node};
use super::toml;

const KEYS: [&str; 8] =
    ["title", "weights", "ignored", "segments", "method", "questions", "waves", "extra"];
/// Questions of one survey at most.
const QUESTIONS_MAX: usize = 1_000;

/// Reads a questionnaire. Its name is that of its folder.
pub fn survey(source: &Source) -> Survey {
    let mut reader = Reader::new(source);
    let mut survey = Survey {
        path: Arc::clone(source.path()),
        id: folder(source.path()).rsplit('/').next().unwrap_or_default().to_string(),
        fingerprint: Fingerprint::of(source.text()),
        ..Survey::default()
    };
    let mut segments = Vec::new();
    for (key, node) in toml::parse(source, 0..source.text().len(), &mut reader) {
        entry(&mut reader, &mut survey, &mut segments, (&key, node));
    }
    settle_segments(&mut reader, &mut survey, segments);
    check::whole(&mut reader, &mut survey);
    survey.findings = reader.finish();
    survey
}

/// Gives the folder of a path.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn entry(
    reader: &mut Reader<'_>,
    survey: &mut Survey,
    segments: &mut Vec<Located<String>>,
    (key, node): (&Key<'_>, Node<'_>),
) {
    match key.name.as_ref() {
        "title" => survey.title = texts::read(reader, key, node),
        "weights" => put(&mut survey.weights, reader.text(key, node).map(Some)),
        "ignored" => survey.ignored = values(reader.texts(key, node)),
        "segments" => *segments = reader.texts(key, node),
        "method" => survey.method = method::read(reader, key, node),
        "extra" => drop(reader.table(key, node)),
        "questions" => {
            for (index, node) in reader.list(key, node).into_iter().enumerate() {
                if index == QUESTIONS_MAX {
                    let place = reader.place(node.span);
                    reader.report(findings::too_many_texts(place, &key.name, QUESTIONS_MAX));
                    break;
                }
                survey.questions.push(question::read(reader, key, node, index + 1));
            }
        }
        "waves" => {
            let folder = folder(&survey.path).to_string();
            for node in reader.list(key, node) {
                survey.waves.extend(waves::read(reader, key, node, &folder));
            }
        }
        _ => reader.unknown(key, KEYS),
    }
}

/// Only questions with one answer out of a few part people into groups.
fn settle_segments(reader: &mut Reader<'_>, survey: &mut Survey, segments: Vec<Located<String>>) {
    for segment in segments {
        let found = survey.questions.iter().position(|question| question.id == segment.value);
        let Some(at) = found.filter(|at| parts(&survey.questions[*at])) else {
            let name = &segment.value;
            let message = match found {
                Some(_) => words!(
                    "`{name}` no parte a la gente en grupos: solo lo hace una pregunta con una \
                     respuesta entre varias",
                    "`{name}` does not part people into groups: only a question with one answer \
                     out of several does"
                ),
                None => words!("no hay ninguna pregunta `{name}`", "there is no question `{name}`"),
            };
            let ids = survey.questions.iter().map(|question| question.id.as_str());
            let help = nearest::nearest(name, ids).map(nearest::meant);
            let place = reader.place(segment.span);
            reader.report(findings::bad_survey(place, message, help));
            continue;
        };
        if !survey.segments.contains(&at) {
            survey.segments.push(at);
        }
    }
}

fn parts(question: &Question) -> bool {
    let is_of_many = matches!(question.kind, QuestionKind::Multiple | QuestionKind::Rank);
    !is_of_many && question.items.len() == 1 && !question.choices.is_empty()
}

#[cfg(test)]
mod tests;

//! What is seen only when the whole questionnaire is read: names that stand twice, waves that speak
//! of questions that are not there, choices that cannot be told apart.

use std::collections::BTreeSet;

use crate::ground::nearest::{meant, nearest};
use crate::ground::{Diagnostic, Span, findings};
use crate::model::survey::{Question, QuestionKind, Survey};
use crate::parse::fields::Reader;
use crate::words;

/// Looks at a survey; waves with a name that is taken are left out.
pub(super) fn whole(reader: &mut Reader<'_>, survey: &mut Survey) {
    names(reader, survey);
    for question in &survey.questions {
        choices(reader, question);
    }
    labels(reader, survey);
}

fn names(reader: &mut Reader<'_>, survey: &mut Survey) {
    let mut seen = BTreeSet::new();
    let mut repeated: Vec<(String, Span)> = Vec::new();
    for question in &survey.questions {
        if !seen.insert(question.id.clone()) {
            repeated.push((question.id.clone(), question.span));
        }
        let mut rows = BTreeSet::new();
        let twice = question.items.iter().filter(|item| !rows.insert(&item.id));
        repeated.extend(twice.map(|item| (format!("{}.{}", question.id, item.id), question.span)));
    }
    let mut waves = BTreeSet::new();
    survey.waves.retain(|wave| {
        let is_new = waves.insert(wave.id.clone());
        if !is_new {
            repeated.push((wave.id.clone(), wave.span));
        }
        is_new
    });
    for (id, span) in repeated {
        reader.report(findings::twice(reader.place(span), &id));
    }
}

/// Two choices must not answer to one name.
fn choices(reader: &mut Reader<'_>, question: &Question) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for choice in &question.choices {
        let labels = choice.label.0.values().chain(&choice.aliases).chain([&choice.code]);
        let own: BTreeSet<&str> = labels.map(String::as_str).collect();
        for name in own.iter().filter(|name| seen.contains(**name)) {
            let id = &question.id;
            let message = words!(
                "dos opciones de `{id}` se llaman `{name}`",
                "two choices of `{id}` are called `{name}`"
            );
            reader.report(bad(reader, question.span, message));
        }
        seen.extend(own);
    }
    if let (QuestionKind::Multiple, Some(separator)) = (question.kind, &question.separator) {
        joined(reader, question, separator, &seen);
    }
}

/// A choice whose label reads as several others joined cannot be told from them.
fn joined(reader: &mut Reader<'_>, question: &Question, separator: &str, names: &BTreeSet<&str>) {
    let is_joined = |name: &&&str| {
        let parts: Vec<&str> = name.split(separator).collect();
        parts.len() > 1 && parts.iter().all(|part| names.contains(part.trim()))
    };
    if let Some(name) = names.iter().find(is_joined) {
        let id = &question.id;
        let message = words!(
            "en `{id}`, la opción `{name}` no se distingue de varias juntas",
            "in `{id}`, the choice `{name}` cannot be told from several together"
        );
        reader.report(bad(reader, question.span, message));
    }
}

/// The labels of a wave name questions, and codes of their choices.
fn labels(reader: &mut Reader<'_>, survey: &Survey) {
    for wave in &survey.waves {
        for (id, labels) in &wave.labels {
            let Some(question) = survey.questions.iter().find(|one| one.id == *id) else {
                let message =
                    words!("no hay ninguna pregunta `{id}`", "there is no question `{id}`");
                let ids = survey.questions.iter().map(|question| question.id.as_str());
                let help = nearest(id, ids).map(meant);
                let place = reader.place(wave.span);
                reader.report(findings::bad_survey(place, message, help));
                continue;
            };
            let is_known = |code: &&String| {
                question.choices.iter().any(|choice| choice.code == **code)
                    || question.not_applicable.contains(code)
                    || question.missing.contains(code)
            };
            for code in labels.values().filter(|code| !is_known(code)) {
                let message = words!(
                    "la pregunta `{id}` no tiene ninguna opción con el código `{code}`",
                    "the question `{id}` has no choice with the code `{code}`"
                );
                reader.report(bad(reader, wave.span, message));
            }
        }
    }
}

fn bad(reader: &Reader<'_>, span: Span, message: crate::ground::Words) -> Diagnostic {
    findings::bad_survey(reader.place(span), message, None)
}

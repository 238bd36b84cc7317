//! Findings about questionnaires and the answers to them.

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::words::Words;
use crate::words;

/// A questionnaire that contradicts itself or lacks something.
pub fn bad_survey(place: Place, message: Words, help: Option<Words>) -> Diagnostic {
    Diagnostic::new(Code::BadSurvey, place, message).help(help)
}

/// A name that two questions, rows or waves of a questionnaire bear.
pub fn twice(place: Place, id: &str) -> Diagnostic {
    let message = words!(
        "`{id}` ya es el nombre de otra cosa",
        "`{id}` is the name of another thing already"
    );
    Diagnostic::new(Code::BadSurvey, place, message).help(Some(Words::new(
        "dale otro nombre: por él se la enlaza",
        "give it another name: links lead to it by that",
    )))
}

/// The answers of a wave cannot be counted as they are.
pub fn bad_wave(place: Place, message: Words, help: Option<Words>) -> Diagnostic {
    Diagnostic::new(Code::BadWave, place, message).help(help)
}

/// A question, named with its heading, that has no column in a wave, named with its heading that is
/// most alike.
pub fn missing_column(
    place: Place,
    (question, heading): (&str, &str),
    (wave, near): (&str, Option<&str>),
) -> Diagnostic {
    let message = words!(
        "a la ola `{wave}` le falta la columna `{heading}`, de la pregunta `{question}`",
        "the wave `{wave}` lacks the column `{heading}`, of the question `{question}`"
    );
    let line = |near: &str| format!("columns = {{ \"{heading}\" = \"{near}\" }}");
    let help = near.map(line).map(|line| {
        words!(
            "si en esta ola se llama así, escribe en ella `{line}`",
            "if this wave calls it so, write there `{line}`"
        )
    });
    let not_asked = words!(
        "si en esta ola no se preguntó, escribe en ella `columns = {{ \"{heading}\" = \"\" }}`",
        "if this wave did not ask it, write there `columns = {{ \"{heading}\" = \"\" }}`"
    );
    Diagnostic::new(Code::BadWave, place, message).help(Some(help.unwrap_or(not_asked)))
}

/// Answers to a question in a wave that its codebook does not have, each with its count, most
/// frequent first; `people` counts all of them.
pub fn unread_answers(
    place: Place,
    (question, wave): (&str, &str),
    (people, told): (u64, &[(String, u64)]),
) -> Diagnostic {
    let message = words!(
        "{people} respuestas a `{question}` en la ola `{wave}` no están en el cuestionario",
        "{people} answers to `{question}` in the wave `{wave}` are not in the questionnaire"
    );
    let list = told.iter().map(|(value, count)| format!("`{value}` ({count})"));
    let list = list.collect::<Vec<_>>().join(", ");
    let finding = Diagnostic::new(Code::UnreadAnswers, place, message);
    let finding = match list.is_empty() {
        true => finding,
        false => finding.note(words!("son {list}", "they are {list}")),
    };
    finding.help(Some(words!(
        "añádelas a las opciones, o di en la ola qué código tienen, con `labels.{question}`",
        "add them to the choices, or say in the wave which code they have, with `labels.{question}`"
    )))
}

/// Columns of a wave that no question reads.
pub fn unread_columns(place: Place, wave: &str, headings: &[&str], more: usize) -> Diagnostic {
    let list = headings.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
    let message = words!(
        "la ola `{wave}` tiene columnas que no son de ninguna pregunta",
        "the wave `{wave}` has columns of no question"
    );
    let note = match more {
        0 => words!("son {list}", "they are {list}"),
        _ => words!("son {list} y {more} más", "they are {list} and {more} more"),
    };
    Diagnostic::new(Code::UnreadAnswers, place, message).note(note).help(Some(Words::new(
        "añade las preguntas, o nombra las columnas en `ignored`",
        "add the questions, or name the columns in `ignored`",
    )))
}

/// Words of an article that the answers to a survey do not bear out: what these say, what the words
/// say, and what to do.
pub fn unsupported_claim(place: Place, message: Words, label: Words, help: Words) -> Diagnostic {
    Diagnostic::new(Code::UnsupportedClaim, place, message).label(label).help(Some(help))
}

/// A question, or a whole questionnaire, that is put so that its answers mislead.
pub fn question_wording(place: Place, message: Words, help: Words) -> Diagnostic {
    Diagnostic::new(Code::QuestionWording, place, message).help(Some(help))
}

//! The question clinic: what is wrong with a questionnaire as questions.
//!
//! In goes a survey and a language in which it is asked; out come findings and what can be counted.
//! It knows Spanish and English, each by one file of words. Its rules are rules of thumb: when in
//! doubt it is silent.

mod checkup;
mod double;
mod english;
mod fault;
mod lexicon;
mod said;
mod scales;
mod spanish;
mod tongue;
mod whole;
mod wording;

use crate::ground::{Diagnostic, Lang};
use crate::model::survey::{Question, QuestionKind, Survey};
use crate::words;

pub use checkup::{Checkup, Cover};
pub use tongue::{Tongues, tongues};

use self::fault::Fault;
use self::tongue::Tongue;
use self::wording::Answered;

/// Looks at the questions of a survey in one of the languages that [`tongues`] names.
pub fn clinic(survey: &Survey, language: Lang) -> Checkup {
    let tongue = Tongue::new(survey, language);
    let languages = whole::languages(survey);
    let minutes = whole::minutes(survey, &tongue);
    let mut checkup = Checkup {
        minutes,
        open_share: whole::open_share(survey),
        cover: whole::cover(survey, &tongue),
        ..Checkup::default()
    };
    let on_all = [whole::burden(minutes), whole::much_to_write(survey)];
    checkup.findings.extend(on_all.into_iter().flatten().map(|fault| fault.on(survey)));
    for question in &survey.questions {
        let faults = texts(question, &tongue).into_iter();
        let faults = faults.chain(scales::faults(question, &tongue));
        let faults = faults.chain(scales::no_way_out(question, &tongue));
        let faults = faults.chain(whole::missing(question, &languages));
        checkup.findings.extend(faults.map(|fault| fault.at(survey, question)));
        if scales::is_even(question) {
            let name = &question.id;
            checkup.notes.push(words!(
                "la escala de `{name}` no tiene punto medio",
                "the scale of `{name}` has no middle"
            ));
        }
    }
    Diagnostic::tidy(&mut checkup.findings);
    checkup
}

/// Looks at the wording of a question and of its rows.
fn texts(question: &Question, tongue: &Tongue) -> Vec<Fault> {
    let answered = match question.kind {
        QuestionKind::Number | QuestionKind::Date | QuestionKind::Text => Answered::Freely,
        _ if scales::is_rating(question) => Answered::Rated,
        _ => Answered::Chosen,
    };
    let own = (question.id.clone(), tongue.text(&question.text));
    let row = |id: &str| format!("{}.{id}", question.id);
    let rows = question.items.iter().map(|item| (row(&item.id), tongue.text(&item.text)));
    let texts = [own].into_iter().chain(rows).filter_map(|(name, text)| Some((name, text?)));
    texts.flat_map(|(name, text)| wording::faults(&name, text, answered, tongue.lexicon)).collect()
}

#[cfg(test)]
mod tests;

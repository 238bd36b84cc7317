//! The scales: whether they weigh as much on one side as on the other, whether their ends are told,
//! and whether who cannot know has an answer.

use crate::ground::Words;
use crate::model::survey::{Choice, Question, QuestionKind};
use crate::words;

use super::fault::Fault;
use super::lexicon::{Lexicon, is_one};
use super::said::Said;
use super::tongue::Tongue;

/// On which side of a scale a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Good.
    Good,
    /// Bad.
    Bad,
    /// Neither.
    Neutral,
    /// The low end of a scale with one pole: `nada satisfecho`.
    Low,
}

/// Looks at the choices of a question, as they are read in one language.
pub(super) fn faults(question: &Question, tongue: &Tongue) -> Vec<Fault> {
    let labels: Vec<&str> =
        question.choices.iter().filter_map(|choice| tongue.text(&choice.label)).collect();
    let found = [unbalanced(question, &labels, tongue.lexicon), bare_ends(question, tongue)];
    found.into_iter().flatten().collect()
}

/// Tells whether a question is a scale without a middle, which is a matter of taste.
pub(super) fn is_even(question: &Question) -> bool {
    let has_no_middle = match question.kind {
        QuestionKind::Likert { neutral, .. } => neutral.is_none(),
        QuestionKind::Csat | QuestionKind::Ces { .. } => true,
        _ => false,
    };
    has_no_middle && question.choices.len().is_multiple_of(2) && !question.choices.is_empty()
}

/// Tells whether a question is answered on a scale.
pub(super) fn is_rating(question: &Question) -> bool {
    matches!(
        question.kind,
        QuestionKind::Nps { .. }
            | QuestionKind::Csat
            | QuestionKind::Ces { .. }
            | QuestionKind::Likert { .. }
    )
}

fn unbalanced(question: &Question, labels: &[&str], lexicon: &Lexicon) -> Option<Fault> {
    if !is_rating(question) && question.kind != QuestionKind::Single {
        return None;
    }
    let is_scale = is_rating(question);
    let labels: Vec<Said> = labels.iter().map(|label| Said::new(label)).collect();
    let labels: Vec<&Said> = labels.iter().filter(|label| !is_unknowing(label, lexicon)).collect();
    let labels: Vec<&Said> =
        labels.into_iter().filter(|label| label.words.iter().any(is_told)).collect();
    let sides: Option<Vec<Side>> = labels.iter().map(|label| side(label, lexicon)).collect();
    let (sides, least) = (sides?, if is_scale { 2 } else { 3 });
    if sides.len() < least {
        return None;
    }
    let count = |side: Side| sides.iter().filter(|one| **one == side).count();
    let (good, bad) = (count(Side::Good), count(Side::Bad));
    if count(Side::Low) > 0 || good + bad == 0 {
        return None;
    }
    if good != bad {
        return Some(heavier(&question.id, good, bad));
    }
    let (first, last) = (labels.first()?, labels.last()?);
    (!mirrored(first, last, lexicon)).then(|| crooked(&question.id))
}

/// Tells whether a word is no number and no mark.
fn is_told(word: &super::said::Word) -> bool {
    word.text.contains(char::is_alphabetic)
}

/// Tells on which side a label stands, if that is known.
fn side(label: &Said, lexicon: &Lexicon) -> Option<Side> {
    let has = |list: &[&str]| label.words.iter().any(|word| is_one(list, &word.text));
    match (has(lexicon.neutral), has(lexicon.bad), has(lexicon.good)) {
        (true, _, _) => Some(Side::Neutral),
        (_, true, false) => Some(Side::Bad),
        (_, false, true) if has(lexicon.dampers) => Some(Side::Low),
        (_, false, true) => Some(Side::Good),
        _ => None,
    }
}

fn heavier(name: &str, good: usize, bad: usize) -> Fault {
    let message = words!(
        "la escala de `{name}` no está equilibrada: {good} etiquetas buenas y {bad} malas",
        "the scale of `{name}` is not balanced: {good} good labels and {bad} bad ones"
    );
    let help = Words::new(
        "pon tantas etiquetas de un lado como del otro, o mide de «nada» a «mucho»",
        "give each side as many labels, or measure from \"not at all\" to \"completely\"",
    );
    Fault::new(message, help)
}

/// Tells whether the two ends of a scale say the same with opposite words. What has no opposite
/// here is not looked at.
fn mirrored(first: &Said, last: &Said, lexicon: &Lexicon) -> bool {
    let known = lexicon.mirrors.iter().find_map(|(bad, good)| {
        let rest = |bad_end: &Said, good_end: &Said| {
            let is_pair = bad_end.has(bad) && good_end.has(good);
            is_pair.then(|| (words(&bad_end.without(&[bad])), words(&good_end.without(&[good]))))
        };
        rest(first, last).or_else(|| rest(last, first))
    });
    known.is_none_or(|(one, other)| one == other)
}

fn words(said: &Said) -> Vec<String> {
    let words = said.words.iter().filter(|word| is_told(word));
    words.map(|word| word.text.clone()).collect()
}

fn crooked(name: &str) -> Fault {
    let message = words!(
        "los extremos de la escala de `{name}` no se corresponden",
        "the ends of the scale of `{name}` do not mirror each other"
    );
    let help = Words::new(
        "di lo mismo en los dos, como «muy en desacuerdo» y «muy de acuerdo»",
        "say the same at both, such as \"strongly disagree\" and \"strongly agree\"",
    );
    Fault::new(message, help)
}

/// A scale whose ends are mere numbers, unless its text says what they mean.
fn bare_ends(question: &Question, tongue: &Tongue) -> Option<Fault> {
    let (first, last) = (question.choices.first()?, question.choices.last()?);
    let text = tongue.text(&question.text).unwrap_or_default();
    let numbers = |part: &str| part.parse::<i64>().ok();
    let told: Vec<i64> =
        text.split(|letter: char| !letter.is_ascii_digit()).filter_map(numbers).collect();
    let is_in_text =
        |choice: &Choice| numbers(&choice.code).is_some_and(|code| told.contains(&code));
    let is_told = is_in_text(first) && is_in_text(last);
    if !is_rating(question) || is_told || (has_label(first) && has_label(last)) {
        return None;
    }
    let name = &question.id;
    let message = words!(
        "la escala de `{name}` no dice qué significan sus extremos",
        "the scale of `{name}` does not say what its ends mean"
    );
    let help = Words::new(
        "añade `ends = [\"Nada probable\", \"Muy probable\"]`, con las palabras que vio la gente",
        "add `ends = [\"Not at all likely\", \"Very likely\"]`, with the words that people saw",
    );
    Some(Fault::new(message, help))
}

fn has_label(choice: &Choice) -> bool {
    choice.label.0.values().any(|label| label.contains(char::is_alphabetic))
}

/// A question that not everybody can answer, and that lets nobody say so.
pub(super) fn no_way_out(question: &Question, tongue: &Tongue) -> Option<Fault> {
    let may_not_know = match question.kind {
        QuestionKind::Csat | QuestionKind::Ces { .. } | QuestionKind::Likert { .. } => true,
        QuestionKind::Single => {
            let text = Said::new(tongue.text(&question.text).unwrap_or_default());
            text.first(tongue.lexicon.experience).is_some()
        }
        _ => false,
    };
    let labels = question.choices.iter().flat_map(|choice| choice.label.0.values());
    let has_way_out = !question.not_applicable.is_empty()
        || labels.into_iter().any(|label| is_unknowing(&Said::new(label), tongue.lexicon));
    if !may_not_know || has_way_out {
        return None;
    }
    let name = &question.id;
    let message = words!(
        "`{name}` no deja decir «no sé» ni «no aplica»",
        "`{name}` does not let people say \"I do not know\" or \"does not apply\""
    );
    let help = Words::new(
        "ofrécelo, y nómbralo aquí: `not_applicable = [\"No sé\"]`",
        "offer it, and name it here: `not_applicable = [\"Don't know\"]`",
    );
    Some(Fault::new(message, help))
}

/// Tells whether a label is one for who cannot answer.
fn is_unknowing(label: &Said, lexicon: &Lexicon) -> bool {
    label.first(lexicon.unknowing).is_some()
}

//! A question: what its keys mean together.

use crate::ground::{Span, Words, findings};
use crate::model::survey::{Choice, Item, Question, QuestionKind, Texts};
use crate::parse::fields::Reader;
use crate::parse::node::{Key, Node};
use crate::words;

use super::choices;
use super::draft::{self, Asked, Draft, Neutral};

/// The keys that only some kinds understand.
const OF_SOME: [(&str, &[Asked]); 6] = [
    ("scale", &[Asked::Nps]),
    ("points", &[Asked::Csat, Asked::Ces, Asked::Likert]),
    ("direction", &[Asked::Csat, Asked::Ces, Asked::Likert]),
    ("neutral", &[Asked::Likert]),
    ("separator", &[Asked::Multiple, Asked::Rank]),
    ("unticked", &[Asked::Multiple]),
];

/// Reads the question with this number.
pub(super) fn read(
    reader: &mut Reader<'_>,
    key: &Key<'_>,
    node: Node<'_>,
    number: usize,
) -> Question {
    let span = node.span;
    let mut draft = draft::read(reader, key, node);
    let id = name(reader, &draft, span, number);
    let asked = draft.kind.unwrap_or(Asked::Text);
    if !draft.has_kind {
        let message = words!(
            "la pregunta `{id}` no dice de qué clase es",
            "the question `{id}` does not say of which kind it is"
        );
        let help =
            Words::new("escribe `kind = \"nps\"`, por ejemplo", "write `kind = \"nps\"`, say");
        reader.report(findings::bad_survey(reader.place(head(span)), message, Some(help)));
    }
    refuse_strangers(reader, &draft, asked);
    let choices = answers(reader, &mut draft, asked, (&id, span));
    let kind = kind(reader, &draft, asked, &choices);
    Question {
        id,
        span: head(span),
        kind,
        choices,
        items: items(&mut draft),
        text: draft.text,
        separator: draft.separator,
        not_applicable: draft.not_applicable,
        missing: draft.missing,
        unticked: draft.unticked,
        is_shown_to_all: draft.is_shown_to_all,
    }
}

/// The first bytes of a table are enough to show where it is.
fn head(span: Span) -> Span {
    Span { start: span.start, end: span.end.min(span.start + "[[questions]]".len() as u32) }
}

fn name(reader: &mut Reader<'_>, draft: &Draft, span: Span, number: usize) -> String {
    match &draft.id {
        Some(id) if is_name(&id.value) => id.value.clone(),
        other => {
            let place = reader.place(other.as_ref().map_or(head(span), |id| id.span));
            let message = match other {
                Some(id) => words!(
                    "`{}` no puede ser el nombre de una pregunta",
                    "`{}` cannot be the name of a question",
                    id.value
                ),
                None => {
                    words!("la pregunta {number} no tiene `id`", "question {number} has no `id`")
                }
            };
            let help = words!(
                "escribe `id = \"q{number}\"`: letras sin tilde, cifras, `-` y `_`",
                "write `id = \"q{number}\"`: plain letters, digits, `-` and `_`"
            );
            reader.report(findings::bad_survey(place, message, Some(help)));
            format!("q{number}")
        }
    }
}

/// Tells whether links can lead to a name.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Reports keys that say nothing for this kind of question.
fn refuse_strangers(reader: &mut Reader<'_>, draft: &Draft, asked: Asked) {
    for (name, span) in &draft.spots {
        let Some((_, kinds)) = OF_SOME.iter().find(|(key, _)| key == name) else { continue };
        if draft.kind.is_some() && !kinds.contains(&asked) {
            let why = Words::new(
                "esta clase de pregunta no la usa",
                "this kind of question has no use for it",
            );
            let place = reader.place(*span);
            reader.report(findings::misplaced_key(place, name, &why));
        }
    }
}

/// Gives what can be answered, lowest first on a scale.
fn answers(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    asked: Asked,
    (id, span): (&str, Span),
) -> Vec<Choice> {
    let mut chosen = std::mem::take(&mut draft.choices);
    let ends = std::mem::take(&mut draft.ends);
    let usual = match asked {
        Asked::Nps if chosen.is_empty() => {
            return choices::points(u32::from(draft.is_from_one), 10, ends);
        }
        Asked::Csat => Some(5),
        Asked::Ces => Some(7),
        _ => None,
    };
    let is_free = matches!(asked, Asked::Number | Asked::Date | Asked::Text);
    if chosen.is_empty() && !is_free {
        if let Some(points) = draft.points.or(usual) {
            chosen = choices::points(1, points, ends);
        } else {
            let message = words!(
                "la pregunta `{id}` no dice qué se puede contestar",
                "the question `{id}` does not say what can be answered"
            );
            let help = Words::new(
                "añade `choices`, o `points` si es una escala",
                "add `choices`, or `points` if it is a scale",
            );
            reader.report(findings::bad_survey(reader.place(head(span)), message, Some(help)));
        }
    }
    if is_free && !chosen.is_empty() {
        let message = words!(
            "la pregunta `{id}` se contesta con palabras propias, y `choices` sobra",
            "the question `{id}` is answered in own words, and `choices` is too much"
        );
        reader.report(findings::bad_survey(reader.place(head(span)), message, None));
        chosen.clear();
    }
    choices::codes(&mut chosen);
    if asked == Asked::Csat && draft.is_down {
        chosen.reverse();
    }
    chosen
}

fn kind(reader: &mut Reader<'_>, draft: &Draft, asked: Asked, choices: &[Choice]) -> QuestionKind {
    match asked {
        Asked::Nps => QuestionKind::Nps { from: u8::from(draft.is_from_one) },
        Asked::Csat => QuestionKind::Csat,
        Asked::Ces => QuestionKind::Ces { is_reversed: draft.is_down },
        Asked::Likert => QuestionKind::Likert {
            is_reversed: draft.is_down,
            neutral: neutral(reader, draft, choices),
        },
        Asked::Single => QuestionKind::Single,
        Asked::Multiple => QuestionKind::Multiple,
        Asked::Rank => QuestionKind::Rank,
        Asked::Number => QuestionKind::Number,
        Asked::Date => QuestionKind::Date,
        Asked::Text => QuestionKind::Text,
    }
}

/// Gives the choice that is neither: the one that was named, else the middle one.
fn neutral(reader: &mut Reader<'_>, draft: &Draft, choices: &[Choice]) -> Option<usize> {
    match &draft.neutral {
        None => (choices.len() % 2 == 1).then_some(choices.len() / 2),
        Some(Neutral::Nothing) => None,
        Some(Neutral::Choice(named)) => {
            let found = choices.iter().position(|choice| {
                choice.code == named.value || choice.label.0.values().any(|one| *one == named.value)
            });
            if found.is_none() {
                let name = &named.value;
                let message =
                    words!("no hay ninguna opción `{name}`", "there is no choice `{name}`");
                reader.report(findings::bad_survey(reader.place(named.span), message, None));
            }
            found
        }
    }
}

/// Gives what is asked about: the rows of a matrix, else one thing.
fn items(draft: &mut Draft) -> Vec<Item> {
    let rows = std::mem::take(&mut draft.rows);
    if rows.is_empty() {
        let column = draft.column.take();
        return vec![Item { id: String::new(), text: Texts::default(), column }];
    }
    let named = |(index, mut row): (usize, Item)| {
        if row.id.is_empty() {
            row.id = (index + 1).to_string();
        }
        row
    };
    rows.into_iter().enumerate().map(named).collect()
}

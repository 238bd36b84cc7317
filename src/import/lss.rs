//! Questionnaires of LimeSurvey (`.lss`): what was asked, and what each code means.
//!
//! The file is XML in sections of rows. No entity of its own is expanded, and one that declares
//! any is refused.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::ground::Words;
use crate::words;

use super::intake::{Open, Refused};
use super::wording::plain;

/// Bytes of a questionnaire at most.
const FILE_BYTES_MAX: u64 = 32 << 20;
/// Rows of it at most.
const ROWS_MAX: usize = 200_000;
/// The sections that are read.
const SECTIONS: [&str; 6] = [
    "questions",
    "subquestions",
    "answers",
    "question_l10ns",
    "answer_l10ns",
    "surveys_languagesettings",
];

/// Texts by their language.
pub(super) type Tongues = BTreeMap<String, String>;

/// A questionnaire.
#[derive(Clone, Debug, Default)]
pub struct Questionnaire {
    /// What the survey is called.
    pub(super) title: Tongues,
    /// Its questions.
    pub(super) questions: Vec<Question>,
}

/// A question.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// Its code: `Q1`.
    pub(super) code: String,
    /// The letter of its type.
    pub(super) letter: char,
    pub(super) text: Tongues,
    /// Whether people may write another answer.
    pub(super) has_other: bool,
    /// Its rows, or the choices that have a column each.
    pub(super) parts: Vec<Label>,
    /// What can be answered.
    pub(super) choices: Vec<Label>,
}

/// A code and what it means.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    pub(super) code: String,
    pub(super) text: Tongues,
    /// Zero, or one for the second scale of a question that has two.
    pub(super) scale: u8,
    /// Its place among the others.
    pub(super) order: i64,
}

type Row = HashMap<String, String>;

/// Reads a questionnaire.
///
/// # Errors
/// When it cannot be read, or is no questionnaire.
pub fn questionnaire(open: Open<'_>) -> Result<Questionnaire, Refused> {
    let mut bytes = Vec::new();
    open()?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(too_large());
    }
    let sections = sections(&bytes)?;
    let asked = assembled(&sections);
    if asked.questions.is_empty() {
        let why = Words::new(
            "en el cuestionario no hay ninguna pregunta",
            "there is no question in the questionnaire",
        );
        return Err(Refused::Unfit(why, None));
    }
    Ok(asked)
}

/// Reads the rows of each section.
fn sections(bytes: &[u8]) -> Result<HashMap<String, Vec<Row>>, Refused> {
    let mut reader = Reader::from_reader(bytes);
    let mut sections: HashMap<String, Vec<Row>> = HashMap::new();
    let (mut path, mut row, mut text) = (Vec::<String>::new(), Row::new(), String::new());
    let (mut buffer, mut rows) = (Vec::new(), 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| bad())? {
            Event::Eof if path.is_empty() => break,
            Event::Eof => return Err(bad()),
            Event::DocType(_) => return Err(declares()),
            Event::Start(start) => {
                path.push(start.local_name().as_ref().to_string());
                text.clear();
                if path.len() > 8 {
                    return Err(bad());
                }
            }
            Event::CData(data) => text.push_str(&data),
            Event::Text(data) => text.push_str(&data),
            Event::GeneralRef(name) => text.push_str(entity(&name)),
            Event::End(_) => {
                let section = path.get(1).filter(|name| SECTIONS.contains(&name.as_str())).cloned();
                let name = path.pop().unwrap_or_default();
                match (section, path.len()) {
                    (Some(_), 4) => drop(row.insert(name, std::mem::take(&mut text))),
                    (Some(section), 3) if name == "row" => {
                        rows += 1;
                        if rows > ROWS_MAX {
                            return Err(too_large());
                        }
                        sections.entry(section).or_default().push(std::mem::take(&mut row));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    Ok(sections)
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" | "#39" => "'",
        _ => " ",
    }
}

/// Puts the sections together: in old files each row has its language and its text, in new ones
/// these have sections of their own.
fn assembled(sections: &HashMap<String, Vec<Row>>) -> Questionnaire {
    let rows = |name: &str| sections.get(name).map(Vec::as_slice).unwrap_or_default();
    let get = |row: &Row, name: &str| row.get(name).cloned().unwrap_or_default();
    let texts_of = |names: &[&str], (id, field): (&str, &str)| {
        let mut texts: HashMap<String, Tongues> = HashMap::new();
        for row in names.iter().flat_map(|name| rows(name)) {
            if let Some(text) = row.get(field) {
                let known = texts.entry(get(row, id)).or_default();
                known.insert(get(row, "language"), plain(text));
            }
        }
        texts
    };
    let asked = ["questions", "subquestions", "question_l10ns"];
    let texts = texts_of(&asked, ("qid", "question"));
    let labels = texts_of(&["answer_l10ns"], ("aid", "answer"));
    let mut questionnaire = Questionnaire::default();
    for row in rows("surveys_languagesettings") {
        let title = plain(&get(row, "surveyls_title"));
        questionnaire.title.insert(get(row, "surveyls_language"), title);
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows("questions") {
        let id = get(row, "qid");
        let parent = get(row, "parent_qid");
        if places.contains_key(&id) || !matches!(parent.as_str(), "" | "0") {
            continue;
        }
        places.insert(id.clone(), questionnaire.questions.len());
        questionnaire.questions.push(Question {
            code: get(row, "title"),
            letter: get(row, "type").chars().next().unwrap_or('T'),
            text: texts.get(&id).cloned().unwrap_or_default(),
            has_other: get(row, "other") == "Y",
            ..Question::default()
        });
    }
    for row in rows("subquestions") {
        let Some(place) = places.get(&get(row, "parent_qid")) else { continue };
        let text = texts.get(&get(row, "qid")).cloned().unwrap_or_default();
        let parts = &mut questionnaire.questions[*place].parts;
        put(parts, label(row, get(row, "title"), "question_order", text));
    }
    for row in rows("answers") {
        let Some(place) = places.get(&get(row, "qid")) else { continue };
        let text = match row.get("answer") {
            Some(text) => Tongues::from([(get(row, "language"), plain(text))]),
            None => labels.get(&get(row, "aid")).cloned().unwrap_or_default(),
        };
        let choices = &mut questionnaire.questions[*place].choices;
        put(choices, label(row, get(row, "code"), "sortorder", text));
    }
    for question in &mut questionnaire.questions {
        question.parts.sort_by_key(|part| (part.scale, part.order));
        question.choices.sort_by_key(|choice| (choice.scale, choice.order));
    }
    questionnaire
}

fn label(row: &Row, code: String, order: &str, text: Tongues) -> Label {
    let number = |name: &str| row.get(name).and_then(|text| text.parse().ok()).unwrap_or(0);
    let scale = u8::try_from(number("scale_id")).unwrap_or_default();
    Label { code, text, scale, order: number(order) }
}

/// Adds a label, or another language of one that is there.
fn put(labels: &mut Vec<Label>, label: Label) {
    let is_same = |one: &&mut Label| one.code == label.code && one.scale == label.scale;
    match labels.iter_mut().find(is_same) {
        Some(known) => known.text.extend(label.text),
        None => labels.push(label),
    }
}

fn bad() -> Refused {
    Refused::Unfit(
        Words::new(
            "esto no es un cuestionario de LimeSurvey que se pueda leer",
            "this is no questionnaire of LimeSurvey that can be read",
        ),
        Some(Words::new(
            "expórtalo otra vez como «Estructura de la encuesta (.lss)»",
            "export it again as \"Survey structure (.lss)\"",
        )),
    )
}

fn declares() -> Refused {
    Refused::Unfit(
        Words::new(
            "el cuestionario trae declaraciones (`DOCTYPE`), y LimeSurvey no las escribe",
            "the questionnaire has declarations (`DOCTYPE`), which LimeSurvey does not write",
        ),
        None,
    )
}

fn too_large() -> Refused {
    let limit = FILE_BYTES_MAX >> 20;
    let why = words!(
        "el cuestionario pasa de {limit} MB o de {ROWS_MAX} filas",
        "the questionnaire exceeds {limit} MB or {ROWS_MAX} rows"
    );
    Refused::Unfit(why, None)
}

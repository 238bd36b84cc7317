//! Surveys: a questionnaire that is its codebook too, and the waves in which it was asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::sample::Sample;
use super::tally::LeftOut;
use crate::ground::{Diagnostic, Fingerprint, Span};

/// A survey, as its `survey.toml` tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// The file's path from the site's root: `content/encuestas/nps-2026/survey.toml`.
    pub path: Arc<str>,
    /// Its name in links, that of its folder: `nps-2026`.
    pub id: String,
    /// The fingerprint of the file's text.
    pub fingerprint: Fingerprint,
    /// What it is called.
    pub title: Texts,
    /// How it was made: what AAPOR asks everybody to disclose.
    pub method: Method,
    /// The column with the weights of the people.
    pub weights: Option<String>,
    /// Columns of the waves that hold no answers, by their headings.
    pub ignored: Vec<String>,
    /// The questions by whose answers results are split, by their numbers.
    pub segments: Vec<usize>,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// The waves, oldest first.
    pub waves: Vec<Wave>,
    /// What is wrong with the file, seen alone.
    pub findings: Vec<Diagnostic>,
}

/// A text in one or several languages, by their tags; one that is written without a tag stands
/// under the empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts(pub BTreeMap<String, String>);

/// How a survey was made. What is empty was not disclosed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Method {
    /// How people came into the sample; `None` if it was not said.
    pub sample: Option<Sample>,
    /// Each item of AAPOR's list that is a text, as the author wrote it.
    pub items: BTreeMap<Disclosure, Texts>,
}

/// What a result should be published with, after AAPOR's disclosure checklist of 2021. Dates and
/// sizes are known from the waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Disclosure {
    /// How the data was collected, and who asked whom in general.
    Strategy,
    /// Who paid, and who carried it out.
    Sponsor,
    /// The questions and instructions as they were put.
    Instruments,
    /// Of whom it wants to tell.
    Population,
    /// How the sample was drawn or people were invited.
    Recruitment,
    /// By web, telephone, face to face.
    Mode,
    /// When.
    Dates,
    /// How many, and how exact.
    Sizes,
    /// How answers were weighted.
    Weighting,
    /// How answers were checked and cleaned.
    Processing,
    /// What it cannot tell.
    Limitations,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its name in links: `q3`.
    pub id: String,
    /// Where it begins in the file.
    pub span: Span,
    /// How it is asked and counted.
    pub kind: QuestionKind,
    /// Its wording.
    pub text: Texts,
    /// What can be answered, in order; of a scale its points, lowest first. Empty where people
    /// write numbers, dates or words.
    pub choices: Vec<Choice>,
    /// What is asked about with the same choices; one without a name where it is no matrix.
    pub items: Vec<Item>,
    /// Parts the answers in a cell that holds several: `", "`.
    pub separator: Option<String>,
    /// Labels that mean "does not apply" or "I do not know": they are counted, and in no base.
    pub not_applicable: Vec<String>,
    /// Labels that mean that nothing was answered: `-99`.
    pub missing: Vec<String>,
    /// What stands in the column of a choice that was seen and not ticked: `Not selected`.
    pub unticked: Vec<String>,
    /// Whether everybody was shown it, so that nothing ticked is an answer too.
    pub is_shown_to_all: bool,
}

/// How a question is asked and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuestionKind {
    /// From 0 to 10; or from 1 to 10 if the author says so, and then it is called an index.
    Nps {
        /// The lowest point: 0 or 1.
        from: u8,
    },
    /// Satisfaction: the share of the two best points, which stand last.
    Csat,
    /// Effort: the mean.
    Ces {
        /// Whether much is bad, as in its first version.
        is_reversed: bool,
    },
    /// Agreement on a scale.
    Likert {
        /// Whether the first choice is the best.
        is_reversed: bool,
        /// Which choice is neither, if one is.
        neutral: Option<usize>,
    },
    /// One of the choices.
    Single,
    /// Any of the choices; the base are those who saw the question.
    Multiple,
    /// An order of the choices: the cell of each holds its place.
    Rank,
    /// A number.
    Number,
    /// A date.
    Date,
    /// Words. They are counted and never shown.
    Text,
}

/// One answer that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What stands in the data: `4`.
    pub code: String,
    /// What people read.
    pub label: Texts,
    /// What else stands in the data for it, in any wave: `Strongly agree`.
    pub aliases: Vec<String>,
    /// Its own column, where each choice has one; by wave if the wave says otherwise.
    pub column: Option<String>,
}

/// What a question of several lines asks about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its name in links, after that of its question: `q4.precio`. Empty where there is one only.
    pub id: String,
    /// What people read.
    pub text: Texts,
    /// The heading of its column; none where each choice has one.
    pub column: Option<String>,
}

/// A wave: the answers of one time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wave {
    /// Its name in links: `2026-h1`.
    pub id: String,
    /// Where it begins in the file.
    pub span: Span,
    /// What it is called; its name if nothing else is said.
    pub title: Texts,
    /// The path of its answers from the site's root.
    pub file: Arc<str>,
    /// The first and last day on which people were asked, as `2026-11-22`.
    pub days: Option<(String, String)>,
    /// Columns that have another heading in this wave, by the heading in the codebook; an empty
    /// one was not asked.
    pub columns: BTreeMap<String, String>,
    /// Labels that mean something else in this wave: by question, what stands there and its code.
    pub labels: BTreeMap<String, BTreeMap<String, String>>,
    /// How many were invited, if that is known.
    pub invited: Option<u64>,
    /// Rows that never came into the file, and why: what an import left out.
    pub left_out: Vec<(LeftOut, u64)>,
}

impl Texts {
    /// Gives the text in a language, else in the fallback, else in any; empty if there is none.
    pub fn get(&self, language: &str, fallback: &str) -> &str {
        let tags = [language, "", fallback];
        let found = tags.iter().find_map(|tag| self.0.get(*tag));
        found.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }
}

impl Question {
    /// Gives the numbers of the points of a scale: their codes if these rise, else their places;
    /// nothing of other questions.
    #[expect(clippy::cast_precision_loss, reason = "a scale has few points")]
    pub fn points(&self) -> Vec<f64> {
        let is_scale = matches!(
            self.kind,
            QuestionKind::Nps { .. }
                | QuestionKind::Csat
                | QuestionKind::Ces { .. }
                | QuestionKind::Likert { .. }
        );
        if !is_scale {
            return Vec::new();
        }
        let codes: Option<Vec<f64>> =
            self.choices.iter().map(|choice| choice.code.parse().ok()).collect();
        match codes {
            Some(codes) if codes.is_sorted_by(|a, b| a < b) => codes,
            _ => (1..=self.choices.len()).map(|place| place as f64).collect(),
        }
    }
}

/// Gives the name of a question on the page of its survey, or of an item of a matrix.
pub fn anchor(question: &str, item: &str) -> String {
    match item {
        "" => format!("q-{question}"),
        item => format!("q-{question}-{item}"),
    }
}

//! Which tool wrote a file, by signs that do not depend on its language where there are such.

use crate::ground::Words;

/// A tool that exports answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// A table with one row of headings.
    Plain,
    /// Google Forms.
    GoogleForms,
    /// SurveyMonkey.
    SurveyMonkey,
    /// LimeSurvey.
    LimeSurvey,
    /// Qualtrics.
    Qualtrics,
    /// Typeform.
    Typeform,
}

/// The first heading of Google Forms, in its languages.
const TIMESTAMPS: [&str; 7] = [
    "Timestamp",
    "Marca temporal",
    "Marca de temps",
    "Carimbo de data/hora",
    "Horodateur",
    "Zeitstempel",
    "Informazioni cronologiche",
];
/// What SurveyMonkey writes under a question that has one column.
const RESPONSES: [&str; 8] = [
    "Response",
    "Open-Ended Response",
    "Other (please specify)",
    "Comments:",
    "Respuesta",
    "Respuesta abierta",
    "Otro (especifique)",
    "Comentarios:",
];
/// What LimeSurvey calls the number of an answer.
const ANSWER_IDS: [&str; 6] =
    ["Response ID", "Answer ID", "ID de respuesta", "Antwort ID", "ID de la respuesta", "id"];

impl Tool {
    /// Recognises a tool by the first records, and tells how many of them are headings.
    pub(super) fn of(records: &[Vec<String>]) -> (Self, usize) {
        let record = |index: usize| records.get(index).map(Vec::as_slice).unwrap_or_default();
        let (first, second, third) = (record(0), record(1), record(2));
        let has = |record: &[String], text: &str| record.iter().any(|cell| cell.trim() == text);
        let mut ids = third.iter().filter(|cell| !cell.is_empty()).peekable();
        if ids.peek().is_some() && ids.all(|cell| cell.contains("ImportId")) {
            return (Self::Qualtrics, 3);
        }
        let is_response = |cell: &String| RESPONSES.contains(&cell.trim());
        let start = first.first().map(|cell| cell.trim()).unwrap_or_default();
        if second.len() == first.len() && second.iter().any(is_response) {
            return (Self::SurveyMonkey, 2);
        }
        let has_parts = first.iter().any(|cell| cell.ends_with(']') && cell.contains('['));
        let is_lime = has(first, "submitdate")
            || has(first, "lastpage")
            || first.iter().any(|cell| cell.contains("[SQ"))
            || (ANSWER_IDS.contains(&start) && has_parts);
        if is_lime {
            return (Self::LimeSurvey, 1);
        }
        if TIMESTAMPS.contains(&start) {
            return (Self::GoogleForms, 1);
        }
        if start == "#" && has(first, "Network ID") {
            return (Self::Typeform, 1);
        }
        (Self::Plain, 1)
    }

    /// Gives its name for people.
    pub fn name(self) -> Words {
        match self {
            Self::Plain => Words::new("una tabla CSV", "a CSV table"),
            Self::GoogleForms => Words::new("Google Forms", "Google Forms"),
            Self::SurveyMonkey => Words::new("SurveyMonkey", "SurveyMonkey"),
            Self::LimeSurvey => Words::new("LimeSurvey", "LimeSurvey"),
            Self::Qualtrics => Words::new("Qualtrics", "Qualtrics"),
            Self::Typeform => Words::new("Typeform", "Typeform"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_are_known_by_their_signs() {
        for (rows, expected) in [
            (&["Marca temporal|¿Qué tal?"][..], (Tool::GoogleForms, 1)),
            (&["Antwort ID|Frage [Eins]"], (Tool::LimeSurvey, 1)),
            (&["id|submitdate|Q1[SQ001]"], (Tool::LimeSurvey, 1)),
            (&["Respondent ID|¿Qué tal?|", "|Response|Comments:"], (Tool::SurveyMonkey, 2)),
            (&["Q1|Q2", "¿Uno?|¿Dos?", "{\"ImportId\":\"QID1\"}|"], (Tool::Qualtrics, 3)),
            (&["#|¿Qué tal?|Network ID"], (Tool::Typeform, 1)),
            (&["a|b", "1|2"], (Tool::Plain, 1)),
            (&[], (Tool::Plain, 1)),
        ] {
            let records: Vec<Vec<String>> =
                rows.iter().map(|row| row.split('|').map(str::to_string).collect()).collect();
            assert_eq!(Tool::of(&records), expected, "{rows:?}");
        }
    }
}

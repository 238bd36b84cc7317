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
    /// Microsoft Forms.
    MicrosoftForms,
    /// An Excel workbook of no tool that is known.
    Workbook,
    /// JSON, as SurveyJS keeps it.
    SurveyJs,
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
        if is_old_qualtrics(first, second) {
            return (Self::Qualtrics, 2);
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
        if is_microsoft(first, second) {
            return (Self::MicrosoftForms, 1);
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
            Self::MicrosoftForms => Words::new("Microsoft Forms", "Microsoft Forms"),
            Self::Workbook => Words::new("un libro de Excel", "an Excel workbook"),
            Self::SurveyJs => Words::new("JSON, como el de SurveyJS", "JSON as of SurveyJS"),
        }
    }
}

/// Qualtrics once called columns `V1`, `V2` … and wrote in the second row what they are.
fn is_old_qualtrics(first: &[String], second: &[String]) -> bool {
    let is_numbered = (1..=5).all(|number| {
        first.get(number - 1).is_some_and(|cell| cell.trim() == format!("V{number}"))
    });
    is_numbered && second.first().is_some_and(|cell| cell.trim() == "ResponseID")
}

/// Microsoft Forms writes a number and two moments first, whatever it calls them.
fn is_microsoft(first: &[String], second: &[String]) -> bool {
    let is_id = first.first().is_some_and(|cell| cell.trim().eq_ignore_ascii_case("id"));
    let is_number = |cell: &String| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
    let is_moment =
        |cell: &String| cell.contains(':') && cell.bytes().filter(u8::is_ascii_digit).count() >= 7;
    is_id
        && first.len() > 3
        && second.first().is_some_and(is_number)
        && second.get(1).is_some_and(is_moment)
        && second.get(2).is_some_and(is_moment)
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
            (
                &["V1|V2|V3|V4|V5|Q1", "ResponseID|ResponseSet|Name|||¿Qué tal?"],
                (Tool::Qualtrics, 2),
            ),
            (
                &[
                    "Id|Hora de inicio|Hora de finalización|¿Qué tal?",
                    "1|2026-03-01 10:00:00|2026-03-01 10:01:00|Bien",
                ],
                (Tool::MicrosoftForms, 1),
            ),
            (&["a|b", "1|2"], (Tool::Plain, 1)),
            (&[], (Tool::Plain, 1)),
        ] {
            let records: Vec<Vec<String>> =
                rows.iter().map(|row| row.split('|').map(str::to_string).collect()).collect();
            assert_eq!(Tool::of(&records), expected, "{rows:?}");
        }
    }
}

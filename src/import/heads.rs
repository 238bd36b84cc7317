//! Headings: what each column asks, and a name that no other has.

use std::collections::BTreeSet;

use super::tool::Tool;

/// What SurveyMonkey writes where a question has one column.
const SINGLE: [&str; 4] = ["Response", "Open-Ended Response", "Respuesta", "Respuesta abierta"];

/// The heading of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// What the kept file calls it.
    pub(super) heading: String,
    /// What was asked.
    pub(super) question: String,
    /// The row or choice it is about.
    pub(super) part: Option<String>,
    /// What the tool itself calls it, if it says so.
    pub(super) sign: Option<String>,
}

/// Reads the headings out of the first records.
pub(super) fn heads(tool: Tool, records: &[Vec<String>]) -> Vec<Head> {
    let record = |index: usize| records.get(index).map(Vec::as_slice).unwrap_or_default();
    let heads = match tool {
        Tool::SurveyMonkey => monkey(record(0), record(1)),
        Tool::Qualtrics => qualtrics(record(0), record(1), record(2)),
        _ => plain(record(0)),
    };
    unique(heads)
}

/// Puts a heading on one line.
fn tidy(text: &str) -> String {
    text.split(char::is_whitespace).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A heading without a name goes on with the question before it, as in files whose second row of
/// headings somebody took away.
fn plain(cells: &[String]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::with_capacity(cells.len());
    let (mut question, mut number) = (String::new(), 1);
    for cell in cells {
        let cell = tidy(cell);
        if !cell.is_empty() || question.is_empty() {
            let head = bracketed(&cell);
            question = head.question.clone();
            number = 1;
            heads.push(head);
            continue;
        }
        number += 1;
        let part = number.to_string();
        let heading = format!("{question} [{part}]");
        heads.push(Head { heading, question: question.clone(), part: Some(part), sign: None });
    }
    heads
}

/// Reads `Question [Part]`, and `q0004_0001`.
fn bracketed(text: &str) -> Head {
    let split = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    if let Some((question, part)) = split.filter(|(question, _)| !question.trim().is_empty()) {
        return Head {
            heading: text.to_string(),
            question: question.trim().to_string(),
            part: Some(part.trim().to_string()),
            sign: None,
        };
    }
    let numbered = text.rsplit_once('_').filter(|(name, number)| {
        !name.contains(' ') && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    });
    let (question, part) = match numbered {
        Some((name, number)) => (name, Some(number.to_string())),
        None => (text, None),
    };
    Head { heading: text.to_string(), question: question.to_string(), part, sign: None }
}

/// The first row has the questions, blank where they go on; the second the choices.
fn monkey(first: &[String], second: &[String]) -> Vec<Head> {
    let mut question = String::new();
    let cells = first.iter().enumerate();
    let head = |(index, cell): (usize, &String)| {
        let cell = tidy(cell);
        if !cell.is_empty() {
            question = cell;
        }
        let part = second.get(index).map(|part| tidy(part)).unwrap_or_default();
        let is_single = part.is_empty() || SINGLE.contains(&part.as_str());
        Head {
            heading: match is_single {
                true => question.clone(),
                false => format!("{question} [{part}]"),
            },
            question: question.clone(),
            part: (!is_single).then_some(part),
            sign: None,
        }
    };
    cells.map(head).collect()
}

/// The first row has the names, the second the wording, with the choice after ` - `; the third, or
/// in old files the second, tells which columns the tool has made.
fn qualtrics(first: &[String], second: &[String], third: &[String]) -> Vec<Head> {
    let head = |(index, name): (usize, &String)| {
        let label = second.get(index).map(|label| tidy(label)).unwrap_or_default();
        let is_part = name.rsplit_once('_').is_some_and(|(_, number)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        let (question, part) = match label.rsplit_once(" - ").filter(|_| is_part) {
            Some((question, part)) => (question.to_string(), Some(part.to_string())),
            None => (label, None),
        };
        let imported = third.get(index).and_then(|cell| import_id(cell));
        let sign = imported.or_else(|| second.get(index).map(|label| tidy(label)));
        Head { heading: tidy(name), question, part, sign }
    };
    first.iter().enumerate().map(head).collect()
}

/// Reads `{"ImportId":"QID2_TEXT"}`, or what another program made of it.
fn import_id(cell: &str) -> Option<String> {
    let rest = cell.split_once("ImportId")?.1;
    let word = rest.split(['"', '\'', ':', '}', ',', ' ']).find(|word| !word.is_empty())?;
    Some(word.to_string())
}

/// Gives each heading that stands twice a number.
fn unique(mut heads: Vec<Head>) -> Vec<Head> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (index, head) in heads.iter_mut().enumerate() {
        if head.heading.is_empty() {
            head.heading = format!("({})", index + 1);
        }
        let wanted = head.heading.clone();
        let mut number = 2;
        while !taken.insert(head.heading.clone()) {
            head.heading = format!("{wanted} ({number})");
            number += 1;
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tool: Tool, rows: &[&str]) -> String {
        let records: Vec<Vec<String>> =
            rows.iter().map(|row| row.split('|').map(str::to_string).collect()).collect();
        let show = |head: Head| match head.part {
            Some(part) => format!("{}={}+{part}", head.heading, head.question),
            None => format!("{}={}", head.heading, head.question),
        };
        heads(tool, &records).into_iter().map(show).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn headings_tell_questions_and_parts() {
        for (tool, rows, expected) in [
            (
                Tool::Plain,
                &["|a|a||q4_0001|Q [X]"][..],
                "(1)=|a=a|a (2)=a|a [2]=a+2|q4_0001=q4+0001|Q [X]=Q+X",
            ),
            (
                Tool::SurveyMonkey,
                &["¿Qué?||¿Más?", "Response|Comments:|Open-Ended Response"],
                "¿Qué?=¿Qué?|¿Qué? [Comments:]=¿Qué?+Comments:|¿Más?=¿Más?",
            ),
            (Tool::Qualtrics, &["Q1|Q2_1", "¿Uno?|¿Dos? - A", ""], "Q1=¿Uno?|Q2_1=¿Dos?+A"),
        ] {
            assert_eq!(shown(tool, rows), expected);
        }
    }
}

//! What form a file has, by its first bytes: text, workbook, objects, questionnaire.

use std::io::{self, Read};

use super::bare::Bare;
use super::intake::{Open, Refused};
use super::json;
use super::workbook;

/// Bytes that are looked at.
const FIRST_BYTES: u64 = 4_096;

/// What a file holds.
#[derive(Debug)]
pub enum Form {
    /// A text with a table, to be read as it is.
    Text,
    /// Answers that were made a table.
    Table(Bare),
}

/// Tells whether a file is a questionnaire of LimeSurvey.
///
/// # Errors
/// When it cannot be read.
pub fn is_questionnaire(open: Open<'_>) -> io::Result<bool> {
    let mut first = Vec::new();
    open()?.take(FIRST_BYTES).read_to_end(&mut first)?;
    let text = String::from_utf8_lossy(&first);
    let is_xml = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    Ok(is_xml && text.contains("<LimeSurveyDocType>"))
}

/// Tells what a file holds.
///
/// # Errors
/// When it cannot be read, or is a workbook or JSON that cannot be used.
pub fn form(open: Open<'_>) -> Result<Form, Refused> {
    let mut first = Vec::new();
    open()?.take(FIRST_BYTES).read_to_end(&mut first)?;
    if first.starts_with(b"PK\x03\x04") {
        return workbook::table(open).map(Form::Table);
    }
    let text = String::from_utf8_lossy(&first);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match is_json(text) {
        true => json::table(open).map(Form::Table),
        false => Ok(Form::Text),
    }
}

/// Tells whether a text begins as JSON does, and no table.
fn is_json(text: &str) -> bool {
    let inside = text.strip_prefix('[').map(str::trim_start);
    let object = inside.unwrap_or(text).strip_prefix('{').map(str::trim_start);
    let is_list = inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(']'));
    is_list || object.is_some_and(|rest| rest.is_empty() || rest.starts_with(['"', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_tables() {
        for (text, expected) in [
            ("[{\"a\":1}]", true),
            ("[ ]", true),
            ("{ \"a\": 1 }\n{}", true),
            ("[a],b\n1,2", false),
            ("{a},b\n", false),
            ("\"a\",\"b\"\n", false),
            ("", false),
        ] {
            assert_eq!(is_json(text), expected, "{text:?}");
        }
    }
}

//! Columns that are left out: those that would tell who answered, and those of the tool.

use unicode_normalization::UnicodeNormalization;

use super::intake::{Column, Fate, Why};
use super::known::{TELLING, TELLING_ALONE, TOOL};
use super::profile::Profile;
use super::tool::Tool;

/// Words of a heading that is more than a label.
const LABEL_WORDS_MAX: usize = 3;
/// Words of a heading under which nobody leaves an address.
const HEADING_WORDS_MAX: usize = 12;

/// What Qualtrics calls the columns that it makes itself.
const OF_QUALTRICS: &[&str] = &[
    "startdate",
    "enddate",
    "status",
    "progress",
    "duration",
    "finished",
    "recordeddate",
    "_recordid",
    "responseid",
    "responseset",
    "distributionchannel",
    "userlanguage",
    "locationaccuracy",
];
/// What it calls those that tell of a person.
const PERSONAL_OF_QUALTRICS: &[&str] = &[
    "ipaddress",
    "recipientlastname",
    "recipientfirstname",
    "recipientemail",
    "externaldatareference",
    "externalreference",
    "name",
    "emailaddress",
    "locationlatitude",
    "locationlongitude",
];
/// The columns that Microsoft Forms makes itself, before those with addresses and names.
const FIRST_OF_MICROSOFT: usize = 3;
/// What it calls addresses and names.
const PERSONAL_OF_MICROSOFT: &[&str] = &[
    "email",
    "e-mail",
    "name",
    "nombre",
    "correo electrónico",
    "nom",
    "nome",
    "nombre completo",
    "adresse de messagerie",
    "correu electrònic",
];
/// What it writes there if nobody is asked who they are.
const ANONYMOUS: &[&str] = &["anonymous", "anónimo", "anónima", "anonim", "anonyme", "anonym"];

/// Decides what happens to a column, of which its tool may tell more than its cells.
pub(super) fn fate(tool: Tool, index: usize, column: &Column) -> Fate {
    if column.profile.filled == 0 {
        return Fate::Dropped(Why::Empty);
    }
    let sign = column.sign.trim().to_lowercase();
    let is_anonymous = column
        .profile
        .values
        .keys()
        .all(|value| ANONYMOUS.contains(&value.to_lowercase().as_str()));
    match tool {
        Tool::Qualtrics if OF_QUALTRICS.contains(&sign.as_str()) => Fate::Dropped(Why::Tool),
        Tool::Qualtrics if PERSONAL_OF_QUALTRICS.contains(&sign.as_str()) => {
            Fate::Dropped(Why::Personal)
        }
        Tool::MicrosoftForms if index < FIRST_OF_MICROSOFT => Fate::Dropped(Why::Tool),
        Tool::MicrosoftForms
            if index < FIRST_OF_MICROSOFT + 2
                && (is_anonymous || PERSONAL_OF_MICROSOFT.contains(&sign.as_str())) =>
        {
            Fate::Dropped(Why::Personal)
        }
        _ => by_itself(&column.heading, &column.profile),
    }
}

fn by_itself(heading: &str, profile: &Profile) -> Fate {
    let lower = heading.trim().to_lowercase();
    if is_telling(heading, profile) {
        return Fate::Dropped(Why::Personal);
    }
    let is_numbering = lower.starts_with('(') && profile.is_numbering();
    if TOOL.contains(&lower.as_str()) || is_numbering {
        return Fate::Dropped(Why::Tool);
    }
    Fate::Kept
}

fn is_telling(heading: &str, profile: &Profile) -> bool {
    if profile.share(is_address) >= 0.5
        || profile.share(is_machine) >= 0.8
        || profile.share(is_phone) >= 0.8
        || profile.share(is_national_id) >= 0.8
    {
        return true;
    }
    let words = words(heading);
    let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is_label = says(TELLING) && words.len() <= HEADING_WORDS_MAX
        || says(TELLING_ALONE) && words.len() <= LABEL_WORDS_MAX;
    // Under "do you prefer telephone or mail?" people choose, they do not tell.
    is_label && profile.is_various()
}

/// Gives the words of a heading without accents.
fn words(heading: &str) -> Vec<String> {
    let plain: String = heading
        .nfd()
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// Tells whether a cell is an e-mail address.
fn is_address(cell: &str) -> bool {
    let cell = cell.trim();
    let Some((name, host)) = cell.split_once('@') else { return false };
    !name.is_empty() && host.contains('.') && !cell.contains(char::is_whitespace)
}

/// Tells whether a cell is the address of a machine.
fn is_machine(cell: &str) -> bool {
    let cell = cell.trim();
    cell.parse::<std::net::IpAddr>().is_ok()
}

/// Tells whether a cell is a number to call: nine to fifteen digits that are no plain number.
fn is_phone(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_written = cell.bytes().all(|byte| byte.is_ascii_digit() || b" +-().".contains(&byte));
    let is_marked = cell.starts_with('+') || cell.contains([' ', '-', '(']);
    (9..=15).contains(&digits) && is_written && (is_marked || digits == 9) && !is_day(cell)
}

/// Tells whether it is a date or a time.
fn is_day(cell: &str) -> bool {
    let starts = cell.get(..5).is_some_and(|start| start.ends_with('-') || start.ends_with('/'));
    starts || cell.contains(':')
}

/// Tells whether a cell is a Spanish DNI or NIE with its letter.
fn is_national_id(cell: &str) -> bool {
    let cell = cell.trim().replace(['-', '.', ' '], "").to_uppercase();
    let Some((digits, letter)) = cell.split_at_checked(cell.len().saturating_sub(1)) else {
        return false;
    };
    let digits = match digits.as_bytes().first() {
        Some(b'X') => digits.replacen('X', "0", 1),
        Some(b'Y') => digits.replacen('Y', "1", 1),
        Some(b'Z') => digits.replacen('Z', "2", 1),
        _ => digits.to_string(),
    };
    let letters = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let number: Option<usize> = digits.parse().ok().filter(|_| digits.len() == 8);
    number.is_some_and(|number| letter.as_bytes() == [letters[number % 23]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_answered_is_seen_in_cells() {
        for (cell, told) in [
            ("ana@ejemplo.es", "address"),
            ("@ana", ""),
            ("192.0.2.7", "machine"),
            ("+34 600 000 000", "phone"),
            ("600000000", "phone"),
            ("1234567890", ""),
            ("2026-03-31", ""),
            ("12345678Z", "id"),
            ("12345678A", ""),
            ("8,5", ""),
        ] {
            let found = [
                (is_address(cell), "address"),
                (is_machine(cell), "machine"),
                (is_phone(cell), "phone"),
                (is_national_id(cell), "id"),
            ];
            let found = found.iter().find(|(is_so, _)| *is_so).map_or("", |(_, name)| name);
            assert_eq!(found, told, "{cell}");
        }
    }
}

//! Cells that hold several answers, and the answers that they hold.

use std::collections::{BTreeMap, BTreeSet};

use super::profile::Profile;

/// Choices of one question that are listed at most; rarer ones are the others.
pub(super) const CHOICES_MAX: usize = 60;
/// What stands between the answers of a cell; the first that fits.
const SEPARATORS: [&str; 2] = [";", ", "];

/// A column whose cells hold several answers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Joined {
    /// What stands between answers.
    pub(super) separator: &'static str,
    /// The answers with their counts, most frequent first.
    pub(super) choices: Vec<(String, u64)>,
    /// Whether there are more, each of them rare.
    pub(super) has_others: bool,
}

/// Takes the answers out of a column, if it is of that kind: the same ones come again and again.
pub(super) fn joined(profile: &Profile) -> Option<Joined> {
    SEPARATORS.into_iter().find_map(|separator| {
        let cells: Vec<(&str, u64)> = profile.told().collect();
        // What begins a cell somewhere is an answer of its own, also in lower case.
        let firsts: BTreeSet<&str> = cells
            .iter()
            .filter_map(|(cell, _)| cell.split(separator).next())
            .map(str::trim)
            .collect();
        let cut = |cell: &str| cut(cell, separator, &firsts);
        let several = cells.iter().filter(|(cell, _)| cut(cell).len() > 1);
        let (different, people) = several.fold((0, 0), |(n, all), (_, count)| (n + 1, all + count));
        // Microsoft Forms ends each answer so, the last one too.
        let is_closed = separator == ";" && cells.iter().all(|(cell, _)| cell.ends_with(separator));
        if !(is_closed && different > 0) && (different < 3 || people * 20 < profile.filled) {
            return None;
        }
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (cell, count) in &cells {
            for piece in cut(cell) {
                *counts.entry(piece).or_default() += count;
            }
        }
        listed(counts, separator)
    })
}

fn listed(counts: BTreeMap<String, u64>, separator: &'static str) -> Option<Joined> {
    let all: u64 = counts.values().sum();
    let mut choices: Vec<(String, u64)> = counts.into_iter().collect();
    choices.sort_by_key(|(piece, count)| (std::cmp::Reverse(*count), piece.clone()));
    let different = choices.len();
    let least = (all / 500).max(2);
    let usual = choices.partition_point(|(_, count)| *count >= least).min(CHOICES_MAX);
    let told: u64 = choices.iter().take(usual).map(|(_, count)| count).sum();
    choices.truncate(usual);
    let is_listed = usual >= 2 && told * 10 >= all * 8;
    is_listed.then_some(Joined { separator, choices, has_others: usual < different })
}

/// Cuts a cell where its separator stands outside parentheses. What goes on in lower case after a
/// comma is the same answer, unless it begins another cell.
fn cut(cell: &str, separator: &str, firsts: &BTreeSet<&str>) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let (mut depth, mut start, mut at) = (0_i32, 0, 0);
    let mut push = |piece: &str| {
        let is_rest = separator == ", "
            && piece.starts_with(char::is_lowercase)
            && !firsts.contains(piece.trim());
        match pieces.last_mut().filter(|_| is_rest) {
            Some(last) => {
                last.push_str(separator);
                last.push_str(piece.trim());
            }
            None if piece.trim().is_empty() => {}
            None => pieces.push(piece.trim().to_string()),
        }
    };
    while at < cell.len() {
        let rest = &cell[at..];
        if depth <= 0 && rest.starts_with(separator) {
            push(&cell[start..at]);
            at += separator.len();
            start = at;
            continue;
        }
        let letter = rest.chars().next().unwrap_or_default();
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        at += letter.len_utf8();
    }
    push(&cell[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_with_commas_stay_whole() {
        for (cell, separator, expected) in [
            (
                "Sí, de forma particular, Sí, los pagó un empleador",
                ", ",
                &["Sí, de forma particular", "Sí, los pagó un empleador"][..],
            ),
            (
                "Vacaciones (hoteles, vuelos), Cursos",
                ", ",
                &["Vacaciones (hoteles, vuelos)", "Cursos"],
            ),
            ("parquet, csv", ", ", &["parquet", "csv"]),
            ("A;B;", ";", &["A", "B"]),
            ("", ";", &[]),
        ] {
            assert_eq!(cut(cell, separator, &BTreeSet::from(["csv"])), expected);
        }
    }
}

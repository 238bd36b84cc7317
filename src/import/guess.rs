//! Guessing what each column asks. Every guess is marked for a person to look at.

use crate::ground::Words;

use super::intake::Column;
use super::known;
use super::lss::Tongues;
use super::pieces;
use super::profile::Profile;
use super::scales::{self, Wish};
use super::tool::Tool;

/// Answers that can be chosen, of a question that is no scale, at most.
const SINGLE_MAX: usize = 40;

/// What a question seems to be.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    pub(super) kind: &'static str,
    /// Lowest first on a scale.
    pub(super) choices: Vec<Listed>,
    pub(super) points: Option<i64>,
    /// Labels of the ends that stand in place of numbers.
    pub(super) ends: Option<[String; 2]>,
    pub(super) separator: Option<&'static str>,
    pub(super) not_applicable: Vec<String>,
    pub(super) missing: Vec<String>,
    /// What stands for a choice that was seen and not ticked.
    pub(super) unticked: Vec<String>,
    /// Whether the first choice of a scale is the best.
    pub(super) is_down: bool,
    /// Whether an NPS seems to begin at 1.
    pub(super) is_from_one: bool,
    /// What a person should look at.
    pub(super) doubt: Option<Words>,
}

/// A choice.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub(super) label: String,
    /// The same in several languages, if there are.
    pub(super) tongues: Tongues,
    /// What stands for it in the cells, if it is another thing.
    pub(super) code: Option<String>,
    /// Its own column.
    pub(super) column: Option<String>,
    /// What else stands in that.
    pub(super) aliases: Vec<String>,
}

/// Some columns that ask one thing.
pub(super) struct Group<'a> {
    /// Its name, if something tells it.
    pub(super) id: Option<String>,
    pub(super) question: &'a str,
    /// The wording in several languages, if there are.
    pub(super) tongues: Tongues,
    pub(super) columns: Vec<&'a Column>,
    /// What each row asks about, if its heading does not say it.
    pub(super) rows: Vec<Listed>,
    pub(super) guess: Guess,
}

impl<'a> Group<'a> {
    /// Says what some columns ask.
    pub(super) fn new(question: &'a str, columns: Vec<&'a Column>, guess: Guess) -> Self {
        Self { id: None, question, tongues: Tongues::new(), columns, rows: Vec::new(), guess }
    }
}

/// Parts columns into questions.
pub(super) fn groups<'a>(tool: Tool, kept: &[&'a Column]) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    let is_same = |one: &&Column, other: &&Column| {
        one.question == other.question && one.part.is_some() == other.part.is_some()
    };
    for chunk in kept.chunk_by(is_same) {
        match chunk {
            [] => {}
            [column] => groups.push(alone(column)),
            several if several[0].part.is_some() => groups.extend(together(several)),
            several => groups.extend(several.iter().map(|column| alone(column))),
        }
    }
    if tool == Tool::Typeform {
        return labelled(groups);
    }
    groups
}

/// In Typeform's files the heading of a choice is its label, and so is its cell; the question is
/// nowhere. Choices side by side are of one.
fn labelled(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let is_label = |column: &Column| {
        let mut told = column.profile.told();
        let first = told.next().map(|(value, _)| value);
        told.next().is_none() && !column.profile.is_open && first == Some(&column.question)
    };
    let mut joined: Vec<Group<'_>> = Vec::with_capacity(groups.len());
    let mut is_open = false;
    for group in groups {
        let is_choice = group.columns.len() == 1 && is_label(group.columns[0]);
        let is_other = group.columns.len() == 1
            && known::is_in(known::OTHERS, &group.columns[0].question)
            && !is_choice;
        match (is_choice, joined.last_mut().filter(|_| is_open)) {
            (true, Some(last)) => {
                last.guess.choices.push(own(group.columns[0]));
                last.columns.extend(group.columns);
            }
            (true, None) => {
                let mut guess = of("multiple");
                guess.choices = vec![own(group.columns[0])];
                guess.doubt = Some(Words::new(
                    "¿qué se preguntó, y son estas opciones de una sola pregunta?",
                    "what was asked, and are these choices of one question?",
                ));
                joined.push(Group::new("", group.columns, guess));
            }
            _ if is_other => joined.push(Group { guess: of("text"), ..group }),
            _ => joined.push(group),
        }
        is_open = is_choice;
    }
    joined
}

fn own(column: &Column) -> Listed {
    Listed {
        label: column.question.clone(),
        column: Some(column.heading.clone()),
        ..Listed::default()
    }
}

fn alone<'a>(column: &'a Column) -> Group<'a> {
    let guess = match column.part.as_deref() {
        // Under "other, please specify" people write.
        Some(part) if known::is_in(known::OTHERS, part) => of("text"),
        _ if column.heading.ends_with("_TEXT") => of("text"),
        _ => single(&column.question, &column.profile),
    };
    Group::new(&column.question, vec![column], guess)
}

/// Looks at columns of one question: choices that are ticked, or rows of a matrix.
fn together<'a>(columns: &[&'a Column]) -> Vec<Group<'a>> {
    let (ticks, others): (Vec<&Column>, Vec<&Column>) =
        columns.iter().copied().partition(|column| tick(column).is_some());
    if ticks.len() > 1 && ticks.iter().any(|column| tick(column).is_some_and(|one| one.is_some())) {
        let mut groups = vec![ticked(&ticks)];
        groups.extend(others.into_iter().map(alone));
        return groups;
    }
    if is_ranking(columns) {
        let mut guess = of("rank");
        guess.choices = columns
            .iter()
            .map(|column| Listed { label: column.part.clone().unwrap_or_default(), ..own(column) })
            .collect();
        return vec![Group::new(&columns[0].question, columns.to_vec(), guess)];
    }
    let all = Profile::joined(columns.iter().map(|column| &column.profile));
    let mut guess = single(&columns[0].question, &all);
    match guess.kind {
        "nps" | "csat" | "ces" | "likert" | "single" if columns.len() > 1 => {
            if matches!(guess.kind, "nps" | "csat" | "ces") && guess.points.is_none() {
                guess.points = Some(if guess.kind == "nps" { 10 } else { 5 });
            }
            guess.kind = if guess.kind == "single" { "single" } else { "likert" };
            vec![Group::new(&columns[0].question, columns.to_vec(), guess)]
        }
        _ => columns.iter().map(|column| alone(column)).collect(),
    }
}

/// Tells whether columns hold places: each place was given as often as people answered.
fn is_ranking(columns: &[&Column]) -> bool {
    let people = columns.first().map_or(0, |column| column.profile.filled);
    let count = |place: usize| {
        let place = place.to_string();
        columns.iter().filter_map(|column| column.profile.values.get(&place)).sum::<u64>()
    };
    columns.len() > 2
        && people > 2
        && columns.iter().all(|column| column.profile.filled == people)
        && (1..=columns.len()).all(|place| count(place) == people)
}

/// Gives what stands in the column of a choice that was ticked, `None` if nobody ticked it; nothing
/// if it is no such column.
fn tick(column: &Column) -> Option<Option<&str>> {
    let profile = &column.profile;
    let mut values = profile.told().filter(|(value, _)| !known::is_in(known::UNTICKED, value));
    let first = values.next().map(|(value, _)| value);
    if profile.is_open || values.next().is_some() {
        return None;
    }
    let part = column.part.as_deref().unwrap_or_default();
    let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = first.is_none_or(|value| {
        value == part || is_number && profile.filled > 1 || known::is_in(known::TICKED, value)
    });
    fits.then_some(first)
}

fn ticked<'a>(columns: &[&'a Column]) -> Group<'a> {
    let choice = |column: &&'a Column| {
        let part = column.part.clone().unwrap_or_default();
        let value = tick(column).flatten().unwrap_or_default();
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        let is_label = is_number && !value.is_empty() && !known::is_in(known::TICKED, value);
        let label = if is_label { value.to_string() } else { part };
        let is_plain = value.is_empty() || value == label || known::is_in(known::TICKED, value);
        Listed {
            aliases: if is_plain { Vec::new() } else { vec![value.to_string()] },
            label,
            column: Some(column.heading.clone()),
            ..Listed::default()
        }
    };
    let mut guess = of("multiple");
    guess.choices = columns.iter().map(choice).collect();
    // Who saw the question and ticked nothing.
    if columns.iter().any(|column| column.profile.values.contains_key(known::UNANSWERED)) {
        guess.unticked = vec![known::UNANSWERED.to_string()];
    }
    let mut missing: Vec<String> =
        columns.iter().flat_map(|column| not_applicable(&column.profile)).collect();
    missing.sort();
    missing.dedup();
    guess.missing = missing;
    Group::new(&columns[0].question, columns.to_vec(), guess)
}

pub(super) fn of(kind: &'static str) -> Guess {
    Guess {
        kind,
        choices: Vec::new(),
        points: None,
        ends: None,
        separator: None,
        not_applicable: Vec::new(),
        missing: Vec::new(),
        unticked: Vec::new(),
        is_down: false,
        is_from_one: false,
        doubt: None,
    }
}

/// Gives the values that mean that it does not apply.
fn not_applicable(profile: &Profile) -> Vec<String> {
    let values = profile.values.keys().filter(|value| known::is_in(known::NOT_APPLICABLE, value));
    values.cloned().collect()
}

/// Guesses what a column asks by its wording and by what stands in it.
pub(super) fn single(text: &str, profile: &Profile) -> Guess {
    let mut guess = yes_or_no(profile)
        .or_else(|| number(text, profile))
        .or_else(|| date(profile))
        .or_else(|| joined(profile))
        .or_else(|| chosen(text, profile))
        .unwrap_or_else(|| of("text"));
    if !matches!(guess.kind, "text" | "date") {
        guess.not_applicable = not_applicable(profile);
    }
    if profile.values.contains_key(known::UNANSWERED) && guess.kind != "text" {
        guess.missing = vec![known::UNANSWERED.to_string()];
    }
    guess
}

/// Guesses that 1 is yes and 0 is no, where nothing else stands.
fn yes_or_no(profile: &Profile) -> Option<Guess> {
    let told: Vec<&str> = profile.told().map(|(value, _)| value).collect();
    if told != ["0", "1"] || profile.is_open {
        return None;
    }
    let choice = |code: &str, es: &str, en: &str| Listed {
        label: es.to_string(),
        code: Some(code.to_string()),
        tongues: Tongues::from([("es".into(), es.to_string()), ("en".into(), en.to_string())]),
        ..Listed::default()
    };
    let mut guess = of("single");
    guess.choices = vec![choice("1", "Sí", "Yes"), choice("0", "No", "No")];
    guess.doubt = Some(Words::new("¿es 1 que sí y 0 que no?", "is 1 yes and 0 no?"));
    Some(guess)
}

fn value(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.,".contains(&byte));
    is_plain.then(|| text.replace(',', ".").parse().ok()).flatten()
}

/// Guesses a scale or a number.
#[allow(clippy::cast_possible_truncation, reason = "points of a scale are small")]
fn number(text: &str, profile: &Profile) -> Option<Guess> {
    let (mut people, mut numbers, mut labels) = (0, Vec::new(), Vec::new());
    for (cell, count) in profile.told() {
        match value(cell) {
            Some(number) => {
                people += count;
                numbers.push(number);
            }
            None => labels.push(cell),
        }
    }
    let told: u64 = profile.told().map(|(_, count)| count).sum();
    if numbers.is_empty() || people * 2 < told {
        return None;
    }
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let is_whole = numbers.iter().all(|number| number.fract() == 0.0);
    let is_scale =
        is_whole && !profile.is_open && least >= 0.0 && most <= 10.0 && labels.len() <= 4;
    let is_few = numbers.len() + labels.len() >= 3;
    if is_scale && is_few {
        return Some(scale(text, least as i64, most as i64, &labels));
    }
    let is_number = people * 10 >= told * 9;
    is_number.then(|| of("number"))
}

/// Guesses which scale it is.
fn scale(text: &str, least: i64, most: i64, labels: &[&str]) -> Guess {
    let low = labels.iter().find(|label| scales::is_low(label));
    let high = labels.iter().find(|label| !scales::is_low(label));
    let wish = scales::wish(text);
    let least = if low.is_some() { (least - 1).clamp(0, 1) } else { least };
    let most = if high.is_some() && most < 10 { most + 1 } else { most };
    let (kind, points) = match wish {
        Wish::Recommendation if most > 7 => ("nps", None),
        Wish::Satisfaction if most <= 5 => ("csat", Some(most.max(3))),
        Wish::Effort if most <= 7 => ("ces", Some(if most > 5 { 7 } else { 5 })),
        _ => ("likert", Some(most.max(3))),
    };
    let mut guess = of(kind);
    guess.points = points;
    if !labels.is_empty() {
        let label = |found: Option<&&str>| found.map(|label| label.to_string()).unwrap_or_default();
        guess.ends = Some([label(low), label(high)]);
        guess.doubt = Some(Words::new(
            "unas respuestas son números y otras etiquetas de los extremos",
            "some answers are numbers, others labels of the ends",
        ));
    }
    if kind == "nps" && least > 0 {
        guess.is_from_one = true;
        guess.doubt = Some(Words::new(
            "nadie contestó 0: si se podía, es `scale = \"0-10\"`",
            "nobody answered 0: if one could, it is `scale = \"0-10\"`",
        ));
    } else if kind == "likert" && least == 0 {
        guess.points = None;
        let point = |code: i64| Listed { label: code.to_string(), ..Listed::default() };
        guess.choices = (0..=most.max(2)).map(point).collect();
    }
    if guess.doubt.is_none() {
        guess.doubt = Some(Words::new(
            "¿cuántos puntos tiene, y qué extremo es el bueno?",
            "how many points does it have, and which end is the good one?",
        ));
    }
    guess
}

fn date(profile: &Profile) -> Option<Guess> {
    let is_day = |cell: &str| {
        let day = cell.split([' ', 'T', '\u{a0}']).next().unwrap_or_default();
        day.len() >= 6 && crate::ground::dates::guess(day).is_some()
    };
    (profile.share(is_day) >= 0.9).then(|| of("date"))
}

fn joined(profile: &Profile) -> Option<Guess> {
    let joined = pieces::joined(profile)?;
    let mut guess = of("multiple");
    guess.choices = listed(joined.choices.into_iter().map(|(label, _)| label), joined.has_others);
    guess.separator = Some(joined.separator);
    guess.doubt = Some(Words::new(
        "¿son estas las opciones? Una con una coma dentro puede estar partida",
        "are these the choices? One with a comma in it may be in pieces",
    ));
    Some(guess)
}

/// Lists choices; what is rare stands under the last.
fn listed(labels: impl Iterator<Item = String>, has_others: bool) -> Vec<Listed> {
    let mut choices: Vec<Listed> =
        labels.map(|label| Listed { label, ..Listed::default() }).collect();
    if has_others {
        choices.push(Listed { aliases: vec!["*".to_string()], ..Listed::default() });
    }
    choices
}

/// Guesses a question with one answer out of a few.
fn chosen(text: &str, profile: &Profile) -> Option<Guess> {
    let mut values: Vec<(&str, u64)> = profile.told().collect();
    let told: u64 = values.iter().map(|(_, count)| count).sum();
    let labels: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
    if let Some(points) = scales::ordered(&labels) {
        let is_csat = scales::wish(text) == Wish::Satisfaction && points.len() == 5;
        let mut guess = of(if is_csat { "csat" } else { "likert" });
        guess.choices = listed(points.into_iter(), false);
        guess.doubt = Some(Words::new(
            "¿están todos los puntos, del peor al mejor?",
            "are all points there, from the worst to the best?",
        ));
        return Some(guess);
    }
    values.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), value.to_string()));
    let least = (told / 500).max(2);
    let usual = values.partition_point(|(_, count)| *count >= least).min(SINGLE_MAX);
    let few = if values.len() <= 12 && told > values.len() as u64 { values.len() } else { usual };
    let people: u64 = values.iter().take(few).map(|(_, count)| count).sum();
    if few < 2 || people * 10 < told * 7 || profile.is_open && people * 10 < told * 9 {
        return None;
    }
    let mut guess = of("single");
    let has_others = few < values.len() || profile.is_open;
    guess.choices = listed(values.iter().take(few).map(|(label, _)| label.to_string()), has_others);
    guess.doubt = Some(Words::new(
        "¿están todas las opciones, en su orden?",
        "are all choices there, in their order?",
    ));
    Some(guess)
}

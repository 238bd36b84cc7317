//! What a questionnaire says of the columns of a file: kinds, choices and rows need not be guessed.

use std::collections::{BTreeSet, HashMap};

use crate::ground::Words;

use super::guess::{self, Group, Guess, Listed};
use super::intake::{Column, Fate};
use super::known;
use super::lss::{Label, Question, Questionnaire, Tongues};
use super::scales::{self, Wish};
use super::wording::key;

/// The columns that were understood, and the codes of questions that have none.
pub(super) struct Understood<'a> {
    pub(super) groups: Vec<Group<'a>>,
    pub(super) missing: Vec<String>,
}

/// Finds the columns of each question.
pub(super) fn understand<'a>(
    questionnaire: &'a Questionnaire,
    columns: &'a [Column],
) -> Understood<'a> {
    let mut index = Index { columns, places: HashMap::new(), used: BTreeSet::new() };
    for (place, column) in columns.iter().enumerate() {
        index.places.entry(key(&column.heading)).or_insert(place);
    }
    let mut understood = Understood { groups: Vec::new(), missing: Vec::new() };
    for question in &questionnaire.questions {
        let before = index.used.len();
        understood.groups.extend(index.groups(question));
        // A text that is shown has no column.
        if index.used.len() == before && question.letter != 'X' {
            understood.missing.push(question.code.clone());
        }
    }
    understood
}

/// The columns of a file, by the words of their headings.
struct Index<'a> {
    columns: &'a [Column],
    places: HashMap<String, usize>,
    used: BTreeSet<usize>,
}

impl<'a> Index<'a> {
    fn groups(&mut self, question: &'a Question) -> Vec<Group<'a>> {
        let mut groups = Vec::new();
        match question.letter {
            'M' | 'P' => groups.extend(self.ticked(question)),
            '1' => {
                for scale in 0..2_u8 {
                    let name = (scale + 1).to_string();
                    let ends = [name.clone(), format!("Scale {name}"), format!("Escala {name}")];
                    let ends: Vec<Vec<&str>> = ends.iter().map(|end| vec![end.as_str()]).collect();
                    groups.extend(self.rows(question, scale, &ends));
                }
            }
            ';' | ':' => groups.extend(self.crossed(question)),
            'R' => groups.extend(self.ranked(question)),
            _ if question.parts.is_empty() => {
                let column = self.find(question, &[&[]]);
                groups.extend(column.map(|column| group(question, vec![column], 0)));
            }
            _ => groups.extend(self.rows(question, 0, &[vec![]])),
        }
        groups.extend(self.beside(question));
        groups
    }

    /// Finds a column by the code of its question or its wording, with one of some endings.
    fn find(&mut self, question: &Question, ends: &[&[&str]]) -> Option<&'a Column> {
        let texts = question.text.values().map(String::as_str);
        let starts: Vec<&str> = std::iter::once(question.code.as_str()).chain(texts).collect();
        let both = question.text.values().map(|text| format!("{} {text}", question.code));
        let both: Vec<String> = both.collect();
        let starts = starts.into_iter().chain(both.iter().map(String::as_str));
        for start in starts {
            for end in ends {
                let name = key(&[&[start], *end].concat().join(" "));
                let place = self.places.get(&name).copied();
                if let Some(place) = place.filter(|place| !self.used.contains(place)) {
                    self.used.insert(place);
                    let column = &self.columns[place];
                    return (column.fate == Fate::Kept).then_some(column);
                }
            }
        }
        None
    }

    fn part(
        &mut self,
        question: &Question,
        part: &Label,
        more: &[Vec<&str>],
    ) -> Option<&'a Column> {
        let names = std::iter::once(part.code.as_str());
        let names: Vec<&str> = names.chain(part.text.values().map(String::as_str)).collect();
        let ends: Vec<Vec<&str>> = names
            .iter()
            .flat_map(|name| more.iter().map(|more| [&[*name], more.as_slice()].concat()))
            .collect();
        let ends: Vec<&[&str]> = ends.iter().map(Vec::as_slice).collect();
        self.find(question, &ends)
    }

    /// The rows of a matrix.
    fn rows(&mut self, question: &'a Question, scale: u8, ends: &[Vec<&str>]) -> Option<Group<'a>> {
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        for part in &question.parts {
            if let Some(column) = self.part(question, part, ends) {
                rows.push(listed(part));
                columns.push(column);
            }
        }
        let mut group = (!columns.is_empty()).then(|| group(question, columns, scale))?;
        group.rows = rows;
        group.id = group.id.map(|id| if scale > 0 { format!("{id}-2") } else { id });
        Some(group)
    }

    /// Choices that have a column each.
    fn ticked(&mut self, question: &'a Question) -> Option<Group<'a>> {
        let (mut choices, mut columns) = (Vec::new(), Vec::new());
        for part in &question.parts {
            if let Some(column) = self.part(question, part, &[vec![]]) {
                let choice = Listed { column: Some(column.heading.clone()), ..listed(part) };
                choices.push(Listed { code: Some(part.code.clone()), ..choice });
                columns.push(column);
            }
        }
        if columns.is_empty() {
            return None;
        }
        let missing = columns.iter().flat_map(|column| column.profile.values.keys());
        let missing = missing.filter(|value| known::is_in(known::NOT_APPLICABLE, value)).cloned();
        let missing: BTreeSet<String> = missing.collect();
        let mut group = group(question, columns, 0);
        group.guess.choices = choices;
        group.guess.missing = missing.into_iter().collect();
        Some(group)
    }

    /// A table whose cells people write in: rows and columns of it are parts.
    fn crossed(&mut self, question: &'a Question) -> Option<Group<'a>> {
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        let of = |scale: u8| question.parts.iter().filter(move |part| part.scale == scale);
        for down in of(0) {
            for across in of(1) {
                let names = std::iter::once(across.code.as_str());
                let names = names.chain(across.text.values().map(String::as_str));
                let ends: Vec<Vec<&str>> = names.map(|name| vec![name]).collect();
                if let Some(column) = self.part(question, down, &ends) {
                    let (down, across) = (listed(down).label, listed(across).label);
                    rows.push(Listed { label: format!("{down} · {across}"), ..Listed::default() });
                    columns.push(column);
                }
            }
        }
        let mut group = (!columns.is_empty()).then(|| group(question, columns, 0))?;
        group.rows = rows;
        Some(group)
    }

    /// Places, each with the code of what was put there.
    fn ranked(&mut self, question: &'a Question) -> Option<Group<'a>> {
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        for place in 1..=question.choices.len().max(question.parts.len()) {
            let place = place.to_string();
            let names =
                ["", "Rank ", "Ranking ", "Rango ", "Rang "].map(|name| format!("{name}{place}"));
            let ends: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
            let ends: Vec<&[&str]> = ends.iter().map(|end| end.as_slice()).collect();
            if let Some(column) = self.find(question, &ends) {
                rows.push(Listed { label: place, ..Listed::default() });
                columns.push(column);
            }
        }
        let mut group = (!columns.is_empty()).then(|| group(question, columns, 0))?;
        group.rows = rows;
        Some(group)
    }

    /// What people wrote beside a choice: other answers and comments.
    fn beside(&mut self, question: &'a Question) -> Vec<Group<'a>> {
        let others: Vec<[&str; 1]> =
            ["other", "Otro", "Otra", "Otros", "Sonstiges", "Autre", "Altre", "Outro"]
                .map(|end| [end])
                .into();
        let others: Vec<&[&str]> = others.iter().map(|end| end.as_slice()).collect();
        let mut found: Vec<(&'a Column, String)> = Vec::new();
        if question.has_other {
            let column = self.find(question, &others);
            found.extend(column.map(|column| (column, "other".to_string())));
        }
        let comment: [&[&str]; 3] = [&["comment"], &["Comentario"], &["Kommentar"]];
        if question.letter == 'O' {
            let column = self.find(question, &comment);
            found.extend(column.map(|column| (column, "comment".to_string())));
        }
        if question.letter == 'P' {
            for part in &question.parts {
                let glued = Label { code: format!("{}comment", part.code), ..part.clone() };
                let ends = [vec![], vec!["comment"], vec!["Comentario"], vec!["Kommentar"]];
                let column = self.part(question, &glued, &ends);
                found.extend(column.map(|column| (column, format!("{}-comment", part.code))));
            }
        }
        let text = |(column, end): (&'a Column, String)| {
            let mut group = Group::new(&column.question, vec![column], guess::of("text"));
            group.id = Some(format!("{}-{end}", question.code));
            group
        };
        found.into_iter().map(text).collect()
    }
}

/// Says what is asked in some columns.
fn group<'a>(question: &'a Question, columns: Vec<&'a Column>, scale: u8) -> Group<'a> {
    let text = question.text.values().next().map_or("", String::as_str);
    let guess = kind(question, &columns, scale);
    let mut group = Group::new(text, columns, guess);
    group.id = Some(question.code.clone());
    group.tongues.clone_from(&question.text);
    group
}

/// Says how a question is counted, by the letter of its type.
fn kind(question: &Question, columns: &[&Column], scale: u8) -> Guess {
    let text = question.text.values().next().map_or("", String::as_str);
    let points = |kind, points| Guess { points: Some(points), ..guess::of(kind) };
    match question.letter {
        '5' | 'A' if scales::wish(text) == Wish::Satisfaction => points("csat", 5),
        '5' | 'A' => points("likert", 5),
        'B' => points("likert", 10),
        'C' => {
            fixed("single", &[("Y", "Sí", "Yes"), ("N", "No", "No"), ("U", "No sé", "Uncertain")])
        }
        'Y' => fixed("single", &[("Y", "Sí", "Yes"), ("N", "No", "No")]),
        'G' => fixed("single", &[("F", "Mujer", "Female"), ("M", "Hombre", "Male")]),
        'E' => fixed(
            "likert",
            &[("D", "Menos", "Decrease"), ("S", "Igual", "Same"), ("I", "Más", "Increase")],
        ),
        'M' | 'P' => guess::of("multiple"),
        'N' | 'K' | ':' => guess::of("number"),
        'D' => guess::of("date"),
        '*' => guess::single(text, &columns[0].profile),
        'L' | '!' | 'O' | 'F' | 'H' | '1' | 'R' => chosen(question, text, scale),
        _ => guess::of("text"),
    }
}

fn fixed(kind: &'static str, choices: &[(&str, &str, &str)]) -> Guess {
    let choice = |(code, es, en): &(&str, &str, &str)| Listed {
        label: es.to_string(),
        code: Some(code.to_string()),
        tongues: Tongues::from([("es".into(), es.to_string()), ("en".into(), en.to_string())]),
        ..Listed::default()
    };
    Guess { choices: choices.iter().map(choice).collect(), ..guess::of(kind) }
}

/// A question with choices: a recommendation, a scale whose labels are known, or one of several.
fn chosen(question: &Question, text: &str, scale: u8) -> Guess {
    let is_nothing =
        |label: &Label| label.text.values().any(|text| known::is_in(known::NOT_APPLICABLE, text));
    let of = question.choices.iter().filter(|choice| choice.scale == scale);
    let (nothing, told): (Vec<&Label>, Vec<&Label>) = of.partition(|label| is_nothing(label));
    let mut not_applicable: Vec<String> = Vec::new();
    for label in nothing {
        not_applicable.push(label.code.clone());
        not_applicable.extend(label.text.values().cloned());
    }
    let numbers: Vec<i64> =
        told.iter().filter_map(|label| listed(label).label.trim().parse().ok()).collect();
    let is_zero_to_ten = numbers.len() == 11 && (0..=10).all(|point| numbers.contains(&point));
    if is_zero_to_ten && scales::wish(text) == Wish::Recommendation {
        return Guess { not_applicable, ..guess::of("nps") };
    }
    let labels: Vec<String> = told.iter().map(|label| listed(label).label).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let is_scale = question.letter != 'R' && (scales::ordered(&labels).is_some() || ends(&labels));
    let mut guess = guess::of(match (is_scale, scales::wish(text)) {
        (true, Wish::Satisfaction) if told.len() == 5 => "csat",
        (true, _) => "likert",
        _ => "single",
    });
    guess.is_down = is_scale && labels.first().is_some_and(|label| !scales::is_low(label));
    guess.choices = told
        .iter()
        .map(|label| Listed { code: Some(label.code.clone()), ..listed(label) })
        .collect();
    if question.has_other && question.letter != 'R' && guess.kind == "single" {
        guess.choices.push(Listed {
            label: "Otro".to_string(),
            code: Some("-oth-".to_string()),
            aliases: ["Other", "Otra", "Sonstiges"].map(str::to_string).to_vec(),
            ..Listed::default()
        });
    }
    guess.not_applicable = not_applicable;
    if question.letter == 'F' {
        guess.doubt = Some(Words::new(
            "¿es una escala, y qué extremo es el bueno?",
            "is it a scale, and which end is the good one?",
        ));
    }
    guess
}

/// Tells whether exactly one end of a list names the low end of a scale.
fn ends(labels: &[&str]) -> bool {
    match labels {
        [first, .., last] if labels.len() > 2 => scales::is_low(first) != scales::is_low(last),
        _ => false,
    }
}

fn listed(label: &Label) -> Listed {
    let text = label.text.values().find(|text| !text.is_empty());
    Listed {
        label: text.unwrap_or(&label.code).clone(),
        tongues: label.text.clone(),
        ..Listed::default()
    }
}

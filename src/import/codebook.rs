//! The questionnaire that an import proposes, as a person would write it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::ground::{Lang, Words};
use crate::model::tally::LeftOut;

use super::asked::understand;
use super::copy::Copied;
use super::guess::{Group, Guess, Listed, groups};
use super::intake::{Column, Fate, Intake};
use super::lss::{Questionnaire, Tongues};

/// Headings under which weights stand.
const WEIGHTS: [&str; 7] =
    ["weight", "weights", "peso", "pesos", "ponderación", "ponderacion", "factor de ponderación"];

/// A questionnaire as it is proposed.
pub struct Proposed {
    /// Its text, without waves.
    pub text: String,
    /// How many guesses it has for a person to look at.
    pub doubts: usize,
    /// The codes of questions of another questionnaire that no column answers.
    pub missing: Vec<String>,
}

/// Proposes the text of a `survey.toml`, with what another questionnaire says if there is one.
pub fn codebook(
    intake: &Intake,
    questionnaire: Option<&Questionnaire>,
    title: &str,
    lang: Lang,
) -> Proposed {
    let is_weight = |heading: &str| WEIGHTS.contains(&heading.to_lowercase().as_str());
    let mut kept = intake.columns.iter().filter(|column| column.fate == Fate::Kept);
    let weights = kept.find(|column| is_weight(&column.heading)).map(|column| &*column.heading);
    let mut page = Page { text: String::new(), lang, doubts: 0 };
    let titles = questionnaire.map(|one| one.title.clone()).unwrap_or_default();
    page.line(&format!("title = {}", said(title, &titles)), None);
    if let Some(weights) = weights {
        page.line(&format!("weights = {}", quoted(weights)), Some(&WEIGHED));
    }
    page.method();
    let (groups, missing) = questions(intake, questionnaire, weights);
    let mut taken = BTreeSet::new();
    for (index, group) in groups.iter().enumerate() {
        let id = group.id.clone().filter(|id| is_name(id) && taken.insert(id.clone()));
        page.question(&id.unwrap_or_else(|| format!("q{}", index + 1)), group);
    }
    Proposed { text: page.text, doubts: page.doubts, missing }
}

/// Parts the columns that are kept into questions, in the order of the file.
fn questions<'a>(
    intake: &'a Intake,
    questionnaire: Option<&'a Questionnaire>,
    weights: Option<&str>,
) -> (Vec<Group<'a>>, Vec<String>) {
    let place = |column: &Column| {
        intake.columns.iter().position(|other| std::ptr::eq(other, column)).unwrap_or_default()
    };
    let understood = questionnaire.map(|one| understand(one, &intake.columns));
    let (mut all, missing) =
        understood.map_or_else(Default::default, |one| (one.groups, one.missing));
    let known: BTreeSet<usize> =
        all.iter().flat_map(|group| group.columns.iter().map(|column| place(column))).collect();
    let is_open = |(place, column): &(usize, &Column)| {
        column.fate == Fate::Kept
            && weights.is_none_or(|weights| column.heading != weights)
            && !known.contains(place)
    };
    let open = intake.columns.iter().enumerate().filter(is_open);
    let open: Vec<&Column> = open.map(|(_, column)| column).collect();
    all.extend(groups(intake.tool, &open));
    all.sort_by_key(|group| group.columns.first().map(|column| place(column)));
    (all, missing)
}

/// Tells whether a code can be the name of a question, and is none that we give.
fn is_name(code: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_ours = code.strip_prefix('q').is_some_and(|number| number.parse::<usize>().is_ok());
    !code.is_empty() && code.bytes().all(is_plain) && !is_ours
}

/// Writes the entry of a wave.
pub fn wave_entry(copied: &Copied, wave: &str) -> String {
    let mut entry = format!("\n[[waves]]\nid = {}\n", quoted(wave));
    let name = |why: &LeftOut| match why {
        LeftOut::Preview => "preview",
        LeftOut::Partial => "partial",
        LeftOut::Weight => "weight",
        LeftOut::Torn => "torn",
        LeftOut::Empty => "empty",
    };
    let left_out = copied.left_out.iter().map(|(why, rows)| format!("{} = {rows}", name(why)));
    let left_out = left_out.collect::<Vec<_>>().join(", ");
    if !left_out.is_empty() {
        entry.push_str(&format!("left_out = {{ {left_out} }}\n"));
    }
    entry
}

const WEIGHED: (&str, &str) = ("¿son los pesos?", "are these the weights?");

/// The text as far as it is written.
struct Page {
    text: String,
    lang: Lang,
    /// Guesses that are marked.
    doubts: usize,
}

impl Page {
    /// Writes a line, with what a person should look at.
    fn line(&mut self, line: &str, doubt: Option<&(&str, &str)>) {
        self.text.push_str(line);
        if let Some((es, en)) = doubt {
            self.doubts += 1;
            let mark = match self.lang {
                Lang::Es => format!("  # por revisar: {es}"),
                Lang::En => format!("  # to check: {en}"),
            };
            self.text.push_str(&mark);
        }
        self.text.push('\n');
    }

    fn method(&mut self) {
        let (es, en) = (
            "\n[method]\n\
             # por revisar: sin esto nadie sabe qué valen los resultados\n\
             # sample = \"opt-in\"        (o \"probability\", o \"everyone\")\n\
             # population = \"\"          ¿de quién hablan?\n\
             # sponsor = \"\"             ¿quién la encargó y quién la hizo?\n\
             # recruitment = \"\"         ¿cómo se invitó a la gente?\n\
             # mode = \"\"                ¿por web, por teléfono, en persona?\n",
            "\n[method]\n\
             # to check: without this nobody knows what the results are worth\n\
             # sample = \"opt-in\"        (or \"probability\", or \"everyone\")\n\
             # population = \"\"          of whom do they tell?\n\
             # sponsor = \"\"             who paid for it, and who carried it out?\n\
             # recruitment = \"\"         how were people invited?\n\
             # mode = \"\"                by web, by telephone, face to face?\n",
        );
        self.doubts += 1;
        self.text.push_str(if self.lang == Lang::Es { es } else { en });
    }

    fn question(&mut self, id: &str, group: &Group<'_>) {
        let guess = &group.guess;
        self.text.push_str("\n[[questions]]\n");
        self.line(&format!("id = {}", quoted(id)), None);
        let doubt = guess.doubt.as_ref().map(pair);
        self.line(&format!("kind = {}", quoted(guess.kind)), doubt.as_ref());
        let first = group.columns.first();
        let text = match group.question {
            "" => first.map_or("", |column| &*column.heading),
            text => text,
        };
        let text = said(&self.whole(text, group), &group.tongues);
        self.line(&format!("text = {text}"), None);
        self.keys(guess);
        let has_own = guess.choices.iter().any(|choice| choice.column.is_some());
        match group.columns.as_slice() {
            _ if has_own => {}
            [column] if group.rows.is_empty() => {
                self.line(&format!("column = {}", quoted(&column.heading)), None);
            }
            rows => {
                for (index, row) in rows.iter().enumerate() {
                    let part = match group.rows.get(index) {
                        Some(asked) => said(&asked.label, &asked.tongues),
                        None => quoted(row.part.as_deref().unwrap_or_default()),
                    };
                    let column = quoted(&row.heading);
                    let table = format!("[[questions.rows]]\ntext = {part}\ncolumn = {column}");
                    self.line(&table, None);
                }
            }
        }
    }

    /// Gives the wording; a column alone that has a part says it too.
    fn whole(&self, text: &str, group: &Group<'_>) -> String {
        match group.columns.as_slice() {
            [column] => match &column.part {
                Some(part) if group.guess.choices.iter().all(|choice| choice.column.is_none()) => {
                    format!("{text} – {part}")
                }
                _ => text.to_string(),
            },
            _ => text.to_string(),
        }
    }

    fn keys(&mut self, guess: &Guess) {
        if guess.is_from_one {
            self.line("scale = \"1-10\"", None);
        }
        if guess.is_down {
            self.line("direction = \"down\"", None);
        }
        if let Some(points) = guess.points.filter(|_| guess.choices.is_empty()) {
            self.line(&format!("points = {points}"), None);
        }
        if let Some([low, high]) = &guess.ends {
            self.line(&format!("ends = [{}, {}]", quoted(low), quoted(high)), None);
        }
        if !guess.choices.is_empty() {
            let mut list = "choices = [\n".to_string();
            for choice in &guess.choices {
                let _ = writeln!(list, "  {},", self.choice(choice));
            }
            list.push(']');
            self.line(&list, None);
        }
        for (key, labels) in [
            ("not_applicable", &guess.not_applicable),
            ("missing", &guess.missing),
            ("unticked", &guess.unticked),
        ] {
            if !labels.is_empty() {
                let list = labels.iter().map(|label| quoted(label)).collect::<Vec<_>>().join(", ");
                self.line(&format!("{key} = [{list}]"), None);
            }
        }
        if let Some(separator) = guess.separator {
            self.line(&format!("separator = {}", quoted(separator)), None);
        }
    }

    fn choice(&self, choice: &Listed) -> String {
        if choice.aliases == ["*"] {
            let label = if self.lang == Lang::Es { "Otras respuestas" } else { "Other answers" };
            return format!("{{ label = {}, aliases = [\"*\"] }}", quoted(label));
        }
        let label = said(&choice.label, &choice.tongues);
        let is_plain = choice.column.is_none() && choice.code.is_none();
        if is_plain && choice.aliases.is_empty() && choice.tongues.len() < 2 {
            return label;
        }
        let mut keys = vec![format!("label = {label}")];
        keys.extend(choice.code.iter().map(|code| format!("code = {}", quoted(code))));
        if !choice.aliases.is_empty() {
            let aliases: Vec<String> = choice.aliases.iter().map(|one| quoted(one)).collect();
            keys.push(format!("aliases = [{}]", aliases.join(", ")));
        }
        keys.extend(choice.column.iter().map(|column| format!("column = {}", quoted(column))));
        format!("{{ {} }}", keys.join(", "))
    }
}

fn pair(words: &Words) -> (&str, &str) {
    (&words.es, &words.en)
}

/// Writes a text, in each of its languages if it has several.
fn said(text: &str, tongues: &Tongues) -> String {
    let told: Vec<(&String, &String)> =
        tongues.iter().filter(|(_, text)| !text.is_empty()).collect();
    match told.as_slice() {
        [] => quoted(text),
        [(_, text)] => quoted(text),
        several => {
            let each =
                several.iter().map(|(tag, text)| format!("{} = {}", quoted(tag), quoted(text)));
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Writes a text as TOML does, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

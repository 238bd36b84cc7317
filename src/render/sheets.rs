//! Sheets: rows of data files, chosen and sorted, ready to print.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use tera::{Error, Kwargs, State, TeraResult, Value};

use super::cards::map;
use super::equipment::Tables;
use super::figures::{Figures, Marks, figures, witness};
use super::job::{self, Job};
use super::retold;
use crate::ground::findings::{bad_value, unfit_value};
use crate::ground::{self, Collation, Diagnostic, Entries, Place, Words, value};

/// What is asked for: lists are texts with commas, as articles write them; empty stands for none.
struct Ask<'a> {
    data: &'a str,
    columns: &'a str,
    headers: &'a str,
    sort: &'a str,
    limit: String,
    /// The language in which the rows are shown.
    language: &'a str,
    /// The language in which the file writes its numbers, unless its cells tell.
    hand: &'a str,
}

/// Why there are no rows.
struct Fault {
    /// The argument that is wrong, and what it says.
    argument: &'static str,
    value: String,
    why: Why,
}

enum Why {
    /// It is not one of these.
    NotOf(Vec<String>),
    /// It cannot be used.
    Unfit(Words),
}

/// Gives the columns and rows of a data file: `rows(data="tiendas.csv", columns="nombre, ciudad",
/// headers="Nombre, Ciudad", sort="-ventas", limit=10)`. What is wrong with a directive's arguments
/// is a finding there, and it shows nothing.
pub(super) fn rows(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let text = |name: &'static str| kwargs.get::<&str>(name).map(Option::unwrap_or_default);
    let limit = kwargs.get::<&Value>("limit")?.filter(|limit| !limit.is_none());
    let data = kwargs.must_get::<&str>("data")?;
    let language = job.voice();
    let ask = Ask {
        data,
        columns: text("columns")?,
        headers: text("headers")?,
        sort: text("sort")?,
        limit: limit.map(ToString::to_string).unwrap_or_default(),
        language: &language,
        hand: hand(&job, data),
    };
    job.desk.shows_data(ask.data);
    match sheet(&ask, &job.equipment.tables) {
        Ok(sheet) => Ok(sheet),
        Err(fault) => match job.directive.borrow().clone() {
            Some(place) => {
                // It may say which files there are.
                job.desk.shows_data("");
                job.findings.borrow_mut().push(fault.finding(place));
                let none = || Value::from(Vec::<Value>::new());
                Ok(map([("columns", none()), ("rows", none()), ("total", 0.into())]))
            }
            None => Err(fault.error()),
        },
    }
}

/// Gives the language in which a file writes its numbers: the one that marks its name
/// (`canales.en.csv`), else the site's first.
fn hand<'a>(job: &'a Job, data: &str) -> &'a str {
    let settings = job.desk.settings();
    let marked = data.rsplit_once('.').and_then(|(bare, _)| bare.rsplit_once('.'));
    let marked = marked.and_then(|(_, mark)| settings.languages.iter().find(|one| *one == mark));
    marked.unwrap_or(&settings.language)
}

impl Fault {
    fn not_of<'a>(
        argument: &'static str,
        value: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known = known.into_iter().map(str::to_string).collect();
        Self { argument, value: value.to_string(), why: Why::NotOf(known) }
    }

    fn unfit(argument: &'static str, value: &str, es: &str, en: &str) -> Self {
        Self { argument, value: value.to_string(), why: Why::Unfit(Words::new(es, en)) }
    }

    fn finding(&self, place: Place) -> Diagnostic {
        match &self.why {
            Why::NotOf(known) => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                bad_value(place, self.argument, &self.value, &known)
            }
            Why::Unfit(why) => unfit_value(place, self.argument, &self.value, why),
        }
    }

    fn error(&self) -> Error {
        let Self { argument, value, .. } = self;
        let (es, en) = match &self.why {
            Why::NotOf(known) => {
                let known = known.join(", ");
                (format!("puede ser {known}"), format!("it can be {known}"))
            }
            Why::Unfit(why) => (why.es.clone(), why.en.clone()),
        };
        retold::error(
            format!("`{argument}` no puede ser `{value}`: {es}"),
            format!("`{argument}` cannot be `{value}`: {en}"),
        )
    }
}

fn sheet(ask: &Ask<'_>, tables: &Tables) -> Result<Value, Fault> {
    let Some(file) = tables.written(ask.data) else {
        return Err(Fault::not_of("data", ask.data, tables.names()));
    };
    let Some(mut rows) = file.rows() else {
        let (es, en) = ("no es una lista de filas", "it is no list of rows");
        return Err(Fault::unfit("data", ask.data, es, en));
    };
    let known = value::columns(&rows);
    let wanted: Vec<&str> = match ask.columns.trim() {
        "" => known.clone(),
        chosen => parts(chosen).collect(),
    };
    if let Some(unknown) = wanted.iter().find(|name| !rows.is_empty() && !known.contains(name)) {
        return Err(Fault::not_of("columns", unknown, known));
    }
    let titles: Vec<&str> = parts(ask.headers).collect();
    if titles.len() > wanted.len() {
        let (es, en) = ("hay más títulos que columnas", "there are more headers than columns");
        return Err(Fault::unfit("headers", ask.headers, es, en));
    }
    let limit = match ask.limit.trim() {
        "" => rows.len(),
        limit => limit.parse().map_err(|_| {
            Fault::unfit("limit", limit, "no es un número de filas", "it is no number of rows")
        })?,
    };
    let style =
        Style { columns: &known, rows: &rows.clone(), hand: ask.hand, mark: OnceCell::new() };
    let numeric: Vec<Option<char>> =
        wanted.iter().map(|name| Some(style.numbers(name)?.mark)).collect();
    let total = rows.len();
    sort(&mut rows, &style, ask)?;
    rows.truncate(limit);
    let heads = wanted.iter().zip(&numeric).enumerate().map(|(index, (name, mark))| {
        let title = titles.get(index).filter(|title| !title.is_empty()).unwrap_or(name);
        map([
            ("name", (*name).into()),
            ("title", (*title).into()),
            ("is_number", mark.is_some().into()),
        ])
    });
    let marks = Marks::of(ask.language);
    let cells = rows.iter().map(|row| -> Value {
        let cells = wanted.iter().zip(&numeric).map(|(name, mark)| match mark {
            Some(mark) => Value::from(marks.rewrite(&text(row, name), *mark)),
            None => Value::from(&*text(row, name)),
        });
        cells.collect::<Vec<_>>().into()
    });
    Ok(map([
        ("columns", heads.collect::<Vec<_>>().into()),
        ("rows", cells.collect::<Vec<_>>().into()),
        ("total", total.into()),
    ]))
}

/// Gives the parts of a text between commas.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_empty = text.trim().is_empty();
    text.split(',').map(str::trim).filter(move |_| !is_empty)
}

fn text<'a>(row: &'a Entries, column: &str) -> Cow<'a, str> {
    value::cell(row, column).map_or(Cow::Borrowed(""), ground::Value::text)
}

/// How a file writes its numbers.
struct Style<'a> {
    columns: &'a [&'a str],
    rows: &'a [&'a Entries],
    hand: &'a str,
    /// Which mark stands before decimals, once a column asked that does not tell.
    mark: OnceCell<char>,
}

impl Style<'_> {
    /// Gives a column as numbers, if it holds nothing else.
    fn numbers(&self, name: &str) -> Option<Figures> {
        let values = || self.rows.iter().map(|row| value::cell(row, name));
        // What a file writes as a number is one, whatever the language.
        let is_written = |value: Option<&ground::Value>| {
            matches!(value, None | Some(ground::Value::Integer(_) | ground::Value::Float(_)))
        };
        if values().all(is_written) && values().any(|value| value.is_some()) {
            let number = |value: Option<&ground::Value>| match value {
                Some(ground::Value::Integer(number)) => Some(*number as f64),
                Some(ground::Value::Float(number)) if !number.is_nan() => Some(*number),
                _ => None,
            };
            return Some(Figures { numbers: values().map(number).collect(), mark: '.' });
        }
        let texts = self.texts(name);
        figures(texts.iter().map(|text| &**text), || *self.mark.get_or_init(|| self.mark()))
    }

    fn texts(&self, name: &str) -> Vec<Cow<'_, str>> {
        self.rows.iter().map(|row| text(row, name)).collect()
    }

    /// Gives what all columns that tell agree on, else what the language does.
    fn mark(&self) -> char {
        let told = self.columns.iter().filter_map(|name| {
            let texts = self.texts(name);
            witness(texts.iter().map(|text| &**text))
        });
        let told: BTreeSet<char> = told.collect();
        match told.first() {
            Some(mark) if told.len() == 1 => *mark,
            _ => Marks::of(self.hand).decimal,
        }
    }
}

/// A column by which rows are sorted.
struct Key<'a> {
    name: &'a str,
    is_downward: bool,
    numbers: Option<Vec<Option<f64>>>,
}

/// Sorts rows by the columns that are asked for; empty cells come last, and ties stay as they were.
fn sort(rows: &mut Vec<&Entries>, style: &Style<'_>, ask: &Ask<'_>) -> Result<(), Fault> {
    let known = style.columns;
    let mut keys = Vec::new();
    for part in parts(ask.sort) {
        let is_known = known.contains(&part);
        let name = if is_known { part } else { part.trim_start_matches('-').trim_start() };
        if !rows.is_empty() && !known.contains(&name) {
            return Err(Fault::not_of("sort", name, known.iter().copied()));
        }
        let numbers = style.numbers(name).map(|column| column.numbers);
        keys.push(Key { name, is_downward: !is_known && part.starts_with('-'), numbers });
    }
    if keys.is_empty() {
        return Ok(());
    }
    let collation = Collation::of(ask.language);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|one, other| {
        let compared = keys.iter().map(|key| key.compare(rows, (*one, *other), &collation));
        compared.fold(Ordering::Equal, Ordering::then)
    });
    *rows = order.into_iter().map(|at| rows[at]).collect();
    Ok(())
}

impl Key<'_> {
    fn compare(
        &self,
        rows: &[&Entries],
        (one, other): (usize, usize),
        collation: &Collation,
    ) -> Ordering {
        let directed = |order: Ordering| if self.is_downward { order.reverse() } else { order };
        if let Some(numbers) = &self.numbers {
            return match (numbers[one], numbers[other]) {
                (Some(one), Some(other)) => directed(one.total_cmp(&other)),
                (one, other) => one.is_none().cmp(&other.is_none()),
            };
        }
        let (one, other) = (text(rows[one], self.name), text(rows[other], self.name));
        match (one.trim(), other.trim()) {
            ("", _) | (_, "") => one.trim().is_empty().cmp(&other.trim().is_empty()),
            (one, other) => directed(collation.compare(one, other)),
        }
    }
}

//! Slips: articles that stand in the rows of data files, theses that stand in a manifesto only, and
//! results that nobody wrote about. Each becomes the text of a content file that is on no disk, so that whatever holds for content
//! files holds for it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::sync::Arc;

use super::claims::Pamphlet;
use super::surveys::{Blank, Surveys};
use super::tables::{Data, DataFile};
use crate::ground::findings::{bad_value, duplicate_row, too_many_files, unfit_row, unfit_value};
use crate::ground::slug::slug;
use crate::ground::{
    Diagnostic, Entries, Failure, Fingerprint, Located, Place, Source, Value, Words, url, value,
};
use crate::model::document::Record;
use crate::model::{Library, PagesFrom, Settings, Unread};
use crate::words;

/// Findings about rows that are kept.
const FINDINGS_MAX: usize = 1_000;

/// The articles of a site that stand in rows, in manifestos or in surveys.
#[derive(Default)]
pub(super) struct Slips {
    /// By the paths of the content files for which they stand.
    list: BTreeMap<Arc<str>, Slip>,
    /// What is wrong with the rows, and with what sections say of them.
    pub(super) findings: Vec<Diagnostic>,
    /// What they were made of.
    made_of: Option<MadeOf>,
}

/// Where slips come from, beside records.
#[derive(Clone, Copy)]
pub(super) struct MadeFrom<'a> {
    /// The content files.
    pub(super) contents: &'a [Arc<str>],
    /// The data files.
    pub(super) data: &'a Data,
    /// The surveys.
    pub(super) surveys: &'a Surveys,
    /// The settings.
    pub(super) settings: &'a Settings,
}

/// What slips are made of: as long as it is the same, so are they.
#[derive(PartialEq)]
struct MadeOf {
    sections: Vec<(Arc<str>, PagesFrom)>,
    manifestos: Vec<Pamphlet>,
    results: Vec<Blank>,
    data: Fingerprint,
    contents: Vec<Arc<str>>,
    files_max: usize,
}

/// A row, a claim or a survey as a content file.
struct Slip {
    source: Source,
    /// The row, the claim, or the questionnaire.
    place: Place,
}

impl Slips {
    /// Makes the slips that sections ask for, or gives those of before if they are the same.
    pub(super) fn of<'a>(
        records: impl Iterator<Item = &'a Arc<Record>> + Clone,
        from: MadeFrom<'_>,
        before: Option<&Arc<Self>>,
    ) -> Arc<Self> {
        let MadeFrom { contents, data, surveys, settings } = from;
        let files_max = settings.limits.files;
        let manifestos = Pamphlet::all(records.clone());
        let asks = |record: &&Arc<Record>| record.matter.pages_from.is_some();
        let sections = records.filter(asks).filter_map(|record| {
            let from = record.matter.pages_from.as_deref()?;
            Some((Arc::clone(&record.path), from.clone()))
        });
        let sections: Vec<_> = sections.collect();
        let results = surveys.unwritten(contents, settings);
        if sections.is_empty() && manifestos.is_empty() && results.is_empty() {
            return Arc::default();
        }
        let contents = contents.to_vec();
        let data_print = data.print();
        let made_of =
            MadeOf { sections, manifestos, results, data: data_print, contents, files_max };
        if let Some(before) = before
            && before.made_of.as_ref() == Some(&made_of)
        {
            return Arc::clone(before);
        }
        let mut slips = Self::default();
        for (head, from) in &made_of.sections {
            slips.add(head, from, data, &made_of);
        }
        for manifesto in &made_of.manifestos {
            slips.add_claims(manifesto, &made_of);
        }
        for blank in &made_of.results {
            slips.add_text(&blank.path, &blank.text, &made_of, Place::file(&blank.survey));
        }
        slips.made_of = Some(made_of);
        Arc::new(slips)
    }

    fn add(&mut self, head: &Arc<str>, from: &PagesFrom, data: &Data, made_of: &MadeOf) {
        let place = Place::new(head, from.data.span);
        let Some(file) = data.find(&from.data.value) else {
            let names: Vec<&str> = data.names().collect();
            self.findings.push(bad_value(place, "data", &from.data.value, &names));
            return;
        };
        let Some(rows) = file.value.rows() else {
            let why = Words::new("no es una lista de filas", "it is no list of rows");
            self.findings.push(unfit_value(place, "data", &from.data.value, &why));
            return;
        };
        if !self.knows_columns(head, from, &rows) {
            return;
        }
        for (index, row) in rows.into_iter().enumerate() {
            let span = file.rows.get(index).copied().unwrap_or_default();
            let place = Place::new(&file.path, span);
            match self.row((head, from), row, place, made_of) {
                Err(finding) if self.findings.len() < FINDINGS_MAX => self.findings.push(*finding),
                _ => {}
            }
            if made_of.contents.len() + self.list.len() > made_of.files_max {
                self.findings.push(too_many(file, made_of.files_max));
                self.list.clear();
                return;
            }
        }
    }

    /// Makes a slip of each claim about which there is no file.
    fn add_claims(&mut self, manifesto: &Pamphlet, made_of: &MadeOf) {
        for (claim, path, text) in manifesto.unwritten() {
            let place = Place::new(&manifesto.head, claim.span);
            if !self.add_text(&path, &text, made_of, place) {
                return;
            }
        }
    }

    /// Makes a slip of a text, and tells whether there was room for it.
    fn add_text(&mut self, path: &Arc<str>, text: &str, made_of: &MadeOf, place: Place) -> bool {
        if made_of.contents.len() + self.list.len() >= made_of.files_max {
            let place = Place::file(&place.path);
            self.findings.push(too_many_files(place, made_of.files_max));
            return false;
        }
        let source = Source::new(Arc::clone(path), text);
        self.list.entry(Arc::clone(path)).or_insert(Slip { source, place });
        true
    }

    /// Checks the columns that a section names.
    fn knows_columns(&mut self, head: &Arc<str>, from: &PagesFrom, rows: &[&Entries]) -> bool {
        let columns = value::columns(rows);
        let is_unknown =
            |column: &Located<String>| !rows.is_empty() && !columns.contains(&&*column.value);
        let unknown = from.columns().filter(|(_, column)| is_unknown(column));
        let before = self.findings.len();
        self.findings.extend(unknown.map(|(key, column)| {
            bad_value(Place::new(head, column.span), key, &column.value, &columns)
        }));
        self.findings.len() == before
    }

    /// Makes the slip of a row.
    fn row(
        &mut self,
        (head, from): (&Arc<str>, &PagesFrom),
        row: &Entries,
        place: Place,
        made_of: &MadeOf,
    ) -> Result<(), Box<Diagnostic>> {
        let cell = |column: &Located<String>| cell(row, &column.value);
        let title = cell(&from.title);
        if title.is_empty() {
            let column = &from.title.value;
            let why = words!(
                "su columna `{column}`, la del título, está vacía",
                "its column `{column}`, with the title, is empty"
            );
            return Err(Box::new(unfit_row(place, &why)));
        }
        let called = from.slug.as_ref().map(&cell).filter(|name| !name.is_empty());
        let called = called.unwrap_or_else(|| title.clone());
        let name = slug(&called);
        if name.is_empty() || name == "index" {
            let why =
                words!("de `{called}` no sale una dirección", "`{called}` cannot become a URL");
            return Err(Box::new(unfit_row(place, &why)));
        }
        let ending = url::name(head).trim_start_matches("_index");
        let folder = url::folder(head);
        let path: Arc<str> = Arc::from(format!("{folder}/{name}{ending}"));
        let bundle: Arc<str> = Arc::from(format!("{folder}/{name}/index{ending}"));
        let file = [&path, &bundle].into_iter().find_map(|path| {
            let at = made_of.contents.binary_search(path).ok()?;
            Some(Place::file(&made_of.contents[at]))
        });
        let slip = self.list.get(&path).map(|slip| slip.place.clone());
        if let Some(first) = file.or(slip) {
            return Err(Box::new(duplicate_row(place, first, &path)));
        }
        let source = Source::new(Arc::clone(&path), text(row, from, &title));
        self.list.insert(path, Slip { source, place });
        Ok(())
    }

    /// Gives the paths of the content files for which rows stand, sorted.
    pub(super) fn paths(&self) -> Vec<Arc<str>> {
        self.list.keys().cloned().collect()
    }

    /// Gives the row of a content file that is none.
    pub(super) fn place(&self, path: &str) -> Option<&Place> {
        self.list.get(path).map(|slip| &slip.place)
    }

    /// Makes findings point at rows, where they point at content files that are none.
    pub(super) fn point<'a>(&self, findings: impl IntoIterator<Item = &'a mut Diagnostic>) {
        if self.list.is_empty() {
            return;
        }
        for finding in findings {
            let also = finding.also.iter_mut().map(|(place, _)| place);
            for place in std::iter::once(&mut finding.place).chain(also) {
                if let Some(row) = self.place(&place.path) {
                    *place = row.clone();
                }
            }
        }
    }

    /// Gives a library that knows these texts as well.
    pub(super) fn on_top_of(self: &Arc<Self>, library: &Arc<dyn Library>) -> Arc<dyn Library> {
        match self.list.is_empty() {
            true => Arc::clone(library),
            false => Arc::new(Bookcase { slips: Arc::clone(self), below: Arc::clone(library) }),
        }
    }
}

/// Content files, and the slips among them.
struct Bookcase {
    slips: Arc<Slips>,
    below: Arc<dyn Library>,
}

impl Library for Bookcase {
    fn source(&self, path: &Arc<str>) -> Result<Source, Unread> {
        match self.slips.list.get(path) {
            Some(slip) => Ok(slip.source.clone()),
            None => self.below.source(path),
        }
    }

    fn wave(&self, path: &Arc<str>) -> Result<Box<dyn Read>, Failure> {
        self.below.wave(path)
    }
}

fn too_many(file: &DataFile, files_max: usize) -> Diagnostic {
    too_many_files(Place::file(&file.path), files_max)
}

/// Gives what a row says in a column, without the blanks around it.
fn cell(row: &Entries, column: &str) -> String {
    value::cell(row, column).map_or_else(String::new, |value| value.text().trim().to_string())
}

/// Writes a row as a content file. What has a place in it stands there; the other columns stand
/// under `extra`.
fn text(row: &Entries, from: &PagesFrom, title: &str) -> String {
    let mut text = format!("+++\ntitle = {}\n", quoted(title));
    let optional = [("description", &from.description), ("date", &from.date)];
    for (key, column) in optional {
        let said = column.as_ref().map(|column| cell(row, &column.value)).unwrap_or_default();
        if !said.is_empty() {
            writeln!(text, "{key} = {}", quoted(&said)).expect("a string takes all");
        }
    }
    if !from.taxonomies.is_empty() {
        text.push_str("[taxonomies]\n");
    }
    for (taxonomy, column) in &from.taxonomies {
        let terms = quoted_terms(row, &column.value);
        writeln!(text, "{} = [{terms}]", quoted(taxonomy)).expect("a string takes all");
    }
    text.push_str("[extra]\n");
    let shown = [Some(&from.title), from.description.as_ref(), from.body.as_ref()];
    let is_shown = |name: &str| shown.iter().flatten().any(|column| column.value == name);
    for (name, value) in row.iter().filter(|(name, _)| !is_shown(name)) {
        writeln!(text, "{} = {}", quoted(name), toml(value)).expect("a string takes all");
    }
    text.push_str("+++\n");
    let body = from.body.as_ref().map(|column| cell(row, &column.value));
    text.push_str(&body.unwrap_or_default());
    text
}

/// Gives the terms that stand in a cell: the parts of a list, or of a text between `;` or `|`.
fn quoted_terms(row: &Entries, column: &str) -> String {
    let terms: Vec<String> = match value::cell(row, column) {
        Some(Value::List(values)) => values.iter().map(|value| value.text().into_owned()).collect(),
        Some(value) => value.text().split([';', '|']).map(str::to_string).collect(),
        None => Vec::new(),
    };
    let terms = terms.iter().map(|term| term.trim()).filter(|term| !term.is_empty());
    terms.map(quoted).collect::<Vec<_>>().join(", ")
}

/// Writes a value in TOML.
fn toml(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) if number.is_nan() => "nan".to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Bool(is_true) => is_true.to_string(),
        Value::List(values) => {
            format!("[{}]", values.iter().map(toml).collect::<Vec<_>>().join(", "))
        }
        Value::Table(entries) => {
            let entry =
                |(name, value): &(String, Value)| format!("{} = {}", quoted(name), toml(value));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Writes a text of TOML between quotes.
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
            _ if letter.is_control() => {
                write!(quoted, "\\u{:04X}", u32::from(letter)).expect("a string takes all");
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_as_content_files() {
        let column = |name: &str| Located::new(name.to_string(), Default::default());
        let from = PagesFrom {
            data: column("a.csv"),
            title: column("t"),
            slug: None,
            description: None,
            body: Some(column("b")),
            date: Some(column("d")),
            taxonomies: vec![("tags".to_string(), column("e"))],
        };
        let value = |text: &str| Value::Text(text.to_string());
        let row =
            [("t", "A \"b\""), ("b", "+++\n# x"), ("d", ""), ("e", "uno; dos|"), ("ñ", "\0\\")];
        let mut row: Vec<_> =
            row.iter().map(|(name, text)| (name.to_string(), value(text))).collect();
        row.push(("n".to_string(), Value::List(vec![Value::Float(1e300), Value::Float(f64::NAN)])));
        let expected = "+++\ntitle = \"A \\\"b\\\"\"\n[taxonomies]\n\"tags\" = [\"uno\", \"dos\"]\n\
            [extra]\n\"d\" = \"\"\n\"e\" = \"uno; dos|\"\n\"ñ\" = \"\\u0000\\\\\"\n\
            \"n\" = [1e300, nan]\n+++\n+++\n# x";
        assert_eq!(text(&row, &from, "A \"b\""), expected);
    }
}

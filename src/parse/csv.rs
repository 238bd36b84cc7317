//! CSV: the first row names the columns, and each other row is a table of texts.
//!
//! Numbers stay as they were written: `08001` and `1.234,5` mean nothing else here.

use std::collections::BTreeSet;
use std::ops::Range;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::sheet::Sheet;
use crate::ground::{Diagnostic, Place, Source, Span, Value, Words, findings};
use crate::words;

/// What may stand between cells; Excel writes semicolons where commas stand in numbers.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// So many rows are looked at to find out what stands between cells.
const ROWS_LOOKED_AT: usize = 20;
/// Findings of one file that are kept.
const FINDINGS_MAX: usize = 100;

/// What has more columns is no table that anybody reads.
const COLUMNS_MAX: usize = 1_000;

/// Reads a file. Rows without any text are left out, and so are columns with neither a name nor a
/// text: spreadsheets write both.
pub(super) fn read(source: &Source) -> Sheet {
    let separator = separator(source.text());
    let mut table = Table::new(source, separator);
    let mut reader = reader(source.text(), separator);
    let mut row = StringRecord::new();
    while next(&mut reader, &mut row) {
        let start = row.position().map_or(0, csv::Position::byte);
        table.take(&row, usize::try_from(start).unwrap_or(usize::MAX));
    }
    table.finish()
}

fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(separator).has_headers(false).flexible(true);
    builder.from_reader(text.as_bytes())
}

/// Reads the next row, if there is one: of a text that is in memory and in UTF-8, nothing fails.
fn next(reader: &mut Reader<&[u8]>, row: &mut StringRecord) -> bool {
    reader.read_record(row).unwrap_or(false)
}

/// Finds what stands between the cells: by it the rows are as long as the first, and the longest.
fn separator(text: &str) -> u8 {
    let fitness = |separator: &u8| {
        let mut reader = reader(text, *separator);
        let mut row = StringRecord::new();
        let mut lengths = Vec::with_capacity(ROWS_LOOKED_AT);
        while lengths.len() < ROWS_LOOKED_AT && next(&mut reader, &mut row) {
            lengths.push(row.len());
        }
        let first = lengths.first().copied().unwrap_or_default();
        let alike = lengths.iter().filter(|length| **length == first).count();
        (first > 1 && alike * 2 >= lengths.len(), alike, first)
    };
    // Of equals the last wins, and the comma is the usual one.
    SEPARATORS.into_iter().rev().max_by_key(fitness).unwrap_or(b',')
}

/// A column as its first row calls it.
struct Column {
    name: String,
    /// Where its name stands, if it has none: that is wrong only when there is text below.
    nameless: Option<Span>,
}

/// What was read of a file.
struct Table<'a> {
    source: &'a Source,
    separator: u8,
    columns: Option<Vec<Column>>,
    /// The columns that the first row has; rows may have more.
    width: usize,
    rows: Vec<Value>,
    places: Vec<Span>,
    findings: Vec<Diagnostic>,
    /// Where the last row begins.
    last: usize,
}

impl<'a> Table<'a> {
    fn new(source: &'a Source, separator: u8) -> Self {
        Self {
            source,
            separator,
            columns: None,
            width: 0,
            rows: Vec::new(),
            places: Vec::new(),
            findings: Vec::new(),
            last: 0,
        }
    }

    fn take(&mut self, row: &StringRecord, start: usize) {
        let text = self.source.text();
        // The reader counts the empty lines before a row as part of it.
        let start = text.len() - text[start..].trim_start_matches('\n').len();
        self.last = start;
        let line = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let place = Span::new(start..line);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        match self.columns.take() {
            None => self.columns = Some(self.header(row, start)),
            Some(mut columns) => {
                self.row(row, place, &mut columns);
                self.columns = Some(columns);
            }
        }
    }

    /// Reads the names of the columns.
    fn header(&mut self, row: &StringRecord, start: usize) -> Vec<Column> {
        let (places, _) = cells(&self.source.text()[start..], self.separator);
        let mut taken: BTreeSet<String> = BTreeSet::new();
        self.width = row.len();
        if row.len() > COLUMNS_MAX {
            let why = words!(
                "son más de {COLUMNS_MAX} columnas: las demás no se leen",
                "there are more than {COLUMNS_MAX} columns: the others are not read"
            );
            self.find(Span::new(start..start + 1), &why);
        }
        let mut columns = Vec::with_capacity(row.len().min(COLUMNS_MAX));
        for (index, name) in row.iter().enumerate().take(COLUMNS_MAX) {
            let name = name.trim();
            let range = places.get(index).cloned().unwrap_or_default();
            let span = Span::new(range).moved(start);
            if taken.contains(name) {
                let why = words!(
                    "otra columna ya se llama `{name}`",
                    "another column is called `{name}` already"
                );
                self.find(span, &why);
            }
            let nameless = name.is_empty().then_some(span);
            let name = free(name, index, &taken);
            taken.insert(name.clone());
            columns.push(Column { name, nameless });
        }
        columns
    }

    fn row(&mut self, row: &StringRecord, place: Span, columns: &mut Vec<Column>) {
        let is_filled = |at: &usize| row.get(*at).is_some_and(|cell| !cell.trim().is_empty());
        let filled = (0..row.len()).rev().find(is_filled).map_or(0, |at| at + 1);
        let (found, wanted) = (row.len(), self.width);
        if found < wanted || filled > wanted {
            let why = words!(
                "esta fila tiene {found} celdas, y la primera {wanted}",
                "this row has {found} cells, and the first has {wanted}"
            );
            self.find(place, &why);
        }
        while columns.len() < filled.min(COLUMNS_MAX) {
            columns.push(Column { name: (columns.len() + 1).to_string(), nameless: None });
        }
        let mut entries = Vec::with_capacity(columns.len());
        for (index, column) in columns.iter_mut().enumerate() {
            let cell = row.get(index).unwrap_or_default();
            if column.nameless.is_some() && cell.trim().is_empty() {
                continue;
            }
            if let Some(span) = column.nameless.take() {
                let why = Words::new("esta columna no tiene nombre", "this column has no name");
                self.find(span, &why);
            }
            entries.push((column.name.clone(), Value::Text(cell.to_string())));
        }
        self.rows.push(Value::Table(entries));
        self.places.push(place);
    }

    fn find(&mut self, span: Span, why: &Words) {
        if self.findings.len() < FINDINGS_MAX {
            let place = Place::new(self.source.path(), span);
            self.findings.push(findings::bad_csv(place, why));
        }
    }

    fn finish(mut self) -> Sheet {
        let text = self.source.text();
        if let (_, Some(quote)) = cells(&text[self.last..], self.separator) {
            let at = self.last + quote;
            let why = Words::new("falta la comilla que cierra", "the closing quote is missing");
            self.find(Span::new(at..at + 1), &why);
        }
        if let Some(at) = text.find('\0') {
            let why = Words::new(
                "aquí hay un byte cero: esto no parece un texto",
                "there is a zero byte here: this does not look like a text",
            );
            self.find(Span::new(at..at + 1), &why);
        }
        self.findings.sort_by_key(|finding| finding.place.span);
        Sheet { value: Value::List(self.rows), rows: self.places, findings: self.findings }
    }
}

/// Gives a name that no other column has: a number stands for none.
fn free(name: &str, index: usize, taken: &BTreeSet<String>) -> String {
    let number = index + 1;
    match name {
        "" => number.to_string(),
        _ if !taken.contains(name) => name.to_string(),
        _ => format!("{name} {number}"),
    }
}

/// Gives the cells of the row at the beginning of a text as they are written, quotes included, and
/// where a quote begins that never ends.
fn cells(text: &str, separator: u8) -> (Vec<Range<usize>>, Option<usize>) {
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let start = at;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match memchr::memchr(b'"', &bytes[at..]) {
                    None => return (cells, Some(start)),
                    Some(quote) if bytes.get(at + quote + 1) == Some(&b'"') => at += quote + 2,
                    Some(quote) => {
                        at += quote + 1;
                        break;
                    }
                }
            }
        }
        let end = memchr::memchr2(separator, b'\n', &bytes[at..]);
        at = end.map_or(bytes.len(), |end| at + end);
        cells.push(start..at);
        if bytes.get(at) != Some(&separator) {
            return (cells, None);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows what was read: cells by `|`, rows by `/`, then what is wrong and where.
    fn show(text: &str) -> String {
        let source = Source::new("data/a.csv", text);
        let sheet = read(&source);
        assert_eq!(sheet.rows.len(), sheet.value.rows().map_or(0, |rows| rows.len()));
        let rows = sheet.value.rows().unwrap_or_default();
        let row = |row: &&[(String, Value)]| {
            let cell = |(name, value): &(String, Value)| format!("{name}={}", value.text());
            row.iter().map(cell).collect::<Vec<_>>().join("|")
        };
        let rows = rows.iter().map(row).collect::<Vec<_>>().join(" / ");
        let wrong = sheet.findings.iter().map(|finding| {
            let position = source.position(finding.place.span.start);
            let label = finding.label.as_ref().map_or("", |label| label.en.as_str());
            format!(" [{}:{} {label}]", position.line, position.column)
        });
        rows + &wrong.collect::<String>()
    }

    #[test]
    fn cells_are_read_as_they_were_written() {
        for (text, expected) in [
            ("", ""),
            ("a,b\n", ""),
            ("a,b\n1,08001\n", "a=1|b=08001"),
            ("\u{feff}a;b\r\n\"x; \"\"y\"\"\";3,5\r\n", "a=x; \"y\"|b=3,5"),
            ("a\tb\n1, 2\t3; 4\n", "a=1, 2|b=3; 4"),
            ("a,b\n\"uno\ndos\",2\n\n3,4", "a=uno\ndos|b=2 / a=3|b=4"),
            ("nombre\nPérez, Ana\nGil\n", "nombre=Pérez, Ana / nombre=Gil"),
            ("a;b;;\n1;2;;\n;;;\n3;4;;\n", "a=1|b=2 / a=3|b=4"),
            ("a,b\n=HYPERLINK(\"x\"),<b>\n", "a==HYPERLINK(\"x\")|b=<b>"),
        ] {
            assert_eq!(show(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_wrong_stands_where_it_is_and_loses_nothing() {
        for (text, expected) in [
            (
                "a,b\n1\n2,3,4\n5,6\n",
                "a=1|b= / a=2|b=3|3=4 / a=5|b=6|3= \
                 [2:1 this row has 1 cells, and the first has 2] \
                 [3:1 this row has 3 cells, and the first has 2]",
            ),
            ("a,ñ,ñ\n1,2,3\n", "a=1|ñ=2|ñ 3=3 [1:5 another column is called `ñ` already]"),
            ("a,,b\n1,2,3\n", "a=1|2=2|b=3 [1:3 this column has no name]"),
            ("a,b\n1,\"2\n3,4\n", "a=1|b=2\n3,4\n [2:3 the closing quote is missing]"),
            (
                "a,b\n1,\0\n",
                "a=1|b=\0 [2:3 there is a zero byte here: this does not look like a text]",
            ),
        ] {
            assert_eq!(show(text), expected, "{text:?}");
        }
    }
}

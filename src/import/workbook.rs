//! Excel workbooks, as Microsoft Forms exports them: the first sheet that shows becomes a table.
//!
//! What stands in a workbook is inflated and counted before anything of it is kept, and its cells
//! are read one after the other: a small file cannot ask for much memory.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::ground::Words;
use crate::words;

use super::bare::{Bare, COLUMNS_MAX, TABLE_BYTES_MAX, Table, too_large, too_many};
use super::intake::{Open, Refused};
use super::tool::Tool;

/// Bytes of a workbook at most.
const FILE_BYTES_MAX: u64 = 100 << 20;
/// Bytes of the parts of a workbook that are read as a whole: its texts, its styles.
const PARTS_BYTES_MAX: u64 = 64 << 20;
/// Files inside a workbook at most.
const PARTS_MAX: usize = 5_000;

/// Reads a workbook.
pub(super) fn table(open: Open<'_>) -> Result<Bare, Refused> {
    let mut bytes = Vec::new();
    open()?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(too_large());
    }
    weigh(&bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes.as_slice())).map_err(unread)?;
    let shows = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let sheets: Vec<String> =
        workbook.sheets_metadata().iter().filter(shows).map(|sheet| sheet.name.clone()).collect();
    let Some((first, others)) = sheets.split_first() else {
        return Err(unread(XlsxError::Unexpected("no sheet")));
    };
    let mut notes = Vec::new();
    if !others.is_empty() {
        let more = others.len();
        notes.push(words!(
            "se lee la hoja `{first}`; hay {more} más que no se leen",
            "the sheet `{first}` is read; {more} more are not"
        ));
    }
    read(&mut workbook, first, notes)
}

/// Inflates all that is in a workbook, and keeps nothing of it.
fn weigh(bytes: &[u8]) -> Result<(), Refused> {
    let bad = |_| unread(XlsxError::FileNotFound(String::new()));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(bad)?;
    if archive.len() > PARTS_MAX {
        return Err(too_large());
    }
    let (mut sheets, mut parts) = (TABLE_BYTES_MAX as u64 * 2, PARTS_BYTES_MAX);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(bad)?;
        let is_sheet = part.name().map_err(bad)?.to_lowercase().contains("worksheets/");
        let room = match is_sheet {
            true => &mut sheets,
            false => &mut parts,
        };
        let weight = io::copy(&mut part.take(*room + 1), &mut io::sink());
        let weight = weight.map_err(|_| unread(XlsxError::FileNotFound(String::new())))?;
        *room = room.checked_sub(weight).ok_or_else(too_large)?;
    }
    Ok(())
}

/// Reads a sheet, row by row.
fn read(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    mut notes: Vec<Words>,
) -> Result<Bare, Refused> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(unread)?;
    let mut rows = Rows::default();
    let (mut formulas, mut faults) = (0_u64, 0_u64);
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(unread)? {
        formulas += u64::from(cell.formula.is_some());
        let text = match &cell.value {
            DataRef::Error(_) => {
                faults += 1;
                String::new()
            }
            value => shown(value),
        };
        rows.put(cell.pos, text)?;
    }
    if formulas > 0 {
        notes.push(words!(
            "{formulas} celdas son fórmulas: se toma el valor que guardó Excel",
            "{formulas} cells are formulas: the value that Excel kept is taken"
        ));
    }
    if faults > 0 {
        notes.push(words!(
            "{faults} celdas tienen un error de fórmula: quedan vacías",
            "{faults} cells have an error of a formula: they are left empty"
        ));
    }
    rows.finish(notes)
}

/// The rows of a sheet.
#[derive(Default)]
struct Rows {
    table: Option<Table>,
    /// Cells of the headings.
    width: usize,
    /// The last column in which something stands, from one.
    widest: usize,
    /// The number of the row at hand, from zero.
    number: u32,
    cells: Vec<String>,
}

impl Rows {
    fn put(&mut self, (row, column): (u32, u32), text: String) -> Result<(), Refused> {
        if row < self.number {
            return Err(unread(XlsxError::Unexpected("rows out of order")));
        }
        if row > self.number {
            self.end_row()?;
            self.number = row;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if !text.is_empty() {
            self.widest = self.widest.max(column.saturating_add(1));
        }
        if column < COLUMNS_MAX {
            if self.cells.len() <= column {
                self.cells.resize(column + 1, String::new());
            }
            self.cells[column] = text;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refused> {
        if self.widest > COLUMNS_MAX {
            return Err(too_many(self.widest));
        }
        let mut cells = std::mem::take(&mut self.cells);
        let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
        let filled = filled.map_or(0, |last| last + 1);
        if filled == 0 {
            return Ok(());
        }
        cells.resize(filled.max(self.width), String::new());
        match &mut self.table {
            None => {
                self.width = filled;
                self.table = Some(Table::new(cells.iter().map(String::as_str)));
                Ok(())
            }
            Some(table) => table.add(cells.iter().map(String::as_str)),
        }
    }

    fn finish(mut self, notes: Vec<Words>) -> Result<Bare, Refused> {
        self.end_row()?;
        let empty =
            || Refused::Unfit(Words::new("el libro está vacío", "the workbook is empty"), None);
        self.table.map(|table| table.finish(Tool::Workbook, notes)).ok_or_else(empty)
    }
}

/// Writes the value of a cell.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => text.to_string(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(moment) => dated(moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Writes a serial date as `2026-03-31 18:30:00`, without its time if it has none.
fn dated(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    // From 1900 to 9999; what is no day stays a number.
    if moment.is_duration() || !(0.0..2_958_466.0).contains(&serial) {
        return serial.to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}

fn unread(error: XlsxError) -> Refused {
    if matches!(error, XlsxError::Password) {
        return Refused::Unfit(
            Words::new("el libro tiene contraseña", "the workbook has a password"),
            Some(Words::new("quítasela en Excel antes", "take it away in Excel first")),
        );
    }
    Refused::Unfit(
        Words::new(
            "esto no es un libro de Excel `.xlsx` que se pueda leer",
            "this is no Excel workbook `.xlsx` that can be read",
        ),
        Some(Words::new(
            "ábrelo con tu hoja de cálculo y guárdalo como CSV en UTF-8",
            "open it with your spreadsheet and save it as CSV in UTF-8",
        )),
    )
}

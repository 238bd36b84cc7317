//! Two questions crossed: a table whose cells are darker the larger they are, and marked where they
//! stand out from what rows and columns alone would lead to expect.

use super::given::{Heat, HeatCell, Measure};
use super::speech::{DASH, Voice};
use super::table::{Cell, Table};

/// Beyond this an adjusted residual is marked: by chance one of twenty cells would be.
const RESIDUAL: f64 = 1.96;

/// The grounds of cells, from the lightest.
const GROUNDS: f64 = 5.0;

/// Gives the table, which is all there is of it.
pub(super) fn table(heat: &Heat, voice: &Voice) -> Table {
    let mut table = Table { heads: heat.columns.clone(), ..Table::default() };
    table.heads.push(voice.word("chart_base"));
    for row in &heat.rows {
        let mut cells = vec![Cell::from(row.label.as_str())];
        cells.extend(
            (0..heat.columns.len()).map(|column| {
                cell(row.cells.get(column).copied().flatten().and_then(sound), voice)
            }),
        );
        // A row of which nothing is shown has few people, and does not say how few.
        let is_shown = row.cells.iter().any(Option::is_some);
        cells.push(if is_shown { voice.count(row.base).into() } else { DASH.into() });
        table.rows.push(cells);
    }
    table
}

fn sound(cell: HeatCell) -> Option<HeatCell> {
    let is_sound = cell.share.is_finite() && (0.0..=1.000_001).contains(&cell.share);
    is_sound.then_some(cell)
}

fn cell(cell: Option<HeatCell>, voice: &Voice) -> Cell {
    let Some(cell) = cell else { return DASH.into() };
    let mark = match cell.residual {
        residual if residual > RESIDUAL => Some(("▲", voice.word("chart_more"))),
        residual if residual < -RESIDUAL => Some(("▼", voice.word("chart_fewer"))),
        _ => None,
    };
    // A quarter is the middle of most tables, a half is much: the grounds rise in steps of 12 %.
    let ground = (cell.share * 8.0).floor().min(GROUNDS - 1.0);
    Cell {
        text: voice.value(Measure::Share, cell.share),
        class: format!("chart-ground-{ground:.0}"),
        mark,
    }
}

/// Says how many cells stand out.
pub(super) fn says(heat: &Heat, voice: &Voice) -> Vec<String> {
    let cells = || heat.rows.iter().flat_map(|row| row.cells.iter().take(heat.columns.len()));
    let marked = cells()
        .filter(|cell| cell.and_then(sound).is_some_and(|cell| cell.residual.abs() > RESIDUAL))
        .count();
    let hidden = cells().filter(|cell| cell.and_then(sound).is_none()).count();
    let marked = u64::try_from(marked).unwrap_or(u64::MAX);
    let said = voice.counted("chart_says_marked", marked, &[]);
    [said].into_iter().chain(voice.hidden(hidden)).collect()
}

//! One value a row with its interval.

use super::given::{DotRow, Dots, Estimate, Measure};
use super::paper::{Drawing, Layout, Paper};
use super::rows::{ROWS_MAX, Row, Rows, grid};
use super::scale::{Scale, ticks};
use super::speech::{DASH, Voice};
use super::table::Table;

/// The height of a row's marks.
const MARKS: f64 = 16.0;

/// Draws the rows.
pub(super) fn draw(dots: &Dots, layout: Layout, voice: &Voice) -> Option<Drawing> {
    if dots.rows.is_empty() {
        return None;
    }
    let drawn = &dots.rows[..dots.rows.len().min(ROWS_MAX)];
    // The interval is drawn, and in the table in numbers.
    let columns = Columns { interval: false, ..columns(dots) };
    let rows = Rows {
        headings: headings(dots.measure, columns, voice),
        rows: drawn.iter().map(|row| row_of(dots.measure, row, columns, voice)).collect(),
        marks: MARKS,
    };
    let mut paper = Paper::default();
    let plot = rows.lay(&mut paper, layout);
    let marked = ticks(range(dots.measure, drawn), plot.ticks(), least(dots.measure));
    let ends = (marked.first().copied()?, marked.last().copied()?);
    let scale = Scale::new(ends, (plot.left + 7.0, plot.right - 7.0));
    let values: Vec<(f64, String)> =
        marked.iter().map(|value| (*value, voice.value(dots.measure, *value))).collect();
    let height = grid(&mut paper, &plot, &scale, &values, Some(0.0));
    for (row, middle) in drawn.iter().zip(&plot.middles) {
        if let Some(estimate) = row.estimate.and_then(Estimate::sound) {
            mark(&mut paper, &scale, estimate, *middle);
        }
    }
    Some(paper.done(height))
}

/// Draws a value with its interval.
pub(super) fn mark(paper: &mut Paper, scale: &Scale, estimate: Estimate, y: f64) {
    if let Some((low, high)) = estimate.interval {
        let [low, high] = [scale.at(low), scale.at(high)];
        paper.stroke("chart-interval", [low, y, high, y]);
        for x in [low, high] {
            paper.stroke("chart-interval chart-cap", [x, y - 4.0, x, y + 4.0]);
        }
    }
    paper.dot("chart-dot", [scale.at(estimate.value), y, 5.5]);
}

/// Gives the least distance of two lines behind values.
pub(super) fn least(measure: Measure) -> f64 {
    match measure {
        Measure::Share => 0.05,
        Measure::Points => 5.0,
        Measure::Mean => 0.5,
    }
}

/// Gives the range of the values and their intervals. That of shares and points holds zero.
fn range(measure: Measure, rows: &[DotRow]) -> (f64, f64) {
    let sound = rows.iter().filter_map(|row| row.estimate.and_then(Estimate::sound));
    let reach = sound.flat_map(Estimate::reach);
    let (low, high) =
        reach.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    match measure {
        _ if low > high => (0.0, 1.0),
        Measure::Mean => (low, high),
        Measure::Share => (0.0, high.max(0.0)),
        Measure::Points => (low.min(0.0), high.max(0.0)),
    }
}

/// Which columns have something to say.
#[derive(Clone, Copy)]
struct Columns {
    /// A row has an interval.
    interval: bool,
    /// The bases differ.
    base: bool,
}

fn columns(dots: &Dots) -> Columns {
    let interval = dots.rows.iter().any(|row| row.estimate.is_some_and(|it| it.interval.is_some()));
    let base = dots.rows.windows(2).any(|pair| pair[0].base != pair[1].base);
    Columns { interval, base }
}

fn headings(measure: Measure, columns: Columns, voice: &Voice) -> Vec<String> {
    let interval = columns.interval.then_some("chart_interval");
    let base = columns.base.then_some("chart_base");
    let keys = [Some(value_heading(measure)), interval, base];
    keys.into_iter().flatten().map(|key| voice.word(key)).collect()
}

/// Gives the key of what stands above values.
pub(super) fn value_heading(measure: Measure) -> &'static str {
    if measure == Measure::Share { "chart_share" } else { "chart_value" }
}

fn row_of<'a>(measure: Measure, row: &'a DotRow, columns: Columns, voice: &Voice) -> Row<'a> {
    let estimate = row.estimate.and_then(Estimate::sound);
    let value = estimate.map_or(DASH.into(), |it| voice.value(measure, it.value));
    let interval = columns.interval.then(|| voice.interval(measure, estimate));
    let base = columns.base.then(|| base(row, voice));
    Row { label: &row.label, cells: [Some(value), interval, base].into_iter().flatten().collect() }
}

/// Gives the base of a row, which is not told where the row is not.
fn base(row: &DotRow, voice: &Voice) -> String {
    row.estimate.and_then(Estimate::sound).map_or(DASH.into(), |_| voice.count(row.base))
}

/// Gives the table.
pub(super) fn table(dots: &Dots, voice: &Voice) -> Table {
    let mut table = Table::default();
    let has_interval = columns(dots).interval;
    table.heads = headings(dots.measure, Columns { interval: has_interval, base: true }, voice);
    for row in &dots.rows {
        let estimate = row.estimate.and_then(Estimate::sound);
        let value = estimate.map_or(DASH.into(), |it| voice.exact(dots.measure, it.value));
        let interval = has_interval.then(|| voice.interval(dots.measure, estimate));
        table.push(
            &row.label,
            [Some(value), interval, Some(base(row, voice))].into_iter().flatten(),
        );
    }
    table
}

/// Says what the numbers say: the highest row, and the lowest.
pub(super) fn says(dots: &Dots, voice: &Voice) -> Vec<String> {
    let mut shown: Vec<(&DotRow, Estimate)> = dots
        .rows
        .iter()
        .filter_map(|row| Some((row, row.estimate.and_then(Estimate::sound)?)))
        .collect();
    let hidden = dots.rows.len() - shown.len();
    shown.sort_by(|(_, left), (_, right)| right.value.total_cmp(&left.value));
    let told = match shown.as_slice() {
        [] => vec![],
        [only] => vec![("chart_says_highest", only)],
        [first, .., last] => vec![("chart_says_highest", first), ("chart_says_lowest", last)],
    };
    let sentences = told.into_iter().map(|(key, (row, estimate))| {
        let value = voice.value(dots.measure, estimate.value);
        let ends = estimate
            .interval
            .map(|(low, high)| (voice.value(dots.measure, low), voice.value(dots.measure, high)));
        let details = voice.details(ends, row.base);
        let values = [("label", row.label.as_str()), ("value", &value), ("details", &details)];
        voice.fill(key, &values)
    });
    sentences.chain(voice.hidden(hidden)).collect()
}

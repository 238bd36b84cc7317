//! Stacked bars of the levels of a scale, diverging from its middle or all from zero.

use super::given::{BarRow, Bars, Measure, Middle, Stack};
use super::letters::width;
use super::paper::{Anchor, Drawing, Layout, Paper, SMALL};
use super::rows::{ROWS_MAX, Row, Rows, grid};
use super::scale::Scale;
use super::speech::{DASH, Voice};
use super::table::Table;

/// A scale of more levels is no scale of agreement, and its bars could not be told apart.
const LEVELS_MAX: usize = 11;

/// The height of a bar.
const BAR: f64 = 26.0;

/// The colours on each side.
const STEPS: i64 = 3;

/// Draws the bars.
pub(super) fn draw(bars: &Bars, layout: Layout, voice: &Voice) -> Option<Drawing> {
    let levels = bars.levels.len();
    if bars.rows.is_empty() || !(2..=LEVELS_MAX).contains(&levels) {
        return None;
    }
    let drawn = &bars.rows[..bars.rows.len().min(ROWS_MAX)];
    let rows = Rows {
        headings: vec![voice.word("chart_net"), voice.word("chart_base")],
        rows: drawn.iter().map(|row| row_of(bars, row, voice)).collect(),
        marks: BAR,
    };
    let mut paper = Paper::default();
    let plot = rows.lay(&mut paper, layout);
    let range = reach(bars, drawn);
    let scale = Scale::new(range, (plot.left + 1.0, plot.right - 1.0));
    let values: Vec<(f64, String)> =
        quarters(range).map(|value| (value, voice.value(Measure::Share, value.abs()))).collect();
    let height = grid(&mut paper, &plot, &scale, &values, None);
    for (row, middle) in drawn.iter().zip(&plot.middles) {
        if let Some(shares) = row.sound(levels) {
            draw_row(&mut paper, (bars, shares), &scale, *middle, voice);
        }
    }
    // The line from which bars diverge lies above them, so that a neutral level is seen to be split.
    if bars.stack == Stack::Diverging {
        let x = scale.at(0.0);
        let shown = drawn.iter().zip(&plot.middles).filter(|(row, _)| row.sound(levels).is_some());
        for (_, middle) in shown {
            paper.stroke("chart-zero", [x, middle - BAR / 2.0 - 5.0, x, middle - BAR / 2.0]);
            paper.stroke("chart-zero", [x, middle + BAR / 2.0, x, middle + BAR / 2.0 + 5.0]);
        }
    }
    Some(paper.done(height))
}

fn row_of<'a>(bars: &Bars, row: &'a BarRow, voice: &Voice) -> Row<'a> {
    Row { label: &row.label, cells: vec![net(bars, row, voice), base(bars, row, voice)] }
}

fn net(bars: &Bars, row: &BarRow, voice: &Voice) -> String {
    bars.sides(row).map_or_else(
        || DASH.to_string(),
        |(low, high)| voice.difference(Measure::Share, high - low),
    )
}

/// Gives the base of a row, which is not told where the row is not.
fn base(bars: &Bars, row: &BarRow, voice: &Voice) -> String {
    match row.sound(bars.levels.len()) {
        Some(_) => voice.count(row.base),
        None => DASH.to_string(),
    }
}

fn draw_row(
    paper: &mut Paper,
    (bars, shares): (&Bars, &[f64]),
    scale: &Scale,
    middle: f64,
    voice: &Voice,
) {
    let top = middle - BAR / 2.0;
    let mut from = start(bars, shares);
    for (level, share) in shares.iter().enumerate() {
        let [left, right] = [scale.at(from), scale.at(from + share)];
        from += share;
        let room = right - left;
        if room < 0.3 {
            continue;
        }
        let name = class(bars, level);
        // Half a unit at each side stays paper: the gap by which neighbours are told apart.
        let inset = 1.25f64.min(room / 4.0);
        let area = [left + inset, top, room - 2.0 * inset, BAR];
        paper.area(&format!("chart-level {name}"), area);
        // Without its sign, which stands below, a percentage fits into twice as many levels.
        let text = voice.value(Measure::Points, share * 100.0);
        if width(&text, SMALL) + 6.0 <= room {
            let class = format!("chart-small chart-on {name}");
            paper.text(&class, Anchor::Middle, (f64::midpoint(left, right), middle + 4.4), &text);
        }
    }
}

/// Gives the class of a level: its side, and of the three colours of the side its own.
pub(super) fn class(bars: &Bars, level: usize) -> String {
    let side = bars.middle.side(level);
    let levels = 0..bars.levels.len();
    let of_side = levels.filter(|level| bars.middle.side(*level).signum() == side.signum()).count();
    let of_side = i64::try_from(of_side).unwrap_or(1).max(1);
    // Few levels take the strong colours, which are told best from a neutral one.
    let step = match of_side {
        1 | 2 => side.abs() + 1,
        _ => 1 + (side.abs() - 1) * (STEPS - 1) / (of_side - 1),
    };
    match side.signum() {
        -1 => format!("chart-low-{step}"),
        0 => "chart-neutral".to_string(),
        _ => format!("chart-high-{step}"),
    }
}

/// Gives where a row begins, zero being the middle.
fn start(bars: &Bars, shares: &[f64]) -> f64 {
    let sides = shares.iter().enumerate().filter(|(level, _)| bars.middle.side(*level) < 0);
    let below: f64 = sides.map(|(_, share)| share).sum();
    match (bars.stack, bars.middle) {
        (Stack::Whole, _) => 0.0,
        (Stack::Diverging, Middle::Between(_)) => -below,
        (Stack::Diverging, Middle::Neutral(middle)) => {
            -below - shares.get(middle).copied().unwrap_or_default() / 2.0
        }
    }
}

/// Gives how far the rows reach to both sides.
fn reach(bars: &Bars, rows: &[BarRow]) -> (f64, f64) {
    if bars.stack == Stack::Whole {
        return (0.0, 1.0);
    }
    let ends = rows.iter().filter_map(|row| {
        let shares = row.sound(bars.levels.len())?;
        let from = start(bars, shares);
        Some((from, from + shares.iter().sum::<f64>()))
    });
    ends.fold((-0.1, 0.1), |(low, high), (from, to)| (low.min(from), high.max(to)))
}

/// Gives the quarters between two ends.
fn quarters((low, high): (f64, f64)) -> impl Iterator<Item = f64> {
    let all = (-4i32..=4).map(|number| f64::from(number) / 4.0);
    all.filter(move |value| (low - 1e-6..=high + 1e-6).contains(value))
}

/// Gives the levels with their colours, for the key.
pub(super) fn key(bars: &Bars) -> Vec<(String, String)> {
    let levels = bars.levels.iter().take(LEVELS_MAX).enumerate();
    levels
        .map(|(level, name)| (format!("chart-level {}", class(bars, level)), name.clone()))
        .collect()
}

/// Gives the table.
pub(super) fn table(bars: &Bars, voice: &Voice) -> Table {
    let mut table = Table::default();
    table.heads.extend(bars.levels.iter().cloned());
    table.heads.extend([voice.word("chart_net"), voice.word("chart_base")]);
    for row in &bars.rows {
        let shares = row.sound(bars.levels.len());
        let cells = (0..bars.levels.len()).map(|level| {
            shares.map_or_else(
                || DASH.to_string(),
                |shares| voice.value(Measure::Share, shares[level]),
            )
        });
        let ends = [net(bars, row, voice), base(bars, row, voice)];
        table.push(&row.label, cells.chain(ends));
    }
    table
}

/// Says what the numbers say: the row with the highest net, and that with the lowest.
pub(super) fn says(bars: &Bars, voice: &Voice) -> Vec<String> {
    let mut shown: Vec<(&BarRow, (f64, f64))> =
        bars.rows.iter().filter_map(|row| Some((row, bars.sides(row)?))).collect();
    let hidden = bars.rows.len() - shown.len();
    // The sort is stable: of equal rows the first on the page is told.
    shown.sort_by(|(_, left), (_, right)| (right.1 - right.0).total_cmp(&(left.1 - left.0)));
    let told = match shown.as_slice() {
        [] => vec![],
        [only] => vec![only],
        [first, .., last] => vec![first, last],
    };
    let sentences = told.into_iter().map(|(row, (low, high))| {
        let (high, low) = (voice.value(Measure::Share, *high), voice.value(Measure::Share, *low));
        let details = voice.details(None, row.base);
        let values = [
            ("label", row.label.as_str()),
            ("high", high.as_str()),
            ("low", low.as_str()),
            ("details", details.as_str()),
        ];
        voice.fill("chart_says_sides", &values)
    });
    sentences.chain(voice.hidden(hidden)).collect()
}

//! Two values a row, what lies between them, and the interval of the difference.

use super::dots::{least, mark};
use super::given::{Dumbbell, Estimate, Measure, PairRow};
use super::paper::{Drawing, Layout, Paper};
use super::rows::{Plot, ROWS_MAX, Row, Rows, grid};
use super::scale::{Scale, ticks};
use super::speech::{DASH, Voice};
use super::table::Table;

/// The height of a row's marks.
const MARKS: f64 = 18.0;

/// What part of the room the values take where the differences stand beside them.
const VALUES_PART: f64 = 0.56;

/// Draws the pairs; where there is room, their differences beside them.
pub(super) fn draw(dumbbell: &Dumbbell, layout: Layout, voice: &Voice) -> Option<Drawing> {
    if dumbbell.rows.is_empty() {
        return None;
    }
    let drawn = &dumbbell.rows[..dumbbell.rows.len().min(ROWS_MAX)];
    // Where the intervals are drawn they are not written as well.
    let columns = if layout == Layout::Wide { 1 } else { 2 };
    let headings = ["chart_difference", "chart_interval"].map(|key| voice.word(key));
    let rows = Rows {
        headings: headings.into_iter().take(columns).collect(),
        rows: drawn.iter().map(|row| row_of(dumbbell.measure, row, voice)).collect(),
        marks: MARKS,
    };
    let mut paper = Paper::default();
    let plot = rows.lay(&mut paper, layout);
    let (values, differences) = panels(plot, layout);
    let height = draw_values(&mut paper, (dumbbell.measure, drawn), &values, voice)?;
    if let Some(differences) = differences {
        draw_differences(&mut paper, (dumbbell.measure, drawn), &differences, voice);
    }
    Some(paper.done(height))
}

fn row_of<'a>(measure: Measure, row: &'a PairRow, voice: &Voice) -> Row<'a> {
    let estimate = row.sound_difference();
    Row {
        label: &row.label,
        cells: vec![difference(measure, estimate, voice), ends(measure, estimate, voice)],
    }
}

fn difference(measure: Measure, estimate: Option<Estimate>, voice: &Voice) -> String {
    estimate.map_or(DASH.into(), |estimate| voice.difference(measure, estimate.value))
}

/// Writes the interval of a difference.
fn ends(measure: Measure, estimate: Option<Estimate>, voice: &Voice) -> String {
    let Some((low, high)) = estimate.and_then(|estimate| estimate.interval) else {
        return DASH.into();
    };
    let [low, high] = [low, high].map(|end| voice.difference(measure, end));
    voice.fill("chart_range", &[("low", &low), ("high", &high)])
}

/// Parts the room for values and differences; in a narrow drawing the differences are texts only.
fn panels(plot: Plot, layout: Layout) -> (Plot, Option<Plot>) {
    if layout == Layout::Narrow {
        return (plot, None);
    }
    let between = plot.left + (plot.right - plot.left) * VALUES_PART;
    let (middles, spans) = (plot.middles.clone(), plot.spans.clone());
    let values = Plot { right: between - 14.0, middles, spans, ..plot };
    let differences = Plot { left: between + 14.0, ..plot };
    (values, Some(differences))
}

fn draw_values(
    paper: &mut Paper,
    (measure, rows): (Measure, &[PairRow]),
    plot: &Plot,
    voice: &Voice,
) -> Option<f64> {
    let shown = rows.iter().filter_map(PairRow::sound).flatten();
    let marked = ticks(range(shown), plot.ticks(), least(measure));
    let ends = (marked.first().copied()?, marked.last().copied()?);
    let scale = Scale::new(ends, (plot.left + 7.0, plot.right - 7.0));
    let texts: Vec<(f64, String)> =
        marked.iter().map(|value| (*value, voice.value(measure, *value))).collect();
    let height = grid(paper, plot, &scale, &texts, None);
    for (row, y) in rows.iter().zip(&plot.middles) {
        let Some([before, after]) = row.sound() else { continue };
        let [before, after] = [scale.at(before), scale.at(after)];
        paper.stroke("chart-between", [before, *y, after, *y]);
        paper.dot("chart-before", [before, *y, 5.5]);
        paper.dot("chart-after", [after, *y, 5.5]);
    }
    Some(height)
}

fn draw_differences(
    paper: &mut Paper,
    (measure, rows): (Measure, &[PairRow]),
    plot: &Plot,
    voice: &Voice,
) {
    let reach = rows.iter().filter_map(PairRow::sound_difference).flat_map(Estimate::reach);
    let marked = ticks(range(reach.chain([0.0])), plot.ticks() + 1, least(measure));
    let (Some(first), Some(last)) = (marked.first(), marked.last()) else { return };
    let scale = Scale::new((*first, *last), (plot.left + 7.0, plot.right - 7.0));
    let texts: Vec<(f64, String)> =
        marked.iter().map(|value| (*value, voice.difference(measure, *value))).collect();
    grid(paper, plot, &scale, &texts, Some(0.0));
    for (row, y) in rows.iter().zip(&plot.middles) {
        if let Some(estimate) = row.sound_difference() {
            mark(paper, &scale, estimate, *y);
        }
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) =
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low > high { (0.0, 1.0) } else { (low, high) }
}

/// Gives the two waves or groups with their marks, for the key.
pub(super) fn key(dumbbell: &Dumbbell) -> Vec<(String, String)> {
    let marks = ["chart-before", "chart-after"].map(str::to_string);
    marks.into_iter().zip(dumbbell.names.iter().cloned()).collect()
}

/// Gives the table.
pub(super) fn table(dumbbell: &Dumbbell, voice: &Voice) -> Table {
    let measure = dumbbell.measure;
    let mut table = Table::default();
    table.heads.extend(dumbbell.names.iter().cloned());
    let keys = ["chart_difference", "chart_interval", "chart_base"];
    table.heads.extend(keys.into_iter().map(|key| voice.word(key)));
    for row in &dumbbell.rows {
        let [before, after] = row.sound().map_or([None, None], |values| values.map(Some));
        let exact = |value: Option<f64>| {
            value.map_or(DASH.to_string(), |value| voice.exact(measure, value))
        };
        let estimate = row.sound_difference();
        let base = row
            .sound()
            .map_or(DASH.to_string(), |_| row.bases.map(|base| voice.count(base)).join(" · "));
        let numbers = [difference(measure, estimate, voice), ends(measure, estimate, voice), base];
        table.push(&row.label, [exact(before), exact(after)].into_iter().chain(numbers));
    }
    table
}

/// Says where the difference is largest, and how many can be told from chance.
pub(super) fn says(dumbbell: &Dumbbell, voice: &Voice) -> Vec<String> {
    let measure = dumbbell.measure;
    let shown: Vec<(&PairRow, [f64; 2], Estimate)> = dumbbell
        .rows
        .iter()
        .filter_map(|row| Some((row, row.sound()?, row.sound_difference()?)))
        .collect();
    let size = |estimate: &Estimate| estimate.value.abs();
    // Of equal ones the first on the page.
    let widest = shown.iter().rev().max_by(|left, right| size(&left.2).total_cmp(&size(&right.2)));
    let widest = widest.map(|(row, [before, after], estimate)| {
        let [before, after] = [*before, *after].map(|value| voice.value(measure, value));
        let ends = estimate
            .interval
            .map(|(low, high)| (voice.difference(measure, low), voice.difference(measure, high)));
        let people = row.bases[0].saturating_add(row.bases[1]);
        let values = [
            ("label", row.label.as_str()),
            ("before", dumbbell.names[0].as_str()),
            ("first", &before),
            ("after", dumbbell.names[1].as_str()),
            ("last", &after),
            ("difference", &voice.difference(measure, estimate.value)),
            ("details", &voice.details(ends, people)),
        ];
        voice.fill("chart_says_widest", &values)
    });
    let is_apart = |(low, high): (f64, f64)| low > 0.0 || high < 0.0;
    let apart = shown.iter().filter(|(_, _, it)| it.interval.is_some_and(is_apart)).count();
    let [apart, total] = [apart, shown.len()].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
    let told = (total > 1)
        .then(|| voice.counted("chart_says_told_apart", apart, &[("total", &voice.count(total))]));
    let hidden = voice.hidden(dumbbell.rows.len() - shown.len());
    widest.into_iter().chain(told).chain(hidden).collect()
}

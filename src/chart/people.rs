//! One dot a person: what a small base shows without pretending to percentages.

use super::given::People;
use super::paper::{Anchor, Drawing, Layout, Paper};
use super::rows::{ROWS_MAX, Row, Rows};
use super::speech::{DASH, Voice};
use super::table::Table;

/// The most dots of a group. Whoever counts more should show shares.
const DOTS_MAX: u64 = 60;

/// From dot to dot.
const STEP: f64 = 13.5;

/// The radius of a dot.
const RADIUS: f64 = 5.0;

/// What is left free after five dots.
const GAP: f64 = 5.0;

/// The dots of a line.
const PER_LINE: u64 = 20;

/// After so many dots there is a gap, so that the eye counts without counting.
const FIVE: u64 = 5;

/// Draws the people.
pub(super) fn draw(people: &People, layout: Layout, voice: &Voice) -> Option<Drawing> {
    if people.groups.is_empty() {
        return None;
    }
    let drawn = &people.groups[..people.groups.len().min(ROWS_MAX)];
    let most = drawn.iter().filter_map(|group| group.count).max().unwrap_or_default().min(DOTS_MAX);
    let lines = most.div_ceil(PER_LINE).max(1);
    let rows = drawn.iter().map(|group| Row { label: &group.label, cells: vec![] });
    let rows = Rows { headings: vec![], rows: rows.collect(), marks: real(lines) * STEP };
    let mut paper = Paper::default();
    let plot = rows.lay(&mut paper, layout);
    for (group, middle) in drawn.iter().zip(&plot.middles) {
        let dots = group.count.unwrap_or_default().min(DOTS_MAX);
        let own = dots.div_ceil(PER_LINE).max(1);
        let top = middle - real(own) * STEP / 2.0 + STEP / 2.0;
        for dot in 0..dots {
            let (line, at) = (dot / PER_LINE, across(dot % PER_LINE));
            paper.dot("chart-person", [plot.left + at, top + real(line) * STEP, RADIUS]);
        }
        // The number stands where the dots end.
        let last = top + real(own - 1) * STEP;
        let (at, y) = match dots {
            0 => (0.0, last),
            _ => (across((dots - 1) % PER_LINE) + 12.0, last),
        };
        let text = count(group.count, voice);
        paper.text("chart-strong", Anchor::Start, (plot.left + at, y + 4.8), &text);
    }
    Some(paper.done(plot.bottom + 4.0))
}

/// Gives how far from the first a dot of a line stands.
fn across(place: u64) -> f64 {
    RADIUS + 1.0 + real(place) * STEP + real(place / FIVE) * GAP
}

#[expect(clippy::cast_precision_loss, reason = "the counts are small")]
fn real(count: u64) -> f64 {
    count as f64
}

fn count(count: Option<u64>, voice: &Voice) -> String {
    count.map_or(DASH.into(), |count| voice.count(count))
}

/// Gives the table.
pub(super) fn table(people: &People, voice: &Voice) -> Table {
    let mut table = Table { heads: vec![voice.word("chart_count")], ..Table::default() };
    for group in &people.groups {
        table.push(&group.label, [count(group.count, voice)]);
    }
    table
}

/// Says how many said what.
pub(super) fn says(people: &People, voice: &Voice) -> Vec<String> {
    let shown: Vec<(&str, u64)> = people
        .groups
        .iter()
        .filter_map(|group| Some((group.label.as_str(), group.count?)))
        .collect();
    let hidden = voice.hidden(people.groups.len() - shown.len());
    let total = shown.iter().fold(0u64, |sum, (_, count)| sum.saturating_add(*count));
    let parts: Vec<String> = shown
        .iter()
        .filter(|(_, count)| *count > 0)
        .take(ROWS_MAX)
        .map(|(label, count)| {
            let count = voice.count(*count);
            voice.fill("chart_says_part", &[("label", label), ("value", &count)])
        })
        .collect();
    let details = voice.details(None, people.base.unwrap_or(total));
    let parts = parts.join("; ");
    let said = (total > 0)
        .then(|| voice.fill("chart_says_parts", &[("parts", &parts), ("details", &details)]));
    said.into_iter().chain(hidden).collect()
}

//! Rows of a drawing: labels, numbers in columns, and between them the room for the marks.
//!
//! With room, labels stand left of the marks and numbers right of them, in columns. Without, the
//! label stands above the marks with the first number at its end, the others in a line below it.

use super::letters::{width, wrap};
use super::paper::{Anchor, LEADING, Layout, Paper, SIZE, SMALL};
use super::scale::Scale;
use super::speech::DASH;

/// The most rows that are drawn; the table has all.
pub(super) const ROWS_MAX: usize = 60;

/// The room between two columns.
const GAP: f64 = 18.0;

/// The most room of labels beside their marks.
const LABEL_MAX: f64 = 210.0;

/// The least room of labels beside their marks.
const LABEL_MIN: f64 = 90.0;

/// A row to be laid.
pub(super) struct Row<'a> {
    /// What the row is.
    pub(super) label: &'a str,
    /// Its numbers, one for each heading.
    pub(super) cells: Vec<String>,
}

/// Rows to be laid.
pub(super) struct Rows<'a> {
    /// What stands above the columns of numbers.
    pub(super) headings: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Row<'a>>,
    /// The height of the marks of a row.
    pub(super) marks: f64,
}

/// The room for the marks.
pub(super) struct Plot {
    /// Its edges.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    /// The middle of each row, from above.
    pub(super) middles: Vec<f64>,
    /// From where to where lines of values may be drawn, so that they cross no text.
    pub(super) spans: Vec<(f64, f64)>,
}

impl Plot {
    /// Gives how many lines of values have room for their texts.
    pub(super) fn ticks(&self) -> u32 {
        let rooms = [72.0, 144.0, 216.0, 288.0, 360.0];
        let room = self.right - self.left;
        rooms.into_iter().fold(1, |count, least| count + u32::from(room >= least))
    }
}

impl Rows<'_> {
    /// Writes labels and numbers, and gives the room for the marks.
    pub(super) fn lay(&self, paper: &mut Paper, layout: Layout) -> Plot {
        match layout {
            Layout::Wide => self.lay_wide(paper),
            Layout::Narrow => self.lay_narrow(paper),
        }
    }

    fn lay_wide(&self, paper: &mut Paper) -> Plot {
        let widest = self.rows.iter().map(|row| width(row.label, SIZE)).fold(0.0, f64::max);
        // A hair more, since sums of parts differ in their last digits.
        let left = (widest + 0.5).clamp(LABEL_MIN, LABEL_MAX);
        let ends = self.column_ends();
        let taken = ends.first().map_or(0.0, |(end, room)| end - room);
        let right = if ends.is_empty() { Layout::Wide.width() } else { taken - GAP };
        let top = if self.headings.is_empty() { 4.0 } else { 24.0 };
        for (heading, (end, _)) in self.headings.iter().zip(&ends) {
            paper.text("chart-small", Anchor::End, (*end, 12.0), heading);
        }
        let mut y = top;
        let mut middles = Vec::new();
        for row in &self.rows {
            let lines = wrap(row.label, SIZE, left);
            let text = lines_height(lines.len());
            let height = (text + 12.0).max(self.marks + 12.0);
            let middle = y + height / 2.0;
            paper.lines("", Anchor::Start, (0.0, middle - text / 2.0 + 13.5), &lines);
            for (index, (cell, (end, _))) in row.cells.iter().zip(&ends).enumerate() {
                let class = if index == 0 { "chart-strong" } else { "chart-small" };
                paper.text(class, Anchor::End, (*end, middle + 4.8), cell);
            }
            middles.push(middle);
            y += height;
        }
        Plot { left: left + GAP, right, bottom: y, middles, spans: vec![(top, y)] }
    }

    /// Gives where each column ends, and its room, from the left.
    fn column_ends(&self) -> Vec<(f64, f64)> {
        let mut end = Layout::Wide.width();
        let mut ends = Vec::new();
        for (index, heading) in self.headings.iter().enumerate().rev() {
            let size = if index == 0 { SIZE * 1.06 } else { SMALL };
            let cells = self.rows.iter().filter_map(|row| row.cells.get(index));
            let widest = cells.map(|cell| width(cell, size)).fold(width(heading, SMALL), f64::max);
            ends.push((end, widest));
            end -= widest + GAP;
        }
        ends.reverse();
        ends
    }

    fn lay_narrow(&self, paper: &mut Paper) -> Plot {
        let right = Layout::Narrow.width();
        let mut y = 0.0;
        let (mut middles, mut spans) = (Vec::new(), Vec::new());
        for row in &self.rows {
            let (first, others) = row
                .cells
                .split_first()
                .map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
            let named = self.named(first);
            let taken = if named.is_empty() { 0.0 } else { width(&named, SIZE * 1.06) + GAP };
            let lines = wrap(row.label, SIZE, right - taken);
            paper.lines("", Anchor::Start, (0.0, y + 14.0), &lines);
            paper.text("chart-strong", Anchor::End, (right, y + 14.0), &named);
            y += lines_height(lines.len());
            let rest = self.headings.iter().skip(1).zip(others).filter(|(_, cell)| *cell != DASH);
            let rest: Vec<String> =
                rest.map(|(heading, cell)| format!("{heading} {cell}")).collect();
            for line in
                if rest.is_empty() { vec![] } else { wrap(&rest.join(" · "), SMALL, right) }
            {
                paper.text("chart-small", Anchor::Start, (0.0, y + 12.5), &line);
                y += 16.0;
            }
            middles.push(y + 5.0 + self.marks / 2.0);
            spans.push((y + 3.0, y + self.marks + 8.0));
            y += self.marks + 20.0;
        }
        Plot { left: 0.0, right, bottom: y - 8.0, middles, spans }
    }

    /// Gives the first number of a row with its heading where no column says what it is.
    fn named(&self, first: &str) -> String {
        match self.headings.as_slice() {
            [heading, _, ..] if first.starts_with(['+', '−', '0']) => {
                format!("{heading} {first}")
            }
            _ => first.to_string(),
        }
    }
}

/// Gives the height of a text of some lines.
fn lines_height(lines: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a label has a few lines")]
    let lines = lines as f64;
    lines * LEADING
}

/// Draws lines of values behind the marks, with their texts below, and gives the height they need.
pub(super) fn grid(
    paper: &mut Paper,
    plot: &Plot,
    scale: &Scale,
    values: &[(f64, String)],
    zero: Option<f64>,
) -> f64 {
    let room = plot.right - plot.left;
    let mut free = f64::NEG_INFINITY;
    for (value, text) in values {
        let x = scale.at(*value);
        let is_zero = zero.is_some_and(|zero| (zero - value).abs() < 1e-9);
        let class = if is_zero { "chart-zero" } else { "chart-rule" };
        for (top, bottom) in &plot.spans {
            paper.stroke(class, [x, *top, x, *bottom]);
        }
        let half = width(text, SMALL) / 2.0;
        // A text at an edge moves inwards; one that would touch the one before is left out.
        let middle =
            if room > 4.0 * half { x.clamp(plot.left + half, plot.right - half) } else { x };
        if middle - half < free + 6.0 {
            continue;
        }
        free = middle + half;
        paper.text("chart-small", Anchor::Middle, (middle, plot.bottom + 16.0), text);
    }
    plot.bottom + 22.0
}

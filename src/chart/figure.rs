//! A chart with all that belongs to it, as HTML: title, sentence, key, drawings, note and table.

use std::fmt::Write;

use super::bars;
use super::dots;
use super::dumbbell;
use super::given::{Chart, Frame};
use super::heat;
use super::histogram;
use super::line;
use super::paper::{Drawing, Layout, SIZE, coordinate};
use super::people;
use super::rows::ROWS_MAX;
use super::speech::{DASH, Speech, Voice};
use super::table::Table;
use crate::ground::markup::{push_attribute, push_text};

/// A chart, ready for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The whole: a `<figure>` with drawings for both widths and the table.
    pub html: String,
    /// The same without drawings, for readers of feeds and for programs, which have no stylesheet.
    pub plain: String,
    /// What the numbers say, in one or a few sentences; empty when there is nothing to say.
    pub sentence: String,
}

/// Makes a chart into a figure. One that cannot be drawn, as a cross-tab or what has no rows, is
/// its table alone.
#[must_use]
pub fn figure(chart: &Chart, frame: &Frame, speech: &dyn Speech) -> Figure {
    let voice = Voice(speech);
    let sentence = says(chart, &voice).join(" ");
    let mut table = table(chart, &voice);
    table.heads.insert(0, frame.rows.to_string());
    let id = id(frame.id);

    let mut html = String::with_capacity(16 * 1024);
    let _infallible = writeln!(html, "<figure class=\"chart chart-{}\" id=\"{id}\">", kind(chart));
    let mut plain = String::from("<figure>\n");
    for (html, is_seen) in [(&mut html, true), (&mut plain, false)] {
        html.push_str("<figcaption class=\"chart-title\">");
        push_text(html, frame.title);
        html.push_str("</figcaption>\n");
        if !sentence.is_empty() {
            // The drawing bears the sentence too: who listens to the page hears it there.
            let is_told_twice = is_seen && !matches!(chart, Chart::Heat(_));
            let hidden = if is_told_twice { " aria-hidden=\"true\"" } else { "" };
            let _infallible = write!(html, "<p class=\"chart-says\"{hidden}>");
            push_text(html, &sentence);
            html.push_str("</p>\n");
        }
    }
    push_key(&mut html, chart, &voice);
    let described = Described { id: &id, title: frame.title, sentence: &sentence };
    let has_drawing = push_drawings(&mut html, chart, &described, &voice);
    let notes = notes(chart, frame, &table, &voice);
    let table = table.html(frame.title);
    if has_drawing {
        push_notes(&mut html, &notes);
        html.push_str("<details class=\"chart-table\"><summary>");
        push_text(&mut html, &voice.word("chart_table"));
        html.push_str("</summary>\n");
        html.push_str(&table);
        html.push_str("</details>\n");
    } else {
        html.push_str(&table);
        push_notes(&mut html, &notes);
    }
    plain.push_str(&table);
    push_notes(&mut plain, &notes);
    html.push_str("</figure>\n");
    plain.push_str("</figure>\n");
    Figure { html, plain, sentence }
}

/// Gives a text as the beginning of ids: letters, digits and hyphens of ASCII.
fn id(text: &str) -> String {
    let letters = text.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' });
    let id: String = letters.collect();
    if id.starts_with(|first: char| first.is_ascii_alphabetic()) {
        id
    } else {
        format!("chart-{id}")
    }
}

fn kind(chart: &Chart) -> &'static str {
    match chart {
        Chart::Bars(_) => "bars",
        Chart::Dots(_) => "dots",
        Chart::Line(_) => "line",
        Chart::Histogram(_) => "histogram",
        Chart::People(_) => "people",
        Chart::Dumbbell(_) => "dumbbell",
        Chart::Heat(_) => "heat",
    }
}

fn says(chart: &Chart, voice: &Voice) -> Vec<String> {
    match chart {
        Chart::Bars(bars) => bars::says(bars, voice),
        Chart::Dots(dots) => dots::says(dots, voice),
        Chart::Line(line) => line::says(line, voice),
        Chart::Histogram(histogram) => histogram::says(histogram, voice),
        Chart::People(people) => people::says(people, voice),
        Chart::Dumbbell(dumbbell) => dumbbell::says(dumbbell, voice),
        Chart::Heat(heat) => heat::says(heat, voice),
    }
}

fn table(chart: &Chart, voice: &Voice) -> Table {
    match chart {
        Chart::Bars(bars) => bars::table(bars, voice),
        Chart::Dots(dots) => dots::table(dots, voice),
        Chart::Line(line) => line::table(line, voice),
        Chart::Histogram(histogram) => histogram::table(histogram, voice),
        Chart::People(people) => people::table(people, voice),
        Chart::Dumbbell(dumbbell) => dumbbell::table(dumbbell, voice),
        Chart::Heat(heat) => heat::table(heat, voice),
    }
}

fn draw(chart: &Chart, layout: Layout, voice: &Voice) -> Option<Drawing> {
    match chart {
        Chart::Bars(bars) => bars::draw(bars, layout, voice),
        Chart::Dots(dots) => dots::draw(dots, layout, voice),
        Chart::Line(line) => line::draw(line, layout, voice),
        Chart::Histogram(histogram) => histogram::draw(histogram, layout, voice),
        Chart::People(people) => people::draw(people, layout, voice),
        Chart::Dumbbell(dumbbell) => dumbbell::draw(dumbbell, layout, voice),
        Chart::Heat(_) => None,
    }
}

/// What a drawing says to those who do not see it.
struct Described<'a> {
    id: &'a str,
    title: &'a str,
    sentence: &'a str,
}

/// Writes the drawings and tells whether there are any. The stylesheet shows one of the two, and
/// hides the other from everybody.
fn push_drawings(html: &mut String, chart: &Chart, told: &Described, voice: &Voice) -> bool {
    let mut has_drawing = false;
    for (layout, name) in [(Layout::Wide, "wide"), (Layout::Narrow, "narrow")] {
        let Some(drawing) = draw(chart, layout, voice) else { continue };
        has_drawing = true;
        let (width, height) = (coordinate(layout.width()), coordinate(drawing.height.max(1.0)));
        let (id, size) = (told.id, coordinate(SIZE));
        let _infallible = write!(
            html,
            "<svg class=\"chart-{name}\" role=\"img\" aria-labelledby=\"{id}-{name}-title \
             {id}-{name}-desc\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-size=\"{size}\"><title id=\"{id}-{name}-title\">"
        );
        push_text(html, told.title);
        let _infallible = write!(html, "</title><desc id=\"{id}-{name}-desc\">");
        push_text(html, told.sentence);
        let gap = if told.sentence.is_empty() { "" } else { " " };
        html.push_str(gap);
        push_text(html, &voice.word("chart_table_follows"));
        html.push_str("</desc>");
        html.push_str(&drawing.body);
        html.push_str("</svg>\n");
    }
    has_drawing
}

/// Writes what the colours mean. The table has it in words, so that nobody must hear of colours.
fn push_key(html: &mut String, chart: &Chart, voice: &Voice) {
    let key = match chart {
        Chart::Bars(bars) => bars::key(bars),
        Chart::Line(line) => line::key(line, voice),
        Chart::Histogram(histogram) => histogram::key(histogram, voice),
        Chart::Dumbbell(dumbbell) => dumbbell::key(dumbbell),
        Chart::Dots(_) | Chart::People(_) | Chart::Heat(_) => vec![],
    };
    if key.is_empty() {
        return;
    }
    html.push_str("<ul class=\"chart-key\" aria-hidden=\"true\">");
    for (class, text) in key {
        html.push_str(
            "<li><svg class=\"chart-swatch\" viewBox=\"0 0 14 14\" width=\"14\" height=\"14\">",
        );
        let mark = if class.starts_with("chart-before") || class.starts_with("chart-after") {
            "<circle cx=\"7\" cy=\"7\" r=\"5.5\" class=\""
        } else {
            "<rect x=\"1\" y=\"1\" width=\"12\" height=\"12\" class=\""
        };
        html.push_str(mark);
        push_attribute(html, &class);
        html.push_str("\"/></svg>");
        push_text(html, &text);
        html.push_str("</li>");
    }
    html.push_str("</ul>\n");
}

/// Gives what stands below: the caller's note, what marks mean, what is not shown and why.
fn notes(chart: &Chart, frame: &Frame, table: &Table, voice: &Voice) -> Vec<String> {
    let cells = || table.rows.iter().flatten();
    let marks = cells().any(|cell| cell.mark.is_some()).then(|| voice.word("chart_marks"));
    let is_hidden = cells().any(|cell| cell.text == DASH);
    let hidden = is_hidden.then(|| voice.word("chart_hidden"));
    let (rows, most) = match chart {
        Chart::Bars(bars) => (bars.rows.len(), ROWS_MAX),
        Chart::Dots(dots) => (dots.rows.len(), ROWS_MAX),
        Chart::Dumbbell(dumbbell) => (dumbbell.rows.len(), ROWS_MAX),
        Chart::People(people) => (people.groups.len(), ROWS_MAX),
        Chart::Line(line) => (line.points.len(), line::POINTS_MAX),
        Chart::Histogram(_) | Chart::Heat(_) => (0, ROWS_MAX),
    };
    let drawn = (rows > most).then(|| {
        let [drawn, all] =
            [most, rows].map(|count| voice.count(u64::try_from(count).unwrap_or(u64::MAX)));
        voice.fill("chart_drawn", &[("count", &drawn), ("total", &all)])
    });
    let own = (!frame.note.is_empty()).then(|| frame.note.to_string());
    [own, marks, hidden, drawn].into_iter().flatten().collect()
}

fn push_notes(html: &mut String, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    html.push_str("<p class=\"chart-note\">");
    push_text(html, &notes.join(" "));
    html.push_str("</p>\n");
}

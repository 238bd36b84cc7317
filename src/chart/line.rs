//! One value a wave, with its interval and the band in which no change can be told from chance.

use super::dots::{least, value_heading};
use super::given::{Band, Estimate, Line, Measure, Point};
use super::letters::{width, wrap};
use super::paper::{Anchor, Drawing, LEADING, Layout, Paper, SIZE, SMALL};
use super::scale::{Scale, ticks};
use super::speech::{DASH, Voice};
use super::table::Table;

/// The most waves that are drawn, the latest; the table has all.
pub(super) const POINTS_MAX: usize = 80;

/// Waves nearer than this have no room for all their values.
const FAR_ENOUGH: f64 = 60.0;

/// The most lines of the name of a wave below the drawing.
const NAME_LINES_MAX: usize = 3;

/// Draws the waves.
pub(super) fn draw(line: &Line, layout: Layout, voice: &Voice) -> Option<Drawing> {
    let skipped = line.points.len().saturating_sub(POINTS_MAX);
    let points = &line.points[skipped..];
    let places = places(points)?;
    let mut paper = Paper::default();
    let band = line.band.and_then(sound_band);
    let wanted = if layout == Layout::Wide { 5 } else { 4 };
    let marked = ticks(range(points, band), wanted, least(line.measure));
    let texts: Vec<String> = marked.iter().map(|at| voice.value(line.measure, *at)).collect();
    let left = texts.iter().map(|text| width(text, SMALL)).fold(0.0, f64::max) + 10.0;
    let (top, bottom) = (26.0, if layout == Layout::Wide { 254.0 } else { 214.0 });
    let right = layout.width();
    let up = Scale::new((*marked.first()?, *marked.last()?), (bottom, top));
    for (value, text) in marked.iter().zip(&texts) {
        let y = up.at(*value);
        let class = if value.abs() < 1e-9 { "chart-zero" } else { "chart-rule" };
        paper.stroke(class, [left, y, right, y]);
        paper.text("chart-small", Anchor::End, (left - 8.0, y + 4.4), text);
    }
    let across = Scale::new((0.0, 1.0), (left + 26.0, right - 26.0));
    let xs: Vec<f64> = places.iter().map(|place| across.at(*place)).collect();
    if let Some(band) = band {
        let from = band.from.saturating_sub(skipped).min(xs.len() - 1);
        let (y, end) = (up.at(band.high), up.at(band.low));
        paper.area("chart-band", [xs[from] - 12.0, y, right - xs[from] + 12.0, end - y]);
        for y in [y, end] {
            paper.stroke("chart-band-edge", [xs[from] - 12.0, y, right, y]);
        }
    }
    draw_points(&mut paper, line.measure, (points, &xs), &up, voice);
    let height = names(&mut paper, (points, &xs), bottom + 18.0, right, voice);
    Some(paper.done(height))
}

fn draw_points(
    paper: &mut Paper,
    measure: Measure,
    (points, xs): (&[Point], &[f64]),
    up: &Scale,
    voice: &Voice,
) {
    let sound: Vec<Option<Estimate>> =
        points.iter().map(|point| point.estimate.and_then(Estimate::sound)).collect();
    // A wave that is not shown leaves a gap: nobody knows how the line went there.
    let mut run: Vec<(f64, f64)> = Vec::new();
    for (estimate, x) in sound.iter().zip(xs) {
        match estimate {
            Some(estimate) => run.push((*x, up.at(estimate.value))),
            None => flush(paper, &mut run),
        }
    }
    flush(paper, &mut run);
    for (estimate, x) in sound.iter().zip(xs) {
        let Some(estimate) = estimate else { continue };
        if let Some((low, high)) = estimate.interval {
            let [low, high] = [up.at(low), up.at(high)];
            paper.stroke("chart-interval", [*x, low, *x, high]);
            for y in [low, high] {
                paper.stroke("chart-interval chart-cap", [x - 4.0, y, x + 4.0, y]);
            }
        }
        paper.dot("chart-dot", [*x, up.at(estimate.value), 5.5]);
    }
    values(paper, measure, (&sound, xs), up, voice);
}

fn flush(paper: &mut Paper, run: &mut Vec<(f64, f64)>) {
    if run.len() > 1 {
        paper.path("chart-course", run);
    }
    run.clear();
}

/// Writes values above their intervals; one that would touch the next is left to the table.
fn values(
    paper: &mut Paper,
    measure: Measure,
    (estimates, xs): (&[Option<Estimate>], &[f64]),
    up: &Scale,
    voice: &Voice,
) {
    let mut free = f64::INFINITY;
    let told = told(estimates, xs);
    // The latest is written first, since it must never be left out.
    for (index, x) in xs.iter().enumerate().rev() {
        let Some(estimate) = estimates[index].filter(|_| told.contains(&index)) else { continue };
        let text = voice.value(measure, estimate.value);
        let half = width(&text, SIZE * 1.06) / 2.0;
        if x + half + 4.0 > free {
            continue;
        }
        let [low, value, high] = estimate.reach();
        let gap = if estimate.interval.is_some() { 7.0 } else { 12.0 };
        // Below a valley the line does not run through the text.
        let near = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let mut near = near.filter_map(|near| estimates.get(near).copied().flatten());
        let below = up.at(low) + gap + 11.0;
        let is_valley = near.all(|near| near.value > value) && below < up.at(f64::MIN) - 4.0;
        let place = (*x, if is_valley { below } else { up.at(high) - gap });
        // First what keeps lines away from it.
        paper.text("chart-strong chart-halo", Anchor::Middle, place, &text);
        paper.text("chart-strong", Anchor::Middle, place, &text);
        free = x - half;
    }
}

/// Gives the waves whose values are written: all where they stand far from each other; else the
/// first, the last, the lowest and the highest.
fn told(estimates: &[Option<Estimate>], xs: &[f64]) -> Vec<usize> {
    let shown = estimates.iter().enumerate().filter_map(|(index, it)| Some((index, it.as_ref()?)));
    let shown: Vec<(usize, f64)> = shown.map(|(index, it)| (index, it.value)).collect();
    let is_near = |pair: &[(usize, f64)]| xs[pair[1].0] - xs[pair[0].0] < FAR_ENOUGH;
    if !shown.windows(2).any(is_near) {
        return shown.into_iter().map(|(index, _)| index).collect();
    }
    let by_value = |left: &&(usize, f64), right: &&(usize, f64)| left.1.total_cmp(&right.1);
    let extremes = [shown.iter().min_by(by_value), shown.iter().max_by(by_value)];
    let ends = [shown.first(), shown.last()];
    ends.into_iter().chain(extremes).flatten().map(|(index, _)| *index).collect()
}

/// Writes the names of the waves and their bases, and gives the height of the drawing. Names that
/// would touch are left out, but never the first and the last.
fn names(
    paper: &mut Paper,
    (points, xs): (&[Point], &[f64]),
    top: f64,
    right: f64,
    voice: &Voice,
) -> f64 {
    let last = points.len() - 1;
    let room = (right / 5.0).max(64.0);
    let mut ends = [f64::NEG_INFINITY, f64::INFINITY];
    let mut height: f64 = top;
    // The last goes first, so that those between know where it begins.
    for index in [last].into_iter().chain(0..last) {
        let (point, x) = (&points[index], xs[index]);
        let mut lines = wrap(&point.label, SMALL, room);
        lines.truncate(NAME_LINES_MAX);
        if point.estimate.and_then(Estimate::sound).is_some() {
            lines.push(voice.fill("chart_n", &[("count", &voice.count(point.base))]));
        } else {
            lines.push(DASH.to_string());
        }
        let half = lines.iter().map(|line| width(line, SMALL)).fold(0.0, f64::max) / 2.0;
        let middle = x.clamp(half, (right - half).max(half));
        let (start, end) = (middle - half, middle + half);
        if index != last && (start < ends[0] + 8.0 || end > ends[1] - 8.0) {
            continue;
        }
        if index == last {
            ends[1] = start;
        } else {
            ends[0] = end;
        }
        #[expect(clippy::cast_precision_loss, reason = "a name has a few lines")]
        let below = lines.len() as f64 * LEADING;
        height = height.max(top + below);
        paper.lines("chart-small", Anchor::Middle, (middle, top), &lines);
    }
    height - 8.0
}

/// Gives where each wave stands, from 0 to 1: by its time, or one as far as the next where times
/// are none or do not go forward. Nothing without waves.
fn places(points: &[Point]) -> Option<Vec<f64>> {
    let (first, last) = (points.first()?.at, points.last()?.at);
    let goes_on = points.windows(2).all(|pair| pair[0].at < pair[1].at);
    let is_timed = (last - first).is_finite() && goes_on;
    #[expect(clippy::cast_precision_loss, reason = "there are few waves")]
    let even = |index: usize| index as f64 / (points.len() - 1).max(1) as f64;
    Some(match points.len() {
        1 => vec![0.5],
        _ if is_timed => points.iter().map(|point| (point.at - first) / (last - first)).collect(),
        _ => (0..points.len()).map(even).collect(),
    })
}

fn sound_band(band: Band) -> Option<Band> {
    (band.low.is_finite() && band.high.is_finite() && band.low <= band.high).then_some(band)
}

/// Gives the range of the values, their intervals and the band.
fn range(points: &[Point], band: Option<Band>) -> (f64, f64) {
    let sound = points.iter().filter_map(|point| point.estimate.and_then(Estimate::sound));
    let band = band.into_iter().flat_map(|band| [band.low, band.high]);
    let all = sound.flat_map(Estimate::reach).chain(band);
    let (low, high) =
        all.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low > high { (0.0, 1.0) } else { (low, high) }
}

/// Gives what the band means, for the key.
pub(super) fn key(line: &Line, voice: &Voice) -> Vec<(String, String)> {
    let band = line.band.and_then(sound_band);
    band.map(|_| ("chart-band".to_string(), voice.word("chart_no_change"))).into_iter().collect()
}

/// Gives the table.
pub(super) fn table(line: &Line, voice: &Voice) -> Table {
    let keys = [value_heading(line.measure), "chart_interval", "chart_base"];
    let heads = keys.into_iter().map(|key| voice.word(key)).collect();
    let mut table = Table { heads, ..Table::default() };
    for point in &line.points {
        let estimate = point.estimate.and_then(Estimate::sound);
        let value = estimate.map_or(DASH.into(), |it| voice.exact(line.measure, it.value));
        let base = estimate.map_or(DASH.into(), |_| voice.count(point.base));
        table.push(&point.label, [value, voice.interval(line.measure, estimate), base]);
    }
    table
}

/// Says what the numbers say: from the first to the last, and whether that is a change.
pub(super) fn says(line: &Line, voice: &Voice) -> Vec<String> {
    let shown: Vec<(&Point, Estimate)> = line
        .points
        .iter()
        .filter_map(|point| Some((point, point.estimate.and_then(Estimate::sound)?)))
        .collect();
    let hidden = voice.hidden(line.points.len() - shown.len());
    let (Some((first, from)), Some((last, to))) = (shown.first(), shown.last()) else {
        return hidden.into_iter().collect();
    };
    let [from, value] = [from, to].map(|it| voice.value(line.measure, it.value));
    let ends = to
        .interval
        .map(|(low, high)| (voice.value(line.measure, low), voice.value(line.measure, high)));
    let details = voice.details(ends, last.base);
    if shown.len() == 1 {
        let values = [("label", last.label.as_str()), ("value", &value), ("details", &details)];
        let part = voice.fill("chart_says_part", &values);
        let values = [("parts", part.as_str()), ("details", &details)];
        return [voice.fill("chart_says_parts", &values)].into_iter().chain(hidden).collect();
    }
    let values = [
        ("before", first.label.as_str()),
        ("first", from.as_str()),
        ("after", last.label.as_str()),
        ("last", value.as_str()),
        ("details", details.as_str()),
    ];
    let moved = line.band.and_then(sound_band).map(|band| {
        let stayed = (band.low..=band.high).contains(&to.value);
        voice.word(if stayed { "chart_says_stayed" } else { "chart_says_moved" })
    });
    let course = voice.fill("chart_says_course", &values);
    [course].into_iter().chain(moved).chain(hidden).collect()
}

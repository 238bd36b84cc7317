//! How many gave each score of a scale: a bar a score, in the colours of its groups.

use super::given::{Histogram, Measure, Tone};
use super::letters::width;
use super::paper::{Anchor, Drawing, Layout, Paper, SMALL};
use super::scale::Scale;
use super::speech::{DASH, Voice};
use super::table::Table;

/// The most scores: a scale from 0 to 100 is no scale of scores.
const SCORES_MAX: usize = 21;

/// Draws the scores.
pub(super) fn draw(histogram: &Histogram, layout: Layout, voice: &Voice) -> Option<Drawing> {
    let count = histogram.counts.len();
    if !(2..=SCORES_MAX).contains(&count) {
        return None;
    }
    let (top, bottom) = (22.0, if layout == Layout::Wide { 212.0 } else { 172.0 });
    let highest = histogram.counts.iter().flatten().max().copied().unwrap_or_default().max(1);
    let up = Scale::new((0.0, real(highest)), (bottom, top));
    let step = layout.width() / real(count as u64);
    let bar = (step - 4.0).min(46.0);
    // Where one percentage with its sign would not fit, none has it; the key has.
    let signed = |count: u64| share(histogram, count, voice);
    let fits = |count: &u64| width(&signed(*count), SMALL) <= step - 2.0;
    let is_signed = histogram.counts.iter().flatten().all(fits);
    let bare = |count: u64| voice.value(Measure::Points, part(count, histogram.base) * 100.0);
    let written = |count: u64| if is_signed { signed(count) } else { bare(count) };
    let mut paper = Paper::default();
    for ((index, count), score) in histogram.counts.iter().enumerate().zip(scores(histogram)) {
        let middle = step * (real(index as u64) + 0.5);
        let score_text = voice.count(score);
        paper.text("chart-small chart-ink", Anchor::Middle, (middle, bottom + 18.0), &score_text);
        let Some(count) = count else {
            paper.text("chart-quiet", Anchor::Middle, (middle, bottom - 6.0), DASH);
            continue;
        };
        let y = up.at(real(*count));
        let class = class(tone(histogram, score));
        if *count > 0 {
            let area = [middle - bar / 2.0, y, bar, bottom - y];
            paper.area(&format!("chart-level {class}"), area);
        }
        let text = written(*count);
        paper.text("chart-small chart-ink", Anchor::Middle, (middle, y - 6.0), &text);
    }
    paper.stroke("chart-zero", [0.0, bottom, layout.width(), bottom]);
    Some(paper.done(bottom + 26.0))
}

fn share(histogram: &Histogram, count: u64, voice: &Voice) -> String {
    voice.value(Measure::Share, part(count, histogram.base))
}

/// Gives a count as a part of the base.
fn part(count: u64, base: u64) -> f64 {
    if base == 0 { 0.0 } else { (real(count) / real(base)).min(1.0) }
}

#[expect(clippy::cast_precision_loss, reason = "no survey has 2^53 answers")]
fn real(count: u64) -> f64 {
    count as f64
}

/// Gives the scores from the lowest on.
fn scores(histogram: &Histogram) -> impl Iterator<Item = u64> + use<> {
    let first = histogram.first;
    (0u64..).map(move |above| first.saturating_add(above))
}

fn tone(histogram: &Histogram, score: u64) -> Tone {
    let band = histogram.bands.iter().find(|band| (band.from..=band.to).contains(&score));
    band.map_or(Tone::Middle, |band| band.tone)
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Low => "chart-low-2",
        Tone::Middle => "chart-neutral",
        Tone::High => "chart-high-2",
    }
}

/// Counts the people of each group; nothing where one of its scores is not shown.
fn bands(histogram: &Histogram) -> impl Iterator<Item = (&str, Tone, Option<u64>, [u64; 2])> {
    histogram.bands.iter().map(|band| {
        let scores = histogram.counts.iter().zip(scores(histogram));
        let of_band = scores.filter(|(_, score)| (band.from..=band.to).contains(score));
        let count = of_band
            .map(|(count, _)| *count)
            .try_fold(0u64, |sum, count| Some(sum.saturating_add(count?)));
        (band.label.as_str(), band.tone, count, [band.from, band.to])
    })
}

/// Gives the groups with their colours and shares, for the key.
pub(super) fn key(histogram: &Histogram, voice: &Voice) -> Vec<(String, String)> {
    let bands = bands(histogram).map(|(label, tone, count, [from, to])| {
        let share = count.map_or(DASH.to_string(), |count| share(histogram, count, voice));
        let scores = format!("{}–{}", voice.count(from), voice.count(to));
        let label = format!("{label} ({scores})");
        let text = voice.fill("chart_says_part", &[("label", &label), ("value", &share)]);
        (format!("chart-level {}", class(tone)), text)
    });
    bands.collect()
}

/// Gives the table: scores, then groups.
pub(super) fn table(histogram: &Histogram, voice: &Voice) -> Table {
    let heads = ["chart_count", "chart_share"].into_iter().map(|key| voice.word(key)).collect();
    let mut table = Table { heads, ..Table::default() };
    let cells = |count: Option<u64>| match count {
        Some(count) => [voice.count(count), share(histogram, count, voice)],
        None => [DASH.to_string(), DASH.to_string()],
    };
    for (count, score) in histogram.counts.iter().zip(scores(histogram)) {
        table.push(&voice.count(score), cells(*count));
    }
    for (label, _, count, _) in bands(histogram) {
        table.push(label, cells(count));
    }
    table
}

/// Says how large the groups are.
pub(super) fn says(histogram: &Histogram, voice: &Voice) -> Vec<String> {
    let parts: Vec<String> = bands(histogram)
        .filter_map(|(label, _, count, _)| {
            let share = share(histogram, count?, voice);
            Some(voice.fill("chart_says_part", &[("label", label), ("value", &share)]))
        })
        .collect();
    let hidden = histogram.counts.iter().filter(|count| count.is_none()).count();
    let details = voice.details(None, histogram.base);
    let values = [("parts", parts.join("; ")), ("details", details)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let said = (!parts.is_empty()).then(|| voice.fill("chart_says_parts", &values));
    said.into_iter().chain(voice.hidden(hidden)).collect()
}

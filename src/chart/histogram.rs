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
    let parts: Vec<Option<f64>> = (0..count).map(|index| part(histogram, index)).collect();
    let highest = parts.iter().flatten().copied().fold(0.0, f64::max);
    let up = Scale::new((0.0, if highest > 0.0 { highest } else { 1.0 }), (bottom, top));
    let step = layout.width() / real(count as u64);
    let bar = (step - 4.0).min(46.0);
    // Where one percentage with its sign would not fit, none has it; the key has.
    let fits = |part: &f64| width(&voice.value(Measure::Share, *part), SMALL) <= step - 2.0;
    let is_signed = parts.iter().flatten().all(fits);
    let written = |part: f64| match is_signed {
        true => voice.value(Measure::Share, part),
        false => voice.value(Measure::Points, part * 100.0),
    };
    let mut paper = Paper::default();
    for ((index, part), score) in parts.iter().enumerate().zip(scores(histogram)) {
        let middle = step * (real(index as u64) + 0.5);
        let score_text = voice.count(score);
        paper.text("chart-small chart-ink", Anchor::Middle, (middle, bottom + 18.0), &score_text);
        let Some(part) = part else {
            paper.text("chart-quiet", Anchor::Middle, (middle, bottom - 6.0), DASH);
            continue;
        };
        let y = up.at(*part);
        let class = class(tone(histogram, score));
        if *part > 0.0 {
            let area = [middle - bar / 2.0, y, bar, bottom - y];
            paper.area(&format!("chart-level {class}"), area);
        }
        paper.text("chart-small chart-ink", Anchor::Middle, (middle, y - 6.0), &written(*part));
    }
    paper.stroke("chart-zero", [0.0, bottom, layout.width(), bottom]);
    Some(paper.done(bottom + 26.0))
}

/// Gives the share of a score by its index: as weights make it, else of the base.
fn part(histogram: &Histogram, index: usize) -> Option<f64> {
    if !histogram.shares.is_empty() {
        let share = histogram.shares.get(index).copied().flatten();
        return share.filter(|share| (0.0..=1.000_001).contains(share));
    }
    let count = histogram.counts.get(index).copied().flatten()?;
    Some(if histogram.base == 0 { 0.0 } else { (real(count) / real(histogram.base)).min(1.0) })
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

/// A group of scores, counted.
struct Counted<'a> {
    label: &'a str,
    tone: Tone,
    /// Its lowest and its highest score.
    reach: [u64; 2],
    /// Its people; none where one of its scores is not shown.
    count: Option<u64>,
    /// Its share, 0 to 1; none likewise.
    share: Option<f64>,
}

fn bands(histogram: &Histogram) -> impl Iterator<Item = Counted<'_>> {
    histogram.bands.iter().map(|band| {
        let of_band = || {
            let known = 0..histogram.counts.len();
            let scores = known.zip(scores(histogram));
            scores.filter(|(_, score)| (band.from..=band.to).contains(score)).map(|(at, _)| at)
        };
        let reckoned = of_band()
            .try_fold(0u64, |sum, index| Some(sum.saturating_add(histogram.counts[index]?)));
        let share = of_band().try_fold(0.0, |sum, index| Some(sum + part(histogram, index)?));
        let (count, told) = match band.counted {
            Some((count, share)) => (Some(count), share),
            None => (reckoned, None),
        };
        let share = told.or(share).map(|share: f64| share.min(1.0));
        Counted { label: &band.label, tone: band.tone, reach: [band.from, band.to], count, share }
    })
}

fn share(share: Option<f64>, voice: &Voice) -> String {
    share.map_or(DASH.to_string(), |share| voice.value(Measure::Share, share))
}

/// Gives the groups with their colours and shares, for the key.
pub(super) fn key(histogram: &Histogram, voice: &Voice) -> Vec<(String, String)> {
    let bands = bands(histogram).map(|band| {
        let scores = format!("{}–{}", voice.count(band.reach[0]), voice.count(band.reach[1]));
        let label = format!("{} ({scores})", band.label);
        let share = share(band.share, voice);
        let text = voice.fill("chart_says_part", &[("label", &label), ("value", &share)]);
        (format!("chart-level {}", class(band.tone)), text)
    });
    bands.collect()
}

/// Gives the table: scores, then groups.
pub(super) fn table(histogram: &Histogram, voice: &Voice) -> Table {
    let heads = ["chart_count", "chart_share"].into_iter().map(|key| voice.word(key)).collect();
    let mut table = Table { heads, ..Table::default() };
    let count = |count: Option<u64>| count.map_or(DASH.to_string(), |count| voice.count(count));
    for ((index, people), score) in histogram.counts.iter().enumerate().zip(scores(histogram)) {
        let share = share(part(histogram, index), voice);
        table.push(&voice.count(score), [count(*people), share]);
    }
    for band in bands(histogram) {
        table.push(band.label, [count(band.count), share(band.share, voice)]);
    }
    table
}

/// Says how large the groups are.
pub(super) fn says(histogram: &Histogram, voice: &Voice) -> Vec<String> {
    let parts: Vec<String> = bands(histogram)
        .filter_map(|band| {
            let share = share(Some(band.share?), voice);
            Some(voice.fill("chart_says_part", &[("label", band.label), ("value", &share)]))
        })
        .collect();
    let hidden = (0..histogram.counts.len()).filter(|at| part(histogram, *at).is_none()).count();
    let details = voice.details(None, histogram.base);
    let values = [("parts", parts.join("; ")), ("details", details)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let said = (!parts.is_empty()).then(|| voice.fill("chart_says_parts", &values));
    said.into_iter().chain(voice.hidden(hidden)).collect()
}

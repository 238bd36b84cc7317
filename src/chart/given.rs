//! What a chart is drawn of: numbers and their labels, whoever counted them.
//!
//! A number may be absent. That is how one that must not be shown arrives: it is drawn as a dash
//! and told as not shown. A number that is no number is taken for absent too.

/// One chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Scales of agreement: bars of stacked levels.
    Bars(Bars),
    /// One value a row with its interval: choices, scores of groups.
    Dots(Dots),
    /// One value a wave with its interval.
    Line(Line),
    /// How many gave each score of a scale of whole numbers.
    Histogram(Histogram),
    /// One dot a person, for bases too small for percentages.
    People(People),
    /// Two values a row and what lies between them.
    Dumbbell(Dumbbell),
    /// Two questions crossed. It is a table, and has no drawing.
    Heat(Heat),
}

/// What stands around a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame<'a> {
    /// Begins every id of the figure: it must be the only one of its kind on the page.
    pub id: &'a str,
    /// What is shown: as a rule the question that was asked.
    pub title: &'a str,
    /// What the rows are, above the labels in the table: "Answer", "Wave".
    pub rows: &'a str,
    /// What a reader must know besides: base, field dates, what the intervals mean. May be empty.
    pub note: &'a str,
}

/// In what a value is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Shares from 0 to 1, written as percentages.
    Share,
    /// Points from −100 to 100: NPS, a net.
    Points,
    /// A mean on a scale of answers, written with one decimal.
    Mean,
}

/// A value and, where it has one, its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value, in the chart's measure.
    pub value: f64,
    /// The ends of its interval, the lower first.
    pub interval: Option<(f64, f64)>,
}

impl Estimate {
    /// Gives the estimate without what is no number; nothing when the value is none.
    pub(super) fn sound(self) -> Option<Estimate> {
        let is_sound = |(low, high): &(f64, f64)| low.is_finite() && high.is_finite();
        let ordered = |(low, high): (f64, f64)| (low.min(high), low.max(high));
        let interval = self.interval.filter(is_sound).map(ordered);
        self.value.is_finite().then_some(Estimate { value: self.value, interval })
    }

    /// Gives the value and the ends of its interval.
    pub(super) fn reach(self) -> [f64; 3] {
        let (low, high) = self.interval.unwrap_or((self.value, self.value));
        [low, self.value, high]
    }
}

/// Stacked bars of the levels of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The levels by name, from the lowest to the highest.
    pub levels: Vec<String>,
    /// Where the low side of the scale ends and the high one begins.
    pub middle: Middle,
    /// How the bars stand to each other.
    pub stack: Stack,
    /// The rows, in their order on the page.
    pub rows: Vec<BarRow>,
}

/// How stacked bars stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    /// They diverge from the middle of the scale.
    Diverging,
    /// They all begin at zero and end at 100 %.
    Whole,
}

/// The middle of a scale of levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Middle {
    /// The level of this index is neutral; diverging bars are split in the middle of it.
    Neutral(usize),
    /// No level is neutral: the level of this index is the first of the high side.
    Between(usize),
}

impl Middle {
    /// Tells on which side of the scale a level stands: below zero the low one, zero for neutral,
    /// above the high one. Its size is how many levels it is away from the middle.
    pub(super) fn side(self, level: usize) -> i64 {
        let away = |from: usize, to: usize| i64::try_from(to - from).unwrap_or(i64::MAX);
        match self {
            Middle::Neutral(middle) if level < middle => -away(level, middle),
            Middle::Neutral(middle) => away(middle, level),
            Middle::Between(first) if level < first => -away(level, first),
            Middle::Between(first) => away(first, level) + 1,
        }
    }
}

/// A row of stacked bars.
#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    /// What is rated, or who rates.
    pub label: String,
    /// The share of each level, from 0 to 1, in the order of the levels; none where it must not be
    /// shown.
    pub shares: Option<Vec<f64>>,
    /// How many people answered.
    pub base: u64,
}

impl BarRow {
    /// Gives the shares when there is one, and a number, for each level.
    pub(super) fn sound(&self, levels: usize) -> Option<&[f64]> {
        let shares = self.shares.as_deref()?;
        let is_share = |share: &f64| share.is_finite() && (0.0..=1.000_001).contains(share);
        let is_whole = shares.iter().sum::<f64>() < 1.01;
        let is_sound = shares.len() == levels && shares.iter().all(is_share) && is_whole;
        is_sound.then_some(shares)
    }
}

impl Bars {
    /// Gives the bars with the row first whose high side outweighs its low side most; rows that are
    /// not shown come last.
    #[must_use]
    pub fn sorted(mut self) -> Bars {
        let net = |row: &BarRow| self.sides(row).map(|(low, high)| high - low);
        let mut rows: Vec<(Option<f64>, BarRow)> =
            self.rows.iter().map(|row| (net(row), row.clone())).collect();
        rows.sort_by(|(left, _), (right, _)| {
            right.unwrap_or(-2.0).total_cmp(&left.unwrap_or(-2.0))
        });
        self.rows = rows.into_iter().map(|(_, row)| row).collect();
        self
    }

    /// Gives the shares of the low and of the high side of a row.
    pub(super) fn sides(&self, row: &BarRow) -> Option<(f64, f64)> {
        let shares = row.sound(self.levels.len())?;
        let sum = |sign: i64| {
            let of_side = shares
                .iter()
                .enumerate()
                .filter(|(level, _)| self.middle.side(*level).signum() == sign);
            of_side.map(|(_, share)| share).sum::<f64>()
        };
        Some((sum(-1), sum(1)))
    }
}

/// One value a row with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// In what the values are measured.
    pub measure: Measure,
    /// The rows, in their order on the page.
    pub rows: Vec<DotRow>,
}

/// A row of dots.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// What was chosen, or who chose.
    pub label: String,
    /// Its value; none where it must not be shown.
    pub estimate: Option<Estimate>,
    /// How many people were asked.
    pub base: u64,
}

/// One value a wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// In what the values are measured.
    pub measure: Measure,
    /// The waves, the oldest first.
    pub points: Vec<Point>,
    /// In which values no change can be told from chance.
    pub band: Option<Band>,
}

/// A wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The wave by name.
    pub label: String,
    /// When it was, in any unit, days for example; waves without sense of time count 0, 1, 2.
    pub at: f64,
    /// Its value; none where it must not be shown.
    pub estimate: Option<Estimate>,
    /// How many people answered.
    pub base: u64,
}

/// The values that cannot be told from that of an earlier wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The index of the wave with which is compared; the band goes from it to the last.
    pub from: usize,
    /// The lower end.
    pub low: f64,
    /// The higher end.
    pub high: f64,
}

/// How many gave each score.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The lowest score of the scale: 0, or 1.
    pub first: u64,
    /// How many people gave each score, from the lowest; none where it must not be shown.
    pub counts: Vec<Option<u64>>,
    /// What share of the people gave each, from 0 to 1, where weights decide it; none where it must
    /// not be shown. Empty where the counts tell it.
    pub shares: Vec<Option<f64>>,
    /// Groups of scores, the lowest first. Scores in none stand in the middle's colour.
    pub bands: Vec<ScoreBand>,
    /// How many people answered.
    pub base: u64,
}

/// A group of scores: promoters, passives, detractors.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreBand {
    /// The group by name.
    pub label: String,
    /// Its lowest score.
    pub from: u64,
    /// Its highest score.
    pub to: u64,
    /// Its colour.
    pub tone: Tone,
    /// How many people are in it, and their share from 0 to 1, where its scores do not tell it;
    /// else none.
    pub counted: Option<(u64, Option<f64>)>,
}

/// The sides of a scale, as colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What one would rather not see.
    Low,
    /// Neither.
    Middle,
    /// What one would like to see.
    High,
}

/// One dot a person.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// The groups, in their order on the page.
    pub groups: Vec<Group>,
    /// How many people there are where one may stand in several groups; none where the groups add
    /// up to it.
    pub base: Option<u64>,
}

/// People who said the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they said.
    pub label: String,
    /// How many they are; none where it must not be shown.
    pub count: Option<u64>,
}

/// Two values a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Dumbbell {
    /// In what the values are measured.
    pub measure: Measure,
    /// The two waves or groups by name, the earlier first.
    pub names: [String; 2],
    /// The rows, in their order on the page.
    pub rows: Vec<PairRow>,
}

/// A row of a dumbbell.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRow {
    /// What is compared.
    pub label: String,
    /// The value in each wave or group; none where it must not be shown.
    pub values: [Option<f64>; 2],
    /// The second value less the first, with the interval *of the difference*.
    pub difference: Option<Estimate>,
    /// How many people answered in each.
    pub bases: [u64; 2],
}

impl PairRow {
    /// Gives both values when both may be shown.
    pub(super) fn sound(&self) -> Option<[f64; 2]> {
        let [before, after] = self.values.map(|value| value.filter(|value| value.is_finite()));
        Some([before?, after?])
    }

    /// Gives the difference when both values may be shown: it would tell the other.
    pub(super) fn sound_difference(&self) -> Option<Estimate> {
        self.sound().and(self.difference).and_then(Estimate::sound)
    }
}

/// Two questions crossed.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// What the columns are.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
}

/// A row of a cross-tab.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// What the row is.
    pub label: String,
    /// Its cells, in the order of the columns; none where it must not be shown.
    pub cells: Vec<Option<HeatCell>>,
    /// How many people are in the row.
    pub base: u64,
}

/// A cell of a cross-tab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatCell {
    /// Its share of the row, from 0 to 1.
    pub share: f64,
    /// Its adjusted residual: beyond ±1.96 it is marked.
    pub residual: f64,
}

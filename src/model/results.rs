//! Results: what may be shown of a survey. What must stay hidden, because too few people said it or
//! because another number would tell it, is not in here, so that no page, chart or download can
//! show it.

use std::sync::Arc;

use super::estimate::{Difference, Estimate, Showing, Test};
use super::survey::Survey;
use super::tally::LeftOut;
use crate::ground::Fingerprint;

/// What may be shown of a survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The survey: its questions, and how it was made.
    pub survey: Arc<Survey>,
    /// Its waves, oldest first, as many as the survey has.
    pub waves: Vec<WaveResult>,
    /// As many as the survey has questions, each with its items.
    pub questions: Vec<Vec<ItemResult>>,
    /// The fingerprint of all that they were made of.
    pub print: Fingerprint,
}

/// What may be shown of a wave as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaveResult {
    /// Whether its answers could be read.
    pub is_read: bool,
    /// Rows that came in.
    pub rows: u64,
    /// Rows that were left out, and why.
    pub left_out: Vec<(LeftOut, u64)>,
    /// People who are counted.
    pub people: u64,
    /// How many people of equal weight would say as much (Kish); those who are counted, without
    /// weights.
    pub effective: f64,
    /// The design effect of the weights, 1 or more.
    pub deff: f64,
    /// Half of the widest interval of a share, 0 to 1; of a probability sample only.
    pub margin: Option<f64>,
}

/// What may be shown of one item of a question; a question that is no matrix has one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemResult {
    /// In each wave of the survey; none where it was not asked.
    pub waves: Vec<Option<Measured>>,
    /// How the headline changed from each wave to the next in which it may be shown.
    pub changes: Vec<Change>,
    /// How each answer's share changed between the last two waves in which it may be shown.
    pub moves: Option<Moves>,
}

/// What may be shown of an item in one wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// How much may be shown. With [`Showing::Nothing`] nothing below is there; with
    /// [`Showing::Counts`] there are no estimates.
    pub showing: Showing,
    /// Who answered; of what allows several answers, who saw it.
    pub base: Option<u64>,
    /// Who said that it does not apply, or that they do not know.
    pub not_applicable: Option<u64>,
    /// Who answered nothing, or was not asked.
    pub unanswered: Option<u64>,
    /// Each choice, in the order of the codebook; of a scale its points, the lowest first.
    pub answers: Vec<AnswerResult>,
    /// The number that tells most, where its kind of question has one.
    pub headline: Option<Headline>,
    /// Promoters, passives and detractors of a recommendation; those who agree, the neutral and
    /// those who do not, of a scale of agreement. Nothing of other questions.
    pub bands: Vec<AnswerResult>,
    /// The index of the middle answer of a scale: half of the people stand below or above it.
    pub median: Option<usize>,
    /// The mean, of numbers and of scales.
    pub mean: Option<Estimate>,
    /// What those answered who gave one answer to each question that segments, in the order in
    /// which the survey names them; nothing of the question itself.
    pub segments: Vec<Segmented>,
}

/// What may be shown of one answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerResult {
    /// Who chose it; none where it is hidden.
    pub people: Option<u64>,
    /// Their share, from 0 to 1; none where it is hidden or too uncertain.
    pub share: Option<Estimate>,
    /// Of a rank, the mean of its places, 1 for the first.
    pub place: Option<Estimate>,
}

/// The number that tells most of a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Headline {
    /// What it is.
    pub measure: Measure,
    /// Its value, in the measure's unit.
    pub estimate: Estimate,
}

/// What a headline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The net promoter score: points from −100 to 100.
    Nps,
    /// The same of a scale that does not begin at zero, which is not called so.
    RecommendIndex,
    /// The share of the two best points of five: 0 to 1.
    Csat,
    /// The mean of a scale of effort.
    Ces,
    /// Who agrees less who does not: points from −100 to 100.
    Net,
    /// The mean of numbers.
    Mean,
}

/// A change between two waves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The index of the earlier wave.
    pub from: usize,
    /// The index of the later wave.
    pub to: usize,
    /// The later less the earlier, in the unit of what changed, and its test.
    pub difference: Difference,
    /// The probability of the test once all tests of the same table are allowed for; that of the
    /// test itself where it is the only one.
    pub p: f64,
    /// The lowest and the highest value of the later wave that could not be told from the earlier.
    pub band: (f64, f64),
}

/// How each answer's share changed between two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// The index of the earlier wave.
    pub from: usize,
    /// The index of the later wave.
    pub to: usize,
    /// Each answer's change; none where one of its shares is not shown.
    pub answers: Vec<Option<Change>>,
}

/// What the groups of one segment answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segmented {
    /// The number of the question that segments.
    pub by: usize,
    /// Each answer to it, in the order of the codebook.
    pub groups: Vec<GroupResult>,
    /// How strongly the two questions go together, where that can be told.
    pub together: Option<Together>,
}

/// What a group answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupResult {
    /// Who of it answered; none where it is hidden.
    pub base: Option<u64>,
    /// Each answer.
    pub answers: Vec<AnswerResult>,
    /// How far each answer's count lies from what would be expected if the questions had nothing to
    /// do with each other: adjusted residuals, beyond ±1.96 marked.
    pub residuals: Vec<Option<f64>>,
    /// Its headline, where the question has one.
    pub headline: Option<Headline>,
}

/// How strongly two questions go together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Together {
    /// The test of "they have nothing to do with each other".
    pub test: Test,
    /// The probability once the tests of all cross-tabs of the survey are allowed for
    /// (Benjamini–Hochberg).
    pub p: f64,
    /// How many tests were allowed for.
    pub tests: usize,
    /// Cramér's V without its bias, 0 to 1.
    pub v: f64,
    /// Whether a cell expects so few people that the test is not to be trusted.
    pub has_small_expected: bool,
}

impl Results {
    /// Finds a question by its name, and of a matrix the item: `q3`, `q4.precio`.
    pub fn find(&self, name: &str) -> Option<(usize, usize)> {
        let (question, item) = name.split_once('.').map_or((name, None), |(a, b)| (a, Some(b)));
        let at = self.survey.questions.iter().position(|known| known.id == question)?;
        let items = &self.survey.questions[at].items;
        match item {
            None => Some((at, 0)),
            Some(item) => Some((at, items.iter().position(|known| known.id == item)?)),
        }
    }
}

impl ItemResult {
    /// Gives the last wave in which it was asked, with its index.
    pub fn latest(&self) -> Option<(usize, &Measured)> {
        let waves = self.waves.iter().enumerate().rev();
        waves.filter_map(|(at, measured)| Some((at, measured.as_ref()?))).next()
    }
}

//! What is asked to be drawn, and what may come of it.

use crate::chart::Chart;

/// The key of what is said where too few people answered.
pub(super) const TOO_FEW: &str = "survey_too_few";

/// How a chart is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As is usual for the question.
    Usual,
    /// A bar a score.
    Histogram,
    /// Bars that diverge from the middle of the scale.
    Bars,
    /// Bars that all begin at zero.
    Stacked,
    /// A dot with its interval a row.
    Dots,
    /// A dot a person.
    People,
    /// A point a wave.
    Line,
    /// The last two waves, answer by answer.
    Pairs,
    /// A table of groups and answers.
    Heat,
}

/// The forms by the names that authors write.
pub(super) const FORMS: [(&str, Form); 8] = [
    ("histogram", Form::Histogram),
    ("bars", Form::Bars),
    ("stacked", Form::Stacked),
    ("dots", Form::Dots),
    ("people", Form::People),
    ("line", Form::Line),
    ("pairs", Form::Pairs),
    ("heat", Form::Heat),
];

/// What is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The question, by its index.
    pub(super) question: usize,
    /// The item of a matrix, by its index; none for all.
    pub(super) item: Option<usize>,
    /// The wave, by its index; none for the latest, or for all where a chart shows several.
    pub(super) wave: Option<usize>,
    /// The question that splits it, by its index.
    pub(super) by: Option<usize>,
    /// The form.
    pub(super) form: Form,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Drawn {
    /// A chart, and the wave whose base stands below it, where it is one's.
    Chart(Chart, Option<usize>),
    /// Nothing may be shown; the words of the key say why.
    Nothing(&'static str),
    /// There is nothing to draw: a number, a date, words.
    Plain,
    /// The form does not fit the question.
    Unfit,
}

//! Charts as figures: with their title, their base and what their intervals mean.

use super::asked::{Asked, Drawn, TOO_FEW};
use super::charts;
use super::reporter::Reporter;
use super::says;
use crate::chart::{self, Chart, Figure, Frame};
use crate::model::survey::{self, QuestionKind};

/// How much is told below a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// It stands on the page of its survey, which tells the rest.
    AtHome,
    /// It stands alone.
    Abroad,
}

/// What came of what was asked to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Framed {
    /// A figure.
    Figure(Figure),
    /// A sentence in its place.
    Sentence(String),
    /// The form does not fit the question.
    Unfit,
}

/// Makes the figure that is asked for; its ids begin with `id`.
pub(super) fn figure(reporter: &Reporter, asked: &Asked, id: &str, telling: Telling) -> Framed {
    let (chart, wave) = match charts::draw(reporter, asked) {
        Drawn::Chart(chart, wave) => (chart, wave),
        Drawn::Nothing(key) => return Framed::Sentence(says::nothing(reporter, key)),
        Drawn::Plain => return plain(reporter, asked),
        Drawn::Unfit => return Framed::Unfit,
    };
    let title = title(reporter, asked, &chart, telling);
    let note = note(reporter, asked, (&chart, wave), telling);
    let rows = reporter.voice().word(rows(reporter, asked, &chart));
    let frame = Frame { id, title: &title, rows: &rows, note: &note };
    Framed::Figure(chart::figure(&chart, &frame, reporter.tongue))
}

/// Gives what stands for a question without a drawing.
fn plain(reporter: &Reporter, asked: &Asked) -> Framed {
    let kind = reporter.question(asked.question).kind;
    let item = asked.item.unwrap_or_default();
    let measured = reporter.measured(asked.question, item, asked.wave);
    let said = measured.and_then(|(_, measured)| says::plain(reporter, kind, measured));
    match (said, kind) {
        (Some(said), _) => Framed::Sentence(said),
        (None, QuestionKind::Number) => Framed::Unfit,
        (None, _) => Framed::Sentence(says::nothing(reporter, TOO_FEW)),
    }
}

/// Gives what is shown: the question, and by what it is split. On the page of its survey, where the
/// question stands above, what the figure adds.
fn title(reporter: &Reporter, asked: &Asked, chart: &Chart, telling: Telling) -> String {
    let voice = reporter.voice();
    let own = match asked.item {
        Some(item) => reporter.item_text(asked.question, item),
        None => reporter.wording(asked.question),
    };
    match (asked.by, chart, telling) {
        (Some(by), _, Telling::AtHome) => {
            voice.fill("survey_in_groups", &[("question", reporter.wording(by))])
        }
        (Some(by), _, Telling::Abroad) => {
            voice.fill("survey_by", &[("text", own), ("question", reporter.wording(by))])
        }
        (None, Chart::Line(_) | Chart::Dumbbell(_), Telling::AtHome) => {
            voice.word("survey_over_time")
        }
        (None, ..) => own.to_string(),
    }
}

/// Names what the rows of a chart are.
fn rows(reporter: &Reporter, asked: &Asked, chart: &Chart) -> &'static str {
    let is_matrix = asked.item.is_none() && reporter.is_matrix(asked.question);
    match chart {
        Chart::Heat(_) => "survey_group",
        Chart::Dots(_) if asked.by.is_some() => "survey_group",
        Chart::Bars(_) if is_matrix => "survey_item",
        Chart::Bars(_) | Chart::Line(_) => "survey_wave",
        Chart::Histogram(_) => "survey_score",
        Chart::Dots(_) | Chart::People(_) | Chart::Dumbbell(_) => "survey_answer",
    }
}

/// Says when it was asked and of how many, and abroad what the intervals mean.
fn note(
    reporter: &Reporter,
    asked: &Asked,
    (chart, wave): (&Chart, Option<usize>),
    telling: Telling,
) -> String {
    let voice = reporter.voice();
    let when = wave.map(|wave| {
        let title = reporter.wave_title(wave);
        match reporter.wave_days(wave) {
            Some(days) if days != title => format!("{title} ({days})"),
            _ => title.to_string(),
        }
    });
    let base = wave.and_then(|wave| {
        let item = asked.item.or((!reporter.is_matrix(asked.question)).then_some(0))?;
        let (_, measured) = reporter.measured(asked.question, item, Some(wave))?;
        let people = says::people(reporter, measured.base?);
        Some(voice.fill("survey_base", &[("people", &people)]))
    });
    let first = [when, base].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let first = (!first.is_empty()).then(|| format!("{first}."));
    let is_abroad = telling == Telling::Abroad;
    let weighted = (is_abroad && reporter.is_weighted()).then(|| voice.word("survey_is_weighted"));
    let has_intervals = matches!(chart, Chart::Dots(_) | Chart::Line(_) | Chart::Dumbbell(_));
    let meant = (is_abroad && has_intervals).then(|| says::sampling(reporter));
    [first, weighted, meant].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Gives the name of a question on its survey's page; of a matrix, that of an item.
pub(super) fn anchor(reporter: &Reporter, question: usize, item: Option<usize>) -> String {
    let known = reporter.question(question);
    let item = item.and_then(|item| known.items.get(item)).map_or("", |item| item.id.as_str());
    survey::anchor(&known.id, item)
}

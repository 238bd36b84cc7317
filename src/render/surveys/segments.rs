//! Groups as charts: what those answered who said one thing or another elsewhere.

use super::asked::{Asked, Drawn, Form, TOO_FEW};
use super::reporter::{Reporter, drawn, unit};
use super::waves::has_headline;
use crate::chart::{Chart, DotRow, Dots, Heat, HeatCell, HeatRow};
use crate::model::estimate::Showing;
use crate::model::results::{GroupResult, Segmented};

/// Draws a question split by another: the headline of each group, else a table of all answers.
pub(super) fn draw(reporter: &Reporter, asked: &Asked) -> Drawn {
    let has_headline = has_headline(reporter.question(asked.question).kind);
    let form = match asked.form {
        Form::Usual if has_headline => Form::Dots,
        Form::Usual => Form::Heat,
        form => form,
    };
    let fits = form == Form::Heat || (form == Form::Dots && has_headline);
    if !fits {
        return Drawn::Unfit;
    }
    let item = asked.item.unwrap_or_default();
    let Some((wave, measured)) = reporter.measured(asked.question, item, asked.wave) else {
        return Drawn::Nothing(TOO_FEW);
    };
    if measured.showing == Showing::Nothing {
        return Drawn::Nothing(TOO_FEW);
    }
    let segmented = measured.segments.iter().find(|one| Some(one.by) == asked.by);
    let chart = segmented.and_then(|segmented| match form {
        Form::Dots => dots(reporter, segmented),
        _ => heat(reporter, asked.question, segmented),
    });
    chart.map_or(Drawn::Nothing("survey_small_groups"), |chart| Drawn::Chart(chart, Some(wave)))
}

/// Gives the headline of each group.
fn dots(reporter: &Reporter, segmented: &Segmented) -> Option<Chart> {
    let measure = segmented.groups.iter().find_map(|group| group.headline)?.measure;
    let labels = reporter.labels(segmented.by).into_iter();
    let rows = labels.zip(&segmented.groups).map(|(label, group)| DotRow {
        label,
        estimate: group.headline.map(|headline| drawn(&headline.estimate)),
        base: group.base.unwrap_or_default(),
    });
    Some(Chart::Dots(Dots { measure: unit(measure), rows: rows.collect() }))
}

/// Gives the answers of each group.
fn heat(reporter: &Reporter, question: usize, segmented: &Segmented) -> Option<Chart> {
    let columns = reporter.labels(question);
    let labels = reporter.labels(segmented.by).into_iter();
    let rows = labels.zip(&segmented.groups).map(|(label, group)| HeatRow {
        label,
        cells: cells(group, columns.len()),
        base: group.base.unwrap_or_default(),
    });
    let rows: Vec<HeatRow> = rows.collect();
    let is_shown = rows.iter().flat_map(|row| &row.cells).any(Option::is_some);
    (is_shown && !columns.is_empty()).then_some(Chart::Heat(Heat { columns, rows }))
}

fn cells(group: &GroupResult, columns: usize) -> Vec<Option<HeatCell>> {
    let cell = |column: usize| {
        let share = group.answers.get(column)?.share?.value;
        let residual = group.residuals.get(column).copied().flatten().unwrap_or_default();
        Some(HeatCell { share, residual })
    };
    (0..columns).map(cell).collect()
}

//! The results page of a survey, as templates see it.

use tera::Value;

use super::asked::{Asked, Form, TOO_FEW};
use super::framed::{self, Framed, Telling, anchor};
use super::method;
use super::reporter::Reporter;
use super::says;
use crate::model::Sample;
use crate::model::results::{Headline, ItemResult, Measured};
use crate::model::survey::QuestionKind;
use crate::render::cards::map;

/// The most headlines above a page; the rest stand with their questions.
const HEADLINES_MAX: usize = 6;

/// What stands around a survey on its site.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// Where its page is.
    pub(super) url: Option<String>,
    /// The index of what its author wrote about it.
    pub(super) toc: Vec<Value>,
    /// Its downloads.
    pub(super) downloads: Vec<Value>,
}

/// Makes the value of a survey.
pub(super) fn value(reporter: &Reporter, around: Around) -> Value {
    let Around { url, mut toc, downloads } = around;
    toc.extend(contents(reporter, !downloads.is_empty()));
    let survey = &reporter.results.survey;
    let waves = (0..survey.waves.len()).map(|at| wave(reporter, at)).collect::<Vec<_>>();
    let count = survey.questions.len();
    let questions = (0..count).map(|at| question(reporter, at)).collect::<Vec<_>>();
    let sample = match survey.method.sample {
        Some(Sample::Probability) => "probability",
        Some(Sample::Everyone) => "everyone",
        Some(Sample::SelfSelected) => "self-selected",
        None => "unknown",
    };
    map([
        ("id", survey.id.as_str().into()),
        ("title", reporter.tongue.text(&survey.title).into()),
        ("url", url.into()),
        ("sample", sample.into()),
        ("is_weighted", reporter.is_weighted().into()),
        ("waves", waves.into()),
        ("headlines", headlines(reporter)),
        ("questions", questions.into()),
        ("method", method::value(reporter)),
        ("downloads", downloads.into()),
        ("contents", toc.into()),
    ])
}

/// Makes the values of what stands on the page, below what its author wrote: an index like `toc`.
fn contents(reporter: &Reporter, has_downloads: bool) -> Vec<Value> {
    let voice = reporter.voice();
    let part = |id: &str, title: String, children: Vec<Value>| {
        map([("id", id.into()), ("title", title.into()), ("children", children.into())])
    };
    let questions = (0..reporter.results.survey.questions.len())
        .map(|at| part(&anchor(reporter, at, None), reporter.wording(at).to_string(), Vec::new()));
    let mut parts = vec![
        part("survey-questions", voice.word("survey_questions"), questions.collect()),
        part("survey-method", voice.word("survey_method"), Vec::new()),
    ];
    if has_downloads {
        parts.push(part("survey-downloads", voice.word("survey_downloads"), Vec::new()));
    }
    parts
}

/// Makes the value of a wave.
fn wave(reporter: &Reporter, at: usize) -> Value {
    let wave = &reporter.results.survey.waves[at];
    let result = reporter.results.waves.get(at);
    let days = wave.days.as_ref();
    let told = |said: &dyn Fn() -> Option<String>| -> Value {
        result.filter(|result| result.is_read).and_then(|_| said()).into()
    };
    map([
        ("id", wave.id.as_str().into()),
        ("title", reporter.wave_title(at).into()),
        ("from", days.map(|(first, _)| first.as_str()).into()),
        ("to", days.map(|(_, last)| last.as_str()).into()),
        ("days", reporter.wave_days(at).into()),
        ("is_read", result.is_some_and(|result| result.is_read).into()),
        ("rows", result.map(|result| result.rows).into()),
        ("people", told(&|| Some(says::people(reporter, result?.people)))),
        (
            "left_out",
            result.map_or_else(Vec::new, |result| says::left_out(reporter, result)).into(),
        ),
        ("response_rate", told(&|| says::response_rate(reporter, at))),
        ("weighted", told(&|| says::weighted(reporter, result?))),
        ("margin", told(&|| says::margin(reporter, result?))),
    ])
}

/// Makes the values of the headlines that stand above the page: those of questions, not of the
/// items of a matrix.
fn headlines(reporter: &Reporter) -> Value {
    let questions = 0..reporter.results.survey.questions.len();
    let single = questions.filter(|question| !reporter.is_matrix(*question));
    let found = single.filter_map(|question| {
        let (wave, measured) = reporter.latest(question, 0)?;
        headline(reporter, (question, 0), (wave, measured))
    });
    found.take(HEADLINES_MAX).collect::<Vec<_>>().into()
}

/// Makes the value of the number that tells most of an item, where there is one.
pub(super) fn headline(
    reporter: &Reporter,
    (question, item): (usize, usize),
    (wave, measured): (usize, &Measured),
) -> Option<Value> {
    let headline: &Headline = measured.headline.as_ref()?;
    let result = reporter.items(question).get(item)?;
    let change = result.changes.iter().rev().find(|change| change.to == wave);
    let verdict = change.map(|change| says::verdict(reporter, headline.measure, change));
    let own = reporter.is_matrix(question).then_some(item);
    let people = says::people(reporter, headline.estimate.base.people);
    Some(map([
        ("label", says::measure(reporter, question, headline.measure).into()),
        ("text", reporter.item_text(question, item).into()),
        ("anchor", anchor(reporter, question, own).into()),
        ("value", says::value(reporter, headline).into()),
        ("between", says::between(reporter, headline).into()),
        ("people", people.into()),
        ("wave", reporter.wave_title(wave).into()),
        ("verdict", verdict.into()),
        ("warning", says::warning(reporter, measured).into()),
    ]))
}

/// Makes the value of a question.
fn question(reporter: &Reporter, at: usize) -> Value {
    let known = reporter.question(at);
    let is_matrix = reporter.is_matrix(at);
    let whole = Asked { question: at, item: None, wave: None, by: None, form: Form::Usual };
    let scale = matches!(
        known.kind,
        QuestionKind::Csat | QuestionKind::Ces { .. } | QuestionKind::Likert { .. }
    );
    let figure = (is_matrix && scale)
        .then(|| framed::figure(reporter, &whole, &format!("figure-{at}"), Telling::AtHome));
    let figure = figure.and_then(|framed| match framed {
        Framed::Figure(figure) => Some(Value::safe_string(&figure.html)),
        Framed::Sentence(_) | Framed::Unfit => None,
    });
    let has_own = figure.is_none();
    let items = (0..reporter.items(at).len()).map(|number| item(reporter, at, number, has_own));
    map([
        ("id", known.id.as_str().into()),
        ("anchor", anchor(reporter, at, None).into()),
        ("number", (at + 1).into()),
        ("text", reporter.wording(at).into()),
        ("kind", kind(known.kind).into()),
        ("is_matrix", is_matrix.into()),
        ("figure", figure.into()),
        ("items", items.collect::<Vec<_>>().into()),
    ])
}

/// Makes the value of an item; its distribution is drawn unless the question's figure has it.
fn item(reporter: &Reporter, question: usize, item: usize, has_own: bool) -> Value {
    let own = reporter.is_matrix(question).then_some(item);
    let asked = Asked { question, item: own, wave: None, by: None, form: Form::Usual };
    let draw = |asked: &Asked, what: &str| -> Value {
        let id = format!("figure-{question}-{item}-{what}");
        let asked = Asked { item: Some(item), ..*asked };
        match framed::figure(reporter, &asked, &id, Telling::AtHome) {
            Framed::Figure(figure) => Some(Value::safe_string(&figure.html)).into(),
            Framed::Sentence(_) | Framed::Unfit => Value::none(),
        }
    };
    let found = reporter.latest(question, item);
    let result: &ItemResult = &reporter.items(question)[item];
    let measured = found.map(|(_, measured)| measured);
    let measure = measured.and_then(|measured| measured.headline).map(|found| found.measure);
    let changes = result.changes.iter().rev();
    let verdicts = changes.filter_map(|change| Some(says::verdict(reporter, measure?, change)));
    let verdicts: Vec<String> = verdicts.collect();
    let has_waves = result.waves.iter().flatten().filter(|one| one.headline.is_some()).count() > 1;
    let kind = reporter.question(question).kind;
    let said = measured.and_then(|measured| says::plain(reporter, kind, measured));
    let warning = match measured {
        Some(measured) => says::warning(reporter, measured),
        None => Some(says::nothing(reporter, TOO_FEW)),
    };
    let own_figure = has_own.then(|| {
        let asked = Asked { item: Some(item), ..asked };
        let id = format!("figure-{question}-{item}-answers");
        framed::figure(reporter, &asked, &id, Telling::AtHome)
    });
    let (own_figure, warning) = match own_figure {
        Some(Framed::Figure(figure)) => (Some(Value::safe_string(&figure.html)), warning),
        Some(Framed::Sentence(why)) if said.is_none() => (None, Some(why)),
        _ => (None, warning),
    };
    let none = Value::none;
    map([
        ("anchor", anchor(reporter, question, own).into()),
        ("text", reporter.item_text(question, item).into()),
        ("headline", found.and_then(|found| headline(reporter, (question, item), found)).into()),
        ("said", said.into()),
        ("warning", warning.into()),
        ("asides", measured.map_or_else(Vec::new, |one| says::aside(reporter, one)).into()),
        ("verdicts", verdicts.into()),
        ("figure", own_figure.into()),
        (
            "waves",
            if has_waves { draw(&Asked { form: Form::Line, ..asked }, "waves") } else { none() },
        ),
        (
            "moves",
            match (&result.moves, measure) {
                (Some(_), None) => draw(&Asked { form: Form::Pairs, ..asked }, "moves"),
                _ => none(),
            },
        ),
        ("segments", segments(reporter, (question, item), measured, &draw)),
    ])
}

/// Makes the values of what groups answered to an item.
fn segments(
    reporter: &Reporter,
    (question, item): (usize, usize),
    measured: Option<&Measured>,
    draw: &dyn Fn(&Asked, &str) -> Value,
) -> Value {
    let segments = measured.map_or(&[][..], |measured| &measured.segments);
    let values = segments.iter().filter_map(|segment| {
        let by = Some(segment.by);
        let asked = Asked { question, item: Some(item), wave: None, by, form: Form::Usual };
        let figure = draw(&asked, &format!("by-{}", segment.by));
        if figure.is_none() {
            return None;
        }
        let together = segment.together.as_ref();
        let together = together.map(|found| says::together(reporter, segment.by, found));
        Some(map([
            ("text", reporter.wording(segment.by).into()),
            ("figure", figure),
            ("together", together.into()),
        ]))
    });
    values.collect::<Vec<_>>().into()
}

/// Names a kind of question.
pub(super) fn kind(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Nps { .. } => "nps",
        QuestionKind::Csat => "csat",
        QuestionKind::Ces { .. } => "ces",
        QuestionKind::Likert { .. } => "likert",
        QuestionKind::Single => "single",
        QuestionKind::Multiple => "multiple",
        QuestionKind::Rank => "rank",
        QuestionKind::Number => "number",
        QuestionKind::Date => "date",
        QuestionKind::Text => "text",
    }
}

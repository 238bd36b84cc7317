//! The functions by which templates ask about surveys.

use std::rc::Rc;

use tera::{Kwargs, State, TeraResult, Value};

use super::asked::{Asked, FORMS, Form, TOO_FEW};
use super::data;
use super::framed::{self, Framed, Telling, anchor};
use super::reporter::Reporter;
use super::says;
use super::tongue::Tongue;
use super::whole::{self, Around};
use crate::ground::markup::escape;
use crate::ground::nearest::nearest;
use crate::model::page::{SurveyId, TallyFormat};
use crate::model::survey::QuestionKind;
use crate::model::{PageKind, Results};
use crate::render::cards::map;
use crate::render::job::{self, Function, Job};
use crate::render::lists;
use crate::render::retold;

/// The functions by their names.
pub(in crate::render) const FUNCTIONS: &[(&str, Function)] =
    &[("survey", survey), ("chart", chart), ("nps", nps)];

/// `survey(of="nps-2026")`: a survey with its results; without `of` that of the page.
fn survey(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let name = kwargs.get::<&str>("of")?.filter(|name| !name.is_empty());
    let id = match name {
        None => job.desk.own_survey(),
        Some(name) => Some(called(&job, name)?),
    };
    let Some(id) = id else { return Ok(Value::none()) };
    let results = job.desk.results(id);
    let tongue = Tongue::of(&job);
    let reporter = Reporter { results: &results, tongue: &tongue };
    let own = job.desk.own_document().filter(|_| name.is_none());
    let headings = own.map(|document| lists::toc(job.desk.headings(document)));
    let toc = headings.and_then(|toc| toc.as_array().map(<[Value]>::to_vec)).unwrap_or_default();
    let around = Around { url: address(&job, id), toc, downloads: downloads(&job, id, &reporter) };
    Ok(whole::value(&reporter, around))
}

/// `chart(survey="nps-2026", question="q3", as="line", by="edad", wave="2026-h1")`: a figure.
fn chart(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let id = called(&job, kwargs.must_get::<&str>("survey")?)?;
    let results = job.desk.results(id);
    let tongue = Tongue::of(&job);
    let reporter = Reporter { results: &results, tongue: &tongue };
    let name = kwargs.must_get::<&str>("question")?;
    let (question, item) = find(&results, name)?;
    let by = match given(&kwargs, "by")? {
        None => None,
        Some(by) => Some(segment(&results, question, by)?),
    };
    let wave = match given(&kwargs, "wave")? {
        None => None,
        Some(wave) => Some(wave_called(&results, wave)?),
    };
    let form = match given(&kwargs, "as")? {
        None => Form::Usual,
        Some(form) => form_called(form)?,
    };
    let asked = Asked { question, item, wave, by, form };
    let number = job.figures.get();
    job.figures.set(number + 1);
    let is_feed = matches!(job.desk.page().kind, PageKind::Feed(..));
    let figure =
        framed::figure(&reporter, &asked, &format!("chart-{}", number + 1), Telling::Abroad);
    let html = match figure {
        Framed::Figure(figure) if is_feed => Value::safe_string(&figure.plain),
        Framed::Figure(figure) => Value::safe_string(&figure.html),
        Framed::Sentence(sentence) => sentence_alone(&reporter, &asked, &sentence),
        Framed::Unfit => return Err(unfit(name, given(&kwargs, "as")?)),
    };
    Ok(map([
        ("html", html),
        ("title", tongue.text(&results.survey.title).into()),
        ("url", with_anchor(&job, id, &anchor(&reporter, question, item))),
        ("is_first", (number == 0 && !is_feed).into()),
    ]))
}

/// `nps(survey="nps-2026", question="q1", wave="2026-h1")`: a headline number.
fn nps(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let id = called(&job, kwargs.must_get::<&str>("survey")?)?;
    let results = job.desk.results(id);
    let tongue = Tongue::of(&job);
    let reporter = Reporter { results: &results, tongue: &tongue };
    let (question, item) = match given(&kwargs, "question")? {
        Some(name) => find(&results, name)?,
        None => (first_nps(&results)?, None),
    };
    let kind = results.survey.questions[question].kind;
    if !matches!(kind, QuestionKind::Nps { .. }) {
        let name = &results.survey.questions[question].id;
        return Err(retold::error(
            format!("`{name}` no es una pregunta de recomendación (`nps`)"),
            format!("`{name}` is not a question of recommendation (`nps`)"),
        ));
    }
    let wave = match given(&kwargs, "wave")? {
        None => None,
        Some(wave) => Some(wave_called(&results, wave)?),
    };
    let number = job.figures.get();
    job.figures.set(number + 1);
    let at = item.unwrap_or_default();
    let found = reporter.measured(question, at, wave);
    let headline = found.and_then(|found| whole::headline(&reporter, (question, at), found));
    let warning = match found {
        Some((_, measured)) => says::warning(&reporter, measured),
        None => Some(says::nothing(&reporter, TOO_FEW)),
    };
    let is_feed = matches!(job.desk.page().kind, PageKind::Feed(..));
    Ok(map([
        ("headline", headline.into()),
        ("text", reporter.item_text(question, at).into()),
        ("warning", warning.into()),
        ("sampling", says::sampling(&reporter).into()),
        ("title", tongue.text(&results.survey.title).into()),
        ("url", with_anchor(&job, id, &anchor(&reporter, question, item))),
        ("is_first", (number == 0 && !is_feed).into()),
    ]))
}

/// Gives an argument that is not empty: directives give what is missing as an empty text.
fn given<'a>(kwargs: &'a Kwargs, name: &'static str) -> TeraResult<Option<&'a str>> {
    Ok(kwargs.get::<&str>(name)?.filter(|text| !text.is_empty()))
}

/// Finds a survey by its name.
fn called(job: &Rc<Job>, name: &str) -> TeraResult<SurveyId> {
    job.desk.survey_called(name).ok_or_else(|| {
        unknown(
            format!("no hay una encuesta `{name}`, o hay varias"),
            format!("there is no survey `{name}`, or there are several"),
            nearest(name, job.desk.survey_names()).filter(|known| *known != name),
        )
    })
}

/// Finds a question, or an item of a matrix.
fn find(results: &Results, name: &str) -> TeraResult<(usize, Option<usize>)> {
    if let Some((question, item)) = results.find(name) {
        return Ok((question, name.contains('.').then_some(item)));
    }
    let known = results.survey.questions.iter().flat_map(|question| {
        let items = question.items.iter().filter(|item| !item.id.is_empty());
        let items = items.map(|item| format!("{}.{}", question.id, item.id));
        std::iter::once(question.id.clone()).chain(items)
    });
    let known: Vec<String> = known.collect();
    Err(unknown(
        format!("la encuesta no tiene una pregunta `{name}`"),
        format!("the survey has no question `{name}`"),
        nearest(name, known.iter().map(String::as_str)),
    ))
}

/// Finds a question by which results are split.
fn segment(results: &Results, question: usize, name: &str) -> TeraResult<usize> {
    let survey = &results.survey;
    let segments = survey.segments.iter().filter(|by| **by != question);
    let found = segments.clone().find(|by| survey.questions[**by].id == name);
    found.copied().ok_or_else(|| {
        unknown(
            format!("la encuesta no parte esta pregunta por `{name}`: no está en `segments`"),
            format!("the survey does not split this question by `{name}`: `segments` lacks it"),
            nearest(name, segments.map(|by| survey.questions[*by].id.as_str())),
        )
    })
}

/// Finds a wave.
fn wave_called(results: &Results, name: &str) -> TeraResult<usize> {
    let waves = &results.survey.waves;
    waves.iter().position(|wave| wave.id == name).ok_or_else(|| {
        unknown(
            format!("la encuesta no tiene una ola `{name}`"),
            format!("the survey has no wave `{name}`"),
            nearest(name, waves.iter().map(|wave| wave.id.as_str())),
        )
    })
}

/// Finds a form by its name.
fn form_called(name: &str) -> TeraResult<Form> {
    let found = FORMS.iter().find(|(known, _)| *known == name).map(|(_, form)| *form);
    found.ok_or_else(|| {
        let known = FORMS.map(|(known, _)| known).join(", ");
        retold::error(
            format!("no hay una gráfica `{name}`; hay: {known}"),
            format!("there is no chart `{name}`; there are: {known}"),
        )
    })
}

/// Finds the first question of recommendation.
fn first_nps(results: &Results) -> TeraResult<usize> {
    let questions = &results.survey.questions;
    let found =
        questions.iter().position(|question| matches!(question.kind, QuestionKind::Nps { .. }));
    found.ok_or_else(|| {
        retold::error(
            "la encuesta no tiene una pregunta de recomendación (`nps`)",
            "the survey has no question of recommendation (`nps`)",
        )
    })
}

/// Says that a name is not known, and which may be meant.
fn unknown(es: String, en: String, meant: Option<&str>) -> tera::Error {
    match meant {
        None => retold::error(es, en),
        Some(meant) => retold::error(
            format!("{es}; ¿querías decir `{meant}`?"),
            format!("{en}; did you mean `{meant}`?"),
        ),
    }
}

/// Says that a form does not fit a question.
fn unfit(question: &str, form: Option<&str>) -> tera::Error {
    match form {
        Some(form) => retold::error(
            format!("la pregunta `{question}` no se puede mostrar como `{form}`"),
            format!("the question `{question}` cannot be shown as `{form}`"),
        ),
        None => retold::error(
            format!("la pregunta `{question}` no tiene una gráfica"),
            format!("the question `{question}` has no chart"),
        ),
    }
}

/// Gives what stands in the place of a figure.
fn sentence_alone(reporter: &Reporter, asked: &Asked, sentence: &str) -> Value {
    let title = match asked.item {
        Some(item) => reporter.item_text(asked.question, item),
        None => reporter.wording(asked.question),
    };
    let (title, sentence) = (escape(title), escape(sentence));
    Value::safe_string(&format!("<p><strong>{title}</strong> {sentence}</p>"))
}

/// Gives where the page of a survey is.
pub(super) fn address(job: &Job, id: SurveyId) -> Option<String> {
    Some(job.address(&job.desk.survey_url(id)?))
}

fn with_anchor(job: &Job, id: SurveyId, anchor: &str) -> Value {
    // The page itself needs no link to where it is.
    let is_own = job.desk.own_survey() == Some(id);
    address(job, id).filter(|_| !is_own).map(|url| format!("{url}#{anchor}")).into()
}

/// Makes the values of the downloads of a survey.
fn downloads(job: &Job, id: SurveyId, reporter: &Reporter) -> Vec<Value> {
    let waves = 0..reporter.results.survey.waves.len();
    let files = waves.flat_map(|wave| {
        let urls = job.desk.tally_urls(id, wave).into_iter();
        urls.map(move |(format, url)| (wave, format, url))
    });
    let values = files.map(|(wave, format, url)| {
        let settings = job.desk.settings();
        map([
            ("wave", reporter.results.survey.waves[wave].id.as_str().into()),
            ("title", reporter.wave_title(wave).into()),
            ("format", format.name().to_uppercase().into()),
            ("type", format.media_type().into()),
            ("url", settings.href(&url).into()),
            ("permalink", settings.permalink(&url).into()),
        ])
    });
    values.collect()
}

/// Gives the bytes of a page that is a wave as data.
pub(in crate::render) fn tally(
    job: &Job,
    (survey, wave, format): (SurveyId, u32, TallyFormat),
) -> Vec<u8> {
    let results = job.desk.results(survey);
    let tongue = Tongue::of(job);
    let reporter = Reporter { results: &results, tongue: &tongue };
    let wave = wave as usize;
    match format {
        TallyFormat::Csv => data::csv(&reporter, wave),
        TallyFormat::Json => {
            let settings = job.desk.settings();
            let url = job.desk.survey_url(survey).map(|url| settings.permalink(&url));
            data::json(&reporter, wave, url.as_deref(), &settings.license)
        }
    }
}

//! A wave as data for others: what may be shown of it, as CSV and as JSON.

use serde::Serialize;

use super::method;
use super::reporter::Reporter;
use super::whole::kind;
use crate::model::estimate::Estimate;
use crate::model::results::{AnswerResult, Measure, Measured};

/// The columns of the CSV. Shares go from 0 to 1; `hidden` says what is not shown.
const COLUMNS: [&str; 13] = [
    "question",
    "item",
    "code",
    "label",
    "people",
    "share",
    "low",
    "high",
    "base",
    "hidden",
    "place",
    "place_low",
    "place_high",
];

/// What a spreadsheet takes for the beginning of a formula.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Gives a wave as CSV: a row for each answer.
pub(super) fn csv(reporter: &Reporter, wave: usize) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("a vector takes all");
    for (question, item, measured) in asked(reporter, wave) {
        let known = reporter.question(question);
        let labels = reporter.labels(question);
        let of_answers = known.choices.iter().zip(&labels).zip(&measured.answers);
        for ((choice, label), answer) in of_answers {
            let item = known.items.get(item).map_or("", |item| item.id.as_str());
            let mut row: Vec<String> = [&known.id, item, &choice.code, label].map(defanged).into();
            row.push(whole(answer.people));
            row.extend(three(answer.share.as_ref()));
            row.push(whole(measured.base));
            row.push(hidden(answer).to_string());
            row.extend(three(answer.place.as_ref()));
            writer.write_record(&row).expect("a vector takes all");
        }
    }
    writer.into_inner().expect("a vector takes all")
}

/// Gives what was asked in a wave: question, item, and what may be shown.
fn asked<'a>(
    reporter: &Reporter<'a>,
    wave: usize,
) -> impl Iterator<Item = (usize, usize, &'a Measured)> {
    let questions = reporter.results.questions.iter().enumerate();
    let items = questions.flat_map(|(question, items)| {
        items.iter().enumerate().map(move |(item, result)| (question, item, result))
    });
    items.filter_map(move |(question, item, result)| {
        Some((question, item, result.waves.get(wave)?.as_ref()?))
    })
}

/// Says what of an answer is not shown: `people` and with them all, only the `share`, or nothing.
fn hidden(answer: &AnswerResult) -> &'static str {
    match (answer.people, answer.share.is_some() || answer.place.is_some()) {
        (None, _) => "people",
        (Some(_), false) => "share",
        (Some(_), true) => "",
    }
}

/// Keeps a spreadsheet from reading a text as a formula.
fn defanged(text: &str) -> String {
    if text.starts_with(FORMULAS) { format!("'{text}") } else { text.to_string() }
}

fn whole(count: Option<u64>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}

/// Writes a value and the ends of its interval.
fn three(estimate: Option<&Estimate>) -> [String; 3] {
    let Some(estimate) = estimate else { return Default::default() };
    let interval = estimate.interval;
    [estimate.value, interval.low, interval.high].map(|value| format!("{:.6}", plain(value)))
}

/// Gives a value without more decimals than it can bear; there is no minus before zero.
fn plain(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A wave as data.
#[derive(Serialize)]
struct Data<'a> {
    survey: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    license: &'a str,
    wave: DataWave<'a>,
    method: Vec<DataMethod>,
    questions: Vec<DataQuestion<'a>>,
}

/// When it was, and of whom.
#[derive(Serialize)]
struct DataWave<'a> {
    id: &'a str,
    title: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    people: u64,
    effective: f64,
    design_effect: f64,
    is_weighted: bool,
}

/// An item of AAPOR's list.
#[derive(Serialize)]
struct DataMethod {
    item: &'static str,
    text: Option<String>,
}

/// An item of a question.
#[derive(Serialize)]
struct DataQuestion<'a> {
    question: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    item: &'a str,
    kind: &'static str,
    text: &'a str,
    base: Option<u64>,
    not_applicable: Option<u64>,
    unanswered: Option<u64>,
    headline: Option<DataHeadline>,
    answers: Vec<DataAnswer>,
}

/// The number that tells most.
#[derive(Serialize)]
struct DataHeadline {
    measure: &'static str,
    value: f64,
    low: f64,
    high: f64,
}

/// An answer.
#[derive(Serialize)]
struct DataAnswer {
    code: String,
    label: String,
    people: Option<u64>,
    share: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<f64>,
    hidden: &'static str,
}

/// Gives a wave as JSON, with the survey's title, its page and how it was made.
pub(super) fn json(reporter: &Reporter, wave: usize, url: Option<&str>, license: &str) -> Vec<u8> {
    let survey = &reporter.results.survey;
    let (known, result) = (&survey.waves[wave], reporter.results.waves.get(wave));
    let result = result.cloned().unwrap_or_default();
    let days = known.days.as_ref();
    let told = DataWave {
        id: &known.id,
        title: reporter.wave_title(wave),
        from: days.map(|(first, _)| first.as_str()),
        to: days.map(|(_, last)| last.as_str()),
        people: result.people,
        effective: plain(result.effective),
        design_effect: plain(result.deff),
        is_weighted: reporter.is_weighted(),
    };
    let method = method::ITEMS;
    let method =
        method.map(|(item, name)| DataMethod { item: name, text: method::told(reporter, item) });
    let questions = asked(reporter, wave);
    let questions = questions.map(|(question, item, one)| data(reporter, (question, item), one));
    let data = Data {
        survey: &survey.id,
        title: reporter.tongue.text(&survey.title),
        url,
        license,
        wave: told,
        method: method.into(),
        questions: questions.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&data).expect("texts and numbers can be written");
    bytes.push(b'\n');
    bytes
}

fn data<'a>(
    reporter: &Reporter<'a>,
    (question, item): (usize, usize),
    measured: &Measured,
) -> DataQuestion<'a> {
    let known = reporter.question(question);
    let labels = reporter.labels(question).into_iter();
    let answers = known.choices.iter().zip(labels).zip(&measured.answers);
    let answers = answers.map(|((choice, label), answer)| DataAnswer {
        code: choice.code.clone(),
        label,
        people: answer.people,
        share: answer.share.map(|share| plain(share.value)),
        low: answer.share.map(|share| plain(share.interval.low)),
        high: answer.share.map(|share| plain(share.interval.high)),
        place: answer.place.map(|place| plain(place.value)),
        hidden: hidden(answer),
    });
    let headline = measured.headline.map(|headline| DataHeadline {
        measure: measure(headline.measure),
        value: plain(headline.estimate.value),
        low: plain(headline.estimate.interval.low),
        high: plain(headline.estimate.interval.high),
    });
    DataQuestion {
        question: &known.id,
        item: known.items.get(item).map_or("", |item| item.id.as_str()),
        kind: kind(known.kind),
        text: reporter.item_text(question, item),
        base: measured.base,
        not_applicable: measured.not_applicable,
        unanswered: measured.unanswered,
        headline,
        answers: answers.collect(),
    }
}

fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Nps => "nps",
        Measure::RecommendIndex => "recommend-index",
        Measure::Csat => "csat",
        Measure::Ces => "ces",
        Measure::Net => "net",
        Measure::Mean => "mean",
    }
}

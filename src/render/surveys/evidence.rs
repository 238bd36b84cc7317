//! Evidence: what surveys say of a thesis, rule by rule, and what a link to a question shows.

use std::rc::Rc;

use tera::{Kwargs, State, TeraResult, Value};

use super::calls::address;
use super::framed::anchor;
use super::reporter::{Reporter, drawn, unit};
use super::says;
use super::tongue::Tongue;
use crate::chart;
use crate::model::evidence::{Compared, Comparison, Verdict};
use crate::model::page::SurveyId;
use crate::model::results::Measure;
use crate::model::surveys;
use crate::render::cards::map;
use crate::render::job::{self, Function, Job};

/// The functions by their names.
pub(in crate::render) const EVIDENCE: &[(&str, Function)] = &[("evidence", evidence)];

/// `evidence()`: what surveys say of the page's thesis, rule by rule.
fn evidence(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let Some(document) = job.desk.own_document() else { return Ok(Vec::<Value>::new().into()) };
    let tongue = Tongue::of(&job);
    let told = job.desk.verdicts(document).iter().map(|verdict| {
        let results = job.desk.results(verdict.survey);
        let reporter = Reporter { results: &results, tongue: &tongue };
        value(&job, &reporter, verdict)
    });
    Ok(told.collect::<Vec<_>>().into())
}

fn value(job: &Rc<Job>, reporter: &Reporter, verdict: &Verdict) -> Value {
    let (question, item) = verdict.question;
    let of = reporter.question(question);
    let item_id = of.items.get(item).map_or("", |item| item.id.as_str());
    let is_matrix = !item_id.is_empty();
    let name = if is_matrix { format!("{}.{item_id}", of.id) } else { of.id.clone() };
    let wave = verdict.wave.map(|wave| reporter.results.survey.waves[wave].id.as_str());
    let url = address(job, verdict.survey).map(|page| {
        let anchor = anchor(reporter, question, is_matrix.then_some(item));
        format!("{page}#{anchor}")
    });
    map([
        ("status", verdict.status.name().into()),
        ("says", says(reporter, verdict).into()),
        ("survey", folder(reporter).into()),
        ("title", reporter.tongue.text(&reporter.results.survey.title).into()),
        ("question", name.into()),
        ("text", reporter.item_text(question, item).into()),
        ("wave", wave.into()),
        ("url", url.into()),
    ])
}

/// Gives the name by which templates ask for the survey: its path below the content.
fn folder<'a>(reporter: &Reporter<'a>) -> &'a str {
    let path = &*reporter.results.survey.path;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.strip_prefix("content/").unwrap_or(folder)
}

/// Says what a rule asks for and what was found.
fn says(reporter: &Reporter, verdict: &Verdict) -> String {
    let voice = reporter.voice();
    let measure = measure(reporter, verdict);
    let unit = in_unit(&verdict.measure);
    let threshold = voice.value(unit, verdict.threshold);
    let rule = match verdict.comparison {
        Comparison::Above => "evidence_above",
        Comparison::AtLeast => "evidence_at_least",
        Comparison::Below => "evidence_below",
        Comparison::AtMost => "evidence_at_most",
    };
    let rule = voice.fill(rule, &[("threshold", &threshold)]);
    let Some((estimate, wave)) = verdict.estimate.as_ref().zip(verdict.wave) else {
        return voice.fill("evidence_says_nothing", &[("rule", &rule), ("measure", &measure)]);
    };
    let value = voice.value(unit, estimate.value);
    let [low, high] = [estimate.interval.low, estimate.interval.high];
    let ends = (voice.value(unit, low), voice.value(unit, high));
    let details = voice.details(Some(ends), estimate.base.people);
    let values = [
        ("rule", rule.as_str()),
        ("measure", measure.as_str()),
        ("value", value.as_str()),
        ("details", details.as_str()),
        ("wave", reporter.wave_title(wave)),
    ];
    voice.fill("evidence_says", &values)
}

fn measure(reporter: &Reporter, verdict: &Verdict) -> String {
    let voice = reporter.voice();
    let counted =
        |key: &str, count: usize| voice.counted(key, u64::try_from(count).unwrap_or(u64::MAX), &[]);
    let question = verdict.question.0;
    match &verdict.measure {
        Compared::Top(count) => counted("evidence_top", *count),
        Compared::Bottom(count) => counted("evidence_bottom", *count),
        Compared::Nps => says::measure(reporter, question, Measure::Nps),
        Compared::Net => says::measure(reporter, question, Measure::Net),
        Compared::Mean => says::measure(reporter, question, Measure::Mean),
        Compared::Share(numbers) => {
            let labels = reporter.labels(question);
            let chosen = numbers.iter().filter_map(|number| labels.get(*number));
            let chosen: Vec<String> = chosen.map(|label| format!("«{label}»")).collect();
            chosen.join(" + ")
        }
    }
}

fn in_unit(measure: &Compared) -> chart::Measure {
    match measure {
        Compared::Top(_) | Compared::Bottom(_) | Compared::Share(_) => chart::Measure::Share,
        Compared::Nps | Compared::Net => chart::Measure::Points,
        Compared::Mean => chart::Measure::Mean,
    }
}

/// Gives what a link to a question shows that has no text of its own: the number that tells most,
/// with its interval and its base; of choices that which was chosen most.
pub(in crate::render) fn cited(job: &Job, target: &str) -> Option<String> {
    let (survey, question) = target.split_once('#')?;
    let id: SurveyId = job.desk.survey_called(surveys::named(survey)?)?;
    let results = job.desk.results(id);
    let tongue = Tongue::of(job);
    let reporter = Reporter { results: &results, tongue: &tongue };
    let (question, item) = results.find(question)?;
    let (_, measured) = reporter.latest(question, item)?;
    let voice = reporter.voice();
    if let Some(headline) = &measured.headline {
        let value = says::value(&reporter, headline);
        let name = match headline.measure {
            Measure::Nps => format!("{} ", says::measure(&reporter, question, Measure::Nps)),
            _ => String::new(),
        };
        let value = match headline.measure {
            Measure::Net | Measure::RecommendIndex => {
                voice.fill("survey_points", &[("number", &value)])
            }
            _ => value,
        };
        let ends = drawn(&headline.estimate).interval;
        let ends = ends.map(|(low, high)| {
            let of = unit(headline.measure);
            (voice.value(of, low), voice.value(of, high))
        });
        let details = voice.details(ends, headline.estimate.base.people);
        return Some(format!("{name}{value} ({details})"));
    }
    let labels = reporter.labels(question);
    let shares = measured.answers.iter().zip(&labels);
    let shares = shares.filter_map(|(answer, label)| Some((answer.share.as_ref()?, label)));
    let most = shares.max_by(|(one, _), (other, _)| one.value.total_cmp(&other.value))?;
    let (share, label) = most;
    let of = chart::Measure::Share;
    let ends = (voice.value(of, share.interval.low), voice.value(of, share.interval.high));
    let details = voice.details(Some(ends), share.base.people);
    Some(format!("«{label}»: {} ({details})", voice.value(of, share.value)))
}

//! A survey's results, told to machines: schema.org's `Dataset`.

use serde_json::{Map, Value as Json};

use super::method;
use super::reporter::Reporter;
use super::tongue::Tongue;
use crate::model::survey::Disclosure;
use crate::render::job::Job;

/// The items of AAPOR's list that say how it was measured.
const TECHNIQUE: [Disclosure; 3] =
    [Disclosure::Strategy, Disclosure::Mode, Disclosure::Recruitment];

/// Gives the node of the page's survey, if it shows one; `publisher` is that of the site.
pub(in crate::render) fn dataset(job: &Job, publisher: Json) -> Option<Json> {
    let desk = &job.desk;
    let survey = desk.own_survey()?;
    let results = desk.results(survey);
    let tongue = Tongue::of(job);
    let reporter = Reporter { results: &results, tongue: &tongue };
    let settings = desk.settings();
    let told = |item| method::told(&reporter, item).unwrap_or_default();
    let technique = TECHNIQUE.map(told);
    let technique: Vec<&str> =
        technique.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let said = |name: &str| -> String {
        let text = job.page.get_from_path(name).and_then(tera::Value::as_str);
        text.unwrap_or_default().to_string()
    };
    let files = (0..results.survey.waves.len()).flat_map(|wave| {
        let name = reporter.wave_title(wave);
        let urls = desk.tally_urls(survey, wave).into_iter();
        urls.map(move |(format, url)| {
            node([
                ("@type", "DataDownload".into()),
                ("name", name.into()),
                ("encodingFormat", format.media_type().into()),
                ("contentUrl", settings.permalink(&url).into()),
            ])
        })
    });
    let variables = (0..results.survey.questions.len()).map(|at| reporter.wording(at).into());
    let sponsor = told(Disclosure::Sponsor);
    let creator = match sponsor.as_str() {
        "" => publisher.clone(),
        name => node([("@type", "Organization".into()), ("name", name.into())]),
    };
    let title = match tongue.text(&results.survey.title) {
        "" => said("title"),
        title => title.to_string(),
    };
    let description = said("description");
    Some(node([
        ("@type", "Dataset".into()),
        ("name", title.clone().into()),
        ("description", if description.is_empty() { title } else { description }.into()),
        ("url", said("permalink").into()),
        ("inLanguage", said("language").into()),
        ("temporalCoverage", coverage(&reporter).into()),
        ("measurementTechnique", technique.join(" · ").into()),
        ("variableMeasured", variables.collect::<Vec<Json>>().into()),
        ("creator", creator),
        ("publisher", publisher),
        ("license", settings.license.as_str().into()),
        ("isAccessibleForFree", true.into()),
        ("distribution", files.collect::<Vec<Json>>().into()),
    ]))
}

/// Gives the days from the first of the first wave to the last of the last: `2026-01-10/2026-02-01`.
fn coverage(reporter: &Reporter) -> Option<String> {
    let days = || reporter.results.survey.waves.iter().filter_map(|wave| wave.days.as_ref());
    let first = days().map(|(first, _)| first).min()?;
    let last = days().map(|(_, last)| last).max()?;
    Some(format!("{first}/{last}"))
}

/// Makes a node that leaves out what is not known.
fn node<const N: usize>(entries: [(&str, Json); N]) -> Json {
    let is_told = |value: &Json| match value {
        Json::Null => false,
        Json::String(text) => !text.is_empty(),
        Json::Array(values) => !values.is_empty(),
        _ => true,
    };
    let told = entries.into_iter().filter(|(_, value)| is_told(value));
    Json::Object(told.map(|(name, value)| (name.to_string(), value)).collect::<Map<_, _>>())
}

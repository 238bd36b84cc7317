//! How a survey was made, as its page tells it: AAPOR's items, each with its text or without.

use tera::Value;

use super::reporter::Reporter;
use super::says;
use crate::model::survey::Disclosure;
use crate::render::cards::map;

/// The items in AAPOR's order, each with its name in files and links.
pub(super) const ITEMS: [(Disclosure, &str); 11] = [
    (Disclosure::Strategy, "strategy"),
    (Disclosure::Sponsor, "sponsor"),
    (Disclosure::Instruments, "instruments"),
    (Disclosure::Population, "population"),
    (Disclosure::Recruitment, "recruitment"),
    (Disclosure::Mode, "mode"),
    (Disclosure::Dates, "dates"),
    (Disclosure::Sizes, "sizes"),
    (Disclosure::Weighting, "weighting"),
    (Disclosure::Processing, "processing"),
    (Disclosure::Limitations, "limitations"),
];

/// Gives the text of an item; what the waves tell of days and sizes needs no author. Nothing where
/// it is not disclosed.
pub(super) fn told(reporter: &Reporter, item: Disclosure) -> Option<String> {
    let written = reporter.results.survey.method.items.get(&item);
    let written = written.map(|texts| reporter.tongue.text(texts)).filter(|text| !text.is_empty());
    written.map(str::to_string).or_else(|| known(reporter, item))
}

/// Gives what the waves tell of an item, if all of them do.
fn known(reporter: &Reporter, item: Disclosure) -> Option<String> {
    let results = reporter.results;
    let of_wave = |wave: usize| match item {
        Disclosure::Dates => reporter.wave_days(wave),
        Disclosure::Sizes => {
            let known = &results.waves[wave];
            known.is_read.then(|| says::people(reporter, known.people))
        }
        _ => None,
    };
    let waves = 0..results.waves.len().min(results.survey.waves.len());
    let is_one = waves.len() == 1;
    let told = waves.map(|wave| {
        let text = of_wave(wave)?;
        let values = [("label", reporter.wave_title(wave)), ("value", text.as_str())];
        Some(if is_one { text.clone() } else { reporter.voice().fill("chart_says_part", &values) })
    });
    let told: Option<Vec<String>> = told.collect();
    told.filter(|told| !told.is_empty()).map(|told| told.join("; "))
}

/// Makes the value of the method: each item, and how many are told.
pub(super) fn value(reporter: &Reporter) -> Value {
    let items = ITEMS.map(|(item, name)| {
        let title = reporter.voice().word(&format!("survey_{name}"));
        let text = told(reporter, item);
        map([("name", name.into()), ("title", title.into()), ("text", text.into())])
    });
    let disclosed = ITEMS.iter().filter(|(item, _)| told(reporter, *item).is_some()).count();
    map([
        ("items", items.to_vec().into()),
        ("disclosed", disclosed.into()),
        ("total", ITEMS.len().into()),
        ("sampling", says::sampling(reporter).into()),
    ])
}

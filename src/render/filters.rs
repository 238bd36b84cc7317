//! The filters that templates have beyond the engine's own.

use std::collections::BTreeMap;

use serde::Deserialize;
use tera::{Kwargs, State, Tera, TeraResult};

use super::calendar::Style;
use super::job;
use super::retold;
use super::words;

/// Registers all filters.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("t", t as fn(&str, Kwargs, &State) -> TeraResult<String>);
    tera.register_filter("date", date as fn(&str, Kwargs, &State) -> TeraResult<String>);
}

/// What fills a gap in the theme's words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Filling {
    Count(u64),
    /// Arithmetic of templates gives the widest integers.
    Wide(i128),
    Number(f64),
    Text(String),
}

/// `{{ "minutes" | t(count=3) }}`: the theme's words in the page's language.
fn t(key: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let job = job::current()?;
    let values: BTreeMap<String, Filling> = kwargs.deserialize()?;
    let count = match values.get("count") {
        Some(Filling::Count(count)) => Some(*count),
        Some(Filling::Wide(count)) => u64::try_from(*count).ok(),
        _ => None,
    };
    let equipment = &job.equipment;
    let found = words::find(&equipment.engine.words, &equipment.calendar, &job.voice(), key, count);
    let Some(found) = found else {
        return Err(retold::error(
            format!("el tema no tiene palabras para `{key}`"),
            format!("the theme has no words called `{key}`"),
        ));
    };
    if values.is_empty() {
        return Ok(found.to_string());
    }
    let texts = values.into_iter().map(|(name, value)| match value {
        Filling::Count(number) => (name, number.to_string()),
        Filling::Wide(number) => (name, number.to_string()),
        Filling::Number(number) => (name, number.to_string()),
        Filling::Text(text) => (name, text),
    });
    Ok(words::fill(found, &texts.collect::<Vec<_>>()))
}

/// `{{ page.date | date(style="short") }}`: a date as the page's language writes it.
fn date(iso: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let job = job::current()?;
    let style = match kwargs.get::<&str>("style")?.unwrap_or("long") {
        "long" => Style::Long,
        "medium" => Style::Medium,
        "short" => Style::Short,
        "iso" => return Ok(iso.get(..10).unwrap_or(iso).to_string()),
        other => {
            return Err(retold::error(
                format!("`date` no tiene un estilo `{other}`: tiene long, medium, short e iso"),
                format!("`date` has no style `{other}`: it has long, medium, short and iso"),
            ));
        }
    };
    Ok(job.equipment.calendar.date(iso, &job.voice(), style))
}

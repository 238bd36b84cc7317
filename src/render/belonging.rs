//! Who wrote a page, and the series in which it stands.

use tera::{Kwargs, State, TeraResult, Value};

use super::cards::{self, map};
use super::job::{self, Function};
use crate::model::site::TaxonomyKind;

/// The functions by their names.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[("authors", authors), ("series", series)];

/// `authors()`: who wrote the page, each with the page that says more.
fn authors(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let desk = &job.desk;
    let Some(document) = desk.own_document() else { return Ok(Vec::<Value>::new().into()) };
    let settings = desk.settings();
    let values = desk.authors(document).into_iter().map(|author| {
        let term = author.term;
        let person = term.and_then(|term| term.person).map(|person| desk.card(person));
        map([
            ("name", person.map_or(author.name, |card| &card.title).into()),
            ("url", term.map(|term| settings.href(&term.url)).into()),
            ("permalink", term.map(|term| settings.permalink(&term.url)).into()),
            ("role", person.and_then(|card| card.role.as_deref()).into()),
            (
                "image",
                person
                    .and_then(|card| card.image.as_ref())
                    .map(|image| cards::image(settings, image))
                    .into(),
            ),
        ])
    });
    Ok(values.collect::<Vec<_>>().into())
}

/// `series()`: the series of the page, each with its parts and the place of this one among them.
fn series(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let desk = &job.desk;
    let Some(document) = desk.own_document() else { return Ok(Vec::<Value>::new().into()) };
    let terms = desk.terms_of(document).into_iter();
    let own = terms.filter(|(taxonomy, _)| taxonomy.kind == TaxonomyKind::Series);
    let values = own.map(|(_, term)| {
        let entries = desk.whole(term);
        let place = entries.iter().position(|entry| *entry == document).unwrap_or_default();
        let parts = entries.iter().map(|entry| job.equipment.card(desk, *entry));
        let part = |at: Option<usize>| -> Value {
            let entry = at.and_then(|at| entries.get(at));
            entry.map(|entry| job.equipment.card(desk, *entry)).into()
        };
        map([
            ("title", term.name.as_str().into()),
            ("language", desk.settings().tag(term.language).into()),
            ("url", desk.settings().href(&term.url).into()),
            ("number", (place + 1).into()),
            ("total", entries.len().into()),
            ("parts", parts.collect::<Vec<_>>().into()),
            ("previous", part(place.checked_sub(1))),
            ("next", part(Some(place + 1))),
        ])
    });
    Ok(values.collect::<Vec<_>>().into())
}

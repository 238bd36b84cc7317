//! What links to a page and what is about the same, as templates see it.

use tera::{Kwargs, Map, State, TeraResult, Value};

use super::job::{self, Function};

/// The functions by their names.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[("backlinks", backlinks), ("related", related)];

/// The cards that `related` gives when nobody says how many.
const RELATED_COUNT: u32 = 4;

/// Gives the cards of the documents that link here, each with the sentence in which it does, whole
/// and in three parts: before the link, its words, after it.
fn backlinks(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let Some(document) = job.desk.own_document() else { return Ok(Vec::<Value>::new().into()) };
    let cards = job.desk.backlinks(document).map(|(from, quote)| {
        let card = job.equipment.card(&job.desk, from);
        let mut card: Map = card.into_map().unwrap_or_default();
        let sentence = format!("{}{}{}", quote.before, quote.words, quote.after);
        for (name, part) in [
            ("sentence", sentence.as_str()),
            ("before", quote.before),
            ("link", quote.words),
            ("after", quote.after),
        ] {
            card.insert(name.into(), part.into());
        }
        Value::from(card)
    });
    Ok(cards.collect::<Vec<_>>().into())
}

/// Gives the cards of what is about the same as this page, the most like first.
fn related(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let count = kwargs.get::<u32>("count")?.unwrap_or(RELATED_COUNT);
    let own = job.desk.own_document();
    let related = own.map_or(&[][..], |document| job.desk.related(document)).iter();
    let cards = related.take(count as usize);
    let cards = cards.map(|document| job.equipment.card(&job.desk, *document));
    Ok(cards.collect::<Vec<_>>().into())
}

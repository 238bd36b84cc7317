//! Cards and moments as templates see them.

use tera::{Map, Value};

use super::calendar::Calendar;
use crate::ground;
use crate::model::site::{Card, CardImage, Section};
use crate::model::{Moment, Settings};

/// Makes a map of named values.
pub(super) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let map: Map = entries.into_iter().map(|(name, value)| (name.into(), value)).collect();
    Value::from(map)
}

/// Makes the value of a moment: an ISO text, or none.
pub(super) fn moment(calendar: &Calendar, moment: Option<Moment>) -> Value {
    moment.map(|moment| calendar.iso(moment)).into()
}

/// Makes the value of a section.
pub(super) fn section(settings: &Settings, section: &Section) -> Value {
    map([
        ("title", section.title.as_str().into()),
        ("url", settings.href(&section.url).into()),
        ("language", settings.tag(section.spoken).into()),
    ])
}

/// Makes the value of a card.
pub(super) fn card(settings: &Settings, calendar: &Calendar, card: &Card, of: &Section) -> Value {
    map([
        ("title", (&*card.title).into()),
        ("url", settings.href(&card.url).into()),
        ("description", (&*card.description).into()),
        ("date", moment(calendar, card.date)),
        ("updated", moment(calendar, card.updated)),
        ("minutes", card.minutes.into()),
        ("image", card.image.as_ref().map(|one| image(settings, one)).into()),
        ("role", card.role.as_deref().into()),
        ("standing", card.standing.name().into()),
        ("language", (&*card.language).into()),
        ("section", section(settings, of)),
    ])
}

/// Makes the value of a picture.
pub(super) fn image(settings: &Settings, image: &CardImage) -> Value {
    let whole = settings.whole_url(&image.url);
    let src = if image.is_external { whole.clone() } else { settings.href(&image.url) };
    map([
        ("src", src.into()),
        ("permalink", whole.into()),
        ("alt", image.alt.as_str().into()),
        ("width", image.size.map(|(width, _)| width).into()),
        ("height", image.size.map(|(_, height)| height).into()),
    ])
}

/// Makes the value of what an author put under `extra`.
pub(super) fn extra(value: &ground::Value) -> Value {
    match value {
        ground::Value::Text(text) => text.as_str().into(),
        ground::Value::Integer(number) => (*number).into(),
        ground::Value::Float(number) => (*number).into(),
        ground::Value::Bool(is_true) => (*is_true).into(),
        ground::Value::List(values) => values.iter().map(extra).collect::<Vec<_>>().into(),
        ground::Value::Table(entries) => extra_table(entries),
    }
}

/// Makes the value of a table under `extra`.
pub(super) fn extra_table(entries: &[(String, ground::Value)]) -> Value {
    let entries = entries.iter().map(|(name, value)| (name.clone().into(), extra(value)));
    Value::from(entries.collect::<Map>())
}

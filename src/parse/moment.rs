//! Dates and instants, as authors write them.

use std::cell::RefCell;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;

use crate::model::Moment;

thread_local! {
    /// The zone asked for last: a site has one, and looking it up costs more than a date.
    static ZONE: RefCell<Option<(String, TimeZone)>> = const { RefCell::new(None) };
}

/// Reads a date with or without time, zone or offset; without either, it is in the zone named.
/// `None` if it is no date of the calendar.
pub(super) fn read(text: &str, zone: &str) -> Option<Moment> {
    let text = text.trim();
    let joined = joined(text);
    let pieces = Pieces::parse(joined.as_deref().unwrap_or(text)).ok()?;
    let timestamp = timestamp(&pieces, zone)?;
    Some(Moment { seconds: timestamp.as_second(), is_date: pieces.time().is_none() })
}

fn timestamp(pieces: &Pieces<'_>, zone: &str) -> Option<Timestamp> {
    let time = pieces.time().unwrap_or(Time::midnight());
    let written = pieces.date().to_datetime(time);
    if let Some(offset) = pieces.to_numeric_offset() {
        return offset.to_timestamp(written).ok();
    }
    match pieces.to_time_zone().ok()? {
        Some(own) => own.to_timestamp(written).ok(),
        None => with_zone(zone, |zone| zone.to_timestamp(written).ok()),
    }
}

/// Joins what some generators write in three words: `2026-03-31 18:30:00 -0300`.
fn joined(text: &str) -> Option<String> {
    let mut words = text.split_ascii_whitespace();
    let (date, time, offset) = (words.next()?, words.next()?, words.next()?);
    let offset = if offset == "UTC" { "Z" } else { offset };
    let is_whole = words.next().is_none();
    is_whole.then(|| format!("{date}T{time}{offset}"))
}

fn with_zone<T>(name: &str, use_zone: impl FnOnce(&TimeZone) -> T) -> T {
    ZONE.with_borrow_mut(|kept| {
        let (_, zone) = match kept {
            Some((kept_name, zone)) if kept_name == name => (kept_name, zone),
            _ => {
                let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
                let (name, zone) = kept.insert((name.to_string(), zone));
                (name, zone)
            }
        };
        use_zone(zone)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_their_zone() {
        let midnight = 1_774_915_200;
        for (text, expected) in [
            ("2026-03-31", Some((midnight + 3 * 3600, true))),
            ("2026-03-31T18:30", Some((midnight + 21 * 3600 + 1800, false))),
            ("2026-03-31 18:30:15", Some((midnight + 21 * 3600 + 1815, false))),
            ("2026-03-31T18:30:00Z", Some((midnight + 18 * 3600 + 1800, false))),
            ("2026-03-31T18:30:00+02:00", Some((midnight + 16 * 3600 + 1800, false))),
            ("2026-03-31 18:30:00 -0500", Some((midnight + 23 * 3600 + 1800, false))),
            ("2026-03-31 18:30:00 UTC", Some((midnight + 18 * 3600 + 1800, false))),
            ("2026-03-31T18:30[Europe/Madrid]", Some((midnight + 16 * 3600 + 1800, false))),
            (" 2026-03-31 ", Some((midnight + 3 * 3600, true))),
            ("2026-02-30", None),
            ("2026-3-5", None),
            ("31/03/2026", None),
            ("18:30", None),
            ("mañana", None),
            ("2026-03-31T18:30[Nada/Nadie]", None),
            ("", None),
        ] {
            let expected = expected.map(|(seconds, is_date)| Moment { seconds, is_date });
            assert_eq!(read(text, "America/Argentina/Buenos_Aires"), expected, "{text}");
        }
        let utc = read("2026-03-31", "UTC").expect("a date");
        assert_eq!(utc.seconds, midnight);
    }
}

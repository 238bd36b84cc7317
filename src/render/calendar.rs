//! Moments as people and as machines write them.

use std::collections::{BTreeMap, BTreeSet};

use icu::calendar::{Date, Gregorian};
use icu::datetime::FixedCalendarDateTimeFormatter;
use icu::datetime::fieldsets::YMD;
use icu::locale::Locale;
use icu::plurals::{PluralCategory, PluralRules};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{Moment, Settings};

type Formatter = FixedCalendarDateTimeFormatter<Gregorian, YMD>;

/// How long a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Long,
    Medium,
    Short,
}

/// Writes moments in the site's time zone, and dates and plurals in its languages.
pub(super) struct Calendar {
    zone: TimeZone,
    /// The languages of the site.
    tongues: BTreeMap<String, Tongue>,
    /// Theirs, and those whose words may stand in: a parent (`pt` for `pt-BR`), English.
    plurals: BTreeMap<String, PluralRules>,
}

struct Tongue {
    long: Option<Formatter>,
    medium: Option<Formatter>,
    short: Option<Formatter>,
}

impl Calendar {
    pub(super) fn new(settings: &Settings) -> Self {
        let tongue = |language: &String| {
            let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
            let formatter = |length: YMD| Formatter::try_new((&locale).into(), length).ok();
            let tongue = Tongue {
                long: formatter(YMD::long()),
                medium: formatter(YMD::medium()),
                short: formatter(YMD::short()),
            };
            (language.clone(), tongue)
        };
        let languages: BTreeSet<&String> =
            settings.languages.iter().chain([&settings.language]).collect();
        let parents = languages.iter().filter_map(|tag| Some(tag.split_once('-')?.0.to_string()));
        let speakers = languages.iter().map(|tag| (*tag).clone()).chain(parents);
        let speakers: BTreeSet<String> = speakers.chain(["en".to_string()]).collect();
        let plurals = speakers.into_iter().filter_map(|tag| {
            let locale: Locale = tag.parse().ok()?;
            Some((tag, PluralRules::try_new_cardinal((&locale).into()).ok()?))
        });
        let plurals = plurals.collect();
        let zone = TimeZone::get(&settings.time_zone).unwrap_or(TimeZone::UTC);
        Self { zone, plurals, tongues: languages.into_iter().map(tongue).collect() }
    }

    /// Writes a moment by ISO 8601: `2026-03-31`, or `2026-03-31T18:30:00-03:00`.
    pub(super) fn iso(&self, moment: Moment) -> String {
        let stamp = self.stamp(moment);
        if moment.is_date { stamp[..10].to_string() } else { stamp }
    }

    /// Writes a moment by RFC 3339, always with a time: `2026-03-31T00:00:00-03:00`.
    pub(super) fn stamp(&self, moment: Moment) -> String {
        let instant = Timestamp::from_second(moment.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        let local = instant.to_zoned(self.zone.clone());
        local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// Writes the date of an ISO text as a language does; as it stands where it is no date.
    pub(super) fn date(&self, iso: &str, language: &str, style: Style) -> String {
        let day = || -> Option<Date<Gregorian>> {
            let mut parts = iso.get(..10)?.split('-');
            let year = parts.next()?.parse().ok()?;
            let month = parts.next()?.parse().ok()?;
            let day = parts.next()?.parse().ok()?;
            Date::try_new_gregorian(year, month, day).ok()
        };
        let tongue = self.tongues.get(language);
        let formatter = tongue.and_then(|tongue| match style {
            Style::Long => tongue.long.as_ref(),
            Style::Medium => tongue.medium.as_ref(),
            Style::Short => tongue.short.as_ref(),
        });
        match (day(), formatter) {
            (Some(day), Some(formatter)) => formatter.format(&day).to_string(),
            (Some(_), None) => iso[..10].to_string(),
            (None, _) => iso.to_string(),
        }
    }

    /// Names the plural of a number in a language: `one`, `other`, ….
    pub(super) fn plural(&self, count: u64, language: &str) -> &'static str {
        match self.plurals.get(language).map(|rules| rules.category_for(count)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            _ => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_each_language_does() {
        let settings = Settings {
            languages: vec!["es".to_string(), "en".to_string()],
            time_zone: "America/Argentina/Buenos_Aires".to_string(),
            ..Settings::default()
        };
        let calendar = Calendar::new(&settings);
        let moment = Moment { seconds: 1_774_996_200, is_date: false };
        assert_eq!(calendar.iso(moment), "2026-03-31T19:30:00-03:00");
        assert_eq!(calendar.date("2026-03-31", "es", Style::Long), "31 de marzo de 2026");
        assert_eq!(calendar.date("2026-03-31", "en", Style::Long), "March 31, 2026");
        assert_eq!(calendar.date("mañana", "es", Style::Long), "mañana");
        assert_eq!(calendar.plural(1, "es"), "one");
        assert_eq!(calendar.plural(0, "es"), "other");
    }

    #[test]
    fn words_of_a_parent_have_its_plurals() {
        let settings = Settings { languages: vec!["pt-BR".to_string()], ..Settings::default() };
        let calendar = Calendar::new(&settings);
        assert_eq!(calendar.plural(1, "pt"), "one");
        assert_eq!(calendar.plural(1, "en"), "one");
    }
}

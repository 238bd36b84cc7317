//! The page's tongue: the theme's words, and numbers and days as its language writes them.

use std::sync::Arc;

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;

use crate::chart::{Speech, Voice};
use crate::model::survey::Texts;
use crate::render::calendar::{Calendar, Style};
use crate::render::job::Job;
use crate::render::words::{self, Dictionary};

/// Who speaks for a survey.
pub(super) struct Tongue<'a> {
    dictionary: &'a Dictionary,
    calendar: &'a Calendar,
    language: Arc<str>,
    /// The language of the site, whose texts stand in for missing ones.
    fallback: String,
    /// Writes numbers; none for a language of which nothing is known.
    numbers: Option<DecimalFormatter>,
}

impl<'a> Tongue<'a> {
    /// Makes the tongue of a page; inside a text, that of the text.
    pub(super) fn of(job: &'a Job) -> Self {
        let equipment = &job.equipment;
        let fallback = job.desk.settings().language.clone();
        Self::new(&equipment.engine.words, &equipment.calendar, job.voice(), fallback)
    }

    /// Makes a tongue.
    pub(super) fn new(
        dictionary: &'a Dictionary,
        calendar: &'a Calendar,
        language: Arc<str>,
        fallback: String,
    ) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let numbers = DecimalFormatter::try_new((&locale).into(), Default::default()).ok();
        Self { dictionary, calendar, language, fallback, numbers }
    }

    /// Gives the voice with which it speaks.
    pub(super) fn voice(&self) -> Voice<'_> {
        Voice(self)
    }

    /// Gives a text in its language, else in that of the site, else in any.
    pub(super) fn text<'t>(&self, texts: &'t Texts) -> &'t str {
        let parent = self.language.split('-').next().unwrap_or_default();
        let own = texts.0.get(&*self.language).or_else(|| texts.0.get(parent));
        own.map_or_else(|| texts.get(&self.language, &self.fallback), String::as_str)
    }

    /// Writes a day: `10 ene 2026`.
    pub(super) fn day(&self, iso: &str) -> String {
        self.calendar.date(iso, &self.language, Style::Medium)
    }
}

impl Speech for Tongue<'_> {
    fn template(&self, key: &str, count: Option<u64>) -> String {
        let found = words::find(self.dictionary, self.calendar, &self.language, key, count);
        found.unwrap_or(key).to_string()
    }

    fn number(&self, value: f64, decimals: u8) -> String {
        let plain = format!("{value:.*}", usize::from(decimals));
        match (&self.numbers, plain.parse::<Decimal>()) {
            (Some(numbers), Ok(number)) => numbers.format_to_string(&number),
            _ => plain,
        }
    }
}

//! How texts are sorted: as a language does (`ñ` after `n`).

use std::cmp::Ordering;

use icu::collator::options::CollatorOptions;
use icu::collator::{Collator, CollatorBorrowed};
use icu::locale::Locale;

/// Compares texts as a language sorts them.
pub struct Collation {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Collation {
    /// Sorts as a language does, named by its code; a language that is not known sorts as most do.
    pub fn of(language: &str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let collator = Collator::try_new(locale.into(), CollatorOptions::default());
        Self { collator: collator.ok() }
    }

    /// Compares two texts.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        match &self.collator {
            Some(collator) => collator.compare(one, other),
            None => one.cmp(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_sorts_its_way() {
        let mut words = ["ñu", "Ónix", "nube", "ola", "nz"];
        let spanish = Collation::of("es");
        words.sort_by(|one, other| spanish.compare(one, other));
        assert_eq!(words, ["nube", "nz", "ñu", "ola", "Ónix"]);
    }
}

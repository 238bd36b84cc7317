//! Entries: what a theme may count on, each with what is said of it.

use crate::ground::Lang;

/// Something that a theme may count on.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// How templates name it; of a function, with its arguments.
    pub name: &'static str,
    /// What it gives: `text`, `list of cards`.
    pub gives: &'static str,
    /// What it is, in Spanish.
    es: &'static str,
    /// What it is, in English.
    en: &'static str,
}

impl Entry {
    /// Says what it is.
    pub fn says(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.es,
            Lang::En => self.en,
        }
    }

    /// Gives its name without arguments.
    pub fn bare(&self) -> &'static str {
        self.name.split('(').next().unwrap_or_default()
    }
}

/// Makes an entry.
pub(super) const fn entry(
    name: &'static str,
    gives: &'static str,
    es: &'static str,
    en: &'static str,
) -> Entry {
    Entry { name, gives, es, en }
}

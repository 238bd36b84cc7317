//! What the program says, in each language that it speaks.

use serde::{Deserialize, Serialize};

/// A language of the program's own messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Spanish.
    #[default]
    Es,
    /// English.
    En,
}

impl Lang {
    /// Picks the language for a locale such as `es_AR.UTF-8` or `en-GB`: Spanish for Spanish and
    /// its neighbours on the peninsula, English for all others.
    pub fn from_locale(locale: &str) -> Self {
        let spoken_near = ["es", "ca", "gl", "eu"];
        let language = locale.split(['-', '_', '.']).next().unwrap_or_default();
        if spoken_near.contains(&language.to_lowercase().as_str()) { Self::Es } else { Self::En }
    }

    /// Gives the language's two letters.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }
}

/// The same words in each language of the program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Words {
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// Pairs the Spanish words with the English.
    pub fn new(es: impl Into<String>, en: impl Into<String>) -> Self {
        Self { es: es.into(), en: en.into() }
    }

    /// Counts things, each language with its word for one and for many; `None` for none.
    pub fn counted(count: usize, es: [&str; 2], en: [&str; 2]) -> Option<Self> {
        let form = usize::from(count != 1);
        let said = |words: [&str; 2]| format!("{count} {}", words[form]);
        (count > 0).then(|| Self::new(said(es), said(en)))
    }

    /// Gives the words in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Es => &self.es,
            Lang::En => &self.en,
        }
    }
}

/// Formats the same values into a Spanish and an English text: `words!("el {x}", "the {x}")`.
#[macro_export]
macro_rules! words {
    ($es:literal, $en:literal $(, $value:expr)* $(,)?) => {
        $crate::ground::Words::new(format!($es $(, $value)*), format!($en $(, $value)*))
    };
}

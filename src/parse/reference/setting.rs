//! A setting, as the guide tells it.

use crate::ground::Lang;

/// A key of the settings, with what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The table in which it stands; empty for none.
    pub table: &'static str,
    /// The table of the guide's page that tells it.
    pub group: &'static str,
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds without it.
    pub usual: Usual,
    /// What it is, in Spanish and English, in Markdown.
    pub says: [&'static str; 2],
}

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number.
    Number,
    /// `true` or `false`.
    YesNo,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
}

/// What holds without a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// A value in TOML: writing it changes nothing.
    Value(&'static str),
    /// What depends on something else, in Spanish and English.
    Said([&'static str; 2]),
}

impl Setting {
    /// Writes it as a row of the guide's table.
    pub(super) fn row(&self, lang: Lang) -> String {
        let name = match (self.kind, self.table) {
            (Kind::Table, "") => format!("[`[{0}]`](#{0})", self.name),
            _ => format!("`{}`", self.name),
        };
        let usual = match self.usual {
            Usual::Value(toml) => format!("`{toml}`"),
            Usual::Said(words) => in_lang(words, lang).to_string(),
        };
        let (kind, says) = (in_lang(self.kind.words(), lang), in_lang(self.says, lang));
        format!("| {name} | {kind} | {usual} | {says} |\n")
    }
}

impl Kind {
    /// Names it in Spanish and English.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Text => ["texto", "text"],
            Self::Texts => ["textos", "texts"],
            Self::Number => ["número", "number"],
            Self::YesNo => ["sí o no", "yes or no"],
            Self::Table => ["tabla", "table"],
            Self::Tables => ["tablas", "tables"],
        }
    }
}

fn in_lang(words: [&'static str; 2], lang: Lang) -> &'static str {
    match lang {
        Lang::Es => words[0],
        Lang::En => words[1],
    }
}

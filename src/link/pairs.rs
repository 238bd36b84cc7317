//! Pairs: which terms are the same in several languages.

use std::collections::BTreeMap;

use crate::model::LanguageId;
use crate::model::page::TermId;
use crate::model::site::Term;

/// The terms of each language by their taxonomies and their keys: slugs, or of an author who has a
/// page its file without the mark of a language. On a site of one language nothing is written down.
pub(super) struct Pairs<'a> {
    /// How many languages there are.
    languages: usize,
    /// A taxonomy's name and a key, and the term that bears it in each language.
    rows: BTreeMap<(&'a str, String), Vec<Option<TermId>>>,
}

impl<'a> Pairs<'a> {
    /// Begins with no terms, for so many languages.
    pub(super) fn new(languages: usize) -> Self {
        Self { languages, rows: BTreeMap::new() }
    }

    /// Adds a term that stands in the edition of a language.
    pub(super) fn add(
        &mut self,
        taxonomy: &'a str,
        key: &str,
        (language, id): (LanguageId, TermId),
    ) {
        if self.languages > 1 {
            let row = self.rows.entry((taxonomy, key.to_string()));
            let row = row.or_insert_with(|| vec![None; self.languages]);
            row[usize::from(language.0)].get_or_insert(id);
        }
    }

    /// Tells each term which are the same.
    pub(super) fn tell(self, terms: &mut [Term]) {
        for row in self.rows.into_values() {
            for id in row.iter().flatten() {
                terms[id.0 as usize].versions.clone_from(&row);
            }
        }
    }
}

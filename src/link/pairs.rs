//! Pairs: which terms are the same in several languages.
//!
//! By their keys first. What is left is matched by translations: where an article bears one such
//! term of a taxonomy and its translation one, they are the same, unless another says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::LanguageId;
use crate::model::page::{DocumentId, TermId};
use crate::model::site::{SiteParts, Term};

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

/// Tells terms with other names that they are the same, by translations of what bears them. Where
/// one is matched, what is left beside it may be alone.
pub(super) fn match_by_translations(parts: &mut SiteParts) {
    for language in parts.settings.tongues().skip(1) {
        loop {
            let matches = matches(parts, language);
            if matches.is_empty() {
                break;
            }
            for (main, other) in matches {
                let mut row = parts.terms[main.0 as usize].versions.clone();
                row[usize::from(language.0)] = Some(other);
                for id in row.iter().flatten() {
                    parts.terms[id.0 as usize].versions.clone_from(&row);
                }
            }
        }
    }
}

/// Finds terms of the main language that are matched with one of another, and it with no other.
fn matches(parts: &SiteParts, language: LanguageId) -> Vec<(TermId, TermId)> {
    let main = LanguageId::default();
    let mut of_main: BTreeMap<TermId, BTreeSet<TermId>> = BTreeMap::new();
    let mut of_other: BTreeMap<TermId, BTreeSet<TermId>> = BTreeMap::new();
    for (number, card) in (0..).zip(&parts.cards).take(parts.own) {
        let translation = parts.versions.version(DocumentId(number), language);
        let is_own = |id: &DocumentId| {
            (id.0 as usize) < parts.own && parts.cards[id.0 as usize].edition == language
        };
        let Some(translation) = translation.filter(is_own) else { continue };
        if card.edition != main {
            continue;
        }
        let others = alone(parts, translation, main);
        for (taxonomy, own) in alone(parts, DocumentId(number), language) {
            if let Some(other) = others.get(taxonomy) {
                of_main.entry(own).or_default().insert(*other);
                of_other.entry(*other).or_default().insert(own);
            }
        }
    }
    let only = |terms: &BTreeSet<TermId>| terms.first().copied().filter(|_| terms.len() == 1);
    let pairs = of_main.iter().filter_map(|(own, others)| Some((*own, only(others)?)));
    pairs.filter(|(_, other)| of_other[other].len() == 1).collect()
}

/// Gives the terms of a document that are not known in a language, by their taxonomies; none of a
/// taxonomy of which it has several.
fn alone(parts: &SiteParts, document: DocumentId, language: LanguageId) -> BTreeMap<&str, TermId> {
    let mut found: BTreeMap<&str, Vec<TermId>> = BTreeMap::new();
    for id in parts.terms_of.row(document.0 as usize) {
        let term = &parts.terms[id.0 as usize];
        if term.versions[usize::from(language.0)].is_none() {
            let taxonomy = &parts.taxonomies[term.taxonomy.0 as usize];
            found.entry(&taxonomy.name).or_default().push(*id);
        }
    }
    let single = |(name, ids): (_, Vec<TermId>)| match ids[..] {
        [id] => Some((name, id)),
        _ => None,
    };
    found.into_iter().filter_map(single).collect()
}

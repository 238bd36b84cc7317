//! Pairs: which terms are the same in several languages.
//!
//! By their keys first. What is left is matched by translations: where an article bears one such
//! term of a taxonomy and its translation one, they are the same, unless another says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::page::{DocumentId, TermId};
use crate::model::site::SiteParts;
use crate::model::{self, LanguageId};

/// The terms of each language by their taxonomies and their keys: slugs, or of an author who has a
/// page its file without the mark of a language. On a site of one language nothing is written down.
pub(super) struct Pairs<'a> {
    /// How many languages there are.
    languages: usize,
    rows: Rows<'a>,
    /// What only texts bear that stand in for their translation: names of another language.
    lent: Vec<Lent<'a>>,
}

/// A taxonomy's name and a key, and the term that bears it in each language.
type Rows<'a> = BTreeMap<(&'a str, String), Vec<Option<TermId>>>;

/// A term that only texts bear which stand in for their translation: its taxonomy, key and number.
type Lent<'a> = (&'a str, String, TermId);

impl<'a> Pairs<'a> {
    /// Begins with no terms, for so many languages.
    pub(super) fn new(languages: usize) -> Self {
        Self { languages, rows: BTreeMap::new(), lent: Vec::new() }
    }

    /// Adds a term that stands in the edition of a language.
    pub(super) fn add(
        &mut self,
        taxonomy: &'a str,
        key: &str,
        (language, id): (LanguageId, TermId),
        is_lent: bool,
    ) {
        if is_lent {
            self.lent.push((taxonomy, key.to_string(), id));
        } else if self.languages > 1 {
            let row = self.rows.entry((taxonomy, key.to_string()));
            let row = row.or_insert_with(|| vec![None; self.languages]);
            row[usize::from(language.0)].get_or_insert(id);
        }
    }

    /// Tells each term which are the same.
    pub(super) fn tell(self, parts: &mut SiteParts) {
        for row in self.rows.values() {
            for id in row.iter().flatten() {
                parts.terms[id.0 as usize].versions.clone_from(row);
            }
        }
        match_by_translations(parts);
        give_back(parts, &self.rows, self.lent);
    }
}

/// Tells terms with other names that they are the same, by translations of what bears them. Where
/// one is matched, what is left beside it may be alone.
fn match_by_translations(parts: &mut SiteParts) {
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

/// Lets what stands in for its translation bear the term that its own is called there. Where
/// nothing is called so, the name is the same in both languages.
fn give_back(parts: &mut SiteParts, known: &Rows<'_>, lent: Vec<Lent<'_>>) {
    let mut instead: FxHashMap<TermId, TermId> = FxHashMap::default();
    for (taxonomy, key, id) in lent {
        let of = parts.terms[id.0 as usize].taxonomy;
        let language = usize::from(parts.taxonomies[of.0 as usize].language.0);
        let row = known.get(&(taxonomy, key)).and_then(|row| row.iter().flatten().next());
        let Some(main) = row.copied() else { continue };
        let mut row = parts.terms[main.0 as usize].versions.clone();
        match row[language] {
            Some(own) => {
                instead.insert(id, own);
                parts.taxonomies[of.0 as usize].terms.retain(|term| *term != id);
            }
            None => {
                row[language] = Some(id);
                for id in row.iter().flatten() {
                    parts.terms[id.0 as usize].versions.clone_from(&row);
                }
            }
        }
    }
    if !instead.is_empty() {
        parts.terms_of = replaced(&parts.terms_of, &instead);
        parts.authors_of = replaced(&parts.authors_of, &instead);
    }
}

/// Gives rows with some terms replaced, each once.
fn replaced(
    rows: &model::Rows<TermId>,
    instead: &FxHashMap<TermId, TermId>,
) -> model::Rows<TermId> {
    let mut all = model::Rows::default();
    for row in rows.iter() {
        let mut terms: Vec<TermId> = row.iter().map(|id| *instead.get(id).unwrap_or(id)).collect();
        let mut seen = FxHashSet::default();
        terms.retain(|id| seen.insert(*id));
        all.push(terms);
    }
    all
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

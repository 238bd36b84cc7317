//! In which languages terms were written: a translation inherits those of its original.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ground::slug;
use crate::model::site::SiteParts;
use crate::model::{FrontMatter, LanguageId};

/// The languages in which the terms of taxonomies were written, by taxonomy and slug.
pub(super) struct Spoken {
    by_term: FxHashMap<(String, String), Vec<LanguageId>>,
}

impl Spoken {
    /// Looks at what each document says itself, and at what it hands down. Of a site of one
    /// language there is nothing to know.
    pub(super) fn of(parts: &SiteParts) -> Self {
        let mut by_term: FxHashMap<_, Vec<LanguageId>> = FxHashMap::default();
        if parts.settings.languages.len() < 2 {
            return Self { by_term };
        }
        let mut seen = FxHashSet::default();
        for document in parts.documents.iter().take(parts.own) {
            let cascade = document.matter.cascade.as_deref();
            for matter in [Some(&*document.matter), cascade].into_iter().flatten() {
                for (taxonomy, term) in written(matter) {
                    if seen.insert((taxonomy, term, document.language)) {
                        let known = (taxonomy.to_string(), slug::part(term).into_owned());
                        by_term.entry(known).or_default().push(document.language);
                    }
                }
            }
        }
        Self { by_term }
    }

    /// Gives the language of a term on the pages of a language: that one if anybody wrote it
    /// there, else the first in which it was written.
    pub(super) fn language(&self, taxonomy: &str, key: &str, of_page: LanguageId) -> LanguageId {
        if self.by_term.is_empty() {
            return of_page;
        }
        let known = self.by_term.get(&(taxonomy.to_string(), key.to_string()));
        let known = known.filter(|languages| !languages.contains(&of_page));
        known.and_then(|languages| languages.iter().min().copied()).unwrap_or(of_page)
    }
}

fn written(matter: &FrontMatter) -> impl Iterator<Item = (&str, &str)> {
    let taxonomies = matter.taxonomies.iter();
    taxonomies.flat_map(|(name, terms)| terms.iter().map(move |term| (name.as_str(), &**term)))
}

//! Taxonomies: which documents bear which terms.

use std::collections::BTreeMap;

use super::lists;
use super::names;
use crate::ground::Fingerprint;
use crate::ground::slug::slug;
use crate::model::page::{ListId, TaxonomyId};
use crate::model::site::{SiteParts, Taxonomy, Term};

/// Gathers the terms of all articles. Terms with the same slug are one; it bears the name under
/// which the first document by path knows it.
pub(super) fn gather(parts: &mut SiteParts) {
    let settings = std::sync::Arc::clone(&parts.settings);
    parts.terms_of = vec![Vec::new(); parts.documents.len()];
    let is_head = lists::heads(parts);
    for (number, name) in settings.taxonomies.iter().enumerate() {
        let taxonomy = TaxonomyId(u32::try_from(number).unwrap_or(u32::MAX));
        let url = format!("/{}/", slug(name));
        let mut found: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
        for (index, matter) in parts.matters.iter().enumerate() {
            if is_head[index] {
                continue;
            }
            for term in matter.taxonomies.get(name).into_iter().flatten() {
                let key = match slug(term) {
                    empty if empty.is_empty() => Fingerprint::of(term).short(),
                    made => made,
                };
                let entry = found.entry(key).or_insert_with(|| (term.clone(), Vec::new()));
                if entry.1.last() != Some(&index) {
                    entry.1.push(index);
                }
            }
        }
        let mut terms = Vec::with_capacity(found.len());
        for (key, (name, documents)) in found {
            let id = names::term(parts.terms.len());
            let list = ListId(u32::try_from(parts.sections.len()).unwrap_or(u32::MAX) + id.0);
            parts.terms.push(Term { taxonomy, name, url: format!("{url}{key}/"), list });
            terms.push(id);
            for index in documents {
                parts.terms_of[index].push(id);
            }
        }
        parts.taxonomies.push(Taxonomy { name: name.clone(), url, terms });
    }
}

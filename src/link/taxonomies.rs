//! Taxonomies: which documents bear which terms.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;
use rustc_hash::FxHashMap;

use super::lists;
use super::names;
use crate::ground::Fingerprint;
use crate::ground::slug::slug;
use crate::model::page::{ListId, TaxonomyId};
use crate::model::site::{SiteParts, Taxonomy, Term};
use crate::model::{FrontMatter, Rows};

/// So many documents are looked at together.
const BATCH: usize = 1024;

/// Gathers the terms of all articles. Terms with the same slug are one; it bears the name under
/// which the first document by path knows it.
pub(super) fn gather(parts: &mut SiteParts) {
    let settings = Arc::clone(&parts.settings);
    let is_head = lists::heads(parts);
    let first_list = u32::try_from(parts.sections.len()).unwrap_or(u32::MAX);
    let mut borne = Vec::new();
    let one_after_another = settings
        .tongues()
        .flat_map(|language| settings.taxonomies.iter().map(move |name| (language, name)));
    for (number, (language, name)) in (0..).zip(one_after_another) {
        let url = format!("{}{}/", settings.home(language), slug(name));
        let mut terms = Vec::new();
        let is_passed = |at: usize| is_head[at] || parts.cards[at].edition != language;
        let found = bearers(&parts.matters, is_passed, name);
        for (key, bearers) in found {
            let id = names::term(parts.terms.len());
            parts.terms.push(Term {
                taxonomy: TaxonomyId(number),
                name: bearers.name.to_string(),
                url: format!("{url}{key}/"),
                list: ListId(first_list + id.0),
            });
            terms.push(id);
            borne.extend(bearers.documents.into_iter().map(|document| (document, id)));
        }
        parts.taxonomies.push(Taxonomy { name: name.clone(), language, url, terms });
    }
    parts.terms_of = Rows::sorted(parts.documents.len(), &borne);
}

/// Which documents bear a term.
struct Bearers<'a> {
    name: &'a str,
    documents: Vec<u32>,
}

/// Finds who bears which terms of a taxonomy, by the slugs of the terms.
fn bearers<'a>(
    matters: &'a [Arc<FrontMatter>],
    is_passed: impl Fn(usize) -> bool + Sync,
    taxonomy: &str,
) -> BTreeMap<String, Bearers<'a>> {
    let batches = matters.par_chunks(BATCH).enumerate();
    let spelled = batches.map(|(number, matters)| {
        let documents = (number * BATCH..).zip((0..).skip(number * BATCH).zip(matters));
        let articles = documents.filter(|(at, _)| !is_passed(*at)).map(|(_, article)| article);
        as_spelled(articles, taxonomy)
    });
    let mut found: BTreeMap<String, Bearers<'_>> = BTreeMap::new();
    for Bearers { name, documents } in spelled.collect::<Vec<_>>().into_iter().flatten() {
        let bearers = found.entry(key(name)).or_insert(Bearers { name, documents: Vec::new() });
        bearers.documents.extend(documents);
    }
    for bearers in found.values_mut() {
        bearers.documents.sort_unstable();
        bearers.documents.dedup();
    }
    found
}

/// Finds who bears which terms, told apart by their spelling, in the order in which they come.
fn as_spelled<'a>(
    articles: impl Iterator<Item = (u32, &'a Arc<FrontMatter>)>,
    taxonomy: &str,
) -> Vec<Bearers<'a>> {
    let mut found: Vec<Bearers<'_>> = Vec::new();
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    // First all are found, then read: the processor waits for many at once.
    let borne = articles.filter_map(|(id, matter)| Some((id, matter.taxonomies.get(taxonomy)?)));
    for (document, names) in borne.collect::<Vec<_>>() {
        for name in names {
            let number = *numbers.entry(name).or_insert_with(|| {
                found.push(Bearers { name, documents: Vec::new() });
                found.len() - 1
            });
            found[number].documents.push(document);
        }
    }
    found
}

fn key(term: &str) -> String {
    let made = slug(term);
    if made.is_empty() { Fingerprint::of(term).short() } else { made.into_owned() }
}

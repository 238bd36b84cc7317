//! The census: which documents of a site are compared, and by what.

use std::collections::BTreeMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::measure::TAG_WEIGHT;
use crate::model::page::{DocumentId, Standing};
use crate::model::site::{Card, SiteParts, TaxonomyKind, Term};
use crate::model::{Kind, Record, Stem};

/// What the documents of a site are compared by.
pub(super) struct Census<'a> {
    parts: &'a SiteParts,
    /// The terms of the taxonomies, as stems; of those that make nobody kin, none.
    tags: Vec<Option<Stem>>,
}

impl<'a> Census<'a> {
    pub(super) fn of(parts: &'a SiteParts) -> Self {
        Self { parts, tags: parts.terms.iter().map(|term| tag(parts, term)).collect() }
    }

    /// Gives the articles that are compared with each other: those of one language that are public,
    /// as they are written, sorted by path. People are not: they stand in no list but their own.
    pub(super) fn languages(&self) -> BTreeMap<Arc<str>, Vec<DocumentId>> {
        let mut languages: BTreeMap<Arc<str>, Vec<DocumentId>> = BTreeMap::new();
        let mut last: Option<(&Arc<str>, Vec<DocumentId>)> = None;
        for (id, card) in self.own() {
            let section = &self.parts.sections[card.section.0 as usize];
            let is_person = section.kind == Kind::People;
            if card.standing != Standing::Public || card.place == u32::MAX || is_person {
                continue;
            }
            match &mut last {
                Some((language, documents)) if **language == card.language => documents.push(id),
                _ => {
                    let next = languages.remove(&card.language).unwrap_or_default();
                    if let Some((language, documents)) = last.replace((&card.language, next)) {
                        languages.insert(Arc::clone(language), documents);
                    }
                    last.iter_mut().for_each(|(_, documents)| documents.push(id));
                }
            }
        }
        languages.extend(last.map(|(language, documents)| (Arc::clone(language), documents)));
        languages
    }

    fn own(&self) -> impl Iterator<Item = (DocumentId, &'a Card)> {
        (0..).map(DocumentId).zip(&self.parts.cards).take(self.parts.own)
    }

    pub(super) fn record(&self, document: DocumentId) -> &'a Arc<Record> {
        &self.parts.documents[document.0 as usize]
    }

    /// Writes down the tags of a document, sorted, each once.
    pub(super) fn tags(&self, document: DocumentId, tags: &mut Vec<Stem>) {
        tags.clear();
        let terms = self.parts.terms_of.row(document.0 as usize);
        tags.extend(terms.iter().filter_map(|term| self.tags[term.0 as usize]));
        tidy(tags);
    }
}

/// Gives the tags of one document, sorted, each once.
pub(super) fn tags_of(parts: &SiteParts, document: DocumentId) -> Vec<Stem> {
    let terms = parts.terms_of.row(document.0 as usize);
    let tags = terms.iter().filter_map(|id| tag(parts, &parts.terms[id.0 as usize]));
    let mut tags: Vec<Stem> = tags.collect();
    tidy(&mut tags);
    tags
}

/// Gives a term as a stem. To be of the same year makes nobody kin.
fn tag(parts: &SiteParts, term: &Term) -> Option<Stem> {
    let taxonomy = &parts.taxonomies[term.taxonomy.0 as usize];
    let stem = || Stem::new(xxh3_64(term.url.as_bytes()), TAG_WEIGHT);
    (taxonomy.kind != TaxonomyKind::Archive).then(stem)
}

fn tidy(tags: &mut Vec<Stem>) {
    tags.sort_unstable();
    tags.dedup();
}

/// Gives the stems of a text and of its tags, sorted, each once: where both are one, the heavier.
pub(super) fn merged(stems: &[Stem], tags: &[Stem]) -> impl Iterator<Item = Stem> {
    let (mut stems, mut tags) = (stems.iter().peekable(), tags.iter().peekable());
    std::iter::from_fn(move || match (stems.peek(), tags.peek()) {
        (Some(stem), Some(tag)) if stem.code() == tag.code() => {
            stems.next().max(tags.next()).copied()
        }
        (Some(stem), Some(tag)) if tag < stem => tags.next().copied(),
        (Some(_), _) => stems.next().copied(),
        (None, _) => tags.next().copied(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_among_stems() {
        let stem = |code: u64, weight| Stem::new(code << 36, weight);
        let stems = [stem(1, 5), stem(3, 12), stem(4, 1)];
        let tags = [stem(2, 10), stem(3, 10), stem(4, 10), stem(9, 10)];
        let merged: Vec<(u32, u32)> =
            merged(&stems, &tags).map(|stem| (stem.code(), stem.weight())).collect();
        assert_eq!(merged, [(1, 5), (2, 10), (3, 12), (4, 10), (9, 10)]);
    }
}

//! Relations: which documents are about the same, by the words they share.
//!
//! In: the stems and terms of a site's documents. Out: of one document those most like it. Nothing is
//! counted until somebody asks; then all is, once, and from one version of a site to the next only
//! what changed. Invariant: the answers are those of a count from nothing.

mod census;
mod corpus;
mod measure;
mod patch;
mod postings;
mod products;
mod shelf;
#[cfg(test)]
mod trials;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use self::census::{Census, merged};
use self::corpus::Corpus;
use crate::model::Relate;
use crate::model::page::DocumentId;
use crate::model::relations::Version;
use crate::model::site::SiteParts;

/// Finds the kin of documents: of one version of a site at a time, and of any when it is asked.
#[derive(Default)]
pub(super) struct Kin(RwLock<Count>);

/// What was counted.
#[derive(Default)]
struct Count {
    /// Of which version; of none, and all is counted from nothing.
    version: Option<Version>,
    corpora: BTreeMap<Arc<str>, Corpus>,
}

impl Relate<SiteParts> for Kin {
    fn related(
        &self,
        parts: &SiteParts,
        version: &Version,
        document: DocumentId,
    ) -> Vec<DocumentId> {
        let count = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if count.version.as_ref() == Some(version) {
            return count.related(parts, document);
        }
        drop(count);
        let mut count = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if count.version.as_ref() != Some(version) {
            count.turn_to(parts);
            count.version = Some(version.clone());
        }
        count.related(parts, document)
    }
}

impl Count {
    fn turn_to(&mut self, parts: &SiteParts) {
        // Should this end halfway, what is left is not used again.
        self.version = None;
        let mut corpora = std::mem::take(&mut self.corpora);
        let census = Census::of(parts);
        for (language, documents) in census.languages() {
            let corpus = match corpora.remove(&language) {
                Some(corpus) => patch::turned(corpus, &census, documents),
                None => Corpus::of(&census, documents),
            };
            self.corpora.insert(language, corpus);
        }
    }

    fn related(&self, parts: &SiteParts, document: DocumentId) -> Vec<DocumentId> {
        let language = &parts.cards[document.0 as usize].language;
        let Some(corpus) = self.corpora.get(language) else { return Vec::new() };
        let tags = census::tags_of(parts, document);
        let stems = merged(&parts.documents[document.0 as usize].stems, &tags);
        corpus.related(document, stems)
    }
}

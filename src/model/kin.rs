//! Kin: what a site answers about documents that are alike or link to each other.

use std::sync::OnceLock;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::page::{DocumentId, Standing};
use super::quotes::Quote;
use super::relations::RELATED_MAX;
use super::site::Site;
use crate::ground::{Fingerprint, Mix};

impl Site {
    /// Lets a site count on from where another has come; the answers are the same without.
    pub fn counts_on_from(&mut self, before: &Self) {
        self.parts.relations = before.parts.relations.clone();
    }

    /// Gives what is related to a document: what its author chose, then what is like it.
    pub(super) fn related(&self, document: DocumentId) -> &[DocumentId] {
        let count = self.parts.documents.len();
        let empty = || std::iter::repeat_with(OnceLock::new).take(count).collect();
        let known = &self.answers.related.get_or_init(empty)[document.0 as usize];
        known.get_or_init(|| self.find_related(document))
    }

    fn find_related(&self, document: DocumentId) -> Box<[DocumentId]> {
        let parts = &self.parts;
        let standing = |id: DocumentId| parts.cards[id.0 as usize].standing;
        let may_show = |id: &DocumentId| {
            let is_shown = standing(*id) == Standing::Public;
            *id != document && (is_shown || standing(document) != Standing::Public)
        };
        let chosen = parts.related.row(document.0 as usize).iter().copied().filter(may_show);
        let mut related: Vec<DocumentId> = Vec::with_capacity(RELATED_MAX);
        // What stands in for a translation is like what its original is like, in its own edition.
        let original = parts.by_path.get(&parts.documents[document.0 as usize].path);
        let original = original.copied().unwrap_or(document);
        let edition = parts.cards[document.0 as usize].edition;
        let relate = parts.relations.relate();
        let alike = relate.map(|relate| relate.related(parts, &self.answers.version, original));
        let alike = alike.into_iter().flatten();
        let alike = alike.map(|id| parts.versions.version(id, edition).unwrap_or(id));
        let alike = alike.filter(|id| *id != document);
        for id in chosen.chain(alike) {
            if related.len() < RELATED_MAX && !related.contains(&id) {
                related.push(id);
            }
        }
        related.into()
    }

    /// Fingerprints all that relations depend on: where it is the same, nothing that a page asked
    /// about them has another answer.
    pub fn relations_print(&self) -> Fingerprint {
        let parts = &self.parts;
        let prints = parts.documents.par_iter().enumerate().map(|(at, record)| {
            let card = &parts.cards[at];
            let mut mix = Mix::new("relations").text(&record.path).print(card.print);
            mix = mix.number((card.place == u32::MAX).into()).value(&record.stems);
            for term in parts.terms_of.row(at) {
                mix = mix.text(&parts.terms[term.0 as usize].url);
            }
            for id in parts.related.row(at) {
                mix = mix.text(&parts.documents[id.0 as usize].path);
            }
            mix.finish()
        });
        let prints: Vec<Fingerprint> = prints.collect();
        Mix::new("all relations").prints(prints.into_iter()).finish()
    }

    /// Gives the documents that link to a document, newest first, each with the sentence in which it
    /// does first. Where a link shows the title of its page, these are its words.
    pub(super) fn backlinks(
        &self,
        document: DocumentId,
    ) -> impl ExactSizeIterator<Item = (DocumentId, Quote<'_>)> {
        let parts = &self.parts;
        let backlinks = parts.backlinks.row(document.0 as usize).iter();
        backlinks.map(move |backlink| {
            let from = &parts.documents[backlink.document.0 as usize];
            let quote = from.quotes.of(backlink.link).unwrap_or_default();
            let shown = || parts.called(&from.links[backlink.link as usize].target, document);
            let words = if quote.words.is_empty() { shown() } else { quote.words };
            (backlink.document, Quote { words, ..quote })
        })
    }

    pub(super) fn backlinks_print(&self, document: DocumentId) -> Fingerprint {
        let backlinks = self.backlinks(document);
        let mix = Mix::new("backlinks").number(backlinks.len() as u64);
        let mix = backlinks.fold(mix, |mix, (from, quote)| {
            let mix = mix.print(self.parts.cards[from.0 as usize].print);
            mix.text(quote.before).text(quote.words).text(quote.after)
        });
        mix.finish()
    }
}

//! What manifestos answer: their theses as they stand now.

use super::evidence::Status;
use super::page::{LanguageId, SectionId};
use super::site::{Card, Manifesto, Site};
use crate::ground::{Fingerprint, Mix};

/// A thesis as others see it.
#[derive(Clone, Copy, Debug)]
pub struct Thesis<'a> {
    /// Its number.
    pub number: u32,
    /// The card of the text about it: its title is the claim.
    pub card: &'a Card,
    /// The heading under which it stands in the manifesto; empty if there is none.
    pub group: &'a str,
    /// How many texts cite it.
    pub citations: usize,
    /// What surveys say of it, if it names any evidence.
    pub evidence: Option<Status>,
    /// Whether more is said about it than the claim.
    pub is_explained: bool,
}

impl Site {
    /// Finds the manifesto of a section.
    pub(super) fn manifesto(&self, section: SectionId) -> Option<&Manifesto> {
        let manifestos = &self.parts.manifestos;
        let at = manifestos.binary_search_by_key(&section, |one| one.section).ok()?;
        Some(&manifestos[at])
    }

    /// Gives the manifesto of a language, if it is the only one.
    pub(super) fn only_manifesto(&self, language: LanguageId) -> Option<SectionId> {
        let of = |one: &Manifesto| self.parts.sections[one.section.0 as usize].language;
        let mut own = self.parts.manifestos.iter().filter(|one| of(one) == language);
        let first = own.next().map(|one| one.section);
        first.filter(|_| own.next().is_none())
    }

    /// Gives the theses of a section, by number.
    pub(super) fn theses(&self, section: SectionId) -> impl Iterator<Item = Thesis<'_>> {
        let parts = &self.parts;
        let head = parts.sections[section.0 as usize].document;
        let head = head.map(|head| &*parts.documents[head.0 as usize]);
        let theses = self.manifesto(section).into_iter().flat_map(|one| &one.theses);
        theses.map(move |(number, document)| {
            let at = document.0 as usize;
            let claim = head.and_then(|head| head.claims.iter().find(|one| one.number == *number));
            let group = claim.and_then(|claim| head?.headings.get(claim.group? as usize));
            Thesis {
                number: *number,
                card: &parts.cards[at],
                group: group.map_or("", |group| group.text.as_str()),
                citations: parts.backlinks.row(at).len(),
                evidence: self.evidence(*document),
                is_explained: parts.documents[at].words > 0,
            }
        })
    }

    /// Fingerprints the theses of a section.
    pub(super) fn theses_print(&self, section: SectionId) -> Fingerprint {
        let of = &self.parts.sections[section.0 as usize];
        let is_only = self.only_manifesto(of.language) == Some(section);
        let mix = Mix::new("theses").text(&of.title).text(&of.url).number(is_only.into());
        let theses = self.theses(section).fold(mix, |mix, thesis| {
            let mix = mix.number(thesis.number.into()).print(thesis.card.print).text(thesis.group);
            let mix = mix.number(thesis.citations as u64).number(thesis.is_explained.into());
            mix.maybe(thesis.evidence.map(Status::name))
        });
        theses.finish()
    }
}

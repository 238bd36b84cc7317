//! Theses: the texts about the claims of a manifesto, each known by its number.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names;
use super::roles::Role;
use super::sections::Plan;
use crate::ground::findings::unknown_thesis;
use crate::ground::{Diagnostic, Place, url};
use crate::model::page::{DocumentId, SectionId};
use crate::model::site::{Manifesto, SiteParts};
use crate::model::{Kind, LanguageId, Record, thesis};

/// Lets the texts about theses bear the claims as titles and stand in the order of their numbers,
/// and finds those about no thesis.
pub(super) fn entitle(plan: &mut Plan, findings: &mut Vec<Diagnostic>) {
    for at in 0..plan.documents.len() {
        let Some(number) = number(plan, at) else { continue };
        let head = plan.sections[plan.homes[at].0 as usize].document;
        let Some(head) = head.map(|head| Arc::clone(&plan.documents[head.0 as usize])) else {
            continue;
        };
        let claim = head.claims.iter().find(|claim| claim.number == number);
        if claim.is_none() && at < plan.own {
            let numbers = || head.claims.iter().map(|claim| claim.number);
            let known = numbers().min().zip(numbers().max());
            let place = Place::file(&plan.documents[at].path);
            findings.push(unknown_thesis(place, number, known));
        }
        if !plan.documents[at].is_titled {
            // Of a text that stands in for its translation, the claim may be in the original only.
            let original = || original(plan, at).map(|record| Arc::clone(&record.title));
            let title = claim.map(|claim| Arc::clone(&claim.text)).or_else(original);
            if let Some(title) = title {
                Arc::make_mut(&mut plan.documents[at]).title = title;
            }
        }
        let matter = Arc::make_mut(&mut plan.matters[at]);
        matter.weight = matter.weight.or(Some(number.into()));
    }
}

/// Gives what a text stands in for, which comes before it.
fn original(plan: &Plan, at: usize) -> Option<&Record> {
    let main = plan.versions.version(names::document(at), LanguageId::default())?;
    (at >= plan.own).then(|| &*plan.documents[main.0 as usize])
}

/// Gives the number of a thesis that a document is about.
pub(super) fn number(plan: &Plan, at: usize) -> Option<u32> {
    let section = plan.sections.get(plan.homes[at].0 as usize)?;
    let is_about_one = section.kind == Kind::Theses && plan.roles[at] != Role::Section;
    plan.documents[at].number.filter(|_| is_about_one)
}

/// Gathers the manifestos of a site, section by section.
pub(super) fn gather(parts: &SiteParts) -> Vec<Manifesto> {
    let mut found: BTreeMap<SectionId, BTreeMap<u32, DocumentId>> = BTreeMap::new();
    let is_of_theses = |section: SectionId| parts.sections[section.0 as usize].kind == Kind::Theses;
    for (at, (card, record)) in parts.cards.iter().zip(&parts.documents).enumerate() {
        let is_head = parts.sections[card.section.0 as usize].document == Some(names::document(at));
        if is_of_theses(card.section)
            && !is_head
            && let Some(number) = record.number
        {
            let theses = found.entry(card.section).or_default();
            theses.entry(number).or_insert(names::document(at));
        }
    }
    let manifesto = |(section, theses): (_, BTreeMap<_, _>)| Manifesto {
        section,
        theses: theses.into_iter().collect(),
    };
    found.into_iter().map(manifesto).collect()
}

/// A thesis as short links name it: `T7`, or `manifiesto-2026:T7`.
pub(super) struct Named<'a> {
    /// The folder of its manifesto.
    folder: Option<&'a str>,
    /// Its number.
    pub(super) number: u32,
}

impl<'a> Named<'a> {
    /// Reads a name; `None` if it is not that of a thesis.
    pub(super) fn of(name: &'a str) -> Option<Self> {
        let (folder, _, number) = thesis::named(name)?;
        Some(Self { folder, number })
    }

    /// Finds the texts that it may mean, for a document of a section: in its own manifesto, else in
    /// all those of its language that are called so.
    pub(super) fn find(
        &self,
        parts: &SiteParts,
        (own, language): (SectionId, LanguageId),
    ) -> Vec<DocumentId> {
        let is_own = |manifesto: &&Manifesto| self.folder.is_none() && manifesto.section == own;
        if let Some(manifesto) = parts.manifestos.iter().find(is_own) {
            return manifesto.find(self.number).into_iter().collect();
        }
        let called = self.manifestos(parts, language);
        called.filter_map(|manifesto| manifesto.find(self.number)).collect()
    }

    /// Gives the first and the last number that there are where it may stand.
    pub(super) fn known(&self, parts: &SiteParts, language: LanguageId) -> Option<(u32, u32)> {
        let numbers = || {
            let theses = self.manifestos(parts, language).flat_map(|one| &one.theses);
            theses.map(|(number, _)| *number)
        };
        numbers().min().zip(numbers().max())
    }

    fn manifestos<'p>(
        &'p self,
        parts: &'p SiteParts,
        language: LanguageId,
    ) -> impl Iterator<Item = &'p Manifesto> {
        parts.manifestos.iter().filter(move |manifesto| {
            let section = &parts.sections[manifesto.section.0 as usize];
            let is_called = self.folder.is_none_or(|name| url::name(&section.folder) == name);
            section.language == language && is_called
        })
    }
}

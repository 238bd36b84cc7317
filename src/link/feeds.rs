//! Which lists have feeds. A feed tells what is new and when: only what is written in its language
//! and has a date stands in one, and a list without any such text has none.

use crate::model::page::{ListId, SectionId};
use crate::model::settings::FeedScope;
use crate::model::site::{SiteParts, Taxonomy, TaxonomyKind};
use crate::model::{Kind, LanguageId};

/// Gives the lists that have feeds, each with the language in whose edition it stands: the homes
/// and the others that the settings want, as far as they have a dated article in that language.
pub(super) fn lists(parts: &SiteParts) -> impl Iterator<Item = (LanguageId, ListId)> {
    let sections = (0..).map(SectionId).zip(&parts.sections).filter_map(|(id, section)| {
        let list = ListId(id.0);
        let is_home = section.parent.is_none();
        // The chapters of a guide are read in order: the guide tells of them all.
        let is_part = section.guide.is_some_and(|guide| parts.guides[guide as usize].root != id);
        let is_fit = section.kind != Kind::People && !is_part;
        let is_wanted = is_home || (is_fit && parts.settings.feeds.of.has(FeedScope::Section));
        (is_wanted && has_news(parts, list)).then_some((section.language, list))
    });
    let terms = parts.terms.iter().filter_map(|term| {
        let taxonomy = &parts.taxonomies[term.taxonomy.0 as usize];
        let is_wanted = scope(taxonomy).is_some_and(|scope| parts.settings.feeds.of.has(scope));
        (is_wanted && has_news(parts, term.list)).then_some((taxonomy.language, term.list))
    });
    sections.chain(terms)
}

fn scope(taxonomy: &Taxonomy) -> Option<FeedScope> {
    match taxonomy.kind {
        TaxonomyKind::Subjects | TaxonomyKind::Series => Some(FeedScope::Term),
        TaxonomyKind::Authors => Some(FeedScope::Author),
        TaxonomyKind::Archive => None,
    }
}

/// Tells whether a list has an article that stands as it is written, with a date.
fn has_news(parts: &SiteParts, list: ListId) -> bool {
    let mut entries = parts.lists[list.0 as usize].entries.iter();
    entries.any(|entry| parts.is_own(*entry) && parts.cards[entry.0 as usize].changed().is_some())
}

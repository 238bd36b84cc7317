//! Guides: chapters of a section and all below it, in the order in which one reads them.

use super::names;
use crate::model::Kind;
use crate::model::page::{DocumentId, SectionId};
use crate::model::site::{Chapter, Guide, SiteParts, Stop};

/// Puts the chapters of all guides in order. Lists and sections are sorted already.
pub(super) fn put_in_order(parts: &mut SiteParts) {
    let is_guide = |section: SectionId| parts.sections[section.0 as usize].kind == Kind::Guide;
    let all = (0..parts.sections.len()).map(names::section);
    let roots: Vec<SectionId> = all
        .filter(|section| {
            let parent = parts.sections[section.0 as usize].parent;
            is_guide(*section) && !parent.is_some_and(is_guide)
        })
        .collect();
    let mut guides = Vec::with_capacity(roots.len());
    for root in roots {
        let mut guide = Guide { root, chapters: Vec::new() };
        below(parts, root, 0, &mut guide.chapters);
        guides.push(guide);
    }
    for (number, guide) in (0..).zip(&guides) {
        let inside = guide.chapters.iter().filter_map(|chapter| match chapter.stop {
            Stop::Section(section) => Some(section),
            Stop::Document(_) => None,
        });
        for section in inside.chain([guide.root]) {
            parts.sections[section.0 as usize].guide = Some(number);
        }
    }
    parts.guides = guides;
}

/// Adds the chapters of a section: its articles and its parts, the lightest first.
fn below(parts: &SiteParts, section: SectionId, depth: u32, chapters: &mut Vec<Chapter>) {
    let entries = &parts.lists[section.0 as usize].entries;
    let weight =
        |document: DocumentId| parts.matters[document.0 as usize].weight.unwrap_or(i64::MAX);
    // The home lists all that is below it.
    let own = entries.iter().filter(|id| parts.cards[id.0 as usize].section == section);
    let own = own.map(|id| (weight(*id), Stop::Document(*id)));
    let inner = parts.sections[section.0 as usize].children.iter().map(|id| {
        let head = parts.sections[id.0 as usize].document;
        (head.map_or(i64::MAX, weight), Stop::Section(*id))
    });
    let mut stops: Vec<(i64, Stop)> = own.chain(inner).collect();
    stops.sort_by_key(|(weight, _)| *weight);
    for (_, stop) in stops {
        chapters.push(Chapter { stop, depth });
        if let Stop::Section(section) = stop {
            below(parts, section, depth + 1, chapters);
        }
    }
}

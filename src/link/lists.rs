//! Lists: which documents, in which order, how many on a page.

use std::cmp::{Ordering, Reverse};

use icu::collator::options::CollatorOptions;
use icu::collator::{Collator, CollatorBorrowed};
use icu::locale::Locale;

use super::names;
use crate::model::Order;
use crate::model::page::{DocumentId, SectionId};
use crate::model::site::{List, MenuEntry, SiteParts};

/// Sorts the documents into the lists of sections and terms, the sections below each other, the
/// terms of each taxonomy, and finds the newest.
pub(super) fn sort(parts: &mut SiteParts) {
    let sorter = Sorter::new(&parts.settings.language);
    let is_head = heads(parts);
    let mut articles: Vec<DocumentId> =
        (0..parts.documents.len()).filter(|index| !is_head[*index]).map(names::document).collect();
    articles.sort_by(|one, other| sorter.compare(parts, Order::Date, *one, *other));

    let mut lists = Vec::with_capacity(parts.sections.len() + parts.terms.len());
    for section in &parts.sections {
        let own = section.document.map(|head| &parts.matters[head.0 as usize]);
        let per_page = own.and_then(|matter| matter.paginate_by);
        lists.push(List {
            url: section.url.clone(),
            entries: Vec::new(),
            per_page: per_page.unwrap_or(parts.settings.paginate_by),
        });
    }
    for term in &parts.terms {
        let per_page = parts.settings.paginate_by;
        lists.push(List { url: term.url.clone(), entries: Vec::new(), per_page });
    }
    for article in &articles {
        let section = parts.cards[article.0 as usize].section;
        lists[0].entries.push(*article);
        if section.0 != 0 {
            lists[section.0 as usize].entries.push(*article);
        }
        for term in parts.terms_of.row(article.0 as usize) {
            lists[parts.terms[term.0 as usize].list.0 as usize].entries.push(*article);
        }
    }
    for (number, (section, list)) in (0..).zip(parts.sections.iter().zip(&mut lists)) {
        if section.order != Order::Date {
            list.entries.sort_by(|one, other| sorter.compare(parts, section.order, *one, *other));
        }
        for (place, entry) in (0..).zip(&list.entries) {
            let card = &mut parts.cards[entry.0 as usize];
            if card.section == SectionId(number) {
                card.place = place;
            }
        }
    }
    parts.newest = articles.iter().take(parts.settings.feeds.entries).copied().collect();
    parts.lists = lists;
    sort_sections(parts, &sorter);
    sort_terms(parts, &sorter);
    parts.menu = menu(parts);
}

/// Tells of each document whether it is a section's own.
pub(super) fn heads(parts: &SiteParts) -> Vec<bool> {
    let mut is_head = vec![false; parts.documents.len()];
    for head in parts.sections.iter().filter_map(|section| section.document) {
        is_head[head.0 as usize] = true;
    }
    is_head
}

fn sort_sections(parts: &mut SiteParts, sorter: &Sorter) {
    for index in 0..parts.sections.len() {
        let mut children = std::mem::take(&mut parts.sections[index].children);
        children.sort_by(|one, other| {
            let key = |id: SectionId| {
                let section = &parts.sections[id.0 as usize];
                let head = section.document.map(|head| &parts.matters[head.0 as usize]);
                (head.and_then(|matter| matter.weight).unwrap_or(i64::MAX), section)
            };
            let ((weight, section), (other_weight, other)) = (key(*one), key(*other));
            weight
                .cmp(&other_weight)
                .then_with(|| sorter.titles(&section.title, &other.title))
                .then_with(|| section.folder.cmp(&other.folder))
        });
        parts.sections[index].children = children;
    }
}

fn sort_terms(parts: &mut SiteParts, sorter: &Sorter) {
    let SiteParts { taxonomies, terms, .. } = parts;
    for taxonomy in taxonomies {
        taxonomy.terms.sort_by(|one, other| {
            let (one, other) = (&terms[one.0 as usize], &terms[other.0 as usize]);
            sorter.titles(&one.name, &other.name).then_with(|| one.url.cmp(&other.url))
        });
    }
}

fn menu(parts: &SiteParts) -> Vec<MenuEntry> {
    if !parts.settings.menu.is_empty() {
        let chosen = parts.settings.menu.iter().map(|item| MenuEntry {
            title: item.title.clone(),
            url: item.url.value.clone(),
            is_external: crate::ground::url::is_external(&item.url.value),
        });
        return chosen.collect();
    }
    let top = parts.sections[0].children.iter().map(|id| &parts.sections[id.0 as usize]);
    top.map(|section| MenuEntry {
        title: section.title.clone(),
        url: section.url.clone(),
        is_external: false,
    })
    .collect()
}

/// Compares documents as the site's language sorts.
struct Sorter {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Sorter {
    fn new(language: &str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let collator = Collator::try_new(locale.into(), CollatorOptions::default());
        Self { collator: collator.ok() }
    }

    fn titles(&self, one: &str, other: &str) -> Ordering {
        match &self.collator {
            Some(collator) => collator.compare(one, other),
            None => one.cmp(other),
        }
    }

    fn compare(
        &self,
        parts: &SiteParts,
        order: Order,
        one: DocumentId,
        other: DocumentId,
    ) -> Ordering {
        let card = |id: DocumentId| &parts.cards[id.0 as usize];
        let weight = |id: DocumentId| parts.matters[id.0 as usize].weight.unwrap_or(i64::MAX);
        let weights = || weight(one).cmp(&weight(other));
        let dates = || Reverse(card(one).date).cmp(&Reverse(card(other).date));
        let titles = || self.titles(&card(one).title, &card(other).title);
        // Documents are sorted by path, so their numbers break the last ties.
        let paths = || one.cmp(&other);
        match order {
            Order::Date => dates().then_with(weights).then_with(titles),
            Order::Title => titles().then_with(weights).then_with(dates),
            Order::Weight => weights().then_with(dates).then_with(titles),
        }
        .then_with(paths)
    }
}

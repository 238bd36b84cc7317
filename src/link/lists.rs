//! Lists: which documents, in which order, how many on a page.

use std::cmp::{Ordering, Reverse};

use super::guides;
use super::names;
use crate::ground::{Collation, url};
use crate::model::page::{DocumentId, SectionId};
use crate::model::site::{List, MenuEntry, Section, SiteParts, TaxonomyKind};
use crate::model::{Kind, LanguageId, Order};

/// Sorts the documents into the lists of sections and terms, the sections below each other, the
/// terms of each taxonomy, and finds the newest.
pub(super) fn sort(parts: &mut SiteParts) {
    let sorters: Vec<Sorter> =
        parts.settings.languages.iter().map(|language| Sorter::new(language)).collect();
    let of = |language: LanguageId| &sorters[usize::from(language.0)];
    let articles = newest_first(parts, &sorters);

    let mut lists = Vec::with_capacity(parts.sections.len() + parts.terms.len());
    for section in &parts.sections {
        let own = section.document.map(|head| &parts.matters[head.0 as usize]);
        let per_page = own.and_then(|matter| matter.paginate_by);
        lists.push(List {
            url: section.url.clone(),
            entries: Vec::new(),
            per_page: per_page.unwrap_or(match section.kind {
                Kind::Guide | Kind::Theses => 0,
                _ => parts.settings.paginate_by,
            }),
        });
    }
    for term in &parts.terms {
        let per_page = parts.settings.paginate_by;
        lists.push(List { url: term.url.clone(), entries: Vec::new(), per_page });
    }
    for article in &articles {
        let card = &parts.cards[article.0 as usize];
        let (section, home) = (card.section, parts.homes[usize::from(card.edition.0)]);
        // A home lists what there is to read: no people, and of theses what has a date.
        let is_to_read = match parts.sections[section.0 as usize].kind {
            Kind::People => false,
            Kind::Theses => card.date.is_some(),
            _ => true,
        };
        if is_to_read {
            lists[home.0 as usize].entries.push(*article);
        }
        if section != home {
            lists[section.0 as usize].entries.push(*article);
        }
        for term in parts.terms_of.row(article.0 as usize) {
            lists[parts.terms[term.0 as usize].list.0 as usize].entries.push(*article);
        }
    }
    for (number, (section, list)) in (0..).zip(parts.sections.iter().zip(&mut lists)) {
        if section.order != Order::Date {
            let sorter = of(section.language);
            list.entries.sort_by(|one, other| sorter.compare(parts, section.order, *one, *other));
        }
        for (place, entry) in (0..).zip(&list.entries) {
            let card = &mut parts.cards[entry.0 as usize];
            if card.section == SectionId(number) {
                card.place = place;
            }
        }
    }
    for term in &parts.terms {
        let taxonomy = &parts.taxonomies[term.taxonomy.0 as usize];
        if taxonomy.kind == TaxonomyKind::Series {
            let entries = &mut lists[term.list.0 as usize].entries;
            entries.sort_by(|one, other| in_series(parts, *one, *other));
        }
    }
    parts.lists = lists;
    sort_sections(parts, &sorters);
    sort_terms(parts, &sorters);
    guides::put_in_order(parts);
    parts.menus = parts.settings.tongues().map(|language| menu(parts, language)).collect();
}

/// Compares parts of a series: by weight, then the oldest first.
fn in_series(parts: &SiteParts, one: DocumentId, other: DocumentId) -> Ordering {
    let key = |id: DocumentId| {
        let matter = &parts.matters[id.0 as usize];
        (matter.weight.unwrap_or(i64::MAX), matter.date, id)
    };
    key(one).cmp(&key(other))
}

/// Gives all articles, language by language, the newest first.
fn newest_first(parts: &SiteParts, sorters: &[Sorter]) -> Vec<DocumentId> {
    let is_head = heads(parts);
    let mut articles: Vec<DocumentId> =
        (0..parts.documents.len()).filter(|index| !is_head[*index]).map(names::document).collect();
    let edition = |id: DocumentId| usize::from(parts.cards[id.0 as usize].edition.0);
    articles.sort_by(|one, other| {
        let (first, second) = (edition(*one), edition(*other));
        let within = || sorters[first].compare(parts, Order::Date, *one, *other);
        first.cmp(&second).then_with(within)
    });
    articles
}

/// Tells of each document whether it is a section's own.
pub(super) fn heads(parts: &SiteParts) -> Vec<bool> {
    let mut is_head = vec![false; parts.documents.len()];
    for head in parts.sections.iter().filter_map(|section| section.document) {
        is_head[head.0 as usize] = true;
    }
    is_head
}

fn sort_sections(parts: &mut SiteParts, sorters: &[Sorter]) {
    for index in 0..parts.sections.len() {
        let sorter = &sorters[usize::from(parts.sections[index].language.0)];
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

fn sort_terms(parts: &mut SiteParts, sorters: &[Sorter]) {
    let SiteParts { taxonomies, terms, .. } = parts;
    for taxonomy in taxonomies {
        let sorter = &sorters[usize::from(taxonomy.language.0)];
        taxonomy.terms.sort_by(|one, other| {
            let (one, other) = (&terms[one.0 as usize], &terms[other.0 as usize]);
            sorter.titles(&one.name, &other.name).then_with(|| one.url.cmp(&other.url))
        });
        if taxonomy.kind == TaxonomyKind::Archive {
            taxonomy.terms.reverse();
        }
    }
}

/// Makes the menu of a language: as the settings say, else of the sections below its home.
fn menu(parts: &SiteParts, language: LanguageId) -> Vec<MenuEntry> {
    let settings = &parts.settings;
    let translated = settings.translation(language).map(|said| &said.menu);
    let own = translated.filter(|menu| !menu.is_empty());
    let said_in = if own.is_some() { language } else { LanguageId::default() };
    let chosen = own.unwrap_or(&settings.menu);
    if !chosen.is_empty() {
        let entries = chosen.iter().map(|item| {
            let entry = MenuEntry {
                title: item.title.clone(),
                language: said_in,
                url: item.url.value.clone(),
                is_external: url::is_external(&item.url.value),
            };
            if own.is_some() { entry } else { in_language(parts, language, entry) }
        });
        return entries.collect();
    }
    let home = &parts.sections[parts.homes[usize::from(language.0)].0 as usize];
    let top = home.children.iter().map(|id| &parts.sections[id.0 as usize]);
    top.map(entry_of).collect()
}

/// Leads an entry of the main menu to the same section or article in another language, under the
/// title that it has there.
fn in_language(parts: &SiteParts, language: LanguageId, entry: MenuEntry) -> MenuEntry {
    if entry.is_external || language == LanguageId::default() {
        return entry;
    }
    let at = usize::from(language.0);
    let section = parts.sections.iter().find(|section| section.url == entry.url);
    if let Some(Some(version)) = section.and_then(|section| section.versions.get(at)) {
        return entry_of(&parts.sections[version.0 as usize]);
    }
    let named = parts.cards.iter().position(|card| *card.url == entry.url);
    let version = named.and_then(|at| parts.versions.version(names::document(at), language));
    let Some(version) = version else { return entry };
    let card = &parts.cards[version.0 as usize];
    let language = parts.documents[version.0 as usize].language;
    MenuEntry { title: card.title.to_string(), language, url: card.url.to_string(), ..entry }
}

fn entry_of(section: &Section) -> MenuEntry {
    MenuEntry {
        title: section.title.clone(),
        language: section.spoken,
        url: section.url.clone(),
        is_external: false,
    }
}

/// Compares documents as a language sorts them.
struct Sorter {
    collation: Collation,
}

impl Sorter {
    fn new(language: &str) -> Self {
        Self { collation: Collation::of(language) }
    }

    fn titles(&self, one: &str, other: &str) -> Ordering {
        self.collation.compare(one, other)
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

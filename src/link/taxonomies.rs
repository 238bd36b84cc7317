//! Taxonomies: which documents bear which terms, who wrote them, and in which year.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;
use rustc_hash::FxHashMap;

use super::lists;
use super::names;
use super::pairs::Pairs;
use super::spoken::Spoken;
use crate::ground::{slug, url};
use crate::model::page::{DocumentId, ListId, TaxonomyId, TermId};
use crate::model::site::{SiteParts, Taxonomy, TaxonomyKind, Term};
use crate::model::{FrontMatter, Kind, LanguageId, Moment, Rows, Settings};

/// So many documents are looked at together.
const BATCH: usize = 1024;

/// The taxonomies that every site has.
pub(super) const AUTHORS: &str = "authors";
pub(super) const ARCHIVE: &str = "archive";

/// Gathers the terms of all articles. Terms with the same slug are one; it bears the name under
/// which the first document by path knows it.
pub(super) fn gather(parts: &mut SiteParts) {
    let settings = Arc::clone(&parts.settings);
    let is_head = lists::heads(parts);
    let first_list = u32::try_from(parts.sections.len()).unwrap_or(u32::MAX);
    let kinds: Vec<(&str, TaxonomyKind)> = kinds(&settings).collect();
    let (mut borne, mut signed) = (Vec::new(), Vec::new());
    let mut pairs = Pairs::new(settings.languages.len());
    let spoken = Spoken::of(parts);
    for language in settings.tongues() {
        let people = people(parts, &is_head, language);
        let names = kinds.iter().map(|(name, kind)| Names {
            has_archive: settings.has_archive,
            zone: settings.zone(),
            taxonomy: name,
            kind: *kind,
        });
        let is_passed = |at: usize| is_head[at] || parts.cards[at].edition != language;
        let all = bearers(&parts.matters, is_passed, &names.collect::<Vec<_>>());
        for ((name, kind), mut found) in kinds.iter().zip(all) {
            let taxonomy = TaxonomyId(u32::try_from(parts.taxonomies.len()).unwrap_or(u32::MAX));
            let url = format!("{}{}/", settings.home(language), slug::slug(name));
            let is_author = *kind == TaxonomyKind::Authors;
            if is_author {
                found = united(found, &people);
            }
            let mut terms = Vec::new();
            let mut authors = FxHashMap::default();
            for (key, bearers) in found {
                let id = names::term(parts.terms.len());
                let person = people.get(&key).copied().filter(|_| is_author);
                let card = person.map(|person| &parts.cards[person.0 as usize]);
                let file = person.map(|person| &*parts.documents[person.0 as usize].key);
                let is_lent = bearers.documents.iter().all(|at| *at as usize >= parts.own);
                let is_lent = is_lent && person.is_none();
                pairs.add(name, file.unwrap_or(&key), (language, id), is_lent);
                parts.terms.push(Term {
                    taxonomy,
                    language: spoken.language(name, &key, language),
                    name: card
                        .map_or_else(|| bearers.name.to_string(), |one| one.title.to_string()),
                    url: card.map_or_else(|| format!("{url}{key}/"), |one| one.url.to_string()),
                    person,
                    versions: Vec::new(),
                    list: ListId(first_list + id.0),
                });
                parts.authors.extend(person.map(|person| (person, id)));
                terms.push(id);
                borne.extend(bearers.documents.into_iter().map(|document| (document, id)));
                if is_author {
                    authors.insert(key, id);
                }
            }
            if is_author {
                let of_person = |person: &DocumentId| parts.authors[person];
                let term = |key: &str| people.get(key).map_or_else(|| authors[key], of_person);
                signed.extend(signatures(&parts.matters, is_passed, term));
            }
            let (name, kind) = ((*name).to_string(), *kind);
            parts.taxonomies.push(Taxonomy { name, kind, language, url, terms });
        }
    }
    parts.terms_of = Rows::sorted(parts.documents.len(), &borne);
    parts.authors_of = Rows::sorted(parts.documents.len(), &signed);
    pairs.tell(parts);
}

/// Gives the year under which an article is archived.
pub(super) fn year(zone: &TimeZone, date: Option<Moment>) -> Option<i16> {
    let instant = Timestamp::from_second(date?.seconds).ok()?;
    Some(zone.to_datetime(instant).year())
}

fn kinds(settings: &Settings) -> impl Iterator<Item = (&str, TaxonomyKind)> {
    let own = settings.taxonomies.iter().map(|name| match name.as_str() {
        "series" => ("series", TaxonomyKind::Series),
        name => (name, TaxonomyKind::Subjects),
    });
    own.chain([(AUTHORS, TaxonomyKind::Authors), (ARCHIVE, TaxonomyKind::Archive)])
}

/// Finds who has a page in a language, by the slugs of their names and of their files.
fn people(
    parts: &SiteParts,
    is_head: &[bool],
    language: LanguageId,
) -> FxHashMap<String, DocumentId> {
    let mut people = FxHashMap::default();
    if !parts.sections.iter().any(|section| section.kind == Kind::People) {
        return people;
    }
    for (at, card) in parts.cards.iter().enumerate() {
        let section = &parts.sections[card.section.0 as usize];
        if section.kind == Kind::People && card.edition == language && !is_head[at] {
            let file = url::stem(url::name(&parts.documents[at].key));
            for name in [&*card.title, file] {
                people.entry(slug::part(name).into_owned()).or_insert(names::document(at));
            }
        }
    }
    people
}

/// Unites those who are meant by several names: their own, and that of the file about them.
fn united<'a>(
    found: BTreeMap<String, Bearers<'a>>,
    people: &FxHashMap<String, DocumentId>,
) -> BTreeMap<String, Bearers<'a>> {
    let mut firsts: FxHashMap<DocumentId, String> = FxHashMap::default();
    let mut united: BTreeMap<String, Bearers<'a>> = BTreeMap::new();
    for (key, bearers) in found {
        let person = people.get(&key).copied();
        let first = person.map(|person| firsts.entry(person).or_insert_with(|| key.clone()));
        match united.get_mut(first.as_deref().unwrap_or(&key)) {
            Some(known) => {
                known.documents.extend(bearers.documents);
                known.documents.sort_unstable();
                known.documents.dedup();
            }
            None => {
                united.insert(key, bearers);
            }
        }
    }
    united
}

/// Gives the term that each author's name under an article means.
fn signatures(
    matters: &[Arc<FrontMatter>],
    is_passed: impl Fn(usize) -> bool,
    term: impl Fn(&str) -> TermId,
) -> Vec<(u32, TermId)> {
    let mut known: FxHashMap<&str, TermId> = FxHashMap::default();
    let mut signed = Vec::new();
    let documents = (0..).zip(matters).enumerate();
    for (_, (document, matter)) in documents.filter(|(at, _)| !is_passed(*at)) {
        for name in &matter.authors {
            let term = *known.entry(name).or_insert_with(|| term(&slug::part(name)));
            signed.push((document, term));
        }
    }
    signed
}

/// Tells which terms of a taxonomy a document bears.
struct Names<'a> {
    has_archive: bool,
    zone: TimeZone,
    taxonomy: &'a str,
    kind: TaxonomyKind,
}

impl<'a> Names<'a> {
    fn of(&self, matter: &'a FrontMatter) -> Vec<Cow<'a, str>> {
        let borrowed = |names: &'a [String]| names.iter().map(|name| name.into()).collect();
        match self.kind {
            TaxonomyKind::Authors => borrowed(&matter.authors),
            TaxonomyKind::Archive if self.has_archive => {
                let year = year(&self.zone, matter.date);
                year.map(|year| year.to_string().into()).into_iter().collect()
            }
            TaxonomyKind::Archive => Vec::new(),
            _ => matter.taxonomies.get(self.taxonomy).map_or_else(Vec::new, |own| borrowed(own)),
        }
    }
}

/// Which documents bear a term.
struct Bearers<'a> {
    name: Cow<'a, str>,
    documents: Vec<u32>,
}

/// Finds who bears which terms of each taxonomy, by the slugs of the terms.
fn bearers<'a>(
    matters: &'a [Arc<FrontMatter>],
    is_passed: impl Fn(usize) -> bool + Sync,
    names: &[Names<'a>],
) -> Vec<BTreeMap<String, Bearers<'a>>> {
    let batches = matters.par_chunks(BATCH).enumerate();
    // All taxonomies of a batch while it is near: to fetch it takes longer than to read it.
    let spelled = batches.map(|(number, matters)| {
        let documents = (number * BATCH..).zip((0..).skip(number * BATCH).zip(matters));
        let articles = documents.filter(|(at, _)| !is_passed(*at)).map(|(_, article)| article);
        let articles: Vec<_> = articles.collect();
        names.iter().map(|names| as_spelled(&articles, names)).collect::<Vec<_>>()
    });
    let mut all: Vec<BTreeMap<String, Bearers<'_>>> =
        names.iter().map(|_| BTreeMap::new()).collect();
    for spelled in spelled.collect::<Vec<_>>() {
        for (found, spelled) in all.iter_mut().zip(spelled) {
            for Bearers { name, documents } in spelled {
                let none = Bearers { name, documents: Vec::new() };
                let bearers = found.entry(slug::part(&none.name).into_owned()).or_insert(none);
                bearers.documents.extend(documents);
            }
        }
    }
    for bearers in all.iter_mut().flat_map(BTreeMap::values_mut) {
        bearers.documents.sort_unstable();
        bearers.documents.dedup();
    }
    all
}

/// Finds who bears which terms, told apart by their spelling, in the order in which they come.
fn as_spelled<'a>(articles: &[(u32, &'a Arc<FrontMatter>)], names: &Names<'a>) -> Vec<Bearers<'a>> {
    let mut found: Vec<Bearers<'_>> = Vec::new();
    let mut numbers: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
    // First all are found, then read: the processor waits for many at once.
    let borne = articles.iter().map(|(id, matter)| (*id, names.of(matter)));
    for (document, names) in borne.collect::<Vec<_>>() {
        for name in names {
            let number = match numbers.get(&name) {
                Some(number) => *number,
                None => {
                    found.push(Bearers { name: name.clone(), documents: Vec::new() });
                    numbers.insert(name, found.len() - 1);
                    found.len() - 1
                }
            };
            found[number].documents.push(document);
        }
    }
    found
}

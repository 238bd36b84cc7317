//! Linking again: some documents say something newer, and stand where they stood.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::cards;
use super::directives;
use super::lists;
use super::names;
use super::references;
use super::sections;
use super::summaries;
use super::targets::Targets;
use super::taxonomies;
use crate::ground::{Code, Diagnostic};
use crate::model::page::DocumentId;
use crate::model::site::{Resolved, SiteParts};
use crate::model::{Craft, Link, Record, Rows, Site};

/// So many documents are linked alone at most: beyond it all are linked, on all threads.
const NEWER_MAX: usize = 256;

/// A site as it was linked last.
#[derive(Clone, Copy)]
pub struct Linked<'a> {
    /// The site; nothing is hidden in it.
    pub site: &'a Site,
    /// What is wrong between its files.
    pub findings: &'a [Diagnostic],
    /// What the theme offers to articles.
    pub craft: Option<&'a Craft>,
}

/// Links a site again with newer versions of documents, as [`link`](super::link) would. `None` when
/// that takes all of it: an address, a term or a finding may come or go.
pub fn relink(before: Linked<'_>, newer: &[Arc<Record>]) -> Option<Site> {
    let news = News::of(before, newer)?;
    let mut parts = before.site.opened().clone();
    for (id, record) in news.all.iter().zip(newer) {
        parts.documents[id.0 as usize] = Arc::clone(record);
    }
    news.face(&mut parts);
    news.refer(&mut parts)?;
    let may_name = !news.faces.is_empty() || !news.links.is_empty();
    let is_named = may_name && summaries::name_links(&mut parts);
    if is_named || !news.faces.is_empty() {
        cards::fingerprint(&mut parts);
    }
    Some(Site::new(parts))
}

/// What is new, by the documents that say it.
#[derive(Default)]
struct News {
    /// All of them.
    all: Vec<DocumentId>,
    /// How they stand in lists.
    faces: Vec<DocumentId>,
    /// Their links.
    links: Vec<DocumentId>,
    /// The places in them that links may name.
    anchored: Vec<DocumentId>,
    /// Whether a date is among it, by which backlinks are sorted.
    is_dated: bool,
}

impl News {
    /// Finds what is new; `None` if it cannot be linked alone.
    fn of(before: Linked<'_>, newer: &[Arc<Record>]) -> Option<Self> {
        let Linked { site, findings, craft } = before;
        if site.has_many_languages() {
            return None;
        }
        let places = findings.iter().flat_map(|finding| {
            let also = finding.also.iter().map(|(place, _)| place);
            std::iter::once(&finding.place).chain(also)
        });
        let wrong: FxHashSet<&Arc<str>> = places.map(|place| &place.path).collect();
        let mut news = Self::default();
        for record in newer.iter().take(NEWER_MAX + 1) {
            let known = site.own();
            let at = known.binary_search_by(|known| known.path.cmp(&record.path)).ok()?;
            if wrong.contains(&record.path) || !known[at].matter.stands_as(&record.matter) {
                return None;
            }
            let has_theses = |record: &Record| !record.claims.is_empty();
            if has_theses(record) || has_theses(&known[at]) || site.is_thesis(names::document(at)) {
                return None;
            }
            if !(record.assertions.is_empty() && known[at].assertions.is_empty()) {
                return None;
            }
            if known[at].matter.evidence != record.matter.evidence {
                return None;
            }
            if is_moved(site, names::document(at), &known[at], record) {
                return None;
            }
            news.compare(names::document(at), &known[at], record);
        }
        let mut misused = Vec::new();
        if let Some(craft) = craft {
            directives::check(newer, craft, &mut misused);
        }
        // These may be about other files than those that change.
        let moves = |finding: &Diagnostic| match finding.code {
            Code::BrokenAnchor => !news.anchored.is_empty(),
            Code::DuplicateUrl | Code::BadUrl | Code::LostUrl => !news.faces.is_empty(),
            _ => false,
        };
        let is_alone = newer.len() <= NEWER_MAX && misused.is_empty();
        (is_alone && !findings.iter().any(moves)).then_some(news)
    }

    fn compare(&mut self, id: DocumentId, old: &Record, new: &Record) {
        let links = |record: &Record| -> Vec<Link> {
            let links = record.links.iter().cloned();
            links.map(|link| Link { span: Default::default(), ..link }).collect()
        };
        self.all.push(id);
        let is_same_face = (&old.title, &old.summary) == (&new.title, &new.summary)
            && old.minutes() == new.minutes()
            && old.matter == new.matter;
        if !is_same_face {
            self.faces.push(id);
            self.is_dated |= old.matter.date != new.matter.date;
        }
        if links(old) != links(new) {
            self.links.push(id);
        }
        if (&old.headings, &old.anchors) != (&new.headings, &new.anchors) {
            self.anchored.push(id);
        }
    }

    /// Deals cards to the new faces, and sorts the lists in which they stand.
    fn face(&self, parts: &mut SiteParts) {
        sections::inherit(parts, &self.all);
        if self.faces.is_empty() {
            return;
        }
        for id in &self.faces {
            let record = &parts.documents[id.0 as usize];
            cards::face(&mut parts.cards[id.0 as usize], record, &parts.matters[id.0 as usize]);
        }
        let heads =
            parts.sections.iter_mut().filter_map(|own| Some((own.document?, &mut own.title)));
        for (head, title) in heads {
            *title = parts.documents[head.0 as usize].title.to_string();
        }
        lists::sort(parts);
    }

    /// Resolves the links that are new, and those to places that may have gone.
    fn refer(&self, parts: &mut SiteParts) -> Option<()> {
        if !self.links.is_empty() || !self.anchored.is_empty() {
            let hidden = sections::Hidden::default();
            let targets = Targets::new(parts, &hidden);
            let resolve = |id: &DocumentId| references::of(parts, &targets, *id);
            // A document may link to its own places, too.
            let linking = self.anchored.iter().flat_map(|id| parts.backlinks.row(id.0 as usize));
            let linking = linking.map(|backlink| &backlink.document);
            let linking: FxHashSet<&DocumentId> = linking.chain(&self.anchored).collect();
            if !linking.into_iter().all(|from| resolve(from).is_some()) {
                return None;
            }
            let newer = self.links.iter().map(|id| Some((*id, resolve(id)?)));
            let newer: Vec<(DocumentId, Vec<Resolved>)> = newer.collect::<Option<_>>()?;
            parts.links = replaced(&parts.links, newer);
        }
        if self.is_dated || !self.links.is_empty() {
            parts.backlinks = references::backlinks(parts);
        }
        Some(())
    }
}

/// Tells whether a document moves others: authors bear the names of people, and years have lists.
fn is_moved(site: &Site, id: DocumentId, old: &Record, new: &Record) -> bool {
    let zone = site.settings().zone();
    let year = |record: &Record| taxonomies::year(&zone, record.matter.date);
    year(old) != year(new) || old.title != new.title && site.is_person(id)
}

/// Gives rows with some of them replaced.
fn replaced(rows: &Rows<Resolved>, mut newer: Vec<(DocumentId, Vec<Resolved>)>) -> Rows<Resolved> {
    newer.sort_unstable_by_key(|(id, _)| *id);
    let mut newer = newer.into_iter().peekable();
    let mut all = Rows::default();
    for (index, row) in rows.iter().enumerate() {
        match newer.next_if(|(id, _)| *id == names::document(index)) {
            Some((_, newer)) => all.push(newer),
            None => all.push(row.iter().copied()),
        }
    }
    all
}

//! References: where each link leads, what leads nowhere, and who links to whom.

use std::cmp::Reverse;

use memchr::memchr2;
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use super::names;
use super::targets::{Target, Targets};
use super::theses::Named;
use crate::ground::findings::{
    ambiguous_link, broken_anchor, broken_image, broken_link, hidden_link, schemeless_link,
    unknown_thesis,
};
use crate::ground::{Diagnostic, Place, url};
use crate::model::document::Record;
use crate::model::page::DocumentId;
use crate::model::relations::Backlink;
use crate::model::site::{Resolved, SiteParts};
use crate::model::{Link, LinkKind, Rows};

/// Only so many broken links of a run get a suggestion: each looks at all documents.
const SUGGESTIONS_MAX: usize = 200;

/// So many documents are resolved at a time.
const BATCH: usize = 256;

/// Resolves all links of all documents.
pub(super) fn resolve(
    parts: &SiteParts,
    targets: &Targets<'_>,
) -> (Rows<Resolved>, Vec<Diagnostic>) {
    let resolver = Resolver { parts, targets };
    let batches = parts.documents.par_chunks(BATCH).enumerate().map(|(number, documents)| {
        let mut links = Rows::default();
        let mut problems = Vec::new();
        for (index, document) in (number * BATCH..).zip(documents) {
            let from = names::document(index);
            links.push(document.links.iter().map(|link| {
                resolver.link(from, link).unwrap_or_else(|problem| {
                    // What stands in for a translation is told about where it is written.
                    if index < parts.own {
                        problems.push((from, link, problem));
                    }
                    Resolved::AsWritten
                })
            }));
        }
        (links, problems)
    });
    let mut all = Rows::default();
    let mut findings = Vec::new();
    for (links, problems) in batches.collect::<Vec<_>>() {
        all.append(links);
        for (from, link, problem) in problems {
            let suggests =
                if findings.len() < SUGGESTIONS_MAX { Suggests::Yes } else { Suggests::No };
            findings.push(resolver.finding(from, link, problem, suggests));
        }
    }
    (all, findings)
}

/// Resolves the links of one document; `None` if one of them leads nowhere.
pub(super) fn of(
    parts: &SiteParts,
    targets: &Targets<'_>,
    document: DocumentId,
) -> Option<Vec<Resolved>> {
    let resolver = Resolver { parts, targets };
    let links = &resolver.record(document).links;
    links.iter().map(|link| resolver.link(document, link).ok()).collect()
}

/// Finds for each document those that link to it, newest first, each by its first link.
pub(super) fn backlinks(parts: &SiteParts) -> Rows<Backlink> {
    let count = parts.documents.len();
    let mut newest_first: Vec<DocumentId> = (0..count).map(names::document).collect();
    newest_first.sort_by_cached_key(|id| Reverse(parts.cards[id.0 as usize].date));
    let mut found = Vec::new();
    // The last document that was found to link to each.
    let mut last = vec![None; count];
    for from in newest_first {
        let written = &parts.documents[from.0 as usize].links;
        for (number, link) in (0..).zip(parts.links.row(from.0 as usize)) {
            // The manifesto leads to its theses, and cites none of them by that.
            if written[number as usize].kind == LinkKind::Thesis {
                continue;
            }
            if let Resolved::Document { document, .. } = link
                && *document != from
                && last[document.0 as usize].replace(from) != Some(from)
            {
                found.push((document.0, Backlink { document: from, link: number }));
            }
        }
    }
    Rows::sorted(count, &found)
}

struct Resolver<'a> {
    parts: &'a SiteParts,
    targets: &'a Targets<'a>,
}

/// Why a link leads nowhere; what it names stands decoded.
enum Problem {
    Page(String),
    Image(String),
    Short(String),
    Other(Box<Diagnostic>),
}

/// Whether a finding looks for what was meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Suggests {
    Yes,
    No,
}

type Answer = Result<Resolved, Problem>;

impl Resolver<'_> {
    fn link(&self, from: DocumentId, link: &Link) -> Answer {
        let tail = memchr2(b'?', b'#', link.target.as_bytes()).unwrap_or(link.target.len());
        let written = &link.target[..tail];
        let Some(path) = url::decode(written) else {
            return Err(Problem::Page(written.to_string()));
        };
        match link.kind {
            LinkKind::Short => self.short(from, link, &path, tail),
            LinkKind::Thesis => match self.targets.own_thesis(from, &path) {
                Some(document) => self.to(from, link, tail, Target::Document(document)),
                None => Ok(Resolved::AsWritten),
            },
            LinkKind::Page if path.is_empty() => {
                self.check_anchor(from, link, tail, self.record(from))?;
                Ok(Resolved::AsWritten)
            }
            LinkKind::Page => match self.targets.find(from, &path) {
                Some(target) => self.to(from, link, tail, target),
                None => Err(Problem::Page(path.into_owned())),
            },
            LinkKind::Image => match self.targets.find(from, &path) {
                Some(Target::Asset(asset)) => Ok(Resolved::Asset { asset, tail: small(tail) }),
                _ => Err(Problem::Image(path.into_owned())),
            },
        }
    }

    fn to(&self, from: DocumentId, link: &Link, tail: usize, target: Target) -> Answer {
        Ok(match target {
            Target::Document(document) => {
                let checked = self.check_anchor(from, link, tail, self.record(document));
                // A translation may call its headings otherwise: then what stands in for one leads
                // to its top.
                let tail = match checked {
                    Ok(()) => tail,
                    Err(_) if from.0 as usize >= self.parts.own => link.target.len(),
                    Err(problem) => return Err(problem),
                };
                Resolved::Document { document, tail: small(tail) }
            }
            Target::Page(page) => Resolved::Page { page, tail: small(tail) },
            Target::Asset(asset) => Resolved::Asset { asset, tail: small(tail) },
        })
    }

    fn short(&self, from: DocumentId, link: &Link, name: &str, tail: usize) -> Answer {
        if name.is_empty() {
            return self.to(from, link, tail, Target::Document(from));
        }
        match &self.targets.find_short(from, name)[..] {
            [one] => self.to(from, link, tail, Target::Document(*one)),
            [] => match Named::of(name) {
                Some(named) => {
                    let place = Place::new(&self.record(from).path, link.span);
                    let known = named.known(self.parts, self.parts.cards[from.0 as usize].edition);
                    Err(Problem::Other(Box::new(unknown_thesis(place, named.number, known))))
                }
                None => Err(Problem::Short(name.to_string())),
            },
            many => {
                let pages: Vec<&str> = many.iter().map(|id| &*self.record(*id).path).collect();
                let place = Place::new(&self.record(from).path, link.span);
                Err(Problem::Other(Box::new(ambiguous_link(place, name, &pages))))
            }
        }
    }

    fn check_anchor(
        &self,
        from: DocumentId,
        link: &Link,
        tail: usize,
        record: &Record,
    ) -> Result<(), Problem> {
        let Some(at) = link.target[tail..].find('#') else { return Ok(()) };
        let written = &link.target[tail + at + 1..];
        // Browsers know these without help: the page's top, and a stretch of its text.
        if written.is_empty() || written == "top" || written.starts_with(":~:") {
            return Ok(());
        }
        let anchor = url::decode(written).unwrap_or(written.into());
        let headings = record.headings.iter().map(|heading| heading.id.as_str());
        let survey = self.parts.survey_of(record);
        let results = survey.map(|survey| &*self.parts.surveys[survey.0 as usize].results);
        let questions = results.into_iter().flat_map(|results| &results.survey.questions);
        let known = || {
            let anchors = record.anchors.iter().map(String::as_str);
            headings.clone().chain(anchors).chain(questions.clone().map(|one| one.id.as_str()))
        };
        let is_question = results.is_some_and(|results| results.find(&anchor).is_some());
        if is_question || known().any(|one| one == anchor) {
            return Ok(());
        }
        let place = Place::new(&self.record(from).path, link.span);
        Err(Problem::Other(Box::new(broken_anchor(place, &record.path, &anchor, known()))))
    }

    fn finding(
        &self,
        from: DocumentId,
        link: &Link,
        problem: Problem,
        suggests: Suggests,
    ) -> Diagnostic {
        let place = Place::new(&self.record(from).path, link.span);
        let suggest = |find: &dyn Fn() -> Option<String>| match suggests {
            Suggests::Yes => find(),
            Suggests::No => None,
        };
        match problem {
            Problem::Other(finding) => *finding,
            Problem::Page(path) => match self.targets.hidden(from, &path) {
                Some(standing) => hidden_link(place, &link.target, standing),
                None if url::is_like_host(&path) => schemeless_link(place, &link.target),
                None => {
                    let near = suggest(&|| self.targets.suggest(from, &path));
                    broken_link(place, &link.target, near.as_deref())
                }
            },
            Problem::Image(path) => {
                let near = suggest(&|| self.targets.suggest_file(from, &path));
                broken_image(place, &link.target, near.as_deref())
            }
            Problem::Short(name) => {
                let near = suggest(&|| self.targets.suggest_short(&name));
                let near = near.map(|near| format!("[[{near}]]"));
                broken_link(place, &format!("[[{}]]", link.target), near.as_deref())
            }
        }
    }

    fn record(&self, document: DocumentId) -> &Record {
        &self.parts.documents[document.0 as usize]
    }
}

fn small(tail: usize) -> u32 {
    u32::try_from(tail).unwrap_or(u32::MAX)
}

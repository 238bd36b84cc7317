//! Guides as templates see them: the outline, what comes before and after, all chapters at once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use tera::{Kwargs, State, TeraResult, Value};

use super::anchors::{self, Setting};
use super::body::{self, Reader};
use super::cards::map;
use super::job::{self, Function, Job};
use crate::model::PageKind;
use crate::model::page::Standing;
use crate::model::site::{Chapter, Guide, Stop};

/// The functions by their names.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[("outline", outline), ("chapters", chapters)];

/// So many chapters of one part stand in the outline beside a text, at most: each of them has the
/// outline on its page. Of a guide with more, only what is open shows what lies in it.
const BESIDE_MAX: usize = 200;

/// How a chapter is called and where it is.
struct Face {
    title: String,
    /// The path from the site's root, not encoded.
    url: String,
    description: String,
    standing: Standing,
    /// In which language it is written.
    language: Arc<str>,
}

/// Gives what comes before and after the page in its guide; `None` outside of guides.
pub(super) fn neighbours(job: &Rc<Job>) -> Option<[Value; 2]> {
    let guide = job.desk.guide()?;
    let root = Stop::Section(guide.root);
    let stops: Vec<Stop> =
        [root].into_iter().chain(guide.chapters.iter().map(|chapter| chapter.stop)).collect();
    let here = stops.iter().position(|stop| Some(*stop) == own_stop(job))?;
    let value = |stop: Option<&Stop>| stop.map(|stop| face_value(job, *stop)).into();
    let before = here.checked_sub(1).and_then(|at| stops.get(at));
    Some([value(before), value(stops.get(here + 1))])
}

/// `outline()`: the guide of the page, its chapters nested.
fn outline(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    if let Some(known) = job.outline.get() {
        return Ok(known.clone());
    }
    let made = outlined()?;
    Ok(job.outline.get_or_init(|| made).clone())
}

fn outlined() -> TeraResult<Value> {
    let job = job::current()?;
    let Some(guide) = job.desk.guide() else { return Ok(Value::none()) };
    let root = face(&job, Stop::Section(guide.root));
    let settings = job.desk.settings();
    let here = own_stop(&job);
    let is_root = here == Some(Stop::Section(guide.root));
    let is_whole = is_root || guide.chapters.len() <= BESIDE_MAX;
    let siblings_max = if is_whole { usize::MAX } else { BESIDE_MAX };
    let beside = Outline { job: &job, here, siblings_max };
    let chapters = beside.nested(&guide.chapters, 0, "");
    let below = match here {
        Some(Stop::Section(_)) if !is_root => {
            let at = guide.chapters.iter().position(|one| Some(one.stop) == here);
            let at = at.unwrap_or_default();
            let depth = guide.chapters.get(at).map_or(0, |chapter| chapter.depth + 1);
            let whole = Outline { siblings_max: usize::MAX, ..beside };
            whole.nested(&guide.chapters[at + 1..], depth, "")
        }
        _ => chapters.clone(),
    };
    Ok(map([
        ("title", root.title.into()),
        ("language", (*root.language).into()),
        ("url", settings.href(&root.url).into()),
        ("print_url", job.desk.print_of(guide).map(|url| settings.href(&url)).into()),
        ("chapters", chapters.into()),
        ("here", below.into()),
        ("is_current", is_root.into()),
    ]))
}

/// The outline of a guide as one of its pages shows it.
struct Outline<'a> {
    job: &'a Rc<Job>,
    /// The chapter of the page.
    here: Option<Stop>,
    /// How many chapters of one part are shown; of more, those around the page's own.
    siblings_max: usize,
}

impl Outline<'_> {
    /// Nests the chapters from one depth on, until one lies less deep.
    fn nested(&self, chapters: &[Chapter], depth: u32, above: &str) -> Vec<Value> {
        let siblings = siblings(chapters, depth);
        let shown = self.shown(chapters, &siblings);
        let numbered = siblings.iter().zip(1..).skip(shown.start).take(shown.len());
        let values = numbered.map(|(range, number)| {
            let inside = &chapters[range.start + 1..range.end];
            self.chapter(&chapters[range.start], inside, format!("{above}{number}"))
        });
        values.collect()
    }

    /// Chooses the chapters of a part that are shown, by their numbers from zero.
    fn shown(&self, chapters: &[Chapter], siblings: &[Range<usize>]) -> Range<usize> {
        if siblings.len() <= self.siblings_max {
            return 0..siblings.len();
        }
        let open = siblings.iter().position(|range| self.holds(&chapters[range.clone()]));
        let before = open.unwrap_or_default().saturating_sub(self.siblings_max / 2);
        let start = before.min(siblings.len() - self.siblings_max);
        start..start + self.siblings_max
    }

    /// Tells whether the page's chapter is among some.
    fn holds(&self, chapters: &[Chapter]) -> bool {
        chapters.iter().any(|one| Some(one.stop) == self.here)
    }

    fn chapter(&self, chapter: &Chapter, inside: &[Chapter], number: String) -> Value {
        let (is_current, is_open) = (Some(chapter.stop) == self.here, self.holds(inside));
        let is_unfolded = self.siblings_max == usize::MAX || is_current || is_open;
        let inside = if is_unfolded { inside } else { &[] };
        let children = self.nested(inside, chapter.depth + 1, &format!("{number}."));
        let face = face(self.job, chapter.stop);
        map([
            ("title", face.title.into()),
            ("url", self.job.desk.settings().href(&face.url).into()),
            ("description", face.description.into()),
            ("standing", face.standing.name().into()),
            ("language", (*face.language).into()),
            ("number", number.into()),
            ("is_current", is_current.into()),
            ("is_open", is_open.into()),
            ("children", children.into()),
        ])
    }
}

/// Gives where each chapter of a depth stands with all that lies in it, until one lies less deep.
fn siblings(chapters: &[Chapter], depth: u32) -> Vec<Range<usize>> {
    let end = chapters.iter().position(|chapter| chapter.depth < depth);
    let end = end.unwrap_or(chapters.len());
    let own = (0..end).filter(|at| chapters[*at].depth == depth);
    let starts: Vec<usize> = own.collect();
    let ends = starts.iter().copied().skip(1).chain([end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// `chapters()`: all chapters of a guide with their text, to stand on one page.
fn chapters(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let Some(guide) = job.desk.guide() else { return Ok(Vec::<Value>::new().into()) };
    let beside = beside(&job, guide);
    let mut counts: Vec<usize> = Vec::new();
    let mut values = Vec::with_capacity(guide.chapters.len());
    for chapter in &guide.chapters {
        let depth = chapter.depth as usize;
        counts.resize(depth + 1, 0);
        counts[depth] += 1;
        let number: Vec<String> = counts.iter().map(usize::to_string).collect();
        let face = face(&job, chapter.stop);
        let address = job.desk.settings().href(&face.url);
        let prefix = beside.get(&address).cloned().unwrap_or_default();
        let sinks = u8::try_from(depth + 1).unwrap_or(u8::MAX).min(5);
        let document = match chapter.stop {
            Stop::Document(document) => Some(document),
            Stop::Section(section) => job.desk.part(section).document,
        };
        let html = match document {
            Some(document) => body::html(&job, document, Reader::Page)?,
            None => String::new(),
        };
        let setting = Setting { prefix: prefix.clone(), sinks, beside: &beside };
        values.push(map([
            ("title", face.title.into()),
            ("url", address.into()),
            ("number", number.join(".").into()),
            ("level", (sinks + 1).into()),
            ("language", (*face.language).into()),
            ("anchor", prefix.into()),
            ("content", Value::safe_string(&anchors::set(&html, &setting))),
        ]));
    }
    Ok(values.into())
}

/// Names the chapters by their addresses.
fn beside(job: &Rc<Job>, guide: &Guide) -> BTreeMap<String, String> {
    let settings = job.desk.settings();
    let numbered = (1..).zip(&guide.chapters);
    let named = numbered.map(|(number, chapter)| {
        (settings.href(&face(job, chapter.stop).url), format!("chapter-{number}"))
    });
    named.collect()
}

fn own_stop(job: &Rc<Job>) -> Option<Stop> {
    match job.desk.page().kind {
        PageKind::Article(document) => Some(Stop::Document(document)),
        PageKind::Section(section, _) => Some(Stop::Section(section)),
        _ => None,
    }
}

fn face(job: &Rc<Job>, stop: Stop) -> Face {
    let (title, url, card) = match stop {
        Stop::Document(document) => {
            let card = job.desk.listed(document);
            (card.title.to_string(), card.url.to_string(), Some(card))
        }
        Stop::Section(section) => {
            let section = job.desk.part(section);
            let card = section.document.map(|head| job.desk.listed(head));
            (section.title.clone(), section.url.clone(), card)
        }
    };
    let description = card.map_or_else(String::new, |card| card.description.to_string());
    let standing = card.map_or(Standing::Public, |card| card.standing);
    let own = || job.desk.settings().tag(job.desk.page().language).into();
    let language = card.map_or_else(own, |card| Arc::clone(&card.language));
    Face { title, url, description, standing, language }
}

fn face_value(job: &Rc<Job>, stop: Stop) -> Value {
    let face = face(job, stop);
    map([
        ("title", face.title.into()),
        ("url", job.desk.settings().href(&face.url).into()),
        ("description", face.description.into()),
        ("language", (*face.language).into()),
    ])
}

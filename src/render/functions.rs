//! The functions by which templates ask about the site. Each asks the desk of the page being
//! printed, so that every answer is written down.

use std::rc::Rc;

use tera::{Kwargs, State, TeraResult, Value};

use super::body::{self, Reader};
use super::cards::{self, map};
use super::guides;
use super::job::{self, Function, Job};
use super::lists;
use super::retold;
use super::sheets;
use crate::ground::Words;
use crate::model::desk::Named;
use crate::model::languages::Version;
use crate::model::page::{DocumentId, SectionId};
use crate::model::site::TaxonomyKind;
use crate::model::{Desk, PageKind};

/// The most cards that `latest` gives.
const LATEST_MAX: u32 = 1_000;

/// The numbers that all calls of `range` on a page give together.
const COUNTED_MAX: u64 = 1_000_000;

/// The functions by their names; those of guides and of authors stand beside them.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[
    ("content", content),
    ("toc", toc),
    ("entries", entries),
    ("pager", pager),
    ("breadcrumbs", breadcrumbs),
    ("neighbours", neighbours),
    ("terms", terms),
    ("all_terms", all_terms),
    ("taxonomy", taxonomy),
    ("taxonomies", taxonomies),
    ("latest", latest),
    ("sections", sections),
    ("menu", menu),
    ("languages", languages),
    ("translations", translations),
    ("link", link),
    ("asset", asset),
    ("today", today),
    ("data", data),
    ("rows", sheets::rows),
    ("range", range),
];

fn content(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    // A section's own text stands on the first page of its list only.
    let is_further = matches!(job.desk.page().kind, PageKind::Section(_, number) if number > 1);
    match job.desk.own_document() {
        Some(document) if !is_further => {
            Ok(Value::safe_string(&body::html(&job, document, Reader::Page)?))
        }
        _ => Ok(Value::safe_string("")),
    }
}

/// Counts as the engine's own does, but not for ever: loops within loops ask again in each turn.
fn range(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let start = kwargs.get::<i64>("start")?.unwrap_or_default();
    let end = kwargs.must_get::<i64>("end")?;
    let step = kwargs.get::<i64>("step_by")?.unwrap_or(1);
    let span = i128::from(end) - i128::from(start);
    if step == 0 || (span < 0 && step > 0) {
        return Err(retold::error(
            "`range` nunca llega de su `start` a su `end`",
            "`range` never gets from its `start` to its `end`",
        ));
    }
    // With a step downwards nothing leads to an end above.
    let count = if (span > 0) == (step > 0) { span.unsigned_abs() } else { 0 };
    let count = count.div_ceil(u128::from(step.unsigned_abs()));
    let counted = u128::from(job.counted.get()).saturating_add(count);
    job.counted.set(u64::try_from(counted).unwrap_or(u64::MAX));
    if counted > u128::from(COUNTED_MAX) {
        let limit = Words::new("un millón de números de `range`", "a million numbers of `range`");
        *job.over.borrow_mut() = Some(limit);
        return Err(retold::error("`range` cuenta demasiado", "`range` counts too far"));
    }
    let each = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
    let numbers: Vec<i64> = match (count, step > 0) {
        (0, _) => Vec::new(),
        (_, true) => (start..end).step_by(each).collect(),
        (_, false) => (end + 1..=start).rev().step_by(each).collect(),
    };
    Ok(numbers.into())
}

fn toc(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let own = job.desk.own_document();
    Ok(lists::toc(own.map_or(&[], |document| job.desk.headings(document))))
}

fn entries(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let Some((list, number)) = job.desk.own_list() else { return Ok(Vec::<Value>::new().into()) };
    let (_, entries) = job.desk.list(list, number);
    Ok(listed(&job, entries))
}

fn pager(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let Some((list, number)) = job.desk.own_list() else { return Ok(Value::none()) };
    let (list, _) = job.desk.list(list, number);
    Ok(lists::pager(job.desk.settings(), list, number))
}

fn breadcrumbs(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let settings = job.desk.settings();
    let trail = job.desk.trail();
    let mut crumbs: Vec<Value> =
        trail.into_iter().map(|section| cards::section(settings, section)).collect();
    if let PageKind::Term(term, _) = job.desk.page().kind {
        let (taxonomy, _) = job.desk.own_term(term);
        let title = job.equipment.taxonomy_title(&job.language, &taxonomy.name);
        let url = settings.href(&taxonomy.url);
        let language = settings.tag(job.desk.page().language);
        crumbs.push(map([
            ("title", title.into()),
            ("url", url.into()),
            ("language", language.into()),
        ]));
    }
    Ok(crumbs.into())
}

fn neighbours(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    if let Some([previous, next]) = guides::neighbours(&job) {
        return Ok(map([("previous", previous), ("next", next)]));
    }
    let own = job.desk.own_document();
    let found = own.map(|document| job.desk.neighbours(document)).unwrap_or_default();
    let value = |one: Option<DocumentId>| -> Value {
        one.map(|document| job.equipment.card(&job.desk, document)).into()
    };
    Ok(map([("previous", value(found.previous)), ("next", value(found.next))]))
}

fn terms(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let wanted = kwargs.get::<&str>("taxonomy")?;
    let Some(document) = job.desk.own_document() else { return Ok(Vec::<Value>::new().into()) };
    let settings = job.desk.settings();
    let terms = job.desk.terms_of(document).into_iter();
    let of_taxonomy = terms.filter(|(taxonomy, _)| match wanted {
        Some(name) => name == taxonomy.name,
        None => matches!(taxonomy.kind, TaxonomyKind::Subjects),
    });
    let values = of_taxonomy.map(|(taxonomy, term)| {
        let title = job.equipment.taxonomy_title(&job.language, &taxonomy.name);
        map([
            ("name", term.name.as_str().into()),
            ("url", settings.href(&term.url).into()),
            ("language", settings.tag(term.language).into()),
            ("taxonomy", title.into()),
        ])
    });
    Ok(values.collect::<Vec<_>>().into())
}

fn all_terms(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let wanted = kwargs.must_get::<&str>("taxonomy")?;
    let Some(taxonomy) = job.desk.taxonomy_called(wanted) else {
        return Err(retold::error(
            format!("los ajustes no tienen una taxonomía `{wanted}`"),
            format!("there is no taxonomy `{wanted}` in the settings"),
        ));
    };
    let settings = job.desk.settings();
    let (_, terms) = job.desk.taxonomy(taxonomy);
    let values = terms.into_iter().map(|(term, count)| {
        let url = settings.href(&term.url);
        map([
            ("name", term.name.as_str().into()),
            ("url", url.into()),
            ("language", settings.tag(term.language).into()),
            ("count", count.into()),
        ])
    });
    Ok(values.collect::<Vec<_>>().into())
}

fn taxonomy(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let taxonomy = match job.desk.page().kind {
        PageKind::Taxonomy(taxonomy) => job.desk.taxonomy(taxonomy).0,
        PageKind::Term(term, _) => job.desk.own_term(term).0,
        _ => return Ok(Value::none()),
    };
    let title = job.equipment.taxonomy_title(&job.language, &taxonomy.name);
    Ok(map([
        ("name", taxonomy.name.as_str().into()),
        ("title", title.into()),
        ("url", job.desk.settings().href(&taxonomy.url).into()),
    ]))
}

/// `taxonomies()`: the lists of terms that there are in the page's language.
fn taxonomies(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    // Asked on each page, and the same on all of a language.
    let taxonomies = job.desk.taxonomies();
    let made =
        job.equipment.taxonomies[usize::from(job.desk.page().language.0)].get_or_init(|| {
            let values = taxonomies.map(|taxonomy| {
                let title = job.equipment.taxonomy_title(&job.language, &taxonomy.name);
                let url = job.desk.settings().href(&taxonomy.url);
                map([
                    ("name", taxonomy.name.as_str().into()),
                    ("title", title.into()),
                    ("url", url.into()),
                ])
            });
            values.collect::<Vec<_>>().into()
        });
    Ok(made.clone())
}

fn latest(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let count = kwargs.get::<u32>("count")?.unwrap_or(5).min(LATEST_MAX);
    let section = match kwargs.get::<&str>("section")? {
        None => job.desk.home(),
        Some(".") => own_section(&job.desk),
        Some(name) => job
            .desk
            .section_called(name.strip_prefix(job.desk.settings().base_path()).unwrap_or(name))
            .or_else(|| job.equipment.is_trial.then(|| job.desk.home()))
            .ok_or_else(|| {
                retold::error(
                    format!("no hay una sección `{name}`"),
                    format!("there is no section `{name}`"),
                )
            })?,
    };
    Ok(listed(&job, &job.desk.latest(section, count)))
}

fn sections(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let settings = job.desk.settings();
    let own = settings.tag(job.desk.page().language);
    let below = job.desk.sections(own_section(&job.desk));
    let values = below.into_iter().map(|(section, count)| {
        let head = section.document.map(|head| job.desk.listed(head));
        map([
            ("title", section.title.as_str().into()),
            ("url", settings.href(&section.url).into()),
            ("description", head.map_or("", |card| &*card.description).into()),
            ("language", head.map_or(own, |card| &*card.language).into()),
            ("count", count.into()),
        ])
    });
    Ok(values.collect::<Vec<_>>().into())
}

fn menu(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let settings = job.desk.settings();
    let here = &job.desk.page().url;
    let values = job.desk.menu().iter().map(|entry| {
        let is_current = !entry.is_external && entry.url != "/" && here.starts_with(&entry.url);
        let url = settings.address(&entry.url);
        map([
            ("title", entry.title.as_str().into()),
            ("language", settings.tag(entry.language).into()),
            ("url", url.into()),
            ("is_current", (is_current || **here == *entry.url).into()),
            ("is_external", entry.is_external.into()),
        ])
    });
    Ok(values.collect::<Vec<_>>().into())
}

/// What the page is in each language, for a switcher.
fn languages(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let versions = job.desk.versions();
    Ok(in_languages(&job, &versions))
}

/// Where the same is written in each language, for search engines; nothing on a page that stands in
/// for its translation, or that is in one language only.
fn translations(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    Ok(in_languages(&job, &job.desk.translations()))
}

fn in_languages(job: &Rc<Job>, versions: &[Version]) -> Value {
    let settings = job.desk.settings();
    let here = job.desk.page().language;
    let values = versions.iter().map(|version| {
        let tag = settings.tag(version.language);
        let parent = tag.split('-').next().unwrap_or(tag);
        let name = [tag, parent]
            .iter()
            .find_map(|tag| job.equipment.own_words(tag, "language_name"))
            .unwrap_or(tag);
        map([
            ("language", tag.into()),
            ("name", name.into()),
            ("url", settings.href(&version.url).into()),
            ("permalink", settings.permalink(&version.url).into()),
            ("is_current", (version.language == here).into()),
            ("is_same", version.is_same.into()),
            ("is_translated", version.is_translated.into()),
        ])
    });
    values.collect::<Vec<_>>().into()
}

fn link(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let name = kwargs.must_get::<&str>("to")?;
    match address(&job, name) {
        Err(_) if job.equipment.is_trial => Ok(job.desk.settings().href("/").into()),
        found => found.map(Value::from),
    }
}

fn asset(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let name = kwargs.must_get::<&str>("path")?;
    address(&job, name).map(Value::from)
}

fn today(_: Kwargs, _: &State) -> TeraResult<Value> {
    Ok(job::current()?.desk.today().into())
}

fn data(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let path = kwargs.must_get::<&str>("path")?;
    job.desk.shows_data(path);
    let found = job.equipment.tables.get(path).cloned();
    found.ok_or_else(|| {
        retold::error(
            format!("no hay un archivo de datos `{path}`"),
            format!("there is no data file `{path}`"),
        )
    })
}

fn address(job: &Rc<Job>, name: &str) -> TeraResult<String> {
    let settings = job.desk.settings();
    match job.desk.named(name) {
        Some(Named::Document(document)) => Ok(settings.href(&job.desk.card(document).url)),
        Some(Named::Url(url)) => Ok(settings.href(&url)),
        None => Err(retold::error(
            format!("nada del sitio se llama `{name}`"),
            format!("nothing of the site is called `{name}`"),
        )),
    }
}

fn listed(job: &Rc<Job>, documents: &[DocumentId]) -> Value {
    let cards = documents.iter().map(|document| job.equipment.card(&job.desk, *document));
    cards.collect::<Vec<_>>().into()
}

fn own_section(desk: &Desk) -> SectionId {
    match desk.page().kind {
        PageKind::Section(section, _) => section,
        PageKind::Article(document) => desk.card(document).section,
        _ => desk.home(),
    }
}

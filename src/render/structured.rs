//! What a page is, told to machines: schema.org as JSON-LD.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};
use tera::{Kwargs, State, TeraResult, Value};

use super::body::{self, Reader};
use super::boxes;
use super::job::{self, Function, Job};
use super::surveys;
use crate::model::feeds::Author;
use crate::model::page::DocumentId;
use crate::model::site::{Card, CardImage};
use crate::model::{Moment, PageKind, Settings};

/// The functions of templates, by their names.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[("structured", structured)];

/// `structured()`: the JSON of a data block; empty where there is nothing to tell.
fn structured(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let nodes = nodes(&job)?;
    if nodes.is_empty() {
        return Ok(Value::safe_string(""));
    }
    let graph = json!({ "@context": "https://schema.org", "@graph": nodes });
    Ok(Value::safe_string(&in_a_script(&graph.to_string())))
}

/// Writes JSON so that nothing in it can end the block or a line of it.
fn in_a_script(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => safe.push(letter),
        }
    }
    safe
}

fn nodes(job: &Rc<Job>) -> TeraResult<Vec<Json>> {
    let desk = &job.desk;
    let mut nodes = match desk.page().kind {
        PageKind::Article(document) if desk.is_person(document) => vec![profile(job, document)],
        PageKind::Article(document) => {
            let survey = surveys::dataset(job, organization(job));
            [article(job, document)].into_iter().chain(survey).collect()
        }
        PageKind::Section(section, 1) if section == desk.home() => {
            vec![website(job), organization(job)]
        }
        PageKind::Section(..) | PageKind::Taxonomy(_) | PageKind::Term(..) => vec![collection(job)],
        _ => return Ok(Vec::new()),
    };
    nodes.extend(breadcrumbs(job));
    if let Some(document) = desk.own_document()
        && !matches!(desk.page().kind, PageKind::Section(_, 2..))
    {
        if job.boxes.borrow().is_none() {
            body::html(job, document, Reader::Page)?;
        }
        nodes.extend(questions(job));
        nodes.extend(guides(job));
    }
    Ok(nodes)
}

/// A node that leaves out what is not known.
fn node<const N: usize>(kind: &str, entries: [(&str, Json); N]) -> Json {
    let mut map = Map::new();
    map.insert("@type".to_string(), kind.into());
    for (name, value) in entries {
        let is_empty = match &value {
            Json::Null => true,
            Json::String(text) => text.is_empty(),
            Json::Array(values) => values.is_empty(),
            _ => false,
        };
        if !is_empty {
            map.insert(name.to_string(), value);
        }
    }
    Json::Object(map)
}

/// Gives a text of the page as templates know it.
fn said(job: &Job, name: &str) -> Json {
    job.page.get_from_path(name).and_then(Value::as_str).into()
}

fn article(job: &Rc<Job>, document: DocumentId) -> Json {
    let desk = &job.desk;
    let settings = desk.settings();
    let card = desk.card(document);
    let person = |author: Author<'_>| {
        let url = author.term.map(|term| settings.permalink(&term.url));
        node("Person", [("name", author.full_name().into()), ("url", url.into())])
    };
    let authors: Vec<Json> = desk.authors(document).into_iter().map(person).collect();
    let section = desk.section_of(card);
    let is_below = section.parent.is_some();
    let iso = |moment: Option<Moment>| -> Json {
        moment.map(|moment| job.equipment.calendar.iso(moment)).into()
    };
    node(
        "Article",
        [
            ("headline", (&*card.title).into()),
            ("description", (&*card.description).into()),
            ("datePublished", iso(card.date)),
            ("dateModified", iso(card.changed())),
            ("author", authors.into()),
            ("image", image(settings, card.image.as_ref())),
            ("inLanguage", (&*card.language).into()),
            ("articleSection", is_below.then_some(section.title.as_str()).into()),
            ("mainEntityOfPage", said(job, "permalink")),
            ("publisher", organization(job)),
        ],
    )
}

fn profile(job: &Job, document: DocumentId) -> Json {
    let desk = &job.desk;
    let settings = desk.settings();
    let card: &Card = desk.card(document);
    let (_, matter) = desk.body(document);
    let links = matter.links.iter().map(|link| settings.whole_address(&link.url.value));
    let person = node(
        "Person",
        [
            ("name", (&*card.title).into()),
            ("url", said(job, "permalink")),
            ("jobTitle", card.role.as_deref().into()),
            ("description", (&*card.description).into()),
            ("image", image(settings, card.image.as_ref())),
            ("sameAs", links.collect::<Vec<_>>().into()),
        ],
    );
    let language = said(job, "content_language");
    node("ProfilePage", [("mainEntity", person), ("inLanguage", language)])
}

fn collection(job: &Job) -> Json {
    node(
        "CollectionPage",
        [
            ("name", said(job, "title")),
            ("description", said(job, "description")),
            ("url", said(job, "permalink")),
            ("inLanguage", said(job, "language")),
        ],
    )
}

fn website(job: &Job) -> Json {
    let desk = &job.desk;
    let settings = desk.settings();
    let language = desk.page().language;
    node(
        "WebSite",
        [
            ("name", settings.title_in(language).into()),
            ("description", settings.description_in(language).into()),
            ("url", settings.permalink(&settings.home(language)).into()),
            ("inLanguage", settings.tag(language).into()),
        ],
    )
}

fn organization(job: &Job) -> Json {
    let settings = job.desk.settings();
    let language = job.desk.page().language;
    let site = job.equipment.site(language);
    let logo = site.get_from_path("logo").and_then(Value::as_str);
    let logo = logo.map(|logo| format!("{}{logo}", settings.origin()));
    node(
        "Organization",
        [
            ("@id", format!("{}/#organization", settings.base_url).into()),
            ("name", settings.title_in(language).into()),
            ("url", settings.permalink("/").into()),
            ("logo", logo.into()),
        ],
    )
}

fn image(settings: &Settings, image: Option<&CardImage>) -> Json {
    let Some(image) = image else { return Json::Null };
    let side = |side: Option<u32>| -> Json { side.into() };
    node(
        "ImageObject",
        [
            ("url", settings.whole_url(&image.url).into()),
            ("width", side(image.size.map(|(width, _)| width))),
            ("height", side(image.size.map(|(_, height)| height))),
            ("caption", image.alt.as_str().into()),
        ],
    )
}

/// The way from the home to the page, if there is one.
fn breadcrumbs(job: &Job) -> Option<Json> {
    let desk = &job.desk;
    let settings = desk.settings();
    let site = settings.title_in(desk.page().language);
    let above = desk.trail().into_iter().map(|section| {
        let title = if section.parent.is_none() { site } else { &section.title };
        (title.into(), settings.permalink(&section.url))
    });
    let mut way: Vec<(Json, String)> = above.collect();
    if way.is_empty() {
        return None;
    }
    if let PageKind::Term(term, _) = desk.page().kind {
        let (taxonomy, _) = desk.own_term(term);
        let title = job.equipment.taxonomy_title(&job.language, &taxonomy.name);
        way.push((title.into(), settings.permalink(&taxonomy.url)));
    }
    way.push((said(job, "title"), settings.permalink(&desk.page().url)));
    let items = way.into_iter().enumerate().map(|(at, (name, url))| {
        node("ListItem", [("position", (at + 1).into()), ("name", name), ("item", url.into())])
    });
    Some(node("BreadcrumbList", [("itemListElement", items.collect::<Vec<_>>().into())]))
}

/// All questions of the page and their answers.
fn questions(job: &Job) -> Option<Json> {
    let boxes = job.boxes.borrow();
    let boxes = boxes.iter().flatten().filter(|filled| filled.name == "faq");
    let asked: Vec<Json> = boxes
        .flat_map(|filled| boxes::questions(&filled.html))
        .map(|(question, answer)| {
            let answer = node("Answer", [("text", answer.into())]);
            node("Question", [("name", question.into()), ("acceptedAnswer", answer)])
        })
        .collect();
    (!asked.is_empty()).then(|| node("FAQPage", [("mainEntity", asked.into())]))
}

/// The instructions of the page, step by step.
fn guides(job: &Job) -> Vec<Json> {
    let boxes = job.boxes.borrow();
    let boxes = boxes.iter().flatten().filter(|filled| filled.name == "steps");
    let guides = boxes.filter_map(|filled| {
        let steps = boxes::steps(&filled.html)
            .into_iter()
            .map(|(name, text)| node("HowToStep", [("name", name.into()), ("text", text.into())]));
        let steps: Vec<Json> = steps.collect();
        let name = match filled.title.is_empty() {
            true => said(job, "title"),
            false => filled.title.as_str().into(),
        };
        (!steps.is_empty()).then(|| node("HowTo", [("name", name), ("step", steps.into())]))
    });
    guides.collect()
}

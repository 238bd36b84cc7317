//! Theses: those of a manifesto, and one of them.

use serde::Serialize;
use tera::{Kwargs, State, TeraResult, Value};

use super::cards::map;
use super::job::{self, Function, Job};
use super::retold;
use crate::model::evidence::Status;
use crate::model::page::SectionId;
use crate::model::thesis::anchor;
use crate::model::{Desk, PageKind, Thesis};

/// The functions by their names.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[("theses", theses), ("thesis", thesis)];

/// `theses(of="tesis")`: the theses of a manifesto, by number; without `of` those of the page's own
/// section, or of the site's only manifesto.
fn theses(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let Some(section) = manifesto(&job, &kwargs)? else { return Ok(Vec::<Value>::new().into()) };
    let theses = job.desk.theses(section);
    let values = theses.iter().map(|thesis| value(&job, section, thesis));
    Ok(values.collect::<Vec<_>>().into())
}

/// `thesis(number=7, of="tesis")`: one thesis; without a number that of the page.
fn thesis(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let wanted = match kwargs.get::<Value>("number")? {
        None => None,
        // A directive gives all it gives as text.
        Some(number) => Some(number.to_string().trim().parse::<u32>().map_err(|_| {
            retold::error(
                format!("`number` es el número de una tesis, y no `{number}`"),
                format!("`number` is the number of a thesis, and not `{number}`"),
            )
        })?),
    };
    let own = own_url(&job);
    let Some(section) = manifesto(&job, &kwargs)? else {
        return match wanted {
            None => Ok(Value::none()),
            Some(_) => Err(retold::error(
                "el sitio no tiene un manifiesto, o tiene varios: di cuál con `of`",
                "the site has no manifesto, or several: say which with `of`",
            )),
        };
    };
    let theses = job.desk.theses(section);
    let found = theses.iter().find(|thesis| match wanted {
        Some(number) => thesis.number == number,
        None => Some(&*thesis.card.url) == own.as_deref(),
    });
    match (found, wanted) {
        (Some(thesis), _) => Ok(value(&job, section, thesis)),
        (None, None) => Ok(Value::none()),
        (None, Some(number)) => Err(retold::error(
            format!("ninguna tesis lleva el número {number}"),
            format!("no thesis bears the number {number}"),
        )),
    }
}

fn own_url(job: &Job) -> Option<String> {
    match job.desk.page().kind {
        PageKind::Article(document) => Some(job.desk.card(document).url.to_string()),
        _ => None,
    }
}

fn manifesto(job: &Job, kwargs: &Kwargs) -> TeraResult<Option<SectionId>> {
    let name = kwargs.get::<&str>("of")?.filter(|name| !name.is_empty());
    let found = job.desk.manifesto(name);
    match (found, name) {
        (None, Some(name)) => Err(retold::error(
            format!("no hay un manifiesto `{name}`"),
            format!("there is no manifesto `{name}`"),
        )),
        (found, _) => Ok(found),
    }
}

fn value(job: &Job, section: SectionId, thesis: &Thesis<'_>) -> Value {
    let settings = job.desk.settings();
    let of = job.desk.section(section);
    let name = anchor(thesis.number);
    map([
        ("number", thesis.number.into()),
        ("title", (&*thesis.card.title).into()),
        ("url", job.address(&thesis.card.url).into()),
        ("language", (&*thesis.card.language).into()),
        ("anchor", name.as_str().into()),
        ("group", thesis.group.into()),
        ("citations", thesis.citations.into()),
        ("is_explained", thesis.is_explained.into()),
        ("evidence", thesis.evidence.map(Status::name).into()),
        (
            "manifesto",
            map([
                ("title", of.title.as_str().into()),
                ("url", job.address(&of.url).into()),
                ("language", settings.tag(of.spoken).into()),
            ]),
        ),
    ])
}

/// A manifesto as data.
#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    url: String,
    language: &'a str,
    theses: Vec<DataThesis<'a>>,
}

/// A thesis as data.
#[derive(Serialize)]
struct DataThesis<'a> {
    number: u32,
    claim: &'a str,
    url: String,
    anchor: String,
    language: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    group: &'a str,
    citations: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'static str>,
}

/// Gives the theses of a section as JSON.
pub(super) fn data(desk: &Desk, section: SectionId) -> Vec<u8> {
    let settings = desk.settings();
    let theses = desk.theses(section);
    let of = desk.section(section);
    let url = settings.permalink(&of.url);
    let theses = theses.iter().map(|thesis| DataThesis {
        number: thesis.number,
        claim: &thesis.card.title,
        url: settings.permalink(&thesis.card.url),
        anchor: format!("{url}#{}", anchor(thesis.number)),
        language: &thesis.card.language,
        group: thesis.group,
        citations: thesis.citations,
        evidence: thesis.evidence.map(Status::name),
    });
    let data = Data {
        title: &of.title,
        language: settings.tag(of.language),
        theses: theses.collect(),
        url: url.clone(),
    };
    let mut bytes = serde_json::to_vec_pretty(&data).expect("texts and numbers can be written");
    bytes.push(b'\n');
    bytes
}

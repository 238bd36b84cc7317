//! What templates know as `page`.

use tera::Value;

use super::cards::{self, map};
use super::equipment::Equipment;
use crate::model::page::Standing;
use crate::model::settings::Settings;
use crate::model::site::Card;
use crate::model::{Craft, Desk, FrontMatter, Kind, PageKind};

/// What a page is called, and what is said of it.
struct Face {
    kind: &'static str,
    title: String,
    description: String,
}

/// Makes the value of a page.
pub(super) fn page(desk: &Desk, equipment: &Equipment) -> Value {
    let settings = desk.settings();
    let calendar = &equipment.calendar;
    let url = &desk.page().url;
    let face = face(desk, equipment);
    let own = desk.own_document();
    let nothing = FrontMatter::default();
    let (record, matter) = match own {
        Some(document) => {
            let (record, matter) = desk.body(document);
            (Some(record), matter.as_ref())
        }
        None => (None, &nothing),
    };
    let card = own.map(|document| desk.card(document));
    let (number, target) = match &desk.page().kind {
        PageKind::Section(_, number) | PageKind::Term(_, number) => (*number, None),
        PageKind::Redirect(target) => (1, Some(settings.address(target))),
        _ => (1, None),
    };
    let section_kind = match &desk.page().kind {
        PageKind::Section(section, _) | PageKind::Print(section) => desk.section(*section).kind,
        PageKind::Article(_) => card.map_or(Kind::Section, |card| desk.section(card.section).kind),
        _ => Kind::Section,
    };
    let toc = matter.toc.unwrap_or(record.is_some_and(|record| record.headings.len() > 2));
    map([
        ("kind", face.kind.into()),
        ("title", face.title.into()),
        ("description", face.description.into()),
        ("standfirst", matter.description.as_deref().into()),
        ("url", settings.href(url).into()),
        ("permalink", permalink(desk).into()),
        ("language", settings.tag(desk.page().language).into()),
        ("content_language", content_language(desk, card).into()),
        ("date", cards::moment(calendar, matter.date)),
        ("updated", cards::moment(calendar, matter.updated)),
        ("publish_at", cards::moment(calendar, matter.publish_at)),
        ("expire_at", cards::moment(calendar, matter.expire_at)),
        ("minutes", card.map_or(1, |card| card.minutes).into()),
        ("words", record.map_or(0, |record| record.words).into()),
        ("standing", card.map_or(Standing::Public, |card| card.standing).name().into()),
        ("image", image(settings, card, matter)),
        ("authors", matter.authors.clone().into()),
        ("ask", matter.ask.clone().into()),
        ("toc", toc.into()),
        ("layout", matter.layout.clone().into()),
        ("section_kind", section_kind.name().into()),
        ("number", number.into()),
        ("owner", matter.owner.clone().into()),
        ("role", matter.role.as_deref().into()),
        ("links", links(settings, matter)),
        ("review_by", cards::moment(calendar, matter.review_by.as_ref().map(|day| day.value))),
        ("target", target.into()),
        (
            "markdown",
            own.and_then(|document| desk.twin(document)).map(|url| settings.href(&url)).into(),
        ),
        ("extra", cards::extra_table(&matter.extra)),
    ])
}

/// Makes the value of where else a person can be found.
fn links(settings: &Settings, matter: &FrontMatter) -> Value {
    let links = matter.links.iter().map(|link| {
        let url = settings.address(&link.url.value);
        map([("title", link.title.as_str().into()), ("url", url.into())])
    });
    links.collect::<Vec<_>>().into()
}

/// Gives the language in which the text of a page is written: of a term and a section, the name.
fn content_language<'a>(desk: &'a Desk, card: Option<&'a Card>) -> &'a str {
    let language = match desk.page().kind {
        PageKind::Term(term, _) => desk.own_term(term).1.language,
        PageKind::Section(section, _) | PageKind::Print(section) => desk.section(section).spoken,
        _ => desk.page().language,
    };
    card.map_or_else(|| desk.settings().tag(language), |card| &card.language)
}

/// Gives the canonical URL of a page; of a redirect, the URL it leads to; of a page that stands in
/// for a translation, that of the original.
fn permalink(desk: &Desk) -> String {
    match &desk.page().kind {
        PageKind::Redirect(target) => desk.settings().whole_address(target),
        PageKind::Article(document) => {
            let original = desk.original(*document);
            desk.settings().permalink(original.map_or(&desk.page().url, |card| &card.url))
        }
        _ => desk.settings().permalink(&desk.page().url),
    }
}

fn image(settings: &Settings, card: Option<&Card>, matter: &FrontMatter) -> Value {
    let Some(found) = card.and_then(|card| card.image.as_ref()) else { return Value::none() };
    let value = cards::image(settings, found);
    let (Some(mut entries), Some(picture)) = (value.into_map(), &matter.image) else {
        return Value::none();
    };
    entries.insert("credit".into(), picture.credit.clone().into());
    entries.insert("credit_url".into(), picture.credit_url.clone().into());
    Value::from(entries)
}

fn face(desk: &Desk, equipment: &Equipment) -> Face {
    let settings = desk.settings();
    let language = desk.page().language;
    let tag = settings.tag(language);
    let words = |key: &str| equipment.words(tag, key).map(str::to_string);
    let plain = |kind, title: String| Face { kind, title, description: String::new() };
    match &desk.page().kind {
        PageKind::Article(document) => {
            let card = desk.card(*document);
            Face {
                kind: "article",
                title: card.title.to_string(),
                description: card.description.to_string(),
            }
        }
        PageKind::Section(section, _) | PageKind::Print(section) => {
            let of = desk.section(*section);
            let is_home = of.parent.is_none();
            let kind = match (&desk.page().kind, is_home) {
                (PageKind::Print(_), _) => "print",
                (_, true) => "home",
                (_, false) => "section",
            };
            let description = match of.document {
                Some(head) => desk.card(head).description.to_string(),
                None => String::new(),
            };
            let description = match is_home && description.is_empty() {
                true => settings.description_in(language).to_string(),
                false => description,
            };
            Face { kind, title: of.title.clone(), description }
        }
        PageKind::Taxonomy(taxonomy) => {
            let (taxonomy, _) = desk.taxonomy(*taxonomy);
            plain("taxonomy", equipment.taxonomy_title(tag, &taxonomy.name))
        }
        PageKind::Term(term, _) => plain("term", desk.own_term(*term).1.name.clone()),
        PageKind::Redirect(_) => plain("redirect", words("redirect_title").unwrap_or_default()),
        _ => plain("not_found", words("not_found_title").unwrap_or_else(|| "404".to_string())),
    }
}

/// Gives the template that shows a page, as far as the theme has one for its kind.
pub(super) fn template(desk: &Desk, craft: &Craft) -> String {
    if matches!(desk.page().kind, PageKind::Print(_)) {
        return Craft::PRINT.to_string();
    }
    let chosen = desk.own_document().and_then(|document| {
        let (_, matter) = desk.body(document);
        matter.template.as_ref().map(|template| template.value.clone())
    });
    let usual = match &desk.page().kind {
        PageKind::Article(document) if craft.has("person.html") && desk.is_person(*document) => {
            "person.html"
        }
        PageKind::Article(document) if craft.has("thesis.html") && desk.is_thesis(*document) => {
            "thesis.html"
        }
        PageKind::Article(_) if craft.has("survey.html") && desk.own_survey().is_some() => {
            "survey.html"
        }
        PageKind::Article(_) => "article.html",
        PageKind::Section(section, _) if *section == desk.home() => "home.html",
        PageKind::Section(..) => "section.html",
        PageKind::Taxonomy(_) => "taxonomy.html",
        PageKind::Term(..) => "term.html",
        PageKind::Redirect(_) => "redirect.html",
        _ => "404.html",
    };
    chosen.unwrap_or_else(|| usual.to_string())
}

//! Feeds: gathered, and written in their format.

use std::rc::Rc;

use tera::{Kwargs, State, TeraResult, Value};

use super::atom;
use super::body::{self, Reader};
use super::cards::map;
use super::channel::{Entry, Feed, Person};
use super::job::{self, Function, Job};
use super::json_feed;
use crate::model::feeds::Author;
use crate::model::page::{DocumentId, FeedFormat, ListId};
use crate::model::site::TaxonomyKind;

/// Prints the feed of a list.
pub(super) fn print(job: &Rc<Job>, list: ListId, format: FeedFormat) -> TeraResult<Vec<u8>> {
    let feed = gather(job, list)?;
    Ok(match format {
        FeedFormat::Atom => atom::write(&feed).into_bytes(),
        FeedFormat::Json => json_feed::write(&feed),
    })
}

fn gather(job: &Rc<Job>, list: ListId) -> TeraResult<Feed> {
    let desk = &job.desk;
    let settings = desk.settings();
    let language = desk.page().language;
    let of = desk.feeds(list);
    let is_full = settings.feeds.full.has(of.scope);
    let newest = desk.feed(list);
    let site = settings.title_in(language);
    let description = match of.title {
        Some(_) => of.description.as_deref().unwrap_or_default(),
        None => settings.description_in(language),
    };
    let entries = newest.iter().map(|document| entry(job, *document, is_full));
    let moments = newest.iter().filter_map(|document| desk.listed(*document).changed());
    Ok(Feed {
        title: titled(of.title.as_deref(), site),
        description: description.to_string(),
        site: site.to_string(),
        language: settings.tag(language).to_string(),
        home: settings.permalink(&of.url),
        own: settings.permalink(&desk.page().url),
        updated: moments.max().map(|moment| job.equipment.calendar.stamp(moment)),
        entries: entries.collect::<TeraResult<_>>()?,
    })
}

fn entry(job: &Rc<Job>, document: DocumentId, is_full: bool) -> TeraResult<Entry> {
    let desk = &job.desk;
    let settings = desk.settings();
    let stamp = |moment| job.equipment.calendar.stamp(moment);
    let card = desk.listed(document);
    let person = |author: Author<'_>| Person {
        name: author.full_name().to_string(),
        url: author.term.map(|term| settings.permalink(&term.url)),
    };
    let terms = desk.terms_of(document).into_iter().filter(|(taxonomy, _)| {
        matches!(taxonomy.kind, TaxonomyKind::Subjects | TaxonomyKind::Series)
    });
    let html = is_full.then(|| body::html(job, document, Reader::Feed)).transpose()?;
    let is_foreign = *card.language != *settings.tag(desk.page().language);
    let image = card.image.as_ref();
    let image = image.map(|image| (settings.whole_url(&image.url), image.alt.clone()));
    Ok(Entry {
        title: card.title.to_string(),
        url: settings.permalink(&card.url),
        language: is_foreign.then(|| card.language.to_string()),
        published: card.date.map(stamp),
        updated: card.changed().map(stamp),
        authors: desk.authors(document).into_iter().map(person).collect(),
        categories: terms.map(|(_, term)| term.name.clone()).collect(),
        summary: card.description.to_string(),
        image,
        html,
    })
}

/// Names a list after the site.
fn titled(list: Option<&str>, site: &str) -> String {
    list.map_or_else(|| site.to_string(), |list| format!("{list} · {site}"))
}

/// The functions of templates, by their names.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[("feeds", feeds)];

/// `feeds()`: the feeds that a reader of the page may want, those of its own list first.
fn feeds(_: Kwargs, _: &State) -> TeraResult<Value> {
    let job = job::current()?;
    let settings = job.desk.settings();
    let site = settings.title_in(job.desk.page().language);
    let mut values = Vec::new();
    for of in job.desk.own_feeds() {
        let title = titled(of.title.as_deref(), site);
        values.extend(of.pages.iter().map(|(format, url)| {
            map([
                ("title", title.as_str().into()),
                ("url", settings.href(url).into()),
                ("type", format.media_type().into()),
                ("format", format.name().into()),
            ])
        }));
    }
    Ok(values.into())
}

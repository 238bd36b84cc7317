//! Feeds in JSON (JSON Feed 1.1).

use serde::Serialize;

use super::channel::{Entry, Feed, Person};

#[derive(Serialize)]
struct Top<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: [Named<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// The format demands a content: where the whole text is left out, the description is it.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// Writes a feed.
pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let top = Top {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: &feed.own,
        description: &feed.description,
        language: &feed.language,
        authors: [Named { name: &feed.site, url: None }],
        items: feed.entries.iter().map(item).collect(),
    };
    serde_json::to_vec(&top).expect("texts become JSON")
}

fn item(entry: &Entry) -> Item<'_> {
    let html = entry.html.as_deref();
    Item {
        id: &entry.url,
        url: &entry.url,
        title: &entry.title,
        content_html: html,
        content_text: html.is_none().then_some(&entry.summary),
        summary: &entry.summary,
        image: entry.image.as_ref().map(|(url, _)| url.as_str()),
        date_published: entry.published.as_deref(),
        date_modified: entry.updated.as_deref().filter(|_| entry.updated != entry.published),
        authors: entry.authors.iter().map(named).collect(),
        tags: &entry.categories,
        language: entry.language.as_deref(),
    }
}

fn named(person: &Person) -> Named<'_> {
    Named { name: &person.name, url: person.url.as_deref() }
}

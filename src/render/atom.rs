//! The Atom feed (RFC 4287) of the newest articles, with their whole text.

use std::rc::Rc;

use tera::TeraResult;

use super::body::{self, Reader};
use super::job::Job;
use crate::ground::markup::escape_xml;
use crate::model::page::{DocumentId, ListId};

/// What a feed without a dated article says of its last change; the format demands a date.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// Makes the feed.
pub(super) fn feed(job: &Rc<Job>, list: ListId) -> TeraResult<Vec<u8>> {
    let desk = &job.desk;
    let settings = desk.settings();
    let language = desk.page().language;
    let calendar = &job.equipment.calendar;
    let newest = desk.feed(list);
    let last = newest.iter().filter_map(|document| {
        let card = desk.listed(*document);
        card.updated.or(card.date)
    });
    let last = last.max().map_or_else(|| NEVER.to_string(), |moment| calendar.stamp(moment));
    let home = settings.permalink(&settings.home(language));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <title>{title}</title>\n<id>{home}</id>\n<updated>{last}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <author><name>{title}</name></author>\n<generator>Tertulia</generator>\n",
        language = escape_xml(settings.tag(language)),
        title = escape_xml(settings.title_in(language)),
        home = escape_xml(&home),
        own = escape_xml(&settings.permalink(&desk.page().url)),
    );
    let description = settings.description_in(language);
    if !description.is_empty() {
        xml.push_str(&format!("<subtitle>{}</subtitle>\n", escape_xml(description)));
    }
    for document in newest {
        xml.push_str(&entry(job, document)?);
    }
    xml.push_str("</feed>\n");
    Ok(xml.into_bytes())
}

fn entry(job: &Rc<Job>, document: DocumentId) -> TeraResult<String> {
    let desk = &job.desk;
    let calendar = &job.equipment.calendar;
    let card = desk.listed(document);
    let url = desk.settings().permalink(&card.url);
    let changed = card.updated.or(card.date);
    let changed = changed.map_or_else(|| NEVER.to_string(), |moment| calendar.stamp(moment));
    let mut xml = format!(
        "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" \
         href=\"{url}\"/>\n<updated>{changed}</updated>\n",
        escape_xml(&card.title),
        url = escape_xml(&url),
    );
    if let Some(date) = card.date {
        xml.push_str(&format!("<published>{}</published>\n", calendar.stamp(date)));
    }
    let (_, matter) = desk.body(document);
    for author in &matter.authors {
        xml.push_str(&format!("<author><name>{}</name></author>\n", escape_xml(author)));
    }
    for (_, term) in desk.terms_of(document) {
        xml.push_str(&format!("<category term=\"{}\"/>\n", escape_xml(&term.name)));
    }
    if !card.description.is_empty() {
        xml.push_str(&format!("<summary>{}</summary>\n", escape_xml(&card.description)));
    }
    let body = body::html(job, document, Reader::Feed)?;
    xml.push_str(&format!("<content type=\"html\">{}</content>\n</entry>\n", escape_xml(&body)));
    Ok(xml)
}

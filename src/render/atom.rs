//! Feeds in Atom (RFC 4287).

use super::channel::{Entry, Feed};
use crate::ground::markup::escape_xml;

/// What a feed without a dated article says of its last change; the format demands a date.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// Writes a feed.
pub(super) fn write(feed: &Feed) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
         xml:lang=\"{language}\">\n\
         <title>{title}</title>\n<id>{home}</id>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <author><name>{site}</name></author>\n<generator>Tertulia</generator>\n",
        language = escape_xml(&feed.language),
        title = escape_xml(&feed.title),
        home = escape_xml(&feed.home),
        updated = feed.updated.as_deref().unwrap_or(NEVER),
        own = escape_xml(&feed.own),
        site = escape_xml(&feed.site),
    );
    if !feed.description.is_empty() {
        xml.push_str(&format!("<subtitle>{}</subtitle>\n", escape_xml(&feed.description)));
    }
    for entry in &feed.entries {
        push_entry(&mut xml, entry);
    }
    xml.push_str("</feed>\n");
    xml
}

fn push_entry(xml: &mut String, entry: &Entry) {
    let language = entry.language.as_ref();
    let language = language.map(|tag| format!(" xml:lang=\"{}\"", escape_xml(tag)));
    xml.push_str(&format!(
        "<entry{language}>\n<title>{title}</title>\n<id>{url}</id>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n\
         <updated>{updated}</updated>\n",
        language = language.unwrap_or_default(),
        title = escape_xml(&entry.title),
        url = escape_xml(&entry.url),
        updated = entry.updated.as_deref().unwrap_or(NEVER),
    ));
    if let Some(published) = &entry.published {
        xml.push_str(&format!("<published>{published}</published>\n"));
    }
    for author in &entry.authors {
        xml.push_str(&format!("<author><name>{}</name>", escape_xml(&author.name)));
        if let Some(url) = &author.url {
            xml.push_str(&format!("<uri>{}</uri>", escape_xml(url)));
        }
        xml.push_str("</author>\n");
    }
    for category in &entry.categories {
        xml.push_str(&format!("<category term=\"{}\"/>\n", escape_xml(category)));
    }
    if let Some((url, alt)) = &entry.image {
        let (url, alt) = (escape_xml(url), escape_xml(alt));
        xml.push_str(&format!("<media:content medium=\"image\" url=\"{url}\">"));
        if !alt.is_empty() {
            xml.push_str(&format!("<media:description type=\"plain\">{alt}</media:description>"));
        }
        xml.push_str("</media:content>\n");
    }
    if !entry.summary.is_empty() {
        xml.push_str(&format!("<summary>{}</summary>\n", escape_xml(&entry.summary)));
    }
    if let Some(html) = &entry.html {
        xml.push_str(&format!("<content type=\"html\">{}</content>\n", escape_xml(html)));
    }
    xml.push_str("</entry>\n");
}

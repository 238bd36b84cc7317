//! Atom, by RFC 4287.

use std::collections::BTreeSet;

use jiff::Timestamp;
use roxmltree::{Document, Node};

use super::forms::{Faults, check_html, is_instant, is_language, is_url};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Says what of RFC 4287 an Atom feed that stands at `own` breaks.
pub(super) fn faults(text: &str, own: &str) -> Vec<String> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(why) => return vec![why.to_string()],
    };
    let feed = document.root_element();
    let mut faults = Faults::default();
    if !feed.has_tag_name((ATOM, "feed")) {
        return vec!["its root is no atom:feed".to_string()];
    }
    let language = feed.attribute((XML, "lang")).unwrap_or_default();
    faults.unless(is_language(language), || format!("xml:lang is {language:?}"));
    check_atom_parts(feed, "feed", &mut faults);
    let itself = links(feed, "self");
    faults.unless(itself == [own], || format!("rel=self is {itself:?}, not {own}"));

    let (mut ids, mut has_author) = (BTreeSet::new(), child(feed, "author").is_some());
    has_author |= children(feed, "entry").all(|entry| child(entry, "author").is_some());
    faults.unless(has_author, || "neither it nor each entry has an author".to_string());
    let newest = children(feed, "entry").filter_map(|entry| date(entry, "updated")).max();
    let updated = date(feed, "updated");
    faults.unless(newest <= updated, || format!("{updated:?} is before {newest:?}"));
    for (number, entry) in (1..).zip(children(feed, "entry")) {
        let name = format!("entry {number}");
        check_atom_parts(entry, &name, &mut faults);
        check_entry(entry, &name, &mut faults);
        let id = text_of(entry, "id");
        faults.unless(ids.insert(id.clone()), || format!("{name}: {id} is another's id"));
    }
    faults.0
}

/// Checks what feeds and entries have alike.
fn check_atom_parts(node: Node<'_, '_>, name: &str, faults: &mut Faults) {
    for part in ["id", "title", "updated"] {
        let count = children(node, part).count();
        faults.unless(count == 1, || format!("{name}: has {count} {part}"));
    }
    for part in ["published", "subtitle", "summary", "rights", "generator", "logo", "icon"] {
        let count = children(node, part).count();
        faults.unless(count <= 1, || format!("{name}: has {count} {part}"));
    }
    faults.unless(is_url(&text_of(node, "id")), || format!("{name}: its id is no absolute URL"));
    faults.unless(!text_of(node, "title").is_empty(), || format!("{name}: its title is empty"));
    for part in ["updated", "published"] {
        for one in children(node, part) {
            let text = one.text().unwrap_or_default();
            faults.unless(is_instant(text), || format!("{name}: {part} is {text:?}"));
        }
    }
    for person in children(node, "author").chain(children(node, "contributor")) {
        let is_named = !text_of(person, "name").is_empty();
        faults.unless(is_named, || format!("{name}: a person has no name"));
    }
    for category in children(node, "category") {
        let term = category.attribute("term").unwrap_or_default();
        faults.unless(!term.is_empty(), || format!("{name}: a category has no term"));
    }
    let mut alternates = BTreeSet::new();
    for link in children(node, "link") {
        let of = |name| link.attribute(name).unwrap_or_default();
        faults.unless(is_url(of("href")), || format!("{name}: a link to {:?}", of("href")));
        if matches!(of("rel"), "" | "alternate") {
            let is_new = alternates.insert((of("type"), of("hreflang")));
            faults.unless(is_new, || format!("{name}: two alternates of one type"));
        }
    }
    for unknown in node.children().filter(Node::is_element) {
        let tag = unknown.tag_name();
        faults.unless(is_atom(tag.name()) || tag.namespace() != Some(ATOM), || {
            format!("{name}: Atom knows no {}", tag.name())
        });
    }
}

fn check_entry(entry: Node<'_, '_>, name: &str, faults: &mut Faults) {
    let count = children(entry, "content").count();
    faults.unless(count <= 1, || format!("{name}: has {count} contents"));
    let alternates = links(entry, "alternate");
    let has_way = count == 1 || !alternates.is_empty();
    faults.unless(has_way, || format!("{name}: has neither a content nor a link"));
    if let Some(content) = child(entry, "content") {
        let kind = content.attribute("type").unwrap_or("text");
        let is_known = matches!(kind, "text" | "html");
        faults.unless(is_known, || format!("{name}: its content is {kind:?}"));
        let has_elements = content.children().any(|inner| inner.is_element());
        faults.unless(!has_elements, || format!("{name}: its content is not escaped"));
        if kind == "html" {
            check_html(content.text().unwrap_or_default(), name, faults);
        }
    }
    if let (Some(published), Some(updated)) = (date(entry, "published"), date(entry, "updated")) {
        faults.unless(published <= updated, || format!("{name}: updated before it was published"));
    }
}

fn children<'a, 'b: 'a>(node: Node<'a, 'b>, name: &'a str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.children().filter(move |one| one.has_tag_name((ATOM, name)))
}

fn child<'a, 'b: 'a>(node: Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    node.children().find(|one| one.has_tag_name((ATOM, name)))
}

fn text_of(node: Node<'_, '_>, name: &str) -> String {
    child(node, name).and_then(|one| one.text()).unwrap_or_default().trim().to_string()
}

fn date(node: Node<'_, '_>, name: &str) -> Option<Timestamp> {
    text_of(node, name).parse().ok()
}

fn links(node: Node<'_, '_>, relation: &str) -> Vec<String> {
    let all = children(node, "link")
        .filter(|link| link.attribute("rel").unwrap_or("alternate") == relation);
    all.map(|link| link.attribute("href").unwrap_or_default().to_string()).collect()
}

fn is_atom(name: &str) -> bool {
    let names = "author category content contributor entry generator icon id link logo published \
                 rights source subtitle summary title updated";
    names.split_whitespace().any(|known| known == name)
}

#[test]
fn feeds_that_break_a_rule_are_found() {
    let entry = "<entry><id>https://a.example/x/</id><title>T</title>\
                 <updated>2026-01-02T03:04:05Z</updated><content type=\"html\">&lt;p&gt;</content>\
                 </entry>";
    let feed = format!(
        "<feed xmlns=\"{ATOM}\" xml:lang=\"es\"><id>https://a.example/</id><title>T</title>\
         <updated>2026-01-02T03:04:05Z</updated><author><name>A</name></author>\
         <link rel=\"self\" href=\"https://a.example/atom.xml\"/>{entry}</feed>"
    );
    let wrong = |feed: &str| faults(feed, "https://a.example/atom.xml");
    assert_eq!(wrong(&feed), [""; 0]);
    for (what, instead) in [
        ("</feed>", ""),
        (" xml:lang=\"es\"", ""),
        ("<name>A</name>", "<name></name>"),
        ("<author><name>A</name></author>", ""),
        ("<id>https://a.example/</id>", "<id>/</id>"),
        ("https://a.example/atom.xml", "https://a.example/b.xml"),
        ("</title><updated>2026-01-02T03:04:05Z", "</title><updated>2026-01-02 03:04:05"),
        ("&lt;p&gt;", "&lt;a href=&quot;/x/&quot;&gt;"),
        ("type=\"html\"", "type=\"text/html\""),
        ("</entry>", "<nonsense/></entry>"),
        (entry, &entry.repeat(2)),
    ] {
        assert!(feed.contains(what), "{what}");
        assert!(!wrong(&feed.replacen(what, instead, 1)).is_empty(), "{what} → {instead}");
    }
}

//! JSON Feed, by its version 1.1.

use std::collections::BTreeSet;

use serde_json::Value;

use super::forms::{Faults, check_html, is_instant, is_language, is_url};

const JSON_FEED: &str = "https://jsonfeed.org/version/1.1";

/// Says what of JSON Feed 1.1 a feed that stands at `own` breaks.
pub(super) fn faults(text: &str, own: &str) -> Vec<String> {
    let feed: Value = match serde_json::from_str(text) {
        Ok(feed) => feed,
        Err(why) => return vec![why.to_string()],
    };
    let mut faults = Faults::default();
    faults.unless(feed["version"] == JSON_FEED, || format!("version is {}", feed["version"]));
    faults.unless(is_text(&feed["title"]), || "has no title".to_string());
    faults.unless(feed["feed_url"] == own, || format!("feed_url is {}", feed["feed_url"]));
    for key in ["home_page_url", "next_url", "icon", "favicon"] {
        check_url(&feed, key, "feed", &mut faults);
    }
    let speaks = |language: &Value| language.as_str().is_some_and(is_language);
    let is_right = feed.get("language").is_none_or(speaks);
    faults.unless(is_right, || format!("language is {}", feed["language"]));
    check_authors(&feed, "feed", &mut faults);
    let Some(items) = feed["items"].as_array() else {
        faults.say("has no list of items");
        return faults.0;
    };
    let mut ids = BTreeSet::new();
    for (number, item) in (1..).zip(items) {
        let name = format!("item {number}");
        check_item(item, &name, &mut faults);
        let id = item["id"].as_str().unwrap_or_default();
        faults.unless(!id.is_empty(), || format!("{name}: its id is no text"));
        faults.unless(ids.insert(id), || format!("{name}: {id} is another's id"));
    }
    faults.0
}

fn check_item(item: &Value, name: &str, faults: &mut Faults) {
    for key in ["url", "external_url", "image", "banner_image"] {
        check_url(item, key, name, faults);
    }
    let has_content = item["content_html"].is_string() || item["content_text"].is_string();
    faults.unless(has_content, || format!("{name}: has neither content_html nor content_text"));
    for key in ["title", "summary", "content_html", "content_text", "language"] {
        let is_right = item.get(key).is_none_or(Value::is_string);
        faults.unless(is_right, || format!("{name}: {key} is no text"));
    }
    for key in ["date_published", "date_modified"] {
        let is_right = item.get(key).is_none_or(|date| date.as_str().is_some_and(is_instant));
        faults.unless(is_right, || format!("{name}: {key} is {}", item[key]));
    }
    let is_list = |tags: &Value| tags.as_array().is_some_and(|tags| tags.iter().all(is_text));
    let tags = item.get("tags");
    faults.unless(tags.is_none_or(is_list), || format!("{name}: tags are {}", item["tags"]));
    check_authors(item, name, faults);
    check_html(item["content_html"].as_str().unwrap_or_default(), name, faults);
}

fn check_authors(of: &Value, name: &str, faults: &mut Faults) {
    faults.unless(of.get("author").is_none(), || format!("{name}: `author` is of version 1.0"));
    let Some(authors) = of.get("authors") else { return };
    let Some(authors) = authors.as_array() else {
        return faults.say(format!("{name}: authors are no list"));
    };
    for author in authors {
        let has_any = ["name", "url", "avatar"].iter().any(|key| is_text(&author[*key]));
        faults.unless(has_any, || format!("{name}: an author is {author}"));
        check_url(author, "url", name, faults);
    }
}

fn check_url(of: &Value, key: &str, name: &str, faults: &mut Faults) {
    let is_right = of.get(key).is_none_or(|url| url.as_str().is_some_and(is_url));
    faults.unless(is_right, || format!("{name}: {key} is {}", of[key]));
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn json_feeds_that_break_a_rule_are_found() {
    let feed = format!(
        r#"{{"version":"{JSON_FEED}","title":"T","feed_url":"https://a.example/feed.json",
        "language":"es","authors":[{{"name":"A"}}],"items":[{{"id":"1","content_html":"<p>x</p>",
        "date_published":"2026-01-02T03:04:05+01:00","tags":["t"]}}]}}"#
    );
    let wrong = |feed: &str| faults(feed, "https://a.example/feed.json");
    assert_eq!(wrong(&feed), [""; 0]);
    for (what, instead) in [
        ("1.1", "1"),
        ("\"title\":\"T\",", ""),
        ("feed.json", "other.json"),
        ("\"es\"", "7"),
        ("\"es\"", "\"Spanish\""),
        ("\"name\":\"A\"", ""),
        ("\"authors\"", "\"author\""),
        ("\"id\":\"1\"", "\"id\":1"),
        ("\"content_html\"", "\"content\""),
        ("<p>x</p>", "<img src='a.png'>"),
        ("T03:04:05+01:00", ""),
        ("[\"t\"]", "\"t\""),
        ("\"items\":", "\"entries\":"),
        ("}]}", "}"),
    ] {
        assert!(feed.contains(what), "{what}");
        assert!(!wrong(&feed.replacen(what, instead, 1)).is_empty(), "{what} → {instead}");
    }
}

//! Pagers and tables of contents as templates see them.

use tera::{Map, Value};

use super::cards::map;
use crate::model::site::List;
use crate::model::{Heading, Settings};

/// Pages next to the current one that a pager names.
const NEAR: u32 = 2;

/// Makes the value of a list's pager; none if the list has one page.
pub(super) fn pager(settings: &Settings, list: &List, number: u32) -> Value {
    let total = list.pages();
    if total < 2 {
        return Value::none();
    }
    let url = |number: u32| settings.href(&list.page_url(number));
    let previous = (number > 1).then(|| url(number - 1));
    let next = (number < total).then(|| url(number + 1));
    map([
        ("number", number.into()),
        ("total", total.into()),
        ("count", list.entries.len().into()),
        ("first", url(1).into()),
        ("previous", previous.into()),
        ("next", next.into()),
        ("last", url(total).into()),
        ("numbers", numbers(settings, list, number, total)),
    ])
}

/// Names the first, the last and those around the current page; gaps stand for the rest.
fn numbers(settings: &Settings, list: &List, current: u32, total: u32) -> Value {
    let near = current.saturating_sub(NEAR).max(1)..=(current + NEAR).min(total);
    let mut named: Vec<u32> = [1].into_iter().chain(near).chain([total]).collect();
    named.dedup();
    let mut entries: Vec<Value> = Vec::with_capacity(named.len() + 2);
    let mut last = 0;
    for number in named {
        if number > last + 1 {
            entries.push(entry(settings, list, last + 1, Is::Gap));
        }
        let is = if number == current { Is::Current } else { Is::Other };
        entries.push(entry(settings, list, number, is));
        last = number;
    }
    entries.into()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Current,
    Other,
    Gap,
}

fn entry(settings: &Settings, list: &List, number: u32, is: Is) -> Value {
    map([
        ("number", number.into()),
        ("url", settings.href(&list.page_url(number)).into()),
        ("is_current", (is == Is::Current).into()),
        ("is_gap", (is == Is::Gap).into()),
    ])
}

/// Makes the value of a table of contents: second-level headings, each with the third-level ones
/// below it.
pub(super) fn toc(headings: &[Heading]) -> Value {
    let mut top: Vec<(&Heading, Vec<&Heading>)> = Vec::new();
    for heading in headings.iter().filter(|heading| !heading.id.is_empty()) {
        match (heading.level, top.last_mut()) {
            (3, Some((_, children))) => children.push(heading),
            (1..=3, _) => top.push((heading, Vec::new())),
            _ => {}
        }
    }
    let entry = |heading: &Heading, children: Vec<Value>| -> Value {
        let mut entries = Map::new();
        entries.insert("level".into(), u32::from(heading.level).into());
        entries.insert("id".into(), heading.id.as_str().into());
        entries.insert("title".into(), heading.text.as_str().into());
        entries.insert("children".into(), children.into());
        Value::from(entries)
    };
    let entries = top.into_iter().map(|(heading, children)| {
        let children = children.into_iter().map(|child| entry(child, Vec::new())).collect();
        entry(heading, children)
    });
    entries.collect::<Vec<_>>().into()
}

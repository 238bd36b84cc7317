//! Which files of a theme a page is printed with, seen from their texts. More than there are may be
//! named (a comment that quotes a call counts), never fewer.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::engine::Engine;
use super::page;
use crate::ground::Source;
use crate::model::Desk;

/// Gives the files of the templates and components that print a desk's page.
pub fn files_behind(engine: &Engine, desk: &Desk) -> BTreeSet<Arc<str>> {
    let mut behind = Behind { engine, files: BTreeSet::new() };
    if !desk.page().kind.has_template() {
        return behind.files;
    }
    behind.template(&page::template(desk, &engine.craft));
    if let Some(document) = desk.own_document() {
        for directive in &desk.body(document).0.directives {
            behind.component(&directive.name);
        }
    }
    behind.files
}

struct Behind<'a> {
    engine: &'a Engine,
    files: BTreeSet<Arc<str>>,
}

impl<'a> Behind<'a> {
    fn template(&mut self, name: &str) {
        let engine = self.engine;
        let prefixes = std::iter::once("").chain(engine.prefixes.iter().map(String::as_str));
        let names = prefixes.map(|prefix| format!("{prefix}{name}"));
        let found = names.into_iter().find_map(|name| {
            engine.sources.iter().find(|(known, _)| *known == name).map(|(_, source)| source)
        });
        if let Some(source) = found {
            self.file(source);
        }
    }

    fn component(&mut self, name: &str) {
        let engine = self.engine;
        let defines = format!("component {name}");
        let has = |text: &str| text.match_indices(&defines).any(|(at, _)| ends(text, at, &defines));
        for (_, source) in engine.sources.iter().filter(|(_, source)| has(source.text())) {
            self.file(source);
        }
    }

    fn file(&mut self, source: &'a Source) {
        if !self.files.insert(Arc::clone(source.path())) {
            return;
        }
        for call in ["extends", "include"] {
            for name in quoted_after(source.text(), call) {
                self.template(name);
            }
        }
        let engine = self.engine;
        for component in &engine.craft.components {
            if calls(source.text(), &component.name) {
                self.component(&component.name);
            }
        }
    }
}

/// Gives what stands in quotes after a word.
pub(super) fn quoted_after<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(word).filter_map(move |(at, _)| {
        let rest = text[at + word.len()..].trim_start();
        let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\'' | '`'))?;
        rest[1..].split(quote).next()
    })
}

/// Tells whether a text calls a component: `{{ <name`, `{% set x = < name`.
fn calls(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let Some(before) = text[..at].trim_end().strip_suffix('<') else { return false };
        let opened = before.rfind("{{").max(before.rfind("{%"));
        let closed = before.rfind("}}").max(before.rfind("%}"));
        ends(text, at, name) && opened.is_some() && opened > closed
    })
}

/// Tells whether a name that stands at `at` goes no further.
fn ends(text: &str, at: usize, name: &str) -> bool {
    let next = text[at + name.len()..].chars().next();
    !next.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_told_from_tags() {
        for (text, is_call) in [
            ("{{ <details(title={x}) /> }}", true),
            ("{%- <details> %}", true),
            ("{% <details %}", true),
            ("{% set x = <details /> %}", true),
            ("{{ a ~ < details /> }}", true),
            ("{{ a }}<details>{{ b }}", false),
            ("<details>", false),
            ("{{ <detail /> }}", false),
            ("{{ <details2 /> }}", false),
        ] {
            assert_eq!(calls(text, "details"), is_call, "{text}");
        }
        let names: Vec<&str> =
            quoted_after("{% extends \"a.html\" %} extends x", "extends").collect();
        assert_eq!(names, ["a.html"]);
    }
}

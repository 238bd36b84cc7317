//! Documents as their authors wrote them, with whole URLs: Markdown for machines.

use std::fmt::Write as _;
use std::ops::Range;
use std::rc::Rc;

use tera::{Error, TeraResult};

use super::job::Job;
use super::surveys;
use super::whole;
use crate::ground::Lang;
use crate::model::page::DocumentId;
use crate::model::{Link, LinkKind};

/// Makes a document in Markdown: its title, then its text. Directives stay as they are written.
pub(super) fn twin(job: &Rc<Job>, document: DocumentId) -> TeraResult<String> {
    let desk = &job.desk;
    let (record, _) = desk.body(document);
    let (source, start) = match job.equipment.ropes.written(record) {
        Ok(written) => written,
        Err(failure) => {
            let told = Error::message(&failure);
            job.failure.set(Some(failure));
            return Err(told);
        }
    };
    let text = source.text();
    let edits = (0..).zip(&record.links).filter_map(|(number, link)| {
        let written = text.get(link.span.range())?;
        let address = whole::address(desk, document, number);
        let known = || desk.link_title(document, number).unwrap_or_default().to_string();
        let title = || surveys::cited(job, &link.target).unwrap_or_else(known);
        let (range, instead) = edit(link, written, &address, title)?;
        let from = link.span.range().start;
        Some((range.start + from..range.end + from, instead))
    });
    let mut edits: Vec<(Range<usize>, String)> = edits.collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut body = String::with_capacity(text.len());
    let mut at = start;
    for (range, instead) in edits {
        if range.start >= at {
            body.push_str(&text[at..range.start]);
            body.push_str(&instead);
            at = range.end;
        }
    }
    body.push_str(text.get(at..).unwrap_or_default());
    let body = body.trim();
    // Some begin with their title.
    Ok(if body.starts_with("# ") {
        format!("{body}\n")
    } else if body.is_empty() {
        format!("# {}\n", record.title)
    } else {
        format!("# {}\n\n{body}\n", record.title)
    })
}

/// Tells which bytes of a written link give way to what, so that it leads to a whole URL.
fn edit(
    link: &Link,
    written: &str,
    address: &str,
    title: impl Fn() -> String,
) -> Option<(Range<usize>, String)> {
    if link.kind == LinkKind::Short {
        let inner = written.strip_prefix("[[")?.strip_suffix("]]")?;
        let shown = inner.split_once('|').map_or_else(title, |(_, shown)| shown.trim().to_string());
        return Some((0..written.len(), format!("[{shown}]({address})")));
    }
    let is_number = link.kind == LinkKind::Thesis;
    if is_number || link.target == address || link.target.is_empty() {
        return None;
    }
    let is_link = written.starts_with('[') || written.starts_with("![");
    if is_link && written.ends_with(')') {
        let from = written.rfind("](")? + 2;
        let at = from + written[from..].find(&link.target)?;
        return Some((at..at + link.target.len(), address.to_string()));
    }
    if is_link && written.ends_with(']') {
        // A reference: what it names stands elsewhere.
        let end = written.rfind("][").map_or(written.len(), |at| at + 1);
        return Some((end..written.len(), format!("({address})")));
    }
    let at = written.find(&link.target).filter(|_| written.starts_with('<'))?;
    Some((at..at + link.target.len(), address.to_string()))
}

/// Makes `llms.txt`: the site, and what there is to read, section by section.
pub(super) fn llms(job: &Job) -> String {
    let desk = &job.desk;
    let settings = desk.settings();
    let mut text = heading(job);
    for (section, documents) in desk.contents() {
        write!(text, "\n## {}\n\n", line(&section.title)).expect("a string takes all");
        for document in documents {
            let card = desk.listed(document);
            let twin = desk.twin(document);
            let url = settings.permalink(twin.as_deref().unwrap_or(&card.url));
            let title = line(&card.title).replace('[', "\\[").replace(']', "\\]");
            write!(text, "- [{title}]({url})").expect("a string takes all");
            if !card.description.is_empty() {
                write!(text, ": {}", line(&card.description)).expect("a string takes all");
            }
            text.push('\n');
        }
    }
    text
}

/// Makes `llms-full.txt`: all texts, up to the limit for a page.
pub(super) fn whole_text(job: &Rc<Job>) -> TeraResult<String> {
    let desk = &job.desk;
    let bytes_max = job.equipment.bounds.output_bytes;
    let mut text = heading(job);
    for (_, documents) in desk.contents() {
        for document in documents {
            let url = desk.settings().permalink(&desk.listed(document).url);
            let twin = twin(job, document)?;
            let end = crate::words!(
                "\n---\n\nAquí se corta: el límite es de {} MiB.\n",
                "\n---\n\nIt is cut here: the limit is {} MiB.\n",
                bytes_max >> 20
            );
            let end = end.in_lang(Lang::from_locale(&job.language));
            if (text.len() + twin.len() + url.len() + 16 + end.len()) as u64 > bytes_max {
                text.push_str(end);
                return Ok(text);
            }
            write!(text, "\n---\n\n<{url}>\n\n{twin}").expect("a string takes all");
        }
    }
    Ok(text)
}

fn heading(job: &Job) -> String {
    let settings = job.desk.settings();
    let language = job.desk.page().language;
    let description = settings.description_in(language);
    let mut text = format!("# {}\n", line(settings.title_in(language)));
    if !description.is_empty() {
        write!(text, "\n> {}\n", line(description)).expect("a string takes all");
    }
    text
}

/// Puts a text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Span;

    #[test]
    fn links_become_whole_where_they_stand() {
        for (kind, target, written, expected) in [
            (LinkKind::Page, "b.md", "[b](b.md)", "[b](URL)"),
            (LinkKind::Page, "b.md", "[b.md](b.md \"b.md\")", "[b.md](URL \"b.md\")"),
            (LinkKind::Image, "a b.png", "![x](<a b.png>)", "![x](<URL>)"),
            (LinkKind::Page, "b.md", "[![x](y.png)](b.md)", "[![x](y.png)](URL)"),
            (LinkKind::Page, "b.md", "[b][ref]", "[b](URL)"),
            (LinkKind::Page, "b.md", "[ref]", "[ref](URL)"),
            (LinkKind::Page, "b.md", "<a href=\"b.md\">", "<a href=\"URL\">"),
            (LinkKind::Page, "/b/", "::card{url=\"/b/\"}", "::card{url=\"/b/\"}"),
            (LinkKind::Short, "b", "[[b|shown]]", "[shown](URL)"),
            (LinkKind::Short, "b", "[[b]]", "[Title](URL)"),
            (LinkKind::Page, "URL", "[b](URL)", "[b](URL)"),
        ] {
            let link = Link { kind, target: target.to_string(), span: Span::default() };
            let mut made = written.to_string();
            if let Some((range, instead)) = edit(&link, written, "URL", || "Title".to_string()) {
                made.replace_range(range, &instead);
            }
            assert_eq!(made, expected);
        }
    }
}

//! Bodies: a rope with its slots filled.

use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use tera::{Context, Error, TeraResult};

use super::boxes::{self, Filled};
use super::code;
use super::job::Job;
use super::retold;
use super::surveys;
use super::whole;
use crate::ground::Place;
use crate::ground::markup::escape;
use crate::model::page::DocumentId;
use crate::model::{Argument, CodeBlock, Directive, Rope, Slot};

/// Who reads a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A page of the site.
    Page,
    /// A feed reader, which needs whole URLs.
    Feed,
}

/// Gives the body of a document as HTML.
pub(super) fn html(job: &Rc<Job>, document: DocumentId, reader: Reader) -> TeraResult<String> {
    let (record, _) = job.desk.body(document);
    let rope = match job.equipment.ropes.rope(document, record) {
        Ok(rope) => rope,
        Err(failure) => {
            let told = Error::message(&failure);
            job.failure.set(Some(failure));
            return Err(told);
        }
    };
    if job.is_filling.replace(true) {
        return Err(retold::error(
            "un componente no puede pedir `content()`: es parte de ello",
            "a component may not ask for `content()`: it is part of it",
        ));
    }
    let language = job.desk.settings().tag(record.language);
    if *language != *job.language {
        job.text_language.replace(Some(Arc::from(language)));
    }
    let is_own = reader == Reader::Page && job.desk.own_document() == Some(document);
    if is_own {
        job.boxes.replace(Some(Vec::new()));
    }
    let filler = Filler { job, document, path: &record.path, rope: &rope, reader, is_own };
    let filled = filler.fill();
    job.is_filling.set(false);
    job.text_language.replace(None);
    match reader {
        Reader::Page => filled,
        Reader::Feed => {
            let url = job.desk.settings().permalink(&job.desk.card(document).url);
            Ok(with_whole_notes(&filled?, &escape(&url)))
        }
    }
}

/// Footnotes and their marks lead to each other within the page, which a feed reader does not have.
/// No text can look like them: its `<` is escaped.
fn with_whole_notes(html: &str, url: &str) -> String {
    const WAYS: [&str; 2] = ["<a href=\"#fn-", "<a class=\"footnote-back\" href=\"#fnref-"];
    WAYS.iter().fold(html.to_string(), |html, way| {
        html.replace(way, &way.replace('#', &format!("{url}#")))
    })
}

struct Filler<'a> {
    job: &'a Rc<Job>,
    document: DocumentId,
    path: &'a Arc<str>,
    rope: &'a Rope,
    reader: Reader,
    /// Whether the document is what the page shows.
    is_own: bool,
}

impl Filler<'_> {
    fn fill(&self) -> TeraResult<String> {
        let rope = self.rope;
        let mut open: Vec<(u32, String)> = Vec::new();
        let mut html = String::with_capacity(rope.html.len() + rope.slots.len() * 48);
        let mut from = 0;
        for (at, slot) in &rope.slots {
            let at = *at as usize;
            html.push_str(&rope.html[from..at]);
            from = at;
            match slot {
                Slot::Address(link) => html.push_str(&escape(&self.address(*link))),
                Slot::Title(link) => {
                    html.push_str(&escape(&self.title(*link)));
                }
                Slot::Picture(link) => self.picture(*link, &mut html),
                Slot::Code(index) => self.code(&rope.codes[*index as usize], &mut html),
                Slot::Begin(index) => open.push((*index, std::mem::take(&mut html))),
                Slot::End => {
                    let (index, before) = open.pop().expect("a rope closes what it opens");
                    let body = std::mem::replace(&mut html, before);
                    let directive = &rope.directives[index as usize];
                    self.tell(directive, &body);
                    html.push_str(&self.component(directive, &body)?);
                }
                Slot::Leaf(index) => {
                    html.push_str(&self.component(&rope.directives[*index as usize], "")?);
                }
            }
        }
        html.push_str(&rope.html[from..]);
        Ok(html)
    }

    /// Gives what a short link shows: of a question of a survey, what was answered.
    fn title(&self, link: u32) -> String {
        let desk = &self.job.desk;
        let written = &desk.body(self.document).0.links[link as usize].target;
        let title = || desk.link_title(self.document, link).unwrap_or_default().to_string();
        surveys::cited(self.job, written).unwrap_or_else(title)
    }

    fn address(&self, link: u32) -> String {
        let desk = &self.job.desk;
        match self.reader {
            Reader::Page => desk.address(self.document, link),
            Reader::Feed => whole::address(desk, self.document, link),
        }
    }

    fn picture(&self, link: u32, html: &mut String) {
        write!(html, "src=\"{}\"", escape(&self.address(link))).expect("a string takes all");
        if let Some((width, height)) = self.job.desk.picture_size(self.document, link) {
            write!(html, " width=\"{width}\" height=\"{height}\"").expect("a string takes all");
        }
    }

    fn code(&self, block: &CodeBlock, html: &mut String) {
        let equipment = &self.job.equipment;
        let place = || Place::new(self.path, block.span);
        let (coloured, finding) =
            code::highlight(block, place, &equipment.keepsakes, &equipment.bounds.clock);
        self.job.findings.borrow_mut().extend(finding);
        html.push_str("<div class=\"code\">");
        if let Some(title) = &block.title {
            write!(html, "<p class=\"code-title\">{}</p>", escape(title)).expect("it takes all");
        }
        html.push_str("<pre tabindex=\"0\"");
        if !block.language.is_empty() {
            let language = escape(&block.language);
            write!(html, " data-language=\"{language}\"").expect("a string takes all");
        }
        html.push_str("><code>");
        html.push_str(&coloured);
        html.push_str("</code></pre></div>");
    }

    /// Notes what machines are told of.
    fn tell(&self, directive: &Directive, body: &str) {
        if !self.is_own || !boxes::TOLD.contains(&directive.name.as_str()) {
            return;
        }
        let title = directive.attributes.iter().find_map(|(name, value)| match value {
            Argument::Text(text) if name == "title" => Some(text.clone()),
            _ => None,
        });
        let filled = Filled {
            name: directive.name.clone(),
            title: title.unwrap_or_default(),
            html: body.to_string(),
        };
        self.job.boxes.borrow_mut().get_or_insert_default().push(filled);
    }

    fn component(&self, directive: &Directive, body: &str) -> TeraResult<String> {
        if !self.job.equipment.engine.tera.contains_component(&directive.name) {
            // Its author was told, and chose to see the text without it.
            return Ok(body.to_string());
        }
        let mut arguments = Context::new();
        for (name, value) in &directive.attributes {
            let value = match value {
                Argument::Text(text) => text.as_str().into(),
                Argument::Address(link) => self.address(*link).into(),
            };
            arguments.insert_value(name.clone(), value);
        }
        let mut implicits = Context::new();
        implicits.insert_value("page", self.job.page.clone());
        let site = self.job.equipment.site(self.job.desk.page().language);
        implicits.insert_value("site", site);
        let tera = &self.job.equipment.engine.tera;
        let name = &directive.name;
        // What is inside a directive is printed before, so none is being printed now.
        self.job.directive.replace(Some(Place::new(self.path, directive.span)));
        let made =
            tera.render_component_with_implicits(name, &arguments, &implicits, Some(body), true);
        if made.is_ok() {
            self.job.directive.replace(None);
        }
        made.map(|html| html.trim_matches('\n').to_string())
    }
}

//! Headings, paragraphs, code blocks and formulas.

use std::ops::Range;

use math_core::MathDisplay;
use pulldown_cmark::CowStr;

use super::formula::mathml;
use super::listing::code_block;
use super::manuscript::{Manuscript, OpenHeading};
use crate::ground::findings::bad_formula;
use crate::ground::markup::{push_attribute, push_text};
use crate::ground::slug::slug;
use crate::model::{Heading, Slot};

/// The name of a heading without letters or digits.
const NAMELESS: &str = "section";

impl Manuscript<'_> {
    /// A heading begins. The first block of a body, if it is a heading of level 1, is the title.
    pub(super) fn begin_heading(&mut self, level: u8, id: Option<&str>, classes: &[CowStr<'_>]) {
        let is_title = level == 1 && self.is_untouched;
        let mut id_at = None;
        if !is_title {
            self.push("<h");
            self.push_digit(level);
            id_at = Some(self.html().len());
            if !classes.is_empty() {
                self.push(" class=\"");
                push_attribute(self.html(), &classes.join(" "));
                self.push("\"");
            }
            self.push(">");
            self.prose.transcript.begin_heading();
        }
        self.heading = Some(OpenHeading {
            level,
            text: String::new(),
            id: id.map(str::to_string),
            has_attributes: id.is_some() || !classes.is_empty(),
            id_at,
        });
    }

    /// The heading ends; `written` is the byte after what was written of it.
    pub(super) fn end_heading(&mut self, range: Range<usize>, written: usize) {
        if let Some(tail) = self.braces_lost(range, written) {
            self.text(&tail);
        }
        let Some(heading) = self.heading.take() else {
            return;
        };
        let text = heading.text.split_whitespace();
        let text = text.collect::<Vec<_>>().join(" ");
        let Some(id_at) = heading.id_at else {
            self.end_title(text, heading.id);
            return;
        };
        let id = self.heading_id(heading.id, &text);
        self.push("</h");
        self.push_digit(heading.level);
        self.push(">\n");
        if !id.is_empty() {
            let mut attribute = String::with_capacity(id.len() + 8);
            attribute.push_str(" id=\"");
            push_attribute(&mut attribute, &id);
            attribute.push('"');
            self.insert(id_at, &attribute);
        }
        self.prose.transcript.end_heading();
        self.prose.border();
        self.body.record.headings.push(Heading { level: heading.level, id, text });
    }

    /// Gives what the Markdown parser took for the attributes of a heading, if there is no name
    /// and no class in it: braces in prose, as in `{% if socio %}`, are text.
    fn braces_lost(&self, range: Range<usize>, written: usize) -> Option<String> {
        let has_attributes = self.heading.as_ref()?.has_attributes;
        let heading = self.source.slice(self.span(range.clone()));
        let at = heading.rfind('{').filter(|_| !has_attributes)?;
        let length = heading[at..].find('}')? + 1;
        let is_lost = range.start + at >= written;
        let space = if heading[..at].ends_with(' ') { " " } else { "" };
        is_lost.then(|| format!("{space}{}", &heading[at..at + length]))
    }

    /// The title is printed by the template; what remains of it here is the name that its author
    /// gave it, so that links to it arrive.
    fn end_title(&mut self, text: String, id: Option<String>) {
        self.body.first_heading = Some(text).filter(|text| !text.is_empty());
        if let Some(id) = id {
            let id = self.names.give(&id);
            self.push("<span id=\"");
            push_attribute(self.html(), &id);
            self.push("\"></span>\n");
            self.body.record.anchors.push(id);
        }
    }

    fn heading_id(&mut self, id: Option<String>, text: &str) -> String {
        match id {
            Some(id) => self.names.give(&id),
            None if self.markdown.heading_ids => {
                let slug = slug(text);
                let wanted = if slug.is_empty() { NAMELESS } else { &slug };
                self.names.give(wanted)
            }
            None => String::new(),
        }
    }

    /// A paragraph begins.
    pub(super) fn begin_paragraph(&mut self) {
        self.paragraph = Some(self.html().len());
        self.figure = None;
        self.push("<p>");
        if self.nesting.is_at_top() {
            self.prose.open_paragraph();
        }
    }

    /// The paragraph ends.
    pub(super) fn end_paragraph(&mut self) {
        self.prose.close_paragraph();
        self.prose.border();
        let Some(start) = self.paragraph.take() else {
            self.push("</p>\n");
            return;
        };
        if self.figure_for(start) {
            return;
        }
        if self.html().len() == start + "<p>".len() {
            self.html().truncate(start);
        } else {
            self.push("</p>\n");
        }
    }

    /// A code block ends.
    pub(super) fn end_listing(&mut self, range: Range<usize>) {
        let Some((text, info)) = self.listing.take() else {
            return;
        };
        let span = self.span(range);
        let code = code_block(&info, text, span);
        let index = u32::try_from(self.body.record.codes.len()).unwrap_or(u32::MAX);
        self.body.record.codes.push(code.fingerprint);
        self.body.rope.codes.push(code);
        self.slot(Slot::Code(index));
        self.push("\n");
        self.prose.border();
    }

    /// Writes code in a line.
    pub(super) fn code_span(&mut self, code: &str) {
        if self.plain_text(code) {
            self.push("<code>");
            push_text(self.html(), code);
            self.push("</code>");
        }
    }

    /// Writes a formula. Two prices, as in `$5-$10` or `5$-10$`, are none.
    pub(super) fn formula(&mut self, latex: &str, display: MathDisplay, range: Range<usize>) {
        let span = self.span(range);
        let written = self.source.slice(span);
        let is_digit = |at: usize| {
            let byte = self.source.text().as_bytes().get(at);
            byte.is_some_and(u8::is_ascii_digit)
        };
        let before = (span.start as usize).wrapping_sub(1);
        let is_price =
            display == MathDisplay::Inline && (is_digit(before) || is_digit(span.end as usize));
        if is_price || self.is_text_only() {
            self.text(written);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(latex);
        }
        match mathml(latex, display) {
            Ok(mathml) if display == MathDisplay::Block => self.display(&mathml),
            Ok(mathml) => self.push(&mathml),
            Err(cause) => {
                self.push("<code>");
                push_text(self.html(), written);
                self.push("</code>");
                let place = self.place(span);
                self.find(bad_formula(place, &cause));
            }
        }
    }

    /// Writes a displayed formula: a block of its own, which parts the paragraph around it.
    fn display(&mut self, mathml: &str) {
        if self.inline_depth > 0 || self.heading.is_some() {
            self.push("<span class=\"math\">");
            self.push(mathml);
            self.push("</span>");
            return;
        }
        let paragraph = self.paragraph;
        if let Some(start) = paragraph {
            if self.html().len() == start + "<p>".len() {
                self.html().truncate(start);
            } else {
                self.push("</p>\n");
            }
        }
        self.push("<div class=\"math\">");
        self.push(mathml);
        self.push("</div>\n");
        if paragraph.is_some() {
            self.paragraph = Some(self.html().len());
            self.push("<p>");
        }
    }

    fn push_digit(&mut self, digit: u8) {
        self.html().push(char::from(b'0' + digit.min(9)));
    }

    /// Inserts HTML before some that is already written; slots after it move on.
    fn insert(&mut self, at: usize, html: &str) {
        self.html().insert_str(at, html);
        let length = u32::try_from(html.len()).unwrap_or(u32::MAX);
        let slots = self.body.rope.slots.iter_mut().rev();
        for (place, _) in slots.take_while(|(place, _)| *place as usize > at) {
            *place = place.saturating_add(length);
        }
    }
}

//! Events of the Markdown parser, written into a manuscript.

use std::ops::Range;

use math_core::MathDisplay;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::assertions::Marked;
use super::body::Body;
use super::manuscript::Manuscript;
use super::theses::Theses;
use crate::ground::Source;
use crate::model::settings::MarkdownSettings;

/// Writes a body, event by event.
pub(super) struct Writer<'a> {
    manuscript: Manuscript<'a>,
    /// The lines that are hidden, and which came back.
    lines: &'a [Range<usize>],
    surfaced: Vec<bool>,
    table: Table,
    theses: Theses,
    /// The byte of the body after what was written last.
    written: usize,
}

/// The open table; tables do not stand in tables.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    has_rows: bool,
}

impl<'a> Writer<'a> {
    /// Begins a body at a byte of a file; `lines` are those hidden as thematic breaks.
    pub(super) fn new(
        (source, start): (&'a Source, usize),
        markdown: MarkdownSettings,
        lines: &'a [Range<usize>],
        is_manifesto: bool,
    ) -> Self {
        Self {
            manuscript: Manuscript::new(source, start, markdown),
            lines,
            surfaced: vec![false; lines.len()],
            table: Table::default(),
            theses: Theses::new(is_manifesto),
            written: 0,
        }
    }

    /// Gives what was written, or, if some hidden lines did not come back, which did.
    pub(super) fn finish(self) -> Result<Body, Vec<bool>> {
        if self.surfaced.contains(&false) {
            return Err(self.surfaced);
        }
        let mut manuscript = self.manuscript;
        let source = manuscript.source;
        self.theses.finish(source, &mut manuscript.body.record);
        manuscript.end_directives();
        manuscript.raw.finish(&mut manuscript.body.rope.html);
        let mut body = manuscript.body;
        body.record.anchors.extend(manuscript.footnotes.finish(&mut body.rope));
        (body.record.words, body.record.summary) = manuscript.prose.finish();
        body.transcript = manuscript.prose.transcript;
        Ok(body)
    }

    /// Gives the bytes of the HTML so far.
    pub(super) fn bytes(&self) -> u64 {
        self.manuscript.body.rope.html.len() as u64
    }

    /// Takes an event and its place in the body.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let written = match event {
            Event::Start(_) => range.start,
            _ => range.end,
        };
        self.write(event, range);
        self.written = written;
    }

    /// Words begin that a survey must bear out.
    pub(super) fn begin_assertion(&mut self) {
        self.manuscript.raw.enter();
        self.open_inline("<span class=\"claim\">");
    }

    /// They end.
    pub(super) fn end_assertion(&mut self, marked: &Marked) {
        let manuscript = &mut self.manuscript;
        manuscript.raw.leave(&mut manuscript.body.rope.html);
        let assertion = marked.assertion(manuscript.start);
        manuscript.body.record.assertions.extend(assertion);
        self.close_inline("</span>");
        self.written = marked.end();
    }

    fn write(&mut self, event: Event<'_>, range: Range<usize>) {
        let manuscript = &mut self.manuscript;
        match event {
            Event::Start(tag) => {
                if !matches!(tag, Tag::HtmlBlock) {
                    manuscript.raw.enter();
                }
                self.start(tag, range);
                self.manuscript.is_untouched = false;
            }
            Event::End(tag) => {
                if is_container(tag) {
                    manuscript.leave_container();
                }
                if !matches!(tag, TagEnd::HtmlBlock) {
                    manuscript.raw.leave(&mut manuscript.body.rope.html);
                }
                self.end(tag, range);
            }
            Event::Text(text) => manuscript.text(&text),
            Event::Code(code) => manuscript.code_span(&code),
            Event::InlineMath(latex) => manuscript.formula(&latex, MathDisplay::Inline, range),
            Event::DisplayMath(latex) => manuscript.formula(&latex, MathDisplay::Block, range),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(&html),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::SoftBreak => manuscript.line_break("\n"),
            Event::HardBreak => manuscript.line_break("<br>\n"),
            Event::Rule => self.rule(range),
            Event::TaskListMarker(is_done) => self.task_box(is_done),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let manuscript = &mut self.manuscript;
        match tag {
            Tag::Paragraph => manuscript.begin_paragraph(),
            Tag::Heading { level, id, classes, .. } => {
                manuscript.begin_heading(level as u8, id.as_deref(), &classes)
            }
            Tag::BlockQuote(Some(kind)) => manuscript.begin_alert(kind, range),
            Tag::BlockQuote(None) => self.open_container("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                manuscript.listing = Some((String::with_capacity(range.len()), info));
            }
            Tag::HtmlBlock => manuscript.raw.begin_block(&mut manuscript.body.rope.html),
            Tag::List(first) => self.open_list(first),
            Tag::Item => self.open_item(range),
            Tag::FootnoteDefinition(name) => {
                let rope = &mut manuscript.body.rope;
                manuscript.footnotes.begin(&name, rope);
                manuscript.nesting.enter();
            }
            Tag::DefinitionList => manuscript.push("<dl>\n"),
            Tag::DefinitionListTitle => manuscript.push("<dt>"),
            Tag::DefinitionListDefinition => self.open_container("<dd>"),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => self.open_cell(),
            Tag::Link { link_type, dest_url, title, .. } => {
                manuscript.begin_link(link_type, (&dest_url, &title), range)
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                manuscript.begin_image(link_type, (&dest_url, &title), range)
            }
            Tag::Emphasis => self.open_inline("<em>"),
            Tag::Strong => self.open_inline("<strong>"),
            Tag::Strikethrough => self.open_inline("<del>"),
            Tag::Superscript => self.open_inline("<sup>"),
            Tag::Subscript => self.open_inline("<sub>"),
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let manuscript = &mut self.manuscript;
        match tag {
            TagEnd::Paragraph => manuscript.end_paragraph(),
            TagEnd::Heading(_) => manuscript.end_heading(range, self.written),
            TagEnd::BlockQuote(Some(_)) => manuscript.end_alert(),
            TagEnd::BlockQuote(None) => self.close_block("</blockquote>\n"),
            TagEnd::CodeBlock => manuscript.end_listing(range),
            TagEnd::HtmlBlock => {
                let body = &mut manuscript.body;
                let known = body.record.anchors.len();
                manuscript.raw.end_block(&mut body.rope.html, &mut body.record.anchors);
                manuscript.note_anchors(known);
            }
            TagEnd::List(is_numbered) => {
                manuscript.push(if is_numbered { "</ol>\n" } else { "</ul>\n" });
                self.theses.close_list();
            }
            TagEnd::Item => {
                self.theses.close_item(manuscript);
                self.close_block("</li>\n");
            }
            TagEnd::FootnoteDefinition => {
                manuscript.prose.border();
                manuscript.footnotes.end(&mut manuscript.body.rope);
            }
            TagEnd::DefinitionList => manuscript.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_block("</tr></thead>\n"),
            TagEnd::TableRow => self.close_block("</tr>\n"),
            TagEnd::TableCell => {
                let end = if self.table.is_head { "</th>" } else { "</td>" };
                self.close_block(end);
            }
            TagEnd::Link => manuscript.end_link(),
            TagEnd::Image => manuscript.end_image(),
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.close_inline("</strong>"),
            TagEnd::Strikethrough => self.close_inline("</del>"),
            TagEnd::Superscript => self.close_inline("</sup>"),
            TagEnd::Subscript => self.close_inline("</sub>"),
            TagEnd::MetadataBlock(_) => {}
        }
    }

    fn rule(&mut self, range: Range<usize>) {
        self.manuscript.is_untouched = false;
        let index = self.lines.partition_point(|line| line.start < range.start);
        match self.lines.get(index) {
            Some(line) if line.start < range.end => {
                self.surfaced[index] = true;
                self.manuscript.directive_line(line.clone());
            }
            _ => self.manuscript.push("<hr>\n"),
        }
    }

    fn raw(&mut self, html: &str) {
        let manuscript = &mut self.manuscript;
        if manuscript.is_text_only() {
            return;
        }
        let body = &mut manuscript.body;
        let known = body.record.anchors.len();
        manuscript.raw.piece(html, &mut body.rope.html, &mut body.record.anchors);
        manuscript.note_anchors(known);
    }

    fn footnote_reference(&mut self, name: &str) {
        let manuscript = &mut self.manuscript;
        if !manuscript.is_text_only() {
            manuscript.footnotes.refer(name, &mut manuscript.body.rope.html);
        }
    }

    /// Writes the box of a task, and marks the item that has just begun.
    fn task_box(&mut self, is_done: bool) {
        let manuscript = &mut self.manuscript;
        let html = manuscript.html();
        for (begun, marked) in
            [("<li>", "<li class=\"task\">"), ("<li><p>", "<li class=\"task\"><p>")]
        {
            if html.ends_with(begun) {
                html.truncate(html.len() - begun.len());
                html.push_str(marked);
                break;
            }
        }
        let shown = if is_done { '☑' } else { '☐' };
        manuscript.push(&format!("<span class=\"box\">{shown}</span> "));
        manuscript.paragraph = None;
    }

    fn open_list(&mut self, first: Option<u64>) {
        let is_at_top = self.manuscript.nesting.is_at_top();
        let has_theses = self.theses.open_list(first.is_some(), is_at_top);
        self.manuscript.push(&match first {
            Some(_) if has_theses => "<ol class=\"theses\">\n".to_string(),
            Some(1) => "<ol>\n".to_string(),
            Some(first) => format!("<ol start=\"{first}\">\n"),
            None => "<ul>\n".to_string(),
        });
    }

    fn open_item(&mut self, range: Range<usize>) {
        if !self.theses.open_item(&mut self.manuscript, range) {
            self.open_container("<li>");
            return;
        }
        self.open_container("");
    }

    fn open_container(&mut self, html: &str) {
        self.manuscript.push(html);
        self.manuscript.prose.transcript.border();
        self.manuscript.nesting.enter();
    }

    fn close_block(&mut self, html: &str) {
        self.manuscript.push(html);
        self.manuscript.prose.border();
    }

    fn open_inline(&mut self, html: &str) {
        if !self.manuscript.is_text_only() {
            self.manuscript.inline_depth += 1;
            self.manuscript.push(html);
        }
    }

    fn close_inline(&mut self, html: &str) {
        if !self.manuscript.is_text_only() {
            self.manuscript.inline_depth = self.manuscript.inline_depth.saturating_sub(1);
            self.manuscript.push(html);
        }
    }

    fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.manuscript.push("<div class=\"table\" tabindex=\"0\"><table>\n");
    }

    fn open_row(&mut self, is_head: bool) {
        let begins = match (is_head, self.table.has_rows) {
            (true, _) => "<thead><tr>",
            (false, false) => "<tbody>\n<tr>",
            (false, true) => "<tr>",
        };
        self.manuscript.push(begins);
        self.table.has_rows |= !is_head;
        self.table.is_head = is_head;
        self.table.column = 0;
    }

    fn open_cell(&mut self) {
        let tag = if self.table.is_head { "<th" } else { "<td" };
        self.manuscript.push(tag);
        let alignment = self.table.alignments.get(self.table.column);
        self.manuscript.push(match alignment {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
        self.table.column += 1;
    }

    fn close_table(&mut self) {
        if self.table.has_rows {
            self.manuscript.push("</tbody>\n");
        }
        self.manuscript.push("</table></div>\n");
    }
}

/// Tells whether a directive that begins inside must end inside.
fn is_container(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition
    )
}

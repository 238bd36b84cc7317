//! Manuscripts: what has been written of a body so far, and what is open.

use std::ops::Range;

use super::body::Body;
use super::footnotes::Footnotes;
use super::names::Names;
use super::nesting::Nesting;
use super::prose::Prose;
use super::raw::Raw;
use crate::ground::markup::push_text;
use crate::ground::{Diagnostic, Place, Source, Span};
use crate::model::settings::MarkdownSettings;
use crate::model::{Rope, Slot};

/// Findings that one document gives; a file with more is no article.
const FINDINGS_MAX: usize = 1_000;

/// A heading whose end has not come.
#[derive(Debug)]
pub(super) struct OpenHeading {
    /// Its level.
    pub(super) level: u8,
    /// Its text so far.
    pub(super) text: String,
    /// The name that its author gave.
    pub(super) id: Option<String>,
    /// Whether its author gave it a name or a class.
    pub(super) has_attributes: bool,
    /// The byte of the HTML where its id goes; `None` for the title, which is not written.
    pub(super) id_at: Option<usize>,
}

/// An image whose end has not come: what is inside is its alternative text.
#[derive(Debug, Default)]
pub(super) struct OpenImage {
    /// Its target.
    pub(super) target: String,
    /// Its title.
    pub(super) title: String,
    /// Its alternative text so far.
    pub(super) alt: String,
    /// Where it stands.
    pub(super) span: Span,
    /// The images inside, of which only the text counts.
    pub(super) depth: usize,
    /// Whether its text is only its target.
    pub(super) is_bare: bool,
}

/// What has been written, and what is open.
pub(super) struct Manuscript<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// The byte where the body begins.
    pub(super) start: usize,
    /// How Markdown is read.
    pub(super) markdown: MarkdownSettings,
    /// What is made.
    pub(super) body: Body,
    /// Words and summary.
    pub(super) prose: Prose,
    /// Names of places.
    pub(super) names: Names,
    /// Open containers and directives.
    pub(super) nesting: Nesting,
    /// Footnotes.
    pub(super) footnotes: Footnotes,
    /// Raw HTML.
    pub(super) raw: Raw,
    /// The open heading.
    pub(super) heading: Option<OpenHeading>,
    /// The open image.
    pub(super) image: Option<OpenImage>,
    /// The text of the open code block, and what its fence says.
    pub(super) listing: Option<(String, String)>,
    /// Whether text is passed over: it stands for the title of a short link.
    pub(super) is_mute: bool,
    /// The byte of the HTML where the open paragraph begins.
    pub(super) paragraph: Option<usize>,
    /// An image with a title that fills its paragraph so far, and the byte after it.
    pub(super) figure: Option<(OpenImage, usize)>,
    /// The inline elements that are open.
    pub(super) inline_depth: usize,
    /// Whether the first block is still to come.
    pub(super) is_untouched: bool,
}

impl<'a> Manuscript<'a> {
    /// Begins a body.
    pub(super) fn new(source: &'a Source, start: usize, markdown: MarkdownSettings) -> Self {
        let bytes = source.text().len().saturating_sub(start);
        let rope = Rope { html: String::with_capacity(bytes + bytes / 3), ..Rope::default() };
        Self {
            source,
            start,
            markdown,
            body: Body { rope, ..Body::default() },
            prose: Prose::with_room_for(bytes),
            names: Names::default(),
            nesting: Nesting::default(),
            footnotes: Footnotes::default(),
            raw: Raw::new(markdown.html),
            heading: None,
            image: None,
            listing: None,
            is_mute: false,
            paragraph: None,
            figure: None,
            inline_depth: 0,
            is_untouched: true,
        }
    }

    /// Gives the HTML so far.
    pub(super) fn html(&mut self) -> &mut String {
        &mut self.body.rope.html
    }

    /// Writes HTML.
    pub(super) fn push(&mut self, html: &str) {
        self.body.rope.html.push_str(html);
    }

    /// Adds a slot.
    pub(super) fn slot(&mut self, slot: Slot) {
        self.body.rope.slot(slot);
    }

    /// Gives the place in the file of a stretch of the body.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(range.start + self.start..range.end + self.start)
    }

    /// Gives a place in the file for a finding.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source.path(), span)
    }

    /// Adds a finding.
    pub(super) fn find(&mut self, finding: Diagnostic) {
        if self.body.record.findings.len() < FINDINGS_MAX {
            self.body.record.findings.push(finding);
        }
    }

    /// Notes the names of places in raw HTML, from the anchor `first` on, so that no heading gets
    /// one of them.
    pub(super) fn note_anchors(&mut self, first: usize) {
        for anchor in &self.body.record.anchors[first..] {
            self.names.note(anchor);
        }
    }

    /// Tells whether only text counts: in the alternative text of an image, and in the title.
    pub(super) fn is_text_only(&self) -> bool {
        self.image.is_some() || self.is_in_title()
    }

    /// Tells whether the heading that becomes the title is open.
    pub(super) fn is_in_title(&self) -> bool {
        self.heading.as_ref().is_some_and(|heading| heading.id_at.is_none())
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        if let Some((code, _)) = &mut self.listing {
            code.push_str(text);
            return;
        }
        if self.plain_text(text) {
            push_text(&mut self.body.rope.html, text);
        }
    }

    /// Takes text where it counts as such, and tells whether it is also to be written.
    pub(super) fn plain_text(&mut self, text: &str) -> bool {
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return false;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
            if heading.id_at.is_none() {
                return false;
            }
        }
        if self.is_mute {
            return false;
        }
        self.prose.text(text);
        true
    }

    /// Writes the end of a line.
    pub(super) fn line_break(&mut self, html: &str) {
        if self.is_text_only() {
            self.plain_text(" ");
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push(' ');
        }
        self.prose.line();
        self.push(html);
    }
}

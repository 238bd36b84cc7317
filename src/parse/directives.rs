//! Directives, and the alerts of GitHub, which are directives in another spelling.

use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use super::attributes::Attribute;
use super::fence::{Fence, Opening, read_line};
use super::manuscript::Manuscript;
use super::nesting::OpenDirective;
use super::target::{Purpose, Target};
use crate::ground::findings::{bad_directive, stray_directive_end, unclosed_directive};
use crate::ground::{Span, Words};
use crate::model::document::DirectiveUse;
use crate::model::{Argument, Directive, Link, LinkKind, Slot};

impl Manuscript<'_> {
    /// Takes the line of a directive.
    pub(super) fn directive_line(&mut self, range: Range<usize>) {
        let span = self.span(range);
        let source = self.source;
        let line = source.slice(span);
        self.prose.border();
        match read_line(line) {
            Fence::Close(colons) => self.close_directive(colons, span),
            Fence::Leaf(opening) => {
                if let Some(index) = self.record_directive(opening, span) {
                    self.slot(Slot::Leaf(index));
                    self.push("\n");
                }
            }
            Fence::Open(colons, opening) => self.open_directive(colons, opening, span),
        }
    }

    /// A quote that is an alert begins.
    pub(super) fn begin_alert(&mut self, kind: BlockQuoteKind, range: Range<usize>) {
        let span = self.span(range);
        let first_line = self.source.slice(span).lines().next().unwrap_or_default();
        let length = first_line.trim_end().len();
        let span = Span::new(span.start as usize..span.start as usize + length);
        let name = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "danger",
        };
        let opening = Opening { name: name.to_string(), ..Opening::default() };
        if let Some(index) = self.record_directive(opening, span) {
            self.slot(Slot::Begin(index));
        }
        self.nesting.enter();
    }

    /// The alert ends.
    pub(super) fn end_alert(&mut self) {
        self.slot(Slot::End);
        self.push("\n");
    }

    /// A container of Markdown ends: so do the directives that began inside.
    pub(super) fn leave_container(&mut self) {
        let unclosed = self.nesting.leave();
        self.close_unclosed(&unclosed);
    }

    /// The document ends.
    pub(super) fn end_directives(&mut self) {
        let unclosed = self.nesting.end();
        self.close_unclosed(&unclosed);
    }

    fn open_directive(&mut self, colons: usize, opening: Opening, span: Span) {
        let name = opening.name.clone();
        if self.nesting.is_full() {
            let place = self.place(span);
            let why = Words::new(
                "está dentro de demasiadas directivas",
                "it stands inside too many directives",
            );
            self.find(bad_directive(place, &why));
            return;
        }
        // A directive without a name opens too, so that its end is not taken for another's.
        let index = self.record_directive(opening, span);
        self.nesting.open(OpenDirective { name, colons, span, is_shown: index.is_some() });
        self.raw.enter();
        if let Some(index) = index {
            self.slot(Slot::Begin(index));
            self.push("\n");
        }
    }

    fn close_directive(&mut self, colons: usize, span: Span) {
        let Some(mut closed) = self.nesting.close(colons) else {
            let place = self.place(span);
            self.find(stray_directive_end(place));
            return;
        };
        let meant = closed.pop();
        self.close_unclosed(&closed);
        if let Some(directive) = meant {
            self.end_directive(&directive);
        }
    }

    fn close_unclosed(&mut self, unclosed: &[OpenDirective]) {
        for directive in unclosed {
            if directive.is_shown {
                let place = self.place(directive.span);
                self.find(unclosed_directive(place, &directive.name, directive.colons));
            }
            self.end_directive(directive);
        }
    }

    fn end_directive(&mut self, directive: &OpenDirective) {
        self.raw.leave(&mut self.body.rope.html);
        if directive.is_shown {
            self.slot(Slot::End);
            self.push("\n");
        }
    }

    /// Takes an attribute for what it is: one called `url` is a link like any other.
    fn argument(&mut self, attribute: &Attribute, span: Span) -> Argument {
        let target = attribute.value.clone();
        if attribute.name != "url" {
            if target.contains('.') {
                self.body.record.mentions.push(target.clone());
            }
            return Argument::Text(target);
        }
        match self.classified(&target, Purpose::Link) {
            Target::Site => {
                let index = u32::try_from(self.body.record.links.len()).unwrap_or(u32::MAX);
                self.body.record.links.push(Link { kind: LinkKind::Page, target, span });
                Argument::Address(index)
            }
            Target::Elsewhere => Argument::Text(target),
            Target::Script => Argument::Text(String::new()),
        }
    }

    /// Notes a directive and what is wrong with it; gives its index, or `None` if it has no name.
    fn record_directive(&mut self, opening: Opening, span: Span) -> Option<u32> {
        if let Some(fault) = opening.fault {
            let place = self.place(Span::new(fault.range).moved(span.start as usize));
            self.find(bad_directive(place, &fault.why));
        }
        if opening.name.is_empty() {
            return None;
        }
        let (mut attributes, mut places) = (Vec::new(), Vec::new());
        for attribute in opening.attributes {
            if attribute.name == "id" {
                self.names.note(&attribute.value);
                self.body.record.anchors.push(attribute.value.clone());
            }
            let place = Span::new(attribute.range.clone()).moved(span.start as usize);
            places.push((attribute.name.clone(), place));
            let argument = self.argument(&attribute, place);
            attributes.push((attribute.name, argument));
        }
        let index = u32::try_from(self.body.record.directives.len()).ok()?;
        self.body.record.directives.push(DirectiveUse {
            name: opening.name.clone(),
            attributes: places,
            span,
        });
        self.body.rope.directives.push(Directive { name: opening.name, attributes, span });
        Some(index)
    }
}

//! Links and images.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::manuscript::{Manuscript, OpenImage};
use super::target::{Purpose, Target, classify};
use crate::ground::markup::{push_attribute, push_text, push_url};
use crate::model::settings::RawHtml;
use crate::model::{Link, LinkKind, Slot};

impl Manuscript<'_> {
    /// A link begins.
    pub(super) fn begin_link(
        &mut self,
        kind: LinkType,
        (target, title): (&str, &str),
        range: Range<usize>,
    ) {
        if self.is_text_only() {
            return;
        }
        self.inline_depth += 1;
        let mail;
        let (kind, target, has_text) = match kind {
            LinkType::WikiLink { has_pothole } => {
                // In a table the bar is escaped, and the escape is no part of the name.
                (LinkKind::Short, target.trim_end_matches('\\'), has_pothole)
            }
            LinkType::Email => {
                mail = format!("mailto:{target}");
                (LinkKind::Page, mail.as_str(), true)
            }
            _ => (LinkKind::Page, target, true),
        };
        self.push("<a");
        let mut classified = self.classified(target, Purpose::Link);
        if kind == LinkKind::Short && classified == Target::Elsewhere && !target.contains("://") {
            // `[[encuesta:nps]]` names something of the site, though it looks like a scheme.
            classified = Target::Site;
        }
        match classified {
            Target::Script => {}
            Target::Elsewhere => self.url_attribute("href", target),
            Target::Site => {
                let link = self.record(kind, target, range);
                self.prose.transcript.begin_mention(link);
                self.push(" href=\"");
                self.slot(Slot::Address(link));
                self.push("\"");
                if !has_text {
                    self.attribute("title", title);
                    self.push(">");
                    self.slot(Slot::Title(link));
                    self.prose.name(link);
                    self.is_mute = true;
                    return;
                }
            }
        }
        self.attribute("title", title);
        self.push(">");
    }

    /// The link ends.
    pub(super) fn end_link(&mut self) {
        if self.is_text_only() {
            return;
        }
        self.inline_depth = self.inline_depth.saturating_sub(1);
        self.is_mute = false;
        self.prose.transcript.end_mention();
        self.push("</a>");
    }

    /// An image begins: what comes until its end is its alternative text.
    pub(super) fn begin_image(
        &mut self,
        kind: LinkType,
        (target, title): (&str, &str),
        range: Range<usize>,
    ) {
        if let Some(image) = &mut self.image {
            image.depth += 1;
        } else if !self.is_in_title() {
            self.image = Some(OpenImage {
                target: target.trim_end_matches('\\').to_string(),
                title: title.to_string(),
                span: self.span(range),
                is_bare: matches!(kind, LinkType::WikiLink { has_pothole: false }),
                ..OpenImage::default()
            });
        }
    }

    /// The image ends.
    pub(super) fn end_image(&mut self) {
        if let Some(image) = &mut self.image
            && image.depth > 0
        {
            image.depth -= 1;
            return;
        }
        let Some(mut image) = self.image.take() else {
            return;
        };
        if image.is_bare {
            image.alt.clear();
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&image.alt);
        }
        let begins = self.paragraph.map(|start| start + "<p>".len());
        let is_first = begins == Some(self.html().len());
        self.write_image(&image, &image.title);
        if is_first && !image.title.is_empty() {
            self.figure = Some((image, self.html().len()));
        }
    }

    /// The paragraph that begins at `start` ends: an image with a title alone in it becomes a
    /// figure. Tells whether it did.
    pub(super) fn figure_for(&mut self, start: usize) -> bool {
        let Some((image, end)) = self.figure.take() else {
            return false;
        };
        if end != self.html().len() {
            return false;
        }
        self.html().truncate(start);
        if self.classified(&image.target, Purpose::Picture) == Target::Site {
            self.body.rope.slots.pop();
            self.body.record.links.pop();
        }
        self.push("<figure>");
        self.write_image(&image, "");
        self.push("<figcaption>");
        push_text(self.html(), &image.title);
        self.push("</figcaption></figure>\n");
        true
    }

    fn write_image(&mut self, image: &OpenImage, title: &str) {
        self.push("<img");
        match self.classified(&image.target, Purpose::Picture) {
            Target::Script => {}
            Target::Elsewhere => self.url_attribute("src", &image.target),
            Target::Site => {
                let start = self.start;
                let range = image.span.range();
                let range = range.start - start..range.end - start;
                let link = self.record(LinkKind::Image, &image.target, range);
                self.push(" ");
                self.slot(Slot::Picture(link));
            }
        }
        self.push(" alt=\"");
        push_attribute(self.html(), &image.alt);
        self.push("\"");
        self.attribute("title", title);
        self.push(" loading=\"lazy\" decoding=\"async\">");
    }

    /// Classifies a target; authors who are trusted with scripts may link one.
    pub(super) fn classified(&self, target: &str, purpose: Purpose) -> Target {
        match classify(target, purpose) {
            Target::Script if self.markdown.html == RawHtml::Trust => Target::Elsewhere,
            classified => classified,
        }
    }

    fn record(&mut self, kind: LinkKind, target: &str, range: Range<usize>) -> u32 {
        let index = u32::try_from(self.body.record.links.len()).unwrap_or(u32::MAX);
        self.body.record.links.push(Link {
            kind,
            target: target.to_string(),
            span: self.span(range),
        });
        index
    }

    fn url_attribute(&mut self, name: &str, url: &str) {
        self.push(" ");
        self.push(name);
        self.push("=\"");
        push_url(self.html(), url);
        self.push("\"");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        self.push(" ");
        self.push(name);
        self.push("=\"");
        push_attribute(self.html(), value);
        self.push("\"");
    }
}

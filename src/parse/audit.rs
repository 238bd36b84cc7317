//! The audit: what a body is for those who do not see it, or who jump from link to link.
//!
//! It looks at the same events as the writer, beside it, and writes nothing. Raw HTML counts where
//! it stays HTML; what it names is noted, so that its files count as used.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::wording::{is_blank, is_long_url, is_vague};
use crate::ground::findings::{
    blank_header, empty_link_text, heading_jump, headless_table, missing_alt, poor_alt,
    second_title, url_as_text, vague_link_text,
};
use crate::ground::tags::{self, Piece, pieces, same};
use crate::ground::{Diagnostic, Place, Source, Span, url};
use crate::model::Record;
use crate::model::settings::RawHtml;

/// Findings that one document gives; a file with more is no article.
const FINDINGS_MAX: usize = 1_000;

/// Tags that say something by what they show.
const SHOWS: &[&str] = &["svg", "video", "audio", "canvas", "object", "math", "input", "button"];

/// Attributes of raw HTML that name files and pages.
const NAMES: &[&str] = &["href", "src", "poster", "data"];

/// A body being looked at.
pub(super) struct Audit<'a> {
    source: &'a Source,
    /// The byte where the body begins.
    start: usize,
    html: RawHtml,
    findings: Vec<Diagnostic>,
    mentions: Vec<String>,
    /// The level of the last heading; the title is the first.
    level: u8,
    /// Whether the first block is still to come.
    is_untouched: bool,
    heading: Option<Heading>,
    link: Option<Link>,
    image: Option<Image>,
    /// The cells of the open head of a table: where each stands, and whether it says something.
    head: Option<Vec<(Span, bool)>>,
    /// The open tables of raw HTML.
    tables: Vec<RawTable>,
    /// The open block of raw HTML.
    block: Option<String>,
}

/// An open heading.
struct Heading {
    level: u8,
    text: String,
    span: Span,
    is_title: bool,
}

/// An open link.
struct Link {
    target: String,
    text: String,
    span: Span,
    /// Whether its title or label says what its text does not.
    is_named: bool,
}

/// An open image: what is inside describes it.
struct Image {
    target: String,
    alt: String,
    span: Span,
    /// The images inside, of which only the text counts.
    depth: usize,
    /// Whether its text is only its target.
    is_bare: bool,
}

/// An open table of raw HTML.
struct RawTable {
    span: Span,
    has_headers: bool,
    has_cells: bool,
    /// Whether its author says that it only arranges.
    is_layout: bool,
}

impl<'a> Audit<'a> {
    /// Begins a body at a byte of a file.
    pub(super) fn new((source, start): (&'a Source, usize), html: RawHtml) -> Self {
        Self {
            source,
            start,
            html,
            findings: Vec::new(),
            mentions: Vec::new(),
            level: 1,
            is_untouched: true,
            heading: None,
            link: None,
            image: None,
            head: None,
            tables: Vec::new(),
            block: None,
        }
    }

    /// Adds what was found to a record.
    pub(super) fn finish(self, record: &mut Record) {
        record.findings.extend(self.findings);
        record.mentions.extend(self.mentions);
    }

    /// Takes an event and its place in the body.
    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.begin(tag, range);
                self.is_untouched = false;
            }
            Event::End(tag) => self.end(*tag, range),
            Event::Text(text) | Event::Code(text) => self.text(text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
            Event::Html(html) if self.html != RawHtml::Escape => match &mut self.block {
                Some(block) => block.push_str(html),
                None => self.raw(html, range),
            },
            Event::InlineHtml(html) if self.html != RawHtml::Escape => self.raw(html, range),
            Event::Html(text) | Event::InlineHtml(text) => self.text(text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::FootnoteReference(_) => self.text("*"),
            Event::Rule => self.is_untouched = false,
            Event::TaskListMarker(_) => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let span = self.span(range);
        match tag {
            Tag::Heading { level, .. } => {
                let level = *level as u8;
                let is_title = level == 1 && self.is_untouched;
                self.heading = Some(Heading { level, text: String::new(), span, is_title });
            }
            Tag::Link { link_type, dest_url, title, .. } if !self.is_text_only() => {
                // A short link without a text has its page's title.
                let is_titled = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                let is_named = is_titled || !title.trim().is_empty();
                let target = dest_url.to_string();
                self.link = Some(Link { target, text: String::new(), span, is_named });
            }
            Tag::Image { link_type, dest_url, .. } => match &mut self.image {
                Some(image) => image.depth += 1,
                None => {
                    self.image = Some(Image {
                        target: dest_url.to_string(),
                        alt: String::new(),
                        span,
                        depth: 0,
                        is_bare: matches!(link_type, LinkType::WikiLink { has_pothole: false }),
                    });
                }
            },
            Tag::TableHead => self.head = Some(Vec::new()),
            Tag::TableCell => {
                if let Some(cells) = &mut self.head {
                    cells.push((span, false));
                }
            }
            Tag::HtmlBlock => self.block = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link if self.image.is_none() => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::TableHead => self.end_head(range),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.block.take() {
                    self.raw(&html, range);
                }
            }
            _ => {}
        }
    }

    /// Takes text for all that is open and described by it.
    fn text(&mut self, text: &str) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
        if let Some((_, says)) = self.head.as_mut().and_then(|cells| cells.last_mut()) {
            *says |= !text.trim().is_empty();
        }
    }

    fn end_heading(&mut self) {
        let Some(Heading { level, text, span, is_title }) = self.heading.take() else { return };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let from = self.level;
        self.level = level;
        if level == 1 && !is_title {
            let place = self.place(span);
            self.find(second_title(place, &text));
        } else if level > from + 1 {
            let place = self.place(span);
            self.find(heading_jump(place, &text, (from, level)));
        }
    }

    fn end_link(&mut self) {
        let Some(Link { target, text, span, is_named }) = self.link.take() else { return };
        let place = self.place(span);
        let text = text.trim();
        if is_named {
            return;
        }
        if text.is_empty() {
            self.find(empty_link_text(place, &target));
        } else if is_long_url(text) {
            self.find(url_as_text(place, text));
        } else if is_vague(text) {
            self.find(vague_link_text(place, text));
        }
    }

    fn end_image(&mut self) {
        if let Some(image) = &mut self.image
            && image.depth > 0
        {
            image.depth -= 1;
            return;
        }
        let Some(image) = self.image.take() else { return };
        let alt = if image.is_bare { "" } else { image.alt.as_str() };
        let is_decorative = is_said_to_decorate(self.source.slice(image.span));
        self.shown((!alt.trim().is_empty()).then_some(alt), is_decorative, &image);
    }

    /// Judges an image by its description; what it says is part of all that is open.
    fn shown(&mut self, alt: Option<&str>, is_decorative: bool, image: &Image) {
        // The title keeps only its text.
        if self.heading.as_ref().is_some_and(|heading| heading.is_title) {
            return;
        }
        match alt {
            Some(alt) => {
                if is_blank(alt, &image.target) {
                    let place = self.place(image.span);
                    self.find(poor_alt(place, alt.trim()));
                }
                self.text(alt);
            }
            // Of a link, its text is what counts.
            None if is_decorative || self.link.is_some() => {}
            None => {
                let place = self.place(image.span);
                self.find(missing_alt(place, &image.target));
            }
        }
    }

    fn end_head(&mut self, range: Range<usize>) {
        let cells = self.head.take().unwrap_or_default();
        let row = self.span(range);
        if cells.iter().all(|(_, says)| !says) {
            let place = self.place(row);
            return self.find(headless_table(place));
        }
        // The corner of a table with headings on two sides belongs to neither.
        for (number, (span, says)) in (1..).zip(cells).skip(1) {
            if !says {
                let place = self.place(if span.start < span.end { span } else { row });
                self.find(blank_header(place, number));
            }
        }
    }

    /// Looks at raw HTML that stands at a place of the body.
    fn raw(&mut self, html: &str, range: Range<usize>) {
        if self.is_text_only() {
            return;
        }
        // In a quote the lines of a block have more before them than it says.
        let is_exact = html.len() == range.len();
        let whole = self.span(range);
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Close(tag) => self.close(tag.name),
                Piece::Open(tag) => {
                    let within = Span::new(tag.range.clone()).moved(whole.start as usize);
                    self.open(&tag, if is_exact { within } else { whole });
                }
            }
        }
    }

    fn open(&mut self, tag: &tags::Tag<'_>, span: Span) {
        self.note_mentions(tag);
        let is = |name: &str| same(tag.name, name);
        let has = |name: &str| tag.attribute(name).is_some_and(|value| !value.trim().is_empty());
        let is_named = has("aria-label") || has("aria-labelledby") || has("title");
        let role = tag.attribute("role").unwrap_or_default();
        let is_silent = matches!(&*role, "presentation" | "none")
            || tag.attribute("aria-hidden").is_some_and(|value| value == "true");
        if let Some(level) = heading_level(tag.name) {
            let text = String::new();
            self.heading = Some(Heading { level, text, span, is_title: false });
        } else if is("a") {
            if let Some(target) = tag.attribute("href") {
                let is_named = is_named || is_silent;
                let target = target.into_owned();
                self.link = Some(Link { target, text: String::new(), span, is_named });
            }
        } else if is("img") {
            let target = tag.attribute("src").unwrap_or_default().into_owned();
            let alt = tag.attribute("alt");
            let image = Image { target, alt: String::new(), span, depth: 0, is_bare: false };
            // An empty description is an author's word that the image decorates.
            let is_decorative = alt.is_some() || is_named || is_silent;
            let alt = alt.filter(|alt| !alt.trim().is_empty());
            self.shown(alt.as_deref(), is_decorative, &image);
            if is_named {
                self.text("*");
            }
        } else if is("table") {
            let table =
                RawTable { span, has_headers: false, has_cells: false, is_layout: is_silent };
            self.tables.push(table);
        } else if let Some(table) = self.tables.last_mut().filter(|_| is("th") || is("td")) {
            table.has_headers |= is("th");
            table.has_cells |= is("td");
        } else if is_named || SHOWS.iter().any(|shows| is(shows)) {
            self.text("*");
        }
    }

    fn close(&mut self, name: &str) {
        if heading_level(name).is_some() {
            self.end_heading();
        } else if same(name, "a") {
            self.end_link();
        } else if same(name, "table")
            && let Some(table) = self.tables.pop()
            && table.has_cells
            && !table.has_headers
            && !table.is_layout
        {
            let place = self.place(table.span);
            self.find(headless_table(place));
        }
    }

    /// Notes the files and pages of the site that a tag names.
    fn note_mentions(&mut self, tag: &tags::Tag<'_>) {
        let single = NAMES.iter().filter_map(|name| tag.attribute(name));
        let set = tag.attribute("srcset").unwrap_or_default();
        let several = set.split(',').filter_map(|one| one.split_whitespace().next());
        let several = several.map(|one| one.to_string().into());
        let is_of_site = |target: &str| {
            !target.is_empty() && !target.starts_with('#') && !url::is_external(target)
        };
        let named = single.chain(several).filter(|target| is_of_site(target));
        self.mentions.extend(named.map(|target| target.trim().to_string()));
    }

    /// Tells whether only text counts: in an image, and in the heading that becomes the title.
    fn is_text_only(&self) -> bool {
        self.image.is_some() || self.heading.as_ref().is_some_and(|heading| heading.is_title)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range).moved(self.start)
    }

    /// Gives a place in the file, without the ends of lines after it.
    fn place(&self, span: Span) -> Place {
        let length = self.source.slice(span).trim_end().len();
        let start = span.start as usize;
        Place::new(self.source.path(), Span::new(start..start + length))
    }

    fn find(&mut self, finding: Diagnostic) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }
}

/// Tells whether an image is written with a title that is empty: Markdown has no other word for
/// an image that only decorates.
fn is_said_to_decorate(image: &str) -> bool {
    let inside = image.strip_suffix(')').unwrap_or_default().trim_end();
    inside.ends_with("\"\"") || inside.ends_with("''")
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

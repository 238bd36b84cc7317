//! Raw HTML, as the settings want it.

use super::sanitizer::Sanitizer;
use crate::ground::markup::push_text;
use crate::model::settings::RawHtml;

/// What becomes of the raw HTML of a document.
#[derive(Debug)]
pub(super) struct Raw {
    mode: RawHtml,
    sanitizer: Sanitizer,
    /// A block of raw HTML, which comes line by line, and must be sanitised as a whole.
    block: String,
    is_in_block: bool,
}

impl Raw {
    /// Begins a document.
    pub(super) fn new(mode: RawHtml) -> Self {
        Self { mode, sanitizer: Sanitizer::default(), block: String::new(), is_in_block: false }
    }

    /// A block of raw HTML begins.
    pub(super) fn begin_block(&mut self, html: &mut String) {
        self.is_in_block = true;
        if self.mode == RawHtml::Escape {
            html.push_str("<p>");
        }
    }

    /// Takes a piece of raw HTML; names of places in it go into `anchors`.
    pub(super) fn piece(&mut self, piece: &str, html: &mut String, anchors: &mut Vec<String>) {
        match self.mode {
            RawHtml::Escape => push_text(html, piece),
            RawHtml::Trust => {
                html.push_str(piece);
                collect_anchors(piece, anchors);
            }
            RawHtml::Sanitize if self.is_in_block => self.block.push_str(piece),
            RawHtml::Sanitize => self.sanitizer.piece(piece, html, anchors),
        }
    }

    /// The block ends.
    pub(super) fn end_block(&mut self, html: &mut String, anchors: &mut Vec<String>) {
        self.is_in_block = false;
        match self.mode {
            RawHtml::Escape => {
                html.truncate(html.trim_end().len());
                html.push_str("</p>\n");
            }
            RawHtml::Trust => {}
            RawHtml::Sanitize => {
                let block = std::mem::take(&mut self.block);
                self.sanitizer.piece(&block, html, anchors);
            }
        }
    }

    /// Something that Markdown closes by itself begins: raw tags opened inside end inside.
    pub(super) fn enter(&mut self) {
        if self.mode == RawHtml::Sanitize {
            self.sanitizer.enter();
        }
    }

    /// It ends.
    pub(super) fn leave(&mut self, html: &mut String) {
        if self.mode == RawHtml::Sanitize {
            self.sanitizer.leave(html);
        }
    }

    /// The document ends: closes what raw tags left open.
    pub(super) fn finish(&mut self, html: &mut String) {
        self.sanitizer.finish(html);
    }
}

/// Finds the values of `id` and `name` in tags.
fn collect_anchors(piece: &str, anchors: &mut Vec<String>) {
    for (at, _) in piece.match_indices('=') {
        let before = piece[..at].trim_end();
        let names = ["id", "name", "ID", "NAME"];
        let is_name = names.iter().any(|name| {
            let rest = before.strip_suffix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace))
        });
        if !is_name {
            continue;
        }
        let value = piece[at + 1..].trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split([' ', '\t', '\n', '>', '/']).next(),
        };
        anchors.extend(value.filter(|value| !value.is_empty()).map(str::to_string));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_tags_have_names() {
        let mut anchors = Vec::new();
        let piece = "<a name='uno'><p class=\"x\" id=\"dos\"><b data-id=no id = tres>\n<a\nID=4>";
        collect_anchors(piece, &mut anchors);
        assert_eq!(anchors, ["uno", "dos", "tres", "4"]);
    }
}

//! The passes over a body: hide the directives, let the Markdown parser find the blocks, and look
//! again without those that turned out to be text.

use std::ops::Range;

use pulldown_cmark::{Options, Parser};

use super::body::Body;
use super::mask::{apply, candidates};
use super::writer::Writer;
use crate::ground::Source;
use crate::model::Settings;
use crate::model::settings::MarkdownSettings;

/// Passes with hidden lines. One is enough where every candidate is a directive, two where some
/// stand in code; taking those away hardly ever moves the others.
const PASSES_MAX: usize = 3;

/// Reads the Markdown of a file from the byte `body_start` on. Never fails: what cannot be read is
/// text, with a finding.
pub(super) fn body(source: &Source, body_start: usize, settings: &Settings) -> Body {
    let text = source.text().get(body_start..).unwrap_or_default();
    let mut lines = candidates(text);
    for _ in 0..PASSES_MAX {
        match pass(source, text, settings.markdown, &lines) {
            Ok(body) => return body,
            Err(surfaced) => {
                let mut surfaced = surfaced.into_iter();
                lines.retain(|_| surfaced.next().unwrap_or(false));
            }
        }
    }
    pass(source, text, settings.markdown, &[]).unwrap_or_default()
}

/// Writes a body with some lines hidden; if not all came back, tells which did.
fn pass(
    source: &Source,
    text: &str,
    markdown: MarkdownSettings,
    lines: &[Range<usize>],
) -> Result<Body, Vec<bool>> {
    let masked = apply(text, lines);
    let start = source.text().len() - text.len();
    let mut writer = Writer::new((source, start), markdown, lines);
    let parser = Parser::new_ext(&masked, options(markdown));
    for (event, range) in parser.into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

fn options(markdown: MarkdownSettings) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    options.set(Options::ENABLE_SMART_PUNCTUATION, markdown.smart_quotes);
    options
}

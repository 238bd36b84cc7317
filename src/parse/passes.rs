//! The passes over a body: hide the directives, let the Markdown parser find the blocks, and look
//! again without those that turned out to be text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use super::assertions::{self, Part};
use super::audit::Audit;
use super::body::Body;
use super::brackets;
use super::marks::too_many;
use super::mask::{apply, candidates};
use super::spaced::Spaced;
use super::writer::Writer;
use crate::ground::findings::{bad_syntax, file_too_large};
use crate::ground::{Diagnostic, Place, Source};
use crate::model::settings::MarkdownSettings;
use crate::model::{Record, Settings};

/// Passes with hidden lines. One is enough where every candidate is a directive, two where some
/// stand in code; taking those away hardly ever moves the others.
const PASSES_MAX: usize = 3;

/// Reads the Markdown of a file from the byte `body_start` on. Never fails: what cannot be read is
/// text, with a finding.
pub(super) fn body(
    source: &Source,
    body_start: usize,
    settings: &Settings,
    is_manifesto: bool,
) -> Body {
    let text = source.text().get(body_start..).unwrap_or_default();
    if let Some(marks) = too_many(text) {
        let place = Place::file(source.path());
        let finding = bad_syntax(place, "Markdown", &marks);
        return faulty(finding);
    }
    let mut lines = candidates(text);
    for _ in 0..PASSES_MAX {
        match pass((source, text), settings, &lines, is_manifesto) {
            Ok(body) => return body,
            Err(surfaced) => {
                let mut surfaced = surfaced.into_iter();
                lines.retain(|_| surfaced.next().unwrap_or(false));
            }
        }
    }
    pass((source, text), settings, &[], is_manifesto).unwrap_or_default()
}

/// Writes a body with some lines hidden; if not all came back, tells which did.
fn pass(
    (source, text): (&Source, &str),
    settings: &Settings,
    lines: &[Range<usize>],
    is_manifesto: bool,
) -> Result<Body, Vec<bool>> {
    let masked = apply(text, lines);
    let options = options(settings.markdown);
    let asserted = assertions::find(&masked, options);
    let masked = match asserted.is_empty() {
        true => masked,
        false => Cow::Owned(assertions::hide(&masked, &asserted)),
    };
    let hidden = brackets::hide(&masked);
    let has_hidden = hidden.is_some();
    let masked = hidden.as_deref().unwrap_or(&masked);
    let start = source.text().len() - text.len();
    let mut writer = Writer::new((source, start), settings.markdown, lines, is_manifesto);
    let mut audit = Audit::new((source, start), settings.markdown.html);
    let mut spaced = Spaced::new((source, start));
    let mut take = |event: Event<'_>, range: Range<usize>, writer: &mut Writer<'_>| {
        audit.event(&event, range.clone());
        spaced.event(&event, &range);
        writer.event(event, range);
    };
    for (event, range) in Parser::new_ext(masked, options).into_offset_iter() {
        let event = if has_hidden { brackets::shown(event) } else { event };
        match assertions::cut((&event, &range), &asserted) {
            None => take(event, range, &mut writer),
            Some(parts) => {
                for part in parts {
                    match part {
                        Part::Text(text, range) => take(Event::Text(text), range, &mut writer),
                        Part::Begin => writer.begin_assertion(),
                        Part::End(marked) => writer.end_assertion(marked),
                    }
                }
            }
        }
        if writer.bytes() > settings.limits.output_bytes {
            return Ok(oversized(source, writer.bytes(), settings));
        }
    }
    let mut body = writer.finish()?;
    audit.finish(&mut body.record);
    body.record.findings.extend(spaced.finish());
    body.record.findings.extend(assertions::unreadable((source, start), &asserted));
    Ok(body)
}

/// Gives up a body whose HTML no page could hold, before it is held several times.
fn oversized(source: &Source, bytes: u64, settings: &Settings) -> Body {
    let limit = settings.limits.output_bytes;
    let place = Place::file(source.path());
    let finding = file_too_large(place, bytes, limit, "limits.output_bytes");
    faulty(finding)
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

/// Gives the body of a file that is told about and not read.
fn faulty(finding: Diagnostic) -> Body {
    let record = Record { findings: vec![finding], ..Record::default() };
    Body { record, ..Body::default() }
}

//! Findings for people at a terminal: message, place, excerpt, notes, help.

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
    normalize_untrusted_str,
};

use super::excerpt::{Excerpt, excerpt};
use super::shown::{Shown, Sources, cut, help_word, note_word, one_line};
use crate::ground::{Lang, Place, Position, Severity, Source};

/// Wide enough that the renderer never cuts: our excerpts are cut already.
const COLUMNS: usize = 400;

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// Shows findings one below the other.
pub(super) fn write(
    out: &mut dyn Write,
    findings: &[Shown<'_>],
    sources: &Sources<'_>,
    (lang, colour): (Lang, Colour),
) -> io::Result<()> {
    let renderer = match colour {
        Colour::On => Renderer::styled().hyperlink(false),
        Colour::Off => Renderer::plain(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(COLUMNS);
    for finding in findings {
        let mut moved = Vec::new();
        let groups = groups(*finding, sources, lang, &mut moved);
        let text = renderer.render(&groups);
        drop(groups);
        writeln!(out, "{}\n", true_places(text, &moved))?;
    }
    Ok(())
}

/// A place as the renderer prints it for an excerpt of a long line, and as it is in the file.
struct Moved {
    printed: String,
    is: String,
}

/// Puts the columns right that stand before excerpts of long lines.
fn true_places(mut text: String, moved: &[Moved]) -> String {
    let mut from = text.find('\n').unwrap_or_default();
    for Moved { printed, is } in moved {
        if let Some(at) = text[from..].find(printed.as_str()) {
            text.replace_range(from + at..from + at + printed.len(), is);
            from += at + is.len();
        }
    }
    text
}

fn groups<'a>(
    finding: Shown<'a>,
    sources: &Sources<'_>,
    lang: Lang,
    moved: &mut Vec<Moved>,
) -> Vec<Group<'a>> {
    let Shown { diagnostic, severity } = finding;
    let level = match severity {
        Severity::Error => Level::ERROR,
        _ => Level::WARNING,
    };
    let title = level
        .with_name(severity.word(lang))
        .primary_title(cut(diagnostic.message.in_lang(lang)))
        .id(diagnostic.code.name());

    let label = diagnostic.label.as_ref();
    let label = label.map(|label| cut(label.in_lang(lang)));
    let mut group = Group::with_title(title);
    let also = diagnostic.also.iter().map(|(place, label)| {
        let label = Some(cut(label.in_lang(lang)));
        (place, AnnotationKind::Context, label)
    });
    let own = (&diagnostic.place, AnnotationKind::Primary, label);
    for (at, kind, label) in std::iter::once(own).chain(also) {
        group = match sources.of(at) {
            Some(source) => group.element(Line::of(at, &source, moved).snippet(kind, label)),
            None => group.elements(whole_file(at, label)),
        };
    }
    for note in &diagnostic.notes {
        let text = normalize_untrusted_str(&cut(note.in_lang(lang)));
        group = group.element(Level::NOTE.with_name(note_word(lang)).message(text));
    }
    let help = diagnostic.help.iter().map(|help| {
        let text = normalize_untrusted_str(&cut(help.in_lang(lang)));
        Group::with_title(Level::HELP.with_name(help_word(lang)).secondary_title(text))
    });
    std::iter::once(group).chain(help).collect()
}

/// The line of a place: what goes over several lines is marked to the end of the first.
struct Line {
    path: String,
    number: usize,
    excerpt: Excerpt,
}

impl Line {
    /// Cuts the line of a place out of its source.
    fn of(place: &Place, source: &Source, moved: &mut Vec<Moved>) -> Self {
        let Position { line, column } = source.position(place.span.start);
        let text = source.line(line);
        let start = text.chars().take(column - 1).map(char::len_utf8).sum();
        let length = place.span.end.saturating_sub(place.span.start) as usize;
        let excerpt = excerpt(text, start..start + length);
        let printed = excerpt.text[..excerpt.marked.start].chars().count() + 1;
        let path = one_line(&place.path);
        if printed != column {
            moved.push(Moved {
                printed: format!("{path}:{line}:{printed}"),
                is: format!("{path}:{line}:{column}"),
            });
        }
        Self { path, number: line, excerpt }
    }

    /// Makes it an element of the report.
    fn snippet<'a>(
        self,
        kind: AnnotationKind,
        label: Option<Cow<'a, str>>,
    ) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(self.excerpt.text)
            .line_start(self.number)
            .path(self.path)
            .annotation(kind.span(self.excerpt.marked).label(label))
    }
}

fn whole_file<'a>(place: &'a Place, label: Option<Cow<'a, str>>) -> Vec<Element<'a>> {
    let says = label.map(|label| {
        let text = normalize_untrusted_str(&label);
        Level::NOTE.no_name().message(text).into()
    });
    let origin = Origin::path(one_line(&place.path));
    std::iter::once(origin.into()).chain(says).collect()
}

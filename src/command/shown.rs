//! Findings ready to be shown: with their severity on this site, and with places as lines and
//! columns.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::ground::{Diagnostic, Lang, Place, Position, Severity, Source, Span};
use crate::model::Settings;

/// Sources that stay open: findings come sorted by file, and a finding names few others.
const OPEN_SOURCES_MAX: usize = 4;

/// Letters of a message, label, note or help that people read.
const WORDS_LETTERS_MAX: usize = 400;

/// The findings of a run and what is needed to show them.
pub struct Findings<'a> {
    /// The findings, sorted.
    pub list: &'a [Diagnostic],
    /// The settings of the site, which say how grave each is.
    pub settings: &'a Settings,
    /// Gives the text of a file by its path from the site's root, if it can be had.
    pub sources: &'a dyn Fn(&Arc<str>) -> Option<Source>,
    /// The site's root as seen from the root of its repository, for GitHub: empty or `guide/`.
    pub prefix: &'a str,
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that keep a site from being built.
    pub errors: usize,
    /// The others.
    pub warnings: usize,
}

/// A finding that is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    /// What was found.
    pub(super) diagnostic: &'a Diagnostic,
    /// How grave it is on this site; never [`Severity::Off`].
    pub(super) severity: Severity,
}

/// A place in lines and columns; the end is the column after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Where it starts.
    pub(super) start: Position,
    /// Where it ends.
    pub(super) end: Position,
}

impl<'a> Findings<'a> {
    /// Gives those findings that are not off.
    pub(super) fn shown(&self) -> Vec<Shown<'a>> {
        let all = self.list.iter().map(|diagnostic| Shown {
            diagnostic,
            severity: self.settings.severity(diagnostic.code),
        });
        all.filter(|shown| shown.severity != Severity::Off).collect()
    }
}

impl Tally {
    /// Counts findings.
    pub(super) fn of(shown: &[Shown<'_>]) -> Self {
        let is_error = |shown: &&Shown<'_>| shown.severity == Severity::Error;
        let errors = shown.iter().filter(is_error).count();
        Self { errors, warnings: shown.len() - errors }
    }
}

/// Gives the sources of findings, and keeps the last few open.
pub(super) struct Sources<'a> {
    open: &'a dyn Fn(&Arc<str>) -> Option<Source>,
    last: RefCell<Vec<Opened>>,
}

/// A path, and its source if it could be had.
type Opened = (Arc<str>, Option<Rc<Source>>);

impl<'a> Sources<'a> {
    /// Takes the way to open a source.
    pub(super) fn new(open: &'a dyn Fn(&Arc<str>) -> Option<Source>) -> Self {
        Self { open, last: RefCell::default() }
    }

    /// Gives the source of a place; none for a whole file or a file that cannot be had.
    pub(super) fn of(&self, place: &Place) -> Option<Rc<Source>> {
        if place.span == Span::default() {
            return None;
        }
        let mut last = self.last.borrow_mut();
        if let Some((_, source)) = last.iter().find(|(path, _)| *path == place.path) {
            return source.clone();
        }
        let source = (self.open)(&place.path).map(Rc::new);
        if last.len() == OPEN_SOURCES_MAX {
            last.remove(0);
        }
        last.push((Arc::clone(&place.path), source.clone()));
        source
    }

    /// Gives a place in lines and columns, if it is one within a file.
    pub(super) fn stretch(&self, place: &Place) -> Option<Stretch> {
        let source = self.of(place)?;
        Some(Stretch {
            start: source.position(place.span.start),
            end: source.position(place.span.end),
        })
    }
}

/// Gives the word that opens a note.
pub(super) fn note_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Es => "nota",
        Lang::En => "note",
    }
}

/// Gives the word that opens a help.
pub(super) fn help_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Es => "ayuda",
        Lang::En => "help",
    }
}

/// Cuts words that quote too much of an author's text.
pub(super) fn cut(words: &str) -> Cow<'_, str> {
    match words.char_indices().nth(WORDS_LETTERS_MAX) {
        Some((at, _)) => format!("{}…", &words[..at]).into(),
        None => words.into(),
    }
}

/// Makes a text harmless for a terminal and one line long: control characters, which could move
/// the cursor or hide text, become spaces.
pub(super) fn one_line(text: &str) -> String {
    let is_hidden = |letter: char| {
        letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if is_hidden(letter) { ' ' } else { letter }).collect()
}

//! The teller: findings in words, with the place where an editor opens them.

use std::path::PathBuf;
use std::sync::Arc;

use super::screen::told::Told;
use crate::ground::url;
use crate::ground::{Diagnostic, Lang, Place, Position, Source, Span};
use crate::model::{Library, Settings};
use crate::pipeline::Proof;
use crate::read::{self, Shelf};

/// Writes findings as the terminal shows them, one text each.
pub type Tell = Arc<dyn Fn(&[&Diagnostic], &Settings) -> Vec<String> + Send + Sync>;

/// Tells findings to people.
pub(super) struct Teller {
    /// The site's folder, as a whole path.
    pub(super) root: PathBuf,
    /// The language of the program's own words.
    pub(super) lang: Lang,
    /// The day as of which the site is shown, if it is not today.
    pub(super) day: Option<String>,
    /// How an editor is called: `{path}`, `{line}` and `{column}` are filled in.
    pub(super) editor: Option<String>,
    /// Writes findings as the terminal shows them.
    pub(super) tell: Tell,
}

impl Teller {
    /// Tells findings.
    pub(super) fn told(&self, findings: &[&Diagnostic], proof: &Proof) -> Vec<Told> {
        let settings = proof.settings();
        let texts = (self.tell)(findings, settings);
        let pairs = findings.iter().zip(texts);
        pairs.map(|(finding, text)| self.one(finding, text, proof)).collect()
    }

    fn one(&self, finding: &Diagnostic, text: String, proof: &Proof) -> Told {
        let settings = proof.settings();
        let Position { line, column } = self.position(&finding.place, settings);
        Told {
            code: finding.code.name(),
            is_error: settings.is_error(finding),
            message: finding.message.in_lang(self.lang).to_string(),
            text,
            path: finding.place.path.to_string(),
            line,
            column,
            editor: self.editor_url(&finding.place.path, Position { line, column }),
            url: proof.url_of(&finding.place.path).map(|path| settings.href(&path)),
        }
    }

    fn position(&self, place: &Place, settings: &Settings) -> Position {
        let first = Position { line: 1, column: 1 };
        if place.span == Span::default() {
            return first;
        }
        self.source(&place.path, settings).map_or(first, |source| source.position(place.span.start))
    }

    fn source(&self, path: &Arc<str>, settings: &Settings) -> Option<Source> {
        let shelf = Shelf::new(&self.root, settings.limits.page_bytes);
        shelf.source(path).ok().or_else(|| read::inside(path))
    }

    /// Gives the URL that opens an editor at a place; a file inside the program has none.
    fn editor_url(&self, path: &str, at: Position) -> Option<String> {
        let template = self.editor.as_ref()?;
        let file = self.root.join(path);
        if !file.exists() {
            return None;
        }
        let path = file.display().to_string().replace('\\', "/");
        let path = url::encode(&format!("/{}", path.trim_start_matches('/'))).into_owned();
        let filled = template.replace("{path}", &path).replace("{line}", &at.line.to_string());
        Some(filled.replace("{column}", &at.column.to_string()))
    }
}

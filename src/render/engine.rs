//! The engine: a theme's templates, parsed, with the functions they may call.

use tera::Tera;

use super::errors::Sources;
use super::words::Dictionary;
use crate::model::Craft;
use crate::model::theme::ThemeFile;

/// A theme, ready to print. Made once for as long as the theme stays the same.
pub struct Engine {
    pub(super) tera: Tera,
    pub(super) words: Dictionary,
    pub(super) sources: Box<Sources>,
    /// What is put before a template's name that is not found.
    pub(super) prefixes: Vec<String>,
    pub(super) files: Vec<ThemeFile>,
    pub(super) craft: Craft,
}

impl Engine {
    /// Gives what the theme offers to articles.
    pub fn craft(&self) -> &Craft {
        &self.craft
    }

    /// Gives the file in which a template is written, for findings about all of it.
    pub fn template_source(&self, name: &str) -> std::sync::Arc<str> {
        let known = |(known, _): &&(String, crate::ground::Source)| {
            known == name || known.ends_with(&format!("/{name}"))
        };
        match self.sources.iter().find(known) {
            Some((_, source)) => std::sync::Arc::clone(source.path()),
            None => std::sync::Arc::from(name),
        }
    }
}

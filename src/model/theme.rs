//! Themes: templates, components, words and files that make a site look as it does.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ground::{Fingerprint, Mix, Source};

/// A theme with what the site lays over it: for each name, the nearest file wins.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Templates and components by the names under which templates extend and include them
    /// (`article.html`, `themes/agora/article.html`), sorted.
    pub templates: Vec<(String, Source)>,
    /// What is put before a name that is not found, in this order: `themes/agora/`.
    pub prefixes: Vec<String>,
    /// The version of the contract for which it is made, if it says so.
    pub contract: Option<i64>,
    /// Words by language and key.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
    /// Files by the path under which templates name them (`css/agora.css`), sorted.
    pub files: Vec<ThemeFile>,
    /// The fingerprint of templates and words. Files have their own.
    pub fingerprint: Fingerprint,
}

/// A file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// The path under which templates name it.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The fingerprint of its bytes.
    pub fingerprint: Fingerprint,
}

/// What a theme offers to articles: the names they may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Craft {
    /// The components, sorted by name.
    pub components: Vec<Component>,
    /// The names of templates that articles may choose, sorted.
    pub templates: Vec<String>,
}

/// A component as articles call it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Its name, which is its directive's.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Whether it takes other arguments as well.
    pub takes_any: bool,
}

/// An argument of a component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Whether the component cannot do without it.
    pub is_required: bool,
}

impl Theme {
    /// Notes the fingerprint of what it holds now.
    pub fn seal(&mut self) {
        let templates = self.templates.iter();
        let mix = templates
            .fold(Mix::new("theme"), |mix, (name, source)| mix.text(name).text(source.text()));
        let mix = self.files.iter().fold(mix, |mix, file| mix.text(&file.path));
        let mix = self.prefixes.iter().fold(mix, |mix, prefix| mix.text(prefix));
        self.fingerprint = mix.value(&self.words).finish();
    }
}

impl Craft {
    /// The template of a whole guide; without it, there is no such page.
    pub const PRINT: &str = "print.html";

    /// Tells whether there is a template of a name.
    pub fn has(&self, template: &str) -> bool {
        self.templates.binary_search_by(|one| one.as_str().cmp(template)).is_ok()
    }

    /// Finds a component by its name.
    pub fn component(&self, name: &str) -> Option<&Component> {
        let at = self.components.binary_search_by(|one| one.name.as_str().cmp(name)).ok()?;
        Some(&self.components[at])
    }
}

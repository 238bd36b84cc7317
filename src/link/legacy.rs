//! What sections and originals hand down: front matter that documents do not say themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::roles::{Role, role};
use crate::ground::url;
use crate::model::{FrontMatter, LanguageId, Record};

/// What each folder hands down, by language, with what it inherits itself.
pub(super) struct Legacy {
    by_language: Vec<FxHashMap<String, Arc<FrontMatter>>>,
}

impl Legacy {
    /// Gathers what sections hand down in each of so many languages. What a section says in one
    /// language goes before what its original says.
    pub(super) fn of(documents: &[Arc<Record>], languages: usize) -> Self {
        let mut said = Said::new();
        for document in documents {
            if role(document) == Role::Section
                && let Some(cascade) = &document.matter.cascade
            {
                let folder = url::folder(&document.path);
                let cascade = seen_from_root(folder, cascade);
                said.entry(folder).or_default().insert(document.language, cascade);
            }
        }
        let numbers = (0..u16::try_from(languages).unwrap_or(u16::MAX)).map(LanguageId);
        Self { by_language: numbers.map(|language| whole(&said, language)).collect() }
    }

    /// Gives the front matter of a document with what it inherits: from the document that it
    /// translates, then from the sections above.
    pub(super) fn inherited(&self, record: &Record, source: Option<&Record>) -> Arc<FrontMatter> {
        let cascades = &self.by_language[usize::from(record.language.0)];
        if cascades.is_empty() && source.is_none() {
            return Arc::clone(&record.matter);
        }
        let folder = url::folder(&record.path);
        let handed_down = match role(record) {
            Role::Section => above(folder, cascades),
            _ => cascades.get(folder).or_else(|| above(folder, cascades)),
        };
        let mut matter = record.matter.as_ref().clone();
        if let Some(source) = source {
            let from = url::folder(&source.path);
            matter = match from == folder {
                true => matter.or_source(&source.matter),
                false => matter.or_source(&seen_from_root(from, &source.matter)),
            };
        }
        match (handed_down, source) {
            (Some(cascade), _) => Arc::new(matter.or(cascade)),
            (None, Some(_)) => Arc::new(matter),
            (None, None) => Arc::clone(&record.matter),
        }
    }
}

/// What sections say in each language, by folder.
type Said<'a> = BTreeMap<&'a str, BTreeMap<LanguageId, FrontMatter>>;

fn whole(said: &Said<'_>, language: LanguageId) -> FxHashMap<String, Arc<FrontMatter>> {
    let mut whole: FxHashMap<String, Arc<FrontMatter>> = FxHashMap::default();
    // Folders sort before those inside them, so what is above is there first.
    for (folder, versions) in said {
        let original = versions.get(&LanguageId::default());
        let Some(own) = versions.get(&language).or(original) else { continue };
        let handed_down = [original, above(folder, &whole).map(|above| &**above)];
        let matter = handed_down.into_iter().flatten();
        let matter = matter.fold(own.clone(), |matter, defaults| matter.or(defaults));
        whole.insert((*folder).to_string(), Arc::new(matter));
    }
    whole
}

/// A picture lies beside the document that names it, whoever inherits it.
fn seen_from_root(folder: &str, cascade: &FrontMatter) -> FrontMatter {
    let mut matter = cascade.clone();
    if let Some(picture) = &mut matter.image
        && !url::is_external(&picture.src.value)
        && !picture.src.value.starts_with('/')
        && let Some(path) = url::resolve(folder, &picture.src.value)
    {
        picture.src.value = path.trim_start_matches("content").to_string();
    }
    matter
}

fn above<'a>(
    folder: &str,
    cascades: &'a FxHashMap<String, Arc<FrontMatter>>,
) -> Option<&'a Arc<FrontMatter>> {
    let mut above = folder;
    while !above.is_empty() {
        above = url::folder(above);
        if let Some(cascade) = cascades.get(above) {
            return Some(cascade);
        }
    }
    None
}

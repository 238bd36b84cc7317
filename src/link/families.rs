//! Families: documents that say the same in several languages.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ground::findings::{broken_link, unfit_value};
use crate::ground::{Diagnostic, Place, Words, url};
use crate::model::{LanguageId, Record};

/// The families of a site's documents. On a site of one language each document stands alone, and
/// nothing is written down.
pub(super) struct Families {
    /// The family of each document.
    numbers: Vec<u32>,
    /// The document that a family's others translate.
    originals: FxHashMap<u32, usize>,
}

impl Families {
    /// Gathers documents by their names without the mark of a language, and by what they say they
    /// translate.
    pub(super) fn of(
        documents: &[Arc<Record>],
        languages: usize,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        if languages < 2 {
            translations_alone(documents, findings);
            return Self { numbers: Vec::new(), originals: FxHashMap::default() };
        }
        let mut by_key: FxHashMap<&str, u32> = FxHashMap::default();
        let mut numbers = Vec::with_capacity(documents.len());
        for document in documents {
            let next = u32::try_from(by_key.len()).unwrap_or(u32::MAX);
            numbers.push(*by_key.entry(&document.key).or_insert(next));
        }
        for (number, document) in documents.iter().enumerate() {
            match translated(document, &by_key) {
                None => {}
                Some(Ok(family)) => numbers[number] = family,
                Some(Err(finding)) => findings.push(*finding),
            }
        }
        let mut originals = FxHashMap::default();
        for (number, document) in documents.iter().enumerate() {
            if document.language == LanguageId::default() {
                originals.entry(numbers[number]).or_insert(number);
            }
        }
        Self { numbers, originals }
    }

    /// Gives the family of a document.
    pub(super) fn family(&self, document: usize) -> u32 {
        self.numbers.get(document).copied().unwrap_or_default()
    }

    /// Gives the document that another translates.
    pub(super) fn original(&self, document: usize) -> Option<usize> {
        let original = *self.originals.get(self.numbers.get(document)?)?;
        (original != document).then_some(original)
    }
}

/// On a site of one language nothing can be translated.
fn translations_alone(documents: &[Arc<Record>], findings: &mut Vec<Diagnostic>) {
    for document in documents {
        if let Some(named) = &document.matter.translation_of {
            let why = Words::new(
                "el sitio tiene un solo idioma: añade `languages` en `tertulia.toml`",
                "the site has one language: add `languages` in `tertulia.toml`",
            );
            let place = Place::new(&document.path, named.span);
            findings.push(unfit_value(place, "translation_of", &named.value, &why));
        }
    }
}

/// Finds the family that a document says it belongs to.
fn translated(
    document: &Record,
    by_key: &FxHashMap<&str, u32>,
) -> Option<Result<u32, Box<Diagnostic>>> {
    let named = document.matter.translation_of.as_ref()?;
    let place = Place::new(&document.path, named.span);
    if document.language == LanguageId::default() {
        let why = Words::new(
            "está en el idioma principal: lo llevan las traducciones, como `escuchar.en.md`",
            "this is in the main language: translations have it, such as `listen.en.md`",
        );
        return Some(Err(Box::new(unfit_value(place, "translation_of", &named.value, &why))));
    }
    let bare = named.value.trim_start_matches('/');
    let beside = url::resolve(url::folder(&document.path), bare);
    let from_top = url::resolve("content", bare);
    let spellings = [beside, from_top].into_iter().flatten();
    let mut spellings = spellings.flat_map(|path| {
        let folder = path.trim_end_matches('/').to_string();
        let bundle = format!("{folder}/index.md");
        [path, format!("{folder}.md"), bundle, format!("{folder}/_index.md")]
    });
    let found = spellings.find_map(|path| by_key.get(path.as_str()));
    Some(found.copied().ok_or_else(|| Box::new(broken_link(place, &named.value, None))))
}

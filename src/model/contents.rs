//! What there is to read in a language: all that is public, section by section.

use super::answer::mix_section;
use super::own_urls;
use super::page::{DocumentId, LanguageId, PageKind, SectionId, Standing};
use super::site::Site;
use crate::ground::{Fingerprint, Mix};

impl Site {
    /// Gives the sections of a language that have something to read, each with its documents.
    pub(super) fn contents(&self, language: LanguageId) -> Vec<(SectionId, Vec<DocumentId>)> {
        let parts = &self.parts;
        let numbered = (0..).map(SectionId).zip(&parts.sections);
        let own = numbered.filter(|(_, section)| section.language == language);
        let filled = own.map(|(id, section)| {
            let entries = parts.lists[id.0 as usize].entries.iter();
            // The list of the home holds those of all sections.
            let entries = entries.filter(|entry| parts.cards[entry.0 as usize].section == id);
            let shown = section.document.iter().chain(entries).copied();
            let shown = shown.filter(|document| {
                let standing = parts.cards[document.0 as usize].standing;
                self.is_own(*document) && standing == Standing::Public
            });
            (id, shown.collect::<Vec<_>>())
        });
        filled.filter(|(_, documents)| !documents.is_empty()).collect()
    }

    pub(super) fn contents_print(&self, language: LanguageId) -> Fingerprint {
        let contents = self.contents(language).into_iter();
        let mix = contents.fold(Mix::new("contents"), |mix, (section, documents)| {
            let mix = mix_section(mix, &self.parts.sections[section.0 as usize]);
            mix.print(self.cards_print("documents", &documents))
        });
        mix.finish()
    }

    /// Gives the path of a document in Markdown, if it has one.
    pub(super) fn twin(&self, document: DocumentId) -> Option<String> {
        let parts = &self.parts;
        let url = own_urls::twin(&parts.cards[document.0 as usize].url)?;
        let page = &parts.pages[parts.by_url.get(url.as_str())?.0 as usize];
        (page.kind == PageKind::Twin(document)).then_some(url)
    }
}

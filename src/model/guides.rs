//! What guides answer: fingerprints of their chapters.

use super::page::SectionId;
use super::site::{Site, Stop};
use crate::ground::{Fingerprint, Mix};

impl Site {
    /// Fingerprints the chapters of a guide: how each is called, where it is, how deep it lies.
    pub(super) fn guide_print(&self, section: SectionId) -> Fingerprint {
        let parts = &self.parts;
        let root = &parts.sections[section.0 as usize];
        let Some(number) = root.guide else { return Fingerprint::ABSENT };
        let guide = &parts.guides[number as usize];
        let mix = Mix::new("guide").text(&root.title).text(&root.url);
        let chapters = guide.chapters.iter().fold(mix, |mix, chapter| {
            let mix = mix.number(chapter.depth.into());
            match chapter.stop {
                Stop::Document(document) => mix.print(parts.cards[document.0 as usize].print),
                Stop::Section(section) => {
                    let section = &parts.sections[section.0 as usize];
                    let head = section.document.map(|head| parts.cards[head.0 as usize].print);
                    let mix = mix.text(&section.title).text(&section.url);
                    mix.print(head.unwrap_or(Fingerprint::ABSENT))
                }
            }
        });
        chapters.finish()
    }
}

//! What guides answer: fingerprints of their chapters.

use super::own_urls;
use super::page::{PageKind, SectionId};
use super::site::{Site, Stop};
use crate::ground::{Fingerprint, Mix};

impl Site {
    /// Gives the path of a guide on one page, by its section; none if there is no such page.
    pub(super) fn print_of(&self, section: SectionId) -> Option<String> {
        let parts = &self.parts;
        let url = own_urls::print(&parts.sections[section.0 as usize].url);
        let page = &parts.pages[parts.by_url.get(url.as_str())?.0 as usize];
        (page.kind == PageKind::Print(section)).then_some(url)
    }

    /// Fingerprints the chapters of a guide: how each is called, where it is, how deep it lies.
    pub(super) fn guide_print(&self, section: SectionId) -> Fingerprint {
        let parts = &self.parts;
        let root = &parts.sections[section.0 as usize];
        let Some(number) = root.guide else { return Fingerprint::ABSENT };
        let guide = &parts.guides[number as usize];
        let mix = Mix::new("guide").text(&root.title).text(&root.url);
        let mix = mix.maybe(self.print_of(section).as_deref());
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

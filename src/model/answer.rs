//! The answers of a site to lookups, and their fingerprints.

use super::asset::Asset;
use super::desk::{Named, Neighbours};
use super::document::LinkKind;
use super::lookup::Lookup;
use super::matter::Order;
use super::page::{
    DocumentId, LanguageId, ListId, PageId, PageKind, SectionId, TaxonomyId, TermId,
};
use super::site::{Resolved, Section, Site, Taxonomy, TaxonomyKind, Term};
use crate::ground::{Fingerprint, Mix};

impl Site {
    /// Fingerprints the answer to a lookup. Equal fingerprints mean that a page which asked this
    /// would print the same.
    pub fn fingerprint(&self, lookup: Lookup) -> Fingerprint {
        let parts = &self.parts;
        match lookup {
            Lookup::Today => Mix::new("today").text(&parts.today).finish(),
            Lookup::Page(page) => self.page_print(page),
            Lookup::Body(document) => self.body_print(document),
            Lookup::Card(document) => parts.cards[document.0 as usize].print,
            Lookup::Links(document) => self.links_print(document),
            Lookup::Neighbours(document) => self.neighbours_print(document),
            Lookup::Trail(page) => {
                let trail = self.trail(page);
                trail
                    .iter()
                    .fold(Mix::new("trail"), |mix, section| mix_section(mix, section))
                    .finish()
            }
            Lookup::Backlinks(document) => self.backlinks_print(document),
            Lookup::Related(document) => self.cards_print("related", self.related(document)),
            Lookup::TermsOf(document) => {
                let at = document.0 as usize;
                let terms = parts.terms_of.row(at).iter().chain(parts.authors_of.row(at));
                let mix = Mix::new("terms").value(&parts.matters[at].authors);
                terms.fold(mix, |mix, term| mix_term(mix, self.term(*term).1)).finish()
            }
            Lookup::Taxonomy(taxonomy) => self.taxonomy_print(taxonomy),
            Lookup::List(list, number) => {
                let list = &parts.lists[list.0 as usize];
                let cards = self.cards_print("list", list.slice(number));
                Mix::new("list")
                    .print(cards)
                    .number(list.entries.len() as u64)
                    .number(list.pages().into())
                    .finish()
            }
            Lookup::Latest(list, count) => self.cards_print("latest", &self.latest(list, count)),
            Lookup::Sections(section) => self.sections_print(section),
            Lookup::Guide(section) => self.guide_print(section),
            Lookup::Theses(section) => self.theses_print(section),
            Lookup::Survey(survey) => self.survey_print(survey),
            Lookup::Taxonomies(language) => self.taxonomies_print(language),
            Lookup::Menu(language) => {
                let mix = Mix::new("menu");
                let entries = parts.menus[usize::from(language.0)].iter();
                let entries = entries.fold(mix, |mix, entry| {
                    mix.text(&entry.title).text(&entry.url).number(entry.language.0.into())
                });
                entries.finish()
            }
            Lookup::Whole(list) => {
                let entries = &parts.lists[list.0 as usize].entries;
                self.cards_print("whole", entries)
            }
            Lookup::Feed(list) => self.cards_print("feed", &self.feed(list)),
            Lookup::Feeds(list) => Mix::new("feeds").value(&self.feeds(list)).finish(),
            Lookup::Sitemap => {
                let mix = Mix::new("sitemap");
                self.sitemap().fold(mix, |mix, entry| mix.value(&entry)).finish()
            }
            Lookup::Versions(page) => {
                let mix = Mix::new("versions");
                self.versions(page).iter().fold(mix, |mix, version| mix.value(version)).finish()
            }
            Lookup::Contents(language) => self.contents_print(language),
            Lookup::Redirects => Mix::new("redirects").value(&self.redirects()).finish(),
            Lookup::Name(number) => self.name_print(&self.name_of(number)),
            Lookup::Gone => Fingerprint::ABSENT,
        }
    }

    /// Tells where a link of a document leads.
    pub(super) fn resolved(&self, document: DocumentId, link: u32) -> Resolved {
        let links = self.parts.links.row(document.0 as usize);
        links.get(link as usize).copied().unwrap_or(Resolved::AsWritten)
    }

    pub(super) fn address(&self, document: DocumentId, link: u32) -> String {
        let parts = &self.parts;
        let record = &parts.documents[document.0 as usize];
        let target = record.links.get(link as usize).map_or("", |link| link.target.as_str());
        let (path, tail) = match self.resolved(document, link) {
            Resolved::AsWritten => return target.to_string(),
            Resolved::Document { document, tail } => {
                let url = &*parts.cards[document.0 as usize].url;
                let named = target.get(tail as usize + 1..).unwrap_or_default();
                if let Some(anchor) = self.question_anchor(document, named) {
                    return format!("{}#{anchor}", parts.settings.href(url));
                }
                (url, tail)
            }
            Resolved::Page { page, tail } => (&*parts.pages[page.0 as usize].url, tail),
            Resolved::Asset { asset, tail } => (parts.asset_urls[asset.0 as usize].as_str(), tail),
        };
        let tail = target.get(tail as usize..).unwrap_or_default();
        format!("{}{tail}", parts.settings.href(path))
    }

    pub(super) fn link_title(&self, document: DocumentId, link: u32) -> Option<&str> {
        match self.resolved(document, link) {
            Resolved::Document { document: to, .. } => {
                let links = &self.parts.documents[document.0 as usize].links;
                Some(self.parts.called(&links[link as usize].target, to))
            }
            _ => None,
        }
    }

    pub(super) fn neighbours(&self, document: DocumentId) -> Neighbours {
        let card = &self.parts.cards[document.0 as usize];
        let section = &self.parts.sections[card.section.0 as usize];
        let entries = &self.parts.lists[card.section.0 as usize].entries;
        let place = card.place as usize;
        if entries.get(place) != Some(&document) {
            return Neighbours::default();
        }
        let before = place.checked_sub(1).map(|index| entries[index]);
        let after = entries.get(place + 1).copied();
        match section.order {
            Order::Date => Neighbours { previous: after, next: before },
            Order::Title | Order::Weight => Neighbours { previous: before, next: after },
        }
    }

    pub(super) fn trail(&self, page: PageId) -> Vec<&Section> {
        let parts = &self.parts;
        let mut next = match parts.pages[page.0 as usize].kind {
            PageKind::Article(document) => Some(parts.cards[document.0 as usize].section),
            PageKind::Section(section, _) => parts.sections[section.0 as usize].parent,
            PageKind::Print(section) => Some(section),
            PageKind::Taxonomy(_) | PageKind::Term(..) => {
                Some(self.home_of(parts.pages[page.0 as usize].language))
            }
            _ => None,
        };
        let mut trail = Vec::new();
        while let Some(section) = next {
            let section = &parts.sections[section.0 as usize];
            trail.push(section);
            next = section.parent;
        }
        trail.reverse();
        trail
    }

    pub(super) fn term(&self, term: TermId) -> (&Taxonomy, &Term) {
        let term = &self.parts.terms[term.0 as usize];
        (&self.parts.taxonomies[term.taxonomy.0 as usize], term)
    }

    fn is_series(&self, list: ListId) -> bool {
        let parts = &self.parts;
        let term = list.0 as usize - parts.sections.len();
        let taxonomy = parts.terms[term].taxonomy;
        parts.taxonomies[taxonomy.0 as usize].kind == TaxonomyKind::Series
    }

    /// Gives the list of what a person wrote.
    pub(super) fn list_of_author(&self, person: DocumentId) -> Option<ListId> {
        let term = self.parts.authors.get(&person)?;
        Some(self.parts.terms[term.0 as usize].list)
    }

    /// Tells whether a list is sorted by date.
    fn is_newest_first(&self, list: ListId) -> bool {
        let section = self.parts.sections.get(list.0 as usize);
        let is_by_date = |section: &Section| section.order == Order::Date;
        section.map_or_else(|| !self.is_series(list), is_by_date)
    }

    pub(super) fn latest(&self, list: ListId, count: u32) -> Vec<DocumentId> {
        let entries = self.parts.lists[list.0 as usize].entries.iter().copied();
        self.newest(list, entries, count as usize)
    }

    /// Gives the newest of the entries of a list.
    pub(super) fn newest(
        &self,
        list: ListId,
        entries: impl Iterator<Item = DocumentId>,
        count: usize,
    ) -> Vec<DocumentId> {
        if self.is_newest_first(list) {
            return entries.take(count).collect();
        }
        let mut entries: Vec<DocumentId> = entries.collect();
        entries.sort_by_key(|id| std::cmp::Reverse(self.parts.cards[id.0 as usize].date));
        entries.truncate(count);
        entries
    }

    pub(super) fn section_called(&self, name: &str) -> Option<SectionId> {
        let name = name.trim_matches('/');
        let at = self.parts.sections.iter().position(|section| {
            section.folder.trim_start_matches("content").trim_start_matches('/') == name
                || section.url.trim_matches('/') == name
        })?;
        u32::try_from(at).ok().map(SectionId)
    }

    pub(super) fn sections_below(&self, section: SectionId) -> Vec<(&Section, usize)> {
        let children = self.parts.sections[section.0 as usize].children.iter();
        let counted = children
            .map(|child| (&self.parts.sections[child.0 as usize], self.articles_below(*child)));
        counted.filter(|(section, count)| *count > 0 || section.document.is_some()).collect()
    }

    fn articles_below(&self, section: SectionId) -> usize {
        let own = self.parts.lists[section.0 as usize].entries.len();
        let guide = self.parts.sections[section.0 as usize].guide;
        let children = self.parts.sections[section.0 as usize].children.iter();
        let below = children.map(|child| {
            let part = &self.parts.sections[child.0 as usize];
            // The text that opens a part of a guide is a chapter too.
            let is_chapter = part.guide.is_some() && part.guide == guide && part.document.is_some();
            usize::from(is_chapter) + self.articles_below(*child)
        });
        own + below.sum::<usize>()
    }

    pub(super) fn named(&self, name: &str) -> Option<Named> {
        let parts = &self.parts;
        let bare = name.trim_start_matches('/');
        if let Some((_, url, _)) = parts.theme_files.iter().find(|(path, ..)| path == bare) {
            return Some(Named::Url(url.clone()));
        }
        if let Some(document) = parts.by_path.get(name).copied() {
            return Some(Named::Document(document));
        }
        if let Some(document) = parts.by_path.get(format!("content/{bare}").as_str()).copied() {
            return Some(Named::Document(document));
        }
        let url = format!("/{bare}");
        let page = &parts.pages[parts.by_url.get(&*url)?.0 as usize];
        match page.kind {
            PageKind::Article(document) => Some(Named::Document(document)),
            _ => Some(Named::Url(url)),
        }
    }

    fn card_print(&self, document: DocumentId) -> Fingerprint {
        self.parts.cards[document.0 as usize].print
    }

    pub(super) fn cards_print(&self, name: &str, documents: &[DocumentId]) -> Fingerprint {
        Mix::new(name).prints(documents.iter().map(|id| self.card_print(*id))).finish()
    }

    fn neighbours_print(&self, document: DocumentId) -> Fingerprint {
        let Neighbours { previous, next } = self.neighbours(document);
        let print = |one: Option<DocumentId>| {
            one.map_or(Fingerprint::ABSENT, |document| self.card_print(document))
        };
        Mix::new("neighbours").print(print(previous)).print(print(next)).finish()
    }

    fn sections_print(&self, section: SectionId) -> Fingerprint {
        let mut mix = Mix::new("sections");
        for (section, count) in self.sections_below(section) {
            let card = section.document.map_or(Fingerprint::ABSENT, |id| self.card_print(id));
            mix = mix_section(mix, section).number(count as u64).print(card);
        }
        mix.finish()
    }

    fn page_print(&self, page: PageId) -> Fingerprint {
        let parts = &self.parts;
        let page = &parts.pages[page.0 as usize];
        let mix = Mix::new("page").text(&page.url).text(&page.output);
        let asset = |asset: &Asset| asset.fingerprint;
        match &page.kind {
            PageKind::Article(document) => {
                let is_about_survey = self.survey_of(*document).is_some();
                let path = &parts.documents[document.0 as usize].path;
                mix.number(1).text(path).number(is_about_survey.into())
            }
            PageKind::Section(section, number) => {
                let section = &parts.sections[section.0 as usize];
                let head = section.document.map(|id| &*parts.documents[id.0 as usize].path);
                mix_section(mix.number(2).number((*number).into()), section).maybe(head)
            }
            PageKind::Print(section) => {
                mix_section(mix.number(12), &parts.sections[section.0 as usize])
            }
            PageKind::Taxonomy(taxonomy) => {
                mix.number(3).text(&parts.taxonomies[taxonomy.0 as usize].name)
            }
            PageKind::Term(term, number) => {
                mix_term(mix.number(4).number((*number).into()), self.term(*term).1)
            }
            PageKind::NotFound => mix.number(5),
            PageKind::Redirect(to) => mix.number(6).text(to),
            PageKind::Feed(_, format) => mix.number(7).text(format.name()),
            PageKind::Sitemap => mix.number(8),
            PageKind::SitemapPart(number) => mix.number(13).number((*number).into()),
            PageKind::Twin(id) => mix.number(15).text(&parts.documents[id.0 as usize].path),
            PageKind::Llms => mix.number(16),
            PageKind::LlmsFull => mix.number(17),
            PageKind::Theses(id) => mix_section(mix.number(19), &parts.sections[id.0 as usize]),
            PageKind::Tally(_, wave, format) => {
                mix.number(20).number((*wave).into()).text(format.name())
            }
            PageKind::RedirectFile(server) => mix.number(14).text(server.file()),
            PageKind::Robots => mix.number(9),
            PageKind::Asset(id) => mix.number(10).print(asset(&parts.assets[id.0 as usize])),
            PageKind::ThemeFile(index) => {
                mix.number(11).print(parts.theme_files[*index as usize].2)
            }
        }
        .finish()
    }

    fn body_print(&self, document: DocumentId) -> Fingerprint {
        let of = &self.parts.documents[document.0 as usize];
        let matter = &self.parts.matters[document.0 as usize];
        let mix = Mix::new("body").text(&of.path).print(of.fingerprint);
        let mix = self.mix_verdicts(mix, document);
        if std::sync::Arc::ptr_eq(matter, &of.matter) {
            return mix.finish();
        }
        mix.value(matter.as_ref()).finish()
    }

    fn links_print(&self, document: DocumentId) -> Fingerprint {
        let links = self.parts.links.row(document.0 as usize);
        let mut mix = Mix::new("links");
        let written = &self.parts.documents[document.0 as usize].links;
        for (link, (resolved, written)) in (0..).zip(links.iter().zip(written)) {
            mix = match resolved {
                Resolved::AsWritten => mix.number(0),
                Resolved::Document { document, tail } => {
                    let card = &self.parts.cards[document.0 as usize];
                    let shown = self.parts.called(&written.target, *document);
                    let shown = Some(shown).filter(|_| written.kind == LinkKind::Short);
                    mix.text(&card.url).maybe(shown).number((*tail).into())
                }
                Resolved::Page { .. } => mix.text(&self.address(document, link)),
                Resolved::Asset { asset, .. } => {
                    let size = self.parts.assets[asset.0 as usize].size;
                    mix.text(&self.address(document, link)).value(&size)
                }
            };
        }
        mix.finish()
    }

    fn taxonomy_print(&self, taxonomy: TaxonomyId) -> Fingerprint {
        let parts = &self.parts;
        let terms = parts.taxonomies[taxonomy.0 as usize].terms.iter();
        let mix = terms.fold(Mix::new("taxonomy"), |mix, term| {
            let term = &parts.terms[term.0 as usize];
            let count = parts.lists[term.list.0 as usize].entries.len();
            mix_term(mix, term).number(count as u64)
        });
        mix.finish()
    }

    /// Gives the taxonomies that have a page in a language.
    pub(super) fn taxonomies(&self, language: LanguageId) -> impl Iterator<Item = &Taxonomy> {
        let parts = &self.parts;
        let own = parts.taxonomies.iter().filter(move |one| one.language == language);
        own.filter(|taxonomy| {
            let page = parts.by_url.get(taxonomy.url.as_str());
            page.is_some_and(|page| {
                matches!(parts.pages[page.0 as usize].kind, PageKind::Taxonomy(_))
            })
        })
    }

    fn taxonomies_print(&self, language: LanguageId) -> Fingerprint {
        let mix = Mix::new("taxonomies");
        self.taxonomies(language).fold(mix, |mix, one| mix.text(&one.name).text(&one.url)).finish()
    }

    fn name_print(&self, name: &str) -> Fingerprint {
        let section = self.section_called(name);
        let section = section.map(|id| &self.parts.sections[id.0 as usize]);
        let mut mix = Mix::new("name").maybe(section.map(|section| section.url.as_str()));
        for version in section.iter().flat_map(|section| &section.versions).flatten() {
            mix = mix.text(&self.parts.sections[version.0 as usize].url);
        }
        let data = self.parts.data.get(name);
        let mix = data.iter().fold(mix, |mix, print| mix.print(**print));
        match self.named(name) {
            Some(Named::Document(document)) => {
                let versions = self.parts.versions.all(document).iter().flatten();
                let mix = versions.fold(mix, |mix, version| mix.print(self.card_print(*version)));
                mix.print(self.card_print(document)).finish()
            }
            Some(Named::Url(url)) => mix.text(&url).finish(),
            None if section.is_some() || data.is_some() => mix.finish(),
            None => Fingerprint::ABSENT,
        }
    }
}

pub(super) fn mix_section(mix: Mix, section: &Section) -> Mix {
    let mix = mix.text(&section.folder).text(&section.title).text(&section.url);
    mix.text(section.kind.name()).number(section.spoken.0.into())
}

fn mix_term(mix: Mix, term: &Term) -> Mix {
    mix.text(&term.name).text(&term.url).number(term.language.0.into())
}

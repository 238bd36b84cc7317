//! The desk: the only door through which a page asks its site, and where every lookup is written
//! down.

use std::cell::RefCell;
use std::sync::Arc;

use super::document::{Heading, Record};
use super::feeds::{Author, Feeds};
use super::languages::{Mapped, Version};
use super::lookup::{Lookup, Receipt};
use super::manifestos::Thesis;
use super::matter::FrontMatter;
use super::page::{
    AssetId, DocumentId, ListId, Page, PageId, PageKind, SectionId, TaxonomyId, TermId,
};
use super::quotes::Quote;
use super::settings::Settings;
use super::site::{Card, Guide, List, MenuEntry, Resolved, Section, Site, Taxonomy, Term};

/// A page's desk: answers what the page asks and keeps the receipt. It owns its site, so that it
/// can stand where templates' functions reach it.
#[derive(Debug)]
pub struct Desk {
    pub(super) site: Arc<Site>,
    page: PageId,
    asked: RefCell<Vec<Lookup>>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A document.
    Document(DocumentId),
    /// A path of the site, not encoded.
    Url(String),
}

/// How a document stands to its siblings in reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// What one reads before: the older article, the chapter before.
    pub previous: Option<DocumentId>,
    /// What one reads after.
    pub next: Option<DocumentId>,
}

impl Desk {
    /// Opens the desk of a page.
    pub fn new(site: Arc<Site>, page: PageId) -> Self {
        Self { site, page, asked: RefCell::new(vec![Lookup::Page(page)]) }
    }

    /// Gives the receipt of what was asked so far: each lookup once.
    pub fn receipt(&self) -> Receipt {
        let mut lookups = self.asked.borrow().clone();
        lookups.sort_unstable();
        lookups.dedup();
        Receipt { lookups }
    }

    /// Writes down what is asked.
    pub(super) fn note(&self, lookup: Lookup) {
        let mut asked = self.asked.borrow_mut();
        if asked.last() != Some(&lookup) {
            asked.push(lookup);
        }
    }

    /// The settings; a change of them renders everything, so nobody writes it down.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.site.parts.settings
    }

    /// The page itself.
    pub fn page(&self) -> &Page {
        &self.site.parts.pages[self.page.0 as usize]
    }

    /// The document that the page shows, if it shows one.
    pub fn own_document(&self) -> Option<DocumentId> {
        match self.page().kind {
            PageKind::Article(document) => Some(document),
            PageKind::Section(section, _) | PageKind::Print(section) => {
                self.site.parts.sections[section.0 as usize].document
            }
            _ => None,
        }
    }

    /// The list that the page shows, and the number of its page.
    pub fn own_list(&self) -> Option<(ListId, u32)> {
        match self.page().kind {
            PageKind::Section(section, number) => {
                Some((self.site.list_of_section(section), number))
            }
            PageKind::Term(term, number) => {
                Some((self.site.parts.terms[term.0 as usize].list, number))
            }
            PageKind::Article(document) => Some((self.site.list_of_author(document)?, 1)),
            _ => None,
        }
    }

    /// Today in the site's time zone: `2026-11-22`.
    pub fn today(&self) -> &str {
        self.note(Lookup::Today);
        &self.site.parts.today
    }

    /// The whole of a document: its record, and its front matter with what it inherits. Who has
    /// asked for it may print its body.
    pub fn body(&self, document: DocumentId) -> (&Arc<Record>, &Arc<FrontMatter>) {
        self.note(Lookup::Body(document));
        let parts = &self.site.parts;
        (&parts.documents[document.0 as usize], &parts.matters[document.0 as usize])
    }

    /// The headings of a document.
    pub fn headings(&self, document: DocumentId) -> &[Heading] {
        &self.body(document).0.headings
    }

    /// A document as it stands in lists.
    pub fn card(&self, document: DocumentId) -> &Card {
        self.note(Lookup::Card(document));
        &self.site.parts.cards[document.0 as usize]
    }

    /// A card whose lookup stands for many: of a list that was written down already.
    pub fn listed(&self, document: DocumentId) -> &Card {
        &self.site.parts.cards[document.0 as usize]
    }

    /// The card of the document that another stands in for; none if it stands for itself.
    pub fn original(&self, document: DocumentId) -> Option<&Card> {
        let parts = &self.site.parts;
        let path = &parts.documents[document.0 as usize].path;
        let own = *parts.by_path.get(path)?;
        (own != document).then(|| self.card(own))
    }

    /// Tells whether a document is about a person.
    pub fn is_person(&self, document: DocumentId) -> bool {
        self.note(Lookup::Card(document));
        self.site.is_person(document)
    }

    /// Tells whether a document is about a thesis.
    pub fn is_thesis(&self, document: DocumentId) -> bool {
        self.note(Lookup::Card(document));
        self.site.is_thesis(document)
    }

    /// The section of a card, which the card's lookup covers.
    pub fn section_of(&self, card: &Card) -> &Section {
        &self.site.parts.sections[card.section.0 as usize]
    }

    /// The file that a page copies, by its path from the site's root; the page's lookup covers it.
    pub fn asset_path(&self, asset: AssetId) -> Arc<str> {
        Arc::clone(&self.site.parts.assets[asset.0 as usize].path)
    }

    /// Where a link of a document leads: the value of an attribute, encoded, with the path of the
    /// site before it.
    pub fn address(&self, document: DocumentId, link: u32) -> String {
        self.note(Lookup::Links(document));
        self.site.address(document, link)
    }

    /// What a short link without words of its own shows: the title of its page.
    pub fn link_title(&self, document: DocumentId, link: u32) -> Option<&str> {
        self.note(Lookup::Links(document));
        self.site.link_title(document, link)
    }

    /// Width and height of the image that a link of a document names.
    pub fn picture_size(&self, document: DocumentId, link: u32) -> Option<(u32, u32)> {
        self.note(Lookup::Links(document));
        match self.site.resolved(document, link) {
            Resolved::Asset { asset, .. } => self.site.parts.assets[asset.0 as usize].size,
            _ => None,
        }
    }

    /// What comes before and after a document in its section.
    pub fn neighbours(&self, document: DocumentId) -> Neighbours {
        self.note(Lookup::Neighbours(document));
        self.site.neighbours(document)
    }

    /// The sections above the page, the home first.
    pub fn trail(&self) -> Vec<&Section> {
        self.note(Lookup::Trail(self.page));
        self.site.trail(self.page)
    }

    /// The documents that link to a document, newest first, each with the sentence in which it does.
    pub fn backlinks(
        &self,
        document: DocumentId,
    ) -> impl ExactSizeIterator<Item = (DocumentId, Quote<'_>)> {
        self.note(Lookup::Backlinks(document));
        self.site.backlinks(document)
    }

    /// The documents that are about the same as a document, at most eight: chosen by its author
    /// first, then the most alike.
    pub fn related(&self, document: DocumentId) -> &[DocumentId] {
        self.note(Lookup::Related(document));
        self.site.related(document)
    }

    /// The terms of a document.
    pub fn terms_of(&self, document: DocumentId) -> Vec<(&Taxonomy, &Term)> {
        self.note(Lookup::TermsOf(document));
        let terms = self.site.parts.terms_of.row(document.0 as usize);
        terms.iter().map(|term| self.site.term(*term)).collect()
    }

    /// Finds a taxonomy in the page's language by its name; which ones there are, the settings say.
    pub fn taxonomy_called(&self, name: &str) -> Option<TaxonomyId> {
        let language = self.page().language;
        let mut taxonomies = self.site.parts.taxonomies.iter();
        let index = taxonomies.position(|one| one.name == name && one.language == language)?;
        u32::try_from(index).ok().map(TaxonomyId)
    }

    /// All terms of a taxonomy, sorted, and how many documents each has.
    pub fn taxonomy(&self, taxonomy: TaxonomyId) -> (&Taxonomy, Vec<(&Term, usize)>) {
        self.note(Lookup::Taxonomy(taxonomy));
        let parts = &self.site.parts;
        let taxonomy = &parts.taxonomies[taxonomy.0 as usize];
        let counted = taxonomy.terms.iter().map(|term| {
            let term = &parts.terms[term.0 as usize];
            (term, parts.lists[term.list.0 as usize].entries.len())
        });
        (taxonomy, counted.collect())
    }

    /// The taxonomies that have a page in the page's language.
    pub fn taxonomies(&self) -> impl Iterator<Item = &Taxonomy> {
        let language = self.page().language;
        self.note(Lookup::Taxonomies(language));
        self.site.taxonomies(language)
    }

    /// A term and its taxonomy, of the page that shows it.
    pub fn own_term(&self, term: TermId) -> (&Taxonomy, &Term) {
        self.site.term(term)
    }

    /// A section, of a page that shows it or lies in it.
    pub fn section(&self, section: SectionId) -> &Section {
        self.note(Lookup::Trail(self.page));
        &self.site.parts.sections[section.0 as usize]
    }

    /// A page of a list: the entries, and the list for its URLs and number of pages.
    pub fn list(&self, list: ListId, number: u32) -> (&List, &[DocumentId]) {
        self.note(Lookup::List(list, number));
        let list = &self.site.parts.lists[list.0 as usize];
        (list, list.slice(number))
    }

    /// All documents of a term, in the order of its list.
    pub fn whole(&self, term: &Term) -> &[DocumentId] {
        self.note(Lookup::Whole(term.list));
        &self.site.parts.lists[term.list.0 as usize].entries
    }

    /// The newest so many documents of a section, or of the whole site.
    pub fn latest(&self, section: SectionId, count: u32) -> Vec<DocumentId> {
        let list = self.site.list_of_section(section);
        self.note(Lookup::Latest(list, count));
        self.site.latest(list, count)
    }

    /// Finds a section in the page's language by its folder below `content`, or by its URL.
    pub fn section_called(&self, name: &str) -> Option<SectionId> {
        self.note(self.site.name(name));
        let found = self.site.section_called(name)?;
        let versions = &self.site.parts.sections[found.0 as usize].versions;
        let version = versions.get(usize::from(self.page().language.0)).copied().flatten();
        Some(version.unwrap_or(found))
    }

    /// The guide to which the page belongs.
    pub fn guide(&self) -> Option<&Guide> {
        let parts = &self.site.parts;
        let section = match self.page().kind {
            PageKind::Article(document) => self.card(document).section,
            PageKind::Section(section, _) | PageKind::Print(section) => section,
            _ => return None,
        };
        let guide = self.section(section).guide?;
        let guide = &parts.guides[guide as usize];
        self.note(Lookup::Guide(guide.root));
        Some(guide)
    }

    /// The path of a guide on one page, if there is such a page; the guide's lookup covers it.
    pub fn print_of(&self, guide: &Guide) -> Option<String> {
        self.site.print_of(guide.root)
    }

    /// A section of a guide, which the guide's lookup covers.
    pub fn part(&self, section: SectionId) -> &Section {
        &self.site.parts.sections[section.0 as usize]
    }

    /// The sections directly below a section that have something to show, and how many articles
    /// each has with all below it.
    pub fn sections(&self, section: SectionId) -> Vec<(&Section, usize)> {
        self.note(Lookup::Sections(section));
        self.site.sections_below(section)
    }

    /// The theses of a section, by number.
    pub fn theses(&self, section: SectionId) -> Vec<Thesis<'_>> {
        self.note(Lookup::Theses(section));
        self.site.theses(section).collect()
    }

    /// The section of theses that is called so, or to which the page belongs.
    pub fn manifesto(&self, name: Option<&str>) -> Option<SectionId> {
        let Some(name) = name else { return self.own_manifesto() };
        let found = self.section_called(name)?;
        self.site.manifesto(found).map(|manifesto| manifesto.section)
    }

    fn own_manifesto(&self) -> Option<SectionId> {
        let own = match self.page().kind {
            PageKind::Section(section, _) => section,
            PageKind::Article(document) => self.card(document).section,
            _ => return self.only_manifesto(),
        };
        self.site.manifesto(own).map(|one| one.section).or_else(|| self.only_manifesto())
    }

    /// The manifesto in the page's language, if it is the only one, which its theses tell too.
    fn only_manifesto(&self) -> Option<SectionId> {
        self.site.only_manifesto(self.page().language)
    }

    /// The menu in the page's language.
    pub fn menu(&self) -> &[MenuEntry] {
        let language = self.page().language;
        self.note(Lookup::Menu(language));
        &self.site.parts.menus[usize::from(language.0)]
    }

    /// The home in the page's language.
    pub fn home(&self) -> SectionId {
        self.site.home_of(self.page().language)
    }

    /// What the page is in each language of the site; nothing if it has one.
    pub fn versions(&self) -> Vec<Version> {
        self.note(Lookup::Versions(self.page));
        self.site.versions(self.page)
    }

    /// Where the same is written in each language, for machines; nothing on a page that stands in
    /// for its translation, or that is in one language only. The first is for those who read none
    /// of them.
    pub fn translations(&self) -> Vec<Version> {
        self.note(Lookup::Versions(self.page));
        self.site.translations(self.page).unwrap_or_default()
    }

    /// The newest articles of a list, for its feed.
    pub fn feed(&self, list: ListId) -> Vec<DocumentId> {
        self.note(Lookup::Feed(list));
        self.site.feed(list)
    }

    /// The feeds of a list, and what it is called.
    pub fn feeds(&self, list: ListId) -> Feeds {
        self.note(Lookup::Feeds(list));
        self.site.feeds(list)
    }

    /// The feeds that a reader of the page may want: of its list or section, then of its home.
    pub fn own_feeds(&self) -> Vec<Feeds> {
        let own = self.own_list().map(|(list, _)| list).or_else(|| match self.page().kind {
            PageKind::Article(document) => {
                Some(self.site.list_of_section(self.card(document).section))
            }
            _ => None,
        });
        let home = self.site.list_of_section(self.home());
        let lists = own.filter(|own| *own != home).into_iter().chain([home]);
        lists.map(|list| self.feeds(list)).filter(|feeds| !feeds.pages.is_empty()).collect()
    }

    /// Tells whether the home in the page's language has a feed.
    pub fn has_home_feed(&self) -> bool {
        !self.feeds(self.site.list_of_section(self.home())).pages.is_empty()
    }

    /// Who wrote a document, in the order in which it names them.
    pub fn authors(&self, document: DocumentId) -> Vec<Author<'_>> {
        self.note(Lookup::TermsOf(document));
        self.site.authors(document)
    }

    /// All that stands in the sitemap.
    pub fn sitemap(&self) -> Vec<Mapped<'_>> {
        self.note(Lookup::Sitemap);
        self.site.sitemap().collect()
    }

    /// The number of the sitemap's last part; zero if it has none.
    pub fn sitemap_parts(&self) -> u32 {
        self.note(Lookup::Sitemap);
        let parts = self.site.parts.pages.iter().filter_map(|page| match page.kind {
            PageKind::SitemapPart(number) => Some(number),
            _ => None,
        });
        parts.max().unwrap_or_default()
    }

    /// All that is public in the page's language, section by section.
    pub fn contents(&self) -> Vec<(&Section, Vec<DocumentId>)> {
        let language = self.page().language;
        self.note(Lookup::Contents(language));
        let contents = self.site.contents(language).into_iter();
        let sections = &self.site.parts.sections;
        contents.map(|(section, own)| (&sections[section.0 as usize], own)).collect()
    }

    /// The path of a document in Markdown, which its card's lookup covers.
    pub fn twin(&self, document: DocumentId) -> Option<String> {
        self.note(Lookup::Card(document));
        self.site.twin(document)
    }

    /// All redirects: from which path, not encoded, to which path or URL, as it is written.
    pub fn redirects(&self) -> Vec<(&str, &str)> {
        self.note(Lookup::Redirects);
        self.site.redirects()
    }

    /// Writes down that the page shows a data file, named by its path below `data/`; an empty path
    /// stands for all of them. What they hold, their fingerprint covers.
    pub fn shows_data(&self, path: &str) {
        self.note(self.site.name(&format!("data/{path}")));
    }

    /// What a name stands for: a file of the theme (`css/agora.css`), a content file
    /// (`articulos/escuchar.md`) in the page's language, a path of the site (`/articulos/`).
    pub fn named(&self, name: &str) -> Option<Named> {
        self.note(self.site.name(name));
        let found = self.site.named(name)?;
        let Named::Document(document) = found else { return Some(found) };
        let version = self.site.parts.versions.version(document, self.page().language);
        Some(Named::Document(version.unwrap_or(document)))
    }
}

//! Pages: everything that gets a URL, each URL once.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::claims::{Claim, Right, Source, settle};
use super::feeds;
use super::lists;
use super::maps;
use super::names;
use crate::ground::findings::bad_url;
use crate::ground::{Diagnostic, Fingerprint, Words, url};
use crate::model::own_urls;
use crate::model::page::{AssetId, FeedFormat, Standing, SurveyId, TallyFormat, TaxonomyId};
use crate::model::site::{List, SiteParts};
use crate::model::theme::ThemeFile;
use crate::model::{Craft, LanguageId, Page, PageKind};

/// Lays out the pages of a site; of two sources for one URL the first keeps it, and the other is
/// a finding.
pub(super) fn lay_out(
    parts: &mut SiteParts,
    theme_files: &[ThemeFile],
    craft: Option<&Craft>,
    findings: &mut Vec<Diagnostic>,
) {
    parts.theme_files = theme_files.iter().map(served).collect();
    let settings = Arc::from("tertulia.toml");
    let claims = articles(parts);
    let mut layout = Layout { parts, settings: &settings, craft, claims, findings };
    layout.sections();
    layout.assets();
    layout.terms();
    layout.surveys();
    layout.machines();
    layout.redirects();
    let mut pages = settle(layout.claims, layout.findings);
    // Documents are sorted by path, so this is mostly in order: the stable sort sees it.
    pages.sort_by(|one, other| one.url.cmp(&other.url));
    let pages = maps::cut(parts, pages);
    let numbered = pages.iter().zip((0..).map(names::page));
    parts.by_url = numbered.map(|(page, id)| (Arc::clone(&page.url), id)).collect();
    parts.pages = pages;
}

/// Gives the name of a theme's file, its URL and its fingerprint. Style sheets and scripts bear
/// their fingerprint in their name, so that browsers may keep them for ever.
fn served(file: &ThemeFile) -> (String, String, Fingerprint) {
    let url = match url::ending(&file.path).as_str() {
        ending @ ("css" | "js") => {
            let stem = &file.path[..file.path.len() - ending.len() - 1];
            format!("/{stem}.{}.{ending}", file.fingerprint.short())
        }
        _ => format!("/{}", file.path),
    };
    (file.path.clone(), url, file.fingerprint)
}

fn articles(parts: &SiteParts) -> Vec<Claim<'_>> {
    let is_head = lists::heads(parts);
    let documents = parts.documents.par_iter().zip(&parts.cards).enumerate();
    let articles = documents.filter(|(index, _)| !is_head[*index]);
    let claims = articles.map(|(index, (document, card))| {
        let kind = PageKind::Article(names::document(index));
        let page = Page::in_language(card.edition, Arc::clone(&card.url), kind);
        Claim { page, source: Source::Document(document), right: Right::Site }
    });
    claims.collect()
}

struct Layout<'a> {
    parts: &'a SiteParts,
    /// The path of the settings.
    settings: &'a Arc<str>,
    craft: Option<&'a Craft>,
    claims: Vec<Claim<'a>>,
    findings: &'a mut Vec<Diagnostic>,
}

impl<'a> Layout<'a> {
    fn claim(&mut self, page: Page, source: Source<'a>) {
        self.claims.push(Claim { page, source, right: Right::Site });
    }

    fn offer(&mut self, page: Page) {
        self.claims.push(Claim {
            page,
            source: Source::file(self.settings),
            right: Right::Program,
        });
    }

    fn sections(&mut self) {
        let parts = self.parts;
        for (index, section) in parts.sections.iter().enumerate() {
            let head = section.document.map(|head| &parts.documents[head.0 as usize].path);
            let source = Source::file(head.unwrap_or(&section.folder));
            let id = names::section(index);
            let kind = |number| PageKind::Section(id, number);
            self.list((&parts.lists[index], section.language), source, kind);
            if parts.manifestos.iter().any(|manifesto| manifesto.section == id) {
                let url = own_urls::theses(&section.url);
                self.offer(Page::in_language(section.language, url, PageKind::Theses(id)));
            }
            let is_whole = |guide: u32| parts.guides[guide as usize].root == id;
            let can_print = self.craft.is_some_and(|craft| craft.has(Craft::PRINT));
            if can_print && section.guide.is_some_and(is_whole) {
                let url = own_urls::print(&section.url);
                let kind = PageKind::Print(id);
                self.offer(Page::in_language(section.language, url, kind));
            }
        }
    }

    fn list(
        &mut self,
        (list, language): (&List, LanguageId),
        source: Source<'a>,
        kind: impl Fn(u32) -> PageKind,
    ) {
        for number in 1..=list.pages() {
            let page = Page::in_language(language, list.page_url(number), kind(number));
            self.claim(page, source);
        }
    }

    fn assets(&mut self) {
        let assets = self.parts.assets.iter().zip(&self.parts.asset_urls);
        for (number, (asset, url)) in (0..).zip(assets) {
            let page = Page::new(url.as_str(), PageKind::Asset(AssetId(number)));
            self.claim(page, Source::file(&asset.path));
        }
    }

    fn terms(&mut self) {
        let parts = self.parts;
        for (number, taxonomy) in (0..).zip(&parts.taxonomies) {
            if taxonomy.terms.is_empty() {
                continue;
            }
            let kind = PageKind::Taxonomy(TaxonomyId(number));
            let page = Page::in_language(taxonomy.language, taxonomy.url.as_str(), kind);
            self.claim(page, Source::file(self.settings));
            for id in &taxonomy.terms {
                let term = &parts.terms[id.0 as usize];
                let list = &parts.lists[term.list.0 as usize];
                let first = list.entries.first().map_or(0, |entry| entry.0 as usize);
                let source = Source::file(&parts.documents[first].path);
                let kind = |number| PageKind::Term(*id, number);
                // The first page of an author's list is the page about that person.
                let first = if term.person.is_some() { 2 } else { 1 };
                for number in first..=list.pages() {
                    let url = list.page_url(number);
                    let page = Page::in_language(taxonomy.language, url, kind(number));
                    self.claim(page, source);
                }
            }
        }
    }

    /// What was counted in the waves of surveys, beside each text about their results.
    fn surveys(&mut self) {
        let parts = self.parts;
        for (survey, id) in parts.surveys.iter().zip((0..).map(SurveyId)) {
            let own = survey.pages.iter().flatten().filter(|page| parts.is_own(**page));
            for card in own.map(|page| &parts.cards[page.0 as usize]) {
                for (wave, number) in survey.results.survey.waves.iter().zip(0..) {
                    for format in TallyFormat::ALL {
                        if let Some(url) = own_urls::tally(&card.url, &wave.id, format) {
                            let kind = PageKind::Tally(id, number, format);
                            self.offer(Page::in_language(card.edition, url, kind));
                        }
                    }
                }
            }
        }
    }

    /// What the program makes of itself.
    fn machines(&mut self) {
        for (number, (_, url, _)) in (0..).zip(&self.parts.theme_files) {
            self.offer(Page::new(url.as_str(), PageKind::ThemeFile(number)));
        }
        self.offer(Page::new(own_urls::SITEMAP, PageKind::Sitemap));
        self.offer(Page::new(own_urls::ROBOTS, PageKind::Robots));
        let settings = &self.parts.settings;
        for language in settings.tongues() {
            let not_found = own_urls::not_found(&settings.home(language));
            self.offer(Page::in_language(language, not_found, PageKind::NotFound));
        }
        self.texts();
        for (language, id) in feeds::lists(self.parts) {
            let url = &self.parts.lists[id.0 as usize].url;
            for format in FeedFormat::ALL {
                if settings.feeds.has(format) {
                    let url = format.url(url);
                    let kind = PageKind::Feed(id, format);
                    self.offer(Page::in_language(language, url, kind));
                }
            }
        }
    }

    /// What machines read that want texts and no pages.
    fn texts(&mut self) {
        let (parts, settings) = (self.parts, &self.parts.settings);
        if settings.machines.has_llms {
            for language in settings.tongues().filter(|language| speaks(parts, *language)) {
                let home = settings.home(language);
                let (brief, whole) = (own_urls::llms(&home), own_urls::llms_full(&home));
                self.offer(Page::in_language(language, brief, PageKind::Llms));
                self.offer(Page::in_language(language, whole, PageKind::LlmsFull));
            }
        }
        if settings.machines.has_markdown {
            let own = (0..).map(names::document).zip(&parts.cards).take(parts.own);
            let public = own.filter(|(_, card)| card.standing == Standing::Public);
            for (id, card) in public {
                if let Some(url) = own_urls::twin(&card.url) {
                    self.offer(Page::in_language(card.edition, url, PageKind::Twin(id)));
                }
            }
        }
    }

    fn redirects(&mut self) {
        let parts = self.parts;
        for (document, card) in parts.documents.iter().take(parts.own).zip(&parts.cards) {
            for alias in &document.matter.aliases {
                let source = Source::File(&document.path, alias.span);
                self.redirect(&alias.value, card.url.to_string(), source);
            }
        }
        for (from, to) in &parts.settings.redirects {
            let source = Source::File(self.settings, from.span);
            self.redirect(&from.value, to.value.clone(), source);
        }
        let is_redirect = |claim: &Claim<'_>| matches!(claim.page.kind, PageKind::Redirect(_));
        if self.claims.iter().any(is_redirect) {
            for server in &parts.settings.redirect_files {
                let url = format!("/{}", server.file());
                self.offer(Page::new(url, PageKind::RedirectFile(*server)));
            }
        }
    }

    fn redirect(&mut self, from: &str, to: String, source: Source<'a>) {
        if !from.starts_with('/') || from.contains("..") || from.contains(['?', '#']) {
            let why = Words::new(
                "empieza por `/` y no lleva `..`, `?` ni `#`",
                "it begins with `/` and has no `..`, `?` or `#`",
            );
            self.findings.push(bad_url(source.place(), from, &why));
            return;
        }
        let is_file = from.ends_with('/') || url::name(from).contains('.');
        let from = if is_file { from.to_string() } else { format!("{from}/") };
        self.claim(Page::new(from, PageKind::Redirect(to)), source);
    }
}

/// Tells whether an article is written in a language; the main one counts in any case.
fn speaks(parts: &SiteParts, language: LanguageId) -> bool {
    let home = parts.homes[usize::from(language.0)];
    let mut entries = parts.lists[home.0 as usize].entries.iter();
    language == LanguageId::default() || entries.any(|entry| parts.is_own(*entry))
}

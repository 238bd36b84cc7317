//! The names of lookups: how a build tells the next what its pages asked.

use super::lookup::{Lookup, LookupKind};
use super::page::{DocumentId, LanguageId, ListId, PageId, PageKind, SurveyId, TaxonomyId};
use super::site::Site;

impl Site {
    /// Names a lookup so that the next build can ask it again: kind, name, number.
    pub fn store(&self, lookup: Lookup) -> (LookupKind, String, u32) {
        let parts = &self.parts;
        let path = |id: DocumentId| parts.documents[id.0 as usize].path.to_string();
        let edition = |id: DocumentId| self.edition_number(id);
        let page = |id: PageId| parts.pages[id.0 as usize].url.to_string();
        let list = |id: ListId| parts.lists[id.0 as usize].url.clone();
        let none = String::new;
        match lookup {
            Lookup::Today => (LookupKind::Today, none(), 0),
            Lookup::Page(id) => (LookupKind::Page, page(id), 0),
            Lookup::Body(id) => (LookupKind::Body, path(id), edition(id)),
            Lookup::Card(id) => (LookupKind::Card, path(id), edition(id)),
            Lookup::Links(id) => (LookupKind::Links, path(id), edition(id)),
            Lookup::Neighbours(id) => (LookupKind::Neighbours, path(id), edition(id)),
            Lookup::Trail(id) => (LookupKind::Trail, page(id), 0),
            Lookup::Versions(id) => (LookupKind::Versions, page(id), 0),
            Lookup::Backlinks(id) => (LookupKind::Backlinks, path(id), edition(id)),
            Lookup::Related(id) => (LookupKind::Related, path(id), edition(id)),
            Lookup::TermsOf(id) => (LookupKind::TermsOf, path(id), edition(id)),
            Lookup::Taxonomy(id) => {
                (LookupKind::Taxonomy, parts.taxonomies[id.0 as usize].url.clone(), 0)
            }
            Lookup::List(id, number) => (LookupKind::List, list(id), number),
            Lookup::Whole(id) => (LookupKind::Whole, list(id), 0),
            Lookup::Latest(id, count) => (LookupKind::Latest, list(id), count),
            Lookup::Sections(id) => {
                (LookupKind::Sections, parts.sections[id.0 as usize].url.clone(), 0)
            }
            Lookup::Guide(id) => (LookupKind::Guide, parts.sections[id.0 as usize].url.clone(), 0),
            Lookup::Theses(id) => {
                (LookupKind::Theses, parts.sections[id.0 as usize].url.clone(), 0)
            }
            Lookup::Survey(id) => {
                (LookupKind::Survey, parts.surveys[id.0 as usize].folder.to_string(), 0)
            }
            Lookup::Taxonomies(id) => (LookupKind::Taxonomies, none(), id.0.into()),
            Lookup::Menu(language) => (LookupKind::Menu, none(), language.0.into()),
            Lookup::Feed(id) => (LookupKind::Feed, list(id), 0),
            Lookup::Feeds(id) => (LookupKind::Feeds, list(id), 0),
            Lookup::Sitemap => (LookupKind::Sitemap, none(), 0),
            Lookup::Contents(id) => (LookupKind::Contents, none(), id.0.into()),
            Lookup::Redirects => (LookupKind::Redirects, none(), 0),
            Lookup::Name(number) => (LookupKind::Name, self.name_of(number), 0),
            Lookup::Gone => (LookupKind::Name, none(), 0),
        }
    }

    /// Finds the lookup that an earlier build named; [`Lookup::Gone`] if nothing is called so.
    pub fn find(&self, kind: LookupKind, name: &str, number: u32) -> Lookup {
        let parts = &self.parts;
        let document = || self.document_numbered(name, number);
        let page = || parts.by_url.get(name).copied();
        // Lists and sections bear the URL of their first page.
        let kind_at = || parts.by_url.get(name).map(|id| &parts.pages[id.0 as usize].kind);
        let list = || match kind_at()? {
            PageKind::Section(id, 1) => Some(self.list_of_section(*id)),
            PageKind::Term(id, 1) => Some(parts.terms[id.0 as usize].list),
            PageKind::Article(id) => self.list_of_author(*id),
            _ => None,
        };
        let language = || {
            let language = u16::try_from(number).ok().map(LanguageId);
            language.filter(|one| usize::from(one.0) < parts.homes.len())
        };
        let found = match kind {
            LookupKind::Today => Some(Lookup::Today),
            LookupKind::Page => page().map(Lookup::Page),
            LookupKind::Body => document().map(Lookup::Body),
            LookupKind::Card => document().map(Lookup::Card),
            LookupKind::Links => document().map(Lookup::Links),
            LookupKind::Neighbours => document().map(Lookup::Neighbours),
            LookupKind::Trail => page().map(Lookup::Trail),
            LookupKind::Versions => page().map(Lookup::Versions),
            LookupKind::Backlinks => document().map(Lookup::Backlinks),
            LookupKind::Related => document().map(Lookup::Related),
            LookupKind::TermsOf => document().map(Lookup::TermsOf),
            LookupKind::Taxonomy => {
                let at = parts.taxonomies.iter().position(|one| one.url == name);
                at.and_then(|at| u32::try_from(at).ok()).map(|at| Lookup::Taxonomy(TaxonomyId(at)))
            }
            LookupKind::List => list().map(|list| Lookup::List(list, number)),
            LookupKind::Whole => list().map(Lookup::Whole),
            LookupKind::Latest => list().map(|list| Lookup::Latest(list, number)),
            LookupKind::Sections => match kind_at() {
                Some(PageKind::Section(id, 1)) => Some(Lookup::Sections(*id)),
                _ => None,
            },
            LookupKind::Guide => match kind_at() {
                Some(PageKind::Section(id, 1)) => Some(Lookup::Guide(*id)),
                _ => None,
            },
            LookupKind::Theses => match kind_at() {
                Some(PageKind::Section(id, 1)) => Some(Lookup::Theses(*id)),
                _ => None,
            },
            LookupKind::Survey => {
                let at = parts.surveys.iter().position(|one| *one.folder == *name);
                at.and_then(|at| u32::try_from(at).ok()).map(|at| Lookup::Survey(SurveyId(at)))
            }
            LookupKind::Menu => language().map(Lookup::Menu),
            LookupKind::Taxonomies => language().map(Lookup::Taxonomies),
            LookupKind::Feed => list().map(Lookup::Feed),
            LookupKind::Feeds => list().map(Lookup::Feeds),
            LookupKind::Sitemap => Some(Lookup::Sitemap),
            LookupKind::Contents => language().map(Lookup::Contents),
            LookupKind::Redirects => Some(Lookup::Redirects),
            LookupKind::Name => Some(self.name(name)),
        };
        found.unwrap_or(Lookup::Gone)
    }
}

//! Front matter: what an author says about a document, typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::settings::MenuItem;
use crate::ground::{Located, Span, Value};

/// Front matter; what is absent was not written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The title.
    pub title: Option<String>,
    /// One or two sentences about the document.
    pub description: Option<Arc<str>>,
    /// When it was published.
    pub date: Option<Moment>,
    /// When it was last changed in earnest.
    pub updated: Option<Moment>,
    /// Before this it is not shown.
    pub publish_at: Option<Moment>,
    /// From this on it is not shown.
    pub expire_at: Option<Moment>,
    /// Whether it is a draft.
    pub draft: Option<bool>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its terms, by taxonomy.
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// The last part of its URL.
    pub slug: Option<Located<String>>,
    /// Its whole path, from the root.
    pub url: Option<Located<String>>,
    /// Old paths that lead here.
    pub aliases: Vec<Located<String>>,
    /// Its place among its siblings: the lighter, the earlier.
    pub weight: Option<i64>,
    /// The template that shows it.
    pub template: Option<Located<String>>,
    /// A variant of the theme's layout.
    pub layout: Option<String>,
    /// Its picture.
    pub image: Option<Picture>,
    /// The closing question to the reader.
    pub ask: Option<String>,
    /// The voices it takes; `Some` and empty for none.
    pub listen: Option<Vec<String>>,
    /// Whether it shows a table of contents.
    pub toc: Option<bool>,
    /// Related documents chosen by hand.
    pub related: Vec<Located<String>>,
    /// When somebody should look at it again.
    pub review_by: Option<Located<Moment>>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What a person does.
    pub role: Option<Arc<str>>,
    /// Where else a person can be found.
    pub links: Vec<MenuItem>,
    /// The number of a thesis.
    pub number: Option<i64>,
    /// What supports a thesis.
    pub evidence: Vec<Located<String>>,
    /// The document that this one translates.
    pub translation_of: Option<Located<String>>,
    /// The version of the text that this one was translated from: the short form of
    /// [`Record::version`](super::Record::version).
    pub source_version: Option<Located<String>>,
    /// Whether it stands in the sitemap.
    pub sitemap: Option<bool>,
    /// What only the theme knows.
    pub extra: Vec<(String, Value)>,
    /// What a section is (`_index.md` only).
    pub kind: Option<Kind>,
    /// How a section's entries are sorted (`_index.md` only).
    pub order: Option<Order>,
    /// Entries on each page of a section's list (`_index.md` only).
    pub paginate_by: Option<usize>,
    /// What holds for all documents below a section that do not say otherwise (`_index.md` only).
    pub cascade: Option<Box<FrontMatter>>,
    /// The data file whose rows are articles of a section (`_index.md` only).
    pub pages_from: Option<Box<PagesFrom>>,
}

/// Articles that stand in the rows of a data file: which column says what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PagesFrom {
    /// The file, by its path below `data/`.
    pub data: Located<String>,
    /// The column with the title.
    pub title: Located<String>,
    /// The column with the last part of the URL; else the title gives it.
    pub slug: Option<Located<String>>,
    /// The column with the description.
    pub description: Option<Located<String>>,
    /// The column with the text, in Markdown.
    pub body: Option<Located<String>>,
    /// The column with the date.
    pub date: Option<Located<String>>,
    /// Taxonomies and the columns with their terms, between semicolons or bars.
    pub taxonomies: Vec<(String, Located<String>)>,
}

impl PagesFrom {
    /// Gives each column that is named, with the key that names it.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Located<String>)> {
        let optional = [
            ("slug", &self.slug),
            ("description", &self.description),
            ("body", &self.body),
            ("date", &self.date),
        ];
        let optional = optional.into_iter().filter_map(|(key, one)| Some((key, one.as_ref()?)));
        let taxonomies = self.taxonomies.iter().map(|(key, column)| (key.as_str(), column));
        std::iter::once(("title", &self.title)).chain(optional).chain(taxonomies)
    }
}

/// A document's picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The file, seen from the document, or a path of the site, or a URL.
    pub src: Located<String>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Who made it.
    pub credit: Option<String>,
    /// Where its maker can be found.
    pub credit_url: Option<String>,
}

/// An instant, and whether the author wrote only a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// Seconds since 1970 in UTC.
    pub seconds: i64,
    /// Whether the author gave no time of day.
    pub is_date: bool,
}

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Articles in a list.
    Section,
    /// Chapters in order.
    Guide,
    /// Numbered theses.
    Theses,
    /// A survey and its waves.
    Survey,
    /// Authors and hosts.
    People,
}

impl Kind {
    /// The names by which authors choose.
    pub const NAMES: &[(&str, Self)] = &[
        ("section", Self::Section),
        ("guide", Self::Guide),
        ("theses", Self::Theses),
        ("survey", Self::Survey),
        ("people", Self::People),
    ];

    /// Gives the name by which authors choose it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("section", |(name, _)| name)
    }
}

/// How the entries of a section are sorted. Ties fall to the next of: weight, date, title, path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// The newest first.
    Date,
    /// By title, as the site's language sorts.
    Title,
    /// The lightest first.
    Weight,
}

impl Order {
    /// The names by which authors choose.
    pub const NAMES: &[(&str, Self)] =
        &[("date", Self::Date), ("title", Self::Title), ("weight", Self::Weight)];
}

impl FrontMatter {
    /// Tells whether another version says the same of the document's place in the site: only what
    /// it is called, its dates and its weight may differ, and where things stand in the file.
    pub fn stands_as(&self, other: &Self) -> bool {
        self.place() == other.place()
    }

    fn place(&self) -> Self {
        let mut place = Self {
            title: None,
            description: None,
            date: None,
            updated: None,
            weight: None,
            pages_from: None,
            source_version: None,
            ..self.clone()
        };
        let located = place.slug.iter_mut().chain(&mut place.url).chain(&mut place.aliases);
        let pictures = place.image.iter_mut().map(|picture| &mut picture.src);
        let named = place.related.iter_mut().chain(&mut place.evidence);
        let named = named.chain(&mut place.translation_of).chain(&mut place.template);
        let named = named.chain(place.links.iter_mut().map(|link| &mut link.url));
        // What is handed down keeps its places: others inherit them.
        for located in located.chain(named).chain(pictures) {
            located.span = Span::default();
        }
        if let Some(review) = &mut place.review_by {
            review.span = Span::default();
        }
        place
    }

    /// Fills what is absent from the document that this one translates. Words stay absent: they
    /// would be in another language.
    #[must_use]
    pub fn or_source(self, source: &Self) -> Self {
        let mute = |picture: &Picture| Picture { alt: String::new(), ..picture.clone() };
        let image = source.image.as_ref().map(mute);
        let mut matter = self.or(&Self { description: None, ask: None, image, ..source.clone() });
        matter.slug = matter.slug.or_else(|| source.slug.clone());
        matter.url = matter.url.or_else(|| source.url.clone());
        matter.links = or_list(matter.links, source.links.clone());
        matter.number = matter.number.or(source.number);
        if matter.evidence.is_empty() {
            matter.evidence.clone_from(&source.evidence);
        }
        matter.kind = matter.kind.or(source.kind);
        matter.order = matter.order.or(source.order);
        matter.paginate_by = matter.paginate_by.or(source.paginate_by);
        matter
    }

    /// Fills what is absent from the nearest defaults of the sections above.
    #[must_use]
    pub fn or(mut self, defaults: &Self) -> Self {
        let other = defaults.clone();
        self.description = self.description.or(other.description);
        self.date = self.date.or(other.date);
        self.updated = self.updated.or(other.updated);
        self.publish_at = self.publish_at.or(other.publish_at);
        self.expire_at = self.expire_at.or(other.expire_at);
        self.draft = self.draft.or(other.draft);
        self.authors = or_list(self.authors, other.authors);
        for (taxonomy, terms) in other.taxonomies {
            self.taxonomies.entry(taxonomy).or_insert(terms);
        }
        self.weight = self.weight.or(other.weight);
        self.template = self.template.or(other.template);
        self.layout = self.layout.or(other.layout);
        self.image = self.image.or(other.image);
        self.ask = self.ask.or(other.ask);
        self.listen = self.listen.or(other.listen);
        self.toc = self.toc.or(other.toc);
        self.related = or_list(self.related, other.related);
        self.review_by = self.review_by.or(other.review_by);
        self.owner = self.owner.or(other.owner);
        self.sitemap = self.sitemap.or(other.sitemap);
        for (key, value) in other.extra {
            if !self.extra.iter().any(|(own, _)| *own == key) {
                self.extra.push((key, value));
            }
        }
        self
    }
}

fn or_list<T>(own: Vec<T>, other: Vec<T>) -> Vec<T> {
    if own.is_empty() { other } else { own }
}

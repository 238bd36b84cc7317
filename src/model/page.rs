//! Pages: what has a URL and a file in the output.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Names a document of a [`Site`](super::Site) by its index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// Names a page of a [`Site`](super::Site) by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// Names a section of a [`Site`](super::Site) by its index; zero is the home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

/// Names a taxonomy of a [`Site`](super::Site) by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxonomyId(pub u32);

/// Names a term of a [`Site`](super::Site) by its index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// Names a list of a [`Site`](super::Site) by its index: first those of the sections, then those
/// of the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);

/// Names an asset of a [`Site`](super::Site) by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

/// Names a survey of a [`Site`](super::Site) by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SurveyId(pub u32);

/// Names a language of the settings by its index; zero is the main one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LanguageId(pub u16);

/// A page: a URL, a file of the output, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The path from the site's root, not encoded: `/articulos/escuchar/`.
    pub url: Arc<str>,
    /// The file below the output folder: `articulos/escuchar/index.html`.
    pub output: String,
    /// What stands there.
    pub kind: PageKind,
    /// The language of its words and its dates.
    pub language: LanguageId,
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// A document that is no section.
    Article(DocumentId),
    /// A page of a section's list, from one; section zero is the home.
    Section(SectionId, u32),
    /// All chapters of a guide on one page, to be printed.
    Print(SectionId),
    /// The theses of a section, as data.
    Theses(SectionId),
    /// What was counted in a wave of a survey, by its index there, as data.
    Tally(SurveyId, u32, TallyFormat),
    /// All terms of a taxonomy.
    Taxonomy(TaxonomyId),
    /// A page of a term's list, from one.
    Term(TermId, u32),
    /// What is shown when nothing is found.
    NotFound,
    /// A stub that leads to another path or URL.
    Redirect(String),
    /// The feed of a list.
    Feed(ListId, FeedFormat),
    /// The sitemap; of a large site, the list of its parts.
    Sitemap,
    /// A part of the sitemap, from one.
    SitemapPart(u32),
    /// All redirects, for a server.
    RedirectFile(Server),
    /// `robots.txt`.
    Robots,
    /// A document as its author wrote it, for machines that read Markdown.
    Twin(DocumentId),
    /// `llms.txt`: what there is to read in a language, for language models.
    Llms,
    /// `llms-full.txt`: all of it.
    LlmsFull,
    /// A file that is copied.
    Asset(AssetId),
    /// A file of the theme, by its index there.
    ThemeFile(u32),
}

/// Servers that can be told of redirects in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Server {
    /// Netlify, and those that read its `_redirects`.
    Netlify,
    /// nginx: lines to include in a `server` block.
    Nginx,
    /// Apache: a `.htaccess`.
    Apache,
    /// Caddy: lines to import in a site block.
    Caddy,
}

impl Server {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Netlify, Self::Nginx, Self::Apache, Self::Caddy];

    /// Gives the name of the file, at the top of the output.
    pub fn file(self) -> &'static str {
        match self {
            Self::Netlify => "_redirects",
            Self::Nginx => "redirects.nginx.conf",
            Self::Apache => ".htaccess",
            Self::Caddy => "redirects.caddy",
        }
    }
}

/// The formats of what was counted in a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TallyFormat {
    /// A table: RFC 4180.
    Csv,
    /// JSON.
    Json,
}

impl TallyFormat {
    /// All of them, the one that most programs open first.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// Gives the ending of its files, by which templates know it too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Gives its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
        }
    }
}

/// The formats of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All of them, the one that most programs read first.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// Gives the name of a feed's file, which stands beside its list.
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// Gives the path of the feed of a list.
    pub fn url(self, list: &str) -> String {
        format!("{list}{}", self.file())
    }

    /// Gives the type by which browsers and readers' programs know it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Gives the word under which templates know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }
}

impl PageKind {
    /// Tells whether a file stands there as it is: no template prints it.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::Asset(_) | Self::ThemeFile(_))
    }

    /// Tells whether a template of the theme prints it.
    pub fn has_template(&self) -> bool {
        let is_map = matches!(self, Self::Sitemap | Self::SitemapPart(_) | Self::Robots);
        let is_text = matches!(
            self,
            Self::Twin(_) | Self::Llms | Self::LlmsFull | Self::Theses(_) | Self::Tally(..)
        );
        let is_machine =
            is_map || is_text || matches!(self, Self::Feed(..) | Self::RedirectFile(_));
        !self.is_file() && !is_machine
    }
}

impl Page {
    /// Makes a page in the main language; the file is made from the URL.
    pub fn new(url: impl Into<Arc<str>>, kind: PageKind) -> Self {
        Self::in_language(LanguageId::default(), url, kind)
    }

    /// Makes a page in a language.
    pub fn in_language(language: LanguageId, url: impl Into<Arc<str>>, kind: PageKind) -> Self {
        let url = url.into();
        let path = url.trim_start_matches('/');
        let is_folder = path.is_empty() || path.ends_with('/');
        let output = [path, if is_folder { "index.html" } else { "" }].concat();
        Self { url, output, kind, language }
    }
}

/// Why a document is shown only to its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// Everybody may see it.
    Public,
    /// Its author calls it a draft.
    Draft,
    /// Its day has not come.
    Scheduled,
    /// Its day has passed.
    Expired,
}

impl Standing {
    /// Gives the word under which templates know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Expired => "expired",
        }
    }
}

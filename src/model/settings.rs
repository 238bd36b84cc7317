//! What `tertulia.toml` says.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::page::{FeedFormat, LanguageId, Server};
use crate::ground::{Code, Diagnostic, Fingerprint, Located, Mix, Severity, Span, Value, url};

/// The settings of a site, complete: what the author left out has its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// One or two sentences about the site.
    pub description: String,
    /// Scheme, host and perhaps a path, without a slash at its end: `https://ana.example/guia`.
    pub base_url: String,
    /// The main language, as in `es` or `pt-BR`.
    pub language: String,
    /// All languages, the main one first.
    pub languages: Vec<String>,
    /// The IANA name of the time zone of dates without one, and of the dates shown.
    pub time_zone: String,
    /// The name of the theme, and where it is written.
    pub theme: Located<String>,
    /// The folder that takes the site, seen from the site's root.
    pub out: String,
    /// Entries on each page of a list; zero for all on one.
    pub paginate_by: usize,
    /// The taxonomies, by the key under which articles name their terms.
    pub taxonomies: Vec<String>,
    /// What the settings say in other languages, by language.
    pub translations: BTreeMap<String, Translation>,
    /// Whether documents without a translation stand in for it.
    pub shows_untranslated: bool,
    /// Whether articles are listed by year.
    pub has_archive: bool,
    /// The entries of the menu; empty for one made from the sections.
    pub menu: Vec<MenuItem>,
    /// A sentence for the foot of each page, in Markdown.
    pub footer: String,
    /// Where its key stands.
    pub footer_place: Span,
    /// A path under `static/` or of the theme.
    pub logo: Option<Located<String>>,
    /// The icon of the browser's tab: a path under `static/` or of the theme.
    pub icon: Option<Located<String>>,
    /// The picture that stands for pages without one where they are shared: a path under `static/`
    /// or of the theme.
    pub image: Option<Located<String>>,
    /// The colour of the brand, as in `#7a1f3d`.
    pub brand_colour: Option<String>,
    /// The licence of the content, as shown at the foot.
    pub license: String,
    /// The table `[markdown]`.
    pub markdown: MarkdownSettings,
    /// The severities of `[findings]`, where they differ from each code's own.
    pub findings: BTreeMap<Code, Severity>,
    /// The table `[feeds]`.
    pub feeds: FeedSettings,
    /// The table `[machines]`.
    pub machines: MachineSettings,
    /// The table `[redirects]`: from an old path to a new path or URL.
    pub redirects: Vec<(Located<String>, Located<String>)>,
    /// The servers that are told of redirects in a file of theirs.
    pub redirect_files: Vec<Server>,
    /// The table `[limits]`.
    pub limits: Limits,
    /// The table `[listen]`, which the listening wing reads.
    pub listen: Value,
    /// The table `[extra]`, for templates.
    pub extra: Value,
    /// Whether symbolic links may lead out of the site.
    pub outside_links: bool,
}

/// What the settings say in another language; empty where it says the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// The site's name.
    pub title: String,
    /// One or two sentences about the site.
    pub description: String,
    /// A sentence for the foot of each page, in Markdown.
    pub footer: String,
    /// Where its key stands.
    pub footer_place: Span,
    /// The entries of the menu.
    pub menu: Vec<MenuItem>,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MenuItem {
    /// What is shown.
    pub title: String,
    /// A path of the site (`/guia/`) or a URL.
    pub url: Located<String>,
}

/// How Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkdownSettings {
    /// What becomes of raw HTML.
    pub html: RawHtml,
    /// Whether keys of front matter that we do not know are findings or go into `extra`.
    pub keeps_unknown_keys: bool,
    /// Whether straight quotes, `--` and `...` become what a printer would set.
    pub smart_quotes: bool,
    /// Whether headings without an id get one made from their text.
    pub heading_ids: bool,
}

/// What becomes of raw HTML in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RawHtml {
    /// It is shown as text.
    Escape,
    /// What could run a script or leave its place is taken out.
    Sanitize,
    /// It stays as it is.
    Trust,
}

/// The feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedSettings {
    /// Whether there are feeds in Atom.
    pub has_atom: bool,
    /// Whether there are feeds in JSON.
    pub has_json: bool,
    /// How many of the newest articles a feed holds.
    pub entries: usize,
    /// Which lists have feeds.
    pub of: FeedScopes,
    /// In whose feeds articles stand with their whole text; in others with their description.
    pub full: FeedScopes,
}

/// What is made for machines that read texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineSettings {
    /// Whether there are `llms.txt` and `llms-full.txt`.
    pub has_llms: bool,
    /// Whether each document also stands there in Markdown.
    pub has_markdown: bool,
}

/// Some of the kinds of lists that feeds are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedScopes {
    /// The home of each language.
    pub site: bool,
    /// Sections.
    pub sections: bool,
    /// Terms of tags, categories, series and the site's own taxonomies.
    pub terms: bool,
    /// Authors.
    pub authors: bool,
}

/// What kind of list a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeedScope {
    /// The home of a language.
    Site,
    /// A section.
    Section,
    /// A term.
    Term,
    /// An author.
    Author,
}

impl FeedSettings {
    /// Tells whether there are feeds in a format.
    pub fn has(&self, format: FeedFormat) -> bool {
        match format {
            FeedFormat::Atom => self.has_atom,
            FeedFormat::Json => self.has_json,
        }
    }
}

impl FeedScopes {
    /// Tells whether a kind of list is among them.
    pub fn has(&self, scope: FeedScope) -> bool {
        match scope {
            FeedScope::Site => self.site,
            FeedScope::Section => self.sections,
            FeedScope::Term => self.terms,
            FeedScope::Author => self.authors,
        }
    }
}

/// Limits on what can grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of a content file.
    pub page_bytes: u64,
    /// Files of the whole site.
    pub files: usize,
    /// Bytes of a page that templates print.
    pub output_bytes: u64,
    /// Seconds that templates may take for a page.
    pub page_seconds: u64,
    /// URLs of a sitemap, before it is cut into parts.
    pub sitemap_urls: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            base_url: "http://localhost".to_string(),
            language: "es".to_string(),
            languages: vec!["es".to_string()],
            time_zone: "UTC".to_string(),
            theme: Located { value: "agora".to_string(), ..Located::default() },
            out: "public".to_string(),
            paginate_by: 20,
            taxonomies: ["tags", "categories", "series"].map(str::to_string).to_vec(),
            translations: BTreeMap::new(),
            shows_untranslated: true,
            has_archive: true,
            menu: Vec::new(),
            footer: String::new(),
            footer_place: Span::default(),
            logo: None,
            icon: None,
            image: None,
            brand_colour: None,
            license: String::new(),
            markdown: MarkdownSettings {
                html: RawHtml::Trust,
                keeps_unknown_keys: false,
                smart_quotes: true,
                heading_ids: true,
            },
            findings: BTreeMap::new(),
            feeds: FeedSettings {
                has_atom: true,
                has_json: true,
                entries: 20,
                of: FeedScopes { site: true, sections: true, terms: true, authors: true },
                full: FeedScopes { site: true, sections: true, terms: false, authors: false },
            },
            machines: MachineSettings::default(),
            redirects: Vec::new(),
            redirect_files: vec![Server::Netlify],
            limits: Limits {
                page_bytes: 5 << 20,
                files: 1_000_000,
                output_bytes: 16 << 20,
                page_seconds: 10,
                sitemap_urls: 50_000,
            },
            listen: Value::Table(Vec::new()),
            extra: Value::Table(Vec::new()),
            outside_links: false,
        }
    }
}

impl Settings {
    /// Gives the tag of a language: `es`.
    pub fn tag(&self, language: LanguageId) -> &str {
        self.languages.get(usize::from(language.0)).unwrap_or(&self.language)
    }

    /// Gives the languages by their numbers, the main one first.
    pub fn tongues(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..u16::try_from(self.languages.len()).unwrap_or(u16::MAX)).map(LanguageId)
    }

    /// Gives the path of a language's home: `/`, `/en/`.
    pub fn home(&self, language: LanguageId) -> String {
        match language {
            LanguageId(0) => "/".to_string(),
            _ => format!("/{}/", self.tag(language)),
        }
    }

    /// Gives what the settings say in a language, if they say anything of their own in it.
    pub fn translation(&self, language: LanguageId) -> Option<&Translation> {
        self.translations.get(self.tag(language)).filter(|_| language.0 > 0)
    }

    /// Gives the site's name in a language.
    pub fn title_in(&self, language: LanguageId) -> &str {
        self.said(language, &self.title, |translation| &translation.title)
    }

    /// Gives what is said of the site in a language.
    pub fn description_in(&self, language: LanguageId) -> &str {
        self.said(language, &self.description, |translation| &translation.description)
    }

    /// Gives the sentence for the foot of each page in a language.
    pub fn footer_in(&self, language: LanguageId) -> &str {
        self.said(language, &self.footer, |translation| &translation.footer)
    }

    fn said<'a>(
        &'a self,
        language: LanguageId,
        main: &'a str,
        other: impl Fn(&'a Translation) -> &'a str,
    ) -> &'a str {
        self.translation(language).map(other).filter(|said| !said.is_empty()).unwrap_or(main)
    }

    /// Gives the path of `base_url`, without a slash at its end: empty for most sites.
    pub fn base_path(&self) -> &str {
        let host = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[host..].find('/').map_or("", |at| &self.base_url[host + at..])
    }

    /// Gives `base_url` without its path: `https://ana.example`.
    pub fn origin(&self) -> &str {
        &self.base_url[..self.base_url.len() - self.base_path().len()]
    }

    /// Gives the site's time zone.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Gives an instant, in seconds since 1970, as the site's time zone has it.
    pub fn local(&self, seconds: i64) -> Zoned {
        let instant = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        instant.to_zoned(self.zone())
    }

    /// Puts the path of the site before one of its paths, encoded: `/guia/articulos/`.
    pub fn href(&self, path: &str) -> String {
        format!("{}{}", self.base_path(), url::encode(path))
    }

    /// Makes a whole URL of a path of the site.
    pub fn permalink(&self, path: &str) -> String {
        format!("{}{}", self.base_url, url::encode(path))
    }

    /// Makes a whole URL of what was found for an author: a URL stays.
    pub fn whole_url(&self, found: &str) -> String {
        if url::is_external(found) { found.to_string() } else { self.permalink(found) }
    }

    /// Makes an address of what an author wrote in the settings: URLs stay, paths of the site get
    /// the path of the site before them; what follows `?` or `#` stays.
    pub fn address(&self, target: &str) -> String {
        self.reach(target, Self::href)
    }

    /// Makes the same a whole URL.
    pub fn whole_address(&self, target: &str) -> String {
        self.reach(target, Self::permalink)
    }

    fn reach(&self, target: &str, make: impl Fn(&Self, &str) -> String) -> String {
        if url::is_external(target) || !target.starts_with('/') {
            return target.to_string();
        }
        let (path, tail) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
        let decoded = url::decode(path).unwrap_or(path.into());
        format!("{}{tail}", make(self, &decoded))
    }

    /// Tells whether a finding keeps this site from being built.
    pub fn is_error(&self, finding: &Diagnostic) -> bool {
        self.severity(finding.code) == Severity::Error
    }

    /// Tells how grave a finding is on this site.
    pub fn severity(&self, code: Code) -> Severity {
        self.findings.get(&code).copied().unwrap_or_else(|| code.severity())
    }

    /// Fingerprints all of it.
    pub fn fingerprint(&self) -> Fingerprint {
        Mix::new("settings").value(self).finish()
    }
}

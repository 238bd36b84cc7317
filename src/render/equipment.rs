//! The equipment: what printing needs beside the page.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::Value;

use super::about;
use super::calendar::Calendar;
use super::cards;
use super::engine::Engine;
use super::words;
use crate::ground::{self, Failure, Source};
use crate::model::document::Record;
use crate::model::page::DocumentId;
use crate::model::settings::Settings;
use crate::model::{Clock, Desk, Gauge, Inputs, Keepsakes, LanguageId, Rope};

/// The data files for templates, by their paths below `data/`.
#[derive(Clone, Debug, Default)]
pub struct Tables(Arc<BTreeMap<String, Table>>);

/// A data file: as it was written, and as templates see it once one has asked for it.
#[derive(Debug)]
struct Table {
    written: Arc<ground::Value>,
    shown: OnceLock<Value>,
}

/// The cards of a site's documents as templates see them, each made once. They belong to a site and
/// its settings, whatever theme shows them.
#[derive(Clone, Default)]
pub struct Cards(Arc<[OnceLock<Value>]>);

impl Cards {
    /// Makes room for so many.
    pub fn for_documents(count: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(count).collect())
    }
}

impl Tables {
    /// Makes tables of what stands in the files.
    pub fn of(files: impl Iterator<Item = (String, Arc<ground::Value>)>) -> Self {
        let table = |written| Table { written, shown: OnceLock::new() };
        Self(Arc::new(files.map(|(name, written)| (name, table(written))).collect()))
    }

    /// Gives a file as templates see it.
    pub(super) fn get(&self, path: &str) -> Option<&Value> {
        let table = self.0.get(path)?;
        Some(table.shown.get_or_init(|| cards::extra(&table.written)))
    }

    /// Gives a file as it was written.
    pub(super) fn written(&self, path: &str) -> Option<&ground::Value> {
        self.0.get(path).map(|table| &*table.written)
    }

    /// Gives the paths of all files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Gives the bodies of documents.
pub trait Ropes: Send + Sync {
    /// Gives the body of a document whose record is given.
    ///
    /// # Errors
    /// When its file cannot be read again, or is not what it was.
    fn rope(&self, document: DocumentId, record: &Arc<Record>) -> Result<Arc<Rope>, Failure>;

    /// Gives the file of a document whose record is given, and the byte at which its text begins.
    ///
    /// # Errors
    /// When it cannot be read again, or is not what it was.
    fn written(&self, record: &Arc<Record>) -> Result<(Source, usize), Failure>;
}

/// What a page may take.
#[derive(Clone)]
pub struct Bounds {
    /// Tells how much time has passed.
    pub clock: Clock,
    /// Tells how much memory the program takes.
    pub gauge: Gauge,
    /// The most bytes of a page.
    pub output_bytes: u64,
    /// The most seconds for a page.
    pub page_seconds: u64,
}

impl Bounds {
    /// Takes the limits of a build's settings.
    pub fn of(inputs: &Inputs) -> Self {
        let limits = &inputs.settings.limits;
        Self {
            clock: Arc::clone(&inputs.clock),
            gauge: Arc::clone(&inputs.gauge),
            output_bytes: limits.output_bytes,
            page_seconds: limits.page_seconds,
        }
    }
}

/// What printing needs beside a page: one site's, one theme's, shared by all threads.
pub struct Equipment {
    pub(super) engine: Arc<Engine>,
    pub(super) calendar: Calendar,
    pub(super) ropes: Arc<dyn Ropes>,
    pub(super) keepsakes: Arc<Keepsakes>,
    pub(super) bounds: Bounds,
    /// What templates know as `site`, in each language.
    sites: Vec<Value>,
    /// The taxonomies that have a page, in each language, once a page asked.
    pub(super) taxonomies: Vec<OnceLock<Value>>,
    pub(super) tables: Tables,
    /// Whether what templates name need not be there: on a specimen it is not.
    pub(super) is_trial: bool,
    cards: Cards,
}

impl Equipment {
    /// Gathers the equipment for a site.
    pub fn new(
        engine: Arc<Engine>,
        settings: &Settings,
        ropes: Arc<dyn Ropes>,
        keepsakes: Arc<Keepsakes>,
        bounds: Bounds,
    ) -> Self {
        let file = |path: &str| {
            let known = engine.files.iter().any(|file| file.path == path);
            known.then(|| settings.href(&format!("/{path}")))
        };
        let sites = settings.tongues().map(|language| about::site(settings, language, file));
        let sites = sites.collect();
        let calendar = Calendar::new(settings);
        Self {
            engine,
            calendar,
            ropes,
            keepsakes,
            bounds,
            sites,
            taxonomies: settings.tongues().map(|_| OnceLock::new()).collect(),
            tables: Tables::default(),
            is_trial: false,
            cards: Cards::default(),
        }
    }

    /// Adds the data files that templates may read.
    #[must_use]
    pub fn with_tables(mut self, tables: Tables) -> Self {
        self.tables = tables;
        self
    }

    /// Takes names of content that is not there for the home, if this is the trial of a theme.
    #[must_use]
    pub fn on_trial(mut self, is_trial: bool) -> Self {
        self.is_trial = is_trial;
        self
    }

    /// Adds room for the cards of all documents.
    #[must_use]
    pub fn with_cards(mut self, cards: Cards) -> Self {
        self.cards = cards;
        self
    }

    /// Gives what templates know as `site` in a language.
    pub(super) fn site(&self, language: LanguageId) -> Value {
        self.sites[usize::from(language.0)].clone()
    }

    /// Gives the card of a document as templates see it.
    pub(super) fn card(&self, desk: &Desk, document: DocumentId) -> Value {
        let make = || {
            let card = desk.listed(document);
            cards::card(desk.settings(), &self.calendar, card, desk.section_of(card))
        };
        match self.cards.0.get(document.0 as usize) {
            Some(cell) => cell.get_or_init(make).clone(),
            None => make(),
        }
    }

    /// Gives the theme's words for a key in exactly one language, if it has any.
    pub(super) fn own_words(&self, language: &str, key: &str) -> Option<&str> {
        self.engine.words.get(language)?.get(key).map(String::as_str)
    }

    /// Gives the theme's words for a key, if it has any.
    pub(super) fn words(&self, language: &str, key: &str) -> Option<&str> {
        words::find(&self.engine.words, &self.calendar, language, key, None)
    }

    /// Gives the title of a taxonomy: the theme's words for it, else its name.
    pub(super) fn taxonomy_title(&self, language: &str, name: &str) -> String {
        match self.words(language, &format!("taxonomy_{name}")) {
            Some(words) => words.to_string(),
            None => {
                let mut letters = name.chars();
                let first = letters.next().map(char::to_uppercase);
                first.into_iter().flatten().chain(letters).collect()
            }
        }
    }
}

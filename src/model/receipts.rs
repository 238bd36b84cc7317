//! Receipts across builds: which pages stand, and what the next build is told.

use std::collections::HashMap;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::ledger::{Ledger, PageReceipt};
use super::lookup::{Lookup, LookupKind, StoredLookup};
use super::page::Page;
use super::site::Site;
use super::stamp::Stamp;
use crate::ground::{Diagnostic, Fingerprint, Words};

/// The receipts of the last build, asked again of this site.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    receipts: HashMap<&'a str, &'a PageReceipt>,
    lookups: Vec<Lookup>,
    /// For each lookup of the ledger, whether its answer is the same.
    same: Vec<bool>,
    ledger: Option<&'a Ledger>,
}

impl<'a> Asked<'a> {
    /// Asks all lookups of a ledger again.
    pub fn of(ledger: &'a Ledger, site: &Site) -> Self {
        let is_same_kin = has_same_relations(ledger, site);
        let asked = ledger.lookups.par_iter().zip(&ledger.answers).map(|(stored, answer)| {
            let name = ledger.names.get(stored.name as usize).map_or("", String::as_str);
            let lookup = site.find(stored.kind, name, stored.number);
            let is_kin = matches!(lookup, Lookup::Related(_));
            (lookup, is_kin && is_same_kin || site.fingerprint(lookup) == *answer)
        });
        let (lookups, same) = asked.unzip();
        let receipts = ledger.receipts.iter().map(|receipt| (receipt.url.as_str(), receipt));
        Self { receipts: receipts.collect(), lookups, same, ledger: Some(ledger) }
    }

    /// Gives the receipt of a page if it stands: all it asked has the same answers.
    pub fn standing(&self, url: &str, output: &str) -> Option<&'a PageReceipt> {
        let receipt = *self.receipts.get(url)?;
        let stands = receipt.lookups.iter().all(|index| self.is_same(*index));
        (stands && receipt.output == output).then_some(receipt)
    }

    /// Gives the answers that are as they were, so that nobody need ask again.
    pub fn answers(&self) -> HashMap<Lookup, Fingerprint> {
        let answers = self.ledger.map_or(&[][..], |ledger| &ledger.answers);
        let all = self.lookups.iter().zip(&self.same).zip(answers);
        all.filter(|((_, is_same), _)| **is_same).map(|((lookup, _), to)| (*lookup, *to)).collect()
    }

    /// Tells whether the last build had a page.
    pub fn knows(&self, url: &str) -> bool {
        self.receipts.contains_key(url)
    }

    /// Says why a page does not stand: the first lookup whose answer changed.
    pub fn reason(&self, url: &str) -> Words {
        if self.ledger.is_none() {
            return Words::new(
                "la construcción anterior tuvo otro programa, tema o ajustes, o no hubo ninguna",
                "the last build had another program, theme or settings, or there was none",
            );
        }
        let Some(receipt) = self.receipts.get(url) else {
            return Words::new("la página es nueva", "the page is new");
        };
        let changed = receipt.lookups.iter().filter(|index| !self.is_same(**index));
        let named = changed.filter_map(|index| {
            let ledger = self.ledger?;
            let stored = ledger.lookups.get(*index as usize)?;
            Some((stored, ledger.names.get(stored.name as usize)?))
        });
        // Numbers in the ledger follow the order in which threads finish; names do not.
        let stored = named.min_by_key(|(stored, name)| (stored.kind, *name, stored.number));
        match stored {
            Some((stored, name)) => describe(*stored, name),
            None => Words::new(
                "su archivo ya no era el que quedó la última vez",
                "its file was no longer what the last build left",
            ),
        }
    }

    /// Gives the lookups of a receipt as this site numbers them.
    pub fn lookups(&self, receipt: &PageReceipt) -> Vec<Lookup> {
        receipt.lookups.iter().map(|index| self.lookups[*index as usize]).collect()
    }

    fn is_same(&self, index: u32) -> bool {
        self.same.get(index as usize).copied().unwrap_or(false)
    }
}

/// Tells whether all that relations depend on is as it was: then they need not be asked one by one,
/// which takes longer than all the rest.
fn has_same_relations(ledger: &Ledger, site: &Site) -> bool {
    let print = ledger.relations;
    ledger.asks_relations() && print != Fingerprint::ABSENT && site.relations_print() == print
}

fn describe(stored: StoredLookup, name: &str) -> Words {
    let (es, en) = said(stored.kind);
    let filled =
        |words: &str| words.replace("{name}", name).replace("{number}", &stored.number.to_string());
    Words::new(filled(es), filled(en))
}

/// Says of each kind of lookup that its answer changed.
fn said(kind: LookupKind) -> (&'static str, &'static str) {
    match kind {
        LookupKind::Today => ("cambió el día", "the day changed"),
        LookupKind::Page => {
            ("cambió qué es la página `{name}`", "what the page `{name}` is changed")
        }
        LookupKind::Body => ("cambió el texto de `{name}`", "the text of `{name}` changed"),
        LookupKind::Card => (
            "cambió la ficha (título, dirección, descripción, fecha) de `{name}`",
            "the card (title, URL, description, date) of `{name}` changed",
        ),
        LookupKind::Links => (
            "cambió adónde llevan los enlaces de `{name}`",
            "where the links of `{name}` lead changed",
        ),
        LookupKind::Neighbours => {
            ("cambiaron los vecinos de `{name}`", "the neighbours of `{name}` changed")
        }
        LookupKind::Trail => {
            ("cambió la ruta hasta `{name}`", "the sections above `{name}` changed")
        }
        LookupKind::Backlinks => (
            "cambió quién enlaza a `{name}`, o con qué palabras",
            "who links to `{name}` changed, or in which words",
        ),
        LookupKind::Related => {
            ("cambió qué se relaciona con `{name}`", "what is related to `{name}` changed")
        }
        LookupKind::TermsOf => {
            ("cambiaron los términos de `{name}`", "the terms of `{name}` changed")
        }
        LookupKind::Taxonomies => {
            ("cambió qué taxonomías hay", "which taxonomies there are changed")
        }
        LookupKind::Taxonomy => ("cambió la taxonomía `{name}`", "the taxonomy `{name}` changed"),
        LookupKind::List => (
            "cambió la página {number} de la lista `{name}`",
            "page {number} of the list `{name}` changed",
        ),
        LookupKind::Whole => ("cambió la lista `{name}`", "the list `{name}` changed"),
        LookupKind::Latest => (
            "cambiaron los {number} más nuevos de `{name}`",
            "the {number} newest of `{name}` changed",
        ),
        LookupKind::Guide => {
            ("cambiaron los capítulos de `{name}`", "the chapters of `{name}` changed")
        }
        LookupKind::Theses => ("cambiaron las tesis de `{name}`", "the theses of `{name}` changed"),
        LookupKind::Survey => ("cambió la encuesta `{name}`", "the survey `{name}` changed"),
        LookupKind::Sections => {
            ("cambiaron las secciones bajo `{name}`", "the sections below `{name}` changed")
        }
        LookupKind::Versions => (
            "cambió qué es `{name}` en otros idiomas",
            "what `{name}` is in other languages changed",
        ),
        LookupKind::Menu => ("cambió el menú", "the menu changed"),
        LookupKind::Feed => (
            "cambiaron los artículos más nuevos de `{name}`",
            "the newest articles of `{name}` changed",
        ),
        LookupKind::Feeds => ("cambiaron los canales de `{name}`", "the feeds of `{name}` changed"),
        LookupKind::Sitemap => ("cambió el mapa del sitio", "the sitemap changed"),
        LookupKind::Contents => ("cambió lo que hay que leer", "what there is to read changed"),
        LookupKind::Redirects => ("cambiaron las redirecciones", "the redirects changed"),
        LookupKind::Name => ("cambió a qué se llama `{name}`", "what is called `{name}` changed"),
    }
}

/// Writes the receipts of a build for the next.
#[derive(Debug, Default)]
pub struct Bookkeeper {
    numbers: HashMap<Lookup, u32>,
    order: Vec<Lookup>,
    receipts: Vec<PageReceipt>,
}

impl Bookkeeper {
    /// Enters a page with what it asked, its file as it was left, and what was found.
    pub fn enter(
        &mut self,
        page: &Page,
        lookups: Vec<Lookup>,
        stamp: Stamp,
        findings: Vec<Diagnostic>,
    ) {
        let mut lookups: Vec<u32> = lookups.into_iter().map(|lookup| self.number(lookup)).collect();
        lookups.sort_unstable();
        self.receipts.push(PageReceipt {
            url: page.url.to_string(),
            output: page.output.clone(),
            lookups,
            stamp,
            findings,
        });
    }

    fn number(&mut self, lookup: Lookup) -> u32 {
        let next = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(lookup).or_insert_with(|| {
            self.order.push(lookup);
            next
        })
    }

    /// Closes the books: names all lookups and fingerprints those answers that are not known.
    pub fn close(mut self, site: &Site, known: &HashMap<Lookup, Fingerprint>, ledger: &mut Ledger) {
        self.receipts.sort_by(|one, other| one.url.cmp(&other.url));
        let mut names: HashMap<String, u32> = HashMap::new();
        for lookup in &self.order {
            let (kind, name, number) = site.store(*lookup);
            let next = u32::try_from(ledger.names.len()).unwrap_or(u32::MAX);
            let name = *names.entry(name).or_insert_with_key(|name| {
                ledger.names.push(name.clone());
                next
            });
            ledger.lookups.push(StoredLookup { kind, name, number });
        }
        let answers = self.order.par_iter().map(|lookup| match known.get(lookup) {
            Some(answer) => *answer,
            None => site.fingerprint(*lookup),
        });
        ledger.answers = answers.collect::<Vec<Fingerprint>>();
        ledger.receipts = self.receipts;
    }
}

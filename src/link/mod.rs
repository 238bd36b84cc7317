//! Linking: many documents become one site. Sections and what they hand down, URLs, taxonomies,
//! lists, references and backlinks.
//!
//! In: documents, assets, what the theme offers. Out: a [`Site`] and what is wrong between files.
//! Invariant: pure; the order of documents does not matter; templates are unknown here.

mod addresses;
mod assertions;
mod assets;
mod bands;
mod cards;
mod claims;
mod directives;
mod evidence;
mod families;
mod feeds;
mod guides;
mod legacy;
mod lists;
mod lock;
mod maps;
mod names;
mod pages;
mod pairs;
mod promises;
mod references;
mod related;
mod relations;
mod relink;
mod results;
mod roles;
mod rules;
mod sections;
mod shortfall;
mod spoken;
mod summaries;
mod surveys;
mod targets;
mod taxonomies;
mod theses;
mod upkeep;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ground::{Diagnostic, Fingerprint};
use crate::model::counted::Counted;
use crate::model::page::SectionId;
use crate::model::relations::Relations;
use crate::model::site::SiteParts;
use crate::model::theme::ThemeFile;
use crate::model::{Asset, Craft, Record, Settings, Site};

pub use relink::{Linked, relink};
pub use results::results;
pub use upkeep::upkeep;

/// What is linked.
pub struct Materials<'a> {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The documents, sorted by path.
    pub documents: Vec<Arc<Record>>,
    /// The files to copy, sorted by path.
    pub assets: Vec<Asset>,
    /// The files of the theme.
    pub theme_files: &'a [ThemeFile],
    /// The fingerprints of the data files, by their paths.
    pub data: Arc<BTreeMap<String, Fingerprint>>,
    /// The surveys and what was counted in them, sorted by path.
    pub surveys: &'a [Arc<Counted>],
    /// The URLs that were published, if the site keeps them: the text of `urls.lock`.
    pub lock: Option<&'a str>,
    /// What the theme offers to articles; `None` when the theme itself is broken.
    pub craft: Option<&'a Craft>,
    /// The instant of the build, in seconds since 1970.
    pub now: i64,
    /// The same as a day in the site's time zone: `2026-11-22`.
    pub today: String,
    /// Whether drafts, scheduled and expired documents are shown.
    pub shows_drafts: bool,
}

/// Links a site and tells what is wrong between its files.
pub fn link(materials: Materials<'_>) -> (Site, Vec<Diagnostic>) {
    let Materials { settings, documents, craft, now, shows_drafts, .. } = materials;
    let mut findings = Vec::new();

    if let Some(craft) = craft {
        directives::check(&documents, craft, &mut findings);
    }
    let brief = sections::Brief { settings: &settings, now, shows_drafts };
    let mut plan = sections::Plan::of(documents, &brief, &mut findings);
    theses::entitle(&mut plan, &mut findings);
    let (urls, folders) = addresses::assign(&mut plan, &settings);
    let mut parts = SiteParts { settings, today: materials.today, ..SiteParts::default() };
    let (hidden, expired) = (plan.hidden, plan.expired);
    parts.own = plan.own;
    parts.versions = plan.versions;
    parts.sections = plan.sections;
    parts.documents = plan.documents;
    parts.matters = plan.matters;
    parts.data = materials.data;
    parts.assets = assets::shown(materials.assets, &parts.documents, &hidden);
    let numbered = parts.documents.iter().take(parts.own).zip((0..).map(names::document));
    parts.by_path = numbered.map(|(document, id)| (Arc::clone(&document.path), id)).collect();
    parts.asset_urls = assets::urls(&parts.assets, &folders);
    parts.homes = homes(&parts);
    parts.cards = cards::deal(&parts, (&plan.standings, &plan.editions, &plan.homes), urls);
    parts.manifestos = theses::gather(&parts);
    parts.surveys = surveys::gather(&parts, materials.surveys);
    parts.verdicts = evidence::weigh(&parts, materials.surveys, &mut findings);
    findings.extend(assertions::check(&parts, materials.surveys));
    taxonomies::gather(&mut parts);
    lists::sort(&mut parts);
    pages::lay_out(&mut parts, materials.theme_files, craft, &mut findings);

    let targets = targets::Targets::new(&parts, &hidden);
    let (links, more) = references::resolve(&parts, &targets);
    findings.extend(more);
    findings.extend(promises::check(&parts, &targets));
    findings
        .extend(materials.lock.into_iter().flat_map(|text| lock::check(&parts, &expired, text)));
    let pictures = cards::find_pictures(&parts, &targets, &mut findings);
    let related = related::chosen(&parts, &targets, &mut findings);
    parts.links = links;
    summaries::name_links(&mut parts);
    parts.backlinks = references::backlinks(&parts);
    parts.related = related;
    parts.relations = Relations::new(Arc::<relations::Kin>::default());
    cards::hang_pictures(&mut parts, pictures);
    cards::fingerprint(&mut parts);
    (Site::new(parts), findings)
}

/// Finds the home of each language: the first of its sections.
fn homes(parts: &SiteParts) -> Vec<SectionId> {
    let sections = parts.sections.iter().enumerate();
    let homes = sections.filter(|(_, section)| section.parent.is_none());
    homes.map(|(at, _)| names::section(at)).collect()
}

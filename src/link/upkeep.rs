//! Upkeep: what is due for review, articles that nobody links to, files that nobody uses. Nothing
//! of it is broken, so only `tertulia check` asks.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::lists;
use super::promises;
use super::sections::Hidden;
use super::targets::{Target, Targets};
use crate::ground::findings::{
    orphan_page, review_due, stale_translation, unlisted_language, untold_version,
    untranslated_alt, unused_file,
};
use crate::ground::{Diagnostic, Place, Value, url};
use crate::model::page::{AssetId, DocumentId, LanguageId};
use crate::model::site::{Resolved, SiteParts};
use crate::model::{FrontMatter, Kind, Moment, Order, Record, Site};

/// Endings of files that name others in ways that we do not read.
const NAMING: &[&str] = &["css", "htm", "html", "js", "mjs", "xhtml"];

/// Tells what a linked site needs; `records` are all documents, those that are not shown as well.
pub fn upkeep(site: &Site, records: &[Arc<Record>]) -> Vec<Diagnostic> {
    let parts = site.opened();
    let hidden = Hidden::default();
    let targets = Targets::new(parts, &hidden);
    let mut uses = Uses::none(parts, &targets);
    uses.of_settings();
    (0..).zip(&parts.documents).for_each(|(number, _)| uses.of_document(DocumentId(number)));
    let shown: BTreeSet<&str> = parts.documents.iter().map(|record| &*record.path).collect();
    let dark = records.iter().filter(|record| !shown.contains(&*record.path));
    let dark: BTreeSet<String> = dark.flat_map(|record| named_unseen(record)).collect();

    let mut findings = Vec::new();
    reviews(parts, &mut findings);
    stale(parts, &mut findings);
    mute(parts, &mut findings);
    unlisted(parts, &mut findings);
    orphans(parts, &uses.documents, &mut findings);
    unused(parts, &uses.assets, &dark, &mut findings);
    findings
}

/// Tells which articles somebody should have looked at. A translation that takes its day from the
/// original is looked at with it.
fn reviews(parts: &SiteParts, findings: &mut Vec<Diagnostic>) {
    for (number, record) in (0..).zip(&parts.documents).take(parts.own) {
        let matter = &parts.matters[number as usize];
        let Some(review) = &matter.review_by else { continue };
        if record.matter.review_by.is_none() && translated(parts, number).is_some() {
            continue;
        }
        let day = parts.settings.local(review.value.seconds).date().to_string();
        if day < parts.today {
            let place = match &record.matter.review_by {
                Some(own) => Place::new(&record.path, own.span),
                None => Place::file(&record.path),
            };
            findings.push(review_due(place, &day, matter.owner.as_deref()));
        }
    }
}

/// Gives the original of which a document is a translation.
fn translated(parts: &SiteParts, number: u32) -> Option<DocumentId> {
    let main = parts.versions.version(DocumentId(number), LanguageId::default());
    main.filter(|main| main.0 != number)
}

/// Tells which translations are of a text that has changed since.
fn stale(parts: &SiteParts, findings: &mut Vec<Diagnostic>) {
    for (number, record) in (0..).zip(&parts.documents).take(parts.own) {
        let Some(known) = &record.matter.source_version else { continue };
        let Some(main) = translated(parts, number) else { continue };
        let source = &parts.documents[main.0 as usize];
        let version = source.version.short();
        if known.value != version {
            let place = Place::new(&record.path, known.span);
            let pair = record.syntax.text("source_version", &version);
            if matches!(known.value.trim(), "" | "?") {
                findings.push(untold_version(place, &source.path, &pair));
                continue;
            }
            let day = |moment: Moment| parts.settings.local(moment.seconds).date().to_string();
            let changed = parts.matters[main.0 as usize].updated.map(day);
            findings.push(stale_translation(place, &source.path, &pair, changed.as_deref()));
        }
    }
}

/// Tells which translations show an image of their original that is described there only.
fn mute(parts: &SiteParts, findings: &mut Vec<Diagnostic>) {
    for (number, record) in (0..).zip(&parts.documents).take(parts.own) {
        let inherited = parts.matters[number as usize].image.as_ref();
        let inherited = inherited.filter(|_| record.matter.image.is_none());
        let Some(image) = inherited.filter(|image| image.alt.is_empty()) else { continue };
        let main = parts.versions.version(DocumentId(number), LanguageId::default());
        let Some(main) = main.filter(|main| main.0 != number) else { continue };
        let original = parts.matters[main.0 as usize].image.as_ref();
        if original.is_some_and(|original| !original.alt.is_empty()) {
            findings.push(untranslated_alt(Place::file(&record.path), &image.src.value));
        }
    }
}

/// Tells which files look like translations into a language that the site does not speak.
fn unlisted(parts: &SiteParts, findings: &mut Vec<Diagnostic>) {
    let own = || parts.documents.iter().take(parts.own);
    let keys: BTreeSet<&str> = own().map(|record| &*record.key).collect();
    for record in own().filter(|record| record.key == record.path) {
        let marked = record.path.strip_suffix(".md").and_then(|bare| bare.rsplit_once('.'));
        let Some((bare, mark)) = marked.filter(|(_, mark)| is_mark(mark)) else { continue };
        let original = format!("{bare}.md");
        if keys.contains(&*original) {
            findings.push(unlisted_language(Place::file(&record.path), &original, mark));
        }
    }
}

/// Tells whether a text is written like the tag of a language: `fr`, `pt-BR`.
fn is_mark(text: &str) -> bool {
    let (language, region) = text.split_once('-').unwrap_or((text, "BR"));
    let is_letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    language.len() == 2
        && (2..=4).contains(&region.len())
        && is_letters(language)
        && is_letters(region)
}

/// Tells which articles only their list leads to.
fn orphans(parts: &SiteParts, used: &BTreeSet<DocumentId>, findings: &mut Vec<Diagnostic>) {
    let is_head = lists::heads(parts);
    for (number, record) in (0..).zip(&parts.documents).take(parts.own) {
        let at = number as usize;
        let section = &parts.sections[parts.cards[at].section.0 as usize];
        let head = section.document.map(|head| &parts.matters[head.0 as usize]);
        let is_found = is_head[at]
            || head.is_some_and(|head| head.pages_from.is_some())
            || section.kind != Kind::Section
            || is_placed(section.order, &parts.matters[at])
            || used.contains(&original(parts, DocumentId(number)));
        if !is_found {
            findings.push(orphan_page(Place::file(&record.path), &record.title));
        }
    }
}

/// Tells whether an article has its place in its section's list: a day in a blog, a weight among
/// steps, a title in an index. Such a list is read as it stands.
fn is_placed(order: Order, matter: &FrontMatter) -> bool {
    match order {
        Order::Date => matter.date.is_some(),
        Order::Weight => matter.weight.is_some(),
        Order::Title => true,
    }
}

/// Tells which files beside articles nothing names; `dark` are those that drafts name.
fn unused(
    parts: &SiteParts,
    used: &BTreeSet<AssetId>,
    dark: &BTreeSet<String>,
    findings: &mut Vec<Diagnostic>,
) {
    let names_others = |path: &str| NAMING.contains(&url::ending(path).as_str());
    let naming = parts.assets.iter().filter(|asset| names_others(&asset.path));
    let naming: BTreeSet<&str> = naming.map(|asset| url::folder(&asset.path)).collect();
    let is_near_naming = |path: &str| {
        let mut folder = url::folder(path);
        while !folder.is_empty() && !naming.contains(folder) {
            folder = url::folder(folder);
        }
        !folder.is_empty() && !names_others(path)
    };
    for (number, asset) in (0..).zip(&parts.assets) {
        let path = &asset.path;
        let is_beside = path.starts_with("content/");
        let is_used = used.contains(&AssetId(number)) || dark.contains(&**path);
        if is_beside && !is_used && !is_near_naming(path) {
            findings.push(unused_file(Place::file(path)));
        }
    }
}

/// Gives the document that stands for all translations of one: whoever finds one of them finds the
/// others.
fn original(parts: &SiteParts, document: DocumentId) -> DocumentId {
    let versions = parts.versions.all(document).iter().flatten();
    versions.min().copied().unwrap_or(document)
}

/// What is used: documents by others than themselves, and files by anything.
struct Uses<'a> {
    parts: &'a SiteParts,
    targets: &'a Targets<'a>,
    documents: BTreeSet<DocumentId>,
    assets: BTreeSet<AssetId>,
}

impl<'a> Uses<'a> {
    fn none(parts: &'a SiteParts, targets: &'a Targets<'a>) -> Self {
        Self { parts, targets, documents: BTreeSet::new(), assets: BTreeSet::new() }
    }

    /// Notes what the settings name.
    fn of_settings(&mut self) {
        let settings = &self.parts.settings;
        let promised = promises::named(settings);
        let redirects = settings.redirects.iter().map(|(_, to)| to);
        let named = redirects.chain(&promised).chain(&settings.logo).chain(&settings.icon);
        let named: Vec<&str> = named.map(|target| target.value.as_str()).collect();
        let mut written = Vec::new();
        texts(&settings.extra, &mut written);
        let home = DocumentId(u32::MAX);
        for target in named.into_iter().chain(written) {
            let found = decoded(target).and_then(|path| self.targets.by_url(&path));
            let below = || {
                let path = decoded(target)?;
                self.targets.by_url(&format!("/{path}"))
            };
            self.note(home, found.or_else(below));
        }
    }

    /// Notes what a document names.
    fn of_document(&mut self, own: DocumentId) {
        let at = own.0 as usize;
        let (record, matter) = (&self.parts.documents[at], &self.parts.matters[at]);
        for link in self.parts.links.row(at) {
            let target = match link {
                Resolved::Document { document, .. } => Some(Target::Document(*document)),
                Resolved::Asset { asset, .. } => Some(Target::Asset(*asset)),
                Resolved::Page { page, .. } => Some(Target::Page(*page)),
                Resolved::AsWritten => None,
            };
            self.note(own, target);
        }
        let mut named: Vec<&str> = record.mentions.iter().map(String::as_str).collect();
        matter.extra.iter().for_each(|(_, value)| texts(value, &mut named));
        let cascade = record.matter.cascade.as_deref();
        let pictures = matter.image.iter().chain(cascade.and_then(|handed| handed.image.as_ref()));
        named.extend(pictures.map(|picture| picture.src.value.as_str()));
        for target in named {
            let found = decoded(target).and_then(|path| self.targets.find(own, &path));
            self.note(own, found);
        }
        for related in self.parts.related.row(at) {
            self.note(own, Some(Target::Document(*related)));
        }
    }

    fn note(&mut self, own: DocumentId, target: Option<Target>) {
        match target {
            Some(Target::Document(document)) => {
                let (document, own) = (original(self.parts, document), original(self.parts, own));
                if document != own {
                    self.documents.insert(document);
                }
            }
            Some(Target::Asset(asset)) => {
                self.assets.insert(asset);
            }
            _ => {}
        }
    }
}

/// Gives the files that a document names which is not shown, as far as they lie in the site.
fn named_unseen(record: &Record) -> Vec<String> {
    let links = record.links.iter().map(|link| link.target.as_str());
    let mentions = record.mentions.iter().map(String::as_str);
    let picture = record.matter.image.iter().map(|picture| picture.src.value.as_str());
    let mut named: Vec<&str> = links.chain(mentions).chain(picture).collect();
    record.matter.extra.iter().for_each(|(_, value)| texts(value, &mut named));
    let folder = url::folder(&record.path);
    let found = named.into_iter().filter_map(|target| {
        let path = decoded(target)?;
        match path.strip_prefix('/') {
            Some(below) => Some(format!("content/{below}")),
            None => url::resolve(folder, &path),
        }
    });
    found.collect()
}

/// Gives the path of a target without what follows it; none if it leads elsewhere.
fn decoded(target: &str) -> Option<Cow<'_, str>> {
    let path = &target[..target.find(['?', '#']).unwrap_or(target.len())];
    let is_of_site = !path.is_empty() && !url::is_external(target);
    if is_of_site { url::decode(path) } else { None }
}

/// Collects the texts in a value.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Text(text) => found.push(text),
        Value::List(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Table(entries) => entries.iter().for_each(|(_, value)| texts(value, found)),
        _ => {}
    }
}

//! Sections: the tree of folders in each language, and the documents that lie in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};

use super::families::Families;
use super::legacy::Legacy;
use super::names;
use super::roles::{Role, role};
use crate::ground::slug::title;
use crate::ground::{Diagnostic, url};
use crate::model::page::{DocumentId, SectionId, Standing};
use crate::model::site::{Section, SiteParts};
use crate::model::versions::Versions;
use crate::model::{FrontMatter, Kind, LanguageId, Order, Record, Settings};

/// Documents that are not shown, by path, and why.
pub(super) type Hidden = FxHashMap<Arc<str>, Standing>;

/// What a plan is made for.
pub(super) struct Brief<'a> {
    pub(super) settings: &'a Settings,
    /// The instant of the build, in seconds since 1970.
    pub(super) now: i64,
    /// Whether drafts, scheduled and expired documents are shown.
    pub(super) shows_drafts: bool,
}

/// The documents that are shown, each with its section and what it inherits: first as they are
/// written, then those that stand in for translations.
pub(super) struct Plan {
    pub(super) documents: Vec<Arc<Record>>,
    pub(super) matters: Vec<Arc<FrontMatter>>,
    pub(super) standings: Vec<Standing>,
    /// What each document is by its file's name.
    pub(super) roles: Vec<Role>,
    /// The language in whose edition each stands.
    pub(super) editions: Vec<LanguageId>,
    /// How many stand as they are written.
    pub(super) own: usize,
    pub(super) versions: Versions,
    /// The section of each document; of a section's own document, that section.
    pub(super) homes: Vec<SectionId>,
    pub(super) sections: Vec<Section>,
    /// The documents that are not shown, and why.
    pub(super) hidden: Hidden,
    /// Those of them that have had their time, with what they inherit.
    pub(super) expired: Vec<(Arc<Record>, Arc<FrontMatter>)>,
}

impl Plan {
    pub(super) fn of(
        documents: Vec<Arc<Record>>,
        brief: &Brief<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let languages = brief.settings.languages.len();
        let legacy = Legacy::of(&documents, languages);
        let families = Families::of(&documents, languages, findings);
        let mut plan = Self {
            documents: Vec::with_capacity(documents.len()),
            matters: Vec::with_capacity(documents.len()),
            standings: Vec::with_capacity(documents.len()),
            roles: Vec::with_capacity(documents.len()),
            editions: Vec::with_capacity(documents.len()),
            own: 0,
            versions: Versions::default(),
            homes: Vec::new(),
            sections: Vec::new(),
            hidden: Hidden::default(),
            expired: Vec::new(),
        };
        let matters = documents.par_iter().enumerate().map(|(number, document)| {
            let original = families.original(number).map(|original| &*documents[original]);
            let matter = legacy.inherited(document, original);
            let standing = standing(&matter, brief.now);
            (role(document), matter, standing)
        });
        let matters: Vec<_> = matters.collect();
        let mut shown = Vec::new();
        for (number, (document, (role, matter, standing))) in
            documents.into_iter().zip(matters).enumerate()
        {
            if standing == Standing::Public || brief.shows_drafts {
                plan.editions.push(document.language);
                plan.documents.push(document);
                plan.roles.push(role);
                plan.matters.push(matter);
                plan.standings.push(standing);
                shown.push(families.family(number));
            } else {
                plan.hidden.insert(Arc::clone(&document.path), standing);
                if standing == Standing::Expired {
                    plan.expired.push((document, matter));
                }
            }
        }
        plan.own = plan.documents.len();
        if languages > 1 {
            plan.stand_in(shown, brief.settings);
        }
        for language in brief.settings.tongues() {
            plan.found_sections(language, brief.settings);
        }
        plan.pair_sections(languages);
        plan
    }

    /// Lets documents of the main language stand where a translation of them is missing.
    fn stand_in(&mut self, mut families: Vec<u32>, settings: &Settings) {
        let versions = Versions::of(settings.languages.len(), families.clone(), &self.editions);
        for language in settings.tongues().skip(1).filter(|_| settings.shows_untranslated) {
            for at in 0..self.own {
                let is_main = self.editions[at] == LanguageId::default();
                if is_main && versions.version(names::document(at), language).is_none() {
                    self.editions.push(language);
                    self.documents.push(Arc::clone(&self.documents[at]));
                    self.roles.push(self.roles[at]);
                    self.matters.push(Arc::clone(&self.matters[at]));
                    self.standings.push(self.standings[at]);
                    families.push(families[at]);
                }
            }
        }
        self.versions = Versions::of(settings.languages.len(), families, &self.editions);
        self.homes = vec![SectionId(0); self.documents.len()];
    }

    /// Gives the documents of a language's edition: its index, what it is, the folder it lies in.
    pub(super) fn placed(&self, language: LanguageId) -> impl Iterator<Item = (usize, Role, &str)> {
        let documents = self.documents.iter().zip(&self.roles).zip(&self.editions).enumerate();
        let own = documents.filter(move |(_, (_, edition))| **edition == language);
        own.map(|(at, ((document, role), _))| (at, *role, url::folder(&document.path)))
    }

    /// Makes a section of each folder with articles in a language, and of each above it.
    fn found_sections(&mut self, language: LanguageId, settings: &Settings) {
        let bundles = self.placed(language).filter(|(_, role, _)| *role == Role::Bundle);
        let bundles: FxHashSet<&str> = bundles.map(|(_, _, folder)| folder).collect();
        let mut folders = BTreeSet::from(["content"]);
        let mut last = "";
        for (_, role, mut folder) in self.placed(language) {
            // Documents are sorted by path, so most lie where the one before lies.
            if folder == last && role != Role::Section {
                continue;
            }
            last = folder;
            while folder != "content" && !folder.is_empty() {
                if !bundles.contains(folder) || role == Role::Section {
                    folders.insert(folder);
                }
                folder = url::folder(folder);
            }
        }
        let heads = self.heads(language, |role| role == Role::Section);

        // A folder sorts before those inside it, so parents come first.
        let first = self.sections.len();
        let mut sections: Vec<Section> = Vec::with_capacity(folders.len());
        let mut numbers: FxHashMap<&str, SectionId> = FxHashMap::default();
        for folder in &folders {
            let head = heads.get(folder).copied();
            let parent = nearest_above(folder, &numbers);
            numbers.insert(folder, names::section(first + sections.len()));
            let mut section = self.section((folder, language), head, parent, settings);
            let above = parent.map(|parent| &sections[parent.0 as usize - first]);
            self.settle_kind(&mut section, above);
            sections.push(section);
        }
        let home = names::section(first);
        let homes: Vec<(usize, SectionId)> = self
            .placed(language)
            .map(|(at, _, folder)| {
                let above = numbers.get(folder).copied();
                (at, above.or_else(|| nearest_above(folder, &numbers)).unwrap_or(home))
            })
            .collect();
        for index in 1..sections.len() {
            if let Some(parent) = sections[index].parent {
                let child = names::section(first + index);
                sections[parent.0 as usize - first].children.push(child);
            }
        }
        self.homes.resize(self.documents.len(), home);
        for (at, section) in homes {
            self.homes[at] = section;
        }
        self.sections.extend(sections);
    }

    /// Finds the documents of a language that stand for their folders.
    pub(super) fn heads(
        &self,
        language: LanguageId,
        stands: impl Fn(Role) -> bool,
    ) -> FxHashMap<&str, usize> {
        let heads = self.placed(language).filter(|(_, role, _)| stands(*role));
        heads.map(|(at, _, folder)| (folder, at)).collect()
    }

    fn section(
        &self,
        (folder, language): (&str, LanguageId),
        head: Option<usize>,
        parent: Option<SectionId>,
        settings: &Settings,
    ) -> Section {
        let called = match head {
            Some(index) => self.documents[index].title.to_string(),
            None if folder == "content" => settings.title_in(language).to_string(),
            None => title(url::name(folder)),
        };
        Section {
            folder: Arc::from(folder),
            document: head.map(names::document),
            title: called,
            url: String::new(),
            language,
            spoken: head.map_or(language, |head| self.documents[head].language),
            versions: Vec::new(),
            parent,
            children: Vec::new(),
            kind: Kind::Section,
            order: Order::Date,
            guide: None,
        }
    }

    /// Settles what a section is and how it is sorted: as it says, else as follows from the section
    /// above it. The parts of a guide belong to the guide.
    fn settle_kind(&self, section: &mut Section, above: Option<&Section>) {
        let matter = section.document.map(|head| &*self.matters[head.0 as usize]);
        let is_in_guide = above.is_some_and(|above| above.kind == Kind::Guide);
        let usual = if is_in_guide { Kind::Guide } else { Kind::Section };
        section.kind = matter.and_then(|matter| matter.kind).unwrap_or(usual);
        section.order = matter.and_then(|matter| matter.order).unwrap_or(match section.kind {
            Kind::Guide | Kind::Theses => Order::Weight,
            Kind::People => Order::Title,
            Kind::Section | Kind::Survey => Order::Date,
        });
    }

    /// Tells each section which are the same in other languages: those of the same folder.
    fn pair_sections(&mut self, languages: usize) {
        if languages < 2 {
            return;
        }
        let mut pairs: FxHashMap<Arc<str>, Vec<Option<SectionId>>> = FxHashMap::default();
        for (at, section) in self.sections.iter().enumerate() {
            let row = pairs.entry(Arc::clone(&section.folder));
            let row = row.or_insert_with(|| vec![None; languages]);
            row[usize::from(section.language.0)] = Some(names::section(at));
        }
        for section in &mut self.sections {
            section.versions.clone_from(&pairs[&section.folder]);
        }
    }
}

/// Hands down again to documents whose front matter is newer, on a site of one language; what
/// sections hand down is as it was.
pub(super) fn inherit(parts: &mut SiteParts, newer: &[DocumentId]) {
    if newer.is_empty() {
        return;
    }
    let legacy = Legacy::of(&parts.documents, 1);
    for id in newer {
        let at = id.0 as usize;
        parts.matters[at] = legacy.inherited(&parts.documents[at], None);
    }
}

fn nearest_above(folder: &str, numbers: &FxHashMap<&str, SectionId>) -> Option<SectionId> {
    let mut above = folder;
    while above != "content" && !above.is_empty() {
        above = url::folder(above);
        if let Some(section) = numbers.get(above) {
            return Some(*section);
        }
    }
    None
}

fn standing(matter: &FrontMatter, now: i64) -> Standing {
    let has_come = |moment: &crate::model::Moment| moment.seconds <= now;
    if matter.draft == Some(true) {
        Standing::Draft
    } else if matter.publish_at.as_ref().is_some_and(|moment| !has_come(moment)) {
        Standing::Scheduled
    } else if matter.expire_at.as_ref().is_some_and(has_come) {
        Standing::Expired
    } else {
        Standing::Public
    }
}

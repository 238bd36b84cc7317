//! Sections: the tree of folders, what each hands down to its documents, and the URLs that follow.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};

use super::names;
use crate::ground::slug::{slug, title};
use crate::ground::{Fingerprint, url};
use crate::model::page::{DocumentId, SectionId, Standing};
use crate::model::site::{Section, SiteParts};
use crate::model::{FrontMatter, Kind, Order, Record, Settings};

/// Documents that are not shown, by path, and why.
pub(super) type Hidden = FxHashMap<Arc<str>, Standing>;

/// The documents that are shown, each with its section, its URL and what it inherits.
pub(super) struct Plan {
    pub(super) documents: Vec<Arc<Record>>,
    pub(super) matters: Vec<Arc<FrontMatter>>,
    pub(super) standings: Vec<Standing>,
    /// What each document is by its file's name.
    roles: Vec<Role>,
    /// The URL of each document.
    pub(super) urls: Vec<Arc<str>>,
    /// The section of each document; of a section's own document, that section.
    pub(super) homes: Vec<SectionId>,
    pub(super) sections: Vec<Section>,
    /// The URLs of all folders with documents, and of those above them.
    pub(super) folders: FxHashMap<String, Arc<str>>,
    /// The documents that are not shown, and why.
    pub(super) hidden: Hidden,
}

/// What a document is by its file's name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// `_index.md`: the section itself.
    Section,
    /// `index.md`: an article with its files beside it.
    Bundle,
    /// Any other.
    Article,
}

fn role(path: &str) -> Role {
    match url::name(path) {
        "_index.md" => Role::Section,
        "index.md" if url::folder(path) == "content" => Role::Section,
        "index.md" => Role::Bundle,
        _ => Role::Article,
    }
}

impl Plan {
    pub(super) fn of(
        documents: Vec<Arc<Record>>,
        settings: &Settings,
        now: i64,
        shows_drafts: bool,
    ) -> Self {
        let cascades = cascades(&documents);
        let mut plan = Self {
            documents: Vec::with_capacity(documents.len()),
            matters: Vec::with_capacity(documents.len()),
            standings: Vec::with_capacity(documents.len()),
            roles: Vec::with_capacity(documents.len()),
            urls: Vec::new(),
            homes: Vec::new(),
            sections: Vec::new(),
            folders: FxHashMap::default(),
            hidden: Hidden::default(),
        };
        let matters = documents.par_iter().map(|document| {
            let matter = inherited(document, &cascades);
            let standing = standing(&matter, now);
            (role(&document.path), matter, standing)
        });
        let matters: Vec<_> = matters.collect();
        for (document, (role, matter, standing)) in documents.into_iter().zip(matters) {
            if standing == Standing::Public || shows_drafts {
                plan.documents.push(document);
                plan.roles.push(role);
                plan.matters.push(matter);
                plan.standings.push(standing);
            } else {
                plan.hidden.insert(Arc::clone(&document.path), standing);
            }
        }
        plan.found_sections(settings);
        plan.name_urls();
        plan
    }

    /// Gives what each document is and the folder in which it lies.
    fn placed(&self) -> impl Iterator<Item = (Role, &str)> {
        let folders = self.documents.iter().map(|document| url::folder(&document.path));
        self.roles.iter().copied().zip(folders)
    }

    /// Makes a section of each folder with articles and of each above it.
    fn found_sections(&mut self, settings: &Settings) {
        let bundles = self.placed().filter(|(role, _)| *role == Role::Bundle);
        let bundles: FxHashSet<&str> = bundles.map(|(_, folder)| folder).collect();
        let mut folders = BTreeSet::from(["content"]);
        let mut last = "";
        for (role, mut folder) in self.placed() {
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
        let heads = self.heads(|role| role == Role::Section);

        // A folder sorts before those inside it, so parents come first.
        let mut sections: Vec<Section> = Vec::with_capacity(folders.len());
        let mut numbers: FxHashMap<&str, SectionId> = FxHashMap::default();
        for folder in &folders {
            let head = heads.get(folder).copied();
            let parent = nearest_above(folder, &numbers);
            let id = names::section(sections.len());
            numbers.insert(folder, id);
            sections.push(self.section(folder, head, parent, settings));
        }
        let homes = self.placed().map(|(_, folder)| {
            let above = numbers.get(folder).copied();
            above.or_else(|| nearest_above(folder, &numbers)).unwrap_or(SectionId(0))
        });
        self.homes = homes.collect();
        for index in 1..sections.len() {
            if let Some(parent) = sections[index].parent {
                sections[parent.0 as usize].children.push(names::section(index));
            }
        }
        self.sections = sections;
    }

    /// Finds the documents that stand for their folders.
    fn heads(&self, stands: impl Fn(Role) -> bool) -> FxHashMap<&str, usize> {
        let heads = self.placed().zip(0..).filter(|((role, _), _)| stands(*role));
        heads.map(|((_, folder), index)| (folder, index)).collect()
    }

    fn section(
        &self,
        folder: &str,
        head: Option<usize>,
        parent: Option<SectionId>,
        settings: &Settings,
    ) -> Section {
        let called = match head {
            Some(index) => self.documents[index].title.to_string(),
            None if folder == "content" => settings.title.clone(),
            None => title(url::name(folder)),
        };
        let matter = head.map(|index| &*self.matters[index]);
        let kind = matter.and_then(|matter| matter.kind).unwrap_or(Kind::Section);
        Section {
            folder: Arc::from(folder),
            document: head.map(names::document),
            title: called,
            url: String::new(),
            parent,
            children: Vec::new(),
            kind,
            order: matter.and_then(|matter| matter.order).unwrap_or(match kind {
                Kind::Guide | Kind::Theses => Order::Weight,
                Kind::People => Order::Title,
                Kind::Section | Kind::Survey => Order::Date,
            }),
        }
    }

    /// Gives every folder and every document its URL.
    fn name_urls(&mut self) {
        let mut folders: BTreeSet<&str> = BTreeSet::from(["content"]);
        for (_, mut folder) in self.placed() {
            while !folder.is_empty() && folders.insert(folder) {
                folder = url::folder(folder);
            }
        }
        let heads = self.heads(|role| role != Role::Article);
        let mut named: FxHashMap<String, Arc<str>> = FxHashMap::default();
        named.reserve(folders.len());
        for folder in folders {
            let own = heads.get(folder).map(|index| &*self.matters[*index]);
            let above = named.get(url::folder(folder)).map_or("/", |url| &**url);
            let path = match own.and_then(|matter| matter.url.as_ref()) {
                Some(chosen) => with_slash(&chosen.value),
                None if folder == "content" => "/".to_string(),
                None => format!("{above}{}/", own_slug(own, url::name(folder))),
            };
            named.insert(folder.to_string(), Arc::from(path));
        }
        let root = Arc::from("/");
        let documents = self.documents.par_iter().zip(&self.matters).zip(&self.roles);
        let urls = documents.map(|((document, matter), role)| {
            let path = &document.path;
            let folder = named.get(url::folder(path)).unwrap_or(&root);
            match (role, &matter.url) {
                (Role::Article, Some(chosen)) => Arc::from(with_slash(&chosen.value)),
                (Role::Article, None) => {
                    let slug = own_slug(Some(matter), url::stem(url::name(path)));
                    Arc::from([folder, &*slug, "/"].concat())
                }
                _ => Arc::clone(folder),
            }
        });
        self.urls = urls.collect();
        for section in &mut self.sections {
            section.url = named.get(&*section.folder).map_or("/", |url| &**url).to_string();
        }
        self.folders = named;
    }
}

/// Hands down again to documents whose front matter is newer; what sections hand down is as it was.
pub(super) fn inherit(parts: &mut SiteParts, newer: &[DocumentId]) {
    if newer.is_empty() {
        return;
    }
    let cascades = cascades(&parts.documents);
    for id in newer {
        let at = id.0 as usize;
        parts.matters[at] = inherited(&parts.documents[at], &cascades);
    }
}

fn own_slug<'a>(matter: Option<&'a FrontMatter>, name: &'a str) -> Cow<'a, str> {
    if let Some(chosen) = matter.and_then(|matter| matter.slug.as_ref()) {
        return chosen.value.as_str().into();
    }
    let made = slug(name);
    if made.is_empty() { Fingerprint::of(name).short().into() } else { made }
}

/// A chosen URL without an ending is a folder's: `/x` becomes `/x/`.
fn with_slash(chosen: &str) -> String {
    if chosen.ends_with('/') || url::name(chosen).contains('.') {
        return chosen.to_string();
    }
    format!("{chosen}/")
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

/// What each folder hands down, with what it inherits itself.
fn cascades(documents: &[Arc<Record>]) -> FxHashMap<String, Arc<FrontMatter>> {
    let mut own: BTreeMap<&str, FrontMatter> = BTreeMap::new();
    for document in documents {
        if role(&document.path) == Role::Section
            && let Some(cascade) = &document.matter.cascade
        {
            let folder = url::folder(&document.path);
            own.insert(folder, seen_from_root(folder, cascade));
        }
    }
    let mut whole: FxHashMap<String, Arc<FrontMatter>> = FxHashMap::default();
    for (folder, cascade) in own {
        let matter = match above(folder, &whole) {
            Some(inherited) => cascade.or(inherited),
            None => cascade,
        };
        whole.insert(folder.to_string(), Arc::new(matter));
    }
    whole
}

/// A section's picture lies beside the section, whoever inherits it.
fn seen_from_root(folder: &str, cascade: &FrontMatter) -> FrontMatter {
    let mut matter = cascade.clone();
    if let Some(picture) = &mut matter.image
        && !url::is_external(&picture.src.value)
        && !picture.src.value.starts_with('/')
        && let Some(path) = url::resolve(folder, &picture.src.value)
    {
        picture.src.value = path.trim_start_matches("content").to_string();
    }
    matter
}

fn above<'a>(
    folder: &str,
    cascades: &'a FxHashMap<String, Arc<FrontMatter>>,
) -> Option<&'a Arc<FrontMatter>> {
    let mut above = folder;
    while !above.is_empty() {
        above = url::folder(above);
        if let Some(cascade) = cascades.get(above) {
            return Some(cascade);
        }
    }
    None
}

fn inherited(
    document: &Record,
    cascades: &FxHashMap<String, Arc<FrontMatter>>,
) -> Arc<FrontMatter> {
    let record = document;
    if cascades.is_empty() {
        return Arc::clone(&record.matter);
    }
    let folder = url::folder(&record.path);
    let handed_down = match role(&record.path) {
        Role::Section => above(folder, cascades),
        _ => cascades.get(folder).or_else(|| above(folder, cascades)),
    };
    match handed_down {
        Some(cascade) => Arc::new(record.matter.as_ref().clone().or(cascade)),
        None => Arc::clone(&record.matter),
    }
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

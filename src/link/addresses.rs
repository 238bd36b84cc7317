//! Addresses: the URL of each document and each folder, in the edition of each language.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;

use super::roles::Role;
use super::sections::Plan;
use super::theses;
use crate::ground::{slug, url};
use crate::model::{FrontMatter, LanguageId, Record, Settings};

/// The URLs of folders, by their paths.
pub(super) type Folders = FxHashMap<String, Arc<str>>;

/// Gives every folder and every document its URL. A folder's URL is that of the first language in
/// which it is shown: there its files lie.
pub(super) fn assign(plan: &mut Plan, settings: &Settings) -> (Vec<Arc<str>>, Folders) {
    let folders: Vec<Folders> =
        settings.tongues().map(|language| folders(plan, language, settings)).collect();
    for section in &mut plan.sections {
        let of_language = &folders[usize::from(section.language.0)];
        section.url = of_language.get(&*section.folder).map_or("/", |url| &**url).to_string();
    }
    let documents = plan.documents.par_iter().zip(&plan.matters);
    let documents = documents.zip(plan.roles.par_iter().zip(&plan.editions)).enumerate();
    let urls = documents.map(|(at, ((document, matter), (role, edition)))| {
        let folders = &folders[usize::from(edition.0)];
        let folder = folders.get(url::folder(&document.path));
        let folder = folder.expect("the folder of a document that is shown has a URL");
        let chosen = chosen(document, matter, (*edition, settings));
        match (role, chosen) {
            (Role::Article, Some(chosen)) => Arc::from(chosen),
            (Role::Article, None) => {
                let number = theses::number(plan, at).map(|number| number.to_string());
                let named = || url::stem(url::name(&document.key));
                let slug = own_slug(Some(matter), number.as_deref().unwrap_or_else(named));
                Arc::from([folder, &*slug, "/"].concat())
            }
            _ => Arc::clone(folder),
        }
    });
    let urls = urls.collect();
    let mut all = Folders::default();
    for (folder, url) in folders.into_iter().flatten() {
        all.entry(folder).or_insert(url);
    }
    (urls, all)
}

fn folders(plan: &Plan, language: LanguageId, settings: &Settings) -> Folders {
    let mut folders: BTreeSet<&str> = BTreeSet::from(["content"]);
    for (_, _, mut folder) in plan.placed(language) {
        while !folder.is_empty() && folders.insert(folder) {
            folder = url::folder(folder);
        }
    }
    let heads = plan.heads(language, |role| role != Role::Article);
    let home = settings.home(language);
    let mut named = Folders::default();
    named.reserve(folders.len());
    for folder in folders {
        let own = heads.get(folder).map(|at| (&plan.documents[*at], &*plan.matters[*at]));
        let above = named.get(url::folder(folder)).map_or(home.as_str(), |url| &**url);
        let chosen =
            own.and_then(|(document, matter)| chosen(document, matter, (language, settings)));
        let path = match chosen {
            Some(chosen) => chosen,
            None if folder == "content" => home.clone(),
            None => {
                let matter = own.map(|(_, matter)| matter);
                format!("{above}{}/", own_slug(matter, url::name(folder)))
            }
        };
        named.insert(folder.to_string(), Arc::from(path));
    }
    named
}

/// Gives the whole path that an author chose. What another language's version chose stands below
/// the language's home.
fn chosen(
    document: &Record,
    matter: &FrontMatter,
    (edition, settings): (LanguageId, &Settings),
) -> Option<String> {
    let path = with_slash(&matter.url.as_ref()?.value);
    let is_own = document.matter.url.is_some() && document.language == edition;
    if is_own || edition == LanguageId::default() {
        return Some(path);
    }
    Some(format!("{}{}", settings.home(edition), path.trim_start_matches('/')))
}

fn own_slug<'a>(matter: Option<&'a FrontMatter>, name: &'a str) -> Cow<'a, str> {
    if let Some(chosen) = matter.and_then(|matter| matter.slug.as_ref()) {
        return chosen.value.as_str().into();
    }
    slug::part(name)
}

/// A chosen URL without an ending is a folder's: `/x` becomes `/x/`.
fn with_slash(chosen: &str) -> String {
    if chosen.ends_with('/') || url::name(chosen).contains('.') {
        return chosen.to_string();
    }
    format!("{chosen}/")
}

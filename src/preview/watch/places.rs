//! Where the files of a site lie, and by which names the site knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::ground::url;
use crate::model::lock;
use crate::read::{SETTINGS, is_ignored, is_ignored_in_static};

/// The folders of a site that the preview depends on. `public` is not among them, nor is what git
/// and compilers keep: who watches what he writes never rests.
pub(in crate::preview) const FOLDERS: [&str; 7] =
    ["content", "static", "data", "themes", "templates", "components", "strings"];

/// So many folders outside are watched for the sake of links into them.
const OUTSIDE_MAX: usize = 500;

/// A site's folder, free of links, with what links in it lead to.
#[derive(Clone, Debug, Default)]
pub(in crate::preview) struct Places {
    home: PathBuf,
    links: Links,
    outside: BTreeSet<PathBuf>,
}

/// What lies elsewhere than the site says, with the paths the site has for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::preview) struct Links {
    files: BTreeMap<PathBuf, Vec<Arc<str>>>,
    folders: BTreeMap<PathBuf, Vec<Arc<str>>>,
}

impl Places {
    /// Opens a site's folder, whose path must be free of links.
    pub(in crate::preview) fn new(home: PathBuf, links: Links) -> Self {
        let mut places = Self { home, links, outside: BTreeSet::new() };
        let elsewhere = places.links.folders_of_all().filter(|folder| !places.is_inside(folder));
        places.outside = elsewhere.take(OUTSIDE_MAX).map(Path::to_path_buf).collect();
        places
    }

    /// Gives the site's folder.
    pub(in crate::preview) fn home(&self) -> &Path {
        &self.home
    }

    /// Gives what links lead to.
    pub(in crate::preview) fn links(&self) -> &Links {
        &self.links
    }

    /// Gives the folders of the site that are watched with all that is below them. One that is a
    /// link is not: whatever it leads to may hold half a disk. Its known files are among the links.
    pub(in crate::preview) fn deep(&self) -> impl Iterator<Item = PathBuf> {
        let folders = FOLDERS.iter().map(|folder| self.home.join(folder));
        folders.filter(|folder| fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()))
    }

    /// Gives the folders elsewhere that are watched without what is below them.
    pub(in crate::preview) fn outside(&self) -> &BTreeSet<PathBuf> {
        &self.outside
    }

    /// Gives the folders whose coming, going or replacement makes watches worthless.
    pub(in crate::preview) fn roots(&self) -> impl Iterator<Item = PathBuf> {
        let folders = FOLDERS.iter().map(|folder| self.home.join(folder));
        [self.home.clone()].into_iter().chain(folders).chain(self.outside.iter().cloned())
    }

    /// Tells whether a path is one of the roots.
    pub(in crate::preview) fn is_root(&self, path: &Path) -> bool {
        let is_folder = || FOLDERS.iter().any(|folder| path.ends_with(folder));
        path == self.home
            || (path.parent() == Some(&self.home) && is_folder())
            || self.outside.contains(path)
    }

    /// Tells whether a folder is watched for its own sake.
    fn is_inside(&self, folder: &Path) -> bool {
        folder == self.home || self.deep().any(|deep| folder.starts_with(deep))
    }

    /// Gives the names by which the site knows a path, from its root, parts separated by `/`: none
    /// for what does not matter, more than one for what links lead to. A name that is not UTF-8
    /// stands for its folder.
    pub(in crate::preview) fn names(&self, path: &Path) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        names.extend(path.strip_prefix(&self.home).ok().and_then(own_name));
        names.extend(self.links.files.get(path).into_iter().flatten().cloned());
        names.extend(self.links.folders.get(path).into_iter().flatten().cloned());
        names.extend(self.links.below(path));
        names
    }

    /// Tells whether the site has a name for a path.
    pub(in crate::preview) fn is_named(&self, path: &Path) -> bool {
        !self.names(path).is_empty()
    }
}

impl Links {
    /// Finds which of the site's known files are reached through links. One look into each folder
    /// that holds files; no file is asked for by itself.
    pub(in crate::preview) fn among(home: &Path, known: &[Arc<str>]) -> Self {
        let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for path in known {
            folders.entry(url::folder(path)).or_default().insert(url::name(path));
        }
        let mut links = Self::default();
        for (folder, names) in folders {
            let plain = home.join(folder);
            let Ok(real) = fs::canonicalize(&plain) else { continue };
            links.add_files(folder, &real, &names);
            if real != plain {
                links.folders.entry(real).or_default().push(Arc::from(folder));
            }
        }
        links
    }

    /// Gives what these links lead to that others do not.
    pub(in crate::preview) fn new_against(&self, others: &Self) -> BTreeSet<PathBuf> {
        let files = self.files.iter().filter(|(target, names)| {
            others.files.get(*target).is_none_or(|known| known != *names)
        });
        let folders = self.folders.iter().filter(|(target, names)| {
            others.folders.get(*target).is_none_or(|known| known != *names)
        });
        files.chain(folders).map(|(target, _)| target.clone()).collect()
    }

    /// Gives the files that links lead to.
    pub(in crate::preview) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    /// Gives the folders that links lead to, or into.
    fn folders_of_all(&self) -> impl Iterator<Item = &Path> {
        let parents = self.files.keys().filter_map(|file| file.parent());
        parents.chain(self.folders.keys().map(PathBuf::as_path))
    }

    /// Gives the names of what lies in a folder that links lead to.
    fn below(&self, path: &Path) -> impl Iterator<Item = Arc<str>> {
        let name = path.file_name().and_then(|name| name.to_str());
        let folders = path.parent().and_then(|parent| self.folders.get(parent));
        folders.into_iter().flatten().filter_map(move |folder| match name {
            Some(name) => {
                Some(format!("{folder}/{name}")).filter(|it| is_content(it)).map(Arc::from)
            }
            None => Some(Arc::clone(folder)),
        })
    }

    fn add_files(&mut self, folder: &str, real: &Path, names: &BTreeSet<&str>) {
        for entry in fs::read_dir(real).into_iter().flatten().flatten() {
            let is_link = entry.file_type().is_ok_and(|found| found.is_symlink());
            let file_name = entry.file_name();
            let Some(name) = file_name.to_str().filter(|name| is_link && names.contains(name))
            else {
                continue;
            };
            let Ok(target) = fs::canonicalize(entry.path()) else { continue };
            let path = if folder.is_empty() { name.into() } else { format!("{folder}/{name}") };
            self.files.entry(target).or_default().push(Arc::from(path));
        }
    }
}

/// Names a path inside the site's folder.
fn own_name(below: &Path) -> Option<Arc<str>> {
    let parts: Vec<Option<&str>> = below.iter().map(|part| part.to_str()).collect();
    let named: Vec<&str> = parts.iter().map_while(|part| *part).collect();
    let name = named.join("/");
    is_content(&name).then(|| Arc::from(name))
}

/// Tells whether a path from the root is one that a reader would look at.
fn is_content(name: &str) -> bool {
    let (top, below) = name.split_once('/').unwrap_or((name, ""));
    let ignores = if top == "static" { is_ignored_in_static } else { is_ignored };
    name == SETTINGS
        || name == lock::FILE
        || (FOLDERS.contains(&top) && !below.split('/').any(ignores))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str) -> Vec<String> {
        let places = Places::new(PathBuf::from("/sitio"), Links::default());
        places.names(Path::new(path)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_what_a_reader_would_look_at_has_a_name() {
        assert_eq!(names("/sitio/content/guía/a.md"), ["content/guía/a.md"]);
        assert_eq!(names("/sitio/tertulia.toml"), ["tertulia.toml"]);
        assert_eq!(names("/sitio/static/.well-known/a"), ["static/.well-known/a"]);
        for other in [
            "/sitio",
            "/sitio/public/a.html",
            "/sitio/.git/index",
            "/sitio/content/.a.md.swp",
            "/sitio/content/.obsidian/workspace.json",
            "/sitio/content/a.md~",
            "/sitio/content/4913",
            "/sitio/content/a.md___jb_tmp___",
            "/otra/content/a.md",
        ] {
            assert!(names(other).is_empty(), "{other}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf8_stands_for_its_folder() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let places = Places::new(PathBuf::from("/sitio"), Links::default());
        let path = Path::new("/sitio/content").join(OsStr::from_bytes(b"a\xff.md"));
        assert_eq!(places.names(&path), BTreeSet::from([Arc::from("content")]));
    }
}

//! Which content files there are after some came or went, without a walk.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::ignore::is_ignored;
use super::tree::Tree;
use crate::ground::{Code, url};
use crate::model::Settings;

/// Beyond so many paths a walk is no dearer.
const PATHS_MAX: usize = 64;

/// Looks only at what changed: plain Markdown files in folders where others are known.
pub(super) fn contents(
    root: &Path,
    settings: &Settings,
    known: &Tree,
    changed: &BTreeSet<Arc<str>>,
) -> Option<Vec<Arc<str>>> {
    // On disks without case, one file answers to two names.
    let names: BTreeSet<_> = changed.iter().map(|path| url::key(path)).collect();
    let is_refused = known.findings.iter().any(|finding| finding.code == Code::TooManyFiles);
    if changed.len() > PATHS_MAX || names.len() < changed.len() || is_refused {
        return None;
    }
    let mut contents = known.contents.clone();
    for path in changed {
        if !is_plain(known, path) {
            return None;
        }
        let is_there = match fs::symlink_metadata(root.join(&**path)) {
            Ok(found) if found.is_file() => true,
            Err(cause) if cause.kind() == ErrorKind::NotFound => false,
            _ => return None,
        };
        match contents.binary_search(path) {
            Ok(at) if !is_there => {
                contents.remove(at);
            }
            Err(at) if is_there => contents.insert(at, Arc::clone(path)),
            _ => {}
        }
    }
    (contents.len() + known.assets.len() <= settings.limits.files).then_some(contents)
}

/// Tells whether a path can only be that of a content file, in a folder that was walked.
fn is_plain(known: &Tree, path: &Arc<str>) -> bool {
    let folder = format!("{}/", url::folder(path));
    let is_in_folder = |known: &Arc<str>| {
        known.strip_prefix(&*folder).is_some_and(|name| !name.is_empty() && !name.contains('/'))
    };
    let below = format!("{path}/");
    let from = |start: &str| known.contents.partition_point(|known| **known < *start);
    let mut inside = known.contents[from(&folder)..].iter();
    url::ending(path) == "md"
        && !is_ignored(url::name(path))
        && inside.by_ref().take_while(|known| known.starts_with(&folder)).any(is_in_folder)
        && !known.contents.get(from(&below)).is_some_and(|known| known.starts_with(&below))
        && !known.findings.iter().any(|finding| finding.place.path == *path)
}

#[cfg(test)]
mod tests {
    use super::super::walk::walk;
    use super::*;

    fn walked(root: &Path) -> Tree {
        let mut findings = Vec::new();
        let found = walk(root, &Settings::default(), &mut findings).unwrap();
        Tree { contents: found.contents, findings, ..Tree::default() }
    }

    fn changed(paths: &[&str]) -> BTreeSet<Arc<str>> {
        paths.iter().map(|path| Arc::from(*path)).collect()
    }

    #[test]
    fn what_came_and_went_is_what_a_walk_finds() {
        let site = tempfile::tempdir().unwrap();
        let root = site.path();
        for file in ["content/a.md", "content/guia/b.md", "content/guia/sub/c.md"] {
            fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
            fs::write(root.join(file), "").unwrap();
        }
        let known = walked(root);
        fs::rename(root.join("content/guia/b.md"), root.join("content/d.md")).unwrap();
        let settings = Settings::default();
        let paths = changed(&["content/guia/b.md", "content/d.md", "content/nunca.md"]);
        let contents = super::contents(root, &settings, &known, &paths);
        assert_eq!(contents, Some(walked(root).contents));

        fs::create_dir(root.join("content/carpeta.md")).unwrap();
        for unclear in [
            "content/guia/sub",
            "content/otra/e.md",
            "content/foto.png",
            "content/.e.md",
            "content/carpeta.md",
            "static/e.md",
        ] {
            let paths = changed(&[unclear]);
            assert_eq!(super::contents(root, &settings, &known, &paths), None, "{unclear}");
        }
        let both = changed(&["content/a.md", "content/A.md"]);
        assert_eq!(super::contents(root, &settings, &known, &both), None);
    }
}

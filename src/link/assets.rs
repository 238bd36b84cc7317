//! Where the files that are copied come to lie.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::sections::Hidden;
use crate::ground::url;
use crate::model::{Asset, Record};

/// Leaves out the files that lie beside documents which are not shown: those of a hidden bundle,
/// and those of folders in which every document is hidden.
pub(super) fn shown(assets: Vec<Asset>, documents: &[Arc<Record>], hidden: &Hidden) -> Vec<Asset> {
    if hidden.is_empty() {
        return assets;
    }
    let folders = |paths: &mut dyn Iterator<Item = &Arc<str>>| -> BTreeSet<String> {
        paths.map(|path| url::folder(path).to_string()).collect()
    };
    let shown = folders(&mut documents.iter().map(|document| &document.path));
    let dark = folders(&mut hidden.keys());
    let is_shown = |asset: &Asset| {
        let mut folder = url::folder(&asset.path);
        while !folder.is_empty() && !shown.contains(folder) && !dark.contains(folder) {
            folder = url::folder(folder);
        }
        shown.contains(folder) || !dark.contains(folder)
    };
    assets.into_iter().filter(is_shown).collect()
}

/// Gives the URL of each asset: files of `static/` at the root, files beside an article where the
/// article is, others where their folder would be.
pub(super) fn urls(assets: &[Asset], folders: &FxHashMap<String, Arc<str>>) -> Vec<String> {
    assets.iter().map(|asset| place(&asset.path, folders)).collect()
}

fn place(path: &str, places: &FxHashMap<String, Arc<str>>) -> String {
    if let Some(rest) = path.strip_prefix("static/") {
        return format!("/{rest}");
    }
    let mut folder = url::folder(path);
    loop {
        if let Some(above) = places.get(folder) {
            let rest = path[folder.len()..].trim_start_matches('/');
            return format!("{above}{rest}");
        }
        if folder.is_empty() {
            return format!("/{path}");
        }
        folder = url::folder(folder);
    }
}

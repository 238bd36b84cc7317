//! Where the files that are copied come to lie.

use std::collections::HashMap;

use crate::ground::url;
use crate::model::Asset;

/// Gives the URL of each asset: files of `static/` at the root, files beside an article where the
/// article is, others where their folder would be.
pub(super) fn urls(assets: &[Asset], folders: &HashMap<String, String>) -> Vec<String> {
    assets.iter().map(|asset| place(&asset.path, folders)).collect()
}

fn place(path: &str, places: &HashMap<String, String>) -> String {
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

//! Where the files that are copied come to lie.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ground::url;
use crate::model::{Asset, Record};

/// Gives the URL of each asset: files of `static/` at the root, files beside an article where the
/// article is, others where their folder would be.
pub(super) fn urls(
    assets: &[Asset],
    folders: &HashMap<String, String>,
    documents: &[Arc<Record>],
    document_urls: &[String],
) -> Vec<String> {
    let mut places: HashMap<&str, &str> = HashMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "goes from one map into another")]
    for (folder, path) in folders {
        places.insert(folder, path);
    }
    for (document, path) in documents.iter().zip(document_urls) {
        if url::name(&document.path) == "index.md" {
            places.insert(url::folder(&document.path), path);
        }
    }
    assets.iter().map(|asset| place(&asset.path, &places)).collect()
}

fn place(path: &str, places: &HashMap<&str, &str>) -> String {
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

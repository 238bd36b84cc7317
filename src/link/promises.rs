//! What the settings promise: the menu, the redirects and the pictures lead somewhere.

use std::sync::Arc;

use crate::ground::findings::{broken_image, broken_link};
use crate::ground::nearest::nearest;
use crate::ground::{Diagnostic, Located, Place, url};
use crate::model::site::SiteParts;

/// Checks the addresses that stand in the settings.
pub(super) fn check(parts: &SiteParts, findings: &mut Vec<Diagnostic>) {
    let settings = &parts.settings;
    let path: Arc<str> = Arc::from("tertulia.toml");
    let menu = settings.menu.iter().map(|item| &item.url);
    let redirects = settings.redirects.iter().map(|(_, to)| to);
    for target in menu.chain(redirects) {
        if !leads_somewhere(parts, &target.value) {
            let pages = parts.pages.iter().map(|page| page.url.as_str());
            let near = nearest(&target.value, pages);
            findings.push(broken_link(Place::new(&path, target.span), &target.value, near));
        }
    }
    for Located { value, span } in settings.logo.iter().chain(&settings.icon) {
        let bare = value.trim_start_matches('/').trim_start_matches("static/");
        if !is_file(parts, bare) {
            let files = parts.asset_urls.iter().map(|url| url.trim_start_matches('/'));
            let near = nearest(bare, files);
            findings.push(broken_image(Place::new(&path, *span), value, near));
        }
    }
}

fn leads_somewhere(parts: &SiteParts, target: &str) -> bool {
    if url::is_external(target) {
        return true;
    }
    let path = &target[..target.find(['?', '#']).unwrap_or(target.len())];
    let is_page = |path: &str| parts.by_url.contains_key(path);
    path.is_empty() || is_page(path) || is_page(&format!("{path}/"))
}

fn is_file(parts: &SiteParts, path: &str) -> bool {
    let is_themes = parts.theme_files.iter().any(|(known, ..)| known == path);
    is_themes || parts.by_url.contains_key(&format!("/{path}"))
}

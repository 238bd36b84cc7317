//! What the settings promise: the menu, the redirects and the pictures lead somewhere.

use std::sync::Arc;

use super::targets::Targets;
use crate::ground::findings::{broken_image, broken_link};
use crate::ground::{Diagnostic, Place, url};
use crate::model::site::SiteParts;

/// Only so many broken promises get a suggestion: each looks at all pages.
const SUGGESTIONS_MAX: usize = 20;

/// Checks the addresses that stand in the settings.
pub(super) fn check(parts: &SiteParts, targets: &Targets<'_>) -> Vec<Diagnostic> {
    let settings = &parts.settings;
    let path: Arc<str> = Arc::from("tertulia.toml");
    let mut findings = Vec::new();
    let menu = settings.menu.iter().map(|item| &item.url);
    let redirects = settings.redirects.iter().map(|(_, to)| to);
    for target in menu.chain(redirects) {
        let written = target.value.as_str();
        let bare = &written[..written.find(['?', '#']).unwrap_or(written.len())];
        let decoded = url::decode(bare).unwrap_or_else(|| bare.to_string());
        if !url::is_external(written) && !bare.is_empty() && targets.by_url(&decoded).is_none() {
            let may_suggest = findings.len() < SUGGESTIONS_MAX;
            let near = may_suggest.then(|| targets.suggest_url(&decoded)).flatten();
            findings.push(broken_link(Place::new(&path, target.span), written, near));
        }
    }
    for picture in settings.logo.iter().chain(&settings.icon) {
        let name = picture.value.as_str();
        let is_themes = parts.theme_files.iter().any(|(known, ..)| known == name);
        if !is_themes && targets.by_url(&format!("/{name}")).is_none() {
            let near = targets.suggest_asset(name);
            findings.push(broken_image(Place::new(&path, picture.span), name, near));
        }
    }
    findings
}

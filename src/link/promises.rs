//! What the settings promise: menu, foot, redirects and pictures lead somewhere.

use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag};

use super::targets::Targets;
use crate::ground::findings::{bad_url, broken_image, broken_link};
use crate::ground::{Diagnostic, Located, Place, Span, Words, url};
use crate::model::site::SiteParts;
use crate::model::{PageKind, Settings};

/// Only so many broken promises get a suggestion: each looks at all pages.
const SUGGESTIONS_MAX: usize = 20;

/// Checks the addresses that stand in the settings.
pub(super) fn check(parts: &SiteParts, targets: &Targets<'_>) -> Vec<Diagnostic> {
    let settings = &parts.settings;
    let path: Arc<str> = Arc::from("tertulia.toml");
    let mut findings = Vec::new();
    let redirects = settings.redirects.iter().map(|(_, to)| to.clone());
    for target in redirects.chain(named(settings)) {
        let written = target.value.as_str();
        let bare = &written[..written.find(['?', '#']).unwrap_or(written.len())];
        let decoded = url::decode(bare).unwrap_or(bare.into());
        if !url::is_external(written) && !bare.is_empty() && targets.by_url(&decoded).is_none() {
            let may_suggest = findings.len() < SUGGESTIONS_MAX;
            let near = may_suggest.then(|| targets.suggest_url(&decoded)).flatten();
            findings.push(broken_link(Place::new(&path, target.span), written, near));
        }
    }
    for (from, _) in &settings.redirects {
        if leads_back(parts, &from.value) {
            let why = Words::new("esta redirección vuelve a sí misma", "this leads back to itself");
            findings.push(bad_url(Place::new(&path, from.span), &from.value, &why));
        }
    }
    let pictures = [&settings.logo, &settings.icon, &settings.image];
    for picture in pictures.into_iter().flatten() {
        let name = picture.value.as_str();
        let is_themes = parts.theme_files.iter().any(|(known, ..)| known == name);
        if !is_themes && targets.by_url(&format!("/{name}")).is_none() {
            let near = targets.suggest_asset(name);
            findings.push(broken_image(Place::new(&path, picture.span), name, near));
        }
    }
    findings
}

/// Gives what menus and feet name, in all languages.
pub(super) fn named(settings: &Settings) -> Vec<Located<String>> {
    let translated = settings.translations.values();
    let menus = translated.clone().map(|one| &one.menu).chain([&settings.menu]);
    let feet = translated.map(|one| (one.footer.as_str(), one.footer_place));
    let feet = feet.chain([(settings.footer.as_str(), settings.footer_place)]);
    let named = menus.flatten().map(|item| item.url.clone());
    named.chain(feet.flat_map(foot)).collect()
}

/// Gives where the links of a foot lead; they stand where its key does.
fn foot((footer, place): (&str, Span)) -> Vec<Located<String>> {
    let links = Parser::new(footer).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    links.map(|target| Located::new(target, place)).collect()
}

/// Tells whether redirects lead from a path back to it.
fn leads_back(parts: &SiteParts, from: &str) -> bool {
    let stub = |path: &str| {
        let with_slash = format!("{path}/");
        let id = parts.by_url.get(path).or_else(|| parts.by_url.get(with_slash.as_str()))?;
        match &parts.pages[id.0 as usize].kind {
            PageKind::Redirect(to) => Some((*id, to.as_str())),
            _ => None,
        }
    };
    let Some((start, mut to)) = stub(from) else { return false };
    for _ in 0..parts.settings.redirects.len() {
        match stub(to) {
            Some((id, _)) if id == start => return true,
            Some((_, next)) => to = next,
            None => return false,
        }
    }
    // More steps than redirects: it goes round further on, and that one is told.
    false
}

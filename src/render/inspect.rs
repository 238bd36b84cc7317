//! Inspecting a theme: what it lacks, and what in it serves nothing, seen from its texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::contract::{TEMPLATES, VERSION};
use super::uses::quoted_after;
use crate::ground::findings::{idle_part, incomplete_theme};
use crate::ground::nearest::nearest;
use crate::ground::{Diagnostic, Place, Source, Span, Words};
use crate::model::{Craft, Theme};
use crate::words;

/// Finds what a theme lacks to keep the contract, and files that look as if they should lie over
/// another and do not. Words are asked of the languages of the site alone.
pub fn inspect(theme: &Theme, craft: &Craft, languages: &[String]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let manifest: Arc<str> = Arc::from(format!("themes/{}/theme.toml", theme.name));
    if let Some(wanted) = theme.contract.filter(|wanted| *wanted > VERSION) {
        let why = words!(
            "es para el contrato {wanted}, y este programa tiene el {VERSION}",
            "it is made for contract {wanted}, and this program has {VERSION}"
        );
        findings.push(incomplete_theme(Place::file(&manifest), &why));
    }
    for template in TEMPLATES.iter().filter(|template| !craft.has(template.name)) {
        let name = template.name;
        let why = words!("falta la plantilla `{name}`", "the template `{name}` is missing");
        findings.push(incomplete_theme(Place::file(&manifest), &why));
    }
    missing_words(theme, languages, &mut findings);
    loose_templates(theme, &mut findings);
    findings
}

/// Finds the words that templates ask for by name and no language has; and those that one language
/// has and another lacks.
fn missing_words(theme: &Theme, languages: &[String], findings: &mut Vec<Diagnostic>) {
    let keys = |language: &BTreeMap<String, String>| -> BTreeSet<String> {
        language.keys().map(|key| key.split('.').next().unwrap_or_default().to_string()).collect()
    };
    let all: BTreeSet<String> = theme.words.values().flat_map(keys).collect();
    for (_, source) in &theme.templates {
        for (key, at) in asked(source) {
            if !all.contains(key) {
                let near = nearest(key, all.iter().map(String::as_str));
                let why = words!("nadie dice `{key}`", "no language says `{key}`");
                let finding = incomplete_theme(Place::new(source.path(), at), &why);
                let help = near.map(crate::ground::nearest::meant);
                findings.push(Diagnostic { help, ..finding });
            }
        }
    }
    for (language, said) in theme.words.iter().filter(|(name, _)| languages.contains(name)) {
        let said = keys(said);
        let lacking: Vec<&str> = all.difference(&said).map(String::as_str).collect();
        // Half a language is one on its way: the others fill in for it.
        if lacking.is_empty() || said.len() * 2 < all.len() {
            continue;
        }
        let folder = theme.prefixes.first().map_or("", String::as_str);
        let place = Place::file(&Arc::from(format!("{folder}strings/{language}.toml")));
        let list = lacking.join("`, `");
        let why = words!("al idioma `{language}` le falta `{list}`", "`{language}` lacks `{list}`");
        findings.push(idle_part(place, &why));
    }
}

/// Gives the words that a template asks for by name, `"latest" | t`, and where.
fn asked(source: &Source) -> impl Iterator<Item = (&str, Span)> {
    let text = source.text();
    text.match_indices("| t").filter_map(move |(at, bar)| {
        let next = text[at + bar.len()..].chars().next();
        let is_longer = next.is_some_and(|next| next.is_alphanumeric() || next == '_');
        let before = text[..at].trim_end();
        let inner = before.strip_suffix('"')?;
        let start = inner.rfind('"')? + 1;
        let is_alone = !text[..start - 1].trim_end().ends_with('~');
        let key = &inner[start..];
        let fits = !is_longer && is_alone && !key.contains(['\n', '{']);
        fits.then(|| (key, Span::new(start..start + key.len())))
    })
}

/// Finds files of the site that lie over no file of the theme though their names are like one, and
/// partials that nobody includes.
fn loose_templates(theme: &Theme, findings: &mut Vec<Diagnostic>) {
    let below: BTreeSet<&str> = theme
        .templates
        .iter()
        .filter_map(|(name, _)| {
            let prefix = theme.prefixes.iter().find(|prefix| name.starts_with(prefix.as_str()))?;
            Some(&name[prefix.len()..])
        })
        .collect();
    let named: BTreeSet<&str> = theme
        .templates
        .iter()
        .flat_map(|(_, source)| {
            let includes = quoted_after(source.text(), "include");
            includes.chain(quoted_after(source.text(), "extends"))
        })
        .collect();
    for (name, source) in &theme.templates {
        let is_own = !name.starts_with("themes/") && !name.starts_with("components/");
        if !is_own || below.contains(name.as_str()) || named.contains(name.as_str()) {
            continue;
        }
        let near = nearest(name, below.iter().copied());
        if near.is_none() && !name.starts_with("partials/") {
            continue;
        }
        let why = Words::new(
            "no está sobre ninguna plantilla del tema, y ninguna la incluye",
            "it lies over no template of the theme, and none includes it",
        );
        let finding = idle_part(Place::file(source.path()), &why);
        findings.push(Diagnostic { help: near.map(crate::ground::nearest::meant), ..finding });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_asked_for_by_name() {
        let text = "{{ \"a\" | t }} {{ \"b\" | t(count=1) }} {{ x | t }} {{ (\"c\" ~ x) | t }} \
                    {{ \"d\" | title }} {{ x ~ \"e\" | t }}";
        let source = Source::new("templates/a.html", text);
        let keys: Vec<&str> = asked(&source).map(|(key, _)| key).collect();
        assert_eq!(keys, ["a", "b"]);
    }
}

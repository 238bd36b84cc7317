//! Themes: the one inside the program, those under `themes/`, and the site's own files over them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::agora;
use super::shelf::{self, SETTINGS};
use super::walk;
use crate::ground::findings::{bad_syntax, incomplete_theme, not_utf8, unknown_key, unknown_theme};
use crate::ground::{Diagnostic, Failure, Fingerprint, Place, Source, Span, Words, url};
use crate::model::theme::ThemeFile;
use crate::model::{Settings, Theme, Unread};

/// Themes may build on each other to this depth.
const PARENTS_MAX: usize = 5;

/// Files of a layer, by their path inside it: where each is written, and its bytes.
type Layer = BTreeMap<String, (Arc<str>, Arc<[u8]>)>;

/// The theme inside the program.
const INSIDE: &str = "agora";

/// Gives the names of the themes that a site may wear, sorted.
fn beside(root: &Path) -> Vec<String> {
    let folders = std::fs::read_dir(root.join("themes")).into_iter().flatten().flatten();
    let names = folders.map(|folder| folder.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.chain([INSIDE.to_string()]).collect();
    names.sort_unstable();
    names
}

/// Reads the theme of a site with the themes it builds on and the site's own files over them.
pub(super) fn read(
    root: &Path,
    settings: &Settings,
    findings: &mut Vec<Diagnostic>,
) -> Result<(Theme, Vec<Arc<str>>), Failure> {
    let mut theme = Theme { name: settings.theme.value.clone(), ..Theme::default() };
    let mut layers = Vec::new();
    let mut name = Some(settings.theme.value.clone());
    while let Some(current) = name.take() {
        let Some(layer) = layer(root, &current, settings, findings)? else {
            let settings_file: Arc<str> = Arc::from(SETTINGS);
            let place = Place::new(&settings_file, settings.theme.span);
            let near = beside(root);
            findings.push(unknown_theme(place, &current, near.iter().map(String::as_str)));
            // One mistake is told, not all that follows from it.
            name = (current != INSIDE).then(|| INSIDE.to_string());
            continue;
        };
        let manifest = manifest(&layer, findings);
        theme.contract = theme.contract.or(manifest.contract);
        name = manifest.parent.filter(|_| layers.len() < PARENTS_MAX);
        layers.push((format!("themes/{current}/"), layer));
    }
    theme.prefixes = layers.iter().map(|(prefix, _)| prefix.clone()).collect();

    let own = own(root, settings, findings)?;
    let mut files = BTreeMap::new();
    for (prefix, layer) in layers.iter().rev().map(|(prefix, layer)| (prefix.as_str(), layer)) {
        lay(&mut theme, &mut files, prefix, layer, findings);
    }
    lay(&mut theme, &mut files, "", &own, findings);
    theme.templates.sort_by(|(one, _), (other, _)| one.cmp(other));
    if theme.templates.is_empty() {
        let file: Arc<str> = Arc::from(format!("themes/{}/theme.toml", theme.name));
        let why = Words::new(
            "no tiene plantillas: pon `parent = \"agora\"` para partir de las suyas",
            "it has no templates: write `parent = \"agora\"` to begin with its own",
        );
        findings.push(incomplete_theme(Place::file(&file), &why));
    }
    theme.files = files.into_values().collect();
    theme.seal();
    let layers = layers.iter().map(|(_, layer)| layer).chain([&own]);
    let mut paths: Vec<Arc<str>> =
        layers.flat_map(|layer| layer.values().map(|(path, _)| Arc::clone(path))).collect();
    paths.sort_unstable();
    Ok((theme, paths))
}

/// Reads a theme: what the program holds, and what lies under `themes/` over it.
fn layer(
    root: &Path,
    name: &str,
    settings: &Settings,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<Layer>, Failure> {
    let mut layer = Layer::new();
    if name == "agora" {
        for (path, bytes) in agora::FILES {
            let shown = format!("themes/agora/{path}");
            layer.insert((*path).to_string(), (Arc::from(shown), Arc::from(*bytes)));
        }
    }
    let folder = format!("themes/{name}");
    let is_a_name = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
    if is_a_name {
        add(root, &folder, &folder, settings, &mut layer, findings)?;
    }
    Ok((!layer.is_empty()).then_some(layer))
}

/// Reads the files that a site lays over its theme.
fn own(root: &Path, settings: &Settings, findings: &mut Vec<Diagnostic>) -> Result<Layer, Failure> {
    let mut layer = Layer::new();
    for folder in ["templates", "components", "strings"] {
        add(root, folder, "", settings, &mut layer, findings)?;
    }
    Ok(layer)
}

#[expect(clippy::too_many_arguments, reason = "a walk needs its root, its rules and its harvest")]
fn add(
    root: &Path,
    folder: &str,
    above: &str,
    settings: &Settings,
    layer: &mut Layer,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    for path in walk::files(root, folder, settings, findings)? {
        let bytes = match shelf::read(&root.join(&*path), &path, settings.limits.page_bytes) {
            Ok(bytes) => bytes,
            Err(Unread::Failure(failure)) => return Err(failure),
            Err(Unread::Finding(finding)) => {
                findings.push(*finding);
                continue;
            }
        };
        let inside = path[above.len()..].trim_start_matches('/').to_string();
        layer.insert(inside, (path, Arc::from(bytes)));
    }
    Ok(())
}

/// Adds a layer to a theme; what is there under the same name gives way.
fn lay(
    theme: &mut Theme,
    files: &mut BTreeMap<String, ThemeFile>,
    prefix: &str,
    layer: &Layer,
    findings: &mut Vec<Diagnostic>,
) {
    for (path, (written, bytes)) in layer {
        let Some((kind, rest)) = path.split_once('/') else { continue };
        match kind {
            "templates" | "components" => {
                let Some(source) = text(written, bytes, findings) else { continue };
                let below = if kind == "templates" { rest } else { path };
                theme.templates.push((format!("{prefix}{below}"), source));
            }
            "strings" if url::ending(rest) == "toml" => {
                let Some(source) = text(written, bytes, findings) else { continue };
                let words = theme.words.entry(url::stem(rest).to_string()).or_default();
                words.extend(words_of(&source, findings));
            }
            "static" => {
                let (path, bytes) = (rest.to_string(), Arc::clone(bytes));
                let fingerprint = Fingerprint::of(&bytes);
                files.insert(path.clone(), ThemeFile { path, bytes, fingerprint });
            }
            _ => {}
        }
    }
}

fn text(path: &Arc<str>, bytes: &[u8], findings: &mut Vec<Diagnostic>) -> Option<Source> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Source::new(Arc::clone(path), text)),
        Err(error) => {
            findings.push(not_utf8(Place::file(path), error.valid_up_to()));
            None
        }
    }
}

/// What a theme says of itself.
#[derive(Default)]
struct Manifest {
    /// The theme that it builds on.
    parent: Option<String>,
    /// The version of the contract for which it is made.
    contract: Option<i64>,
}

/// The keys of `theme.toml`.
const KEYS: [&str; 6] = ["name", "title", "parent", "contract", "author", "license"];

/// Reads what a theme says of itself.
fn manifest(layer: &Layer, findings: &mut Vec<Diagnostic>) -> Manifest {
    let Some((path, bytes)) = layer.get("theme.toml") else { return Manifest::default() };
    let source = text(path, bytes, findings);
    let table = source.as_ref().and_then(|source| table(source, findings)).unwrap_or_default();
    for key in table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        let at = source.as_ref().and_then(|source| source.text().find(key)).unwrap_or_default();
        let place = Place::new(path, Span::new(at..at + key.len()));
        findings.push(unknown_key(place, key, KEYS));
    }
    Manifest {
        parent: table.get("parent").and_then(|parent| parent.as_str()).map(str::to_string),
        contract: table.get("contract").and_then(toml::Value::as_integer),
    }
}

/// Reads words: `key = "…"`, or `key = { one = "…", other = "…" }`.
fn words_of(source: &Source, findings: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for (key, value) in table(source, findings).unwrap_or_default() {
        match value {
            toml::Value::String(text) => {
                words.insert(key, text);
            }
            toml::Value::Table(plurals) => {
                for (plural, text) in plurals {
                    if let toml::Value::String(text) = text {
                        words.insert(format!("{key}.{plural}"), text);
                    }
                }
            }
            _ => {}
        }
    }
    words
}

fn table(source: &Source, findings: &mut Vec<Diagnostic>) -> Option<toml::Table> {
    match source.text().parse::<toml::Table>() {
        Ok(table) => Some(table),
        Err(error) => {
            let place = Place::new(source.path(), Span::new(error.span().unwrap_or(0..0)));
            findings.push(bad_syntax(place, "TOML", error.message()));
            None
        }
    }
}

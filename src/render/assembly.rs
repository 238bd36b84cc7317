//! Assembly: a theme's templates become an engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;

use super::contract;
use super::engine::Engine;
use super::errors::{self, Sources};
use super::filters;
use crate::ground::{Diagnostic, Source};
use crate::model::theme::{Argument, Component};
use crate::model::{Craft, Theme};

/// Reads the templates of a theme.
///
/// # Errors
/// What is wrong with the templates, all of it.
pub fn assemble(theme: &Theme) -> Result<Engine, Vec<Diagnostic>> {
    let mut findings = Vec::new();
    for (name, source) in &theme.templates {
        findings.extend(syntax(name, source.text(), &theme.templates));
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let tera = tera(theme).map_err(|error| errors::findings(&error, &theme.templates, None))?;
    let craft = craft(&tera, theme);
    Ok(Engine {
        tera,
        words: theme.words.clone(),
        sources: theme.templates.clone().into(),
        prefixes: theme.prefixes.clone(),
        files: theme.files.clone(),
        craft,
    })
}

/// An engine made of what can be used of a theme.
pub struct Mended {
    /// The theme as it is used.
    pub theme: Arc<Theme>,
    /// Its engine; `None` when nothing could be made of it.
    pub engine: Option<Engine>,
    /// What is wrong with the templates.
    pub findings: Vec<Diagnostic>,
    /// The files that gave way to what stood there before; `false` where nothing good ever stood.
    pub replaced: Replaced,
}

/// Files of a theme that gave way to others, and whether those were good.
pub type Replaced = BTreeMap<Arc<str>, bool>;

/// Reads the templates of a theme as far as they can be read: a template that is wrong gives way to
/// what stood in its place when all was well, or to an empty one. `before` is the theme that was used
/// before, with the files of it that had given way.
pub fn mend(theme: &Arc<Theme>, before: Option<(&Theme, &Replaced)>) -> Mended {
    let mut mended = Mended {
        theme: Arc::clone(theme),
        engine: None,
        findings: Vec::new(),
        replaced: BTreeMap::new(),
    };
    // Each turn replaces a file at least, so the turns come to an end.
    for _ in 0..=theme.templates.len() {
        let wrong = match assemble(&mended.theme) {
            Ok(engine) => {
                mended.engine = Some(engine);
                break;
            }
            Err(wrong) => wrong,
        };
        let already = mended.replaced.len();
        for finding in &wrong {
            mended.replace(&finding.place.path, before);
        }
        mended.findings.extend(wrong);
        if mended.replaced.len() == already {
            break;
        }
    }
    mended.findings.sort_unstable();
    mended.findings.dedup();
    mended
}

impl Mended {
    fn replace(&mut self, path: &Arc<str>, before: Option<(&Theme, &Replaced)>) {
        if self.replaced.contains_key(path) {
            return;
        }
        let of = |(_, source): &&(String, Source)| source.path() == path;
        let good = before.and_then(|(before, replaced)| {
            let was_good = replaced.get(path) != Some(&false);
            before.templates.iter().find(of).filter(|_| was_good)
        });
        let theme = Arc::make_mut(&mut self.theme);
        let Some((_, source)) = theme.templates.iter_mut().find(|entry| of(&&**entry)) else {
            return;
        };
        *source = match good {
            Some((_, good)) => good.clone(),
            None => Source::new(Arc::clone(path), ""),
        };
        self.replaced.insert(Arc::clone(path), good.is_some());
        theme.seal();
    }
}

/// Finds what is wrong with a template seen alone: the engine stops at the first bad one of many.
fn syntax(name: &str, text: &str, sources: &Sources) -> Vec<Diagnostic> {
    let mut alone = Tera::default();
    match alone.add_raw_template(name, text) {
        Err(error) if matches!(error.kind(), tera::ErrorKind::SyntaxError(_)) => {
            errors::findings(&error, sources, None)
        }
        _ => Vec::new(),
    }
}

fn tera(theme: &Theme) -> tera::TeraResult<Tera> {
    let mut tera = Tera::default();
    tera.set_fallback_prefixes(theme.prefixes.iter().cloned())?;
    tera.autoescape_on([""]);
    for (name, function) in contract::functions() {
        tera.register_function(name, function);
    }
    filters::register(&mut tera);
    let templates = theme.templates.iter().map(|(name, source)| (name.as_str(), source.text()));
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

fn craft(tera: &Tera, theme: &Theme) -> Craft {
    let mut names: Vec<&str> = tera.get_component_names().collect();
    names.sort_unstable();
    let components = names.into_iter().filter_map(|name| {
        let definition = tera.get_component_definition(name)?;
        let arguments = definition.args().iter().filter(|argument| !argument.is_implicit());
        let arguments = arguments.map(|argument| Argument {
            name: argument.name().to_string(),
            is_required: argument.is_required(),
        });
        Some(Component {
            name: name.to_string(),
            arguments: arguments.collect(),
            takes_any: definition.rest_param().is_some(),
        })
    });
    let bare = theme.templates.iter().map(|(name, _)| {
        let prefix = theme.prefixes.iter().find(|prefix| name.starts_with(prefix.as_str()));
        name[prefix.map_or(0, String::len)..].to_string()
    });
    let mut templates: Vec<String> = bare
        .filter(|name| !name.starts_with("partials/") && !name.starts_with("components/"))
        .collect();
    templates.sort_unstable();
    templates.dedup();
    Craft { components: components.collect(), templates }
}

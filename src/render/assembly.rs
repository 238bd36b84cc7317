//! Assembly: a theme's templates become an engine.

use tera::Tera;

use super::engine::Engine;
use super::errors::{self, Sources};
use super::filters;
use super::functions;
use crate::ground::Diagnostic;
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
        files: theme.files.clone(),
        craft,
    })
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
    functions::register(&mut tera);
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

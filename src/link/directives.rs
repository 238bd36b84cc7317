//! Directives and templates that articles name: are they there?

use std::sync::Arc;

use crate::ground::findings::{
    missing_attribute, unknown_attribute, unknown_directive, unknown_template,
};
use crate::ground::{Diagnostic, Place};
use crate::model::document::DirectiveUse;
use crate::model::{Craft, FrontMatter, Record};

/// Checks the names that articles take from the theme.
pub(super) fn check(documents: &[Arc<Record>], craft: &Craft, findings: &mut Vec<Diagnostic>) {
    for document in documents {
        let record = &**document;
        for directive in &record.directives {
            check_directive(&record.path, directive, craft, findings);
        }
        check_template(&record.path, &record.matter, craft, findings);
        if let Some(cascade) = &record.matter.cascade {
            check_template(&record.path, cascade, craft, findings);
        }
    }
}

fn check_directive(
    path: &Arc<str>,
    directive: &DirectiveUse,
    craft: &Craft,
    findings: &mut Vec<Diagnostic>,
) {
    let place = Place::new(path, directive.span);
    let Some(component) = craft.component(&directive.name) else {
        let known = craft.components.iter().map(|component| component.name.as_str());
        findings.push(unknown_directive(place, &directive.name, known));
        return;
    };
    let known = || component.arguments.iter().map(|argument| argument.name.as_str());
    for (attribute, span) in &directive.attributes {
        if !component.takes_any && !known().any(|name| name == attribute) {
            let place = Place::new(path, *span);
            findings.push(unknown_attribute(place, &directive.name, attribute, known()));
        }
    }
    for argument in component.arguments.iter().filter(|argument| argument.is_required) {
        if !directive.attributes.iter().any(|(name, _)| *name == argument.name) {
            findings.push(missing_attribute(place.clone(), &directive.name, &argument.name));
        }
    }
}

fn check_template(
    path: &Arc<str>,
    matter: &FrontMatter,
    craft: &Craft,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(template) = &matter.template else {
        return;
    };
    if !craft.templates.contains(&template.value) {
        let place = Place::new(path, template.span);
        let known = craft.templates.iter().map(String::as_str);
        findings.push(unknown_template(place, &template.value, known));
    }
}

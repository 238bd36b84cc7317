//! Pages over their limits: the file to look into.

use std::sync::Arc;

use tera::{Error, ErrorKind};

use super::equipment::Equipment;
use super::errors;
use super::job::Job;
use super::page;
use crate::ground::findings::{runaway_article, runaway_page};
use crate::ground::{Diagnostic, Place, Words};
use crate::model::Desk;

/// Where the templates inside the program are said to stand: nobody can mend them.
const INSIDE: &str = "themes/agora/";

/// So many parts of a theme are named.
const NAMED_MAX: usize = 8;

/// Tells that a page went over a limit while nothing more is known: at its template, if that is
/// the site's own, else at the article.
pub fn runaway(equipment: &Equipment, desk: &Desk, limit: &Words) -> Diagnostic {
    let page = &desk.page().url;
    let has_template = desk.page().kind.has_template();
    let template = has_template.then(|| template_of(equipment, desk));
    if let Some(own) = template.as_ref().filter(|template| !template.starts_with(INSIDE)) {
        return runaway_page(Place::file(own), page, limit);
    }
    let article = desk.own_document().map(|document| Arc::clone(&desk.body(document).0.path));
    let place = article.or(template).unwrap_or_else(|| Arc::from("tertulia.toml"));
    runaway_article(Place::file(&place), &own_parts(equipment), page, limit)
}

/// Gives the templates and components that the site wrote itself.
fn own_parts(equipment: &Equipment) -> Vec<&str> {
    let paths = equipment.engine.sources.iter().map(|(_, source)| &**source.path());
    let mut own: Vec<&str> = paths.filter(|path| !path.starts_with(INSIDE)).collect();
    own.sort_unstable();
    own.dedup();
    own.truncate(NAMED_MAX);
    own
}

/// Tells that a page went over a limit, with the error by which it stopped: a directive of the
/// article was being printed, or the error names a template of the site's own.
pub(super) fn stopped(job: &Job, error: &Error, limit: &Words) -> Diagnostic {
    let page = &job.desk.page().url;
    if let Some(directive) = job.directive.take() {
        return runaway_article(directive, &own_parts(&job.equipment), page, limit);
    }
    if matches!(error.kind(), ErrorKind::RenderingError(_)) {
        let found = errors::findings(error, &job.equipment.engine.sources, None);
        let own = found.into_iter().find(|one| !one.place.path.starts_with(INSIDE));
        if let Some(own) = own {
            return runaway_page(own.place, page, limit);
        }
    }
    runaway(&job.equipment, &job.desk, limit)
}

/// Gives the file of the template that shows a desk's page.
pub fn template_of(equipment: &Equipment, desk: &Desk) -> Arc<str> {
    equipment.engine.template_source(&page::template(desk, &equipment.engine.craft))
}

//! A rehearsal: what only printing tells of a site that has an error already. Its pages go nowhere.

use std::sync::Arc;

use crate::ground::{Code, Diagnostic, Failure};
use crate::model::page::{PageId, PageKind};
use crate::model::{Desk, Inputs, Keepsakes, Site, Unread};
use crate::render::{self, Bounds, Engine, Equipment, Ropes, Tables};

/// The component whose arguments name what stands in data files.
const TABLE: &str = "table";

/// Tells which tables of articles cannot be shown.
pub(super) fn tables(
    inputs: &Inputs,
    site: &Arc<Site>,
    (engine, ropes): (Arc<Engine>, Arc<dyn Ropes>),
    tables: Tables,
) -> Result<Vec<Diagnostic>, Failure> {
    let keepsakes = Arc::new(Keepsakes::default());
    let bounds = Bounds::of(inputs);
    let equipment = Equipment::new(engine, &inputs.settings, ropes, keepsakes, bounds);
    let equipment = Arc::new(equipment.with_tables(tables));
    let mut findings = Vec::new();
    for page in (0..).map(PageId).take(site.pages().len()) {
        if !shows_table(site, page) {
            continue;
        }
        match render::print(&equipment, Desk::new(Arc::clone(site), page)) {
            Ok(printed) => findings.extend(printed.findings),
            Err(Unread::Finding(_)) => {}
            Err(Unread::Failure(failure)) => return Err(failure),
        }
    }
    findings.retain(|finding| finding.code == Code::BadValue);
    Ok(findings)
}

fn shows_table(site: &Arc<Site>, page: PageId) -> bool {
    let kind = &site.pages()[page.0 as usize].kind;
    let is_own = matches!(kind, PageKind::Article(_) | PageKind::Section(_, 1));
    let desk = Desk::new(Arc::clone(site), page);
    let document = desk.own_document().filter(|_| is_own);
    document.is_some_and(|document| {
        let record = &site.documents()[document.0 as usize];
        record.directives.iter().any(|directive| directive.name == TABLE)
    })
}

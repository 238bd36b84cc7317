//! Related documents that authors chose by hand.

use super::names;
use super::targets::{Target, Targets};
use crate::ground::findings::{ambiguous_link, broken_link, hidden_link};
use crate::ground::{Diagnostic, Place, url};
use crate::model::Rows;
use crate::model::page::DocumentId;
use crate::model::site::SiteParts;

/// Only so many names that stand for nothing get a suggestion: each looks at all documents.
const SUGGESTIONS_MAX: usize = 20;

/// Finds what the `related` of each document names: a file seen from the document or from
/// `content/`, a URL of the site, or a short name.
pub(super) fn chosen(
    parts: &SiteParts,
    targets: &Targets<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Rows<DocumentId> {
    let mut rows = Rows::default();
    let mut suggested = 0;
    for (index, (record, matter)) in parts.documents.iter().zip(&parts.matters).enumerate() {
        let document = names::document(index);
        let find = |written: &str| find(parts, targets, document, written);
        let named = matter.related.iter().filter_map(|written| match find(&written.value) {
            Found::One(found) => Some(found),
            _ => None,
        });
        rows.push(named);
        if index >= parts.own {
            // What stands in for a translation is told about where it is written.
            continue;
        }
        let handed_down = record.matter.cascade.as_deref();
        let handed_down = handed_down.map_or(&[][..], |cascade| &cascade.related);
        for written in record.matter.related.iter().chain(handed_down) {
            let place = Place::new(&record.path, written.span);
            let target = written.value.as_str();
            findings.extend(match find(target) {
                Found::One(_) => None,
                Found::Many(pages) => {
                    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
                    Some(ambiguous_link(place, bare(target), &pages))
                }
                Found::None => Some(match targets.hidden(document, bare(target)) {
                    Some(standing) => hidden_link(place, target, standing),
                    None => {
                        suggested += 1;
                        let near = (suggested <= SUGGESTIONS_MAX)
                            .then(|| targets.suggest(document, bare(target)));
                        broken_link(place, target, near.flatten().as_deref())
                    }
                }),
            });
        }
    }
    rows
}

enum Found {
    One(DocumentId),
    /// The files of several that bear the name.
    Many(Vec<String>),
    None,
}

fn find(parts: &SiteParts, targets: &Targets<'_>, from: DocumentId, written: &str) -> Found {
    let name = bare(written);
    let is_short = name.len() != written.trim().len();
    let own = name.strip_prefix(parts.settings.base_url.trim_end_matches('/'));
    let path = own.filter(|path| path.starts_with('/')).unwrap_or(name);
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let Some(path) = url::decode(path).filter(|path| !path.is_empty()) else { return Found::None };
    if !is_short {
        let from_top = || targets.find(from, &format!("/{path}"));
        let bare = || path.strip_prefix("content").and_then(|path| targets.find(from, path));
        if let Some(Target::Document(found)) =
            targets.find(from, &path).or_else(from_top).or_else(bare)
        {
            return Found::One(found);
        }
    }
    match &targets.find_short(from, &path)[..] {
        [one] => Found::One(*one),
        [] => Found::None,
        many => {
            let paths = many.iter().map(|id| parts.documents[id.0 as usize].path.to_string());
            Found::Many(paths.collect())
        }
    }
}

/// Gives what stands in double brackets, if it does.
fn bare(written: &str) -> &str {
    let written = written.trim();
    let inner = written.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    inner.map_or(written, str::trim)
}

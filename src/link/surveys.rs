//! Surveys: what may be shown of them, and the texts about their results.

use std::sync::Arc;

use super::names;
use super::results;
use crate::ground::url;
use crate::model::counted::Counted;
use crate::model::site::{SiteParts, Surveyed};

/// Gathers the surveys of a site, sorted by their folders.
pub(super) fn gather(parts: &SiteParts, counted: &[Arc<Counted>]) -> Vec<Surveyed> {
    let languages = parts.homes.len();
    let survey = |counted: &Arc<Counted>| Surveyed {
        folder: Arc::from(url::folder(&counted.survey.path)),
        results: Arc::new(results::results(counted)),
        pages: vec![None; languages],
    };
    let mut surveys: Vec<Surveyed> = counted.iter().map(survey).collect();
    surveys.sort_by(|one, other| one.folder.cmp(&other.folder));
    for (at, (record, card)) in parts.documents.iter().zip(&parts.cards).enumerate() {
        let Some(folder) = record.key.strip_suffix("/index.md") else { continue };
        let found = surveys.binary_search_by(|survey| (*survey.folder).cmp(folder));
        if let Ok(survey) = found {
            surveys[survey].pages[usize::from(card.edition.0)] = Some(names::document(at));
        }
    }
    surveys
}

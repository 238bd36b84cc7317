//! Evidence: the rules that theses name, as `nps-2026/q4.price@2026-h1 top2 > 0.5`, tried on what
//! was counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names;
use super::rules::{Rule, Unfit, verdict};
use crate::ground::findings::bad_evidence;
use crate::ground::{Diagnostic, Place, Words};
use crate::model::counted::Counted;
use crate::model::evidence::Verdict;
use crate::model::page::DocumentId;
use crate::model::site::SiteParts;

/// Tries the evidence that documents name.
pub(super) fn weigh(
    parts: &SiteParts,
    counted: &[Arc<Counted>],
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<DocumentId, Vec<Verdict>> {
    let mut all = BTreeMap::new();
    for (at, matter) in parts.matters.iter().enumerate() {
        if matter.evidence.is_empty() {
            continue;
        }
        let record = &parts.documents[at];
        // What a translation inherits is told about where it is written.
        let is_told = at < parts.own && record.matter.evidence == matter.evidence;
        let mut verdicts = Vec::new();
        for rule in &matter.evidence {
            match tried(parts, counted, &rule.value) {
                Ok(verdict) => verdicts.push(verdict),
                Err((why, help)) if is_told => {
                    let place = Place::new(&record.path, rule.span);
                    findings.push(bad_evidence(place, &why, help));
                }
                Err(_) => {}
            }
        }
        all.insert(names::document(at), verdicts);
    }
    all
}

fn tried(parts: &SiteParts, counted: &[Arc<Counted>], text: &str) -> Result<Verdict, Unfit> {
    let rule = Rule::of(text).filter(|rule| rule.asked.survey.is_some()).ok_or_else(unreadable)?;
    verdict((parts, counted), &rule, None)
}

fn unreadable() -> Unfit {
    let why = Words::new("no es una regla", "it is no rule");
    let help = Words::new(
        "escribe encuesta, pregunta, medida, signo y umbral: `nps-2026/q3 top2 > 50%`",
        "write survey, question, measure, sign and threshold: `nps-2026/q3 top2 > 50%`",
    );
    (why, Some(help))
}

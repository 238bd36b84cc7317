//! Faults: which errors stand in the way of which pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::leaves::{Leaves, Text};
use super::slips::Slips;
use crate::ground::{Code, Diagnostic};
use crate::model::Settings;
use crate::render::Replaced;

/// How far a page can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fitness {
    /// It is what a build would make.
    Sound,
    /// Something it is made of is shown as it was when it was last good.
    Dated,
    /// It can be printed, but a build would refuse it.
    Wrong,
    /// Something it is made of was never good.
    NeverGood,
}

/// The errors of a proof by what they stand in the way of.
#[derive(Default)]
pub(super) struct Faults {
    /// All findings, sorted: errors and warnings.
    pub(super) findings: Vec<Diagnostic>,
    /// Errors of content files and templates, by file.
    by_file: BTreeMap<Arc<str>, (Fitness, Vec<Diagnostic>)>,
    /// The templates among them.
    templates: BTreeSet<Arc<str>>,
    /// Errors that belong to no page: they are told on each.
    everywhere: Vec<Diagnostic>,
}

impl Faults {
    /// Sorts findings by what they stand in the way of; `replaced` are the templates that gave way,
    /// and whether something good stands in their place.
    pub(super) fn of(
        mut findings: Vec<Diagnostic>,
        settings: &Settings,
        (leaves, slips): (&Leaves, &Slips),
        replaced: &Replaced,
    ) -> Self {
        findings.sort_unstable();
        findings.dedup();
        let mut faults = Self { templates: replaced.keys().cloned().collect(), ..Self::default() };
        for finding in findings.iter().filter(|finding| settings.is_error(finding)) {
            let mut is_placed = false;
            for path in places(finding) {
                let of_leaf = || leaves.find(path).map(|leaf| fitness(leaf.text));
                let of_template = |is_good: &bool| match is_good {
                    true => Fitness::Dated,
                    false => Fitness::NeverGood,
                };
                let Some(fitness) = replaced.get(path).map(of_template).or_else(of_leaf) else {
                    continue;
                };
                is_placed = true;
                let entry = faults.by_file.entry(Arc::clone(path));
                let (_, found) = entry.or_insert_with(|| (fitness, Vec::new()));
                found.push(finding.clone());
            }
            if !is_placed {
                faults.everywhere.push(finding.clone());
            }
        }
        // What is told points at rows; what is looked up goes by the content files they stand for.
        let by_file = faults.by_file.values_mut().flat_map(|(_, found)| found);
        slips.point(by_file.chain(&mut faults.everywhere).chain(&mut findings));
        findings.sort_unstable();
        faults.findings = findings;
        faults
    }

    /// Gives the errors that stand in the way of a page made of these files, and how far it can be
    /// shown. Files of templates are asked for only if a template is wrong.
    pub(super) fn of_page(
        &self,
        document: Option<&Arc<str>>,
        templates: impl FnOnce() -> BTreeSet<Arc<str>>,
    ) -> (Fitness, Vec<&Diagnostic>) {
        let mut worst = Fitness::Sound;
        let mut found = Vec::new();
        let templates = if self.templates.is_empty() { BTreeSet::new() } else { templates() };
        for path in document.into_iter().chain(&templates) {
            if let Some((fitness, findings)) = self.by_file.get(path) {
                worst = worst.max(*fitness);
                found.extend(findings);
            }
        }
        (worst, found)
    }

    /// Gives the errors that are told on each page.
    pub(super) fn everywhere(&self) -> &[Diagnostic] {
        &self.everywhere
    }

    /// Tells whether a file of content or of the theme is worse here than in another proof.
    pub(super) fn is_worse_than(&self, other: &Self) -> bool {
        self.by_file.iter().any(|(path, (fitness, _))| {
            let before = other.by_file.get(path).map_or(Fitness::Sound, |(before, _)| *before);
            *fitness > before
        })
    }

    /// Tells whether nothing stands in the way of any page.
    pub(super) fn is_empty(&self) -> bool {
        self.by_file.is_empty() && self.everywhere.is_empty()
    }
}

fn fitness(text: Text) -> Fitness {
    match text {
        Text::Newest => Fitness::Wrong,
        Text::LastGood => Fitness::Dated,
        Text::NeverGood => Fitness::NeverGood,
    }
}

/// Gives the files that a finding is about: two sources of one URL are both, and the page that may
/// stand for a lost one is told of it.
fn places(finding: &Diagnostic) -> impl Iterator<Item = &Arc<str>> {
    let is_shared = matches!(finding.code, Code::DuplicateUrl | Code::LostUrl);
    let others = if is_shared { &finding.also[..] } else { &[] };
    std::iter::once(&finding.place.path).chain(others.iter().map(|(place, _)| &place.path))
}

//! Leaves: the content files of a proof, each in the last version that could be used.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::body::{body, written};
use super::changed::Changed;
use super::slips::{MadeFrom, Slips};
use super::surveys::Surveys;
use super::tables::Data;
use crate::ground::{Diagnostic, Failure, Fingerprint, Source};
use crate::model::document::Record;
use crate::model::page::DocumentId;
use crate::model::{Inputs, Library, Rope, Settings, Unread};
use crate::parse;
use crate::render::Ropes;

/// Texts are kept up to so many bytes, so that a page can be shown as it was when its file is
/// broken; the others are read again.
const TEXTS_BYTES_MAX: usize = 96 << 20;

/// What stands on a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// The newest text.
    Newest,
    /// The last that was good: the newest is not.
    LastGood,
    /// The newest, of which nothing was ever good.
    NeverGood,
}

/// A content file.
#[derive(Clone)]
pub(super) struct Leaf {
    pub(super) record: Arc<Record>,
    pub(super) text: Text,
    /// What is wrong with the newest text.
    pub(super) findings: Arc<[Diagnostic]>,
    /// The fingerprint of the newest text; none if it could not be read.
    newest: Option<Fingerprint>,
    source: Option<Source>,
}

/// All leaves, sorted by path.
pub(super) struct Leaves {
    pub(super) list: Vec<Arc<Leaf>>,
    library: Arc<dyn Library>,
    settings: Arc<Settings>,
}

/// The leaves of a proof, and the first file that the machine could not read.
pub(super) struct Gathered {
    pub(super) leaves: Leaves,
    pub(super) failure: Option<Failure>,
}

impl Gathered {
    /// Gathers the articles that stand in rows as well; `before` is what was there before.
    pub(super) fn with_slips(
        mut self,
        inputs: &Inputs,
        (data, surveys): (&Data, &Surveys),
        before: (Option<&Leaves>, Option<&Arc<Slips>>),
    ) -> (Self, Arc<Slips>) {
        let (leaves_before, slips_before) = before;
        let records = self.leaves.list.iter().map(|leaf| &leaf.record);
        let (contents, settings) = (&inputs.contents[..], &*inputs.settings);
        let from = MadeFrom { contents, data, surveys, settings };
        let slips = Slips::of(records, from, slips_before);
        let is_same = slips_before.is_some_and(|before| Arc::ptr_eq(before, &slips));
        let changed = match is_same {
            true => Changed::Files(BTreeSet::new()),
            false => Changed::Everything,
        };
        self.leaves.library = slips.on_top_of(&self.leaves.library);
        let Self { leaves, failure } = self.leaves.and(&slips.paths(), &changed, leaves_before);
        (Self { leaves, failure: self.failure.or(failure) }, slips)
    }
}

/// Gathers the content files: those that may have changed are read, the others are as they were.
pub(super) fn gather(inputs: &Inputs, changed: &Changed, before: Option<&Leaves>) -> Gathered {
    let (library, settings) = (Arc::clone(&inputs.library), Arc::clone(&inputs.settings));
    let none = Leaves { list: Vec::new(), library, settings };
    none.and(&inputs.contents, changed, before)
}
/// Gives the leaves that are as they were, each at its file's place. Both lists are sorted.
fn known(
    contents: &[Arc<str>],
    changed: &Changed,
    before: Option<&Leaves>,
) -> Vec<Option<Arc<Leaf>>> {
    let (Changed::Files(changed), Some(before)) = (changed, before) else {
        return vec![None; contents.len()];
    };
    let mut leaves = before.list.iter().peekable();
    let leaf_of = |path: &Arc<str>| {
        while leaves.next_if(|leaf| *leaf.record.path < **path).is_some() {}
        let leaf = leaves.next_if(|leaf| leaf.record.path == *path)?;
        (!changed.contains(path)).then(|| Arc::clone(leaf))
    };
    contents.iter().map(leaf_of).collect()
}

/// Lets go of texts beyond the limit; those that stand in for a newer one stay.
fn forget_texts(list: &mut [Arc<Leaf>]) {
    let mut bytes = 0;
    for leaf in list {
        bytes += leaf.source.as_ref().map_or(0, |source| source.text().len());
        if bytes > TEXTS_BYTES_MAX && leaf.text == Text::Newest && leaf.source.is_some() {
            Arc::make_mut(leaf).source = None;
        }
    }
}

fn read(path: &Arc<str>, of: &Leaves, old: Option<&Arc<Leaf>>) -> Result<Arc<Leaf>, Failure> {
    let settings = &of.settings;
    let source = match of.library.source(path) {
        Ok(source) => source,
        Err(Unread::Failure(failure)) => return Err(failure),
        Err(Unread::Finding(finding)) => {
            let empty = Source::new(Arc::clone(path), "");
            let record = parse::document(&empty, settings).record;
            return Ok(Arc::new(Leaf::bad(record, vec![*finding], empty, old)));
        }
    };
    let newest = Fingerprint::of(source.text());
    if let Some(old) = old.filter(|old| old.newest == Some(newest)) {
        return Ok(Arc::clone(old));
    }
    let record = parse::document(&source, settings).record;
    let told = record.findings.iter().filter(|finding| !finding.code.is_for_check());
    let findings: Vec<Diagnostic> = told.cloned().collect();
    if findings.iter().any(|finding| settings.is_error(finding)) {
        let leaf = Leaf::bad(record, findings, source, old);
        return Ok(Arc::new(Leaf { newest: Some(newest), ..leaf }));
    }
    Ok(Arc::new(Leaf {
        record,
        text: Text::Newest,
        findings: findings.into(),
        newest: Some(newest),
        source: Some(source),
    }))
}

impl Leaf {
    /// Shows what was good before, if anything was, else what could be read.
    fn bad(
        record: Arc<Record>,
        findings: Vec<Diagnostic>,
        source: Source,
        old: Option<&Arc<Self>>,
    ) -> Self {
        let findings: Arc<[Diagnostic]> = findings.into();
        let good = old.filter(|old| old.text != Text::NeverGood && old.source.is_some());
        match good {
            Some(good) => Self { text: Text::LastGood, findings, newest: None, ..(**good).clone() },
            None => {
                let source = Some(source);
                Self { record, text: Text::NeverGood, findings, newest: None, source }
            }
        }
    }
}

impl Leaves {
    /// Adds other content files.
    fn and(mut self, paths: &[Arc<str>], changed: &Changed, before: Option<&Self>) -> Gathered {
        let mut list = known(paths, changed, before);
        let missing: Vec<usize> =
            list.iter().enumerate().filter(|(_, leaf)| leaf.is_none()).map(|(at, _)| at).collect();
        let read = missing.par_iter().map(|at| {
            let path = &paths[*at];
            let old = before.and_then(|before| before.find(path));
            // What cannot be read now stays as it was.
            match read(path, &self, old) {
                Ok(leaf) => (Some(leaf), None),
                Err(failure) => (old.cloned(), Some(failure)),
            }
        });
        let mut failure = None;
        for (at, (leaf, failed)) in missing.iter().zip(read.collect::<Vec<_>>()) {
            list[*at] = leaf;
            failure = failure.or(failed);
        }
        self.list.extend(list.into_iter().flatten());
        self.list.sort_by(|one, other| one.record.path.cmp(&other.record.path));
        forget_texts(&mut self.list);
        Gathered { leaves: self, failure }
    }

    pub(super) fn find(&self, path: &str) -> Option<&Arc<Leaf>> {
        let at = self.list.binary_search_by(|leaf| (*leaf.record.path).cmp(path)).ok()?;
        Some(&self.list[at])
    }

    /// Gives the text that a file's leaf shows, if it is still there.
    pub(super) fn source(&self, path: &str) -> Option<Source> {
        self.find(path)?.source.clone()
    }
}

impl Ropes for Leaves {
    fn rope(&self, _: DocumentId, record: &Arc<Record>) -> Result<Arc<Rope>, Failure> {
        let kept = self.find(&record.path).and_then(|leaf| leaf.source.clone());
        let source = kept.map_or_else(|| self.library.source(&record.path), Ok);
        body(source, record, &self.settings)
    }

    fn written(&self, record: &Arc<Record>) -> Result<(Source, usize), Failure> {
        let kept = self.find(&record.path).and_then(|leaf| leaf.source.clone());
        let source = kept.map_or_else(|| self.library.source(&record.path), Ok);
        written(source, record, &self.settings)
    }
}

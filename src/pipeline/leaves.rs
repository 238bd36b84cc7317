//! Leaves: the content files of a proof, each in the last version that could be used.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::body::body;
use crate::ground::{Diagnostic, Failure, Fingerprint, Source};
use crate::model::document::Record;
use crate::model::page::DocumentId;
use crate::model::{Inputs, Library, Rope, Settings, Unread};
use crate::parse;
use crate::render::Ropes;

/// Texts are kept up to so many bytes, so that a page can be shown as it was when its file is
/// broken; the others are read again.
const TEXTS_BYTES_MAX: usize = 96 << 20;

/// Which files may differ from those of the proof before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Any.
    Everything,
    /// These, by their paths from the site's root.
    Files(BTreeSet<Arc<str>>),
}

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

/// Gathers the content files: those that may have changed are read, the others are as they were.
pub(super) fn gather(inputs: &Inputs, changed: &Changed, before: Option<&Leaves>) -> Gathered {
    let mut list = known(&inputs.contents, changed, before);
    let missing: Vec<usize> =
        list.iter().enumerate().filter(|(_, leaf)| leaf.is_none()).map(|(at, _)| at).collect();
    let read = missing.par_iter().map(|at| {
        let path = &inputs.contents[*at];
        let old = before.and_then(|before| before.find(path));
        // What cannot be read now stays as it was.
        match read(path, inputs, old) {
            Ok(leaf) => (Some(leaf), None),
            Err(failure) => (old.cloned(), Some(failure)),
        }
    });
    let mut failure = None;
    for (at, (leaf, failed)) in missing.iter().zip(read.collect::<Vec<_>>()) {
        list[*at] = leaf;
        failure = failure.or(failed);
    }
    let mut list: Vec<Arc<Leaf>> = list.into_iter().flatten().collect();
    forget_texts(&mut list);
    let library = Arc::clone(&inputs.library);
    let settings = Arc::clone(&inputs.settings);
    Gathered { leaves: Leaves { list, library, settings }, failure }
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

fn read(path: &Arc<str>, inputs: &Inputs, old: Option<&Arc<Leaf>>) -> Result<Arc<Leaf>, Failure> {
    let source = match inputs.library.source(path) {
        Ok(source) => source,
        Err(Unread::Failure(failure)) => return Err(failure),
        Err(Unread::Finding(finding)) => {
            let empty = Source::new(Arc::clone(path), "");
            let record = parse::document(&empty, &inputs.settings).record;
            return Ok(Arc::new(Leaf::bad(record, vec![*finding], empty, old)));
        }
    };
    let newest = Fingerprint::of(source.text());
    if let Some(old) = old.filter(|old| old.newest == Some(newest)) {
        return Ok(Arc::clone(old));
    }
    let record = parse::document(&source, &inputs.settings).record;
    let findings = record.findings.clone();
    if findings.iter().any(|finding| inputs.settings.is_error(finding)) {
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
}

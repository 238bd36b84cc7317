//! Data files for templates, and for articles that stand in their rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::changed::Changed;
use crate::ground::{Diagnostic, Failure, Fingerprint, Mix, Source, Span, Value, url};
use crate::model::{Inputs, Settings, Unread};
use crate::parse::{self, DataFormat, Sheet};
use crate::render::Tables;

/// The data files, read.
#[derive(Clone, Default)]
pub(super) struct Data {
    /// What templates get.
    pub(super) tables: Tables,
    /// What is wrong with the files.
    pub(super) findings: Vec<Diagnostic>,
    /// The fingerprint of each, by its path, and under `data/` that of all.
    pub(super) prints: Arc<BTreeMap<String, Fingerprint>>,
    /// By their paths below `data/`.
    files: BTreeMap<String, Arc<DataFile>>,
}

/// A data file.
pub(super) struct DataFile {
    /// Its path from the site's root.
    pub(super) path: Arc<str>,
    /// What it holds.
    pub(super) value: Arc<Value>,
    /// Where each row of a CSV file stands.
    pub(super) rows: Vec<Span>,
    /// The fingerprint of its text.
    print: Fingerprint,
    findings: Vec<Diagnostic>,
}

impl Data {
    /// Reads the data files. One that is wrong stays as it was before.
    pub(super) fn read(inputs: &Inputs, before: Option<&Self>) -> Result<Self, Failure> {
        let mut files = BTreeMap::new();
        let mut findings = Vec::new();
        for path in &inputs.data {
            let format = match url::ending(path).as_str() {
                "toml" => DataFormat::Toml,
                "json" => DataFormat::Json,
                "csv" => DataFormat::Csv,
                _ => continue,
            };
            let name = path.trim_start_matches("data/");
            let old = before.and_then(|before| before.files.get(name));
            match inputs.library.source(path) {
                Ok(source) => {
                    let (file, wrong) = read(&source, format, old, &inputs.settings);
                    files.insert(name.to_string(), file);
                    findings.extend(wrong);
                }
                Err(Unread::Finding(finding)) => {
                    files.extend(old.map(|old| (name.to_string(), Arc::clone(old))));
                    findings.push(*finding);
                }
                Err(Unread::Failure(failure)) => return Err(failure),
            }
        }
        let printed = files.iter().map(|(name, file)| (format!("data/{name}"), file.print));
        let mut prints: BTreeMap<String, Fingerprint> = printed.collect();
        prints.insert("data/".to_string(), Mix::new("data").value(&prints).finish());
        let values = files.iter().map(|(name, file)| (name.clone(), Arc::clone(&file.value)));
        Ok(Self { tables: Tables::of(values), findings, prints: Arc::new(prints), files })
    }

    /// Reads the data files, if any may differ; what cannot be read stays as it was.
    pub(super) fn renewed(
        inputs: &Inputs,
        changed: &Changed,
        known: Option<&Arc<Self>>,
    ) -> (Arc<Self>, Option<Failure>) {
        let is_data = |path: &Arc<str>| **path == *"data" || path.starts_with("data/");
        let may_differ = match changed {
            Changed::Everything => true,
            Changed::Files(files) => files.iter().any(is_data),
        };
        match known {
            Some(known) if !may_differ => (Arc::clone(known), None),
            _ => match Self::read(inputs, known.map(|known| &**known)) {
                Ok(data) => (Arc::new(data), None),
                Err(failure) => (known.cloned().unwrap_or_default(), Some(failure)),
            },
        }
    }

    /// Gives the fingerprint of all that stands in the files.
    pub(super) fn print(&self) -> Fingerprint {
        self.prints.get("data/").copied().unwrap_or(Fingerprint::ABSENT)
    }

    /// Finds a file by its path below `data/`.
    pub(super) fn find(&self, name: &str) -> Option<&DataFile> {
        self.files.get(name).map(|file| &**file)
    }

    /// Gives the paths of all files below `data/`.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Reads a file, and tells what is wrong with it as it stands now.
fn read(
    source: &Source,
    format: DataFormat,
    old: Option<&Arc<DataFile>>,
    settings: &Settings,
) -> (Arc<DataFile>, Vec<Diagnostic>) {
    let print = Fingerprint::of(source.text());
    if let Some(old) = old.filter(|old| old.print == print && old.path == *source.path()) {
        return (Arc::clone(old), old.findings.clone());
    }
    let Sheet { value, rows, findings } = parse::sheet(source, format);
    let is_wrong = |found: &[Diagnostic]| found.iter().any(|finding| settings.is_error(finding));
    match old.filter(|old| is_wrong(&findings) && !is_wrong(&old.findings)) {
        Some(good) => (Arc::clone(good), findings),
        None => {
            let (path, value) = (Arc::clone(source.path()), Arc::new(value));
            let wrong = findings.clone();
            (Arc::new(DataFile { path, value, rows, print, findings }), wrong)
        }
    }
}

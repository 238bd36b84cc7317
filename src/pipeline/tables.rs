//! Data files for templates.

use std::collections::BTreeMap;

use crate::ground::{Diagnostic, Failure, Fingerprint, Mix, Value, url};
use crate::model::{Inputs, Unread};
use crate::parse::{self, DataFormat};
use crate::render::Tables;

/// The data files for templates, read. They change rarely, so one fingerprint stands for all.
#[derive(Clone, Default)]
pub(super) struct Data {
    /// What templates get.
    pub(super) tables: Tables,
    /// What is wrong with the files.
    pub(super) findings: Vec<Diagnostic>,
    /// The fingerprint of all that stands in them.
    pub(super) print: Fingerprint,
    values: BTreeMap<String, Value>,
}

impl Data {
    /// Reads the data files. One that is wrong stays as it was before.
    pub(super) fn read(inputs: &Inputs, before: Option<&Self>) -> Result<Self, Failure> {
        let mut values = BTreeMap::new();
        let mut findings = Vec::new();
        for path in &inputs.data {
            let format = match url::ending(path).as_str() {
                "toml" => DataFormat::Toml,
                "json" => DataFormat::Json,
                _ => continue,
            };
            let (value, wrong) = match inputs.library.source(path) {
                Ok(source) => {
                    let (value, wrong) = parse::table(&source, format);
                    (Some(value), wrong)
                }
                Err(Unread::Finding(finding)) => (None, vec![*finding]),
                Err(Unread::Failure(failure)) => return Err(failure),
            };
            let name = path.trim_start_matches("data/");
            let is_wrong = wrong.iter().any(|finding| inputs.settings.is_error(finding));
            let good = before.filter(|_| is_wrong).and_then(|before| before.values.get(name));
            if let Some(value) = good.cloned().or(value) {
                values.insert(name.to_string(), value);
            }
            findings.extend(wrong);
        }
        let print = Mix::new("data").value(&values).finish();
        Ok(Self { tables: Tables::of(&values), findings, print, values })
    }
}

//! Data files for templates.

use crate::ground::{Diagnostic, Failure, url};
use crate::model::{Inputs, Unread};
use crate::parse::{self, DataFormat};
use crate::render::Tables;

/// Reads the data files for templates. They change rarely, so one fingerprint stands for all.
pub(super) fn tables(inputs: &Inputs) -> Result<(Tables, Vec<Diagnostic>), Failure> {
    let mut tables = Tables::new();
    let mut findings = Vec::new();
    for path in &inputs.data {
        let format = match url::ending(path).as_str() {
            "toml" => DataFormat::Toml,
            "json" => DataFormat::Json,
            _ => continue,
        };
        match inputs.library.source(path) {
            Ok(source) => {
                let (value, wrong) = parse::table(&source, format);
                findings.extend(wrong);
                tables.insert(path.trim_start_matches("data/").to_string(), value);
            }
            Err(Unread::Finding(finding)) => findings.push(*finding),
            Err(Unread::Failure(failure)) => return Err(failure),
        }
    }
    Ok((tables, findings))
}

//! `[method]`: how a survey was made.

use crate::model::Sample;
use crate::model::survey::{Disclosure, Method};
use crate::parse::fields::Reader;
use crate::parse::node::{Key, Node};

use super::texts;

/// The items of AAPOR's list, as authors write them.
const ITEMS: [(&str, Disclosure); 11] = [
    ("strategy", Disclosure::Strategy),
    ("sponsor", Disclosure::Sponsor),
    ("instruments", Disclosure::Instruments),
    ("population", Disclosure::Population),
    ("recruitment", Disclosure::Recruitment),
    ("mode", Disclosure::Mode),
    ("dates", Disclosure::Dates),
    ("sizes", Disclosure::Sizes),
    ("weighting", Disclosure::Weighting),
    ("processing", Disclosure::Processing),
    ("limitations", Disclosure::Limitations),
];

/// How people came into a sample, as authors write it.
const SAMPLES: [(&str, Sample); 4] = [
    ("probability", Sample::Probability),
    ("everyone", Sample::Everyone),
    ("self-selected", Sample::SelfSelected),
    ("opt-in", Sample::SelfSelected),
];

/// Reads the table.
pub(super) fn read(reader: &mut Reader<'_>, key: &Key<'_>, node: Node<'_>) -> Method {
    let mut method = Method::default();
    for (key, node) in reader.table(key, node) {
        if key.name == "sample" {
            method.sample = reader.choice(&key, node, &SAMPLES);
            continue;
        }
        match ITEMS.iter().find(|(name, _)| *name == key.name) {
            Some((_, item)) => {
                method.items.insert(*item, texts::read(reader, &key, node));
            }
            None => {
                let names = ITEMS.iter().map(|(name, _)| *name);
                reader.unknown(&key, std::iter::once("sample").chain(names));
            }
        }
    }
    method
}

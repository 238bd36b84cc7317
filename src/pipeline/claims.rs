//! Claims without a file: each thesis of a manifesto has a page, also when nobody wrote more about
//! it. What stands in for the file is a slip.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ground::url;
use crate::model::document::Record;
use crate::model::thesis::Claim;

/// A manifesto: its file, its claims, and the numbers about which there are files.
#[derive(PartialEq)]
pub(super) struct Pamphlet {
    /// The path of its file.
    pub(super) head: Arc<str>,
    /// Its claims.
    claims: Vec<Claim>,
    /// The numbers about which there are files in its language.
    written: BTreeSet<u32>,
}

impl Pamphlet {
    /// Gathers the manifestos among records.
    pub(super) fn all<'a>(records: impl Iterator<Item = &'a Arc<Record>> + Clone) -> Vec<Self> {
        let heads = records.clone().filter(|record| !record.claims.is_empty());
        let pamphlet = |head: &Arc<Record>| {
            let folder = url::folder(&head.path);
            let is_about = |record: &&Arc<Record>| {
                record.language == head.language && is_in(folder, &record.path)
            };
            let about = records.clone().filter(is_about);
            let written = about.filter_map(|record| record.number).collect();
            Self { head: Arc::clone(&head.path), claims: head.claims.clone(), written }
        };
        heads.map(pamphlet).collect()
    }

    /// Gives the claims without a file, each with the path that its file would have and its text.
    pub(super) fn unwritten(&self) -> impl Iterator<Item = (&Claim, Arc<str>, String)> {
        let folder = url::folder(&self.head);
        let ending = url::name(&self.head).trim_start_matches("_index");
        let unwritten = self.claims.iter().filter(|claim| !self.written.contains(&claim.number));
        unwritten.map(move |claim| {
            let number = claim.number;
            let path = format!("{folder}/{number:03}{ending}");
            (claim, Arc::from(path), format!("+++\nnumber = {number}\n+++\n"))
        })
    }
}

/// Tells whether a file lies in a folder, or as a bundle in one below it.
fn is_in(folder: &str, path: &str) -> bool {
    let own = url::folder(path);
    let is_bundle = url::name(path).starts_with("index.");
    own == folder || is_bundle && url::folder(own) == folder
}

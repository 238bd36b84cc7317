//! Which pages stand, which must be printed, and which have no place any more.

use std::collections::BTreeSet;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::model::page::PageId;
use crate::model::receipts::Asked;
use crate::model::{Ledger, PageReceipt, Sink, Site};

/// Pages that stand, and pages that must be printed.
pub(super) struct Sorting<'a> {
    pub(super) kept: Vec<(PageId, &'a PageReceipt)>,
    pub(super) fallen: Vec<PageId>,
}

pub(super) fn sort_out<'a>(site: &Site, standing: &Asked<'a>, sink: &dyn Sink) -> Sorting<'a> {
    let ids: Vec<PageId> = (0..).map(PageId).take(site.pages().len()).collect();
    let stands = ids.par_iter().map(|id| {
        let page = &site.pages()[id.0 as usize];
        let receipt = standing.standing(&page.url, &page.output)?;
        sink.holds(&page.output, receipt.stamp).then_some((*id, receipt))
    });
    let mut sorting = Sorting { kept: Vec::new(), fallen: Vec::new() };
    for (id, stands) in ids.iter().zip(stands.collect::<Vec<_>>()) {
        match stands {
            Some(kept) => sorting.kept.push(kept),
            None => sorting.fallen.push(*id),
        }
    }
    sorting
}

pub(super) fn withdrawn(ledger: &Ledger, site: &Site) -> Vec<String> {
    let outputs: BTreeSet<&str> = site.pages().iter().map(|page| page.output.as_str()).collect();
    let before = ledger.receipts.iter().map(|receipt| &receipt.output);
    let mut gone: Vec<String> =
        before.filter(|output| !outputs.contains(output.as_str())).cloned().collect();
    gone.sort_unstable();
    gone
}

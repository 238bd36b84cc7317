//! Views: a page as the preview sends it, with what is told beside it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::rack::{Rack, Sheet, Shown, Version};
use super::report;
use super::screen::document::{failed, stand_in};
use super::screen::inject::{Tag, inject};
use super::screen::notice::{Notice, Shows};
use super::screen::told::Findings;
use super::survey::Board;
use super::teller::Teller;
use crate::ground::{Diagnostic, Failure, Fingerprint, Severity};
use crate::model::Settings;
use crate::pipeline::Proof;

/// The path of the preview's own page.
pub(super) const OWN: &str = "/_tertulia/";

/// Findings that an overlay shows; the badge counts them all.
const OWN_MAX: usize = 50;

/// Findings that the preview's own page lists.
const FINDINGS_MAX: usize = 1000;

/// Everything that shows pages.
pub(super) struct Studio {
    pub(super) rack: Rack,
    pub(super) board: Board,
    pub(super) teller: Teller,
    /// Without it nobody may listen to what changes.
    pub(super) token: String,
    /// What the machine could not do last time, if it could not.
    pub(super) trouble: Mutex<Option<Arc<Failure>>>,
    /// The findings that were told last.
    pub(super) told: Mutex<Vec<Diagnostic>>,
}

/// A page as it is sent.
pub(super) struct View {
    pub(super) status: u16,
    /// The path whose ending says what kind of file it is.
    pub(super) output: String,
    pub(super) sheet: Sheet,
    /// Fingerprints what the site says.
    pub(super) version: Fingerprint,
    /// Fingerprints what is told beside it.
    pub(super) notice: Fingerprint,
    /// What is told beside it, as markup.
    pub(super) inner: String,
}

/// A page before the preview adds to it.
struct Page {
    /// Its path, as a browser asks for it.
    path: String,
    html: Arc<[u8]>,
    version: Fingerprint,
}

impl Studio {
    /// Shows what stands at a path of the site, not encoded, or the preview's own page.
    pub(super) fn view(&self, path: &str) -> View {
        let proof = self.rack.current();
        if path == OWN {
            return self.own(&proof);
        }
        let shown = self.rack.show(path).unwrap_or_else(nothing);
        let version = shown.version();
        if !shown.is_html() {
            let Shown { status, output, sheet, .. } = shown;
            let (notice, inner) = (Fingerprint::ABSENT, String::new());
            return View { status, output, sheet, version, notice, inner };
        }
        let notice = self.notice(&proof, &shown);
        let html = match &shown.sheet {
            Sheet::Bytes(bytes) if !bytes.is_empty() => Arc::clone(bytes),
            _ => self.instead(&notice, &shown).into_bytes().into(),
        };
        let page = Page { path: proof.settings().href(path), html, version };
        self.with_notice(page, &notice, shown.status)
    }

    /// Shows how the whole site is.
    fn own(&self, proof: &Proof) -> View {
        let all = self.findings(proof);
        let found = self.board.found();
        let notice = Notice {
            counts: counts(&all, proof.settings()),
            is_complete: found.is_complete,
            day: self.teller.day.clone(),
            ..Notice::default()
        };
        let mut shown = report::in_order(&all, proof.settings());
        shown.truncate(FINDINGS_MAX);
        let findings = Findings { list: self.teller.told(&shown, proof), counts: notice.counts };
        let status = report::report(proof, findings, found.is_current, self.teller.lang);
        let html: Arc<[u8]> = status.page(self.teller.lang).into_bytes().into();
        let page = Page { path: OWN.to_string(), version: Fingerprint::of(&html), html };
        self.with_notice(page, &notice, 200)
    }

    fn with_notice(&self, page: Page, notice: &Notice, status: u16) -> View {
        let Page { path, html, version } = page;
        let tag = Tag { token: self.token.clone(), page: path, version };
        let sent = inject(&html, notice, &tag, self.teller.lang);
        View {
            status,
            output: "index.html".to_string(),
            sheet: Sheet::Bytes(sent.into()),
            version,
            notice: notice.print(),
            inner: notice.inner(self.teller.lang),
        }
    }

    /// Gives all findings that are known: of reading, and of printing as far as pages were seen.
    pub(super) fn findings(&self, proof: &Proof) -> Vec<Diagnostic> {
        let found = self.board.found();
        let mut findings = [proof.findings(), &found.findings, &found.unpublished].concat();
        findings.retain(|finding| proof.settings().severity(finding.code) != Severity::Off);
        Diagnostic::tidy(&mut findings);
        findings
    }

    /// Tells the findings if they are others than last time. That there is none is told when all
    /// pages were looked at, not before.
    pub(super) fn tell_findings(&self, tell: impl FnOnce(&[Diagnostic], &Settings)) {
        let proof = self.rack.current();
        let findings = self.findings(&proof);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_sure = !findings.is_empty() || self.board.found().is_current;
        if is_sure && *told != findings {
            *told = findings;
            tell(&told, proof.settings());
        }
    }

    /// Gives what the machine could not do: lately, for the whole site, for a page.
    fn failures(&self, proof: &Proof, shown: &Shown) -> Vec<String> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let failures = [trouble.as_ref(), proof.failure(), shown.failure.as_ref()];
        let failures = failures.into_iter().flatten();
        let mut told: Vec<String> =
            failures.map(|failure| failure.sentence(self.teller.lang)).collect();
        told.dedup();
        told
    }

    /// Gives a page for what cannot be shown at all.
    fn instead(&self, notice: &Notice, shown: &Shown) -> String {
        match &shown.failure {
            Some(failure) => failed(failure, self.teller.lang),
            None => stand_in(notice, self.teller.lang),
        }
    }

    /// Gives the file that a path from the site's root names.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.teller.root.join(path)
    }

    fn notice(&self, proof: &Proof, shown: &Shown) -> Notice {
        let all = self.findings(proof);
        let failures = self.failures(proof, shown);
        let (errors, warnings) = counts(&all, proof.settings());
        let found = self.board.found();
        let of_file = |finding: &&Diagnostic| shown.file.as_ref() == Some(&finding.place.path);
        let unpublished = found.unpublished.iter().filter(of_file);
        let own = shown.faults.iter().chain(unpublished);
        let is_of_site = own.clone().next().is_none();
        let mut own: Vec<&Diagnostic> = own.chain(proof.everywhere()).collect();
        own.sort_unstable();
        own.dedup();
        let own_counts = counts(own.iter().copied(), proof.settings());
        own.truncate(OWN_MAX);
        let own = Findings { list: self.teller.told(&own, proof), counts: own_counts };
        Notice {
            counts: (errors + failures.len(), warnings),
            own,
            is_of_site,
            has_old_settings: proof.has_old_settings(),
            is_complete: found.is_complete,
            failures,
            day: self.teller.day.clone(),
            shows: match shown.shows {
                Version::Present => Shows::Present,
                Version::LastGood => Shows::LastGood,
                Version::NeverGood if shown.has_page() => Shows::Rough,
                Version::NeverGood => Shows::Nothing,
            },
        }
    }
}

/// Counts the errors and the warnings.
fn counts<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    settings: &Settings,
) -> (usize, usize) {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| settings.is_error(finding));
    (errors.len(), warnings.len())
}

fn nothing() -> Shown {
    Shown {
        status: 404,
        sheet: Sheet::Bytes(Arc::from([])),
        output: "404.html".to_string(),
        shows: Version::Present,
        faults: Vec::new(),
        file: None,
        failure: None,
    }
}

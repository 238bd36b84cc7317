//! What surveys answer: which there are, their results, and where these are shown.

use std::sync::Arc;

use super::desk::Desk;
use super::document::Record;
use super::evidence::{Status, Verdict};
use super::lookup::Lookup;
use super::own_urls;
use super::page::{DocumentId, LanguageId, PageKind, SurveyId, TallyFormat};
use super::results::Results;
use super::site::{Site, SiteParts, Surveyed};
use super::survey;
use crate::ground::{Fingerprint, Mix};

/// Gives the name of a survey in that of a link, `nps-2026` of `encuesta:nps-2026`; `None` if it
/// names something else.
pub fn named(target: &str) -> Option<&str> {
    let (kind, name) = target.split_once(':')?;
    ["encuesta", "survey"].contains(&kind).then_some(name)
}

impl SiteParts {
    /// Finds the surveys that are called so: by their own folder, or by the end of their path.
    pub fn surveys_called(&self, name: &str) -> Vec<SurveyId> {
        let name = name.trim_matches('/');
        let is_called = |survey: &Surveyed| {
            let rest = survey.folder.strip_suffix(name);
            !name.is_empty() && rest.is_some_and(|rest| rest.ends_with('/'))
        };
        let numbered = (0..).map(SurveyId).zip(&self.surveys);
        numbered.filter(|(_, survey)| is_called(survey)).map(|(id, _)| id).collect()
    }

    /// Finds the survey whose results a document is about.
    pub fn survey_of(&self, record: &Record) -> Option<SurveyId> {
        let folder = record.key.strip_suffix("/index.md")?;
        let at = self.surveys.binary_search_by(|survey| (*survey.folder).cmp(folder)).ok()?;
        u32::try_from(at).ok().map(SurveyId)
    }

    /// Gives the text about the results of a survey in a language, else in the first that has one.
    pub fn results_page(&self, survey: SurveyId, language: LanguageId) -> Option<DocumentId> {
        let pages = &self.surveys[survey.0 as usize].pages;
        let own = pages.get(usize::from(language.0)).copied().flatten();
        own.or_else(|| pages.iter().copied().flatten().next())
    }
}

impl Site {
    /// Gives what a document is about, if that is a survey.
    pub(super) fn survey_of(&self, document: DocumentId) -> Option<SurveyId> {
        self.parts.survey_of(&self.parts.documents[document.0 as usize])
    }

    /// Gives the anchor of a question on the page of its survey's results, if a link names one.
    pub(super) fn question_anchor(&self, document: DocumentId, named: &str) -> Option<String> {
        let survey = self.survey_of(document)?;
        let results = &self.parts.surveys[survey.0 as usize].results;
        results.find(named)?;
        let (question, item) = named.split_once('.').unwrap_or((named, ""));
        Some(survey::anchor(question, item))
    }

    /// Gives the path of the page with the results of a survey in a language.
    pub(super) fn survey_url(&self, survey: SurveyId, language: LanguageId) -> Option<Arc<str>> {
        let document = self.parts.results_page(survey, language)?;
        Some(Arc::clone(&self.parts.cards[document.0 as usize].url))
    }

    /// Gives the paths of what was counted in a wave, as data.
    pub(super) fn tally_urls(
        &self,
        survey: SurveyId,
        (wave, language): (usize, LanguageId),
    ) -> Vec<(TallyFormat, String)> {
        let parts = &self.parts;
        let Some(page) = self.survey_url(survey, language) else { return Vec::new() };
        let results = &parts.surveys[survey.0 as usize].results;
        let Some(wave) = results.survey.waves.get(wave) else { return Vec::new() };
        let urls =
            TallyFormat::ALL.map(|format| (format, own_urls::tally(&page, &wave.id, format)));
        let is_there = |url: &str| parts.by_url.contains_key(url);
        let urls = urls.into_iter().filter_map(|(format, url)| Some((format, url?)));
        urls.filter(|(_, url)| is_there(url)).collect()
    }

    /// Gives what surveys say of a document on the whole.
    pub(super) fn evidence(&self, document: DocumentId) -> Option<Status> {
        let verdicts = self.verdicts(document).iter();
        Status::of_all(verdicts.map(|verdict| verdict.status))
    }

    fn verdicts(&self, document: DocumentId) -> &[Verdict] {
        self.parts.verdicts.get(&document).map_or(&[], Vec::as_slice)
    }

    /// Mixes in what surveys say of a document.
    pub(super) fn mix_verdicts(&self, mix: Mix, document: DocumentId) -> Mix {
        self.verdicts(document).iter().fold(mix, |mix, verdict| {
            mix.print(self.survey_print(verdict.survey)).text(verdict.status.name())
        })
    }

    /// Fingerprints a survey: its results, and where they are shown.
    pub(super) fn survey_print(&self, survey: SurveyId) -> Fingerprint {
        let of = &self.parts.surveys[survey.0 as usize];
        let mix = Mix::new("survey").print(of.results.print).text(&of.folder);
        let pages = of.pages.iter().flatten();
        let mix = pages.fold(mix, |mix, page| {
            let card = &self.parts.cards[page.0 as usize];
            mix.text(&card.url).text(&card.title)
        });
        mix.finish()
    }
}

impl Desk {
    /// The survey that is called so, if one is and no other.
    pub fn survey_called(&self, name: &str) -> Option<SurveyId> {
        match self.site.parts.surveys_called(name)[..] {
            [one] => {
                self.note(Lookup::Survey(one));
                Some(one)
            }
            _ => None,
        }
    }

    /// The names of all surveys; who needs them has an error to tell, and leaves no receipt.
    pub fn survey_names(&self) -> Vec<&str> {
        let surveys = self.site.parts.surveys.iter();
        surveys.map(|survey| survey.results.survey.id.as_str()).collect()
    }

    /// The survey whose results the page shows.
    pub fn own_survey(&self) -> Option<SurveyId> {
        match self.page().kind {
            PageKind::Article(document) => self.site.survey_of(document),
            PageKind::Tally(survey, ..) => Some(survey),
            _ => None,
        }
    }

    /// What may be shown of a survey.
    pub fn results(&self, survey: SurveyId) -> Arc<Results> {
        self.note(Lookup::Survey(survey));
        Arc::clone(&self.site.parts.surveys[survey.0 as usize].results)
    }

    /// What surveys say of a document, rule by rule.
    pub fn verdicts(&self, document: DocumentId) -> &[Verdict] {
        self.note(Lookup::Body(document));
        self.site.verdicts(document)
    }

    /// The path of the page with the results of a survey, in the page's language if it can be.
    pub fn survey_url(&self, survey: SurveyId) -> Option<Arc<str>> {
        self.note(Lookup::Survey(survey));
        self.site.survey_url(survey, self.page().language)
    }

    /// The paths of what was counted in a wave, by its index, as data.
    pub fn tally_urls(&self, survey: SurveyId, wave: usize) -> Vec<(TallyFormat, String)> {
        self.note(Lookup::Survey(survey));
        self.site.tally_urls(survey, (wave, self.page().language))
    }
}

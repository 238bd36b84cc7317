//! Assertions: what articles claim of surveys, tried on what was counted.
//!
//! A direction needs a difference that chance gives in less than one of twenty cases, after Holm
//! over all directions that the page claims; a majority or a rule needs a whole interval. A page
//! that claims the same change twice tests it once.

use std::sync::Arc;

use super::results;
use super::rules::{
    Asked, Rule, Unfit, counted_of, find_question, find_survey, find_wave, verdict,
};
use super::shortfall::{self, Moved, Tested};
use crate::ground::findings::bad_evidence;
use crate::ground::{Diagnostic, Place, Words, url};
use crate::model::assertion::Assertion;
use crate::model::counted::Counted;
use crate::model::evidence::{Comparison, Status, Verdict};
use crate::model::page::SurveyId;
use crate::model::results::Change;
use crate::model::site::{SiteParts, Surveyed};
use crate::model::survey::QuestionKind;
use crate::statistics;
use crate::words;

/// What an assertion says, and what was found.
enum Found {
    /// A change of a headline.
    Moved(Moved),
    /// What a rule says.
    Held(Verdict),
}

/// Tries what documents assert, and tells of what is not borne out.
pub(super) fn check(parts: &SiteParts, counted: &[Arc<Counted>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for record in parts.documents.iter().take(parts.own) {
        if record.assertions.is_empty() {
            continue;
        }
        let home = home(parts, &record.path);
        let mut found = Vec::new();
        for assertion in &record.assertions {
            match tried((parts, counted), &assertion.rule.value, home) {
                Ok(one) => found.push((assertion, one)),
                Err((why, help)) => {
                    let place = Place::new(&record.path, assertion.rule.span);
                    findings.push(bad_evidence(place, &why, help));
                }
            }
        }
        findings.extend(of_page(parts, &record.path, &found));
    }
    findings
}

/// Tells which assertions of a page are not borne out.
fn of_page(parts: &SiteParts, path: &Arc<str>, found: &[(&Assertion, Found)]) -> Vec<Diagnostic> {
    let tested = tested(found.iter().map(|(_, found)| found));
    let told = found.iter().zip(tested).filter_map(|((assertion, found), tested)| {
        let place = Place::new(path, assertion.words);
        match found {
            Found::Held(verdict) if verdict.status == Status::Supported => None,
            Found::Held(verdict) => Some(shortfall::of_rule(place, parts, verdict)),
            Found::Moved(moved) if moved.is_borne_out(tested) => None,
            Found::Moved(moved) => Some(shortfall::of_change(place, parts, moved, tested)),
        }
    });
    told.collect()
}

/// Allows the tests of all changes that a page claims for each other (Holm).
fn tested<'a>(found: impl Iterator<Item = &'a Found> + Clone) -> Vec<Option<Tested>> {
    let key = |found: &Found| match found {
        Found::Moved(Moved { survey, question, change: Some(change), .. }) => {
            Some((*survey, *question, change.from, change.to, change.difference.test.p))
        }
        _ => None,
    };
    let mut distinct = Vec::new();
    for one in found.clone().filter_map(key) {
        if !distinct.contains(&one) {
            distinct.push(one);
        }
    }
    let tests: Vec<f64> = distinct.iter().map(|one| one.4).collect();
    let allowed = statistics::holm(&tests);
    let of = |found: &Found| {
        let own = key(found)?;
        let at = distinct.iter().position(|one| *one == own)?;
        Some(Tested { p: allowed[at]?, tests: distinct.len() })
    };
    found.map(of).collect()
}

/// Finds the survey in whose folder a file lies.
fn home(parts: &SiteParts, path: &str) -> Option<SurveyId> {
    let mut folder = url::folder(path);
    while !folder.is_empty() {
        let named = |survey: &Surveyed| (*survey.folder).cmp(folder);
        if let Ok(at) = parts.surveys.binary_search_by(named) {
            return u32::try_from(at).ok().map(SurveyId);
        }
        folder = url::folder(folder);
    }
    None
}

/// What an assertion says, as it is written.
#[derive(Debug, PartialEq)]
enum Said<'a> {
    /// That a headline rose or fell, between two waves if they are named.
    Direction { asked: Asked<'a>, is_up: bool, waves: Option<(&'a str, &'a str)> },
    /// That a share is above a half.
    Majority(Rule<'a>),
    /// A rule.
    Rule(Rule<'a>),
    /// That nothing changed.
    Same,
}

impl<'a> Said<'a> {
    /// Reads what an assertion says; `None` if it says nothing.
    fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (place, claim) = text.split_once(char::is_whitespace)?;
        let asked = Asked::of(place)?;
        let claim = claim.trim();
        let (word, rest) = claim.split_once(char::is_whitespace).unwrap_or((claim, ""));
        let rest = rest.trim();
        match word {
            "up" | "down" => {
                let waves = match rest {
                    "" => None,
                    _ => Some(rest.split_once("..").map(|(from, to)| (from.trim(), to.trim()))?),
                };
                let is_whole = asked.wave.is_none();
                is_whole.then_some(Self::Direction { asked, is_up: word == "up", waves })
            }
            "same" => Some(Self::Same),
            "most" => {
                let (measure, comparison) = (rest, Comparison::Above);
                let rule = Rule { asked, measure, comparison, threshold: 0.5 };
                (!measure.is_empty()).then_some(Self::Majority(rule))
            }
            _ => Rule::of(text).map(Self::Rule),
        }
    }
}

fn tried(
    (parts, counted): (&SiteParts, &[Arc<Counted>]),
    text: &str,
    home: Option<SurveyId>,
) -> Result<Found, Unfit> {
    match Said::of(text).ok_or_else(unreadable)? {
        Said::Direction { asked, is_up, waves } => {
            let survey = find_survey(parts, &asked, home)?;
            let question = find_question(parts, survey, &asked)?;
            if !has_headline(parts, survey, question) {
                return Err(still(asked.question));
            }
            let waves = match waves {
                None => latest(parts, survey, question),
                Some((from, to)) => {
                    let from = find_wave(parts, survey, from)?;
                    let to = find_wave(parts, survey, to)?;
                    if from >= to {
                        return Err(backwards());
                    }
                    Some((from, to))
                }
            };
            let change = waves.and_then(|waves| changed((parts, counted), survey, question, waves));
            Ok(Found::Moved(Moved { survey, question, is_up, change }))
        }
        Said::Majority(rule) if !is_share(rule.measure) => Err(no_majority(rule.measure)),
        Said::Majority(rule) | Said::Rule(rule) => {
            verdict((parts, counted), &rule, home).map(Found::Held)
        }
        Said::Same => Err(same()),
    }
}

/// Finds the last two waves in which a headline may be shown.
fn latest(
    parts: &SiteParts,
    survey: SurveyId,
    (number, item): (usize, usize),
) -> Option<(usize, usize)> {
    let waves = &parts.surveys[survey.0 as usize].results.questions[number][item].waves;
    let is_told = |at: &usize| waves[*at].as_ref().is_some_and(|one| one.headline.is_some());
    let mut told = (0..waves.len()).rev().filter(is_told);
    let to = told.next()?;
    told.next().map(|from| (from, to))
}

fn changed(
    (parts, counted): (&SiteParts, &[Arc<Counted>]),
    survey: SurveyId,
    question: (usize, usize),
    waves: (usize, usize),
) -> Option<Change> {
    let results = &parts.surveys[survey.0 as usize].results;
    results::change(results, counted_of(parts, survey, counted)?, question, waves)
}

/// Tells whether a question has one number that may rise and fall.
fn has_headline(parts: &SiteParts, survey: SurveyId, (question, _): (usize, usize)) -> bool {
    let survey = &parts.surveys[survey.0 as usize].results.survey;
    matches!(
        survey.questions[question].kind,
        QuestionKind::Nps { .. }
            | QuestionKind::Csat
            | QuestionKind::Ces { .. }
            | QuestionKind::Likert { .. }
            | QuestionKind::Number
    )
}

fn is_share(measure: &str) -> bool {
    ["share(", "top", "bottom"].iter().any(|start| measure.starts_with(start))
}

fn unreadable() -> Unfit {
    let why = Words::new("no dice nada de una encuesta", "it says nothing of a survey");
    let help = Words::new(
        "escribe encuesta, pregunta y qué se afirma: `nps-2026/q3 up`, `nps-2026/q3 most top2`, \
         `nps-2026/q3 top2 > 60%`",
        "write survey, question and what is claimed: `nps-2026/q3 up`, `nps-2026/q3 most top2`, \
         `nps-2026/q3 top2 > 60%`",
    );
    (why, Some(help))
}

fn still(question: &str) -> Unfit {
    let why = words!(
        "la pregunta `{question}` no tiene un número que suba o baje",
        "the question `{question}` has no number that rises or falls"
    );
    let help = Words::new(
        "de una opción se afirma cuánta gente la eligió: `most share(…)` o `share(…) > 30%`",
        "of a choice one claims how many chose it: `most share(…)` or `share(…) > 30%`",
    );
    (why, Some(help))
}

fn backwards() -> Unfit {
    let why = Words::new("la segunda ola no es posterior", "the second wave is not the later one");
    let help = Words::new(
        "escribe antes la más antigua: `up 2025-h2..2026-h1`",
        "write the earlier one first: `up 2025-h2..2026-h1`",
    );
    (why, Some(help))
}

fn no_majority(measure: &str) -> Unfit {
    let why =
        words!("`{measure}` no es una parte de la gente", "`{measure}` is no share of people");
    let help = Words::new(
        "una mayoría se afirma de `share(…)`, `top2` o `bottom2`",
        "a majority is claimed of `share(…)`, `top2` or `bottom2`",
    );
    (why, Some(help))
}

fn same() -> Unfit {
    let why = Words::new(
        "no hallar un cambio no prueba que todo siga igual",
        "to find no change does not show that there is none",
    );
    (why, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assertions_are_read() {
        let told = |text| match Said::of(text) {
            None => "-".to_string(),
            Some(Said::Same) => "same".to_string(),
            Some(Said::Direction { asked, is_up, waves }) => {
                let Asked { survey, question, wave } = asked;
                format!("{survey:?} {question} {wave:?} {is_up} {waves:?}")
            }
            Some(Said::Majority(Rule { asked, measure, .. })) => {
                format!("{:?} {} most {measure}", asked.wave, asked.question)
            }
            Some(Said::Rule(Rule { measure, threshold, .. })) => format!("{measure} {threshold}"),
        };
        for (text, expected) in [
            ("nps/q1 up", "Some(\"nps\") q1 None true None"),
            (" q4.x  down  a .. b ", "None q4.x None false Some((\"a\", \"b\"))"),
            ("q1@h1 most share(a, b)", "Some(\"h1\") q1 most share(a, b)"),
            ("nps/q1 top2 >= 60 %", "top2 0.6"),
            ("nps/q1 same", "same"),
            ("q1@h1 up", "-"),
            ("q1 up a", "-"),
            ("q1 most", "-"),
            ("q1 grows", "-"),
            ("q1", "-"),
            ("", "-"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}

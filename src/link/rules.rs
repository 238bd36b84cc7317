//! Rules about surveys, as `nps-2026/q4.price@2026-h1 top2 > 0.5`: how they are read, and what was
//! counted of what they name.

use std::sync::Arc;

use super::bands;
use crate::ground::Words;
use crate::ground::nearest::nearest;
use crate::model::counted::Counted;
use crate::model::evidence::{Compared, Comparison, Status, Verdict};
use crate::model::page::SurveyId;
use crate::model::site::SiteParts;
use crate::model::survey::{Choice, Question, QuestionKind};
use crate::model::tally::ItemTally;
use crate::model::{Count, Estimate, Moments, Showing};
use crate::statistics;
use crate::words;

/// Signs of comparison, the longer first.
const SIGNS: [Comparison; 4] =
    [Comparison::AtLeast, Comparison::AtMost, Comparison::Above, Comparison::Below];

/// Why a rule cannot be tried, and what would help.
pub(super) type Unfit = (Words, Option<Words>);

/// What a rule is about, as it is written: `nps-2026/q4.price@2026-h1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked<'a> {
    /// The survey, by its folder; none where it is that of the text.
    pub(super) survey: Option<&'a str>,
    /// The question, and of a matrix the item.
    pub(super) question: &'a str,
    /// The wave; none where the last that has answers is meant.
    pub(super) wave: Option<&'a str>,
}

/// A rule as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule<'a> {
    /// What it is about.
    pub(super) asked: Asked<'a>,
    /// What is measured: `top2`.
    pub(super) measure: &'a str,
    /// How it is compared.
    pub(super) comparison: Comparison,
    /// With what.
    pub(super) threshold: f64,
}

impl<'a> Asked<'a> {
    /// Reads what a rule is about; `None` if it names nothing.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (place, wave) = match text.split_once('@') {
            Some((place, wave)) => (place, Some(wave)),
            None => (text, None),
        };
        let (survey, question) = match place.rsplit_once('/') {
            Some((survey, question)) => (Some(survey), question),
            None => (None, place),
        };
        let is_whole = survey != Some("") && !question.is_empty();
        is_whole.then_some(Self { survey, question, wave })
    }
}

impl<'a> Rule<'a> {
    /// Reads a rule; `None` if it is none.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (comparison, at) =
            SIGNS.iter().find_map(|sign| Some((*sign, text.find(sign.sign())?)))?;
        let (left, right) = (&text[..at], &text[at + comparison.sign().len()..]);
        let (place, measure) = left.trim().split_once(char::is_whitespace)?;
        let right = right.trim();
        let threshold = match right.strip_suffix('%') {
            Some(percent) => percent.trim().replace(',', ".").parse::<f64>().ok()? / 100.0,
            None => right.replace(',', ".").parse::<f64>().ok()?,
        };
        let asked = Asked::of(place)?;
        let rule = Self { asked, measure: measure.trim(), comparison, threshold };
        threshold.is_finite().then_some(rule)
    }
}

/// Tries a rule on what was counted; `home` is the survey that is meant where it names none.
pub(super) fn verdict(
    (parts, counted): (&SiteParts, &[Arc<Counted>]),
    rule: &Rule<'_>,
    home: Option<SurveyId>,
) -> Result<Verdict, Unfit> {
    let Rule { asked, measure, comparison, threshold } = *rule;
    let id = find_survey(parts, &asked, home)?;
    let found = find_question(parts, id, &asked)?;
    let survey = &*parts.surveys[id.0 as usize].results.survey;
    let of = &survey.questions[found.0];
    let measure = compared(of, measure)?;
    let wanted = asked.wave.map(|name| find_wave(parts, id, name)).transpose()?;
    let tallies = counted_of(parts, id, counted).map_or(&[][..], |counted| &counted.tallies);
    let measured = tallies.iter().enumerate().rev().filter_map(|(wave, tally)| {
        let item = tally.as_ref()?.questions.get(found.0)?.get(found.1)?;
        let is_wanted = wanted.is_none_or(|wanted| wanted == wave);
        (is_wanted && item.base.people > 0).then_some((wave, item))
    });
    let latest = measured.clone().next();
    let estimate = latest.and_then(|(_, item)| estimate(of, &measure, item));
    let status =
        estimate.as_ref().map_or(Status::NoData, |found| comparison.status(found, threshold));
    Ok(Verdict {
        survey: id,
        question: found,
        measure,
        comparison,
        threshold,
        wave: latest.map(|(wave, _)| wave),
        estimate,
        status,
    })
}

/// Gives what was counted of a survey.
pub(super) fn counted_of<'a>(
    parts: &SiteParts,
    survey: SurveyId,
    counted: &'a [Arc<Counted>],
) -> Option<&'a Counted> {
    let path = &parts.surveys[survey.0 as usize].results.survey.path;
    counted.iter().map(|counted| &**counted).find(|counted| counted.survey.path == *path)
}

/// Finds the survey that a rule names; where it names none, it is `home`.
pub(super) fn find_survey(
    parts: &SiteParts,
    asked: &Asked<'_>,
    home: Option<SurveyId>,
) -> Result<SurveyId, Unfit> {
    let Some(name) = asked.survey else { return home.ok_or_else(homeless) };
    match parts.surveys_called(name)[..] {
        [one] => Ok(one),
        [] => {
            let known = parts.surveys.iter().map(|survey| survey.results.survey.id.as_str());
            let why = words!("no hay una encuesta `{name}`", "there is no survey `{name}`");
            Err(unknown(why, nearest(name, known)))
        }
        _ => {
            let why = words!("hay varias encuestas `{name}`", "there are several surveys `{name}`");
            let help = Words::new(
                "escribe antes la carpeta en que está: `encuestas/nps-2026/q3`",
                "write the folder it lies in before it: `surveys/nps-2026/q3`",
            );
            Err((why, Some(help)))
        }
    }
}

/// Finds the question that a rule names, and its item.
pub(super) fn find_question(
    parts: &SiteParts,
    survey: SurveyId,
    asked: &Asked<'_>,
) -> Result<(usize, usize), Unfit> {
    let results = &parts.surveys[survey.0 as usize].results;
    let question = asked.question;
    results.find(question).ok_or_else(|| {
        let known = results.survey.questions.iter().map(|known| known.id.as_str());
        unknown(
            words!("no hay una pregunta `{question}`", "there is no question `{question}`"),
            nearest(question, known),
        )
    })
}

/// Finds a wave by its name.
pub(super) fn find_wave(parts: &SiteParts, survey: SurveyId, name: &str) -> Result<usize, Unfit> {
    let survey = &parts.surveys[survey.0 as usize].results.survey;
    let known = survey.waves.iter().map(|wave| wave.id.as_str());
    known.clone().position(|id| id == name).ok_or_else(|| {
        unknown(
            words!("no hay una ola `{name}`", "there is no wave `{name}`"),
            nearest(name, known),
        )
    })
}

/// Gives what a measure means for a question.
fn compared(question: &Question, measure: &str) -> Result<Compared, Unfit> {
    let points = question.choices.len();
    let is_scale = matches!(
        question.kind,
        QuestionKind::Nps { .. }
            | QuestionKind::Csat
            | QuestionKind::Ces { .. }
            | QuestionKind::Likert { .. }
    );
    let some = |digits: &str| digits.parse().ok().filter(|count| (1..points).contains(count));
    let found = match measure {
        "nps" if matches!(question.kind, QuestionKind::Nps { .. }) => Some(Compared::Nps),
        "net" if matches!(question.kind, QuestionKind::Likert { .. }) => Some(Compared::Net),
        "mean" if is_scale || question.kind == QuestionKind::Number => Some(Compared::Mean),
        _ if is_scale && measure.starts_with("top") => some(&measure[3..]).map(Compared::Top),
        _ if is_scale && measure.starts_with("bottom") => some(&measure[6..]).map(Compared::Bottom),
        _ => match measure.strip_prefix("share(").and_then(|rest| rest.strip_suffix(')')) {
            Some(codes) => return shares(question, codes),
            None => None,
        },
    };
    found.ok_or_else(|| {
        let id = &question.id;
        let why = words!(
            "`{measure}` no se puede medir en la pregunta `{id}`",
            "`{measure}` cannot be measured in the question `{id}`"
        );
        (why, Some(measures(question, is_scale)))
    })
}

fn measures(question: &Question, is_scale: bool) -> Words {
    let known = match question.kind {
        QuestionKind::Nps { .. } => "`nps`, `mean`, `top2`, `bottom2`",
        QuestionKind::Likert { .. } => "`net`, `mean`, `top2`, `bottom2`",
        _ if is_scale => "`mean`, `top2`, `bottom2`",
        QuestionKind::Number => "`mean`",
        _ => "`share(…)`",
    };
    words!("de ella se puede medir {known}", "of it can be measured: {known}")
}

fn shares(question: &Question, codes: &str) -> Result<Compared, Unfit> {
    let position = |code: &str| {
        let is_called = |choice: &Choice| {
            let also = choice.label.0.values().chain(&choice.aliases);
            choice.code == code || also.into_iter().any(|known| known == code)
        };
        let at = question.choices.iter().position(is_called);
        at.ok_or_else(|| {
            let id = &question.id;
            let why = words!(
                "la pregunta `{id}` no tiene la opción `{code}`",
                "the question `{id}` has no choice `{code}`"
            );
            let known = question.choices.iter().map(|choice| choice.code.as_str());
            unknown(why, nearest(code, known))
        })
    };
    let numbers: Result<Vec<usize>, Unfit> =
        codes.split(',').map(str::trim).map(position).collect();
    let numbers = numbers?;
    // Who may choose several would be counted several times.
    if numbers.len() > 1 && question.kind == QuestionKind::Multiple {
        let why = Words::new(
            "de una pregunta con varias respuestas solo se puede medir una opción a la vez",
            "of a question with several answers only one choice can be measured at a time",
        );
        return Err((why, None));
    }
    Ok(Compared::Share(numbers))
}

/// Estimates a measure; `None` where too few answered for it to be shown.
fn estimate(question: &Question, measure: &Compared, item: &ItemTally) -> Option<Estimate> {
    let base = statistics::base(&item.base)?;
    if statistics::showing_of_base(&base) < Showing::SharesWithWarning {
        return None;
    }
    let scale = rising(question, &item.counts);
    let of_share = |share: Estimate| {
        let is_shown = statistics::showing_of_share(&share) >= Showing::SharesWithWarning;
        is_shown.then_some(share)
    };
    match measure {
        Compared::Top(boxes) => statistics::top_box(&scale, *boxes).and_then(of_share),
        Compared::Bottom(boxes) => {
            let falling: Vec<Count> = scale.iter().rev().copied().collect();
            statistics::top_box(&falling, *boxes).and_then(of_share)
        }
        Compared::Nps => statistics::nps(&statistics::Bands::of_recommendation(&scale)?),
        Compared::Net => {
            let net = statistics::net(&bands::of(question, &item.counts)?)?;
            let interval = net.interval.times(100.0);
            let (value, error) = (100.0 * net.value, 100.0 * net.error);
            Some(Estimate { value, error, interval, ..net })
        }
        Compared::Mean => statistics::mean(item.moments.first().unwrap_or(&Moments::default())),
        Compared::Share(numbers) => {
            let chosen = numbers.iter().filter_map(|number| item.counts.get(*number)).sum();
            statistics::share(&chosen, &item.base).and_then(of_share)
        }
    }
}

/// Gives the counts of a scale with the best point last.
fn rising(question: &Question, counts: &[Count]) -> Vec<Count> {
    let is_falling = matches!(
        question.kind,
        QuestionKind::Likert { is_reversed: true, .. } | QuestionKind::Ces { is_reversed: true }
    );
    match is_falling {
        true => counts.iter().rev().copied().collect(),
        false => counts.to_vec(),
    }
}

fn homeless() -> Unfit {
    let why = Words::new("no dice de qué encuesta", "it does not say of which survey");
    let help = Words::new(
        "escribe la encuesta antes de la pregunta: `nps-2026/q3`",
        "write the survey before the question: `nps-2026/q3`",
    );
    (why, Some(help))
}

fn unknown(why: Words, near: Option<&str>) -> Unfit {
    let help = near.map(|near| words!("¿querías decir `{near}`?", "did you mean `{near}`?"));
    (why, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read() {
        let read = |text| {
            let Rule { asked, measure, comparison, threshold } = Rule::of(text)?;
            let Asked { survey, question, wave } = asked;
            Some((survey, question, wave, measure, comparison.sign(), threshold))
        };
        let (h1, nps) = (Some("h1"), Some("nps"));
        for (text, expected) in [
            ("nps/q1 nps > 30", Some((nps, "q1", None, "nps", ">", 30.0))),
            ("a/nps/q4.x@h1 top2>=50 %", Some((Some("a/nps"), "q4.x", h1, "top2", ">=", 0.5))),
            ("n/q share(a, b) < 0,2", Some((Some("n"), "q", None, "share(a, b)", "<", 0.2))),
            ("n/q mean <= -3", Some((Some("n"), "q", None, "mean", "<=", -3.0))),
            ("q mean > 3", Some((None, "q", None, "mean", ">", 3.0))),
            ("n/q mean", None),
            ("n/q > 3", None),
            ("/q mean > 3", None),
            ("n/q mean > tres", None),
            ("n/q mean > NaN", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}

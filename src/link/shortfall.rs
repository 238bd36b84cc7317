//! Shortfalls: what is missing for an assertion to be borne out, in words.

use crate::ground::findings::unsupported_claim;
use crate::ground::{Diagnostic, Place, Words};
use crate::model::Estimate;
use crate::model::evidence::{Compared, Status, Verdict};
use crate::model::page::SurveyId;
use crate::model::results::{Change, Headline, Measure};
use crate::model::site::SiteParts;
use crate::words;

/// The probability below which a change is more than chance.
const P_BELOW: f64 = 0.05;

/// A direction that is claimed, and the change it is about.
pub(super) struct Moved {
    /// The survey.
    pub(super) survey: SurveyId,
    /// The question, by its number, and its item.
    pub(super) question: (usize, usize),
    /// Whether it is said to have risen.
    pub(super) is_up: bool,
    /// What changed; none where there is nothing that can be compared.
    pub(super) change: Option<Change>,
}

/// What came of the test of a change, beside all of its page.
#[derive(Clone, Copy)]
pub(super) struct Tested {
    /// The probability after Holm.
    pub(super) p: f64,
    /// How many changes the page tests.
    pub(super) tests: usize,
}

/// The unit in which values are told.
#[derive(Clone, Copy)]
enum Unit {
    /// A share from 0 to 1, told as a percentage.
    Share,
    /// Points from −100 to 100.
    Points,
    /// A number.
    Number,
}

impl Moved {
    /// Tells whether the change is more than chance, and goes the way it is said to.
    pub(super) fn is_borne_out(&self, tested: Option<Tested>) -> bool {
        let Some((change, tested)) = self.change.zip(tested) else { return false };
        tested.is_beyond_chance() && self.is_as_said(&change)
    }

    fn is_as_said(&self, change: &Change) -> bool {
        match self.is_up {
            true => change.difference.value > 0.0,
            false => change.difference.value < 0.0,
        }
    }
}

impl Tested {
    fn is_beyond_chance(self) -> bool {
        self.p < P_BELOW
    }

    /// Tells the test: `p = 0,084 tras Holm, k = 3`.
    fn told(self) -> Words {
        let Self { p, tests } = self;
        let Words { es, en } = match p < 0.0005 {
            true => Words::new("< 0,001", "< 0.001"),
            false => in_both(&format!("= {p:.3}")),
        };
        words!("p {es} tras Holm, k = {tests}", "p {en} after Holm, k = {tests}")
    }
}

impl Unit {
    fn of_measure(measure: Measure) -> Self {
        match measure {
            Measure::Nps | Measure::RecommendIndex | Measure::Net => Self::Points,
            Measure::Csat => Self::Share,
            Measure::Ces | Measure::Mean => Self::Number,
        }
    }

    fn of_compared(compared: &Compared) -> Self {
        match compared {
            Compared::Top(_) | Compared::Bottom(_) | Compared::Share(_) => Self::Share,
            Compared::Nps | Compared::Net => Self::Points,
            Compared::Mean => Self::Number,
        }
    }

    /// Tells a value that was measured.
    fn value(self, value: f64) -> Words {
        match self {
            Self::Share => percent(format!("{:.1}", 100.0 * value)),
            Self::Points => in_both(&format!("{value:.1}")),
            Self::Number => in_both(&format!("{value:.2}")),
        }
    }

    /// Tells a value that an author wrote, with no more decimals than it needs.
    fn threshold(self, value: f64) -> Words {
        match self {
            Self::Share => percent(format!("{}", (1000.0 * value).round() / 10.0)),
            Self::Points | Self::Number => in_both(&format!("{value}")),
        }
    }
}

/// Tells what a change lacks that is claimed.
pub(super) fn of_change(
    place: Place,
    parts: &SiteParts,
    moved: &Moved,
    tested: Option<Tested>,
) -> Diagnostic {
    let name = name(parts, moved.survey, moved.question);
    let (es, en) = if moved.is_up { ("subió", "rose") } else { ("bajó", "fell") };
    let label = words!("aquí se dice que {es}", "this says that it {en}");
    let ends = moved.change.and_then(|change| Some((change, ends(parts, moved, &change)?)));
    let Some(((change, ends), tested)) = ends.zip(tested) else {
        let message = words!(
            "`{name}` tiene pocas respuestas en dos olas para saber si {es}",
            "`{name}` has too few answers in two waves to tell whether it {en}"
        );
        return unsupported_claim(place, message, label, with_reserve());
    };
    let is_contrary = tested.is_beyond_chance() && !moved.is_as_said(&change);
    let (verb, aside, help) = match (is_contrary, moved.is_up) {
        (true, true) => (Words::new("bajó", "fell"), Words::new("", ""), as_it_is()),
        (true, false) => (Words::new("subió", "rose"), Words::new("", ""), as_it_is()),
        (false, _) => {
            let aside = (", no más de lo que da el azar", ", no more than chance allows");
            (Words::new("pasó", "went"), Words::new(aside.0, aside.1), with_reserve())
        }
    };
    let (test, Ends { values, bases }) = (tested.told(), ends);
    let message = Words::new(
        format!("`{name}` {} {}{} ({}; {})", verb.es, values.es, aside.es, test.es, bases.es),
        format!("`{name}` {} {}{} ({}; {})", verb.en, values.en, aside.en, test.en, bases.en),
    );
    unsupported_claim(place, message, label, help)
}

/// Tells what a rule lacks that is claimed.
pub(super) fn of_rule(place: Place, parts: &SiteParts, verdict: &Verdict) -> Diagnostic {
    let name = name(parts, verdict.survey, verdict.question);
    let label = Words::new("esto no está probado", "this is not borne out");
    let Some((estimate, wave)) = verdict.estimate.as_ref().zip(verdict.wave) else {
        let message = words!(
            "`{name}` tiene pocas respuestas para saberlo",
            "`{name}` has too few answers to tell"
        );
        return unsupported_claim(place, message, label, with_reserve());
    };
    let unit = Unit::of_compared(&verdict.measure);
    let Estimate { value, interval, base, .. } = estimate;
    let (value, people) = (unit.value(*value), base.people);
    let (low, high) = (unit.value(interval.low), unit.value(interval.high));
    let (sign, threshold) = (verdict.comparison.sign(), unit.threshold(verdict.threshold));
    let wave = wave_name(parts, verdict.survey, wave);
    let (Words { es, en }, help) = match verdict.status {
        Status::Contradicted => (Words::new("lo contrario de", "the contrary of"), as_it_is()),
        _ => (Words::new("no basta para", "not enough for"), with_reserve()),
    };
    let message = Words::new(
        format!(
            "`{name}` da {}, intervalo de {} a {} (ola `{wave}`, base {people}): {es} {sign} {}",
            value.es, low.es, high.es, threshold.es
        ),
        format!(
            "`{name}` gives {}, interval {} to {} (wave `{wave}`, base {people}): {en} {sign} {}",
            value.en, low.en, high.en, threshold.en
        ),
    );
    unsupported_claim(place, message, label, help)
}

/// The ends of a change, in words.
struct Ends {
    /// Waves and values: `de 49,6 en `h1` a 55,9 en `h2``.
    values: Words,
    /// How many people answered.
    bases: Words,
}

fn ends(parts: &SiteParts, moved: &Moved, change: &Change) -> Option<Ends> {
    let results = &parts.surveys[moved.survey.0 as usize].results;
    let item = &results.questions[moved.question.0][moved.question.1];
    let headline = |wave: usize| -> Option<Headline> { item.waves.get(wave)?.as_ref()?.headline };
    let (before, after) = (headline(change.from)?, headline(change.to)?);
    let unit = Unit::of_measure(after.measure);
    let told = |headline: &Headline| unit.value(headline.estimate.value);
    let (first, second) = (told(&before), told(&after));
    let wave = |wave| wave_name(parts, moved.survey, wave);
    let (from, to) = (wave(change.from), wave(change.to));
    let (people, others) = (before.estimate.base.people, after.estimate.base.people);
    Some(Ends {
        values: Words::new(
            format!("de {} en `{from}` a {} en `{to}`", first.es, second.es),
            format!("from {} in `{from}` to {} in `{to}`", first.en, second.en),
        ),
        bases: words!("bases {people} y {others}", "bases {people} and {others}"),
    })
}

/// Gives the name of a question as rules write it: `nps-2026/q4.price`.
fn name(parts: &SiteParts, survey: SurveyId, (question, item): (usize, usize)) -> String {
    let survey = &parts.surveys[survey.0 as usize].results.survey;
    let asked = &survey.questions[question];
    let row = asked.items.get(item).map_or("", |item| item.id.as_str());
    let dot = if row.is_empty() { "" } else { "." };
    format!("{}/{}{dot}{row}", survey.id, asked.id)
}

fn wave_name(parts: &SiteParts, survey: SurveyId, wave: usize) -> &str {
    &parts.surveys[survey.0 as usize].results.survey.waves[wave].id
}

fn as_it_is() -> Words {
    Words::new("di lo que dicen las respuestas", "say what the answers say")
}

fn with_reserve() -> Words {
    Words::new(
        "dilo con reservas, o espera a tener más respuestas",
        "say it with reserve, or wait for more answers",
    )
}

/// Gives a number as each language writes it.
fn in_both(number: &str) -> Words {
    let number = number.replace('-', "−");
    Words::new(number.replace('.', ","), number)
}

fn percent(number: String) -> Words {
    let Words { es, en } = in_both(&number);
    words!("{es} %", "{en}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_both_languages() {
        for (words, es, en) in [
            (Unit::Share.value(0.123), "12,3 %", "12.3%"),
            (Unit::Share.threshold(0.5), "50 %", "50%"),
            (Unit::Share.threshold(0.125), "12,5 %", "12.5%"),
            (Unit::Points.value(-3.196), "−3,2", "−3.2"),
            (Unit::Number.value(4.0), "4,00", "4.00"),
            (Unit::Number.threshold(4.25), "4,25", "4.25"),
            (
                Tested { p: 0.0842, tests: 3 }.told(),
                "p = 0,084 tras Holm, k = 3",
                "p = 0.084 after Holm, k = 3",
            ),
            (
                Tested { p: 1e-9, tests: 1 }.told(),
                "p < 0,001 tras Holm, k = 1",
                "p < 0.001 after Holm, k = 1",
            ),
        ] {
            assert_eq!(words, Words::new(es, en));
        }
    }
}

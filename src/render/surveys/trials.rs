//! Results made by hand, told and drawn; what must be true of every page of a survey.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::{Asked, Form};
use super::data;
use super::framed::{self, Framed, Telling};
use super::reporter::Reporter;
use super::says;
use super::tongue::Tongue;
use super::whole::{self, Around};
use crate::chart::Speech;
use crate::ground::{Fingerprint, Span};
use crate::model::Settings;
use crate::model::estimate::{Base, Difference, Distribution, Estimate, Interval, Showing, Test};
use crate::model::results::{
    AnswerResult, Change, Headline, ItemResult, Measure, Measured, Results, WaveResult,
};
use crate::model::survey::{Choice, Disclosure, Item, Question, QuestionKind, Survey, Texts, Wave};
use crate::render::calendar::Calendar;
use crate::render::words::Dictionary;

const WORDS: [(&str, &str); 5] = [
    ("es", include_str!("../../../themes/agora/strings/es.toml")),
    ("en", include_str!("../../../themes/agora/strings/en.toml")),
    ("pt", include_str!("../../../themes/agora/strings/pt.toml")),
    ("ca", include_str!("../../../themes/agora/strings/ca.toml")),
    ("fr", include_str!("../../../themes/agora/strings/fr.toml")),
];

fn dictionary() -> Dictionary {
    let words = |text: &str| {
        let table: toml::Table = text.parse().expect("words");
        let mut words = BTreeMap::new();
        for (key, value) in table {
            match value {
                toml::Value::String(text) => {
                    words.insert(key, text);
                }
                toml::Value::Table(plurals) => {
                    for (plural, text) in plurals {
                        let text = text.as_str().expect("a text").to_string();
                        words.insert(format!("{key}.{plural}"), text);
                    }
                }
                other => panic!("{key}: {other}"),
            }
        }
        words
    };
    WORDS.iter().map(|(language, text)| (language.to_string(), words(text))).collect()
}

fn with_reporter<T>(results: &Results, language: &str, check: impl FnOnce(&Reporter) -> T) -> T {
    let dictionary = dictionary();
    let languages = WORDS.iter().map(|(language, _)| language.to_string()).collect();
    let calendar = Calendar::new(&Settings { languages, ..Settings::default() });
    let tongue = Tongue::new(&dictionary, &calendar, Arc::from(language), "es".to_string());
    check(&Reporter { results, tongue: &tongue })
}

fn texts(text: &str) -> Texts {
    Texts(BTreeMap::from([(String::new(), text.to_string())]))
}

fn question(id: &str, kind: QuestionKind, choices: &[&str]) -> Question {
    let choice =
        |code: &&str| Choice { code: code.to_string(), label: texts(code), ..Choice::default() };
    Question {
        id: id.to_string(),
        span: Span::default(),
        kind,
        text: texts(&format!("¿{id}?")),
        choices: choices.iter().map(choice).collect(),
        items: vec![Item::default()],
        separator: None,
        not_applicable: vec![],
        missing: vec![],
        unticked: vec![],
        is_shown_to_all: false,
    }
}

fn estimate(value: f64, low: f64, high: f64, people: u64) -> Estimate {
    #[expect(clippy::cast_precision_loss, reason = "few people")]
    let effective = people as f64;
    let base = Base { people, effective, deff: 1.0 };
    Estimate { value, error: 1.0, interval: Interval { low, high }, base, effective }
}

fn answers(counts: &[u64]) -> Vec<AnswerResult> {
    let all: u64 = counts.iter().sum();
    let answer = |count: &u64| {
        #[expect(clippy::cast_precision_loss, reason = "few people")]
        let share = *count as f64 / all as f64;
        let share = (*count != 3).then(|| estimate(share, share * 0.9, share * 1.1, all));
        AnswerResult { people: Some(*count), share, place: None }
    };
    counts.iter().map(answer).collect()
}

fn measured(showing: Showing, counts: &[u64], headline: Option<Headline>) -> Measured {
    let is_shown = showing > Showing::Nothing;
    Measured {
        showing,
        base: is_shown.then(|| counts.iter().sum()),
        not_applicable: is_shown.then_some(2),
        unanswered: is_shown.then_some(1),
        answers: if is_shown { answers(counts) } else { vec![] },
        headline: headline.filter(|_| showing > Showing::Counts),
        bands: vec![],
        median: None,
        mean: None,
        segments: vec![],
    }
}

fn nps(value: f64, low: f64, high: f64, people: u64) -> Option<Headline> {
    Some(Headline { measure: Measure::Nps, estimate: estimate(value, low, high, people) })
}

/// The change of the maintainers of the CNCF, whose figures stand in the design.
fn change(value: f64, p: f64) -> Change {
    let interval = Interval { low: value - 16.0, high: value + 16.0 };
    let test = Test { statistic: -1.7, against: Distribution::Normal, p };
    let difference = Difference { value, error: 8.0, interval, test };
    Change { from: 0, to: 1, difference, p, band: (46.0, 80.0) }
}

const SCORES: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

fn results() -> Results {
    let likert = QuestionKind::Likert { is_reversed: false, neutral: Some(1) };
    let mut matrix = question("acuerdo", likert, &["no", "tal vez", "sí"]);
    matrix.items = ["precio", "trato"]
        .map(|id| Item { id: id.to_string(), text: texts(&format!("El {id}")), column: None })
        .into();
    let survey = Survey {
        id: "nps-2026".to_string(),
        title: texts("Cómo nos fue"),
        questions: vec![
            question("recomienda", QuestionKind::Nps { from: 0 }, &SCORES),
            matrix,
            question("canal", QuestionKind::Multiple, &["=web", "tienda"]),
            question("porque", QuestionKind::Text, &[]),
        ],
        waves: ["h1", "h2"]
            .map(|id| Wave {
                id: id.to_string(),
                days: Some(("2026-01-10".to_string(), "2026-02-01".to_string())),
                invited: Some(1_000),
                ..Wave::default()
            })
            .into(),
        ..Survey::default()
    };
    let scores = |people: u64| [1, 0, 2, 0, 1, 3, 2, 10, 25, people, 20];
    let wave = WaveResult {
        is_read: true,
        rows: 160,
        people: 145,
        effective: 145.0,
        deff: 1.0,
        ..WaveResult::default()
    };
    let first = measured(Showing::Shares, &scores(81), nps(63.45, 52.4, 71.92, 145));
    let second = measured(Showing::Shares, &scores(69), nps(49.62, 36.52, 60.54, 133));
    let item = |waves: Vec<Option<Measured>>| ItemResult { waves, ..ItemResult::default() };
    let levels = |counts: [u64; 3]| Some(measured(Showing::Shares, &counts, None));
    let some = |showing, counts: &[u64]| Some(measured(showing, counts, None));
    Results {
        survey: Arc::new(survey),
        waves: vec![wave.clone(), wave],
        questions: vec![
            vec![ItemResult {
                waves: vec![Some(first), Some(second)],
                changes: vec![change(-13.83, 0.0843)],
                moves: None,
            }],
            vec![item(vec![None, levels([50, 30, 20])]), item(vec![None, levels([10, 3, 87])])],
            vec![item(vec![some(Showing::Counts, &[12, 9]), some(Showing::Nothing, &[])])],
            vec![item(vec![None, some(Showing::Shares, &[])])],
        ],
        print: Fingerprint::default(),
    }
}

fn html(reporter: &Reporter, question: usize, form: Form) -> String {
    let asked = Asked { question, item: None, wave: None, by: None, form };
    match framed::figure(reporter, &asked, "f", Telling::Abroad) {
        Framed::Figure(figure) => figure.html,
        Framed::Sentence(sentence) => sentence,
        Framed::Unfit => "unfit".to_string(),
    }
}

#[test]
fn a_change_is_told_with_what_chance_may_do() {
    let results = results();
    let said = |language: &str, change: &Change| {
        with_reporter(&results, language, |it| says::verdict(it, Measure::Nps, change))
    };
    assert_eq!(
        said("es", &change(-13.83, 0.0843)),
        "De «h1» a «h2» bajó 13,8 puntos; con estas bases puede ser azar (p\u{a0}=\u{a0}0,08)."
    );
    assert_eq!(
        said("en", &change(6.3, 0.0004)),
        "From “h1” to “h2” it rose by 6.3 points: more than chance explains (p\u{a0}<\u{a0}0.001)."
    );
    assert_eq!(said("es", &change(0.02, 0.9)), "De «h1» a «h2» no cambió.");
}

#[test]
fn every_question_has_its_figure() {
    with_reporter(&results(), "es", |reporter| {
        let found = html(reporter, 0, Form::Usual);
        assert!(found.contains("chart-histogram") && found.contains("Promotores (9–10): "));
        assert!(found.contains("h2 (10 ene 2026 a 1 feb 2026) · Base: 133 personas."), "{found}");
        assert!(html(reporter, 0, Form::Line).contains("chart-line"));
        let found = html(reporter, 1, Form::Usual);
        let (price, care) = (found.find("El precio"), found.find("El trato"));
        assert!(found.contains("chart-bars") && care < price, "{found}");
        let found = html(reporter, 2, Form::Usual);
        assert!(found.contains("chart-people") && found.contains("h1"), "{found}");
        assert!(html(reporter, 3, Form::Usual).starts_with("Respuesta libre"));
        assert_eq!(html(reporter, 2, Form::Histogram), "unfit");
        assert_eq!(html(reporter, 2, Form::Line), "unfit");
        assert!(html(reporter, 0, Form::Pairs).starts_with("No hay dos olas"));
    });
}

#[test]
fn what_is_too_few_is_told_and_not_shown() {
    with_reporter(&results(), "es", |reporter| {
        let asked = Asked { question: 2, item: None, wave: Some(1), by: None, form: Form::Usual };
        let found = framed::figure(reporter, &asked, "f", Telling::Abroad);
        let told = "Respondieron menos de 10 personas: no se muestra nada.";
        assert_eq!(found, Framed::Sentence(told.to_string()));
    });
}

#[test]
fn a_sample_that_came_by_itself_has_no_margin_of_error() {
    for (language, _) in WORDS {
        let margin =
            dictionary()[language]["survey_margin"].split([':', '±']).next().map(str::to_lowercase);
        let margin = margin.expect("words").trim().to_string();
        with_reporter(&results(), language, |reporter| {
            let page = whole::value(reporter, Around::default());
            let page = serde_json::to_string(&page).expect("a value").to_lowercase();
            assert!(!page.contains(&margin), "{language} says {margin}");
        });
    }
}

#[test]
fn a_page_has_every_id_once_and_every_word() {
    for (language, _) in WORDS {
        with_reporter(&results(), language, |reporter| {
            let page = whole::value(reporter, Around::default());
            let page = serde_json::to_string(&page).expect("a value");
            let ids = page.split("id=\\\"").skip(1).filter_map(|rest| rest.split('\\').next());
            let mut ids: Vec<&str> = ids.collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert!(count > 8 && ids.len() == count, "{language}: {ids:?}");
            assert!(!page.contains("survey_") && !page.contains("chart_"), "{language}: {page}");
        });
    }
}

#[test]
fn days_and_sizes_are_disclosed_by_the_waves() {
    with_reporter(&results(), "es", |reporter| {
        let told = |item| super::method::told(reporter, item);
        assert_eq!(told(Disclosure::Sizes), Some("h1: 145 personas; h2: 145 personas".into()));
        assert!(told(Disclosure::Dates).is_some() && told(Disclosure::Sponsor).is_none());
    });
}

#[test]
fn a_download_has_what_may_be_shown_and_no_formula() {
    with_reporter(&results(), "es", |reporter| {
        let csv = String::from_utf8(data::csv(reporter, 0)).expect("text");
        let rows: Vec<&str> = csv.lines().collect();
        assert!(rows[0].starts_with("question,item,code,label,people,share,low,high,base,hidden"));
        assert_eq!(rows[1], "recomienda,,0,0,1,0.006897,0.006207,0.007586,145,,,,");
        assert_eq!(rows[6], "recomienda,,5,5,3,,,,145,share,,,");
        assert!(csv.contains("canal,,'=web,'=web,12,"), "{csv}");
        let csv = String::from_utf8(data::csv(reporter, 1)).expect("text");
        assert!(!csv.contains("canal"), "{csv}");
        let json = data::json(reporter, 1, Some("https://example.org/"), "CC BY 4.0");
        let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
        assert_eq!(json["questions"][0]["headline"]["value"], 49.62);
        assert_eq!(json["questions"][2]["item"], "trato");
        assert_eq!(json["wave"]["people"], 145);
    });
}

#[test]
fn numbers_are_written_as_each_language_does() {
    for (language, expected) in
        [("es", "12.345,60"), ("en", "12,345.60"), ("fr", "12\u{202f}345,60")]
    {
        let found = with_reporter(&results(), language, |it| it.tongue.number(12_345.6, 2));
        assert_eq!(found, expected, "{language}");
    }
}

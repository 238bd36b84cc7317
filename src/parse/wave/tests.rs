//! Files of answers, and what is counted of them.

use crate::ground::{Diagnostic, Source};
use crate::model::survey::Survey;
use crate::model::tally::{LeftOut, Tally};

use super::*;
use crate::parse::survey as read_survey;

const SURVEY: &str = r#"
weights = "peso"
segments = ["edad"]
[[questions]]
id = "nps"
kind = "nps"
column = "¿Nos recomendarías?"
not_applicable = ["No sé"]
[[questions]]
id = "edad"
kind = "single"
choices = [{ code = "j", label = "18–34" }, { code = "m", label = { es = "35 o más", en = "35 up" } }]
[[questions]]
id = "canales"
kind = "multiple"
separator = ", "
choices = ["Tienda", "Web", "Sí, por teléfono"]
[[questions]]
id = "por"
kind = "multiple"
choices = [{ label = "Precio", column = "Por [Precio]" }, { label = "Trato", column = "Por [Trato]" }]
[[questions]]
id = "gasto"
kind = "number"
missing = [-99]
[[questions]]
id = "algo"
kind = "text"
[[waves]]
id = "a"
left_out = { partial = 2 }
columns = { gasto = "¿Cuánto gastó?" }
labels.nps = { "Diez" = 10 }
"#;

const WAVE: &str = "\
peso,¿Nos recomendarías?,edad,canales,Por [Precio],Por [Trato],¿Cuánto gastó?,algo
1,Diez,j,\"Tienda, Sí, por teléfono\",Precio,,\"8,5\",=1+1
2,9.0,35 up,Web,N,N,1.5,hola
1,No sé,\u{a0}18–34 ,,,,-99,
0.5,0,j,\"Fax, Web\",,Y,mucho,
,0,j,,,,,
1,once,j
1,,,,,,,
1,once,x,,,,,
";

fn survey() -> Survey {
    let survey = read_survey(&Source::new("content/e/survey.toml", SURVEY));
    assert_eq!(survey.findings, []);
    survey
}

fn tally(survey: &Survey, text: &str) -> Tally {
    wave(&mut text.as_bytes(), survey, &survey.waves[0]).unwrap()
}

fn told(findings: &[Diagnostic]) -> Vec<String> {
    let note = |finding: &Diagnostic| {
        finding.notes.iter().map(|note| format!(" [{}]", note.en)).collect::<String>()
    };
    findings.iter().map(|one| format!("{} {}{}", one.code, one.message.en, note(one))).collect()
}

#[test]
fn answers_are_counted_with_their_weights() {
    let survey = survey();
    let tally = tally(&survey, WAVE);
    let people = |count: &crate::model::count::Count| (count.people, count.weight);
    assert_eq!((tally.rows, people(&tally.people)), (10, (5, 5.5)));
    assert_eq!(
        tally.left_out,
        [(LeftOut::Partial, 2), (LeftOut::Weight, 1), (LeftOut::Torn, 1), (LeftOut::Empty, 1)]
    );
    let nps = &tally.questions[0][0];
    assert_eq!(people(&nps.base), (3, 3.5));
    assert_eq!(people(&nps.not_applicable), (1, 1.0));
    assert_eq!(people(&nps.unread), (1, 1.0));
    assert_eq!([people(&nps.counts[10]), people(&nps.counts[9]), people(&nps.counts[0])], {
        [(1, 1.0), (1, 2.0), (1, 0.5)]
    });
    assert!((nps.moments[0].sum - 28.0).abs() < 1e-12);
    assert_eq!(people(&nps.segments[0][0].base), (2, 1.5));
    assert_eq!(people(&nps.segments[0][1].counts[9]), (1, 2.0));
    let channels = &tally.questions[2][0];
    let counts: Vec<u64> = channels.counts.iter().map(|count| count.people).collect();
    assert_eq!((channels.base.people, counts), (3, vec![1, 2, 1]));
    assert_eq!((channels.unread.people, channels.unanswered.people), (1, 2));
    let reasons = &tally.questions[3][0];
    let counts: Vec<u64> = reasons.counts.iter().map(|count| count.people).collect();
    assert_eq!((reasons.base.people, counts, reasons.unanswered.people), (3, vec![1, 1], 2));
    let spent = &tally.questions[4][0];
    assert_eq!((spent.base.people, spent.unread.people, spent.unanswered.people), (2, 1, 2));
    assert!((spent.moments[0].sum - 11.5).abs() < 1e-12);
    assert_eq!(tally.questions[5][0].base.people, 2);
    assert_eq!(
        told(&tally.findings),
        [
            "bad-wave 1 rows of the wave `a` have another number of cells than there are headings, \
             and do not count; the first is row 7",
            "bad-wave 1 rows of the wave `a` have no usable weight, and do not count; the first is \
             row 6",
            "unread-answers 1 answers to `nps` in the wave `a` are not in the questionnaire [they \
             are `once` (1)]",
            "unread-answers 1 answers to `edad` in the wave `a` are not in the questionnaire [they \
             are `x` (1)]",
            "unread-answers 1 answers to `canales` in the wave `a` are not in the questionnaire \
             [they are `Fax` (1)]",
            "unread-answers 1 answers to `gasto` in the wave `a` are not in the questionnaire [they \
             are `mucho` (1)]",
        ]
    );
}

#[test]
fn hostile_files_are_told() {
    let survey = survey();
    let heading = WAVE.lines().next().unwrap();
    for (text, expected) in [
        (String::new(), "bad-wave the wave `a` is empty"),
        (format!("{heading}\n"), "bad-wave the wave `a` has nothing but headings"),
        (
            WAVE.replace("¿Cuánto gastó?", "¿Cuanto gasto?"),
            "bad-wave the wave `a` lacks the column `gasto`, of the question `gasto`",
        ),
        (WAVE.replace("algo\n", "edad\n"), "bad-wave the wave `a` lacks the column `algo`"),
        (WAVE.replace("peso,", "pesos,"), "bad-wave the wave `a` lacks the column of the weights"),
        (
            format!("{heading},más\n{}", "1,,,,,,,,2\n"),
            "unread-answers the wave `a` has columns of no question [they are `más`]",
        ),
        (format!("{}x", ",".repeat(9_999)), "bad-wave the wave `a` has 10000 columns"),
        (
            format!("{heading}\n1,\"{}", "x".repeat(3 << 20)),
            "bad-wave in the wave `a` a row has more than 1024 kB",
        ),
    ] {
        let told = told(&tally(&survey, &text).findings);
        assert!(told.iter().any(|one| one.starts_with(expected)), "{expected}: {told:?}");
    }
    let mut bytes = WAVE.as_bytes().to_vec();
    bytes.extend(b"1,\xe9,,,,,,\n");
    let tally = wave(&mut bytes.as_slice(), &survey, &survey.waves[0]).unwrap();
    assert!(told(&tally.findings).iter().any(|one| one.starts_with("not-utf8")));
}

#[test]
fn what_people_wrote_is_never_quoted() {
    let survey = survey();
    let text = WAVE.replace("once", "ana@ejemplo.es");
    let told = told(&tally(&survey, &text).findings).join("\n");
    assert!(told.contains("1 answers to `nps`") && !told.contains("ana@"), "{told}");
}

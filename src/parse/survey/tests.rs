//! What authors write, and what becomes of it.

use super::*;
use crate::ground::Diagnostic;
use crate::model::Sample;
use crate::model::tally::LeftOut;

pub(super) const WHOLE: &str = r#"
title = { es = "Satisfacción 2026", en = "Satisfaction 2026" }
weights = "peso"
segments = ["edad"]

[method]
sample = "opt-in"
population = "Clientes que compraron en 2026"

[[questions]]
id = "recomienda"
kind = "nps"
text = "¿Nos recomendarías?"
ends = ["Nada probable", { label = "Muy probable", aliases = ["Strongly agree"] }]
not_applicable = ["No sé"]

[[questions]]
id = "acuerdo"
kind = "likert"
choices = ["Nada", "Algo", "Mucho"]
[[questions.rows]]
id = "precio"
text = "El precio es justo"
[[questions.rows]]
text = "El trato es bueno"

[[questions]]
id = "edad"
kind = "single"
choices = [{ code = "j", label = "18–34" }, { code = "m", label = { es = "35 o más", en = "35 and up" } }]

[[questions]]
id = "canales"
kind = "multiple"
separator = ", "
choices = ["Tienda", "Web", "Sí, por teléfono"]
seen_by = "everybody"

[[waves]]
id = "2026-h1"
from = 2026-01-10
to = 2026-02-01
invited = 1200
left_out = { partial = 3 }
columns = { "¿Nos recomendarías?" = "P1" }
labels.recomienda = { "Diez" = 10 }
"#;

fn read(text: &str) -> (Survey, Vec<String>) {
    let source = Source::new("content/encuestas/nps-2026/survey.toml", text);
    let survey = survey(&source);
    let show = |finding: &Diagnostic| {
        let at = source.slice(finding.place.span).lines().next().unwrap_or_default().to_string();
        format!("{} {at} {}", finding.code, finding.message.en)
    };
    let found = survey.findings.iter().map(show).collect();
    (survey, found)
}

#[test]
fn a_whole_questionnaire_is_read() {
    let (survey, found) = read(WHOLE);
    assert_eq!(found, [""; 0]);
    assert_eq!(survey.id, "nps-2026");
    assert_eq!(survey.title.get("en", "es"), "Satisfaction 2026");
    assert_eq!(survey.method.sample, Some(Sample::SelfSelected));
    assert_eq!((survey.weights.as_deref(), &survey.segments[..]), (Some("peso"), &[2][..]));
    let kinds: Vec<QuestionKind> = survey.questions.iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds,
        [
            QuestionKind::Nps { from: 0 },
            QuestionKind::Likert { is_reversed: false, neutral: Some(1) },
            QuestionKind::Single,
            QuestionKind::Multiple
        ]
    );
    let nps = &survey.questions[0];
    assert_eq!((nps.choices.len(), nps.choices[10].code.as_str()), (11, "10"));
    assert_eq!(nps.choices[10].aliases, ["Strongly agree"]);
    assert_eq!(nps.choices[0].label.get("es", "es"), "Nada probable");
    let ids: Vec<&str> = survey.questions[1].items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["precio", "2"]);
    let wave = &survey.waves[0];
    assert_eq!(&*wave.file, "content/encuestas/nps-2026/2026-h1.csv");
    assert_eq!(wave.days, Some(("2026-01-10".to_string(), "2026-02-01".to_string())));
    assert_eq!(wave.left_out, [(LeftOut::Partial, 3)]);
    assert_eq!(wave.labels["recomienda"]["Diez"], "10");
}

#[test]
fn one_fault_hides_no_other() {
    for (text, expected) in [
        ("titel = 1", "unknown-key titel there is no key `titel`"),
        ("title = 1", "wrong-type 1 `title` takes a text"),
        ("[[questions]]\nid = \"a\"", "bad-survey [[questions]] the question `a` does not say of"),
        ("[[questions]]\nkind = \"text\"", "bad-survey [[questions]] question 1 has no `id`"),
        ("[[questions]]\nid = \"a\"\nkind = \"npss\"", "bad-value \"npss\" `kind` cannot be"),
        ("[[questions]]\nid = \"a\"\nkind = \"single\"", "bad-survey [[questions]] the question"),
        (
            "[[questions]]\nid = \"a\"\nkind = \"text\"\npoints = 5",
            "unknown-key 5 the key `points` does not hold here",
        ),
        (
            "[[questions]]\nid = \"a\"\nkind = \"text\"\n[[questions]]\nid = \"a\"\nkind = \"text\"",
            "bad-survey [[questions]] `a` is the name of another thing already",
        ),
        ("segments = [\"b\"]", "bad-survey \"b\" there is no question `b`"),
        ("[[waves]]\ntitle = \"a\"", "bad-survey [[waves]] a wave has no usable `id`"),
        ("[[waves]]\nid = \"a\"\nfile = \"../b.csv\"", "bad-value \"../b.csv\""),
        ("[[waves]]\nid = \"a\"\nfrom = 2026-02-01\nto = 2026-01-01", "bad-survey [[waves]] the"),
        ("[[waves]]\nid = \"a\"\nlabels.b.c = 1", "bad-survey [[waves]] there is no question `b`"),
        (
            "[[questions]]\nid = \"a\"\nkind = \"multiple\"\nseparator = \",\"\n\
             choices = [\"A\", \"B\", \"A,B\"]",
            "bad-survey [[questions]] in `a`, the choice `A,B` cannot be told",
        ),
        ("title = \"a", "bad-syntax"),
        ("[method]\nsampel = 1", "unknown-key sampel"),
    ] {
        let (_, found) = read(text);
        assert!(found.len() == 1 && found[0].starts_with(expected), "{text}: {found:?}");
    }
}

#[test]
fn codes_never_mean_another_label() {
    let text = "[[questions]]\nid = \"a\"\nkind = \"single\"\nchoices = [\"3\", 2, \"más\"]";
    let (survey, found) = read(text);
    let codes: Vec<&str> = survey.questions[0].choices.iter().map(|one| &*one.code).collect();
    assert_eq!((codes, found.len()), (vec!["3", "2", "más"], 0));
}

//! What holds for every text: nothing panics, spans lie inside the source, hostile text is
//! bounded.

use proptest::prelude::*;

use crate::ground::{Diagnostic, Source};
use crate::model::Settings;

use super::datafile::{DataFormat, sheet};
use super::matter::front_matter;
use super::settings::settings;

fn lies_inside(source: &Source, findings: &[Diagnostic]) {
    for finding in findings {
        let range = finding.place.span.range();
        assert!(source.text().get(range.clone()).is_some(), "{range:?} {finding:?}");
    }
}

fn check_front_matter(text: &str) -> Vec<Diagnostic> {
    let source = Source::new("content/_index.md", text);
    let (_, body, findings) = front_matter(&source, &Settings::default());
    assert!(source.text().is_char_boundary(body));
    lies_inside(&source, &findings);
    findings
}

/// Lines that are nearly front matter.
fn lines() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("title"),
        Just("date"),
        Just("cascade"),
        Just("tags"),
        Just("image"),
        Just("src"),
        Just(":"),
        Just(": "),
        Just(" = "),
        Just("\n"),
        Just("\n  "),
        Just("- "),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(","),
        Just("\""),
        Just("'"),
        Just("&a "),
        Just("*a"),
        Just("<<: "),
        Just("|\n"),
        Just("# "),
        Just("2026-03-31"),
        Just("2026-3"),
        Just("true"),
        Just("ñ"),
        Just("[[a.b]]\n"),
        Just("? "),
        Just("!!str "),
        Just("\t"),
        Just("..."),
        Just("%"),
        Just("\u{85}"),
        Just("\u{2028}"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_never_panics(text in "\\PC{0,80}|[-+a-z:=\\[\\]{}\"'\n ñ,&*]{0,120}") {
        for fence in ["---", "+++"] {
            check_front_matter(&format!("{fence}\n{text}\n{fence}\nñ"));
        }
        let source = Source::new("tertulia.toml", &text);
        lies_inside(&source, &settings(&source, "UTC").1);
        for format in [DataFormat::Toml, DataFormat::Json, DataFormat::Csv] {
            lies_inside(&source, &sheet(&source, format).findings);
        }
    }

    #[test]
    fn near_misses_never_panic(text in lines()) {
        for fence in ["---", "+++"] {
            check_front_matter(&format!("{fence}\n{text}\n{fence}\n"));
        }
        let source = Source::new("tertulia.toml", &text);
        lies_inside(&source, &settings(&source, "UTC").1);
    }
}

#[test]
fn hostile_front_matter_ends_with_a_finding() {
    let bomb = (1..30).fold("a0: &a0 [x, x]\n".to_string(), |text, level| {
        let below = format!("*a{0}, *a{0}, *a{0}", level - 1);
        format!("{text}a{level}: &a{level} [{below}]\n")
    });
    let keys: String = (0..200_000).map(|number| format!("k{number}: 1\n")).collect();
    let cases = [
        ("---", bomb),
        ("---", format!("a: {}", "[".repeat(100_000))),
        ("---", format!("a:\n{}", "- ".repeat(100_000))),
        ("---", "a: &a [*a]".to_string()),
        ("---", format!("? {{a: b}}\n: c\n{}", "x: {".repeat(1_000))),
        ("---", keys.clone()),
        ("+++", keys.replace(':', " =")),
        ("+++", format!("a = {}", "[".repeat(100_000))),
        ("+++", format!("{}b = 1", "a.".repeat(100_000))),
        ("+++", "a = = 1\n".repeat(50_000)),
    ];
    for (index, (fence, text)) in cases.into_iter().enumerate() {
        let findings = check_front_matter(&format!("{fence}\n{text}\n{fence}\n"));
        assert!(!findings.is_empty(), "case {index}");
        assert!(findings.len() <= 1_000, "case {index}");
    }
}

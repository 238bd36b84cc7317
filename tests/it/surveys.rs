//! Surveys of a site: what a wave costs, and what never leaves.

use super::round::Wish;
use super::site::{Site, tree};

const SURVEY: &str = r#"
title = "Satisfacción"
segments = ["canal"]
[method]
sample = "opt-in"
[[questions]]
id = "q1"
kind = "nps"
text = "¿Nos recomendarías?"
column = "q1"
[[questions]]
id = "canal"
kind = "single"
text = "¿Por dónde?"
choices = ["web", "tienda"]
column = "canal"
[[questions]]
id = "frase"
kind = "text"
text = "¿Algo más?"
column = "frase"
[[waves]]
id = "h1"
[[waves]]
id = "h2"
"#;

/// Writes a wave: everybody's score depends on `shift`, and everybody writes words of their own.
fn wave(shift: usize) -> String {
    let mut wave = "q1,canal,frase\n".to_string();
    for person in 0..80 {
        let score = 10 - (person * 7 + shift) % 5;
        let channel = if person % 3 == 0 { "web" } else { "tienda" };
        wave.push_str(&format!("{score},{channel},canario{person}deja huella\n"));
    }
    wave
}

fn built() -> Site {
    let site = Site::new()
        .write("content/encuestas/nps/survey.toml", SURVEY)
        .write("content/encuestas/nps/h1.csv", wave(0))
        .write("content/encuestas/nps/h2.csv", wave(1))
        .write("content/encuestas/nps/notas.txt", "canario suelto")
        .write("content/numero.md", "# Número\n\nFue [[encuesta:nps#q1]].\n")
        .write("content/dibujo.md", "# Dibujo\n\n::chart{survey=\"nps\" question=\"canal\"}\n")
        .write("content/grande.md", "# Grande\n\n::nps{survey=\"nps\"}\n")
        .write("content/otro.md", "# Otro\n\nNo cita nada.\n")
        .write("content/tesis/_index.md", "+++\nkind = \"theses\"\n+++\n1. Una.\n2. Otra.\n")
        .write("content/tesis/001.md", "+++\nevidence = \"nps/q1 nps > 0\"\n+++\nPorque sí.\n");
    let made = Wish::build(site.root()).made();
    assert!(made.is_published, "{:#?}", made.edition.findings);
    site
}

#[test]
fn a_wave_costs_the_pages_that_cite_its_survey() {
    let site = built().write("content/encuestas/nps/h2.csv", wave(2));
    let made = Wish::build(site.root()).made();
    assert!(made.is_published, "{:#?}", made.edition.findings);
    let printed: Vec<&str> = made.edition.printed.iter().map(String::as_str).collect();
    for page in ["/encuestas/nps/", "/numero/", "/dibujo/", "/grande/", "/tesis/1/"] {
        assert!(printed.contains(&page), "{page} is not among {printed:?}");
    }
    for page in ["/otro/", "/tesis/", "/tesis/2/", "/", "/404.html", "/encuestas/"] {
        assert!(!printed.contains(&page), "{page} is among {printed:?}");
    }
    Wish::clean(site.root(), "fresh").made();
    assert!(tree(&site.root().join("public")) == tree(&site.root().join("fresh")));
}

#[test]
fn what_people_wrote_never_leaves() {
    let site = built();
    for (path, bytes) in tree(&site.root().join("public")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("canario"), "{path}");
        let name = path.rsplit('/').next().unwrap_or_default();
        assert!(!["survey.toml", "h1.csv", "h2.csv", "notas.txt"].contains(&name), "{path}");
    }
    assert!(site.page("/encuestas/nps/").contains("NPS"));
    assert!(site.page("/encuestas/nps/tally-h1.csv").contains("q1"));
}

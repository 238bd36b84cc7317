//! All kinds of charts with numbers of real surveys' size, spoken by the words of the theme, and
//! what must be true of every one of them.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::figure;
use super::given::{
    Band, BarRow, Bars, Chart, DotRow, Dots, Dumbbell, Estimate, Frame, Group, Heat, HeatCell,
    HeatRow, Histogram, Line, Measure, Middle, PairRow, People, Point, ScoreBand, Stack, Tone,
};
use super::speech::{KEYS, Speech};

const WORDS: [(&str, &str); 5] = [
    ("es", include_str!("../../themes/agora/strings/es.toml")),
    ("en", include_str!("../../themes/agora/strings/en.toml")),
    ("pt", include_str!("../../themes/agora/strings/pt.toml")),
    ("ca", include_str!("../../themes/agora/strings/ca.toml")),
    ("fr", include_str!("../../themes/agora/strings/fr.toml")),
];

const SHEET: &str = include_str!("../../themes/agora/static/css/charts.css");
const GROUND: &str = include_str!("../../themes/agora/static/css/agora.css");

/// Speaks a language of the theme; numbers have its decimal mark.
struct Tongue {
    words: toml::Table,
    mark: &'static str,
}

fn tongue(language: &str) -> Tongue {
    let (_, words) = WORDS.iter().find(|(name, _)| *name == language).expect("a language");
    let mark = if language == "en" { "." } else { "," };
    Tongue { words: words.parse().expect("words"), mark }
}

impl Speech for Tongue {
    fn template(&self, key: &str, count: Option<u64>) -> String {
        let word = &self.words[key];
        let plural = if count == Some(1) { "one" } else { "other" };
        word.as_str().or_else(|| word[plural].as_str()).expect("a text").to_string()
    }

    fn number(&self, value: f64, decimals: u8) -> String {
        assert!(value >= 0.0 && value.is_finite(), "{value}");
        format!("{value:.*}", usize::from(decimals)).replace('.', self.mark)
    }
}

fn estimate(value: f64, low: f64, high: f64) -> Option<Estimate> {
    Some(Estimate { value, interval: Some((low, high)) })
}

fn text(text: &str) -> String {
    text.to_string()
}

fn bars(stack: Stack) -> Chart {
    let rows = [
        ("Me resolvieron el problema la primera vez", Some([0.04, 0.09, 0.16, 0.43, 0.28]), 263),
        ("Fue fácil encontrar con quién hablar", Some([0.18, 0.27, 0.21, 0.24, 0.10]), 263),
        (
            "La persona que me atendió entendió lo que necesitaba y no tuve que repetir mi historia a \
          cada nueva persona",
            Some([0.02, 0.05, 0.11, 0.48, 0.34]),
            258,
        ),
        ("El tiempo de espera fue razonable", Some([0.31, 0.29, 0.17, 0.17, 0.06]), 261),
        ("Volvería a escribir por el chat", None, 7),
    ];
    let rows = rows.map(|(label, shares, base)| BarRow {
        label: text(label),
        shares: shares.map(Vec::from),
        base,
    });
    let levels = [
        "Muy en desacuerdo",
        "En desacuerdo",
        "Ni una cosa ni otra",
        "De acuerdo",
        "Muy de acuerdo",
    ];
    let levels = levels.map(text).to_vec();
    let middle = Middle::Neutral(2);
    Chart::Bars(Bars { levels, middle, stack, rows: rows.to_vec() }.sorted())
}

fn dots() -> Chart {
    let rows = [
        ("WhatsApp", estimate(0.41, 0.352, 0.47), 263),
        ("Correo electrónico", estimate(0.31, 0.2553, 0.3662), 263),
        ("Teléfono", estimate(0.1, 0.0624, 0.1605), 148),
        (
            "Formulario en la página de ayuda, con la sesión iniciada",
            estimate(0.034, 0.0061, 0.1718),
            29,
        ),
        ("Redes sociales", None, 8),
    ];
    let rows = rows.map(|(label, estimate, base)| DotRow { label: text(label), estimate, base });
    Chart::Dots(Dots { measure: Measure::Share, rows: rows.to_vec() })
}

fn line() -> Chart {
    let points = [
        ("2023, primer semestre", 0.0, estimate(63.45, 52.40, 71.92), 145),
        ("2023, segundo semestre", 184.0, estimate(49.62, 36.52, 60.54), 133),
        ("2024, primer semestre", 366.0, estimate(55.91, 40.42, 67.91), 93),
    ];
    let points =
        points.map(|(label, at, estimate, base)| Point { label: text(label), at, estimate, base });
    let band = Some(Band { from: 1, low: 33.0, high: 66.0 });
    Chart::Line(Line { measure: Measure::Points, points: points.to_vec(), band })
}

fn long_line() -> Chart {
    let points = (0..14u32).map(|wave| {
        let value = f64::from((wave * 37) % 11) / 30.0 + 0.4;
        let estimate = if wave == 5 { None } else { estimate(value, value - 0.06, value + 0.05) };
        let label =
            format!("{} {}", ["ene", "abr", "jul", "oct"][wave as usize % 4], 2021 + wave / 4);
        Point { label, at: f64::NAN, estimate, base: 300 + u64::from(wave) }
    });
    Chart::Line(Line { measure: Measure::Share, points: points.collect(), band: None })
}

fn histogram() -> Chart {
    let counts = [9, 2, 4, 6, 8, 22, 17, 41, 66, 58, 97].map(Some).to_vec();
    let band = |label, from, to, tone| {
        let label = text(label);
        ScoreBand { label, from, to, tone, counted: None }
    };
    let bands = vec![
        band("Detractores", 0, 6, Tone::Low),
        band("Pasivos", 7, 8, Tone::Middle),
        band("Promotores", 9, 10, Tone::High),
    ];
    Chart::Histogram(Histogram { first: 0, counts, shares: vec![], bands, base: 330 })
}

fn people() -> Chart {
    let groups = [
        ("Muy fácil", Some(11)),
        ("Fácil", Some(6)),
        ("Ni fácil ni difícil", Some(1)),
        ("Difícil", Some(0)),
        ("Muy difícil", Some(3)),
    ];
    let groups = groups.map(|(label, count)| Group { label: text(label), count });
    Chart::People(People { groups: groups.to_vec(), base: None })
}

fn dumbbell() -> Chart {
    let row = |label, values, difference, bases| PairRow {
        label: text(label),
        values,
        difference,
        bases,
    };
    let rows = vec![
        row(
            "Resuelto la primera vez",
            [Some(0.60), Some(0.80)],
            estimate(0.2, 0.0524, 0.3339),
            [80, 70],
        ),
        row(
            "Recomendaría el servicio a otra empresa",
            [Some(0.55), Some(0.52)],
            estimate(-0.03, -0.18, 0.12),
            [80, 70],
        ),
        row(
            "Encontró la respuesta sin preguntar",
            [Some(0.31), Some(0.44)],
            estimate(0.13, -0.02, 0.27),
            [80, 70],
        ),
        row("Usó el chat", [Some(0.2), None], estimate(0.13, -0.02, 0.27), [80, 6]),
    ];
    let names = [text("2025"), text("2026")];
    Chart::Dumbbell(Dumbbell { measure: Measure::Share, names, rows })
}

fn heat() -> Chart {
    let cell = |share, residual| Some(HeatCell { share, residual });
    let rows = vec![
        HeatRow {
            label: text("Mujeres"),
            cells: vec![
                cell(0.13, -1.5),
                cell(0.16, -0.4),
                cell(0.21, 0.1),
                cell(0.15, 1.2),
                cell(0.36, 3.5),
            ],
            base: 372,
        },
        HeatRow {
            label: text("Hombres"),
            cells: vec![
                cell(0.19, 1.5),
                cell(0.21, 0.6),
                cell(0.26, 1.4),
                cell(0.13, -0.3),
                cell(0.21, -3.5),
            ],
            base: 325,
        },
        HeatRow { label: text("Otra respuesta"), cells: vec![None; 5], base: 4 },
    ];
    let columns = ["Muy mal", "Mal", "Regular", "Bien", "Muy bien"].map(text).to_vec();
    Chart::Heat(Heat { columns, rows })
}

/// All kinds, by a name.
fn all() -> Vec<(&'static str, &'static str, Chart)> {
    vec![
        ("bars", "¿Qué tan de acuerdo estás con cada frase?", bars(Stack::Diverging)),
        ("whole", "Lo mismo, de cero a cien", bars(Stack::Whole)),
        ("dots", "¿Por dónde nos escribiste la última vez?", dots()),
        ("line", "¿Recomendarías el proyecto? Índice por medición", line()),
        ("long", "Porcentaje que resolvió su problema en el primer contacto", long_line()),
        ("histogram", "¿Qué tan probable es que nos recomiendes a una amistad?", histogram()),
        ("people", "¿Qué tan fácil fue resolver tu asunto?", people()),
        ("dumbbell", "Qué cambió de un año a otro", dumbbell()),
        ("heat", "¿Qué te pareció el personaje?, por género", heat()),
    ]
}

fn framed<'a>(id: &'a str, title: &'a str) -> Frame<'a> {
    let note = "Encuesta abierta en la página, del 3 al 21 de marzo. Los intervalos dicen cuánto \
                variaría el resultado si estas personas se hubieran elegido al azar.";
    Frame { id, title, rows: "Respuesta", note }
}

#[test]
fn every_language_says_every_word_with_its_slots() {
    for (language, words) in WORDS {
        let words: toml::Table = words.parse().expect("words");
        let said: BTreeSet<&str> =
            words.keys().map(String::as_str).filter(|key| key.starts_with("chart_")).collect();
        assert_eq!(said, KEYS.iter().map(|(key, _)| *key).collect(), "{language}");
        for (key, slots) in KEYS {
            let texts: Vec<&str> = match &words[*key] {
                toml::Value::Table(plurals) => {
                    plurals.values().filter_map(|it| it.as_str()).collect()
                }
                text => text.as_str().into_iter().collect(),
            };
            for text in texts {
                let named = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
                let named: BTreeSet<&str> = named.collect();
                assert_eq!(named, slots.iter().copied().collect(), "{language} {key}");
            }
        }
    }
}

#[test]
fn every_figure_is_well_formed_and_told_in_words() {
    for language in ["es", "en", "pt", "ca", "fr"] {
        for (id, title, chart) in all() {
            let figure = figure(&chart, &framed(id, title), &tongue(language));
            let page =
                roxmltree::Document::parse(&figure.html).expect("markup closes what it opens");
            let of =
                |name: &'static str| page.descendants().filter(move |it| it.has_tag_name(name));
            assert_eq!(of("table").count(), 1);
            assert_eq!(of("script").count() + of("style").count(), 0);
            let ids: Vec<&str> = page.descendants().filter_map(|it| it.attribute("id")).collect();
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
            let drawings = of("svg").filter(|it| it.attribute("role") == Some("img"));
            for drawing in drawings {
                let named = drawing.attribute("aria-labelledby").expect("a name");
                assert!(named.split(' ').all(|id| ids.contains(&id)), "{named}");
            }
            for element in page.descendants() {
                for attribute in ["style", "fill", "stroke"] {
                    let value = element.attribute(attribute).unwrap_or("none");
                    assert_eq!(value, "none", "{attribute} of {element:?}");
                }
            }
            let plain = roxmltree::Document::parse(&figure.plain).expect("well-formed");
            assert!(!plain.descendants().any(|it| it.has_tag_name("svg")));
            assert!(!figure.sentence.contains(['{', '}']), "{}", figure.sentence);
            assert!(!figure.html.contains("NaN") && !figure.html.contains("inf\""));
        }
    }
}

/// No text leaves its drawing, by the room reckoned for it.
#[test]
fn no_text_is_clipped() {
    for (id, title, chart) in all() {
        let figure = figure(&chart, &framed(id, title), &tongue("es"));
        let page = roxmltree::Document::parse(&figure.html).expect("well-formed");
        for drawing in page.descendants().filter(|it| it.attribute("viewBox").is_some()) {
            let view: Vec<f64> = drawing
                .attribute("viewBox")
                .into_iter()
                .flat_map(str::split_whitespace)
                .map(|it| it.parse().expect("a number"))
                .collect();
            for text in drawing.descendants().filter(|it| it.has_tag_name("text")) {
                let number = |name| text.attribute(name).and_then(|it| it.parse::<f64>().ok());
                let size = number("font-size").unwrap_or(14.0);
                let (x, y) = (number("x").expect("x"), number("y").expect("y"));
                let lines: Vec<&str> = text
                    .descendants()
                    .filter(|it| it.is_text())
                    .filter_map(|it| it.text())
                    .collect();
                let lines: Vec<&str> = lines.into_iter().map(str::trim).collect();
                let room =
                    lines.iter().map(|it| super::letters::width(it, size)).fold(0.0, f64::max);
                let start = match text.attribute("text-anchor") {
                    Some("end") => x - room,
                    Some(_) => x - room / 2.0,
                    None => x,
                };
                let place = format!("{id}: {lines:?} at {start} of {view:?}");
                assert!(start >= -1.0 && start + room <= view[2] + 1.0, "{place}");
                let last = y + (lines.len() as f64 - 1.0) * 18.0;
                assert!(y >= size * 0.7 && last <= view[3], "{place} {y}");
            }
        }
    }
}

#[test]
fn the_sentence_is_made_of_the_numbers() {
    let said =
        |chart: &Chart, language| figure(chart, &framed("a", "b"), &tongue(language)).sentence;
    for (chart, es, en) in [
        (
            bars(Stack::Diverging),
            "En «La persona que me atendió entendió lo que necesitaba y no tuve que repetir mi \
             historia a cada nueva persona», 82\u{a0}% responde en la parte alta de la escala y \
             7\u{a0}% en la baja (258 personas). En «El tiempo de espera fue razonable», 23\u{a0}% \
             responde en la parte alta de la escala y 60\u{a0}% en la baja (261 personas). 1 dato \
             no se muestra.",
            "For “La persona que me atendió entendió lo que necesitaba y no tuve que repetir mi \
             historia a cada nueva persona”, 82% answer on the high side of the scale and 7% on \
             the low side (258 people). For “El tiempo de espera fue razonable”, 23% answer on the \
             high side of the scale and 60% on the low side (261 people). 1 number is not shown.",
        ),
        (
            dots(),
            "Lo más alto es «WhatsApp»: 41\u{a0}% (entre 35\u{a0}% y 47\u{a0}%, 263 personas). Lo \
             más bajo es «Formulario en la página de ayuda, con la sesión iniciada»: 3\u{a0}% \
             (entre 1\u{a0}% y 17\u{a0}%, 29 personas). 1 dato no se muestra.",
            "The highest is “WhatsApp”: 41% (between 35% and 47%, 263 people). The lowest is \
             “Formulario en la página de ayuda, con la sesión iniciada”: 3% (between 1% and 17%, \
             29 people). 1 number is not shown.",
        ),
        (
            line(),
            "De 63 en «2023, primer semestre» a 56 en «2024, primer semestre» (entre 40 y 68, 93 \
             personas). El último valor queda dentro de la franja sin cambio detectable.",
            "From 63 in “2023, primer semestre” to 56 in “2024, primer semestre” (between 40 and \
             68, 93 people). The last value is inside the band of no detectable change.",
        ),
        (
            histogram(),
            "Detractores: 21\u{a0}%; Pasivos: 32\u{a0}%; Promotores: 47\u{a0}% (330 personas).",
            "Detractores: 21%; Pasivos: 32%; Promotores: 47% (330 people).",
        ),
        (
            people(),
            "Muy fácil: 11; Fácil: 6; Ni fácil ni difícil: 1; Muy difícil: 3 (21 personas).",
            "Muy fácil: 11; Fácil: 6; Ni fácil ni difícil: 1; Muy difícil: 3 (21 people).",
        ),
        (
            dumbbell(),
            "La mayor diferencia está en «Resuelto la primera vez»: 60\u{a0}% en «2025» y \
             80\u{a0}% en «2026», +20 (entre +5 y +33, 150 personas). De 3 diferencias, 1 se \
             distingue del azar. 1 dato no se muestra.",
            "The largest difference is in “Resuelto la primera vez”: 60% in “2025” and 80% in \
             “2026”, +20 (between +5 and +33, 150 people). Of 3 differences, 1 can be told from \
             chance. 1 number is not shown.",
        ),
        (
            heat(),
            "2 casillas se apartan de lo esperado. 5 datos no se muestran.",
            "2 cells stand out from what was expected. 5 numbers are not shown.",
        ),
    ] {
        assert_eq!(said(&chart, "es"), es);
        assert_eq!(said(&chart, "en"), en);
    }
}

#[test]
fn what_is_hidden_is_nowhere() {
    let row = DotRow { label: text("a"), estimate: None, base: 7_731 };
    let pair = PairRow {
        label: text("a"),
        values: [Some(0.773_1), None],
        difference: Some(Estimate { value: 0.773_1, interval: None }),
        bases: [7_731, 7_731],
    };
    let names = [text("x"), text("y")];
    for chart in [
        Chart::Dots(Dots { measure: Measure::Share, rows: vec![row.clone(), row] }),
        Chart::Dumbbell(Dumbbell { measure: Measure::Share, names, rows: vec![pair] }),
        Chart::Bars(Bars {
            levels: vec![text("x"), text("y")],
            middle: Middle::Between(1),
            stack: Stack::Diverging,
            rows: vec![BarRow { label: text("a"), shares: None, base: 7_731 }],
        }),
        Chart::Heat(Heat {
            columns: vec![text("x")],
            rows: vec![HeatRow { label: text("a"), cells: vec![None], base: 7_731 }],
        }),
    ] {
        let made = figure(&chart, &framed("a", "b"), &tongue("es"));
        assert!(!made.html.contains("77"), "{}", made.html);
        assert!(made.html.contains("por ser muy pocas respuestas"), "{}", made.html);
    }
}

fn low_band() -> ScoreBand {
    ScoreBand { label: text("a"), from: 0, to: 2, tone: Tone::Low, counted: None }
}

#[test]
fn no_input_breaks_a_figure() {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1e300, 1e300, 0.0];
    let estimates = odd.map(|value| Some(Estimate { value, interval: Some((odd[0], value)) }));
    let dots = estimates.map(|estimate| DotRow { label: text("<a>\"&"), estimate, base: u64::MAX });
    let points =
        estimates.map(|estimate| Point { label: String::new(), at: 0.0, estimate, base: 0 });
    let pairs = odd.map(|value| PairRow {
        label: "x".repeat(5_000),
        values: [Some(value), Some(0.5)],
        difference: Some(Estimate { value, interval: Some((value, 1.0)) }),
        bases: [u64::MAX; 2],
    });
    let rows =
        odd.map(|value| BarRow { label: text("a"), shares: Some(vec![value, 0.5]), base: 1 });
    let levels = vec![text("x"), text("y")];
    let band = Some(Band { from: 99, low: f64::NAN, high: 0.0 });
    let names = [String::new(), String::new()];
    let cells = odd.map(|share| Some(HeatCell { share, residual: share })).to_vec();
    let columns = vec![text("x"); 8];
    let mut charts = vec![
        Chart::Dots(Dots { measure: Measure::Mean, rows: dots.to_vec() }),
        Chart::Dots(Dots { measure: Measure::Share, rows: vec![dots[0].clone(); 5_000] }),
        Chart::Line(Line { measure: Measure::Points, points: points.to_vec(), band }),
        Chart::Line(Line { measure: Measure::Points, points: vec![points[5].clone(); 500], band }),
        Chart::Dumbbell(Dumbbell { measure: Measure::Share, names, rows: pairs.to_vec() }),
        Chart::Heat(Heat { columns, rows: vec![HeatRow { label: text("a"), cells, base: 0 }] }),
        Chart::People(People {
            base: None,
            groups: vec![Group { label: text("a"), count: Some(u64::MAX) }; 2],
        }),
        Chart::Histogram(Histogram {
            first: u64::MAX - 1,
            counts: vec![Some(1); 2],
            shares: vec![Some(f64::NAN), None],
            bands: vec![],
            base: 0,
        }),
        Chart::Histogram(Histogram {
            first: 0,
            counts: vec![Some(u64::MAX); 3],
            shares: vec![],
            bands: vec![low_band()],
            base: 3,
        }),
        Chart::Histogram(Histogram {
            first: 0,
            counts: vec![],
            shares: vec![],
            bands: vec![],
            base: 0,
        }),
    ];
    for (stack, middle) in [
        (Stack::Diverging, Middle::Neutral(9)),
        (Stack::Diverging, Middle::Between(0)),
        (Stack::Whole, Middle::Between(7)),
    ] {
        let (levels, rows) = (levels.clone(), rows.to_vec());
        charts.push(Chart::Bars(Bars { levels, middle, stack, rows }.sorted()));
        charts.push(Chart::Bars(Bars { levels: vec![], middle, stack, rows: vec![] }));
    }
    for chart in charts {
        let made = figure(&chart, &framed("9 <b>", "<script>"), &tongue("fr"));
        roxmltree::Document::parse(&made.html).expect("well-formed");
        assert!(!made.html.contains("NaN") && !made.html.contains("inf"), "{}", made.html);
        assert!(made.html.len() < 4_000_000);
    }
}

/// Reads the tokens of a stylesheet, light and dark.
fn tokens(sheet: &str) -> [BTreeMap<&str, [f64; 3]>; 2] {
    let dark_at = sheet.find("@media (prefers-color-scheme: dark)").expect("a dark part");
    let read = |text: &'static str| -> BTreeMap<&str, [f64; 3]> { read_tokens(text) };
    let sheet: &'static str = if sheet.as_ptr() == SHEET.as_ptr() { SHEET } else { GROUND };
    let root = |text: &'static str| {
        let from = text.find(":root {").expect("tokens");
        let rest = &text[from..];
        &rest[..rest.find('}').expect("the end of the tokens")]
    };
    [read(root(&sheet[..dark_at])), read(root(&sheet[dark_at..]))]
}

fn read_tokens(text: &'static str) -> BTreeMap<&'static str, [f64; 3]> {
    let pairs = text.lines().filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "));
    pairs.filter_map(|(name, value)| Some((name, colour(value)?))).collect()
}

fn colour(value: &str) -> Option<[f64; 3]> {
    let digits = value.strip_prefix('#')?;
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|it| [it, it]).collect::<String>(),
        6 => digits.to_string(),
        _ => return None,
    };
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(f64::from);
    Some([part(0)?, part(2)?, part(4)?])
}

/// The contrast of two colours by WCAG 2.2, from 1 to 21.
fn contrast(left: [f64; 3], right: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|part| {
            let part = part / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (left, right) = (light(left), light(right));
    left.max(right) / left.min(right)
}

#[test]
fn the_colours_can_be_told_and_read() {
    let levels = ["low-3", "low-2", "low-1", "neutral", "high-1", "high-2", "high-3"];
    for (own, page) in tokens(SHEET).iter().zip(tokens(GROUND)) {
        let of = |name: &str| own.get(name).or_else(|| page.get(name)).copied().expect("a token");
        let check = |one: &str, other: &str, least: f64| {
            let found = contrast(of(one), of(other));
            assert!(found >= least, "{one} on {other}: {found:.2}, {least} is needed");
        };
        for level in levels {
            let level = format!("--chart-{level}");
            check(&format!("{level}-ink"), &level, 4.5);
        }
        // A level is told from the page and, over the gap, from its neighbour by its outline.
        for outline in ["low", "middle", "high"] {
            check(&format!("--chart-{outline}"), "--paper", 3.0);
        }
        for mark in ["--chart-mark", "--chart-interval", "--quiet"] {
            check(mark, "--paper", 3.0);
            check(mark, "--chart-band", 3.0);
        }
        for ground in 0..5 {
            check("--ink", &format!("--chart-ground-{ground}"), 4.5);
        }
        // The steps of a side go one way.
        for side in ["low", "high"] {
            let step = |step: u32| contrast(of(&format!("--chart-{side}-{step}")), of("--paper"));
            assert!(step(3) > step(2) * 1.4 && step(2) > step(1) * 1.4, "{side}");
        }
    }
}

/// Prints all kinds to standard output, to be looked at:
/// `cargo test --lib chart::trials::a_page_to_look_at -- --ignored --nocapture`.
#[test]
#[ignore = "it is for eyes"]
#[expect(clippy::print_stdout, reason = "it is for eyes")]
fn a_page_to_look_at() {
    println!(
        "<!doctype html><html lang=\"es\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
              content=\"width=device-width\"><title>Charts</title><style>{GROUND}{SHEET}</style>\
              <main><article class=\"article\"><div class=\"prose\">"
    );
    for (id, title, chart) in all() {
        println!("{}", figure(&chart, &framed(id, title), &tongue("es")).html);
    }
    println!("</div></article></main>");
}

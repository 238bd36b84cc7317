//! Questions as people write them, and what the clinic says of each; good ones stay silent.

use std::sync::Arc;

use super::*;
use crate::ground::Source;
use crate::parse::survey;

/// Reads a questionnaire and gives the messages of the clinic, in English.
fn told(text: &str, lang: Lang) -> Vec<String> {
    let source = Source::new(Arc::from("content/encuestas/x/survey.toml"), text);
    let survey = survey(&source);
    assert_eq!(survey.findings, [], "{text}");
    let findings = clinic(&survey, lang).findings;
    findings.into_iter().map(|finding| finding.message.en).collect()
}

/// Writes one question of a kind that has all it needs.
fn asked(lang: Lang, kind: &str, text: &str) -> String {
    let tag = lang.tag();
    let answers = match (kind, lang) {
        ("single", _) => "choices = [\"A\", \"B\"]",
        ("likert", Lang::Es) => "points = 5\nends = [\"Muy en desacuerdo\", \"Muy de acuerdo\"]",
        ("likert", Lang::En) => "points = 5\nends = [\"Strongly disagree\", \"Strongly agree\"]",
        ("text", _) => "",
        (_, Lang::Es) => "ends = [\"Muy insatisfecho\", \"Muy satisfecho\"]",
        (_, Lang::En) => "ends = [\"Very dissatisfied\", \"Very satisfied\"]",
    };
    format!(
        "[[questions]]\nid = \"q\"\nkind = \"{kind}\"\ntext = {{ {tag} = {text:?} }}\n\
         not_applicable = [\"x\"]\n{answers}\n"
    )
}

fn check(lang: Lang, cases: &[(&str, &str, &str)]) {
    for (kind, text, expected) in cases {
        let told = told(&asked(lang, kind, text), lang);
        match expected.is_empty() {
            true => assert_eq!(told, [""; 0], "{text}"),
            false => assert!(
                told.len() == 1 && told[0].contains(expected),
                "{text}: {expected} is not in {told:?}"
            ),
        }
    }
}

#[test]
fn faults_in_spanish() {
    check(
        Lang::Es,
        &[
            ("csat", "¿La atención fue rápida y amable?", "two things at once: `rápida y amable`"),
            (
                "csat",
                "¿Qué tan satisfecho estás con el precio y la calidad del envío?",
                "`precio y calidad`",
            ),
            ("likert", "El personal es amable y resuelve mis dudas", "`amable y resuelve`"),
            ("likert", "La web es clara e intuitiva", "`clara e intuitiva`"),
            ("likert", "Me informaron del plazo, así como del coste", "`así como`"),
            (
                "nps",
                "¿Recomendarías la tienda y la aplicación a un amigo?",
                "`tienda y aplicación`",
            ),
            ("csat", "¿Te atendieron bien? ¿Fue rápido?", "two things at once"),
            ("ces", "¿Fue fácil encontrar y pagar el producto?", "`encontrar y pagar`"),
            (
                "single",
                "¿No crees que deberíamos abrir los sábados?",
                "suggests the answer: `no crees que`",
            ),
            ("single", "¿No te parece que el precio es justo?", "`no te parece`"),
            ("single", "El precio es justo, ¿verdad?", "suggests"),
            ("csat", "¿Qué opinas de nuestro excelente servicio?", "`nuestro excelente`"),
            (
                "text",
                "¿Qué te gustó de nuestra atención inmejorable?",
                "`nuestra atención inmejorable`",
            ),
            ("csat", "¿Qué nota le pones a la fantástica aplicación?", "`la fantástica`"),
            ("single", "¿Siempre encuentras lo que buscas?", "absolute: `siempre`"),
            ("likert", "El personal nunca me hace esperar", "absolute: `nunca`"),
            (
                "likert",
                "No estoy insatisfecho con el servicio",
                "negates twice: `no … insatisfecho`",
            ),
            ("single", "¿No es imposible hablar con una persona?", "negates twice"),
            ("likert", "No se debería prohibir la música", "negates twice"),
            (
                "csat",
                "Pensando en la última vez que estuviste en una de nuestras tiendas para comprar, \
                 cambiar o devolver un producto de cualquier tipo, ¿qué tan satisfecho quedaste con \
                 la atención?",
                "29 words long",
            ),
        ],
    );
}

#[test]
fn good_questions_in_spanish() {
    let good = [
        ("nps", "¿Qué probabilidad hay de que nos recomiendes a un amigo o colega?"),
        ("nps", "¿Nos recomendarías a tus amigos y familiares?"),
        ("nps", "En una escala del 0 al 10, donde 0 es nada y 10 es mucho, ¿nos recomendarías?"),
        ("csat", "¿Qué tan satisfecho estás con la relación entre calidad y precio?"),
        ("csat", "Pensando en tu visita y en lo que compraste, ¿qué tan satisfecho quedaste?"),
        ("csat", "¿Estás satisfecho o insatisfecho con el plazo de entrega?"),
        ("csat", "¿Cómo valoras los términos y condiciones?"),
        ("csat", "¿Qué tan satisfecha estás con la atención a los clientes y las clientas?"),
        ("ces", "¿Te resultó fácil resolver tu problema?"),
        ("likert", "Cuando llamo y pregunto, me entienden"),
        ("likert", "Nuestra atención es excelente"),
        ("likert", "Es un excelente lugar para trabajar"),
        ("likert", "Casi siempre encuentro lo que busco"),
        ("likert", "La oficina de Pérez y Compañía está cerca de mi casa"),
        ("likert", "Estoy en desacuerdo con el cambio de horario"),
        ("likert", "Las instrucciones (claras y breves) me ayudaron"),
        ("likert", "El equipo no me hizo repetir el problema"),
        ("single", "¿Compraste en la tienda o no?"),
        ("single", "¿Con qué frecuencia vienes, de nunca a siempre?"),
        ("single", "¿Cuál de estos es tu trabajo y tu estudio principal?"),
        ("single", "¿Qué edad tienes?"),
        ("text", "¿Qué es lo que nunca cambiarías de la tienda?"),
        ("text", "¿Qué te gustó y qué no?"),
    ];
    let cases = good.map(|(kind, text)| (kind, text, ""));
    check(Lang::Es, &cases);
}

#[test]
fn faults_in_english() {
    check(
        Lang::En,
        &[
            ("csat", "How satisfied are you with our speed and price?", "`speed and price`"),
            ("csat", "Was the agent fast and friendly?", "two things at once: `fast and friendly`"),
            ("likert", "My manager listens and acts on feedback", "`listens and acts`"),
            ("ces", "How easy was it to find and buy the product?", "`find and buy`"),
            ("csat", "How satisfied are you with the food & the music?", "`food & music`"),
            ("likert", "The app is quick, clear, and pretty", "`clear and pretty`"),
            ("csat", "Did we help you? Was it quick?", "two things at once"),
            ("likert", "The training and/or the material was useful", "`and/or`"),
            ("single", "Don't you agree that parking is too expensive?", "`don't you agree`"),
            ("single", "Wouldn’t you say that we answered fast?", "suggests"),
            ("single", "The new menu is better, isn't it?", "`isn't it`"),
            ("csat", "How do you rate our award-winning support?", "`our award-winning`"),
            ("text", "What did you like about our new amazing shop?", "`our new amazing`"),
            ("text", "How much did you enjoy your stay?", "`how much did you enjoy`"),
            ("single", "Do you always read the terms?", "absolute: `always`"),
            ("likert", "The system never fails", "absolute: `never`"),
            ("likert", "I am not dissatisfied with the service", "`not … dissatisfied`"),
            ("likert", "I don't think that it is impossible to reach you", "negates twice"),
            ("single", "Should we not allow shops without parking?", "negates twice"),
            (
                "csat",
                "Thinking about the last time that you contacted us by telephone, by chat or by \
                 mail because of any kind of problem, how satisfied were you?",
                "26 words long",
            ),
        ],
    );
}

#[test]
fn good_questions_in_english() {
    let good = [
        ("nps", "How likely are you to recommend us to a friend or colleague?"),
        ("nps", "How likely are you to recommend us to your friends and family?"),
        ("nps", "On a scale from 0 to 10, where 0 is bad and 10 is good, would you recommend us?"),
        ("csat", "Overall, how satisfied or dissatisfied are you with our company?"),
        ("csat", "Thinking of your last visit and purchase, how satisfied were you?"),
        ("csat", "How satisfied are you with our products and services?"),
        ("csat", "How satisfied are you with the difference between the plan and the result?"),
        ("csat", "How satisfied are you with the terms and conditions?"),
        ("ces", "The company made it easy for me to handle my issue"),
        ("likert", "My manager and I meet often"),
        ("likert", "When I call and ask, I get an answer"),
        ("likert", "Research and Development keeps us informed"),
        ("likert", "This is a great place to work"),
        ("likert", "Our support is excellent"),
        ("likert", "I almost always find what I look for"),
        ("likert", "I do not have to repeat my problem"),
        ("likert", "I disagree with the new opening hours"),
        ("single", "Did you buy something or not?"),
        ("single", "How often do you come, from never to always?"),
        ("single", "Which of these is your age and sex group?"),
        ("text", "What would you never change?"),
        ("text", "What did you like, and why?"),
    ];
    let cases = good.map(|(kind, text)| (kind, text, ""));
    check(Lang::En, &cases);
}

#[test]
fn scales() {
    let cases = [
        (
            Lang::Es,
            "\"Mala\", \"Regular\", \"Buena\", \"Muy buena\", \"Excelente\"",
            "3 good labels and 1",
        ),
        (Lang::Es, "\"Bien\", \"Muy bien\", \"Excelente\"", "3 good labels and 0"),
        (Lang::Es, "\"Muy mala\", \"Mala\", \"Regular\", \"Buena\", \"Muy buena\"", ""),
        (
            Lang::Es,
            "\"Nada satisfecho\", \"Poco satisfecho\", \"Satisfecho\", \"Muy satisfecho\"",
            "",
        ),
        (
            Lang::Es,
            "\"Muy insatisfecho\", \"Ni satisfecho ni insatisfecho\", \"Muy satisfecho\"",
            "",
        ),
        (Lang::Es, "\"En desacuerdo\", \"Neutral\", \"Totalmente de acuerdo\"", "do not mirror"),
        (Lang::Es, "\"Totalmente en desacuerdo\", \"Neutral\", \"Totalmente de acuerdo\"", ""),
        (Lang::Es, "\"Nunca\", \"A veces\", \"Siempre\"", ""),
        (Lang::Es, "\"1\", \"2\", \"3\"", "what its ends mean"),
        (
            Lang::En,
            "\"Poor\", \"Fair\", \"Good\", \"Very good\", \"Excellent\"",
            "3 good labels and 1",
        ),
        (Lang::En, "\"Very poor\", \"Poor\", \"Fair\", \"Good\", \"Very good\"", ""),
        (Lang::En, "\"Disagree\", \"Neither\", \"Strongly agree\"", "do not mirror"),
        (Lang::En, "\"Strongly agree\", \"Neither\", \"Strongly disagree\"", ""),
        (Lang::En, "\"Not at all satisfied\", \"Satisfied\", \"Very satisfied\"", ""),
        (Lang::En, "\"Agree\", \"Strongly agree\"", "2 good labels and 0"),
        (Lang::En, "\"Poor\", \"Good\", \"Don't know\"", ""),
    ];
    for (lang, labels, expected) in cases {
        let labels: Vec<String> = labels
            .split(", ")
            .enumerate()
            .map(|(at, label)| {
                format!("{{ code = {}, label = {{ {} = {label} }} }}", at + 1, lang.tag())
            })
            .collect();
        let text = format!(
            "[[questions]]\nid = \"q\"\nkind = \"likert\"\nnot_applicable = [\"x\"]\nchoices = [{}]\n",
            labels.join(", ")
        );
        let told = told(&text, lang);
        match expected.is_empty() {
            true => assert_eq!(told, [""; 0], "{text}"),
            false => assert!(told.len() == 1 && told[0].contains(expected), "{text}: {told:?}"),
        }
    }
}

#[test]
fn ends_may_be_told_by_the_text() {
    let text =
        |text: &str| format!("[[questions]]\nid = \"q\"\nkind = \"nps\"\ntext = \"{text}\"\n");
    let told_there = "¿Nos recomendarías, de 0 (nada probable) a 10 (muy probable)?";
    assert_eq!(told(&text(told_there), Lang::Es), [""; 0]);
    assert_eq!(told(&text("¿Nos recomendarías?"), Lang::Es).len(), 1);
}

#[test]
fn who_cannot_know_needs_a_way_out() {
    let question = |kind: &str, text: &str, more: &str| {
        let ends = match kind {
            "single" => "",
            _ => "ends = [\"Very difficult\", \"Very easy\"]\n",
        };
        format!("[[questions]]\nid = \"q\"\nkind = \"{kind}\"\ntext = \"{text}\"\n{ends}{more}\n")
    };
    let easy = "How easy was it to get help?";
    let solved = "Was your problem solved?";
    for (text, is_told) in [
        (question("ces", easy, ""), true),
        (question("ces", easy, "not_applicable = [\"I asked for none\"]"), false),
        (question("single", solved, "choices = [\"Yes\", \"No\"]"), true),
        (question("single", solved, "choices = [\"Yes\", \"No\", \"I don't know\"]"), false),
        (question("single", "How old are you?", "choices = [\"Under 35\", \"35 and up\"]"), false),
        (question("nps", "Would you recommend us?", ""), false),
    ] {
        let told = told(&text, Lang::En);
        let is_found = told.iter().any(|message| message.contains("does not let people say"));
        assert_eq!((is_found, told.len()), (is_told, usize::from(is_told)), "{text}: {told:?}");
    }
}

#[test]
fn languages_are_known_and_what_lacks_is_told() {
    let text = r#"
[[questions]]
id = "a"
kind = "single"
text = { es = "¿Qué edad tienes?", en = "How old are you?" }
choices = ["18–34", "35–99", { label = { es = "Otra" } }]
[[questions]]
id = "b"
kind = "text"
text = "¿Algo más?"
"#;
    let message = "`a` lacks a text in `en`";
    assert_eq!(
        told(text, Lang::Es),
        [message, "`b` lacks a text in `en`", "`b` lacks a text in `es`"]
    );
    for (text, known, others) in [
        ("\"¿Cómo te atendimos en la tienda?\"", vec![Lang::Es], vec![]),
        ("\"How was your stay with us?\"", vec![Lang::En], vec![]),
        ("\"Como você avalia o nosso atendimento?\"", vec![], vec![""]),
        ("{ fr = \"Ça va ?\", es-MX = \"¿Qué tal?\" }", vec![Lang::Es], vec!["fr"]),
    ] {
        let text = format!("[[questions]]\nid = \"a\"\nkind = \"text\"\ntext = {text}\n");
        let survey = survey(&Source::new(Arc::from("x/survey.toml"), text.as_str()));
        let others = others.into_iter().map(str::to_string).collect();
        assert_eq!(tongues(&survey), Tongues { known, others }, "{text}");
    }
}

#[test]
fn the_whole_is_counted() {
    let scale = "kind = \"csat\"\nends = [\"Muy mala\", \"Muy buena\"]\nnot_applicable = [\"x\"]\n";
    let question = |at: usize, text: &str, more: &str| {
        format!("[[questions]]\nid = \"q{at}\"\ntext = \"{text}\"\n{more}")
    };
    let open = "kind = \"text\"\n";
    let few = [
        question(1, "¿Cómo valoras la entrega?", scale),
        question(2, "¿Por qué?", open),
        question(3, "¿Qué mejorarías?", open),
        question(4, "¿Cuándo compraste?", "kind = \"date\"\n"),
    ];
    let source = Source::new(Arc::from("x/survey.toml"), few.concat());
    let checkup = clinic(&survey(&source), Lang::Es);
    // Fourteen words, and 5 + 40 + 40 + 7 seconds.
    let expected = 14.0 / 220.0 + 92.0 / 60.0;
    assert!((checkup.minutes - expected).abs() < 1e-9, "{}", checkup.minutes);
    assert!((checkup.open_share - 0.5).abs() < 1e-9);
    assert_eq!(checkup.cover, Cover { what: 1, how: 1, when: 1, why: 1 });
    let message = "2 of 4 questions ask people to write";
    assert_eq!(told(&few.concat(), Lang::Es), [message]);

    let many = (0..120).map(|at| question(at, "¿Cómo valoras la entrega?", scale));
    assert_eq!(told(&many.collect::<String>(), Lang::Es), ["answering takes about 14 minutes"]);
}

#[test]
fn a_scale_without_a_middle_is_only_noted() {
    let text = asked(Lang::Es, "likert", "El trato es bueno").replace("points = 5", "points = 4");
    let survey = survey(&Source::new(Arc::from("x/survey.toml"), text.as_str()));
    let checkup = clinic(&survey, Lang::Es);
    assert_eq!((checkup.findings.len(), checkup.notes.len()), (0, 1));
}

//! One plausible finding of each kind, made by its constructor.

use std::sync::Arc;

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::findings;
use crate::ground::words::Words;

/// Makes a finding of a kind, as an author might meet it.
pub fn sample(code: Code) -> Diagnostic {
    let at = place("content/articulos/escuchar.md");
    match code {
        Code::AmbiguousLink => findings::ambiguous_link(at, "nps", &SAME_NAME),
        Code::BadDate => findings::bad_date(at, "31/03/2026"),
        Code::BadDirective => findings::bad_directive(at, &open_quote()),
        Code::BadEvidence => bad_evidence(at),
        Code::BadFormula => findings::bad_formula(at, "unknown command `\\fracc`"),
        Code::BadSurvey => findings::twice(place(SURVEY), "q3"),
        Code::BadSyntax => findings::bad_syntax(at, "TOML", "missing closing quote"),
        Code::BadTemplate => bad_template(at),
        Code::BadUrl => findings::bad_url(at, "/_tertulia/ayuda/", &reserved()),
        Code::BadValue => findings::bad_value(at, "order", "fecha", &["date", "title", "weight"]),
        Code::BadWave => missing_column(),
        Code::BrokenAnchor => {
            let anchors = ["el-calculo", "los-limites"].into_iter();
            findings::broken_anchor(at, "content/guia/nps.md", "calculo", anchors)
        }
        Code::BrokenImage => findings::broken_image(at, "recepcion.png", Some("recepción.png")),
        Code::BrokenLink => findings::broken_link(at, "../guia/nsp.md", Some("../guia/nps.md")),
        Code::DuplicateUrl => {
            let first = place("content/articulos/Escuchar.md");
            findings::duplicate_url(at, first, "/articulos/escuchar/")
        }
        Code::FileTooLarge => findings::file_too_large(at, 8 << 20, 5 << 20, "limits.page_bytes"),
        Code::HeadingOrder => findings::heading_jump(at, "El cálculo", (2, 4)),
        Code::LeavesSite => findings::leaves_site(at, "/home/ana/notas/escuchar.md"),
        Code::LostUrl => {
            let first = Place::file(&"content/articulos/la-espera.md".into());
            findings::lost_url(at, "/articulos/esperar/", ("/articulos/la-espera/", Some(first)))
        }
        Code::MissingAlt => findings::missing_alt(at, "recepcion.jpg"),
        Code::NotUtf8 => findings::not_utf8(at, 214),
        Code::OrphanPage => findings::orphan_page(at, "Escuchar antes de responder"),
        Code::QuestionWording => two_things(),
        Code::ReviewDue => findings::review_due(at, "2026-03-31", Some("Marta Ruiz")),
        Code::RunawayPage => findings::runaway_page(at, "/articulos/escuchar/", &ten_seconds()),
        Code::SlowCode => findings::slow_code(at, "markdown", 2),
        Code::StaleTranslation => {
            let pair = "source_version = \"3f9a2c41\"";
            findings::stale_translation(at, "content/guia/nps.md", pair, Some("2026-03-31"))
        }
        Code::StrayDirectiveEnd => findings::stray_directive_end(at),
        Code::TableHeaders => findings::blank_header(at, 2),
        Code::ThesisNumber => findings::missing_thesis(at, 9, 8),
        Code::TooManyFiles => findings::too_many_files(at, 1_000_000),
        Code::UnclosedDirective => findings::unclosed_directive(at, "note", 3),
        Code::UnknownAttribute => findings::unknown_attribute(at, "note", "titel", ["title"]),
        Code::UnknownDirective => findings::unknown_directive(at, "nota", ["note", "tip"]),
        Code::UnknownKey => findings::unknown_key(at, "titel", ["title", "description"]),
        Code::UnknownTemplate => findings::unknown_template(at, "articulo.html", ["article.html"]),
        Code::IncompleteTheme => incomplete_theme(at),
        Code::IdlePart => idle_part(at),
        Code::UnknownTheme => findings::unknown_theme(at, "agorra", ["agora"]),
        Code::UnknownThesis => findings::unknown_thesis(at, 70, Some((1, 12))),
        Code::UnlistedLanguage => findings::unlisted_language(at, "content/guia/nps.md", "fr"),
        Code::UnreadAnswers => unread_answers(),
        Code::UnsupportedClaim => unsupported_claim(at),
        Code::UnusedFile => findings::unused_file(place("content/articulos/plano-viejo.pdf")),
        Code::VagueLinkText => findings::vague_link_text(at, "aquí"),
        Code::WrongType => findings::wrong_type(at, "draft", &true_or_false(), &a_text()),
    }
}

fn bad_evidence(at: Place) -> Diagnostic {
    let why = Words::new("no hay una pregunta `q13`", "there is no question `q13`");
    let help = Words::new("¿querías decir `q12`?", "did you mean `q12`?");
    findings::bad_evidence(at, &why, Some(help))
}

fn unsupported_claim(at: Place) -> Diagnostic {
    let message = Words::new(
        "`nps-2026/q3` no cambió más de lo que da el azar",
        "`nps-2026/q3` changed no more than chance allows",
    );
    let label = Words::new("aquí se dice que subió", "this says that it rose");
    let help = Words::new("dilo con reservas", "say it with reserve");
    findings::unsupported_claim(at, message, label, help)
}

fn bad_template(at: Place) -> Diagnostic {
    let why = Words::new("se acaba antes de tiempo", "unexpected end of template");
    findings::bad_template(at, why, None)
}

fn incomplete_theme(at: Place) -> Diagnostic {
    findings::incomplete_theme(at, &Words::new("nadie dice `seguir`", "no language says `go_on`"))
}

fn idle_part(at: Place) -> Diagnostic {
    let why = Words::new("ninguna plantilla la incluye", "no template includes it");
    findings::idle_part(at, &why)
}

/// A question that has another heading in a later wave.
fn missing_column() -> Diagnostic {
    let asked = ("q3", "¿Nos recomendarías?");
    findings::missing_column(place(SURVEY), asked, ("2026-h2", Some("¿Nos recomendaría?")))
}

/// Answers of a later wave that have other labels.
fn unread_answers() -> Diagnostic {
    let told = [("Totalmente de acuerdo".to_string(), 31), ("10".to_string(), 2)];
    findings::unread_answers(place(SURVEY), ("q3", "2026-h2"), (33, &told))
}

/// A question about two things.
fn two_things() -> Diagnostic {
    let message = Words::new(
        "`trato` pregunta dos cosas a la vez: `rápida y amable`",
        "`trato` asks two things at once: `fast and friendly`",
    );
    let help = Words::new("haz una pregunta de cada cosa", "ask about each on its own");
    findings::question_wording(place(SURVEY), message, help)
}

/// The questionnaire of a survey.
const SURVEY: &str = "content/encuestas/nps-2026/survey.toml";

/// Two articles with one name.
const SAME_NAME: [&str; 2] = ["content/articulos/nps.md", "content/guia/nps.md"];

fn place(path: &str) -> Place {
    Place::file(&Arc::from(path))
}

fn open_quote() -> Words {
    Words::new("estas comillas no se cierran", "this quote is not closed")
}

fn reserved() -> Words {
    Words::new("`/_tertulia/` es del programa", "`/_tertulia/` belongs to the program")
}

fn ten_seconds() -> Words {
    Words::new("10 segundos", "10 seconds")
}

fn true_or_false() -> Words {
    Words::new("`true` o `false`", "`true` or `false`")
}

fn a_text() -> Words {
    Words::new("un texto", "a text")
}

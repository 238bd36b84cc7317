//! `tertulia survey lint`: what is wrong with a questionnaire as questions.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::exit::Outcome;
use super::report::Report;
use super::shown::Findings;
use crate::ground::{Diagnostic, Failure, Lang, Source, Words};
use crate::model::Settings;
use crate::model::survey::Survey;
use crate::parse::{self, Checkup};
use crate::words;

/// Looks at the questions of the survey in a folder, in each language that is known.
///
/// # Errors
/// When its file cannot be read.
pub(super) fn survey_lint(folder: &Path, report: &Report) -> Result<Outcome, Failure> {
    let book = folder.join("survey.toml");
    let text = fs::read_to_string(&book).map_err(|error| Failure::read(book.display(), error))?;
    let path: Arc<str> = book.to_string_lossy().replace('\\', "/").into();
    let source = Source::new(path, text);
    let survey = parse::survey(&source);
    let tongues = parse::tongues(&survey);
    let looked = |lang: &Lang| (*lang, parse::clinic(&survey, *lang));
    let checkups: Vec<(Lang, Checkup)> = tongues.known.iter().map(looked).collect();

    let mut findings = survey.findings.clone();
    let found = checkups.iter().flat_map(|(_, checkup)| &checkup.findings);
    findings.extend(found.cloned());
    Diagnostic::tidy(&mut findings);
    let sources = |path: &Arc<str>| (path == source.path()).then(|| source.clone());
    let settings = Settings::default();
    let shown = Findings { list: &findings, settings: &settings, sources: &sources, prefix: "" };
    let tally = report.findings(&shown);
    if let Some((_, first)) = checkups.first() {
        first.notes.iter().for_each(|note| report.say(&noted(note)));
    }
    for tag in &tongues.others {
        report.say(&unseen(tag));
    }
    let told = checkups.iter().find(|(lang, _)| *lang == report.lang()).or(checkups.first());
    if let Some((_, checkup)) = told {
        report.say(&summary(&survey, checkup));
    }
    Ok(if tally.errors > 0 { Outcome::ContentErrors } else { Outcome::Well })
}

fn noted(note: &Words) -> Words {
    let Words { es, en } = note;
    words!("nota: {es}", "note: {en}")
}

/// Says which texts nobody looked at.
fn unseen(tag: &str) -> Words {
    match tag {
        "" => Words::new(
            "no se miran los textos sin idioma: escribe `{ es = \"…\" }` o `{ en = \"…\" }`",
            "texts without a language are left out: write `{ es = \"…\" }` or `{ en = \"…\" }`",
        ),
        _ => words!(
            "no se miran los textos en `{tag}`: la clínica sabe español e inglés",
            "texts in `{tag}` are not looked at: the clinic knows Spanish and English"
        ),
    }
}

/// Says what can be counted of a questionnaire, in one line.
fn summary(survey: &Survey, checkup: &Checkup) -> Words {
    let Checkup { minutes, open_share, cover, .. } = checkup;
    let (questions, percent) = (survey.questions.len(), open_share * 100.0);
    let counted = Words::counted(questions, ["pregunta", "preguntas"], ["question", "questions"]);
    let counted = counted.unwrap_or_else(|| Words::new("ninguna pregunta", "no questions"));
    let (es, en) = (counted.es, counted.en);
    let (what, how, when, why) = (cover.what, cover.how, cover.when, cover.why);
    let decimal = format!("{minutes:.1}").replace('.', ",");
    words!(
        "{es}: unos {decimal} minutos, {percent:.0} % abiertas; \
         qué {what}, cómo {how}, cuándo {when}, por qué {why}",
        "{en}: about {minutes:.1} minutes, {percent:.0}% open; \
         what {what}, how {how}, when {when}, why {why}"
    )
}

//! The report: how the whole site is, for the preview's own page.

use std::sync::Arc;

use super::screen::status::{Entry, Status};
use super::screen::told::Findings;
use crate::ground::{Diagnostic, Lang, Words};
use crate::model::page::{DocumentId, PageId, Standing};
use crate::model::{Desk, Settings};
use crate::pipeline::Proof;
use crate::words;

/// Gives how a site is; its findings come told.
pub(super) fn report(proof: &Proof, findings: Findings, is_complete: bool, lang: Lang) -> Status {
    let settings = proof.settings();
    let desk = Desk::new(Arc::clone(proof.site()), PageId(0));
    let mut status = Status {
        title: settings.title.clone(),
        home: settings.href("/"),
        findings,
        counts: counts(proof),
        times: proof.times().iter().map(|(stage, time)| (called(stage, lang), *time)).collect(),
        is_complete,
        ..Status::default()
    };
    for at in 0..u32::try_from(proof.site().documents().len()).unwrap_or(u32::MAX) {
        let document = DocumentId(at);
        if desk.original(document).is_some() {
            // What stands in for a translation is the same text.
            continue;
        }
        let (_, matter) = desk.body(document);
        let (list, day) = match desk.card(document).standing {
            Standing::Public => continue,
            Standing::Draft => (&mut status.drafts, &matter.date),
            Standing::Scheduled => (&mut status.scheduled, &matter.publish_at),
            Standing::Expired => (&mut status.expired, &matter.expire_at),
        };
        let card = desk.card(document);
        list.push(Entry {
            title: card.title.to_string(),
            url: settings.href(&card.url),
            date: day.as_ref().map(|moment| {
                let day = settings.local(moment.seconds).date();
                said(card.standing, &day.to_string(), lang)
            }),
        });
    }
    status
}

/// Gives the findings that are told of a site: errors first, then by place.
pub(super) fn in_order<'a>(findings: &'a [Diagnostic], settings: &Settings) -> Vec<&'a Diagnostic> {
    let mut order: Vec<&Diagnostic> = findings.iter().collect();
    order.sort_by_key(|finding| !settings.is_error(finding));
    order
}

/// Gives the name of a stage, as it is read.
fn called(stage: &str, lang: Lang) -> String {
    let words = match stage {
        "theme" => Words::new("Preparar el tema", "Prepare the theme"),
        "parse" => Words::new("Leer y analizar lo que cambió", "Read and parse what changed"),
        "link" => Words::new("Enlazar el sitio", "Link the site"),
        _ => Words::new("Reunir los hallazgos", "Gather the findings"),
    };
    words.in_lang(lang).to_string()
}

fn counts(proof: &Proof) -> Vec<(Words, String)> {
    let documents = proof.site().documents();
    let words: u64 = documents.iter().map(|document| u64::from(document.words)).sum();
    let pages = proof.site().pages();
    let files = pages.iter().filter(|page| page.kind.is_file()).count();
    [
        (Words::new("artículos y secciones", "articles and sections"), documents.len() as u64),
        (Words::new("páginas", "pages"), (pages.len() - files) as u64),
        (Words::new("archivos", "files"), files as u64),
        (Words::new("palabras", "words"), words),
    ]
    .map(|(what, count)| (what, grouped(count)))
    .to_vec()
}

/// Writes a number in groups of three digits, which both languages read.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push('\u{202f}');
        }
        written.push(digit);
    }
    written
}

/// Says what a day is for a document.
fn said(standing: Standing, day: &str, lang: Lang) -> String {
    let words = match standing {
        Standing::Scheduled => words!("sale el {day}", "comes out on {day}"),
        Standing::Expired => words!("venció el {day}", "expired on {day}"),
        Standing::Draft | Standing::Public => return day.to_string(),
    };
    words.in_lang(lang).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_groups() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1\u{202f}000"),
            (12_345_678, "12\u{202f}345\u{202f}678"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}

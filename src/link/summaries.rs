//! Summaries: what an article says first may name others, whose titles only the whole site knows.

use std::sync::Arc;

use crate::ground::url;
use crate::model::page::PageKind;
use crate::model::results::Measure;
use crate::model::site::{Resolved, SiteParts};
use crate::model::{FrontMatter, Record, surveys};

/// Writes the titles of what short links lead to into the descriptions of cards that are made of
/// first sentences. Tells whether any became another.
pub(super) fn name_links(parts: &mut SiteParts) -> bool {
    let named = parts.documents.iter().zip(&parts.matters).enumerate();
    let named = named.filter(|(_, (record, matter))| names_others(record, matter));
    let named = named.map(|(index, (record, _))| (index, filled(parts, index, record)));
    let named: Vec<(usize, String)> = named.collect();
    let mut is_new = false;
    for (index, description) in named {
        let card = &mut parts.cards[index];
        if *card.description != *description {
            card.description = Arc::from(description);
            is_new = true;
        }
    }
    is_new
}

fn names_others(record: &Record, matter: &FrontMatter) -> bool {
    matter.description.is_none() && record.summary.contains(Record::NAME_START)
}

fn filled(parts: &SiteParts, index: usize, record: &Record) -> String {
    let mut pieces = record.summary.split(Record::NAME_START);
    let mut filled = pieces.next().unwrap_or_default().to_string();
    let resolved = parts.links.row(index);
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (link, rest) = piece.split_at(digits);
        let link = link.parse::<usize>().ok();
        if let Some((link, at)) = link.and_then(|at| Some((record.links.get(at)?, at))) {
            let title = resolved.get(at).and_then(|resolved| title(parts, *resolved, &link.target));
            let title = title.unwrap_or_else(|| url::stem(url::name(&link.target)));
            let language = &parts.cards[index].language;
            let number = measured(parts, &link.target, language);
            filled.push_str(number.as_deref().unwrap_or(title));
        }
        filled.push_str(rest.strip_prefix(Record::NAME_END).unwrap_or(rest));
    }
    filled
}

/// Gives the number that a link to a question of a survey stands for, rounded: there is no room for
/// more in a summary.
fn measured(parts: &SiteParts, target: &str, language: &str) -> Option<String> {
    let (survey, question) = target.split_once('#')?;
    let &[survey] = &parts.surveys_called(surveys::named(survey)?)[..] else { return None };
    let results = &parts.surveys[survey.0 as usize].results;
    let (question, item) = results.find(question)?;
    let (_, measured) = results.questions.get(question)?.get(item)?.latest()?;
    let headline = measured.headline?;
    let value = headline.estimate.value;
    Some(match headline.measure {
        Measure::Csat => format!("{:.0} %", value * 100.0),
        Measure::Ces | Measure::Mean if language.starts_with("en") => format!("{value:.1}"),
        Measure::Ces | Measure::Mean => format!("{value:.1}").replace('.', ","),
        _ => format!("{value:.0}").replace('-', "−"),
    })
}

/// Gives the title of what a link leads to, if it has one.
fn title<'a>(parts: &'a SiteParts, resolved: Resolved, target: &'a str) -> Option<&'a str> {
    let of_document = |document| parts.called(target, document);
    match resolved {
        Resolved::Document { document, .. } => Some(of_document(document)),
        Resolved::Page { page, .. } => match &parts.pages[page.0 as usize].kind {
            PageKind::Article(document) => Some(of_document(*document)),
            PageKind::Section(section, _) => Some(&parts.sections[section.0 as usize].title),
            PageKind::Term(term, _) => Some(&parts.terms[term.0 as usize].name),
            _ => None,
        },
        Resolved::AsWritten | Resolved::Asset { .. } => None,
    }
}

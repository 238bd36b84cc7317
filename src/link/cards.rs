//! Cards: documents as they stand in lists.

use super::names;
use super::targets::{Target, Targets};
use crate::ground::findings::broken_image;
use crate::ground::{Diagnostic, Fingerprint, Mix, Place, url};
use crate::model::page::{DocumentId, SectionId, Standing};
use crate::model::site::{Card, CardImage, SiteParts};

/// Words that people read in a minute.
const WORDS_A_MINUTE: u32 = 220;

/// Deals a card to each document.
pub(super) fn deal(
    parts: &mut SiteParts,
    urls: &[String],
    standings: &[Standing],
    homes: &[SectionId],
) {
    let documents = parts.documents.iter().zip(&parts.matters);
    let cards = documents.enumerate().map(|(index, (document, matter))| {
        let record = &**document;
        Card {
            title: record.title.clone(),
            url: urls[index].clone(),
            description: match &matter.description {
                Some(description) => description.clone(),
                None => record.summary.clone(),
            },
            date: matter.date,
            updated: matter.updated,
            section: homes[index],
            place: u32::MAX,
            minutes: record.words.div_ceil(WORDS_A_MINUTE).max(1),
            language: parts.settings.language.clone(),
            image: None,
            standing: standings[index],
            print: Fingerprint::ABSENT,
        }
    });
    parts.cards = cards.collect();
    for index in 0..parts.cards.len() {
        parts.cards[index].print = print(parts, index);
    }
}

fn print(parts: &SiteParts, index: usize) -> Fingerprint {
    let card = &parts.cards[index];
    let section = &parts.sections[card.section.0 as usize];
    let mix = Mix::new("card")
        .text(&card.title)
        .text(&card.url)
        .text(&card.description)
        .value(&(card.date, card.updated, card.minutes, card.standing))
        .text(&card.language)
        .text(&section.title)
        .text(&section.url);
    match &card.image {
        Some(image) => mix.text(&image.url).text(&image.alt).value(&image.size).finish(),
        None => mix.finish(),
    }
}

/// Finds the pictures that front matter names, one for each document.
pub(super) fn find_pictures(
    parts: &SiteParts,
    targets: &Targets<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<CardImage>> {
    let mut pictures = Vec::with_capacity(parts.documents.len());
    for (index, (record, matter)) in parts.documents.iter().zip(&parts.matters).enumerate() {
        let document = names::document(index);
        let cascade = record.matter.cascade.as_deref();
        let handed_down = cascade.and_then(|cascade| cascade.image.as_ref());
        for written in record.matter.image.iter().chain(handed_down) {
            let target = &written.src.value;
            if !url::is_external(target) && find(parts, targets, document, target).is_none() {
                let place = Place::new(&record.path, written.src.span);
                let near = targets.suggest_file(document, target);
                findings.push(broken_image(place, target, near.as_deref()));
            }
        }
        let picture = matter.image.as_ref();
        pictures.push(picture.and_then(|picture| {
            let target = &picture.src.value;
            let is_external = url::is_external(target);
            let found = match is_external {
                true => Some((target.clone(), None)),
                false => find(parts, targets, document, target),
            };
            let (url, size) = found?;
            Some(CardImage { url, is_external, alt: picture.alt.clone(), size })
        }));
    }
    pictures
}

/// Hangs the pictures that were found.
pub(super) fn hang_pictures(parts: &mut SiteParts, pictures: Vec<Option<CardImage>>) {
    for (index, picture) in pictures.into_iter().enumerate() {
        if picture.is_some() {
            parts.cards[index].image = picture;
            parts.cards[index].print = print(parts, index);
        }
    }
}

type Found = (String, Option<(u32, u32)>);

fn find(
    parts: &SiteParts,
    targets: &Targets<'_>,
    document: DocumentId,
    target: &str,
) -> Option<Found> {
    let Some(Target::Asset(asset)) = targets.find(document, &url::decode(target)?) else {
        return None;
    };
    let at = asset.0 as usize;
    Some((parts.asset_urls[at].clone(), parts.assets[at].size))
}

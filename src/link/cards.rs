//! Cards: documents as they stand in lists.

use std::sync::Arc;

use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use super::names;
use super::targets::{Target, Targets};
use crate::ground::findings::broken_image;
use crate::ground::{Diagnostic, Fingerprint, Mix, Place, url};
use crate::model::page::{DocumentId, SectionId, Standing};
use crate::model::site::{Card, CardImage, Section, SiteParts};
use crate::model::{FrontMatter, LanguageId, Record};

/// Deals a card to each document, with its URL.
pub(super) fn deal(
    parts: &SiteParts,
    (standings, editions, homes): (&[Standing], &[LanguageId], &[SectionId]),
    urls: Vec<Arc<str>>,
) -> Vec<Card> {
    let tags = parts.settings.languages.iter().map(|tag| Arc::from(tag.as_str()));
    let languages: Vec<Arc<str>> = tags.collect();
    let documents = parts.documents.par_iter().zip(&parts.matters).zip(urls);
    let cards = documents.enumerate().map(|(index, ((record, matter), url))| {
        let language = &languages[usize::from(record.language.0)];
        let mut card = Card {
            title: Arc::clone(language),
            url,
            description: Arc::clone(language),
            date: None,
            updated: None,
            section: homes[index],
            place: u32::MAX,
            minutes: 0,
            language: Arc::clone(language),
            edition: editions[index],
            image: None,
            role: None,
            standing: standings[index],
            print: Fingerprint::ABSENT,
        };
        face(&mut card, record, matter);
        card
    });
    cards.collect()
}

/// Writes on a card what its document says of itself.
pub(super) fn face(card: &mut Card, record: &Record, matter: &FrontMatter) {
    let description = matter.description.as_ref().unwrap_or(&record.summary);
    card.title = Arc::clone(&record.title);
    card.description = Arc::clone(description);
    card.date = matter.date;
    card.updated = matter.updated;
    card.minutes = record.minutes();
    card.role = matter.role.clone();
}

/// Fingerprints the cards, each with its section.
pub(super) fn fingerprint(parts: &mut SiteParts) {
    let SiteParts { cards, sections, .. } = parts;
    cards
        .par_iter_mut()
        .for_each(|card| card.print = print(card, &sections[card.section.0 as usize]));
}

fn print(card: &Card, section: &Section) -> Fingerprint {
    let mix = Mix::new("card")
        .text(&card.title)
        .text(&card.url)
        .text(&card.description)
        .value(&(card.date, card.updated, card.minutes, card.standing))
        .text(&card.language)
        .maybe(card.role.as_deref())
        .text(&section.title)
        .text(&section.url)
        .number(section.spoken.0.into());
    match &card.image {
        Some(image) => mix.text(&image.url).text(&image.alt).value(&image.size).finish(),
        None => mix.finish(),
    }
}

/// Finds the pictures that front matter names, and the documents that show them.
pub(super) fn find_pictures(
    parts: &SiteParts,
    targets: &Targets<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(DocumentId, CardImage)> {
    let mut pictures = Vec::new();
    for (index, (record, matter)) in parts.documents.iter().zip(&parts.matters).enumerate() {
        let document = names::document(index);
        let cascade = record.matter.cascade.as_deref();
        let handed_down = cascade.and_then(|cascade| cascade.image.as_ref());
        for written in record.matter.image.iter().chain(handed_down) {
            let target = &written.src.value;
            let is_told = index < parts.own;
            if is_told
                && !url::is_external(target)
                && find(parts, targets, document, target).is_none()
            {
                let place = Place::new(&record.path, written.src.span);
                let near = targets.suggest_file(document, target);
                findings.push(broken_image(place, target, near.as_deref()));
            }
        }
        let Some(picture) = &matter.image else { continue };
        let target = &picture.src.value;
        let is_external = url::is_external(target);
        let found = match is_external {
            true => Some((target.clone(), None)),
            false => find(parts, targets, document, target),
        };
        if let Some((url, size)) = found {
            let alt = picture.alt.clone();
            pictures.push((document, CardImage { url, is_external, alt, size }));
        }
    }
    pictures
}

/// Hangs the pictures that were found.
pub(super) fn hang_pictures(parts: &mut SiteParts, pictures: Vec<(DocumentId, CardImage)>) {
    for (document, picture) in pictures {
        parts.cards[document.0 as usize].image = Some(picture);
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

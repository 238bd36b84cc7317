//! Cards: documents as they stand in lists.

use crate::ground::findings::broken_image;
use crate::ground::{Diagnostic, Fingerprint, Mix, Place, url};
use crate::model::page::{SectionId, Standing};
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

/// Finds the pictures that front matter names.
pub(super) fn hang_pictures(parts: &mut SiteParts, findings: &mut Vec<Diagnostic>) {
    for index in 0..parts.documents.len() {
        let Some(picture) = &parts.matters[index].image else {
            continue;
        };
        let target = &picture.src.value;
        let image = if url::is_external(target) {
            Some((target.clone(), true, None))
        } else {
            find(parts, index, target)
        };
        let Some((url, is_external, size)) = image else {
            // What a section hands down was written in another file, which says it once.
            let record = &parts.documents[index];
            if record.matter.image.is_some() {
                let place = Place::new(&record.path, picture.src.span);
                findings.push(broken_image(place, target, None));
            }
            continue;
        };
        let alt = picture.alt.clone();
        parts.cards[index].image = Some(CardImage { url, is_external, alt, size });
        parts.cards[index].print = print(parts, index);
    }
}

type Found = (String, bool, Option<(u32, u32)>);

fn find(parts: &SiteParts, index: usize, target: &str) -> Option<Found> {
    let path = &parts.documents[index].path;
    let decoded = url::decode(target)?;
    let at = match decoded.strip_prefix('/') {
        Some(rest) => {
            let wanted = format!("/{rest}");
            parts.asset_urls.iter().position(|url| *url == wanted)
        }
        None => {
            let wanted = url::resolve(url::folder(path), &decoded)?;
            parts.assets.binary_search_by(|asset| (*asset.path).cmp(&wanted)).ok()
        }
    }?;
    Some((parts.asset_urls[at].clone(), false, parts.assets[at].size))
}

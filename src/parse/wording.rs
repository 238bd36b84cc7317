//! Words that say nothing: texts of links that could stand for any link, and descriptions that
//! could stand under any image.

use crate::ground::slug::slug;
use crate::ground::url;

/// A URL of more letters is no text: a screen reader spells it out.
const URL_LETTERS_MAX: usize = 60;

/// Texts of links that say nothing, as slugs, in the languages in which we know them.
const VAGUE: &[&str] = &[
    // Spanish
    "aqui",
    "clic",
    "clic-aqui",
    "click-aqui",
    "conoce-mas",
    "da-clic-aqui",
    "desde-aqui",
    "dar-clic-aqui",
    "el-siguiente-enlace",
    "en-este-enlace",
    "enlace",
    "este-enlace",
    "este-link",
    "esto",
    "haciendo-clic-aqui",
    "haga-clic-aqui",
    "haz-clic",
    "haz-clic-aqui",
    "hacer-clic-aqui",
    "lee-mas",
    "leer-mas",
    "mas",
    "mas-info",
    "mas-informacion",
    "pincha-aqui",
    "pinchando-aqui",
    "pulsa-aqui",
    "pulsando-aqui",
    "saber-mas",
    "seguir-leyendo",
    "siguiente-enlace",
    "sigue-leyendo",
    "ver",
    "ver-aqui",
    "ver-mas",
    // English
    "click",
    "click-here",
    "continue-reading",
    "find-out-more",
    "here",
    "learn-more",
    "link",
    "more",
    "more-info",
    "more-information",
    "read-more",
    "see-here",
    "see-more",
    "tap-here",
    "this",
    "this-link",
    // Portuguese, Catalan and French
    "clica-aqui",
    "clique-aqui",
    "leia-mais",
    "saiba-mais",
    "ver-mais",
    "aquest-enllac",
    "fes-clic-aqui",
    "llegeix-mes",
    "llegir-mes",
    "mes-informacio",
    "ce-lien",
    "cliquez-ici",
    "en-savoir-plus",
    "ici",
    "lire-la-suite",
    "lire-plus",
    "voir-plus",
];

/// Descriptions that say nothing, as slugs.
const BLANK: &[&str] = &[
    "alt",
    "alt-text",
    "captura",
    "captura-de-pantalla",
    "foto",
    "image",
    "imagem",
    "imagen",
    "imatge",
    "img",
    "photo",
    "pic",
    "picture",
    "screenshot",
    "texto-alternativo",
];

/// Endings of pictures.
const PICTURES: &[&str] =
    &["avif", "bmp", "gif", "heic", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp"];

/// Tells whether the text of a link could stand for any link.
pub(super) fn is_vague(text: &str) -> bool {
    text.len() < 60 && VAGUE.contains(&&*slug(text))
}

/// Tells whether the text of a link is a URL too long to be read out.
pub(super) fn is_long_url(text: &str) -> bool {
    let text = text.trim();
    let is_url = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    is_url && !text.contains(char::is_whitespace) && text.chars().count() > URL_LETTERS_MAX
}

/// Tells whether a description of an image is its file's name, or could stand under any image.
pub(super) fn is_blank(alt: &str, target: &str) -> bool {
    let alt = alt.trim();
    let target = &target[..target.find(['?', '#']).unwrap_or(target.len())];
    let target = url::decode(target).unwrap_or(target.into());
    let name = url::name(&target);
    let is_word = !alt.contains(char::is_whitespace);
    // `nps.png` may show what `nps` says; `nps_2` and `IMG_2034` are names of files.
    let is_named_by_machine = |letter: char| letter == '_' || letter.is_ascii_digit();
    let is_stem = is_word && alt == url::stem(name) && alt.contains(is_named_by_machine);
    alt == name
        || is_stem
        || is_word && PICTURES.contains(&url::ending(alt).as_str())
        || !alt.contains(char::is_alphabetic)
        || alt.len() < 40 && BLANK.contains(&&*slug(alt))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_of_slugs() {
        for known in VAGUE.iter().chain(BLANK) {
            assert_eq!(slug(known), **known);
        }
    }

    #[test]
    fn links_that_say_nothing() {
        let long = format!("https://a.example/{}", "x".repeat(60));
        for (text, expected) in [
            ("aquí", true),
            ("Haz clic AQUÍ »", true),
            ("Read more…", true),
            ("la guía de aquí", false),
            ("→", false),
            ("https://a.example/", false),
            (&long, true),
            (&format!("{long} y más"), false),
        ] {
            assert_eq!(is_vague(text) || is_long_url(text), expected, "{text}");
        }
    }

    #[test]
    fn descriptions_that_say_nothing() {
        for (alt, target, expected) in [
            ("IMG_2034.JPG", "x.jpg", true),
            ("Captura 2026 a las 9.png", "Captura%202026%20a%20las%209.png", true),
            ("IMG_2034", "fotos/IMG_2034.jpg", true),
            ("nps", "nps.png", false),
            ("nps-2026", "nps-2026.png", true),
            ("Imagen", "x.png", true),
            ("300", "x.png", true),
            ("La recepción de la clínica", "recepcion.png", false),
            ("Cómo se abre un .png", "x.png", false),
        ] {
            assert_eq!(is_blank(alt, target), expected, "{alt}");
        }
    }
}

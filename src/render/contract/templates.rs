//! The templates of a theme, by the pages that they print.

use super::entry::{Entry, entry};
use crate::model::Craft;

/// Templates without which a theme is no theme.
pub const TEMPLATES: &[Entry] = &[
    entry("article.html", "article", "un artículo o un capítulo", "an article or a chapter"),
    entry("section.html", "section", "la lista de una sección", "the list of a section"),
    entry("home.html", "home", "la portada y sus páginas", "the home and its further pages"),
    entry("taxonomy.html", "taxonomy", "todos los términos", "all terms of a taxonomy"),
    entry("term.html", "term", "los artículos de un término", "the articles of a term"),
    entry("404.html", "not_found", "lo que no está", "what is not there"),
    entry("redirect.html", "redirect", "una dirección vieja", "an old address"),
];

/// Templates that a theme may leave out; the general one prints those pages then, or nothing does.
pub const OPTIONAL: &[Entry] = &[
    entry(
        "person.html",
        "article",
        "una persona; si no está, `article.html`",
        "a person; without it, `article.html`",
    ),
    entry(
        "thesis.html",
        "article",
        "una tesis; si no está, `article.html`",
        "a thesis; without it, `article.html`",
    ),
    entry(
        "survey.html",
        "article",
        "los resultados de una encuesta; si no está, `article.html`",
        "the results of a survey; without it, `article.html`",
    ),
    entry(
        Craft::PRINT,
        "print",
        "una guía entera; si no está, no hay esa página",
        "a whole guide; without it, there is no such page",
    ),
];

//! The values that templates get: `site`, `page`, and the cards of lists.

use super::entry::{Entry, entry};

/// What stands in `site`.
pub const SITE: &[Entry] = &[
    entry("title", "text", "el nombre del sitio", "the site's name"),
    entry("description", "text", "qué es el sitio", "what the site is"),
    entry(
        "url",
        "address",
        "la portada, en el idioma de la página",
        "the home, in the page's language",
    ),
    entry("base_url", "URL", "la dirección del sitio", "where the site lives"),
    entry("language", "text", "el idioma de la página", "the page's language"),
    entry("languages", "list of texts", "los idiomas del sitio", "the site's languages"),
    entry("license", "text", "la licencia del contenido", "the content's licence"),
    entry("footer", "HTML", "la frase del pie", "the sentence at the foot"),
    entry("logo", "address or none", "el logotipo", "the logo"),
    entry("icon", "address or none", "el icono de la pestaña", "the icon of the tab"),
    entry("brand_colour", "text or none", "el color de la marca", "the brand's colour"),
    entry(
        "image",
        "picture or none",
        "la imagen de las páginas sin otra: `permalink alt`",
        "the picture of pages without one: `permalink alt`",
    ),
    entry("feed", "address or none", "el canal del sitio", "the site's feed"),
    entry("extra", "table", "lo que pongas en `[extra]`", "what you put under `[extra]`"),
];

/// What stands in `page`.
pub const PAGE: &[Entry] = &[
    entry(
        "kind",
        "text",
        "qué página es: mira la tabla de plantillas",
        "what page it is: see the templates",
    ),
    entry("title", "text", "el título", "the title"),
    entry(
        "description",
        "text",
        "la descripción, o las primeras frases",
        "the description, or the first sentences",
    ),
    entry(
        "standfirst",
        "text or none",
        "la descripción, solo si su autor la escribió",
        "the description, if its author wrote one",
    ),
    entry("url", "address", "la dirección", "the address"),
    entry("permalink", "URL", "la dirección canónica, entera", "the canonical address, whole"),
    entry("language", "text", "el idioma de la página", "the page's language"),
    entry(
        "content_language",
        "text",
        "el idioma del texto; otro, si falta la traducción",
        "the text's language; another where a translation is missing",
    ),
    entry("date", "date or none", "cuándo se publicó", "when it was published"),
    entry("updated", "date or none", "cuándo cambió", "when it changed"),
    entry("publish_at", "date or none", "desde cuándo se muestra", "from when it is shown"),
    entry("expire_at", "date or none", "hasta cuándo se muestra", "until when it is shown"),
    entry("minutes", "number", "los minutos de lectura", "the minutes that reading takes"),
    entry("words", "number", "las palabras", "the words"),
    entry(
        "standing",
        "text",
        "`public`, `draft`, `scheduled` o `expired`",
        "`public`, `draft`, `scheduled` or `expired`",
    ),
    entry(
        "image",
        "picture or none",
        "la imagen: `src permalink alt width height credit credit_url`",
        "the picture: `src permalink alt width height credit credit_url`",
    ),
    entry(
        "authors",
        "list of texts",
        "quién lo escribió, como está escrito",
        "who wrote it, as it is written",
    ),
    entry("ask", "text or none", "la pregunta de cierre", "the closing question"),
    entry("toc", "true or false", "si lleva índice", "whether it has a table of contents"),
    entry("layout", "text or none", "la variante del diseño", "the variant of the layout"),
    entry(
        "section_kind",
        "text",
        "`section`, `guide`, `people`, `theses` o `survey`",
        "`section`, `guide`, `people`, `theses` or `survey`",
    ),
    entry("number", "number", "el número de página de una lista", "the number of a list's page"),
    entry("owner", "text or none", "quién responde por el texto", "who answers for the text"),
    entry(
        "review_by",
        "date or none",
        "cuándo toca revisarlo",
        "when it should be looked at again",
    ),
    entry("role", "text or none", "qué hace una persona", "what a person does"),
    entry(
        "links",
        "list",
        "dónde más está una persona: `title url`",
        "where else a person is: `title url`",
    ),
    entry(
        "target",
        "address or none",
        "adónde lleva una dirección vieja",
        "where an old address leads",
    ),
    entry(
        "markdown",
        "address or none",
        "el texto en Markdown, si `[machines]` lo pide",
        "the text in Markdown, if `[machines]` asks for it",
    ),
    entry("extra", "table", "lo que solo tu tema conoce", "what only your theme knows"),
];

/// What a card of a list has.
pub const CARD: &[Entry] = &[
    entry("title", "text", "el título", "the title"),
    entry("url", "address", "la dirección", "the address"),
    entry(
        "description",
        "text",
        "la descripción, o las primeras frases",
        "the description, or the first sentences",
    ),
    entry("date", "date or none", "cuándo se publicó", "when it was published"),
    entry("updated", "date or none", "cuándo cambió", "when it changed"),
    entry("minutes", "number", "los minutos de lectura", "the minutes that reading takes"),
    entry(
        "image",
        "picture or none",
        "la imagen: `src permalink alt width height`",
        "the picture: `src permalink alt width height`",
    ),
    entry("role", "text or none", "qué hace una persona", "what a person does"),
    entry(
        "standing",
        "text",
        "`public`, `draft`, `scheduled` o `expired`",
        "`public`, `draft`, `scheduled` or `expired`",
    ),
    entry("language", "text", "el idioma del texto", "the text's language"),
    entry("section", "table", "su sección: `title url`", "its section: `title url`"),
];

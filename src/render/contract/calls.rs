//! The functions and filters that templates may call.

use super::entry::{Entry, entry};

/// The functions.
pub const FUNCTIONS: &[Entry] = &[
    entry("content()", "HTML", "el texto de la página", "the page's text"),
    entry("toc()", "list", "su índice: `id title children`", "its contents: `id title children`"),
    entry(
        "entries()",
        "list of cards",
        "los textos de esta página de la lista",
        "the texts of this page of the list",
    ),
    entry(
        "pager()",
        "table or none",
        "las páginas de la lista: `number total count first previous next last numbers`",
        "the pages of the list: `number total count first previous next last numbers`",
    ),
    entry(
        "breadcrumbs()",
        "list",
        "las secciones hasta aquí: `title url language`",
        "the sections above: `title url language`",
    ),
    entry(
        "neighbours()",
        "table",
        "lo que se lee antes y después: `previous next`",
        "what one reads before and after: `previous next`",
    ),
    entry(
        "backlinks()",
        "list of cards",
        "quién enlaza aquí; cada ficha lleva además `sentence before link after`",
        "who links here; each card also has `sentence before link after`",
    ),
    entry(
        "related(count=4)",
        "list of cards",
        "lo que trata de lo mismo, hasta ocho",
        "what is about the same, eight at most",
    ),
    entry(
        "authors()",
        "list",
        "quién lo escribió: `name url permalink role image`",
        "who wrote it: `name url permalink role image`",
    ),
    entry(
        "series()",
        "list",
        "sus series: `title url language number total parts previous next`",
        "its series: `title url language number total parts previous next`",
    ),
    entry(
        "terms(taxonomy=\"tags\")",
        "list",
        "sus términos, de una taxonomía o de todas: `name url language taxonomy`",
        "its terms, of one taxonomy or of all: `name url language taxonomy`",
    ),
    entry(
        "all_terms(taxonomy=\"tags\")",
        "list",
        "todos los términos: `name url language count`",
        "all terms: `name url language count`",
    ),
    entry(
        "taxonomy()",
        "table or none",
        "la taxonomía de la página: `name title url`",
        "the page's taxonomy: `name title url`",
    ),
    entry(
        "taxonomies()",
        "list",
        "las taxonomías que tienen página en esta lengua: `name title url`",
        "the taxonomies that have a page in this language: `name title url`",
    ),
    entry(
        "latest(count=5, section=\"articulos\")",
        "list of cards",
        "lo más nuevo; `section` es una carpeta o una `url`; con `\".\"`, la de la página",
        "the newest; `section` is a folder or a `url`; with `\".\"`, that of the page",
    ),
    entry(
        "sections()",
        "list",
        "las secciones de debajo: `title url description language count`",
        "the sections below: `title url description language count`",
    ),
    entry(
        "outline()",
        "table or none",
        "la guía de la página: `title url language chapters here is_current`, y `print_url` si se \
         imprime; de una de más de 200 capítulos, los de alrededor",
        "the page's guide: `title url language chapters here is_current`, and `print_url` if it is \
         printed; of one with more than 200 chapters, those around it",
    ),
    entry(
        "chapters()",
        "list",
        "los capítulos de la guía con su texto: `title url number level language anchor content`",
        "the guide's chapters with their text: `title url number level language anchor content`",
    ),
    entry(
        "theses(of=\"tesis\")",
        "list",
        "las tesis de un manifiesto: `number title url language anchor group citations \
         is_explained evidence manifesto`",
        "the theses of a manifesto: `number title url language anchor group citations \
         is_explained evidence manifesto`",
    ),
    entry(
        "thesis(number=7, of=\"tesis\")",
        "table or none",
        "una tesis, con lo mismo; sin `number`, la de la página",
        "one thesis, with the same; without `number`, that of the page",
    ),
    entry(
        "survey(of=\"nps-2026\")",
        "table or none",
        "una encuesta: `id title url sample is_weighted waves headlines questions method downloads \
         contents`; sin `of`, la de la página",
        "a survey: `id title url sample is_weighted waves headlines questions method downloads \
         contents`; without `of`, that of the page",
    ),
    entry(
        "chart(survey=\"nps-2026\", question=\"q3\", as, by, wave)",
        "table",
        "una pregunta dibujada: `html title url is_first`; `as` es `histogram`, `bars`, `stacked`, \
         `dots`, `people`, `line`, `pairs` o `heat`",
        "a question, drawn: `html title url is_first`; `as` is `histogram`, `bars`, `stacked`, \
         `dots`, `people`, `line`, `pairs` or `heat`",
    ),
    entry(
        "nps(survey=\"nps-2026\", question, wave)",
        "table",
        "el NPS de una encuesta: `headline text warning sampling title url is_first`",
        "the NPS of a survey: `headline text warning sampling title url is_first`",
    ),
    entry(
        "evidence()",
        "list",
        "lo que dicen las encuestas de la tesis: `status says survey title question text wave url`",
        "what surveys say of the thesis: `status says survey title question text wave url`",
    ),
    entry(
        "menu()",
        "list",
        "el menú: `title url language is_current is_external`",
        "the menu: `title url language is_current is_external`",
    ),
    entry(
        "languages()",
        "list",
        "la página en cada idioma: `language name url permalink is_current is_same is_translated`",
        "the page in each language: `language name url permalink is_current is_same is_translated`",
    ),
    entry(
        "translations()",
        "list",
        "lo mismo, solo donde está traducida; la primera es `x-default`",
        "the same, only where it is translated; the first is `x-default`",
    ),
    entry(
        "link(to=\"articulos/nps.md\")",
        "address",
        "dónde está algo del sitio, en el idioma de la página",
        "where something of the site is, in the page's language",
    ),
    entry(
        "asset(path=\"css/agora.css\")",
        "address",
        "dónde está un archivo del tema o de `static/`",
        "where a file of the theme or of `static/` is",
    ),
    entry("data(path=\"oficinas.toml\")", "value", "un archivo de `data/`", "a file of `data/`"),
    entry(
        "rows(data=\"canales.csv\", columns, headers, sort, limit)",
        "table",
        "filas elegidas y en orden: `columns rows`",
        "rows, chosen and sorted: `columns rows`",
    ),
    entry(
        "feeds()",
        "list",
        "los canales de la página y del sitio: `title url type format`",
        "the feeds of the page and of the site: `title url type format`",
    ),
    entry(
        "structured()",
        "text",
        "qué es la página, en JSON-LD, para un `<script type=\"application/ld+json\">`",
        "what the page is, in JSON-LD, for a `<script type=\"application/ld+json\">`",
    ),
    entry("today()", "date", "el día de hoy", "the day it is"),
    entry(
        "range(end=3, start, step_by)",
        "list of numbers",
        "números, hasta un millón en cada página",
        "numbers, a million a page at most",
    ),
];

/// The filters; the engine has more.
pub const FILTERS: &[Entry] = &[
    entry(
        "t(count=3)",
        "text",
        "las palabras del tema en el idioma de la página: `{{ \"minutes\" | t(count=3) }}`",
        "the theme's words in the page's language: `{{ \"minutes\" | t(count=3) }}`",
    ),
    entry(
        "date(style=\"short\")",
        "text",
        "una fecha como se escribe: `long`, `medium`, `short`, `iso`",
        "a date as it is written: `long`, `medium`, `short`, `iso`",
    ),
];

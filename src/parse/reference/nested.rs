//! The keys that stand in tables, in the order of the guide's page.

use super::setting::{Kind, Setting, Usual};

/// All of them.
pub(super) const NESTED: &[Setting] = &[
    Setting {
        table: "menu",
        group: "menu",
        name: "title",
        kind: Kind::Text,
        usual: Usual::Said(["se escribe siempre", "always written"]),
        says: ["Lo que se lee.", "What is shown."],
    },
    Setting {
        table: "menu",
        group: "menu",
        name: "url",
        kind: Kind::Text,
        usual: Usual::Said(["se escribe siempre", "always written"]),
        says: [
            "Un camino del sitio (`/guia/`) o una dirección de fuera.",
            "A path of the site (`/guia/`) or a URL.",
        ],
    },
    Setting {
        table: "translations",
        group: "translations",
        name: "title",
        kind: Kind::Text,
        usual: Usual::Said(["el de arriba", "that above"]),
        says: ["El nombre del sitio en esa lengua.", "The name of the site in that language."],
    },
    Setting {
        table: "translations",
        group: "translations",
        name: "description",
        kind: Kind::Text,
        usual: Usual::Said(["el de arriba", "that above"]),
        says: ["Una o dos frases sobre él.", "One or two sentences about it."],
    },
    Setting {
        table: "translations",
        group: "translations",
        name: "footer",
        kind: Kind::Text,
        usual: Usual::Said(["el de arriba", "that above"]),
        says: [
            "Una frase al pie de cada página, en Markdown.",
            "A sentence at the foot of each page, in Markdown.",
        ],
    },
    Setting {
        table: "translations",
        group: "translations",
        name: "menu",
        kind: Kind::Tables,
        usual: Usual::Said(["el de arriba", "that above"]),
        says: ["Las entradas del menú.", "The entries of the menu."],
    },
    Setting {
        table: "markdown",
        group: "markdown",
        name: "html",
        kind: Kind::Text,
        usual: Usual::Value(r#""trust""#),
        says: ["Qué pasa con el HTML que escribes.", "What becomes of the HTML that you write."],
    },
    Setting {
        table: "markdown",
        group: "markdown",
        name: "unknown_keys",
        kind: Kind::Text,
        usual: Usual::Value(r#""error""#),
        says: [
            r#"Con `"keep"`, las claves ajenas de un artículo van a `extra`."#,
            r#"With `"keep"`, foreign keys of an article go into `extra`."#,
        ],
    },
    Setting {
        table: "markdown",
        group: "markdown",
        name: "smart_quotes",
        kind: Kind::YesNo,
        usual: Usual::Value("true"),
        says: [
            r#"Si `"`, `--` y `...` se vuelven signos de imprenta."#,
            r#"Whether `"`, `--` and `...` become a printer’s signs."#,
        ],
    },
    Setting {
        table: "markdown",
        group: "markdown",
        name: "heading_ids",
        kind: Kind::YesNo,
        usual: Usual::Value("true"),
        says: [
            "Si los encabezados sin ancla reciben una.",
            "Whether headings without an anchor get one.",
        ],
    },
    Setting {
        table: "feeds",
        group: "feeds",
        name: "atom",
        kind: Kind::YesNo,
        usual: Usual::Value("true"),
        says: [
            "Si hay canales en formato Atom, como `/atom.xml`.",
            "Whether there are feeds in Atom, such as `/atom.xml`.",
        ],
    },
    Setting {
        table: "feeds",
        group: "feeds",
        name: "json",
        kind: Kind::YesNo,
        usual: Usual::Value("true"),
        says: [
            "Si los hay en JSON Feed, como `/feed.json`.",
            "Whether there are feeds in JSON Feed, such as `/feed.json`.",
        ],
    },
    Setting {
        table: "feeds",
        group: "feeds",
        name: "entries",
        kind: Kind::Number,
        usual: Usual::Value("20"),
        says: [
            "Cuántos artículos lleva cada canal, los más nuevos primero.",
            "How many articles each feed holds, the newest first.",
        ],
    },
    Setting {
        table: "feeds",
        group: "feeds",
        name: "sections",
        kind: Kind::YesNo,
        usual: Usual::Value("true"),
        says: [
            "Si cada sección tiene el suyo: `/articulos/atom.xml`.",
            "Whether each section has its own: `/articles/atom.xml`.",
        ],
    },
    Setting {
        table: "feeds",
        group: "feeds",
        name: "terms",
        kind: Kind::YesNo,
        usual: Usual::Value("true"),
        says: [
            "Si lo tiene cada término: `/tags/escucha/atom.xml`.",
            "Whether each term has: `/tags/listening/atom.xml`.",
        ],
    },
    Setting {
        table: "feeds",
        group: "feeds",
        name: "authors",
        kind: Kind::YesNo,
        usual: Usual::Value("true"),
        says: [
            "Si lo tiene cada autor: `/equipo/ana/atom.xml`.",
            "Whether each author has: `/team/ana/atom.xml`.",
        ],
    },
    Setting {
        table: "feeds",
        group: "feeds",
        name: "full",
        kind: Kind::Texts,
        usual: Usual::Value(r#"["site", "sections"]"#),
        says: ["Qué canales llevan los textos enteros.", "Which feeds hold whole texts."],
    },
    Setting {
        table: "machines",
        group: "machines",
        name: "llms",
        kind: Kind::YesNo,
        usual: Usual::Value("false"),
        says: [
            "Si hay `/llms.txt`, con todo lo que se puede leer, y \
             `/llms-full.txt`, con los textos.",
            "Whether there are `/llms.txt`, with all there is to read, and \
             `/llms-full.txt`, with the texts.",
        ],
    },
    Setting {
        table: "machines",
        group: "machines",
        name: "markdown",
        kind: Kind::YesNo,
        usual: Usual::Value("false"),
        says: [
            "Si cada texto está también en Markdown: `/articulos/escuchar/index.md`.",
            "Whether each text is there in Markdown, too: `/articles/listening/index.md`.",
        ],
    },
    Setting {
        table: "limits",
        group: "limits",
        name: "page_bytes",
        kind: Kind::Number,
        usual: Usual::Value("5242880"),
        says: [
            "Un archivo de `content/`, de `data/` o del tema; son 5 MiB.",
            "A file of `content/`, of `data/` or of the theme; that is 5 MiB.",
        ],
    },
    Setting {
        table: "limits",
        group: "limits",
        name: "files",
        kind: Kind::Number,
        usual: Usual::Value("1000000"),
        says: ["Los archivos del sitio entero.", "The files of the whole site."],
    },
    Setting {
        table: "limits",
        group: "limits",
        name: "output_bytes",
        kind: Kind::Number,
        usual: Usual::Value("16777216"),
        says: ["Una página terminada; son 16 MiB.", "A finished page; that is 16 MiB."],
    },
    Setting {
        table: "limits",
        group: "limits",
        name: "page_seconds",
        kind: Kind::Number,
        usual: Usual::Value("10"),
        says: [
            "Lo que puede tardar una página en imprimirse.",
            "How long a page may take to print.",
        ],
    },
    Setting {
        table: "limits",
        group: "limits",
        name: "sitemap_urls",
        kind: Kind::Number,
        usual: Usual::Value("50000"),
        says: [
            "Direcciones por mapa del sitio; si hay más, se parte.",
            "URLs of a sitemap; with more, it is cut into parts.",
        ],
    },
];

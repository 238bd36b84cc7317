//! The contract as a page in Markdown.

use std::fmt::Write as _;

use super::calls::{FILTERS, FUNCTIONS};
use super::entry::Entry;
use super::parts::{PARTS, SLOTS, TOKENS};
use super::templates::{OPTIONAL, TEMPLATES};
use super::values::{CARD, PAGE, SITE};
use crate::ground::Lang;
use crate::model::{Craft, Theme};

/// What words mean in a table's second column, in Spanish.
const GIVES: &[(&str, &str)] = &[
    ("list of numbers", "lista de números"),
    ("list of texts", "lista de textos"),
    ("list of cards", "lista de fichas"),
    ("list", "lista"),
    ("table", "tabla"),
    ("text", "texto"),
    ("date", "fecha"),
    ("number", "número"),
    ("address", "dirección"),
    ("picture", "imagen"),
    ("true or false", "`true` o `false`"),
    ("value", "valor"),
    ("fonts", "letras"),
    ("length", "medida"),
    ("colour", "color"),
    ("every page", "todas las páginas"),
    ("header", "cabecera"),
    ("footer", "pie"),
    ("articles", "artículos"),
    ("surveys", "encuestas"),
    ("sections", "secciones"),
    ("lists", "listas"),
    ("the home", "portada"),
    ("articles, home", "artículos, portada"),
    ("sections, home", "secciones, portada"),
];

/// How a function is asked, and what may be missing.
const ASKED_ES: &str = "\
Lo que da una función recibe un nombre con `set` antes de leer sus campos; lo que puede faltar se
pregunta con `if`:

```html
{% set run = pager() %}
{% if run %}{{ run.number }} / {{ run.total }}{% endif %}
{% for card in related(count=3) %}<a href=\"{{ card.url }}\">{{ card.title }}</a>{% endfor %}
{% if page.date %}<time datetime=\"{{ page.date }}\">{{ page.date | date }}</time>{% endif %}
```";
const ASKED_EN: &str = "\
What a function gives is named with `set` before its fields are read; what may be missing is asked
about with `if`:

```html
{% set run = pager() %}
{% if run %}{{ run.number }} / {{ run.total }}{% endif %}
{% for card in related(count=3) %}<a href=\"{{ card.url }}\">{{ card.title }}</a>{% endfor %}
{% if page.date %}<time datetime=\"{{ page.date }}\">{{ page.date | date }}</time>{% endif %}
```";

/// Writes the contract with what a theme offers of its own: components and words.
pub fn page(theme: &Theme, craft: &Craft, lang: Lang) -> String {
    let said = |es: &'static str, en: &'static str| if lang == Lang::Es { es } else { en };
    let mut page = String::new();
    let mut part = |title: &str, head: [&str; 3], entries: &[Entry]| {
        let [first, second, third] = head;
        write!(page, "## {title}\n\n| {first} | {second} | {third} |\n| --- | --- | --- |\n")
            .expect("a string takes all");
        for entry in entries {
            let (name, gives) = (entry.name, gives(entry.gives, lang));
            writeln!(page, "| `{name}` | {gives} | {} |", entry.says(lang))
                .expect("a string takes all");
        }
        page.push('\n');
    };
    let (gives, what) = (said("Da", "Gives"), said("Qué es", "What it is"));
    let (name, kind) = (said("Nombre", "Name"), "`page.kind`");
    let head = [said("Plantilla", "Template"), kind, said("Imprime", "Prints")];
    part(said("Plantillas", "Templates"), head, TEMPLATES);
    part(said("Plantillas que pueden faltar", "Templates that may be missing"), head, OPTIONAL);
    part("`site`", [name, gives, what], SITE);
    part("`page`", [name, gives, what], PAGE);
    part(said("Las fichas", "Cards"), [name, gives, what], CARD);
    let head = [said("Función", "Function"), gives, what];
    let title = format!("{}\n\n{}", said("Funciones", "Functions"), said(ASKED_ES, ASKED_EN));
    part(&title, head, FUNCTIONS);
    part(said("Filtros", "Filters"), [said("Filtro", "Filter"), gives, what], FILTERS);
    let head = [name, said("Está en", "Stands in"), what];
    part(said("Bloque y huecos", "Block and slots"), head, SLOTS);
    part(said("Los trozos de `agora`", "The parts of `agora`"), head, PARTS);
    part(said("Sus medidas y colores", "Its measures and colours"), [name, gives, what], TOKENS);
    components(&mut page, craft, lang);
    words(&mut page, theme, lang);
    page
}

fn gives(gives: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return gives.to_string();
    }
    let (what, none) = match gives.strip_suffix(" or none") {
        Some(what) => (what, " o nada"),
        None => (gives, ""),
    };
    let spanish = GIVES.iter().find(|(english, _)| *english == what);
    // What a template is called by needs no translation.
    let what = spanish.map_or_else(|| what.to_string(), |(_, spanish)| (*spanish).to_string());
    format!("{what}{none}")
}

fn components(page: &mut String, craft: &Craft, lang: Lang) {
    page.push_str(match lang {
        Lang::Es => "## Componentes\n\n| Directiva | Atributos |\n| --- | --- |\n",
        Lang::En => "## Components\n\n| Directive | Attributes |\n| --- | --- |\n",
    });
    for component in &craft.components {
        let arguments = component.arguments.iter().map(|argument| {
            let needed = if argument.is_required { "*" } else { "" };
            format!("`{}`{needed}", argument.name)
        });
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        writeln!(page, "| `{}` | {arguments} |", component.name).expect("a string takes all");
    }
    page.push_str(match lang {
        Lang::Es => "\nLos que llevan `*` son obligatorios.\n\n",
        Lang::En => "\nThose with `*` are needed.\n\n",
    });
}

fn words(page: &mut String, theme: &Theme, lang: Lang) {
    page.push_str(match lang {
        Lang::Es => "## Palabras\n\n| Clave | En español |\n| --- | --- |\n",
        Lang::En => "## Words\n\n| Key | In English |\n| --- | --- |\n",
    });
    for (key, text) in theme.words.get(lang.tag()).into_iter().flatten() {
        let text = text.replace('|', "\\|");
        writeln!(page, "| `{key}` | {text} |").expect("a string takes all");
    }
}

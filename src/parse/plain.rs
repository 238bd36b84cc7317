//! Descriptions as plain text: they stand in attributes, feeds and data, where Markdown means nothing.

use pulldown_cmark::{Event, Parser};

/// What keeps a line from beginning a list or a heading.
const GUARD: &str = "x ";

/// Takes the marks of Markdown from a text of one paragraph; their words stay.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['*', '_', '`', '[', '\\']) {
        return text.to_string();
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let guarded = format!("{GUARD}{line}");
    let mut words = String::with_capacity(line.len());
    for event in Parser::new(&guarded) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) => {
                words.push_str(&part)
            }
            _ => {}
        }
    }
    words.strip_prefix(GUARD).unwrap_or(&line).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (text, expected) in [
            ("Hace **esto** y *eso*.", "Hace esto y eso."),
            ("Usa `max_allowed_packet`", "Usa max_allowed_packet"),
            ("Lee [la guía](/guia/ \"Guía\")", "Lee la guía"),
            ("![Un mapa](mapa.png)", "Un mapa"),
            ("1. **Primero**", "1. Primero"),
            ("# *no* es un título", "# no es un título"),
            ("Dos\nlíneas *juntas*", "Dos líneas juntas"),
            ("2 * 3 * 4 y una_clave_larga", "2 * 3 * 4 y una_clave_larga"),
            ("[lo que sea] <nombre> *aquí*", "[lo que sea] <nombre> aquí"),
            ("**sin cerrar", "**sin cerrar"),
            ("Nada que quitar <b>", "Nada que quitar <b>"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}

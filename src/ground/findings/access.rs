//! Findings about what an author wrote for those who do not see it, or who do not read it all.

use crate::ground::code::Code;
use crate::ground::diagnostic::{Diagnostic, Place};
use crate::ground::words::Words;
use crate::words;

/// An image without alternative text.
pub fn missing_alt(place: Place, target: &str) -> Diagnostic {
    let message = words!(
        "la imagen `{target}` no tiene texto alternativo",
        "the image `{target}` has no alternative text"
    );
    Diagnostic::new(Code::MissingAlt, place, message)
        .label(Words::new("quien no la ve no sabe qué muestra", "who does not see it misses it"))
        .help(Some(Words::new(
            "di entre los corchetes qué muestra; si solo adorna, `![](imagen \"\")`",
            "say between the brackets what it shows; if it only decorates, `![](image \"\")`",
        )))
}

/// An image that a translation has from its original, whose alternative text is in another
/// language.
pub fn untranslated_alt(place: Place, target: &str) -> Diagnostic {
    let message = words!(
        "la imagen heredada `{target}` no tiene texto alternativo en esta lengua",
        "the inherited image `{target}` has no alternative text in this language"
    );
    Diagnostic::new(Code::MissingAlt, place, message)
        .note(Words::new(
            "una traducción hereda la imagen del original, no sus palabras",
            "a translation has the image of its original, not its words",
        ))
        .help(Some(Words::new(
            "repite `image` en la traducción, con su `alt`",
            "write `image` again in the translation, with its `alt`",
        )))
}

/// An image whose alternative text is a file's name, or could stand under any image.
pub fn poor_alt(place: Place, alt: &str) -> Diagnostic {
    let message = words!(
        "el texto alternativo `{alt}` no dice qué muestra la imagen",
        "the alternative text `{alt}` does not say what the image shows"
    );
    Diagnostic::new(Code::MissingAlt, place, message).help(Some(Words::new(
        "cuenta lo que importa de ella, como lo harías por teléfono",
        "tell what matters of it, as you would on the phone",
    )))
}

/// A heading that lies more than one level below the one before.
pub fn heading_jump(place: Place, text: &str, (from, to): (u8, u8)) -> Diagnostic {
    let message = words!(
        "el encabezado `{text}` salta del nivel {from} al {to}",
        "the heading `{text}` jumps from level {from} to {to}"
    );
    let wanted = "#".repeat(usize::from(from) + 1);
    Diagnostic::new(Code::HeadingOrder, place, message).help(Some(words!(
        "baja de un nivel en uno: `{wanted}`",
        "go down one level at a time: `{wanted}`"
    )))
}

/// A heading of level 1 in a body: the page has its title already.
pub fn second_title(place: Place, text: &str) -> Diagnostic {
    let message =
        words!("`{text}` es otro encabezado de nivel 1", "`{text}` is another heading of level 1");
    Diagnostic::new(Code::HeadingOrder, place, message)
        .label(Words::new("la página ya tiene su título", "the page has its title already"))
        .help(Some(Words::new(
            "escribe `##`, y baja un nivel los que cuelgan de él",
            "write `##`, and move those below it down a level",
        )))
}

/// A link whose text could stand for any link.
pub fn vague_link_text(place: Place, text: &str) -> Diagnostic {
    let message = words!(
        "el enlace `{text}` no dice adónde lleva",
        "the link `{text}` does not say where it leads"
    );
    Diagnostic::new(Code::VagueLinkText, place, message).help(Some(Words::new(
        "enlaza las palabras que nombran lo que hay al otro lado",
        "link the words that name what is on the other side",
    )))
}

/// A link without any text.
pub fn empty_link_text(place: Place, target: &str) -> Diagnostic {
    let message =
        words!("el enlace a `{target}` no tiene texto", "the link to `{target}` has no text");
    Diagnostic::new(Code::VagueLinkText, place, message).help(Some(Words::new(
        "dale un texto, o a su imagen un texto alternativo",
        "give it a text, or its image an alternative text",
    )))
}

/// A link whose text is a long URL, which a screen reader spells out.
pub fn url_as_text(place: Place, text: &str) -> Diagnostic {
    let message = words!(
        "el texto de este enlace es una dirección larga: `{text}`",
        "the text of this link is a long URL: `{text}`"
    );
    Diagnostic::new(Code::VagueLinkText, place, message).help(Some(Words::new(
        "escribe `[lo que hay allí](dirección)`",
        "write `[what is there](url)`",
    )))
}

/// A table none of whose columns has a heading.
pub fn headless_table(place: Place) -> Diagnostic {
    let message = Words::new("esta tabla no tiene encabezados", "this table has no headings");
    Diagnostic::new(Code::TableHeaders, place, message).help(Some(Words::new(
        "nombra cada columna; si no es una tabla, usa una lista",
        "name each column; if it is no table, use a list",
    )))
}

/// A column of a table without a heading; `number` counts from one.
pub fn blank_header(place: Place, number: usize) -> Diagnostic {
    let message = words!(
        "la columna {number} de esta tabla no tiene encabezado",
        "column {number} of this table has no heading"
    );
    Diagnostic::new(Code::TableHeaders, place, message).help(Some(Words::new(
        "di en una o dos palabras qué hay debajo",
        "say in a word or two what is below",
    )))
}

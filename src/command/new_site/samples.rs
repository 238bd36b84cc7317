//! The files of a new site, as they are inside the program.

use crate::ground::Lang;

/// Pairs the paths of a language's files with their texts.
macro_rules! files {
    ($folder:literal: $($path:literal),* $(,)?) => {
        vec![$(($path, include_str!(concat!($folder, "/", $path)))),*]
    };
}

/// Gives the files of a new site in a language: their paths from its root, and their texts.
pub(super) fn samples(lang: Lang) -> Vec<(&'static str, &'static str)> {
    match lang {
        Lang::Es => files!("es":
            "tertulia.toml",
            "content/_index.md",
            "content/articulos/_index.md",
            "content/articulos/el-silencio-tambien-responde.md",
            "content/articulos/preguntar-menos.md",
            "content/articulos/cerrar-el-circulo.md",
            "content/guia/_index.md",
            "content/guia/elegir-el-momento.md",
            "content/guia/leer-en-voz-alta.md",
            "content/guia/contar-lo-que-cambio.md",
        ),
        Lang::En => files!("en":
            "tertulia.toml",
            "content/_index.md",
            "content/articles/_index.md",
            "content/articles/silence-is-an-answer-too.md",
            "content/articles/ask-less.md",
            "content/articles/close-the-loop.md",
            "content/guide/_index.md",
            "content/guide/choose-the-moment.md",
            "content/guide/read-aloud.md",
            "content/guide/tell-what-changed.md",
        ),
    }
}

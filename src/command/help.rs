//! The help in Spanish, and clap's own words with it.

use clap::{Arg, Command, CommandFactory};

use super::arguments::Typed;
use crate::ground::Lang;

/// What each command does, by its path below `tertulia`.
const COMMANDS: &[(&str, &str)] = &[
    ("", "Convierte una carpeta de Markdown en una base de conocimiento que escucha"),
    ("new", "Empieza un sitio o un artículo"),
    ("new site", "Empieza un sitio en una carpeta nueva o vacía"),
    ("new article", "Empieza un artículo"),
    ("preview", "Muestra el sitio en el navegador mientras se escribe"),
    ("build", "Construye el sitio"),
    ("check", "Busca lo que está mal y no escribe nada"),
    ("import", "Trae lo que exportan otras herramientas"),
    ("import survey", "Trae las respuestas a una encuesta: una ola por archivo"),
    ("survey", "Mira una encuesta"),
    ("survey report", "Imprime lo que se contestó, ola por ola"),
    ("survey lint", "Busca preguntas mal hechas, que darían respuestas engañosas"),
    ("theme", "Mira el tema del sitio"),
    ("theme check", "Busca lo que le falta al tema y lo prueba en páginas de toda clase"),
    ("theme contract", "Imprime lo que las plantillas reciben y pueden pedir, en Markdown"),
    (
        "theme show",
        "Imprime un archivo del tema que va en el programa; sin archivo, los nombra todos",
    ),
    ("explain", "Explica el código de un hallazgo; sin código, los nombra todos"),
    ("completions", "Imprime el autocompletado para una consola"),
];

/// What each argument means: the name, how its value is called, and the help. `new site title`
/// goes before `title`.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    (
        "site",
        "CARPETA",
        "La carpeta del sitio; si no, la más cercana hacia arriba con un tertulia.toml",
    ),
    (
        "format",
        "FORMA",
        "La forma de los hallazgos: human, plain (una frase cada uno), json, github o sarif",
    ),
    ("lang", "IDIOMA", "El idioma de los mensajes: es o en; si no, el del sistema"),
    ("quiet", "", "Dice solo lo que salió mal"),
    ("verbose", "", "Dice más sobre lo que hace"),
    ("color", "CUÁNDO", "Colores: auto, always (siempre) o never (nunca)"),
    ("help", "", "Imprime esta ayuda"),
    ("version", "", "Imprime la versión"),
    ("folder", "CARPETA", "La carpeta"),
    ("new article title", "TÍTULO", "Su título; si no, sale del nombre"),
    ("title", "TÍTULO", "El título del sitio; si no, sale del nombre de la carpeta"),
    ("base_url", "URL", "Dónde vivirá el sitio, como https://ana.example"),
    (
        "path",
        "RUTA",
        "Su lugar dentro de content/, como articulos/escuchar; una carpeta, si hay título",
    ),
    ("file", "ARCHIVO", "El archivo, como templates/article.html"),
    (
        "files",
        "ARCHIVO",
        "Los archivos exportados: CSV, .xlsx o JSON; de LimeSurvey también su .lss",
    ),
    ("into", "CARPETA", "La carpeta de la encuesta; si no tiene survey.toml, se propone uno"),
    ("wave", "NOMBRE", "El nombre de la ola, como 2026-h1; si no, sale del archivo"),
    ("survey report folder", "CARPETA", "La carpeta de la encuesta"),
    ("survey lint folder", "CARPETA", "La carpeta de la encuesta"),
    ("draft", "", "Lo marca como borrador"),
    (
        "clean",
        "QUÉ",
        "Olvida la construcción anterior: all (todo) o pages (todo menos el código coloreado)",
    ),
    ("out", "CARPETA", "Dónde se escribe el sitio"),
    ("why", "URL", "Dice por qué se imprimió de nuevo la página de esa URL"),
    ("lock", "", "Escribe las direcciones del sitio en urls.lock: ninguna podrá perderse"),
    ("profile", "", "Dice cuánto tardó cada parte"),
    ("drafts", "", "Muestra los borradores y lo que aún no es público o ya no lo es"),
    ("strict", "", "Los avisos también cuentan como fallo"),
    ("baseline", "ARCHIVO", "Dice solo lo que no está en esta lista"),
    ("write_baseline", "ARCHIVO", "Escribe todos los hallazgos en una lista para --baseline"),
    ("preview date", "FECHA", "Muestra el sitio como si fuera esa fecha"),
    ("date", "FECHA", "Construye como si fuera esa fecha"),
    ("port", "PUERTO", "El puerto; si no, 1999 o el siguiente que esté libre"),
    ("open", "", "Abre el navegador"),
    ("follow", "", "Lleva el navegador al artículo que se edita"),
    (
        "editor",
        "EDITOR",
        "Qué abre un archivo en una línea: vscode, cursor, zed, idea, sublime, none (nada) o una \
         URL con {path}, {line} y {column}",
    ),
    (
        "bind",
        "DIRECCIÓN",
        "Escucha en esta dirección del equipo, también para otros: necesitan la clave de la URL",
    ),
    ("allow_host", "NOMBRE", "Otro nombre con el que se llega a este equipo"),
    ("jobs", "N", "Cuántos hilos trabajan; si no, tantos como tenga la máquina"),
    ("code", "CÓDIGO", "El código, como broken-link"),
    ("shell", "CONSOLA", "bash, zsh, fish, powershell o elvish"),
];

/// The Spanish page of help; the escapes are those of clap's own headings, and clap takes them out
/// where there are no colours.
const PAGE: &str = "{about-with-newline}\n\u{1b}[1m\u{1b}[4mUso:\u{1b}[0m {usage}\n\n{all-args}";

/// Makes the command line's grammar, with its help in one language.
pub(super) fn command(lang: Lang) -> Command {
    let command = with_headings(Typed::command(), lang);
    match lang {
        Lang::En => command,
        Lang::Es => {
            let mut command = in_spanish(command, "");
            command.build();
            with_usage(command)
        }
    }
}

/// Tells the options of a command from those that all commands have.
fn with_headings(command: Command, lang: Lang) -> Command {
    command
        .mut_args(|argument| {
            let is_general = argument.is_global_set() || argument.get_id() == "version";
            let heading = match (is_general, argument.is_positional(), lang) {
                (true, _, Lang::Es) => "Opciones generales",
                (true, _, Lang::En) => "General options",
                (_, true, Lang::Es) => "Argumentos",
                (_, false, Lang::Es) => "Opciones",
                (_, _, Lang::En) => return argument,
            };
            argument.help_heading(heading)
        })
        .mut_subcommands(|below| with_headings(below, lang))
}

fn in_spanish(command: Command, path: &str) -> Command {
    command
        .about(about(path))
        .help_template(PAGE)
        .subcommand_help_heading("Órdenes")
        .subcommand_value_name("ORDEN")
        .mut_args(|argument| argument_in_spanish(argument, path))
        .mut_subcommands(|below| {
            let path = format!("{path} {}", below.get_name());
            in_spanish(below, path.trim_start())
        })
}

fn about(path: &str) -> &'static str {
    let found = COMMANDS.iter().find(|(name, _)| *name == path);
    found.map_or("", |(_, about)| about)
}

fn argument_in_spanish(argument: Arg, path: &str) -> Arg {
    let id = argument.get_id().as_str().to_string();
    let full = format!("{path} {id}");
    let Some((_, value, help)) = ARGUMENTS.iter().find(|(name, _, _)| *name == full || *name == id)
    else {
        return argument;
    };
    let argument = argument.help(*help);
    if value.is_empty() { argument } else { argument.value_name(*value) }
}

/// Clap's usage lines have one English word of their own.
fn with_usage(mut command: Command) -> Command {
    let usage = command.render_usage().ansi().to_string();
    let usage = usage.split_once(' ').map_or("", |(_, usage)| usage);
    let usage = usage.replace("[OPTIONS]", "[OPCIONES]");
    command.override_usage(usage).mut_subcommands(with_usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn helps(command: &mut Command, all: &mut String) {
        all.push_str(&command.render_help().to_string());
        for below in command.get_subcommands_mut() {
            helps(below, all);
        }
    }

    #[test]
    fn the_spanish_help_is_spanish() {
        let mut all = String::new();
        helps(&mut command(Lang::Es), &mut all);
        for english in ["Usage", "Options", "Commands", "Arguments", "OPTIONS", "Print", "The "] {
            assert!(!all.contains(english), "{english}: {all}");
        }
        for (_, text) in COMMANDS {
            assert!(all.contains(text), "{text}");
        }
        for (_, _, text) in ARGUMENTS {
            assert!(all.contains(text), "{text}");
        }
    }

    #[test]
    fn the_grammar_holds_in_both_languages() {
        for lang in [Lang::Es, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn the_first_page_of_help_reads_well() {
        let help = command(Lang::Es).render_help().to_string();
        let start = "Convierte una carpeta de Markdown en una base de conocimiento que escucha\n\n\
                     Uso: tertulia [OPCIONES] <ORDEN>\n\nÓrdenes:\n  new          Empieza";
        assert!(help.starts_with(start), "{help}");
        assert!(help.contains("\nOpciones generales:\n"), "{help}");
    }
}

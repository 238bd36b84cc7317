//! What clap finds wrong with a command line, in our words and the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::misuse::Misuse;
use crate::ground::Words;
use crate::ground::nearest::meant;
use crate::words;

/// Says what is wrong with a command line.
pub(super) fn misuse(error: &clap::Error) -> Misuse {
    Misuse::new(message(error)).help(help(error))
}

fn message(error: &clap::Error) -> Words {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand);
            words!("no existe la orden `{name}`", "there is no command `{name}`")
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            words!("no existe la opción `{argument}`", "there is no option `{argument}`")
        }
        ErrorKind::UnknownArgument => words!("sobra `{argument}`", "`{argument}` is too much"),
        ErrorKind::InvalidValue if value.is_empty() => {
            words!("falta el valor de `{argument}`", "`{argument}` needs a value")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words!("`{value}` no vale para `{argument}`", "`{value}` is no value for `{argument}`")
        }
        ErrorKind::MissingRequiredArgument => {
            words!("falta `{argument}`", "`{argument}` is missing")
        }
        ErrorKind::ArgumentConflict => conflict(&argument, &text(error, ContextKind::PriorArg)),
        ErrorKind::InvalidUtf8 => {
            Words::new("un argumento no está en UTF-8", "an argument is not UTF-8")
        }
        _ => {
            let cause = error.to_string();
            let cause = cause.lines().next().unwrap_or_default();
            let cause = cause.trim_start_matches("error: ");
            words!("no entiendo la orden: {cause}", "unclear command: {cause}")
        }
    }
}

fn conflict(argument: &str, prior: &str) -> Words {
    if prior.is_empty() || prior == argument {
        return words!("`{argument}` está dos veces", "`{argument}` is there twice");
    }
    words!(
        "`{argument}` y `{prior}` no van juntos",
        "`{argument}` and `{prior}` do not go together"
    )
}

fn help(error: &clap::Error) -> Words {
    let suggestions =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let nearest = suggestions.iter().find_map(|kind| first(error, *kind));
    if let Some(near) = nearest {
        return meant(&near);
    }
    let values = list(error, ContextKind::ValidValue);
    if !values.is_empty() {
        let values = values.join("`, `");
        return words!("puede ser `{values}`", "it can be `{values}`");
    }
    if text(error, ContextKind::InvalidArg).starts_with("--date") {
        return words!("escribe una fecha como `2027-01-31`", "write a date such as `2027-01-31`");
    }
    words!("`tertulia --help` muestra lo que hay", "`tertulia --help` shows what there is")
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    list(error, kind).join(" ")
}

fn first(error: &clap::Error, kind: ContextKind) -> Option<String> {
    list(error, kind).into_iter().next()
}

fn list(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::help;
    use crate::ground::Lang;

    #[test]
    fn misuse_is_named_and_helped() {
        for (line, message, help) in [
            ("tertulia buidl", "no existe la orden `buidl`", "¿querías decir `build`?"),
            (
                "tertulia build --dratfs",
                "no existe la opción `--dratfs`",
                "¿querías decir `--drafts`?",
            ),
            (
                "tertulia check --format xml",
                "`xml` no vale para `--format <FORMA>`",
                "puede ser `human`, `plain`, `json`, `github`, `sarif`",
            ),
            (
                "tertulia build --date ayer",
                "`ayer` no vale para `--date <FECHA>`",
                "escribe una fecha como `2027-01-31`",
            ),
            ("tertulia new site", "falta `<CARPETA>`", "`tertulia --help` muestra lo que hay"),
            ("tertulia check uno", "sobra `uno`", "`tertulia --help` muestra lo que hay"),
            (
                "tertulia check -q -v",
                "`--quiet` y `--verbose` no van juntos",
                "`tertulia --help` muestra lo que hay",
            ),
            (
                "tertulia build --out",
                "falta el valor de `--out <CARPETA>`",
                "`tertulia --help` muestra lo que hay",
            ),
        ] {
            let tried = help::command(Lang::Es).try_get_matches_from(line.split(' '));
            let misuse = misuse(&tried.unwrap_err());
            assert_eq!(misuse.message.es, message, "{line}");
            assert_eq!(misuse.help.unwrap().es, help, "{line}");
        }
    }
}

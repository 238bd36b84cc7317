//! Which language the program speaks in this run.

use std::ffi::OsString;

use crate::ground::Lang;

/// The variables that name a language, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Chooses the language: the one that `--lang` names, else the environment's, else the system's.
/// This comes before the arguments are parsed, so that usage errors speak it as well.
pub(super) fn choose(
    arguments: &[OsString],
    variable: &dyn Fn(&str) -> Option<String>,
    system: impl FnOnce() -> Option<String>,
) -> Lang {
    asked(arguments).unwrap_or_else(|| {
        let named =
            VARIABLES.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty());
        named.or_else(system).map_or(Lang::En, |locale| Lang::from_locale(&locale))
    })
}

fn asked(arguments: &[OsString]) -> Option<Lang> {
    let mut words = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(word) = words.next() {
        let named = match word.strip_prefix("--lang") {
            Some("") => words.next()?.to_string(),
            Some(rest) if rest.starts_with('=') => rest[1..].to_string(),
            _ => continue,
        };
        match named.as_str() {
            "es" => return Some(Lang::Es),
            "en" => return Some(Lang::En),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_wish_wins() {
        type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], Option<&'a str>, Lang);
        let cases: [Case<'_>; 7] = [
            (&["--lang", "en"], &[("LC_ALL", "es_AR.UTF-8")], None, Lang::En),
            (&["check", "--lang=es"], &[("LANG", "en_GB")], None, Lang::Es),
            (&[], &[("LC_ALL", ""), ("LANG", "es_ES.UTF-8")], None, Lang::Es),
            (&[], &[("LC_MESSAGES", "C"), ("LANG", "es_ES")], None, Lang::En),
            (&[], &[], Some("es-MX"), Lang::Es),
            (&[], &[], None, Lang::En),
            (&["--lang", "pt"], &[("LANG", "es_ES")], None, Lang::Es),
        ];
        for (arguments, variables, system, expected) in cases {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            let variable = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| value.to_string())
            };
            let lang = choose(&arguments, &variable, || system.map(str::to_string));
            assert_eq!(lang, expected, "{arguments:?} {variables:?}");
        }
    }
}

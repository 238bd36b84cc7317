//! `tertulia explain`: the page behind the code of a finding.

use std::fmt::Write;

use super::exit::Outcome;
use super::misuse::Misuse;
use super::report::Report;
use crate::ground::explain::page;
use crate::ground::nearest::{meant, nearest};
use crate::ground::{Code, Words};
use crate::words;

/// Prints the page of a code; without a code, the list of all.
pub(super) fn explain(name: Option<&str>, report: &Report) -> Outcome {
    let Some(name) = name else {
        report.result(&list());
        return Outcome::Well;
    };
    if let Ok(code) = name.parse::<Code>() {
        let page = page(code, report.lang());
        report.result(&format!("{}\n", page.trim_end()));
        return Outcome::Well;
    }
    report.result(&list());
    report.misuse(&unknown(name))
}

fn unknown(name: &str) -> Misuse {
    let misuse = Misuse::new(words!(
        "ningún hallazgo tiene el código `{name}`",
        "no finding has the code `{name}`"
    ));
    match nearest(name, Code::ALL.iter().map(|code| code.name())) {
        Some(near) => misuse.help(meant(near)),
        None => misuse.help(Words::new("arriba están todos los códigos", "all codes are above")),
    }
}

fn list() -> String {
    Code::ALL.iter().fold(String::new(), |mut list, code| {
        writeln!(list, "{code}").expect("a string takes all text");
        list
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::report::Manner;

    #[test]
    fn only_known_codes_are_explained() {
        let sink = || Box::new(std::io::sink());
        let report = Report::new(Manner::default(), sink(), sink());
        for (name, expected) in [
            (None, Outcome::Well),
            (Some("broken-link"), Outcome::Well),
            (Some("broken-lnk"), Outcome::Usage),
            (Some(""), Outcome::Usage),
        ] {
            assert_eq!(explain(name, &report), expected, "{name:?}");
        }
        let near = unknown("broken-lnk").help.expect("there is a near code");
        assert_eq!(near.en, "did you mean `broken-link`?");
    }
}

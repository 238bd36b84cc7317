//! What the terminal can show.

use std::io::{self, IsTerminal};

use super::invocation::Invocation;
use super::report::Manner;
use crate::ground::Lang;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Terminal {
    /// Whether results may be coloured.
    pub(super) colours_results: bool,
    /// Whether the rest may be coloured.
    pub(super) colours_rest: bool,
    /// Whether progress can be drawn.
    pub(super) is_watched: bool,
}

impl Terminal {
    /// Looks at the standard streams and at the variables `NO_COLOR` and `TERM`.
    pub(super) fn here(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        Self::with(io::stdout().is_terminal(), io::stderr().is_terminal(), variable)
    }

    fn with(
        results_are_seen: bool,
        rest_is_seen: bool,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let is_dumb = variable("TERM").is_some_and(|term| term == "dumb");
        let forbidden = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let may_colour = !is_dumb && !forbidden;
        Self {
            colours_results: results_are_seen && may_colour,
            colours_rest: rest_is_seen && may_colour,
            is_watched: rest_is_seen && !is_dumb,
        }
    }

    /// Gives the manner that an invocation asks for, as far as the terminal leaves it open.
    pub(super) fn manner(self, invocation: &Invocation, lang: Lang) -> Manner {
        Manner {
            lang,
            format: invocation.format,
            loudness: invocation.loudness,
            results_are_coloured: invocation.coloured.unwrap_or(self.colours_results),
            rest_is_coloured: invocation.coloured.unwrap_or(self.colours_rest),
            is_watched: self.is_watched,
        }
    }

    /// Gives the manner when there is no invocation.
    pub(super) fn usual_manner(self, lang: Lang) -> Manner {
        Manner {
            lang,
            results_are_coloured: self.colours_results,
            rest_is_coloured: self.colours_rest,
            ..Manner::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_need_a_willing_terminal() {
        for (seen, name, value, expected) in [
            (true, "TERM", "xterm", true),
            (false, "TERM", "xterm", false),
            (true, "NO_COLOR", "1", false),
            (true, "NO_COLOR", "", true),
            (true, "TERM", "dumb", false),
        ] {
            let variable = |asked: &str| (asked == name).then(|| value.to_string());
            let terminal = Terminal::with(seen, seen, &variable);
            assert_eq!(terminal.colours_results, expected, "{name}={value}");
        }
    }
}

//! Where front matter ends and the body begins.

use std::ops::Range;

use crate::ground::Syntax;

/// What stands at the head of a file.
#[derive(Debug, PartialEq)]
pub(super) enum Head {
    /// The body alone.
    Absent,
    /// Front matter at `range`, and the byte at which the body begins.
    Present {
        /// How it is written.
        syntax: Syntax,
        /// The bytes between the fences.
        range: Range<usize>,
        /// The byte after the line that ends it.
        body: usize,
    },
    /// Front matter that never ends.
    Unclosed {
        /// How it is written.
        syntax: Syntax,
        /// The byte after the line that begins it.
        body: usize,
    },
}

/// Finds the front matter of a text.
pub(super) fn head(text: &str) -> Head {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let syntax = match first.trim_end() {
        "+++" => Syntax::Toml,
        "---" => Syntax::Yaml,
        _ => return Head::Absent,
    };
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let body = at + line.len();
        if line.trim_end() == syntax.fence() {
            let range = start..at;
            return Head::Present { syntax, range, body };
        }
        at = body;
    }
    Head::Unclosed { syntax, body: start }
}

/// Tells how a file writes its keys: a file without front matter has none to contradict.
pub(super) fn syntax(text: &str) -> Syntax {
    match head(text) {
        Head::Absent => Syntax::default(),
        Head::Present { syntax, .. } | Head::Unclosed { syntax, .. } => syntax,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_split_from_the_body() {
        let present = |syntax, range, body| Head::Present { syntax, range, body };
        for (text, expected) in [
            ("", Head::Absent),
            ("# Hola\n---\n", Head::Absent),
            ("----\na\n", Head::Absent),
            ("+++\na = 1\n+++\nx", present(Syntax::Toml, 4..10, 14)),
            ("---  \na: 1\n---\t\n", present(Syntax::Yaml, 6..11, 16)),
            ("---\n---", present(Syntax::Yaml, 4..4, 7)),
            ("+++\na = 1\n---\n", Head::Unclosed { syntax: Syntax::Toml, body: 4 }),
            ("---", Head::Unclosed { syntax: Syntax::Yaml, body: 3 }),
        ] {
            assert_eq!(head(text), expected, "{text:?}");
        }
    }
}

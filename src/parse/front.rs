//! Where front matter ends and the body begins.

use std::ops::Range;

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Between lines of `+++`.
    Toml,
    /// Between lines of `---`.
    Yaml,
}

impl Format {
    /// Gives the line that begins and ends it.
    pub(super) fn fence(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }
}

/// What stands at the head of a file.
#[derive(Debug, PartialEq)]
pub(super) enum Head {
    /// The body alone.
    Absent,
    /// Front matter at `range`, and the byte at which the body begins.
    Present {
        /// How it is written.
        format: Format,
        /// The bytes between the fences.
        range: Range<usize>,
        /// The byte after the line that ends it.
        body: usize,
    },
    /// Front matter that never ends.
    Unclosed {
        /// How it is written.
        format: Format,
        /// The byte after the line that begins it.
        body: usize,
    },
}

/// Finds the front matter of a text.
pub(super) fn head(text: &str) -> Head {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let format = match first.trim_end() {
        "+++" => Format::Toml,
        "---" => Format::Yaml,
        _ => return Head::Absent,
    };
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let body = at + line.len();
        if line.trim_end() == format.fence() {
            let range = start..at;
            return Head::Present { format, range, body };
        }
        at = body;
    }
    Head::Unclosed { format, body: start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_split_from_the_body() {
        let present = |format, range, body| Head::Present { format, range, body };
        for (text, expected) in [
            ("", Head::Absent),
            ("# Hola\n---\n", Head::Absent),
            ("----\na\n", Head::Absent),
            ("+++\na = 1\n+++\nx", present(Format::Toml, 4..10, 14)),
            ("---  \na: 1\n---\t\n", present(Format::Yaml, 6..11, 16)),
            ("---\n---", present(Format::Yaml, 4..4, 7)),
            ("+++\na = 1\n---\n", Head::Unclosed { format: Format::Toml, body: 4 }),
            ("---", Head::Unclosed { format: Format::Yaml, body: 3 }),
        ] {
            assert_eq!(head(text), expected, "{text:?}");
        }
    }
}

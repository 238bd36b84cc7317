//! How keys and values are written in front matter and settings: the one place that knows it, so
//! that a help can be copied into the file that it is about.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// How a file writes its keys and values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Syntax {
    /// `key = value`; front matter stands between lines of `+++`.
    #[default]
    Toml,
    /// `key: value`; front matter stands between lines of `---`.
    Yaml,
}

impl Syntax {
    /// Gives the line that begins and ends front matter.
    pub fn fence(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }

    /// Writes a key and a value that is written already: `draft: true`.
    pub fn pair(self, key: &str, value: &str) -> String {
        match self {
            Self::Toml => format!("{key} = {value}"),
            Self::Yaml => format!("{key}: {value}"),
        }
    }

    /// Writes a key and a text: `slug = "mi-guia"`.
    pub fn text(self, key: &str, text: &str) -> String {
        self.pair(key, &quoted(text))
    }

    /// Writes a key and a list of texts: `tags: [uno, dos]`.
    pub fn texts<'a>(self, key: &str, texts: impl IntoIterator<Item = &'a str>) -> String {
        let written = texts.into_iter().map(|text| match self {
            Self::Yaml if is_plain(text) => text.to_string(),
            _ => quoted(text),
        });
        self.pair(key, &format!("[{}]", written.collect::<Vec<_>>().join(", ")))
    }
}

/// Writes a text between quotes, as both syntaxes read it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                write!(quoted, "\\u{:04x}", u32::from(letter)).expect("strings take all");
            }
            _ => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// Tells whether a text means itself in a list of YAML without quotes.
fn is_plain(text: &str) -> bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off"];
    text.starts_with(char::is_alphabetic)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(|letter| letter.is_alphanumeric() || " -_.".contains(letter))
        && !words.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_syntax_writes_its_own() {
        let texts = ["uno", "café con leche", "no", "12", "a: b", "di \"hola\""];
        for (syntax, expected) in [
            (
                Syntax::Toml,
                r#"tags = ["uno", "café con leche", "no", "12", "a: b", "di \"hola\""]"#,
            ),
            (Syntax::Yaml, r#"tags: [uno, café con leche, "no", "12", "a: b", "di \"hola\""]"#),
        ] {
            assert_eq!(syntax.texts("tags", texts), expected);
        }
        assert_eq!(Syntax::Toml.text("slug", "a\u{1}"), "slug = \"a\\u0001\"");
        assert_eq!(Syntax::Yaml.pair("draft", "true"), "draft: true");
    }
}

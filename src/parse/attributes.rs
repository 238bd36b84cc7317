//! Attributes in braces: `{clave="valor" clave='valor' clave=valor clave #id .clase}`.

use std::ops::Range;

use crate::ground::Words;

/// An attribute as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// Its name.
    pub(super) name: String,
    /// Its value; `true` when none was written.
    pub(super) value: String,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
}

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// Why it cannot be read.
    pub(super) why: Words,
}

impl Fault {
    /// Pairs a place with what is wrong there.
    pub(super) fn new(range: Range<usize>, es: &str, en: &str) -> Self {
        Self { range, why: Words::new(es, en) }
    }
}

/// Reads attributes from the opening brace at `start` on into `attributes`, and gives the byte
/// after the closing brace.
pub(super) fn read(
    text: &str,
    start: usize,
    attributes: &mut Vec<Attribute>,
) -> Result<usize, Fault> {
    let mut at = start + 1;
    loop {
        at = skip_space(text, at);
        match text.as_bytes().get(at) {
            None => {
                let (es, en) = ("falta `}` al final", "`}` is missing at the end");
                return Err(Fault::new(start..text.len(), es, en));
            }
            Some(b'}') => return Ok(at + 1),
            Some(_) => {}
        }
        let (attribute, end) = read_one(text, at)?;
        if attributes.iter().any(|other| other.name == attribute.name) {
            let (es, en) = ("este atributo ya está dicho", "this attribute is said twice");
            return Err(Fault::new(attribute.range, es, en));
        }
        attributes.push(attribute);
        at = end;
    }
}

/// Reads one attribute, and gives the byte after it.
pub(super) fn read_one(text: &str, at: usize) -> Result<(Attribute, usize), Fault> {
    let shorthand = match text.as_bytes().get(at) {
        Some(b'#') => Some("id"),
        Some(b'.') => Some("class"),
        _ => None,
    };
    if let Some(name) = shorthand {
        let end = bare_end(text, at + 1);
        if end == at + 1 {
            return Err(no_name(text, at));
        }
        let attribute = Attribute {
            name: name.to_string(),
            value: text[at + 1..end].to_string(),
            range: at..end,
        };
        return Ok((attribute, end));
    }
    let name_end = at + name_length(&text[at..]);
    if name_end == at {
        return Err(no_name(text, at));
    }
    let (value, end) = if text.as_bytes().get(name_end) == Some(&b'=') {
        read_value(text, name_end + 1)?
    } else {
        ("true", name_end)
    };
    let attribute = Attribute {
        name: text[at..name_end].to_string(),
        value: value.to_string(),
        range: at..end,
    };
    Ok((attribute, end))
}

/// Gives the bytes of the name with which a text begins: a letter, then letters, digits, `-`, `_`.
pub(super) fn name_length(text: &str) -> usize {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        return 0;
    }
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.bytes().take_while(|byte| is_part(byte)).count()
}

/// Gives the first byte from `at` on that is neither a space nor a tab.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    let spaces = text[at..].bytes();
    at + spaces.take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn read_value(text: &str, at: usize) -> Result<(&str, usize), Fault> {
    let rest = &text[at..];
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        let Some(length) = rest[1..].find(quote) else {
            let (es, en) = ("estas comillas no se cierran", "this quotation mark never closes");
            return Err(Fault::new(at..text.len(), es, en));
        };
        return Ok((&rest[1..=length], at + length + 2));
    }
    let end = bare_end(text, at);
    if rest.starts_with(['“', '”', '‘', '’', '«']) {
        let (es, en) =
            ("las comillas han de ser rectas: \"…\"", "quotation marks must be straight: \"…\"");
        return Err(Fault::new(at..end, es, en));
    }
    if end == at {
        let (es, en) = ("falta el valor después de `=`", "a value is missing after `=`");
        return Err(Fault::new(at - 1..at, es, en));
    }
    Ok((&text[at..end], end))
}

fn bare_end(text: &str, at: usize) -> usize {
    let is_end = |letter: char| letter.is_whitespace() || letter == '}';
    text[at..].find(is_end).map_or(text.len(), |end| at + end)
}

fn no_name(text: &str, at: usize) -> Fault {
    let (es, en) = ("aquí debe ir el nombre de un atributo", "an attribute's name must stand here");
    let letter = text[at..].chars().next().map_or(0, char::len_utf8);
    Fault::new(at..bare_end(text, at).max(at + letter), es, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let mut attributes = Vec::new();
        let end = read(text, 0, &mut attributes);
        let mut told: Vec<String> =
            attributes.iter().map(|one| format!("{}={}", one.name, one.value)).collect();
        told.push(match end {
            Ok(end) => format!("→{end}"),
            Err(fault) => format!("✗{}: {}", &text[fault.range], fault.why.en),
        });
        told.join(" ")
    }

    #[test]
    fn attributes_are_read_in_all_their_forms() {
        for (text, expected) in [
            ("{}", "→2"),
            (r#"{a="x } y" b='"' c=d open}"#, r#"a=x } y b=" c=d open=true →26"#),
            ("{#uno .dos}", "id=uno class=dos →11"),
            (r#"{a="x}"#, "✗\"x}: this quotation mark never closes"),
            ("{a=1 a=2}", "a=1 ✗a=2: this attribute is said twice"),
            ("{a=}", "✗=: a value is missing after `=`"),
            ("{a", "a=true ✗{a: `}` is missing at the end"),
            ("{a ñ}", "a=true ✗ñ: an attribute's name must stand here"),
            ("{a=“x”}", "✗“x”: quotation marks must be straight: \"…\""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}

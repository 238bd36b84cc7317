//! Lines that begin, end or are a directive: `:::note[Título]{a="x"}`, `:::`, `::chart{…}`.

use std::ops::Range;

use super::attributes::{Attribute, Fault, name_length, read, skip_space};

/// What a line of a directive does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// It begins a container with this many colons.
    Open(usize, Opening),
    /// It is a directive without a body.
    Leaf(Opening),
    /// It ends a container: this many colons.
    Close(usize),
}

/// A directive's name and attributes; those read before a fault are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// The component's name; empty when there is none.
    pub(super) name: String,
    /// The attributes; the label first, as `title`.
    pub(super) attributes: Vec<Attribute>,
    /// What cannot be read.
    pub(super) fault: Option<Fault>,
}

/// Tells whether a line, without what its containers put before it, may be one of a directive.
/// Two colons are common in prose about programs, so what follows them must leave no doubt.
pub(super) fn may_be(line: &str) -> bool {
    let colons = colons(line);
    if colons != 2 {
        return colons > 2;
    }
    let length = name_length(&line[2..]);
    let rest = line[2 + length..].trim_end();
    length > 0 && (rest.is_empty() || rest.starts_with(['[', '{']))
}

/// Reads a line that [`may_be`] one of a directive.
pub(super) fn read_line(line: &str) -> Fence {
    let line = line.trim_end();
    let colons = colons(line);
    let start = skip_space(line, colons);
    match colons {
        2 => Fence::Leaf(opening(line, start)),
        _ if start == line.len() => Fence::Close(colons),
        _ => Fence::Open(colons, opening(line, start)),
    }
}

fn colons(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b':').count()
}

fn opening(line: &str, start: usize) -> Opening {
    let name_end = start + name_length(&line[start..]);
    let mut opening = Opening { name: line[start..name_end].to_string(), ..Opening::default() };
    let ends_well =
        line[name_end..].is_empty() || line[name_end..].starts_with([' ', '\t', '[', '{']);
    if name_end == start || !ends_well {
        let (es, en) =
            ("aquí debe ir el nombre de la directiva", "the directive's name must stand here");
        opening.fault = Some(Fault::new(start..line.len(), es, en));
        return opening;
    }
    opening.fault = arguments(line, name_end, &mut opening.attributes).err();
    opening
}

/// Reads label or bare title, and attributes.
fn arguments(line: &str, start: usize, attributes: &mut Vec<Attribute>) -> Result<(), Fault> {
    let mut at = skip_space(line, start);
    match line.as_bytes().get(at) {
        None => return Ok(()),
        Some(b'[') => {
            let end = label_end(line, at)?;
            attributes.push(title(line, at + 1..end));
            at = skip_space(line, end + 1);
        }
        Some(b'{') => {}
        Some(_) => {
            let end = bare_title_end(line, at);
            let length = line[at..end].trim_end().len();
            attributes.push(title(line, at..at + length));
            at = end;
        }
    }
    if line.as_bytes().get(at) == Some(&b'{') {
        at = skip_space(line, read(line, at, attributes)?);
    }
    if at < line.len() {
        let (es, en) = ("esto sobra", "this is too much");
        return Err(Fault::new(at..line.len(), es, en));
    }
    Ok(())
}

fn title(line: &str, range: Range<usize>) -> Attribute {
    Attribute { name: "title".to_string(), value: line[range.clone()].trim().to_string(), range }
}

/// Gives the place of the bracket that ends a label; brackets inside come in pairs.
fn label_end(line: &str, start: usize) -> Result<usize, Fault> {
    let mut depth = 0usize;
    for (at, byte) in line.bytes().enumerate().skip(start) {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return Ok(at),
            b']' => depth -= 1,
            _ => {}
        }
    }
    let (es, en) = ("este corchete no se cierra", "this bracket never closes");
    Err(Fault::new(start..line.len(), es, en))
}

/// A bare title goes on to the end of the line, or to attributes; `{{nombre}}` belongs to it.
fn bare_title_end(line: &str, start: usize) -> usize {
    line[start..]
        .rfind(" {")
        .map(|at| start + at + 1)
        .filter(|at| line.ends_with('}') && !line[*at..].starts_with("{{"))
        .unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        let opening = |opening: Opening| {
            let mut told = opening.name;
            for one in opening.attributes {
                told += &format!(" {}={}", one.name, one.value);
            }
            if let Some(fault) = opening.fault {
                told += &format!(" ✗{}", &line[fault.range]);
            }
            told
        };
        match read_line(line) {
            _ if !may_be(line) => "text".to_string(),
            Fence::Close(colons) => format!("close {colons}"),
            Fence::Leaf(one) => format!("leaf {}", opening(one)),
            Fence::Open(colons, one) => format!("open {colons} {}", opening(one)),
        }
    }

    #[test]
    fn lines_of_directives_are_read() {
        for (line, expected) in [
            (":::", "close 3"),
            ("::::  ", "close 4"),
            (":::note", "open 3 note"),
            ("::: note", "open 3 note"),
            (":::note[Ojo [1]]{a=b}", "open 3 note title=Ojo [1] a=b"),
            (":::details ¿Qué es?", "open 3 details title=¿Qué es?"),
            (":::details Más {open}", "open 3 details title=Más open=true"),
            (":::note Hola {{nombre}}", "open 3 note title=Hola {{nombre}}"),
            (":::note {a=b}", "open 3 note a=b"),
            ("::chart{survey=\"nps\"}", "leaf chart survey=nps"),
            ("::listen", "leaf listen"),
            ("::listen[Opina]", "leaf listen title=Opina"),
            ("::std::vector", "text"),
            ("::before es", "text"),
            ("::1", "text"),
            ("::", "text"),
            (":::ñ", "open 3  ✗ñ"),
            (":::note!", "open 3 note ✗note!"),
            (":::note[a", "open 3 note ✗[a"),
            (":::note[a] b", "open 3 note title=a ✗b"),
            (":::note{a=b", "open 3 note a=b ✗{a=b"),
            (":::note[a]{title=b}", "open 3 note title=a ✗title=b"),
        ] {
            assert_eq!(told(line), expected, "{line}");
        }
    }
}

//! Formulas: LaTeX to MathML.

use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// Bytes of a formula.
const BYTES_MAX: usize = 8_000;

/// Braces open at once. The parser of formulas calls itself for each: it was seen to overflow a
/// stack of 2 MiB with about 1,000.
const BRACES_MAX: usize = 60;

/// Commands in a formula: each may be the argument of the one before.
const COMMANDS_MAX: usize = 500;

static CONVERTER: LazyLock<Option<LatexToMathML>> =
    LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

/// Converts a formula, or says why it cannot.
pub(super) fn mathml(latex: &str, display: MathDisplay) -> Result<String, String> {
    if is_too_deep(latex) {
        return Err("the formula is too long or too deep".to_string());
    }
    let converter = CONVERTER.as_ref().ok_or("there is no converter")?;
    match converter.convert_with_local_state(latex, display) {
        Ok(converted) => Ok(without_styles(&converted.mathml)),
        Err(error) => Err(error.to_string()),
    }
}

fn is_too_deep(latex: &str) -> bool {
    let mut open = 0usize;
    let mut commands = 0;
    let mut deepest = 0;
    for byte in latex.bytes() {
        match byte {
            b'{' | b'[' => open += 1,
            b'}' | b']' => open = open.saturating_sub(1),
            b'\\' => commands += 1,
            _ => {}
        }
        deepest = deepest.max(open);
    }
    latex.len() > BYTES_MAX || deepest > BRACES_MAX || commands > COMMANDS_MAX
}

/// Takes out the `style` attributes, which the site's policy forbids; what they say of alignment
/// becomes a class.
fn without_styles(mathml: &str) -> String {
    const STYLE: &str = " style=\"";
    let mut plain = String::with_capacity(mathml.len());
    for (index, piece) in mathml.split('<').enumerate() {
        if index > 0 {
            plain.push('<');
        }
        let tag = piece.find('>').unwrap_or(0);
        let style = piece[..tag].find(STYLE);
        let value = style.and_then(|at| {
            let start = at + STYLE.len();
            Some((at, start, start + piece[start..].find('"')?))
        });
        let Some((at, start, end)) = value else {
            plain.push_str(piece);
            continue;
        };
        plain.push_str(&piece[..at]);
        for side in ["left", "right"] {
            if piece[start..end].contains(&format!("text-align: {side}")) {
                plain.push_str(&format!(" class=\"{side}\""));
            }
        }
        plain.push_str(&piece[end + 1..]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml() {
        let inline = |latex: &str| mathml(latex, MathDisplay::Inline);
        assert_eq!(
            inline("\\frac{a}{b}").as_deref(),
            Ok("<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>")
        );
        assert!(inline("\\nada").is_err());
        assert!(inline(&"{".repeat(5000)).is_err());
        assert!(inline(&"\\sqrt ".repeat(1300)).is_err());
        let aligned = inline("\\begin{aligned}a&=b\\end{aligned}").unwrap();
        assert!(!aligned.contains(" style="), "{aligned}");
        assert!(aligned.contains("<mtd class=\"right\">"), "{aligned}");
    }

    #[test]
    fn the_bounds_keep_within_the_stack() {
        for (unit, end, times) in [
            ("{", "}", BRACES_MAX),
            ("\\mathbf{", "}", BRACES_MAX),
            ("\\left(", "\\right)", COMMANDS_MAX / 2),
            ("\\sqrt ", "", COMMANDS_MAX),
            ("\\sqrt\\sum_{", "}", BRACES_MAX),
            ("\\begin{matrix}", "\\end{matrix}", COMMANDS_MAX / 2),
        ] {
            let latex = format!("{}x{}", unit.repeat(times), end.repeat(times));
            assert!(!is_too_deep(&latex), "{unit}");
            assert!(mathml(&latex, MathDisplay::Block).is_ok(), "{unit}");
        }
    }
}

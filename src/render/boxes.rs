//! What stands in questions and steps: `:::faq` and `:::steps`, taken apart.

use super::pieces::{Piece, pieces, plain, text};

/// A component of an article that machines are told of, as it was filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// The component's name.
    pub(super) name: String,
    /// Its title; empty for none.
    pub(super) title: String,
    /// What stands in it, as HTML.
    pub(super) html: String,
}

/// The components that machines are told of.
pub(super) const TOLD: [&str; 2] = ["faq", "steps"];

/// Gives the questions of a box and their answers: headings, terms or what opens, each with what
/// follows.
pub(super) fn questions(html: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let all = pieces(html);
    for piece in &all {
        match piece.name {
            "dl" => found.extend(under(&pieces(piece.inner), |piece| piece.name == "dt")),
            "details" => {
                let inner = pieces(piece.inner);
                found.extend(under(&inner, |piece| piece.name == "summary"));
            }
            _ => {}
        }
    }
    if found.is_empty() {
        found = under(&all, Piece::is_heading);
    }
    let asked = found.into_iter().map(|(question, answer)| (text(question), plain(&answer)));
    asked.filter(|(question, answer)| !question.is_empty() && !answer.is_empty()).collect()
}

/// Gives the steps of a box, each with its name, if it has one, and its text.
pub(super) fn steps(html: &str) -> Vec<(Option<String>, String)> {
    let all = pieces(html);
    if let Some(list) = all.iter().find(|piece| piece.name == "ol") {
        let items = pieces(list.inner);
        let items = items.iter().filter(|piece| piece.name == "li");
        return items
            .map(|item| (None, text(item.inner)))
            .filter(|step| !step.1.is_empty())
            .collect();
    }
    let named = under(&all, Piece::is_heading).into_iter();
    let named = named.map(|(name, html)| (text(name), text(&html)));
    named
        .map(|(name, said)| match said.is_empty() {
            true => (None, name),
            false => (Some(name), said),
        })
        .collect()
}

/// Gives what stands under each of some pieces: all up to the next of them.
fn under<'a>(all: &[Piece<'a>], is_head: impl Fn(&Piece<'a>) -> bool) -> Vec<(&'a str, String)> {
    let mut found: Vec<(&'a str, String)> = Vec::new();
    for piece in all {
        if is_head(piece) {
            found.push((piece.inner, String::new()));
        } else if let Some((_, below)) = found.last_mut() {
            below.push_str(piece.whole);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_found_however_they_are_written() {
        for html in [
            "<h3 id=\"a\">A &amp; b?</h3>\n<p>Yes.</p>\n<h3>C?</h3><p>No.</p><ul><li>x</li></ul>",
            "<dl><dt>A &amp; b?</dt><dd><p>Yes.</p></dd><dt>C?</dt><dd><p>No.</p><ul><li>x</li></ul>\
             </dd></dl>",
            "<details class=\"d\"><summary>A &amp; b?</summary><div><p>Yes.</p></div></details>\
             <details><summary>C?</summary><p>No.</p><ul><li>x</li></ul></details>",
        ] {
            let found = questions(html);
            let expected = [("A & b?", "<p>Yes.</p>"), ("C?", "<p>No.</p><ul><li>x</li></ul>")];
            let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
            assert_eq!(found, expected, "{html}");
        }
        assert_eq!(questions("<p>Nothing.</p>"), []);
    }

    #[test]
    fn steps_are_items_or_headings() {
        let step = |name: &str, text: &str| {
            ((!name.is_empty()).then(|| name.to_string()), text.to_string())
        };
        let html = "<p>First:</p><ol><li><p>One</p><ul><li>a</li></ul></li><li>Two</li></ol>";
        assert_eq!(steps(html), [step("", "One a"), step("", "Two")]);
        let html = "<h3>One</h3><p>Do it.</p><h3>Two</h3>";
        assert_eq!(steps(html), [step("One", "Do it."), step("", "Two")]);
    }
}

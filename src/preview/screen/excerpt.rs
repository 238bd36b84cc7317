//! A finding's lines as the terminal shows them, in colours: the text stays the same.

use crate::ground::markup::push_text;

/// Writes the lines of a finding. Its first line, which a heading says already, is left out.
pub(in crate::preview) fn push_excerpt(html: &mut String, text: &str, message: &str) {
    let text = text.trim_end();
    let rest = match text.split_once('\n') {
        Some((first, rest)) if first.ends_with(message) => rest,
        _ => text,
    };
    let mut is_begun = true;
    for line in rest.lines() {
        if !is_begun {
            html.push('\n');
        }
        is_begun = push_line(html, line);
    }
}

/// Writes a line, and tells whether the next one begins by itself.
fn push_line(html: &mut String, line: &str) -> bool {
    let content = line.trim_start();
    if content.starts_with("-->") || content.starts_with(":::") {
        push_span(html, "place", line);
        return false;
    }
    if content.starts_with("= ") || !line.starts_with([' ', '|']) && !starts_with_number(line) {
        push_span(html, "word", line);
        return false;
    }
    let Some(bar) = line.find('|').filter(|bar| is_gutter(&line[..*bar])) else {
        push_text(html, line);
        return false;
    };
    let (gutter, code) = line.split_at(bar + 1);
    push_span(html, "gutter", gutter);
    match code.trim_start().starts_with(['^', '-', '|', '_']) && !starts_with_number(line) {
        true => push_mark(html, code),
        false => {
            push_text(html, code);
            false
        }
    }
}

/// Writes what marks a stretch, and what is said of it on a line of its own: there it is seen
/// however narrow the screen is. Tells whether something is said.
fn push_mark(html: &mut String, code: &str) -> bool {
    let signs = |letter: char| matches!(letter, ' ' | '^' | '-' | '|' | '_');
    let (marks, words) = code.split_at(code.len() - code.trim_start_matches(signs).len());
    push_span(html, "mark", marks.trim_end());
    if !words.is_empty() {
        push_span(html, "says", words);
    }
    !words.is_empty()
}

/// Tells whether this stands before the bar of an excerpt: a number of a line, or nothing.
fn is_gutter(text: &str) -> bool {
    text.trim().bytes().all(|byte| byte.is_ascii_digit())
}

fn starts_with_number(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_digit())
}

fn push_span(html: &mut String, class: &str, text: &str) {
    html.push_str("<span class=\"");
    html.push_str(class);
    html.push_str("\">");
    push_text(html, text);
    html.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stays_and_markup_is_text() {
        let text = "error[x]: a <b>\n  --> a.md:1:2\n   |\n12 | <script>&\n   |  ^^^ here\n   \
                    = note: why\nhelp: do";
        let mut html = String::new();
        push_excerpt(&mut html, text, "a <b>");
        assert_eq!(
            html,
            "<span class=\"place\">  --&gt; a.md:1:2</span>\n<span class=\"gutter\">   |</span>\n\
             <span class=\"gutter\">12 |</span> &lt;script&gt;&amp;\n\
             <span class=\"gutter\">   |</span><span class=\"mark\">  ^^^</span>\
             <span class=\"says\">here</span>\
             <span class=\"word\">   = note: why</span>\n<span class=\"word\">help: do</span>"
        );
    }

    #[test]
    fn a_text_of_another_form_stays_whole() {
        let mut html = String::new();
        push_excerpt(&mut html, "two & two\n is | four", "another");
        assert_eq!(html, "<span class=\"word\">two &amp; two</span>\n is | four");
    }
}

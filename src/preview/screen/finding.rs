//! One finding in markup: what is wrong, where, and what its author can do from here.

use super::excerpt::push_excerpt;
use super::told::Told;
use crate::ground::markup::{escape, push_url};
use crate::ground::{Lang, Severity, Words};

/// The shapes that say how grave a finding is to whom colours do not.
const ERROR_SHAPE: &str = "<path d=\"M5 1h6l4 4v6l-4 4H5l-4-4V5Z\"/>\
    <path class=\"hole\" d=\"m5.5 5.5 5 5m0-5-5 5\"/>";
const WARNING_SHAPE: &str = "<path d=\"M8 1.2 15.4 14.6H.6Z\"/>\
    <path class=\"hole\" d=\"M8 6v4m0 2v.2\"/>";

/// Gives the shape of a severity.
pub(in crate::preview) fn shape(is_error: bool) -> String {
    let inner = if is_error { ERROR_SHAPE } else { WARNING_SHAPE };
    format!("<svg class=\"shape\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">{inner}</svg>")
}

/// Gives the class of a severity.
pub(in crate::preview) fn class(is_error: bool) -> &'static str {
    if is_error { "error" } else { "warning" }
}

/// Gives a URL as the value of an attribute.
pub(in crate::preview) fn href(url: &str) -> String {
    let mut html = String::new();
    push_url(&mut html, url);
    html
}

/// Gives a finding as it stands above its page.
pub(in crate::preview) fn article(told: &Told, lang: Lang) -> String {
    format!(
        "<article class=\"finding {}\"><h3>{}</h3>{}</article>",
        class(told.is_error),
        title(told, lang),
        body(told, None, lang)
    )
}

/// Gives a finding as it stands in a list: its excerpt is behind its title.
pub(in crate::preview) fn row(told: &Told, is_open: bool, lang: Lang) -> String {
    format!(
        "<li><details class=\"finding {}\"{}><summary>{}<span class=\"line\">{}:{}</span></summary>\
         {}</details></li>",
        class(told.is_error),
        if is_open { " open" } else { "" },
        title(told, lang),
        told.line,
        told.column,
        body(told, told.url.as_deref(), lang)
    )
}

fn title(told: &Told, lang: Lang) -> String {
    let severity = if told.is_error { Severity::Error } else { Severity::Warn };
    format!(
        "{}<span class=\"what\"><span class=\"kind\">{}[{}]</span> {}</span>",
        shape(told.is_error),
        severity.word(lang),
        escape(told.code),
        marked(&told.message)
    )
}

/// Writes a sentence in which names stand between backticks.
fn marked(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(sentence).into_owned();
    }
    let mut html = String::new();
    for (index, part) in parts.into_iter().enumerate() {
        let part = escape(part);
        match index.is_multiple_of(2) {
            true => html.push_str(&part),
            false => html.extend(["<code>", &*part, "</code>"]),
        }
    }
    html
}

fn body(told: &Told, page: Option<&str>, lang: Lang) -> String {
    let mut excerpt = String::new();
    push_excerpt(&mut excerpt, &told.text, &told.message);
    let place = told.place();
    let editor = told.editor.as_deref().map(|url| {
        link(url, &Words::new("Abrir en el editor", "Open in the editor"), &place, lang)
    });
    let page = page.map(|url| link(url, &Words::new("Ver la página", "See the page"), url, lang));
    let ways: String = editor.into_iter().chain(page).collect();
    let ways = if ways.is_empty() { ways } else { format!("<p class=\"ways\">{ways}</p>") };
    format!(
        "<pre class=\"excerpt\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">{excerpt}</pre>\
         {ways}{}",
        escape(&place),
        explanation(told.code, lang)
    )
}

/// A link whose hidden end says where it leads, for those who read links by themselves.
fn link(url: &str, words: &Words, end: &str, lang: Lang) -> String {
    format!(
        "<a href=\"{}\">{}<span class=\"hidden\">: {}</span></a>",
        href(url),
        escape(words.in_lang(lang)),
        escape(end)
    )
}

/// What `explain` says, fetched when it is asked for; without scripts a link leads there.
fn explanation(code: &str, lang: Lang) -> String {
    let asked = Words::new("Qué significa", "What it means");
    let page = Words::new("Abrir la explicación aparte", "Open the explanation by itself");
    format!(
        "<details class=\"explain\" data-explain=\"{0}\"><summary>{1} <code>{0}</code></summary>\
         <p><a href=\"/_tertulia/explain/{0}\">{2}</a></p></details>",
        escape(code),
        asked.in_lang(lang),
        page.in_lang(lang)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_as_code() {
        for (sentence, html) in [
            ("no está `a<b`, ni `c`", "no está <code>a&lt;b</code>, ni <code>c</code>"),
            ("`a`", "<code>a</code>"),
            ("un ` solo", "un ` solo"),
            ("nada", "nada"),
        ] {
            assert_eq!(marked(sentence), html);
        }
    }
}

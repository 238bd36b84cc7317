//! Whole pages of the preview's own: those that no theme prints.

use pulldown_cmark::{Parser, html};

use super::notice::{Notice, Shows};
use crate::ground::markup::escape;
use crate::ground::{Failure, Lang, Words};

/// The program's mark, as the icon of its pages.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 \
    32'%3E%3Cpath fill='%230b5d4b' d='M16 2C7.7 2 1.5 7.2 1.5 14c0 4 2.1 7.4 5.5 9.6L5.7 30l7.2-4.3\
    c1 .2 2 .3 3.1.3 8.3 0 14.5-5.2 14.5-12S24.3 2 16 2Z'/%3E%3Cpath fill='%23f4d58d' d='M9 14.5a7 \
    7 0 0 0 14 0Z'/%3E%3C/svg%3E";

/// Gives a whole page around its main content, which is markup.
pub(in crate::preview) fn document(title: &str, main: &str, lang: Lang) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n\
         <link rel=\"icon\" href=\"{ICON}\">\n\
         <link rel=\"stylesheet\" href=\"/_tertulia/live.css\">\n\
         <link rel=\"stylesheet\" href=\"/_tertulia/status.css\">\n</head>\n\
         <body class=\"tertulia\">\n<main>\n{main}\n</main>\n</body>\n</html>\n",
        lang.tag(),
        escape(title)
    )
}

/// Gives the page that stands where a page has never been good; its notice, which is injected as
/// into any page, says why.
pub(in crate::preview) fn stand_in(notice: &Notice, lang: Lang) -> String {
    debug_assert_eq!(notice.shows, Shows::Nothing);
    let title =
        Words::new("Esta página todavía no se puede mostrar", "This page cannot be shown yet");
    let text = match notice.own.list.is_empty() {
        true => Words::new(
            "Sus hallazgos están en la página del sitio entero.",
            "Its findings are on the page of the whole site.",
        ),
        false => Words::new(
            "Hay algo que arreglar en ella. En cuanto guardes el arreglo, aparecerá aquí.",
            "There is something to fix in it. Once you save the fix, it will appear here.",
        ),
    };
    let main = format!(
        "<h1>{}</h1>\n<p class=\"intro\">{}</p>\n{}",
        title.in_lang(lang),
        text.in_lang(lang),
        way_to_status(lang)
    );
    document(title.in_lang(lang), &main, lang)
}

/// Gives the page that says that the machine failed.
pub(in crate::preview) fn failed(failure: &Failure, lang: Lang) -> String {
    let title = Words::new("Algo falló en esta máquina", "Something failed on this machine");
    let help = failure
        .parts()
        .help
        .as_ref()
        .map(|help| format!("<p class=\"intro\">{}</p>\n", escape(help.in_lang(lang))));
    let main = format!(
        "<h1>{}</h1>\n<p class=\"failure\">{}</p>\n{}{}",
        title.in_lang(lang),
        escape(&failure.sentence(lang)),
        help.unwrap_or_default(),
        way_to_status(lang)
    );
    document(title.in_lang(lang), &main, lang)
}

/// Gives the page that says what a finding means, from its Markdown.
pub(in crate::preview) fn explanation(code: &str, markdown: &str, lang: Lang) -> String {
    let mut main = String::new();
    html::push_html(&mut main, Parser::new(markdown));
    document(code, &format!("<div class=\"meaning\">\n{main}</div>"), lang)
}

fn way_to_status(lang: Lang) -> String {
    let words = Words::new("Ver todo el sitio", "See the whole site");
    format!("<p><a class=\"button\" href=\"/_tertulia/\">{}</a></p>", words.in_lang(lang))
}

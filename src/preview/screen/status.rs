//! The page `/_tertulia/`: how the whole site is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use super::document::document;
use super::finding::{href, row};
use super::notice::rest;
use super::told::{Findings, Told, tally_words};
use crate::ground::markup::escape;
use crate::ground::{Lang, Words};
use crate::words;

/// Documents that are listed under each standing; the rest are counted.
const ENTRIES_MAX: usize = 1000;

/// So few findings are shown with their excerpts at once.
const OPEN_MAX: usize = 3;

/// A document that is not public.
#[derive(Clone, Debug)]
pub(in crate::preview) struct Entry {
    /// Its title.
    pub(in crate::preview) title: String,
    /// Where the preview shows it, as a link names it.
    pub(in crate::preview) url: String,
    /// The day that decides, as it is read in the page's language.
    pub(in crate::preview) date: Option<String>,
}

/// How the whole site is.
#[derive(Clone, Debug, Default)]
pub(in crate::preview) struct Status {
    /// The site's title.
    pub(in crate::preview) title: String,
    /// Its home, as a link names it.
    pub(in crate::preview) home: String,
    /// All its findings.
    pub(in crate::preview) findings: Findings,
    /// Its drafts.
    pub(in crate::preview) drafts: Vec<Entry>,
    /// What will be published.
    pub(in crate::preview) scheduled: Vec<Entry>,
    /// What was published.
    pub(in crate::preview) expired: Vec<Entry>,
    /// How much there is of each thing: what it is, and the number as it is read.
    pub(in crate::preview) counts: Vec<(Words, String)>,
    /// How long each stage of the last round took: its name as it is read, and the time.
    pub(in crate::preview) times: Vec<(String, Duration)>,
    /// Whether every page has been looked at.
    pub(in crate::preview) is_complete: bool,
}

impl Status {
    /// Gives the whole page.
    pub(in crate::preview) fn page(&self, lang: Lang) -> String {
        let title = words!("Vista previa de {}", "Preview of {}", self.title);
        let title = title.in_lang(lang);
        let parts = [
            self.head(lang),
            self.findings(lang),
            entries(&self.drafts, &Words::new("Borradores", "Drafts"), lang),
            entries(&self.scheduled, &Words::new("Programados", "Scheduled"), lang),
            entries(&self.expired, &Words::new("Vencidos", "Expired"), lang),
            self.numbers(lang),
        ];
        document(title, &parts.concat(), lang)
    }

    fn head(&self, lang: Lang) -> String {
        let name = Words::new("Vista previa", "Preview");
        let home = Words::new("Ir al sitio", "Go to the site");
        let (class, words) = self.verdict();
        let going = Words::new(
            "Todavía se están revisando páginas: puede haber más.",
            "Pages are still being checked: there may be more.",
        );
        let going = match self.is_complete {
            true => String::new(),
            false => format!("<p class=\"going\">{}</p>\n", going.in_lang(lang)),
        };
        format!(
            "<header class=\"head\">\n<p class=\"label\">{}</p>\n<h1>{}</h1>\n\
             <p class=\"verdict {class}\">{}</p>\n{going}\
             <p><a class=\"button\" href=\"{}\">{}</a></p>\n</header>\n",
            name.in_lang(lang),
            escape(&self.title),
            escape(words.in_lang(lang)),
            href(&self.home),
            home.in_lang(lang)
        )
    }

    /// Says in a sentence whether the site can be built.
    fn verdict(&self) -> (&'static str, Words) {
        let counts = self.findings.counts;
        let (es, en) = (tally_words(counts, Lang::Es), tally_words(counts, Lang::En));
        match counts {
            (0, 0) if !self.is_complete => {
                ("quiet", Words::new("Sin hallazgos por ahora.", "No findings so far."))
            }
            (0, 0) => (
                "well",
                Words::new(
                    "Sin hallazgos: el sitio está listo para construirse.",
                    "No findings: the site is ready to be built.",
                ),
            ),
            (0, _) => (
                "warning",
                words!("{es}: el sitio se puede construir.", "{en}: the site can be built."),
            ),
            _ => (
                "error",
                words!(
                    "{es}: el sitio no se construye mientras haya errores.",
                    "{en}: the site is not built while it has errors."
                ),
            ),
        }
    }

    fn findings(&self, lang: Lang) -> String {
        let Findings { list, counts: (errors, warnings) } = &self.findings;
        if list.is_empty() {
            return String::new();
        }
        let is_open = list.len() <= OPEN_MAX;
        let mut html = section_start(&Words::new("Hallazgos", "Findings"), errors + warnings, lang);
        for (path, findings) in by_file(list) {
            let _infallible = write!(html, "<h3>{}</h3>\n<ul class=\"findings\">\n", escape(path));
            for told in findings {
                html.push_str(&row(told, is_open, lang));
                html.push('\n');
            }
            html.push_str("</ul>\n");
        }
        html.push_str(&rest(self.findings.hidden(), lang));
        html.push_str("</section>\n");
        html
    }

    fn numbers(&self, lang: Lang) -> String {
        let mut html = String::new();
        if !self.counts.is_empty() {
            let title = Words::new("El sitio en cifras", "The site in figures");
            let _infallible = write!(
                html,
                "<section>\n<h2>{}</h2>\n<dl class=\"figures\">\n",
                title.in_lang(lang)
            );
            for (words, count) in &self.counts {
                let words = escape(words.in_lang(lang));
                let count = escape(count);
                let _infallible = writeln!(html, "<div><dt>{words}</dt><dd>{count}</dd></div>");
            }
            html.push_str("</dl>\n</section>\n");
        }
        html.push_str(&times(&self.times, lang));
        html
    }
}

/// Groups findings by file: files with errors first, and errors first in each.
fn by_file(findings: &[Told]) -> Vec<(&str, Vec<&Told>)> {
    let mut files: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for told in findings {
        files.entry(&told.path).or_default().push(told);
    }
    let mut files: Vec<_> = files.into_iter().collect();
    for (_, findings) in &mut files {
        findings.sort_by_key(|told| (!told.is_error, told.line, told.column));
    }
    files.sort_by_key(|(_, findings)| !findings[0].is_error);
    files
}

fn section_start(title: &Words, count: usize, lang: Lang) -> String {
    let title = title.in_lang(lang);
    format!("<section>\n<h2>{title} <span class=\"number\">{count}</span></h2>\n")
}

fn entries(entries: &[Entry], title: &Words, lang: Lang) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut html = section_start(title, entries.len(), lang);
    html.push_str("<ul class=\"entries\">\n");
    for entry in entries.iter().take(ENTRIES_MAX) {
        let date = entry.date.as_deref();
        let date = date.map(|date| format!(" <span class=\"date\">{}</span>", escape(date)));
        let (url, title) = (href(&entry.url), escape(&entry.title));
        let date = date.unwrap_or_default();
        let _infallible = writeln!(html, "<li><a href=\"{url}\">{title}</a>{date}</li>");
    }
    html.push_str("</ul>\n");
    let more = entries.len().saturating_sub(ENTRIES_MAX);
    if more > 0 {
        let words = words!("Y {more} más.", "And {more} more.");
        let _infallible = writeln!(html, "<p class=\"rest\">{}</p>", words.in_lang(lang));
    }
    html.push_str("</section>\n");
    html
}

/// How long each stage took, with bars that compare them.
fn times(times: &[(String, Duration)], lang: Lang) -> String {
    let Some(longest) = times.iter().map(|(_, time)| time.as_micros()).max() else {
        return String::new();
    };
    let title = Words::new("Lo que tardó cada parte", "How long each part took");
    let mut html = format!("<section>\n<h2>{}</h2>\n<dl class=\"times\">\n", title.in_lang(lang));
    for (stage, time) in times {
        let percent = time.as_micros() * 100 / longest.max(1);
        let (stage, time) = (escape(stage), time_words(*time, lang));
        let _infallible = writeln!(
            html,
            "<div style=\"--share:{percent}%\"><dt>{stage}</dt><dd>{time}</dd></div>"
        );
    }
    html.push_str("</dl>\n</section>\n");
    html
}

/// Writes a time with as many digits as one cares for.
fn time_words(time: Duration, lang: Lang) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    let written = match milliseconds {
        ..10.0 => format!("{milliseconds:.1} ms"),
        10.0..1000.0 => format!("{milliseconds:.0} ms"),
        _ => format!("{:.1} s", milliseconds / 1000.0),
    };
    match lang {
        Lang::Es => written.replace('.', ","),
        Lang::En => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, line: usize, is_error: bool) -> Told {
        Told {
            code: "broken-link",
            is_error,
            message: format!("<b>{path}:{line}"),
            text: format!("error[broken-link]: <b>{path}:{line}\n  --> {path}:{line}:1\n"),
            path: path.to_string(),
            line,
            column: 1,
            editor: Some(format!("editor://{path}:{line}")),
            url: Some("/a b/".to_string()),
        }
    }

    #[test]
    fn errors_stand_first_and_too_many_are_counted() {
        let findings = vec![told("a.md", 9, false), told("b.md", 5, false), told("b.md", 7, true)];
        let status = |list: Vec<Told>, counts| Status {
            findings: Findings { list, counts },
            ..Status::default()
        };
        let page = status(findings.clone(), (1, 2)).page(Lang::En);
        let at = |text: &str| page.find(text).expect(text);
        assert!(at("&lt;b&gt;b.md:7") < at("&lt;b&gt;b.md:5"));
        assert!(at("&lt;b&gt;b.md:5") < at("&lt;b&gt;a.md:9"));
        assert!(page.contains("1 error and 2 warnings") && page.contains("href=\"/a%20b/\""));

        let page = status(findings, (4, 2)).page(Lang::Es);
        assert_eq!(page.matches("<li><details").count(), 3);
        assert!(page.contains("Y 3 hallazgos más."));
    }

    #[test]
    fn hostile_words_stay_words() {
        let evil = "\"><img src=x>".to_string();
        let entry = Entry { title: evil.clone(), url: evil.clone(), date: Some(evil.clone()) };
        let status = Status {
            title: evil.clone(),
            home: evil.clone(),
            drafts: vec![entry],
            counts: vec![(Words::new("<img", "<img"), evil.clone())],
            times: vec![(evil, Duration::ZERO)],
            ..Status::default()
        };
        assert!(!status.page(Lang::Es).contains("<img"));
    }

    #[test]
    fn times_are_short() {
        for (microseconds, es, en) in [
            (40, "0,0 ms", "0.0 ms"),
            (1_234, "1,2 ms", "1.2 ms"),
            (45_678, "46 ms", "46 ms"),
            (2_345_678, "2,3 s", "2.3 s"),
        ] {
            assert_eq!(time_words(Duration::from_micros(microseconds), Lang::Es), es);
            assert_eq!(time_words(Duration::from_micros(microseconds), Lang::En), en);
        }
    }
}

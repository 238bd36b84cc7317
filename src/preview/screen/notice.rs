//! What a page is told beside its own content: the badge, and the findings above it.

use super::finding::{article, class, shape};
use super::told::{Findings, tally_words};
use crate::ground::markup::escape;
use crate::ground::{Fingerprint, Lang, Mix, Words};
use crate::words;

/// The mark of the program, where there is nothing to say.
const MARK: &str = "<svg class=\"mark\" viewBox=\"0 0 32 32\" aria-hidden=\"true\">\
    <path d=\"M16 2C7.7 2 1.5 7.2 1.5 14c0 4 2.1 7.4 5.5 9.6L5.7 30l7.2-4.3c1 .2 2 .3 3.1.3 8.3 0 \
    14.5-5.2 14.5-12S24.3 2 16 2Z\"/><path class=\"hole\" d=\"M9 14.5a7 7 0 0 0 14 0Z\"/></svg>";

/// What stands below the findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::preview) enum Shows {
    /// The page as it is now.
    #[default]
    Present,
    /// The page as it last was without an error.
    LastGood,
    /// What could be made of a page that never was good while the preview ran.
    Rough,
    /// No page: nothing could be made of it.
    Nothing,
}

/// What a page is told beside its own content.
#[derive(Clone, Debug, Default)]
pub(in crate::preview) struct Notice {
    /// Errors and warnings of the whole site.
    pub(in crate::preview) counts: (usize, usize),
    /// Whether every page has been looked at, so that the numbers are the site's.
    pub(in crate::preview) is_complete: bool,
    /// The findings of this page, and those of the whole site that stop it.
    pub(in crate::preview) own: Findings,
    /// What the machine could not do, a sentence each.
    pub(in crate::preview) failures: Vec<String>,
    /// Whether none of these is the page's own: all are the site's.
    pub(in crate::preview) is_of_site: bool,
    /// Whether earlier settings hold, for those of now are wrong.
    pub(in crate::preview) has_old_settings: bool,
    /// What stands below them.
    pub(in crate::preview) shows: Shows,
    /// The day as of which the site is shown, if it is not today.
    pub(in crate::preview) day: Option<String>,
}

impl Notice {
    /// Gives the fingerprint of all that is told, for one language.
    pub(in crate::preview) fn print(&self) -> Fingerprint {
        Mix::new("notice")
            .number(self.counts.0 as u64)
            .number(self.counts.1 as u64)
            .number(u64::from(self.is_complete))
            .maybe(self.day.as_deref())
            .print(self.own_print())
            .finish()
    }

    /// Gives the inner markup of the shadow root.
    pub(in crate::preview) fn inner(&self, lang: Lang) -> String {
        let (aside, findings) = (self.aside(lang), self.findings(lang));
        format!(
            "<link rel=\"stylesheet\" href=\"/_tertulia/live.css\">\
             <p class=\"hidden\" role=\"status\"></p>{aside}{findings}"
        )
    }

    /// The fingerprint of the findings above the page: who closed them has closed these.
    fn own_print(&self) -> Fingerprint {
        let mix = Mix::new("findings").number(self.shows as u64);
        let mix = self.failures.iter().fold(mix, |mix, failure| mix.text(failure));
        self.own.list.iter().fold(mix, |mix, told| told.mix_into(mix)).finish()
    }

    fn has_nothing(&self) -> bool {
        self.own.list.is_empty() && self.failures.is_empty()
    }

    fn aside(&self, lang: Lang) -> String {
        let label = Words::new("Vista previa", "Preview");
        let patched = Words::new("La página se actualizó", "The page was updated");
        format!(
            "<aside aria-label=\"{}\" data-says=\"{}\" data-patched=\"{}\" data-stopped=\"{}\">{}\
             </aside>",
            label.in_lang(lang),
            escape(&self.says(lang)),
            patched.in_lang(lang),
            stopped_words().in_lang(lang),
            self.badge(lang)
        )
    }

    /// What is not as one would expect: another day, an older version.
    fn unusual(&self, lang: Lang) -> Option<String> {
        let old = Words::new("versión anterior", "earlier version");
        let old = (self.shows == Shows::LastGood).then(|| old.in_lang(lang));
        let parts: Vec<&str> = self.day.as_deref().into_iter().chain(old).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// What the badge says in words.
    fn says(&self, lang: Lang) -> String {
        let tally = tally_words(self.counts, lang);
        let tally = match self.unusual(lang) {
            Some(unusual) => format!("{tally} · {unusual}"),
            None => tally,
        };
        let words = match self.is_complete {
            true => words!("Vista previa: {tally}", "Preview: {tally}"),
            false => words!(
                "Vista previa: {tally} por ahora, el sitio se está revisando",
                "Preview: {tally} so far, the site is being checked"
            ),
        };
        words.in_lang(lang).to_string()
    }

    fn badge(&self, lang: Lang) -> String {
        let is_well = self.counts == (0, 0);
        let unusual = self.unusual(lang);
        let class = match (is_well, &unusual) {
            (true, None) => "quiet",
            (true, Some(_)) => "other",
            (false, _) => class(self.counts.0 > 0),
        };
        let shape = if is_well { MARK.to_string() } else { shape(self.counts.0 > 0) };
        let seen = if is_well { String::new() } else { self.seen(lang) };
        let unusual = unusual.map(|unusual| {
            let dot = if is_well { "" } else { "· " };
            format!("<span class=\"unusual\" aria-hidden=\"true\">{dot}{}</span>", escape(&unusual))
        });
        let seen = [seen, unusual.unwrap_or_default()].concat();
        let content = format!(
            "{shape}<span class=\"hidden\">{}</span>{seen}<span class=\"stopped\">{}</span>",
            escape(&self.says(lang)),
            stopped_words().in_lang(lang)
        );
        match self.has_nothing() {
            true => format!("<a class=\"badge {class}\" href=\"/_tertulia/\">{content}</a>"),
            false => format!(
                "<button type=\"button\" class=\"badge {class}\" commandfor=\"findings\" \
                 command=\"show-modal\" aria-haspopup=\"dialog\">{content}</button>"
            ),
        }
    }

    /// What the badge shows: words, or only numbers where there is little room.
    fn seen(&self, lang: Lang) -> String {
        let words = tally_words(self.counts, lang);
        let numbers = match self.counts {
            (0, warnings) => warnings.to_string(),
            (errors, 0) => errors.to_string(),
            (errors, warnings) => {
                format!("{errors}<span class=\"warning\">{}</span>{warnings}", shape(false))
            }
        };
        format!(
            "<span class=\"count\" aria-hidden=\"true\">{}</span>\
             <span class=\"few\" aria-hidden=\"true\">{numbers}</span>",
            escape(&words)
        )
    }

    /// The findings above the page. They open by themselves only where there is an error.
    fn findings(&self, lang: Lang) -> String {
        if self.has_nothing() {
            return String::new();
        }
        let opens = !self.failures.is_empty() || self.own.list.iter().any(|told| told.is_error);
        let findings: String = self.own.list.iter().map(|told| article(told, lang)).collect();
        let tally = tally_words(self.own.counts, lang);
        let title = match self.own.list.is_empty() {
            true => Words::new("Algo falló en esta máquina", "Something failed on this machine"),
            false if self.is_of_site => words!("El sitio tiene {tally}", "The site has {tally}"),
            false => words!("Esta página tiene {tally}", "This page has {tally}"),
        };
        let failures = self.failures.iter();
        let failures: String = failures
            .map(|failure| format!("<p class=\"failure\">{}</p>", escape(failure)))
            .collect();
        format!(
            "<dialog id=\"findings\" class=\"findings\" aria-labelledby=\"title\" \
             data-print=\"{}\" closedby=\"any\"{}><div class=\"sheet\"><div class=\"top\">\
             <h2 id=\"title\" tabindex=\"-1\" autofocus>{}</h2>{}</div>\
             <div class=\"all\">{}{failures}{findings}{}</div>{}</div></dialog>",
            self.own_print(),
            if opens { " open" } else { "" },
            escape(title.in_lang(lang)),
            close_button(lang),
            lead(self.shows, (opens, self.has_old_settings), lang),
            rest(self.own.hidden(), lang),
            bottom(lang)
        )
    }
}

fn stopped_words() -> Words {
    Words::new("La vista previa está detenida", "The preview is not running")
}

fn close_button(lang: Lang) -> String {
    let close = Words::new("Cerrar", "Close");
    format!(
        "<form method=\"dialog\"><button class=\"close\">{}</button></form>",
        close.in_lang(lang)
    )
}

/// Says what stands below the findings.
fn lead(shows: Shows, (has_error, has_old_settings): (bool, bool), lang: Lang) -> String {
    let words = match (shows, has_error) {
        (Shows::Present, _) if has_old_settings => Words::new(
            "Siguen valiendo los últimos ajustes buenos: debajo está la página con ellos.",
            "The last good settings still hold: below is the page with them.",
        ),
        (Shows::Rough, _) => Words::new(
            "Debajo está la página como va, con lo que falta por arreglar.",
            "Below is the page as far as it goes, with what is left to fix.",
        ),
        (Shows::Present, true) => Words::new(
            "Debajo está la página como es ahora. El sitio no se construye mientras haya errores.",
            "Below is the page as it is now. The site is not built while it has errors.",
        ),
        (Shows::Present, false) => {
            Words::new("Debajo está la página como es ahora.", "Below is the page as it is now.")
        }
        (Shows::LastGood, _) => Words::new(
            "Debajo está su última versión buena. En cuanto guardes el arreglo, verás la nueva.",
            "Below is its last good version. Once you save the fix, you will see the new one.",
        ),
        (Shows::Nothing, _) => Words::new(
            "Todavía no hay una versión buena. En cuanto guardes el arreglo, la verás aquí.",
            "There is no good version yet. Once you save the fix, you will see it here.",
        ),
    };
    format!("<p class=\"lead\">{}</p>", words.in_lang(lang))
}

/// Counts the findings that are not shown.
pub(in crate::preview) fn rest(count: usize, lang: Lang) -> String {
    let words = match count {
        0 => return String::new(),
        1 => Words::new("Y un hallazgo más.", "And one more finding."),
        _ => words!("Y {count} hallazgos más.", "And {count} more findings."),
    };
    format!("<p class=\"rest\">{}</p>", words.in_lang(lang))
}

fn bottom(lang: Lang) -> String {
    let all = Words::new("Todo el sitio", "The whole site");
    let keys = Words::new("<kbd>Esc</kbd> cierra", "<kbd>Esc</kbd> closes");
    format!(
        "<p class=\"bottom\"><a href=\"/_tertulia/\">{}</a><span class=\"keys\">{}</span></p>",
        all.in_lang(lang),
        keys.in_lang(lang)
    )
}

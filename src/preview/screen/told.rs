//! Findings as the preview tells them, and how many there are in words.

use crate::ground::{Lang, Mix, Words};

/// A finding ready to be shown.
#[derive(Clone, Debug)]
pub(in crate::preview) struct Told {
    /// The name of its code: `broken-link`.
    pub(in crate::preview) code: &'static str,
    /// Whether it keeps the site from being built.
    pub(in crate::preview) is_error: bool,
    /// What is wrong, in one sentence.
    pub(in crate::preview) message: String,
    /// The whole finding as the terminal shows it, several lines.
    pub(in crate::preview) text: String,
    /// The file, from the site's root.
    pub(in crate::preview) path: String,
    /// The line, counted from one.
    pub(in crate::preview) line: usize,
    /// The column, counted from one.
    pub(in crate::preview) column: usize,
    /// What opens the place in the author's editor, if there is such a link.
    pub(in crate::preview) editor: Option<String>,
    /// The page that it concerns, as a link names it.
    pub(in crate::preview) url: Option<String>,
}

impl Told {
    /// Adds the finding to a fingerprint.
    pub(in crate::preview) fn mix_into(&self, mix: Mix) -> Mix {
        let mix = mix.text(self.code).text(&self.text).text(&self.path);
        mix.number(u64::from(self.is_error)).maybe(self.editor.as_deref())
    }

    /// Gives the place as the terminal writes it.
    pub(in crate::preview) fn place(&self) -> String {
        format!("{}:{}:{}", self.path, self.line, self.column)
    }
}

/// Findings as they are listed.
#[derive(Clone, Debug, Default)]
pub(in crate::preview) struct Findings {
    /// Those that are shown.
    pub(in crate::preview) list: Vec<Told>,
    /// How many errors and warnings there are, shown or not.
    pub(in crate::preview) counts: (usize, usize),
}

impl Findings {
    /// Counts those that are not shown.
    pub(in crate::preview) fn hidden(&self) -> usize {
        let (errors, warnings) = self.counts;
        (errors + warnings).saturating_sub(self.list.len())
    }
}

/// Says how many errors and warnings there are: "2 errores y 1 aviso".
pub(in crate::preview) fn tally_words((errors, warnings): (usize, usize), lang: Lang) -> String {
    let said = |counted: Option<Words>| counted.map(|words| words.in_lang(lang).to_string());
    let errors = said(Words::counted(errors, ["error", "errores"], ["error", "errors"]));
    let warnings = said(Words::counted(warnings, ["aviso", "avisos"], ["warning", "warnings"]));
    match (errors, warnings) {
        (Some(errors), Some(warnings)) => {
            let and = Words::new("y", "and");
            format!("{errors} {} {warnings}", and.in_lang(lang))
        }
        (Some(said), None) | (None, Some(said)) => said,
        (None, None) => Words::new("sin hallazgos", "no findings").in_lang(lang).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_not_counted() {
        for (counts, es, en) in [
            ((0, 0), "sin hallazgos", "no findings"),
            ((1, 0), "1 error", "1 error"),
            ((0, 2), "2 avisos", "2 warnings"),
            ((3, 1), "3 errores y 1 aviso", "3 errors and 1 warning"),
        ] {
            assert_eq!(tally_words(counts, Lang::Es), es);
            assert_eq!(tally_words(counts, Lang::En), en);
        }
    }
}

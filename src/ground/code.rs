//! The codes of findings: their names, and how grave each is unless the settings say otherwise.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::words::Lang;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It is not shown.
    Off,
    /// It is shown; the site is built.
    Warn,
    /// It is shown, and nothing is written.
    Error,
}

impl Severity {
    /// Gives its word: `aviso`. What is off would be a warning.
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Error, _) => "error",
            (_, Lang::Es) => "aviso",
            (_, Lang::En) => "warning",
        }
    }
}

/// Declares [`Code`] with the names and usual severities of its values.
macro_rules! codes {
    ($($code:ident $name:literal $severity:ident $says:literal;)*) => {
        /// What kind of finding it is. Each has one constructor in [`super::findings`] and one
        /// page behind `tertulia explain`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $says] $code,)*
        }

        impl Code {
            /// All codes, by name.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// Gives the name that authors see.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// Gives the severity that holds unless the settings name another.
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    AmbiguousLink "ambiguous-link" Error "A short link fits several pages.";
    BadDate "bad-date" Error "A date cannot be read.";
    BadDirective "bad-directive" Error "A directive's line cannot be read.";
    BadEvidence "bad-evidence" Error "Evidence of a thesis or a claim cannot be tried.";
    BadFormula "bad-formula" Error "A formula cannot be read.";
    BadSurvey "bad-survey" Error "A questionnaire contradicts itself or lacks something.";
    BadSyntax "bad-syntax" Error "Settings, front matter or data cannot be read.";
    BadTemplate "bad-template" Error "A template cannot be read or used.";
    BadUrl "bad-url" Error "A URL that an author chose cannot be used.";
    BadValue "bad-value" Error "A value is not one of those allowed.";
    BadWave "bad-wave" Error "The answers of a wave cannot be counted as they are.";
    BrokenAnchor "broken-anchor" Error "A link names a place that its page does not have.";
    BrokenImage "broken-image" Error "An image is not there.";
    BrokenLink "broken-link" Error "A link leads to no page or file of the site.";
    DuplicateUrl "duplicate-url" Error "Two sources want the same URL.";
    FileTooLarge "file-too-large" Error "A file is over its limit.";
    HeadingOrder "heading-order" Warn "A heading skips a level, or is a second title.";
    IdlePart "idle-part" Warn "A part of a theme serves nothing, or less than it could.";
    IncompleteTheme "incomplete-theme" Error "A theme lacks what its templates need.";
    LeavesSite "leaves-site" Error "A symbolic link leads out of the site.";
    LostUrl "lost-url" Error "A page that was promised is gone.";
    MissingAlt "missing-alt" Warn "An image says nothing to those who do not see it.";
    NotUtf8 "not-utf8" Error "A name or a text is not UTF-8.";
    OrphanPage "orphan-page" Warn "No other page links to an article.";
    QuestionWording "question-wording" Warn "A question is put so that its answers mislead.";
    ReviewDue "review-due" Warn "The day on which somebody should look at an article has passed.";
    RunawayPage "runaway-page" Error "A page grows or takes longer than its limit.";
    SlowCode "slow-code" Warn "A code block takes too long to colour.";
    StaleTranslation "stale-translation" Warn "A text changed after it was translated.";
    StrayDirectiveEnd "stray-directive-end" Error "A directive ends that never began.";
    TableHeaders "table-headers" Warn "A column of a table has no heading.";
    ThesisNumber "thesis-number" Warn "A number of a manifesto is missing or double.";
    TooManyFiles "too-many-files" Error "The site has more files than its limit.";
    UnclosedDirective "unclosed-directive" Error "A directive never ends.";
    UnknownAttribute "unknown-attribute" Error "A directive has an attribute it does not take.";
    UnknownDirective "unknown-directive" Error "No component has the directive's name.";
    UnknownKey "unknown-key" Error "A key is not one of those that exist.";
    UnknownTemplate "unknown-template" Error "An article names a template that is not there.";
    UnknownTheme "unknown-theme" Error "The settings name a theme that is not there.";
    UnknownThesis "unknown-thesis" Error "No thesis bears the number that is named.";
    UnlistedLanguage "unlisted-language" Warn "A translation is in a language that the site lacks.";
    UnreadAnswers "unread-answers" Warn "Answers of a wave are not in its codebook.";
    UnsupportedClaim "unsupported-claim" Warn "An article claims what a survey does not show.";
    UnusedFile "unused-file" Warn "A file beside the articles is used by none.";
    VagueLinkText "vague-link-text" Warn "The text of a link does not say where it leads.";
    WrongType "wrong-type" Error "A value has another type than its key takes.";
}

impl Code {
    /// Tells whether there can be no page where it was found, so that no settings make it milder.
    pub fn is_fatal(self) -> bool {
        let fatal = [
            Self::BadTemplate,
            Self::DuplicateUrl,
            Self::FileTooLarge,
            Self::NotUtf8,
            Self::RunawayPage,
            Self::TooManyFiles,
            Self::UnknownTemplate,
            Self::UnknownTheme,
        ];
        fatal.contains(&self)
    }

    /// Tells whether only `tertulia check` looks for it: it never keeps a site from being built,
    /// and neither `build` nor `preview` speaks of it.
    pub fn is_for_check(self) -> bool {
        let for_check = [
            Self::HeadingOrder,
            Self::MissingAlt,
            Self::OrphanPage,
            Self::QuestionWording,
            Self::ReviewDue,
            Self::StaleTranslation,
            Self::TableHeaders,
            Self::UnlistedLanguage,
            Self::UnusedFile,
            Self::VagueLinkText,
        ];
        for_check.contains(&self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Code {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|code| code.name() == name).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_read_back() {
        assert!(Code::ALL.is_sorted_by_key(|code| code.name()));
        for code in Code::ALL {
            assert_eq!(code.name().parse(), Ok(*code));
        }
    }
}

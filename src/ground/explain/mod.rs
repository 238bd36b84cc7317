//! The pages behind `tertulia explain CODE`, which are also pages of the guide.
//!
//! Each is a finding as its constructor words it, then prose that is part of the program. What
//! goes in: a code and a language; what comes out: Markdown.

mod sample;

use crate::ground::code::Code;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::words::Lang;

pub use sample::sample;

/// Declares `prose` with the two texts of each code.
macro_rules! pages {
    ($($code:ident $name:literal)*) => {
        /// Gives the prose of a code.
        fn prose(code: Code, lang: Lang) -> &'static str {
            match (code, lang) {
                $(
                    (Code::$code, Lang::Es) => include_str!(concat!($name, ".es.md")),
                    (Code::$code, Lang::En) => include_str!(concat!($name, ".en.md")),
                )*
            }
        }
    };
}

pages! {
    AmbiguousLink "ambiguous-link"
    BadDate "bad-date"
    BadDirective "bad-directive"
    BadEvidence "bad-evidence"
    BadFormula "bad-formula"
    BadSurvey "bad-survey"
    BadSyntax "bad-syntax"
    BadTemplate "bad-template"
    BadUrl "bad-url"
    BadValue "bad-value"
    BadWave "bad-wave"
    BrokenAnchor "broken-anchor"
    BrokenImage "broken-image"
    BrokenLink "broken-link"
    DuplicateUrl "duplicate-url"
    FileTooLarge "file-too-large"
    HeadingOrder "heading-order"
    IdlePart "idle-part"
    IncompleteTheme "incomplete-theme"
    LeavesSite "leaves-site"
    LostUrl "lost-url"
    MissingAlt "missing-alt"
    NotUtf8 "not-utf8"
    OrphanPage "orphan-page"
    QuestionWording "question-wording"
    ReviewDue "review-due"
    RunawayPage "runaway-page"
    SlowCode "slow-code"
    StaleTranslation "stale-translation"
    StrayDirectiveEnd "stray-directive-end"
    TableHeaders "table-headers"
    ThesisNumber "thesis-number"
    TooManyFiles "too-many-files"
    UnclosedDirective "unclosed-directive"
    UnknownAttribute "unknown-attribute"
    UnknownDirective "unknown-directive"
    UnknownKey "unknown-key"
    UnknownTemplate "unknown-template"
    UnknownTheme "unknown-theme"
    UnknownThesis "unknown-thesis"
    UnlistedLanguage "unlisted-language"
    UnreadAnswers "unread-answers"
    UnsupportedClaim "unsupported-claim"
    UnusedFile "unused-file"
    VagueLinkText "vague-link-text"
    WrongType "wrong-type"
}

/// Gives the whole page of a code in Markdown: its name as title, a finding of the kind, and what
/// to do about it.
pub fn page(code: Code, lang: Lang) -> String {
    format!("# {code}\n\n```text\n{}\n```\n\n{}", headline(&sample(code), lang), prose(code, lang))
}

/// Gives what a code means in one sentence, as plain text.
pub fn gist(code: Code, lang: Lang) -> String {
    let prose = prose(code, lang).replace('\n', " ");
    let sentence = prose.split(". ").next().unwrap_or_default().trim_end();
    format!("{}.", sentence.trim_end_matches('.').replace('`', ""))
}

/// Gives the line with which a finding begins, with the severity that its code usually has.
fn headline(finding: &Diagnostic, lang: Lang) -> String {
    let severity = finding.code.severity().word(lang);
    format!("{severity}[{}]: {}", finding.code, finding.message.in_lang(lang))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Rewrites the guide's pages in place of comparing them.
    const BLESS: &str = "TERTULIA_BLESS";

    #[test]
    fn each_page_has_its_prose_and_its_finding() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ground/explain");
        for code in Code::ALL {
            assert_eq!(sample(*code).code, *code);
            for (lang, example) in [(Lang::Es, "## Un ejemplo"), (Lang::En, "## An example")] {
                let page = page(*code, lang);
                let file = folder.join(format!("{code}.{}.md", lang.tag()));
                let prose = fs::read_to_string(&file).unwrap();
                assert!(page.starts_with(&format!("# {code}\n\n```text\n")), "{code}");
                assert!(page.ends_with(&prose), "{} is not the page's", file.display());
                assert!(prose.contains(example), "{} has no example", file.display());
                assert!(page.lines().all(|line| line.chars().count() <= 100), "{code}");
            }
        }
    }

    #[test]
    fn the_guide_has_the_same_pages() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guia/hallazgos");
        let languages = [(Lang::Es, "md"), (Lang::En, "en.md")];
        for (code, (lang, ending)) in
            Code::ALL.iter().flat_map(|code| languages.map(|to| (code, to)))
        {
            let file = folder.join(format!("{code}.{ending}"));
            let expected = guide_page(*code, lang);
            if std::env::var_os(BLESS).is_some() {
                fs::write(&file, &expected).unwrap();
            }
            let found = fs::read_to_string(&file).unwrap_or_default();
            assert_eq!(found, expected, "{}: set {BLESS} to rewrite it", file.display());
        }
    }

    fn guide_page(code: Code, lang: Lang) -> String {
        let page = page(code, lang);
        let body = page.split_once("\n\n").expect("a title and a body").1;
        format!(
            "+++\ntitle = {:?}\ndescription = {:?}\n+++\n\n{body}",
            code.name(),
            gist(code, lang)
        )
    }
}

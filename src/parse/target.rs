//! Where links lead, as far as their spelling tells.

use crate::ground::url;

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A page or file of the site, to be looked up.
    Site,
    /// A place elsewhere.
    Elsewhere,
    /// A script, or something that can hold one.
    Script,
}

/// What a target is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Readers go there.
    Link,
    /// It is shown as an image.
    Picture,
}

/// Schemes by which a target runs in the page that names it.
const SCRIPTS: [&str; 4] = ["javascript:", "vbscript:", "data:", "blob:"];

/// Classifies a target.
pub(super) fn classify(target: &str, purpose: Purpose) -> Target {
    if !target.contains(':') {
        return if url::is_external(target) { Target::Elsewhere } else { Target::Site };
    }
    let start = as_browsers_read(target);
    let is_picture = purpose == Purpose::Picture && start.starts_with("data:image/");
    if !is_picture && SCRIPTS.iter().any(|scheme| start.starts_with(scheme)) {
        return Target::Script;
    }
    if url::is_external(target) { Target::Elsewhere } else { Target::Site }
}

/// Gives the start of a target without what browsers skip, in lower case: ` java\nscript:` is a
/// script to them.
fn as_browsers_read(target: &str) -> String {
    target
        .trim_start_matches(|letter: char| letter <= ' ')
        .chars()
        .filter(|letter| !matches!(letter, '\t' | '\n' | '\r'))
        .take(16)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_seen_through_disguises() {
        for (target, expected) in [
            ("../a.md", Target::Site),
            ("#x:y", Target::Site),
            ("https://a.example", Target::Elsewhere),
            ("tel:+34", Target::Elsewhere),
            ("JavaScript:alert(1)", Target::Script),
            ("java\nscript:alert(1)", Target::Script),
            ("\u{1} vbscript:x", Target::Script),
            ("data:text/html,x", Target::Script),
            ("data:image/png;base64,x", Target::Script),
        ] {
            assert_eq!(classify(target, Purpose::Link), expected, "{target:?}");
        }
        let picture = classify("data:image/png;base64,x", Purpose::Picture);
        assert_eq!(picture, Target::Elsewhere);
    }
}

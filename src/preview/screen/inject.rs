//! Puts into a page what makes it live: the notice, and the script that listens.

use super::notice::Notice;
use crate::ground::markup::escape;
use crate::ground::{Fingerprint, Lang};

/// Who a served page is, so that its script can ask for what is newer.
#[derive(Clone, Debug)]
pub(in crate::preview) struct Tag {
    /// The secret of this run.
    pub(in crate::preview) token: String,
    /// The path of the request, percent-encoded.
    pub(in crate::preview) page: String,
    /// The fingerprint of the page's own content.
    pub(in crate::preview) version: Fingerprint,
}

/// Gives a page with its notice and its script, before its last `</body>` or at its end.
pub(in crate::preview) fn inject(html: &[u8], notice: &Notice, tag: &Tag, lang: Lang) -> Vec<u8> {
    let at = end_of_body(html);
    let injected = injected(notice, tag, lang);
    [&html[..at], injected.as_bytes(), &html[at..]].concat()
}

/// Gives what is put into a page. The shadow root keeps the styles of the theme and ours apart;
/// it is in the markup, so that it is there without scripts.
fn injected(notice: &Notice, tag: &Tag, lang: Lang) -> String {
    format!(
        "<tertulia-preview lang=\"{}\"><template shadowrootmode=\"open\">{}</template>\
         </tertulia-preview><script src=\"/_tertulia/live.js\" data-token=\"{}\" data-page=\"{}\" \
         data-version=\"{}\" data-notice=\"{}\" defer></script>",
        lang.tag(),
        notice.inner(lang),
        escape(&tag.token),
        escape(&tag.page),
        tag.version,
        notice.print()
    )
}

/// Gives where the body ends. What stands after a `</body>` that is not the page's end shows that
/// it was one in a comment or a script: then it is the end of all.
fn end_of_body(html: &[u8]) -> usize {
    let is_here = |at: &usize| html[*at..].get(..7).is_some_and(|word| is_word(word, b"</body>"));
    let Some(at) = (0..html.len()).rev().find(is_here) else { return html.len() };
    let after = html[at + 7..].trim_ascii();
    if after.is_empty() || is_word(after, b"</html>") { at } else { html.len() }
}

fn is_word(text: &[u8], word: &[u8]) -> bool {
    text.eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::super::told::{Findings, Told};
    use super::*;

    fn tag() -> Tag {
        Tag { token: "ab\"<".to_string(), page: "/a&b/".to_string(), version: Fingerprint::of("v") }
    }

    #[test]
    fn it_stands_before_the_end_of_the_body() {
        for (html, before) in [
            ("<body>a</body></html>", "<body>a"),
            ("<body>a</BODY >b</Body>\n</HTML>\n", "<body>a</BODY >b"),
            ("no body", "no body"),
            ("", ""),
            ("</body", "</body"),
            ("a</body><script>'</body>'</script>", "a</body><script>'</body>'</script>"),
            ("<body>é</body>", "<body>é"),
        ] {
            let made = inject(html.as_bytes(), &Notice::default(), &tag(), Lang::Es);
            let made = String::from_utf8(made).unwrap();
            let injected = injected(&Notice::default(), &tag(), Lang::Es);
            assert_eq!(made, format!("{before}{injected}{}", &html[before.len()..]));
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        let evil = "</template></script><img src=x onerror=\"alert(1)\">'";
        let told = Told {
            code: "broken-link",
            is_error: true,
            message: evil.to_string(),
            text: format!("error: {evil}\n12 | {evil}\n"),
            path: evil.to_string(),
            line: 1,
            column: 1,
            editor: Some(evil.to_string()),
            url: Some(evil.to_string()),
        };
        let notice = Notice {
            counts: (1, 0),
            own: Findings { list: vec![told], counts: (1, 0) },
            ..Notice::default()
        };
        for lang in [Lang::Es, Lang::En] {
            let made = injected(&notice, &tag(), lang);
            assert!(!made.contains("<img"), "{made}");
            assert_eq!(made.matches("</template>").count(), 1);
            assert_eq!(made.matches("</script>").count(), 1);
            assert!(made.contains("data-token=\"ab&quot;&lt;\" data-page=\"/a&amp;b/\""));
        }
    }

    #[test]
    fn a_notice_has_a_fingerprint_of_all_it_says() {
        let plain = Notice::default();
        let counted = Notice { counts: (0, 1), ..Notice::default() };
        assert_ne!(plain.print(), counted.print());
        assert_eq!(plain.print(), Notice::default().print());
    }
}

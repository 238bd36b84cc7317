//! The lock: the file in which a site keeps the URLs that it has published.

use std::collections::BTreeSet;

use super::page::PageKind;
use super::site::Site;
use crate::ground::Lang;

/// The name of the file, at the root of the site.
pub const FILE: &str = "urls.lock";

/// Gives the URLs of a lock, each with the byte at which it stands.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end()))
    });
    lines.filter(|(_, line)| line.starts_with('/'))
}

/// Adds URLs to a lock; what was said above its first stays.
pub fn extended(text: Option<&str>, urls: &[String], language: &str) -> String {
    let own = text.unwrap_or_default().lines().take_while(|line| !line.starts_with('/'));
    let mut made: String = own.flat_map(|line| [line, "\n"]).collect();
    if made.is_empty() {
        made.push_str(match Lang::from_locale(language) {
            Lang::Es => {
                "# Las direcciones que este sitio ha publicado: siguen en pie o llevan a otra. Las \
                 añade `tertulia build --lock`.\n"
            }
            Lang::En => {
                "# The addresses that this site has published: they stand, or lead on. They are \
                 added by `tertulia build --lock`.\n"
            }
        });
    }
    let known = text.into_iter().flat_map(lines).map(|(_, url)| url);
    let all: BTreeSet<&str> = known.chain(urls.iter().map(String::as_str)).collect();
    made.extend(all.into_iter().flat_map(|url| [url, "\n"]));
    made
}

impl Site {
    /// Gives the URLs that readers may keep: of what is written, of lists and of their feeds, and of
    /// guides as a whole.
    pub fn promised(&self) -> Vec<String> {
        let parts = &self.parts;
        let promised = parts.pages.iter().filter(|page| match page.kind {
            PageKind::Article(document) => self.is_own(document),
            PageKind::Section(section, 1) | PageKind::Print(section) => {
                let of = &parts.sections[section.0 as usize];
                of.parent.is_none()
                    || of.document.is_some_and(|own| self.is_own(own))
                    || parts.has_own(self.list_of_section(section))
            }
            PageKind::Taxonomy(_) => true,
            PageKind::Term(term, 1) => parts.has_own(parts.terms[term.0 as usize].list),
            PageKind::Feed(list, _) => {
                (list.0 as usize) < parts.sections.len() || parts.has_own(list)
            }
            _ => false,
        });
        promised.map(|page| page.url.to_string()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_grows_and_stays_sorted() {
        let urls = |all: &[&str]| all.iter().map(|url| (*url).to_string()).collect::<Vec<_>>();
        let first = extended(None, &urls(&["/b/", "/a/"]), "en");
        assert!(first.starts_with("# The addresses"));
        assert!(first.ends_with("`.\n/a/\n/b/\n"));
        let own = "# Ours.\n\n/b/\r\n/c/";
        let second = extended(Some(own), &urls(&["/a/", "/b/"]), "en");
        assert_eq!(second, "# Ours.\n\n/a/\n/b/\n/c/\n");
        assert_eq!(lines(own).collect::<Vec<_>>(), [(9, "/b/"), (14, "/c/")]);
    }
}

//! The URLs of the pages that the program makes of itself, each spelled here and nowhere else.
//!
//! All are paths from the site's root, not encoded. Feeds are named by their
//! [`FeedFormat`](super::page::FeedFormat), files for servers by their
//! [`Server`](super::page::Server).

use super::page::TallyFormat;

/// The sitemap.
pub const SITEMAP: &str = "/sitemap.xml";

/// What robots read.
pub const ROBOTS: &str = "/robots.txt";

/// Gives the path of a part of the sitemap, its number from one.
pub fn sitemap_part(number: u32) -> String {
    format!("/sitemap-{number}.xml")
}

/// Gives the path of what is shown when nothing is found, below the home of a language.
pub fn not_found(home: &str) -> String {
    format!("{home}404.html")
}

/// Gives the path of what there is to read for language models, below the home of a language.
pub fn llms(home: &str) -> String {
    format!("{home}llms.txt")
}

/// Gives the path of all that there is to read for language models, below the home of a language.
pub fn llms_full(home: &str) -> String {
    format!("{home}llms-full.txt")
}

/// Gives the path of a guide on one page.
pub fn print(guide: &str) -> String {
    format!("{guide}print/")
}

/// Gives the path of the theses of a manifesto as data.
pub fn theses(manifesto: &str) -> String {
    format!("{manifesto}theses.json")
}

/// Gives the path of what was counted in a wave, by its name, beside the page with the results of
/// its survey; a page whose path is a file's has none.
pub fn tally(page: &str, wave: &str, format: TallyFormat) -> Option<String> {
    page.ends_with('/').then(|| format!("{page}tally-{wave}.{}", format.name()))
}

/// Gives the path of a document in Markdown; one whose path is a file's has none.
pub fn twin(document: &str) -> Option<String> {
    document.ends_with('/').then(|| format!("{document}index.md"))
}

//! Documents: what one content file says, apart from how it is shown.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::assertion::Assertion;
use super::matter::FrontMatter;
use super::page::LanguageId;
use super::quotes::Quotes;
use super::rope::Rope;
use super::stems::Stem;
use super::thesis::Claim;
use crate::ground::{Diagnostic, Fingerprint, Span, Syntax};

/// Words that people read in a minute.
const WORDS_A_MINUTE: u32 = 220;

/// A content file, read and parsed.
#[derive(Clone, Debug)]
pub struct Document {
    /// What other documents may need of it; kept between builds.
    pub record: Arc<Record>,
    /// Its body.
    pub rope: Rope,
}

/// What a document says of itself to others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The file's path from the site's root: `content/articulos/escuchar.md`.
    pub path: Arc<str>,
    /// The path without the mark of a language (`escuchar.md` for `escuchar.en.md`): versions of
    /// one document share it.
    pub key: Arc<str>,
    /// The language in which it is written.
    pub language: LanguageId,
    /// How its front matter is written.
    pub syntax: Syntax,
    /// The fingerprint of the file's text.
    pub fingerprint: Fingerprint,
    /// The fingerprint of what it says, for those who translate it: title, description and body.
    /// Of translations, and on a site of one language, none.
    pub version: Fingerprint,
    /// The front matter.
    pub matter: Arc<FrontMatter>,
    /// The title: from the front matter, else the first heading, else the file's name.
    pub title: Arc<str>,
    /// The first sentences as plain text; empty if there are none. Where a short link shows the
    /// title of another file, its number stands between [`Self::NAME_START`] and
    /// [`Self::NAME_END`].
    pub summary: Arc<str>,
    /// The words of the body.
    pub words: u32,
    /// The headings, in order; without the one that became the title.
    pub headings: Vec<Heading>,
    /// Names of places other than headings that links may name.
    pub anchors: Vec<String>,
    /// Of a manifesto, its claims, by their places in it.
    pub claims: Vec<Claim>,
    /// What it asserts of surveys, in order.
    pub assertions: Vec<Assertion>,
    /// The number of a thesis, as its front matter or the name of its file says.
    pub number: Option<u32>,
    /// Whether it says its title itself: else that is made from the file's name.
    pub is_titled: bool,
    /// The links and images, in order.
    pub links: Vec<Link>,
    /// What raw HTML and directives name and nobody resolves: it may be files of the site.
    pub mentions: Vec<String>,
    /// The directives, in order.
    pub directives: Vec<DirectiveUse>,
    /// The fingerprints of the code blocks, in order.
    pub codes: Vec<Fingerprint>,
    /// What its text is about, sorted: the words of the title weigh four times, those of headings
    /// twice, and the heaviest 64 stems are kept; of equals those that come first.
    pub stems: Box<[Stem]>,
    /// The sentences around its links.
    pub quotes: Quotes,
    /// What is wrong with the file, seen alone.
    pub findings: Vec<Diagnostic>,
}

impl Record {
    /// Stands before the number of a link whose title only the whole site knows; a letter that no
    /// text uses.
    pub const NAME_START: char = '\u{e000}';
    /// Stands after it.
    pub const NAME_END: char = '\u{e001}';

    /// Gives the minutes that reading takes, at least one.
    pub fn minutes(&self) -> u32 {
        self.words.div_ceil(WORDS_A_MINUTE).max(1)
    }
}

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// From one to six.
    pub level: u8,
    /// Its name for links; empty when it has none.
    pub id: String,
    /// Its text, without markup.
    pub text: String,
}

/// A link or image as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// The target as written: `../guia/index.md#ancla`.
    pub target: String,
    /// Where the whole link stands.
    pub span: Span,
}

/// What a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// A link to a page or a file.
    Page,
    /// A picture.
    Image,
    /// A short link: `[[slug]]` or `[[slug|text]]`.
    Short,
    /// A thesis of a manifesto, which leads to its own page: the target is its number.
    Thesis,
}

/// A directive as far as its component must be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectiveUse {
    /// The name after the colons.
    pub name: String,
    /// The names of its attributes, and where each stands; the label counts as `title`.
    pub attributes: Vec<(String, Span)>,
    /// Where its line stands.
    pub span: Span,
}

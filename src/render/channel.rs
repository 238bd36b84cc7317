//! What feeds say of themselves and of each article, whatever their format.

/// A feed. All URLs are whole.
pub(super) struct Feed {
    pub(super) title: String,
    /// What is said of its list; empty for nothing.
    pub(super) description: String,
    /// The name of the site.
    pub(super) site: String,
    /// The language of its words.
    pub(super) language: String,
    /// The URL of the list.
    pub(super) home: String,
    /// Its own URL.
    pub(super) own: String,
    /// When an article changed last, by RFC 3339.
    pub(super) updated: Option<String>,
    pub(super) entries: Vec<Entry>,
}

/// An article in a feed.
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) url: String,
    /// Its language, where it is not the feed's.
    pub(super) language: Option<String>,
    /// When it was published, by RFC 3339.
    pub(super) published: Option<String>,
    /// When it was changed last, by RFC 3339.
    pub(super) updated: Option<String>,
    pub(super) authors: Vec<Person>,
    /// The names of its terms.
    pub(super) categories: Vec<String>,
    /// Its description; empty for none.
    pub(super) summary: String,
    /// Its picture, and what that shows.
    pub(super) image: Option<(String, String)>,
    /// Its whole text as HTML, in feeds that hold it.
    pub(super) html: Option<String>,
}

/// Who wrote an article.
pub(super) struct Person {
    pub(super) name: String,
    /// Where more is said of them.
    pub(super) url: Option<String>,
}

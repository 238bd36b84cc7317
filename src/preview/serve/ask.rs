//! What a browser asks.

/// A request, as far as the preview cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::preview) struct Ask {
    /// The method in capitals: `GET`.
    pub(in crate::preview) method: String,
    /// The path and the query as they were sent: `/guia/?a=1`.
    pub(in crate::preview) target: String,
    /// The headers in their order; names in small letters.
    pub(in crate::preview) headers: Vec<(String, String)>,
}

impl Ask {
    /// Gives the values of a header, named in small letters.
    pub(in crate::preview) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Gives the path as it was sent, without the query.
    pub(in crate::preview) fn path(&self) -> &str {
        self.target.split(['?', '#']).next().unwrap_or_default()
    }

    /// Gives a value of the query, decoded.
    pub(in crate::preview) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.into_iter().find(|(key, _)| *key == name)?.1;
        Some(crate::ground::url::decode(&value.replace('+', " "))?.into_owned())
    }
}

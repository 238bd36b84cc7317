//! Whole URLs, for who reads a text away from its site.

use crate::model::Desk;
use crate::model::page::DocumentId;

/// Gives where a link of a document leads, as a whole URL.
pub(super) fn address(desk: &Desk, document: DocumentId, link: u32) -> String {
    let address = desk.address(document, link);
    let settings = desk.settings();
    match address.as_bytes().first() {
        Some(b'/') => format!("{}{address}", settings.origin()),
        Some(b'#') => format!("{}{address}", settings.permalink(&desk.card(document).url)),
        _ => address,
    }
}

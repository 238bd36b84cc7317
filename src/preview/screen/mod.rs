//! What the preview adds to the site: the notice on each page, the script in it, and its own page.
//!
//! In: findings in words, and how the site is. Out: markup. Invariant: nothing here knows a site, a
//! disk or a network; what is not ours is escaped.

pub(super) mod asset;
pub(super) mod document;
mod excerpt;
mod finding;
pub(super) mod inject;
pub(super) mod notice;
pub(super) mod status;
pub(super) mod told;

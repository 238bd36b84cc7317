//! Rendering: a page, its desk and the theme become bytes.
//!
//! In: an [`Engine`] made of a theme, and the desk of a page. Out: the page's file, its receipt and
//! what was found. Invariant: nothing here knows a `Site` or a disk; templates reach the site
//! through functions that ask the desk of the page being printed, and through nothing else.

mod about;
mod anchors;
mod assembly;
mod atom;
mod belonging;
mod body;
mod boxes;
mod calendar;
mod cards;
mod channel;
mod code;
pub mod contract;
mod crew;
mod engine;
mod equipment;
mod errors;
mod feeds;
mod figures;
mod filters;
mod functions;
mod guides;
mod inspect;
mod job;
mod json_feed;
mod kin;
mod lists;
mod markdown;
mod page;
mod pieces;
mod printer;
mod redirects;
mod retold;
mod runaway;
mod scopes;
mod sheets;
mod sitemap;
mod structured;
mod surveys;
mod theses;
mod uses;
mod whole;
mod words;

pub use assembly::{Mended, Replaced, assemble, mend};
pub use code::key as keepsake_key;
pub use crew::{Done, Work, print_all};
pub use engine::Engine;
pub use equipment::{Bounds, Cards, Equipment, Ropes, Tables};
pub use inspect::inspect;
pub use printer::{Printed, print};
pub use runaway::{runaway, template_of};
pub use uses::files_behind;

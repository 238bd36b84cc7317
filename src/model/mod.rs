//! The nouns: what a site is made of, and what a build asks and answers. No behaviour but what a
//! noun must do to be itself.
//!
//! Invariant: no disk, no network, no templates. Whatever depends on the machine comes in through
//! [`Inputs`], [`Library`] and [`Sink`].

mod answer;
pub mod assertion;
pub mod asset;
mod contents;
pub mod count;
pub mod counted;
pub mod desk;
pub mod document;
pub mod edition;
pub mod estimate;
pub mod evidence;
pub mod feeds;
mod guides;
pub mod inputs;
pub mod keepsake;
mod kin;
pub mod languages;
pub mod ledger;
pub mod lock;
pub mod lookup;
mod manifestos;
pub mod matter;
mod naming;
pub mod own_urls;
pub mod page;
pub mod quotes;
pub mod receipts;
pub mod relations;
pub mod results;
pub mod rope;
pub mod rows;
pub mod sample;
pub mod settings;
pub mod site;
pub mod stamp;
pub mod stems;
pub mod survey;
pub mod surveys;
pub mod tally;
pub mod theme;
pub mod thesis;
pub mod versions;

pub use asset::Asset;
pub use count::{Count, Moments};
pub use desk::Desk;
pub use document::{Document, Heading, Link, LinkKind, Record};
pub use edition::{Content, Edition, Output, Sink};
pub use estimate::{Base, Difference, Distribution, Estimate, Interval, Showing, Test};
pub use inputs::{Clock, GROWTH_BYTES_MAX, Gauge, Inputs, Library, Unread};
pub use keepsake::Keepsakes;
pub use ledger::{Ledger, PageReceipt};
pub use lookup::{Lookup, Receipt};
pub use manifestos::Thesis;
pub use matter::{FrontMatter, Kind, Moment, Order, PagesFrom};
pub use page::{LanguageId, Page, PageKind};
pub use quotes::{Quote, Quotes};
pub use relations::Relate;
pub use results::Results;
pub use rope::{Argument, CodeBlock, Directive, Rope, Slot};
pub use rows::Rows;
pub use sample::Sample;
pub use settings::Settings;
pub use site::Site;
pub use stamp::Stamp;
pub use stems::Stem;
pub use theme::{Craft, Theme};

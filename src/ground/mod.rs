//! The ground: what every room stands on, and what knows nothing of sites or readers.
//!
//! Texts with their places ([`Source`], [`Span`]), what can be wrong with them ([`Diagnostic`]) and
//! with the machine ([`Failure`]), fingerprints, slugs and paths of URLs.
//!
//! Invariant: nothing here touches a disk, a clock or a network, or knows what an article is.

pub mod code;
pub mod collation;
pub mod dates;
pub mod diagnostic;
pub mod explain;
pub mod failure;
pub mod findings;
pub mod fingerprint;
pub mod line;
pub mod markup;
pub mod nearest;
pub mod slug;
pub mod source;
pub mod syntax;
pub mod tags;
pub mod url;
pub mod value;
pub mod words;

pub use code::{Code, Severity};
pub use collation::Collation;
pub use diagnostic::{Diagnostic, Place};
pub use failure::Failure;
pub use fingerprint::{Fingerprint, Mix};
pub use source::{Located, Position, Source, Span};
pub use syntax::Syntax;
pub use value::{Entries, Value};
pub use words::{Lang, Words};

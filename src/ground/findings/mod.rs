//! The constructors of findings, at least one for each [`Code`](super::Code), and nowhere else.

mod access;
mod links;
mod markup;
mod site;
mod surveys;
mod theses;
mod upkeep;
mod values;

pub use access::*;
pub use links::*;
pub use markup::*;
pub use site::*;
pub use surveys::*;
pub use theses::*;
pub use upkeep::*;
pub use values::*;

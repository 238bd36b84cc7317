//! The constructors of findings, at least one for each [`Code`](super::Code), and nowhere else.

mod links;
mod markup;
mod site;
mod values;

pub use links::*;
pub use markup::*;
pub use site::*;
pub use values::*;

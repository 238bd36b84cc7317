//! Tertulia.

#[macro_use]
pub mod ground;
pub mod model;

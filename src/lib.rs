//! Tertulia.

#[macro_use]
pub mod ground;
pub mod link;
pub mod model;
pub mod read;
pub mod render;

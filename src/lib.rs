//! Tertulia.

pub mod command;
pub mod ground;
pub mod link;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod press;
pub mod read;
pub mod render;
pub mod write;

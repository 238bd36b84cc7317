//! The tests that run the whole: one binary, so that it links once.

mod house;
mod site;
mod spec;

//! The tests that run the whole: one binary, so that it links once.

mod corpora;
mod crash;
mod hostile;
mod house;
mod laws;
mod own;
mod pages;
mod rebuild;
mod round;
mod site;
mod spec;
mod world;

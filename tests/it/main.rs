//! The tests that run the whole: one binary, so that it links once.

mod browser;
mod check;
mod corpora;
mod crash;
mod door;
mod exports;
mod hostile;
mod house;
mod imports;
mod laws;
mod machines;
mod nu;
mod own;
mod pages;
mod preview;
mod promised;
mod rebuild;
mod round;
mod rows;
mod shown;
mod site;
mod sites;
mod spec;
mod theme;
mod tools;
mod world;

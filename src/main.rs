//! The program `tertulia`.

fn main() {}

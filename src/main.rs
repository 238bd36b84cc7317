//! The program `tertulia`.

use std::process::ExitCode;

fn main() -> ExitCode {
    tertulia::command::run(std::env::args_os())
}

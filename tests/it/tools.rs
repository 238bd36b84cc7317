//! The programs of others that judge our pages, where the machine has them.
//!
//! `npm ci --ignore-scripts --prefix tests/tools` brings them. `TERTULIA_TOOLS` names another
//! folder with packages; who sets it means that nothing may be left out.

use std::env;
use std::path::{Path, PathBuf};

const VARIABLE: &str = "TERTULIA_TOOLS";
const OURS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/node_modules");

/// Gives a file of a tool, or says what is left out without it.
pub(crate) fn tool(file: &str, purpose: &str) -> Option<PathBuf> {
    let named = env::var_os(VARIABLE).map(PathBuf::from);
    let path = named.as_deref().unwrap_or(Path::new(OURS)).join(file);
    if path.is_file() {
        return Some(path);
    }
    assert!(named.is_none(), "{} is not there", path.display());
    say(&format!("skipped, {purpose}: run npm ci --ignore-scripts --prefix tests/tools"));
    None
}

#[expect(clippy::print_stdout, reason = "who runs the tests should know what they left out")]
fn say(words: &str) {
    println!("{words}");
}

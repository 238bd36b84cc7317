//! The house rules: what the compiler cannot check inside one crate, checked here.
//!
//! Read `HOUSE` from the top: it is the architecture. A room may use only rooms listed above it,
//! so no circle of rooms can be written down at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room of `src`, from ground to roof, with the rooms that it may use.
const HOUSE: &[(&str, &[&str])] = &[
    ("ground", &[]),
    ("model", &["ground"]),
    // The building wing: pure but for `read` and `write`.
    ("read", &["ground", "model"]),
    ("parse", &["ground", "model"]),
    ("statistics", &["ground", "model"]),
    ("link", &["ground", "model", "statistics"]),
    ("chart", &["ground", "model"]),
    ("render", &["ground", "model", "chart"]),
    ("write", &["ground", "model"]),
    ("import", &["ground", "model", "parse"]),
    ("pipeline", &["ground", "model", "parse", "link", "render"]),
    ("press", &["ground", "model", "read", "pipeline", "write"]),
    // The listening wing: it never meets the building wing below the roof.
    ("store", &["ground", "model"]),
    ("listen", &["ground", "model", "store"]),
    // The servers: each gets what it serves as arguments.
    ("preview", &["ground", "model", "read", "pipeline"]),
    ("host", &["ground", "model"]),
    // The roof.
    (
        "command",
        &[
            "ground",
            "model",
            "read",
            "parse",
            "statistics",
            "link",
            "chart",
            "render",
            "write",
            "import",
            "pipeline",
            "press",
            "store",
            "listen",
            "preview",
            "host",
        ],
    ),
    ("lib", &["command"]),
    ("main", &["lib"]),
];

/// Words that only some rooms may say, and why.
const WORDS: &[(&str, &[&str], &str)] = &[
    (
        "std::fs",
        &["read", "write", "import", "store", "preview", "host", "command"],
        "the pure rooms touch no disk",
    ),
    ("async fn", &["store", "listen", "preview", "host", "command"], "building is synchronous"),
    (
        "::now()",
        &["listen", "preview", "host", "command"],
        "time is an input, so that a build can be repeated",
    ),
];

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const LINE_COLUMNS_MAX: usize = 100;

#[test]
fn the_house_stands() {
    let mut faults = Vec::new();
    for (floor, (room, uses)) in HOUSE.iter().enumerate() {
        for used in *uses {
            if !HOUSE[..floor].iter().any(|(lower, _)| lower == used) {
                faults.push(format!("HOUSE: `{room}` uses `{used}`, which is not below it"));
            }
        }
    }

    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut siblings = BTreeMap::new();
    for path in rust_files(&src) {
        let text = fs::read_to_string(&path).expect("a source file can be read");
        if is_test_only(&path) {
            continue;
        }
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        check_file(&src, &path, code, &mut siblings, &mut faults);
    }
    check_circles(&siblings, &mut faults);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Tells whether a file is a room's module for tests alone.
fn is_test_only(path: &Path) -> bool {
    let stem = path.file_stem().expect("a file has a name").to_string_lossy();
    let face = fs::read_to_string(path.with_file_name("mod.rs")).unwrap_or_default();
    face.contains(&format!("#[cfg(test)]\nmod {stem};"))
}

fn check_file(
    src: &Path,
    path: &Path,
    code: &str,
    siblings: &mut BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    faults: &mut Vec<String>,
) {
    let place = path.strip_prefix(src).expect("the file is under src");
    let room = place.iter().next().unwrap_or_default().to_string_lossy();
    let room = room.trim_end_matches(".rs");
    let Some((_, may_use)) = HOUSE.iter().find(|(name, _)| *name == room) else {
        return faults.push(format!("{}: `{room}` is not in HOUSE", place.display()));
    };

    let mut function_start = None;
    for (index, line) in code.lines().enumerate() {
        let mut fault =
            |says: String| faults.push(format!("{}:{}: {says}", place.display(), index + 1));
        // What a macro writes stands in the room that calls it.
        if line.trim_start().starts_with("//") || line.contains("$crate::") {
            continue;
        }
        if line.contains("use crate::{") || line.contains("use super::{") {
            fault("write one `use` for each room, so that every arrow is a line".to_string());
        }
        for used in names_after(line, "crate::") {
            let known = HOUSE.iter().any(|(name, _)| *name == used);
            if used != room && known && !may_use.contains(&used) {
                fault(format!("`{room}` may not use `{used}`"));
            }
        }
        for (prefix, folder) in [
            ("super::".to_string(), path.parent().expect("a file lies in a folder").to_path_buf()),
            (format!("crate::{room}::"), src.join(room)),
        ] {
            for used in names_after(line, &prefix) {
                let file = folder.join(format!("{used}.rs"));
                let sibling = if file.exists() { file } else { folder.join(used).join("mod.rs") };
                if path.ends_with("mod.rs") || sibling == path {
                    continue;
                }
                if sibling.exists() {
                    siblings.entry(path.to_path_buf()).or_default().insert(sibling);
                } else {
                    fault(format!("a room's file may not use its own mod.rs (`{prefix}{used}`)"));
                }
            }
        }
        for (word, rooms, why) in WORDS {
            if line.contains(word) && !rooms.contains(&room) {
                fault(format!("`{word}` may not be said in `{room}`: {why}"));
            }
        }
        if line.chars().count() > LINE_COLUMNS_MAX && !line.contains("http") {
            fault(format!("a line exceeds {LINE_COLUMNS_MAX} columns"));
        }
        let indent = line.len() - line.trim_start().len();
        if names_after(line, "fn ").next().is_some()
            && line.contains("fn ")
            && function_start.is_none()
        {
            function_start = Some((index, indent));
        }
        if let Some((start, outer)) = function_start {
            let closes = indent == outer
                && (line.trim() == "}"
                    || line.trim_end().ends_with(';')
                    || line.trim_end().ends_with('}'));
            if closes {
                if index - start + 1 > FUNCTION_LINES_MAX {
                    fault(format!("a function exceeds {FUNCTION_LINES_MAX} lines"));
                }
                function_start = None;
            }
        }
    }
    if code.lines().count() > FILE_LINES_MAX {
        faults.push(format!("{}: the file exceeds {FILE_LINES_MAX} lines", place.display()));
    }
}

/// Reports each file of a room that reaches itself through its siblings.
fn check_circles(siblings: &BTreeMap<PathBuf, BTreeSet<PathBuf>>, faults: &mut Vec<String>) {
    for start in siblings.keys() {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&PathBuf> = siblings[start].iter().collect();
        while let Some(path) = waiting.pop() {
            if reached.insert(path) {
                waiting.extend(siblings.get(path).into_iter().flatten());
            }
        }
        if reached.contains(start) {
            faults.push(format!("{}: stands in a circle of files", start.display()));
        }
    }
}

/// Yields each identifier that follows `prefix` in `line`.
fn names_after<'a>(line: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(prefix)
        .map(move |(at, _)| {
            let rest = &line[at + prefix.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
        .filter(|name| !name.is_empty())
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

//! The Nu HTML checker of the W3C: no error and no warning in any page, stylesheet or drawing.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::sites::{self, Built};
use super::tools::tool;

const JAR: &str = "vnu-jar/build/dist/vnu.jar";

/// Each site is looked at by one run: the checker takes longer to start than to check.
#[test]
fn pages_stylesheets_and_drawings_are_valid() {
    let Some(jar) = tool(JAR, "the Nu HTML checker") else { return };
    let folder = tempfile::tempdir().expect("a folder can be made");
    for built in sites::all() {
        lay(&built, folder.path());
    }
    let faults = faults(&jar, folder.path());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let Some(jar) = tool(JAR, "the Nu HTML checker") else { return };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let page = "<!doctype html><html lang=\"es\"><title>T</title><h1>T</h1>";
    for (name, text) in [
        ("right.html", page.to_string()),
        ("error.html", format!("{page}<p><ul></ul></p>")),
        ("warning.html", format!("{page}<section>t</section>")),
        ("error.css", "a { colour: red }".to_string()),
        ("error.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><a></svg>".to_string()),
    ] {
        fs::write(folder.path().join(name), text).expect("it can be written");
    }
    let faults = faults(&jar, folder.path());
    for name in ["error.html", "warning.html", "error.css", "error.svg"] {
        assert!(faults.iter().any(|fault| fault.contains(name)), "{name}: {faults:?}");
    }
    assert!(!faults.iter().any(|fault| fault.contains("right.html")), "{faults:?}");
}

/// Writes what the checker understands below a folder.
fn lay(built: &Built, folder: &Path) {
    for (path, bytes) in &built.files {
        let is_known = [".html", ".css", ".svg"].iter().any(|ending| path.ends_with(ending));
        if is_known {
            let file = folder.join(&built.name).join(path);
            fs::create_dir_all(file.parent().expect("it lies in a folder")).expect("it is made");
            fs::write(file, bytes).expect("it can be written");
        }
    }
}

/// Gives all that the checker says, but for notes without weight.
fn faults(jar: &Path, folder: &Path) -> Vec<String> {
    let mut command = Command::new("java");
    command.arg("-jar").arg(jar);
    command.args(["--format", "json", "--stdout", "--also-check-css", "--also-check-svg"]);
    let output = command.arg(folder).stdin(Stdio::null()).output();
    let output = output.expect("the checker needs a Java of 17 or later");
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(&output.stderr)));
    let messages = said["messages"].as_array().expect("it gives a list").iter();
    let grave =
        messages.filter(|message| message["type"] != "info" || message["subType"] == "warning");
    let place = |message: &Value| {
        let url = message["url"].as_str().unwrap_or_default();
        let root = folder.to_string_lossy();
        url.rsplit_once(root.as_ref()).map_or(url, |(_, path)| path).to_string()
    };
    let told = grave.map(|message| {
        let what = message["message"].as_str().unwrap_or_default();
        let extract = message["extract"].as_str().unwrap_or_default();
        format!("{}:{}: {what}: {extract}", place(message), message["lastLine"])
    });
    told.collect()
}

//! Real texts of others, where the machine has them: `TERTULIA_CORPORA` names their folder.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::site::{Site, tree};

const SETTINGS: &str = "title = \"Corpus\"\ntime_zone = \"UTC\"\n";

/// Gives the folder of the corpora, or says that there is none.
fn corpora() -> Option<PathBuf> {
    let folder = env::var_os("TERTULIA_CORPORA").map(PathBuf::from);
    if folder.is_none() {
        say("skipped: TERTULIA_CORPORA names no folder");
    }
    folder
}

#[expect(clippy::print_stdout, reason = "who runs the tests should know what they left out")]
fn say(words: &str) {
    println!("{words}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("the corpus can be read") {
        let path = entry.expect("it can be read").path();
        let place = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, &place).expect("it can be copied");
        }
    }
}

#[test]
fn help_articles_of_others_become_pages() {
    let Some(corpora) = corpora() else { return };
    let warned = ["broken-link", "broken-image", "broken-anchor"];
    let findings = warned.map(|code| format!("{code} = \"warn\"\n")).concat();
    let settings =
        format!("{SETTINGS}\n[markdown]\nunknown_keys = \"keep\"\n\n[findings]\n{findings}");
    let site = Site::new().write("tertulia.toml", settings);
    copy(&corpora.join("markdown-es"), &site.root().join("content"));

    let run = site.run(&["build", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.results);
    let found: serde_json::Value = serde_json::from_str(&run.results).expect("it is JSON");
    let mut others = BTreeMap::new();
    for finding in found.as_array().expect("a list") {
        let code = finding["code"].as_str().expect("each has a code");
        if !warned.contains(&code) {
            *others.entry(code).or_insert(0) += 1;
        }
    }
    assert!(others.is_empty(), "{others:?}");

    let sources = tree(&site.root().join("content"));
    let articles = sources.keys().filter(|path| path.ends_with(".md")).count();
    assert_eq!(articles, 211);
    let mut pages = tree(&site.root().join("public"));
    pages.retain(|_, bytes| String::from_utf8_lossy(bytes).contains("<article class=\"article"));
    assert_eq!(pages.len(), articles);
}

#[test]
fn essays_become_articles() {
    let Some(corpora) = corpora() else { return };
    let site = Site::new().write("tertulia.toml", SETTINGS);
    let seeds = fs::read_dir(corpora.join("seeds")).expect("the corpus can be read");
    let mut essays = 0;
    for seed in seeds {
        let path = seed.expect("it can be read").path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            essays += 1;
            let text = fs::read_to_string(&path).expect("it is text");
            let article = format!("+++\ntitle = \"Ensayo {essays}\"\n+++\n\n{text}");
            site.change(&format!("content/ensayos/{essays}.md"), article);
        }
    }
    assert_eq!(essays, 5);
    let run = site.run(&["build", "--format", "json"]);
    assert_eq!((run.code, run.results.trim()), (0, "[]"));
    for essay in 1..=essays {
        assert!(site.page(&format!("/ensayos/{essay}/")).contains("<p>"));
    }
}

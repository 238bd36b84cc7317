//! `tertulia check` as a gate: what it tells alone, its lists of known findings, its log for code
//! scanning, and that a build knows nothing of all this.

use std::fs;

use serde_json::Value;

use super::site::{Site, tree};

const CLEAN: &str = "+++\ndate = 2026-01-01\n+++\n\n# Clean\n\nNothing is wrong.\n";
const VAGUE: &str = "+++\ndate = 2026-01-01\n+++\n\n# Vague\n\n😀 Read it [here](clean.md).\n";

fn site() -> Site {
    Site::new().write("content/clean.md", CLEAN).write("content/vague.md", VAGUE)
}

/// The code and the path of each finding.
fn found(site: &Site, arguments: &[&str]) -> Vec<(String, String)> {
    let run = site.run(&[&["check", "--format", "json"], arguments].concat());
    let list: Vec<Value> = serde_json::from_str(&run.results).expect("it is JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    list.iter().map(|one| (text(&one["code"]), text(&one["path"]))).collect()
}

#[test]
fn warnings_fail_only_where_it_is_strict() {
    let site = site();
    let run = site.run(&["check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.results.contains("warning[vague-link-text]"), "{run:?}");
    assert_eq!(site.run(&["check", "--strict"]).code, 1);
    site.change("content/vague.md", CLEAN);
    assert_eq!(site.run(&["check", "--strict"]).code, 0);
}

#[test]
fn settings_hold_for_what_only_a_check_tells() {
    let site = site();
    let settings = "title = \"Site\"\ntime_zone = \"UTC\"\n[findings]\nvague-link-text = ";
    site.change("tertulia.toml", format!("{settings}\"error\"\n"));
    assert_eq!(site.run(&["check"]).code, 1);
    let run = site.run(&["build"]);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
    site.change("tertulia.toml", format!("{settings}\"off\"\n"));
    let run = site.run(&["check", "--strict"]);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
}

#[test]
fn a_build_knows_nothing_of_it() {
    let site = site();
    let first = site.run(&["build"]);
    assert_eq!((first.code, first.results.as_str()), (0, ""), "{first:?}");
    let files = tree(&site.root().join("public"));
    assert!(!site.run(&["check"]).results.is_empty());
    let again = site.run(&["build"]);
    assert_eq!((again.code, again.results.as_str()), (0, ""), "{again:?}");
    assert!(again.rest.contains(": 0 printed"), "{again:?}");
    assert_eq!(tree(&site.root().join("public")), files);
}

#[test]
fn errors_of_a_build_are_told_with_the_rest() {
    let site = site();
    site.change("content/draft.md", "+++\ndraft = true\n+++\n\n# Draft\n");
    site.change(
        "content/broken.md",
        "+++\ndate = 2026-01-01\n+++\n\n# B\n\n[The draft](draft.md)\n",
    );
    let run = site.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.results.contains("error[broken-link]: the link `draft.md` leads nowhere"));
    assert!(run.results.contains("it is a draft"), "{run:?}");
    assert!(run.results.contains("warning[vague-link-text]"), "{run:?}");
    let codes: Vec<String> =
        found(&site, &["--drafts"]).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["vague-link-text"]);
}

#[test]
fn reviews_fall_due_the_day_after() {
    let site = Site::new();
    site.change("content/a.md", "+++\ndate = 2026-01-01\nreview_by = 2026-03-31\n+++\n\n# A\n");
    assert_eq!(found(&site, &["--date", "2026-03-31"]), []);
    let due = [("review-due".to_string(), "content/a.md".to_string())];
    assert_eq!(found(&site, &["--date", "2026-04-01"]), due);
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let site = site();
    let file = site.root().join("known.txt");
    let list = file.to_str().expect("it is text");
    let missing = site.run(&["check", "--baseline", list]);
    assert_eq!(missing.code, 3, "{missing:?}");
    assert!(missing.rest.contains("--write-baseline"), "{missing:?}");

    site.change("content/broken.md", "+++\ndate = 2026-01-01\n+++\n\n# B\n\n[A](no.md)\n");
    let settings = fs::read(site.root().join("tertulia.toml")).expect("it is there");
    let other = site.root().join("tertulia.toml");
    let other = other.to_str().expect("it is UTF-8");
    assert_eq!(site.run(&["check", "--write-baseline", other]).code, 3);
    assert_eq!(fs::read(other).expect("it is there"), settings, "no other file is written over");

    let written = site.run(&["check", "--write-baseline", list]);
    assert_eq!((written.code, written.results.as_str()), (0, ""), "{written:?}");
    let text = fs::read_to_string(&file).expect("it was written");
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        lines,
        [
            "content/broken.md: broken-link: the link `no.md` leads nowhere ×1",
            "content/vague.md: vague-link-text: the link `here` does not say where it leads ×1",
        ]
    );

    // Errors of the list do not fail either, in whatever language and wherever they move.
    let moved = VAGUE.replace("# Vague", "# Vague\n\nMore of it.\n");
    site.change("content/vague.md", &moved);
    for lang in ["en", "es"] {
        let run = site.run(&["check", "--strict", "--baseline", list, "--lang", lang]);
        assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
    }
    assert_eq!(site.run(&["build"]).code, 1);

    site.change("content/vague.md", format!("{moved}\nAnd [here](broken.md).\n"));
    let run = site.run(&["check", "--baseline", list]);
    assert!(run.results.contains("content/vague.md:12:5"), "{run:?}");
    assert_eq!(run.results.matches("warning[").count(), 1, "{run:?}");
    assert_eq!(site.run(&["check", "--strict", "--baseline", list]).code, 1);

    site.change("content/broken.md", CLEAN);
    let run = site.run(&["check", "--baseline", list]);
    assert!(run.rest.contains("1 finding of the list is gone"), "{run:?}");
}

#[test]
fn a_sarif_log_is_what_its_schema_wants() {
    let site = site();
    site.change("content/ñ y.md", "+++\ndate = 2026-01-01\nslug = \"clean\"\n+++\n\n# Ñ\n");
    site.change("content/a/b.txt", "unused\n");
    let run = site.run(&["check", "--format", "sarif"]);
    assert_eq!(run.code, 1, "{run:?}");
    let log: Value = serde_json::from_str(&run.results).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    assert!(
        log["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-schema-2.1.0.json"))
    );
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "Tertulia");
    let rules = driver["rules"].as_array().expect("there are rules");
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            let text = rule[key]["text"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{rule}");
        }
        assert!(["error", "warning"].contains(&text(&rule["defaultConfiguration"]["level"])));
    }
    let results = run["results"].as_array().expect("there are results");
    let codes: Vec<&str> = results.iter().map(|result| text(&result["ruleId"])).collect();
    assert_eq!(codes, ["unused-file", "vague-link-text", "duplicate-url"]);
    let mut prints = Vec::new();
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("it has a rule") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!text(&result["message"]["text"]).is_empty());
        let print = result["partialFingerprints"]["tertuliaFinding/v1"].as_str();
        prints.push(print.expect("it has a fingerprint"));
        let related = result["relatedLocations"].as_array().expect("a list");
        for location in result["locations"].as_array().expect("a list").iter().chain(related) {
            assert_located(&location["physicalLocation"]);
        }
    }
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), results.len());

    // Columns count the two units of the face; whole files have a region, too.
    let region = &results[1]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&7.into(), &12.into()));
    assert_eq!(region["endColumn"], 28);
    let uri = &results[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(text(uri), "content/%C3%B1%20y.md");
    assert_eq!(results[2]["relatedLocations"].as_array().map(Vec::len), Some(1));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn assert_located(place: &Value) {
    let uri = text(&place["artifactLocation"]["uri"]);
    assert!(uri.is_ascii() && !uri.contains(' ') && !uri.starts_with('/'), "{place}");
    let region = &place["region"];
    let number = |key: &str| region[key].as_u64().unwrap_or_default();
    assert!(number("startLine") >= 1 && number("startColumn") >= 1, "{place}");
    let start = (number("startLine"), number("startColumn"));
    assert!((number("endLine"), number("endColumn")) >= start, "{place}");
}

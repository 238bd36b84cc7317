//! Our own site, the examples and new sites: without a finding, and nothing in them leads astray.

use std::fs;
use std::path::Path;

use super::machines;
use super::pages::faults;
use super::site::{Site, tree};
use super::sites::{base_of, new_site, site_of};

/// Asserts that a site builds without a finding, and that all in it leads somewhere.
fn assert_sound(name: &str, site: &Site, base: &str) {
    let run = site.run(&["build"]);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{name}: {run:?}");
    let run = site.run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.results.trim()), (0, "[]"), "{name}: {run:?}");

    let files = tree(&site.root().join("public"));
    assert!(files.len() > 10, "{name}: {} files", files.len());
    let wrong = faults(&files, base);
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    for path in ["atom.xml", "sitemap.xml"] {
        assert!(files.contains_key(path), "{name}: {path}");
    }
    let wrong = machines::faults(&files, base);
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    assert!(site.page("/robots.txt").contains(&format!("{base}/sitemap.xml")));
}

/// Moves a site to another address.
fn rebase(site: &Site, base: &str) {
    let path = site.root().join("tertulia.toml");
    let settings = fs::read_to_string(&path).expect("a site has settings");
    let mut table: toml::Table = settings.parse().expect("they can be read");
    table.insert("base_url".to_string(), base.into());
    site.change("tertulia.toml", table.to_string());
}

#[test]
fn our_own_site_is_sound() {
    let site = site_of(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_sound("our own site", &site, &base_of(&site));
}

#[test]
fn the_examples_are_sound() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut count = 0;
    for example in fs::read_dir(examples).expect("there are examples") {
        let folder = example.expect("it can be read").path();
        let site = site_of(&folder);
        assert_sound(&folder.display().to_string(), &site, &base_of(&site));
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn the_sample_of_every_kind_is_sound() {
    let site = site_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample"));
    assert_sound("the sample", &site, &base_of(&site));
}

#[test]
fn a_site_may_live_below_a_path() {
    let base = "https://ana.example/guía/x";
    let site = site_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/consultora"));
    rebase(&site, "https://ana.example/guia/x");
    assert_sound("below a path", &site, &base.replace('í', "i"));
}

#[test]
fn new_sites_are_sound() {
    for language in ["es", "en"] {
        let own = new_site(language);
        assert_sound(language, &own, &base_of(&own));
        assert!(own.page("/").contains(&format!("lang=\"{language}\"")));
    }
}

#[test]
fn the_checks_find_what_they_look_for() {
    let page = |body: &str| {
        let head = "<title>T</title><link rel=canonical href=\"https://a.example/b/\">";
        let html = format!("<html lang=en>{head}<h1 id=top>T</h1>{body}");
        let files = [("index.html".to_string(), html.into_bytes())];
        faults(&files.into(), "https://a.example/b").len()
    };
    assert_eq!(page("<a href=\"/b/#top\">a</a> <a href=\"https://c.example/\">c</a>"), 0);
    for body in [
        "<a href=\"/b/nowhere/\">a</a>",
        "<a href=\"/b/#nowhere\">a</a>",
        "<a href=\"/\">a</a>",
        "<img src=\"/b/a.png\">",
        "<img srcset=\"/b/a.png 2x\">",
        "<script>1</script>",
        "<p style=\"a\">",
        "<p onclick=\"a\">",
        "<h1>T</h1>",
        "<p id=top>",
    ] {
        assert_eq!(page(body), 1, "{body}");
    }
}

//! Scenes of a site that keeps what it has published.

use std::fs;

use super::site::Site;

fn article(more: &str) -> String {
    format!("+++\ntitle = \"One\"\n{more}+++\n\nWords.\n")
}

fn lock(site: &Site) -> String {
    fs::read_to_string(site.root().join("urls.lock")).expect("there is a lock")
}

#[test]
fn addresses_are_locked_when_it_is_asked_for() {
    let site = Site::new().write("content/calls/one.md", article("updated = 2026-01-01\n"));
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(!site.root().join("urls.lock").exists());
    assert_eq!(site.run(&["build", "--lock"]).code, 0);
    let urls: Vec<String> =
        lock(&site).lines().filter(|line| line.starts_with('/')).map(str::to_string).collect();
    let feeds = ["/", "/atom.xml", "/calls/", "/calls/atom.xml", "/calls/feed.json"];
    assert_eq!(urls, [&feeds[..], &["/calls/one/", "/feed.json"]].concat());

    site.change("content/calls/two.md", "# Two");
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(!lock(&site).contains("/calls/two/"));
    assert_eq!(site.run(&["build", "--lock"]).code, 0);
    assert!(lock(&site).contains("/calls/two/"));
    assert_eq!(site.run(&["build", "--lock", "--drafts"]).code, 2);
}

#[test]
fn an_address_is_lost_by_accident_and_not_by_plan() {
    let site = Site::new().write("content/calls/one.md", article("")).write("content/x.md", "# X");
    assert_eq!(site.run(&["build", "--lock"]).code, 0);
    let before = lock(&site);

    site.change("content/calls/one.md", article("draft = true\n"));
    let run = site.run(&["build", "--lock"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.results.contains("error[lost-url]: there is no page at `/calls/one/` any more"));
    assert!(run.results.contains("urls.lock:"), "{run:?}");
    assert_eq!(lock(&site), before, "what failed locks nothing");

    let settings = fs::read_to_string(site.root().join("tertulia.toml")).expect("it is there");
    let redirects = "[redirects]\n\"/calls/one/\" = \"/x/\"\n";
    let feeds = "\"/calls/\" = \"/x/\"\n\"/calls/atom.xml\" = \"/x/\"\n\
                 \"/calls/feed.json\" = \"/x/\"\n";
    site.change("tertulia.toml", format!("{settings}{redirects}{feeds}"));
    let run = site.run(&["build"]);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
}

#[test]
fn very_many_lost_addresses_are_counted() {
    let lost: String = (0..5_000).map(|number| format!("/x/y{number}/\n")).collect();
    let site = Site::new().write("content/x.md", "# X").write("urls.lock", lost);
    let run = site.run(&["check", "--format", "plain"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.results.matches("lost-url").count(), 501);
    assert!(run.results.contains("4500 more addresses"), "{}", run.results);
}

#[test]
fn what_has_had_its_time_may_go() {
    let site = Site::new().write("content/x.md", article("expire_at = 2026-02-01\n"));
    let site = site.write("content/y.md", "# Y");
    let tagged =
        "date = 2026-01-02\ntags = [\"Una sola\"]\nslug = \"otra\"\nexpire_at = 2026-02-01\n";
    let site = site.write("content/solo/z.md", article(tagged));
    assert_eq!(site.run(&["build", "--lock", "--date", "2026-01-10"]).code, 0);
    for url in ["/x/", "/solo/otra/", "/solo/atom.xml", "/tags/una-sola/", "/archive/2026/"] {
        assert!(lock(&site).contains(&format!("{url}\n")), "{url}");
    }
    let run = site.run(&["build", "--date", "2026-03-01"]);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
}

#[test]
fn a_lock_that_cannot_be_read_is_not_taken_for_none() {
    let site = Site::new().write("content/x.md", "# X");
    assert_eq!(site.run(&["build", "--lock"]).code, 0);
    site.change("urls.lock", [0xff, 0xfe, b'/', 0]);
    for ask in [&["build"][..], &["build", "--lock"], &["check"]] {
        assert_eq!(site.run(ask).code, 3, "{ask:?}");
    }
    let kept = fs::read(site.root().join("urls.lock")).expect("it is there");
    assert_eq!(kept, [0xff, 0xfe, b'/', 0]);
}

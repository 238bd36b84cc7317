//! The preview: what it shows after edits, breaks and repairs, and to whom.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use tertulia::command::world::clock;

use super::shown::{CLOSE, Got, Shown};
use super::site::Site;

const BASE: &str = "{% extends \"themes/agora/base.html\" %}{% block main %}";

fn site() -> Site {
    Site::new()
        .write("content/_index.md", "# Home\n")
        .write("content/a/one.md", "+++\ntitle = \"One\"\nupdated = 2026-01-01\n+++\nFirst text.\n")
        .write("content/a/two.md", "+++\ntitle = \"Two\"\n+++\nSecond text.\n")
}

fn says(text: &str) -> impl Fn(&Got) -> bool {
    move |got| got.text().contains(text)
}

#[test]
fn an_edit_is_shown_where_it_is_seen() {
    let site = site();
    let shown = Shown::open(site.root());
    assert!(shown.get("/a/one/").text().contains("First text."));
    let other = "+++\ntitle = \"Uno\"\nupdated = 2026-01-01\n+++\nOther text.\n";
    site.change("content/a/one.md", other);
    let page = shown.wait("/a/one/", says("Other text."));
    assert!(page.text().contains("Uno"));
    assert!(shown.get("/a/").text().contains("Uno"), "the list is right at once");
    assert!(shown.get("/atom.xml").text().contains("Other text."));
}

#[test]
fn pages_come_go_and_move() {
    let site = site();
    let shown = Shown::open(site.root());
    assert_eq!(shown.get("/a/three/").status, 404);
    site.change("content/a/three.md", "+++\ntitle = \"Three\"\n+++\n");
    shown.wait("/a/three/", |got| got.status == 200);
    assert!(shown.get("/a/").text().contains("Three"));

    let at = |name: &str| site.root().join("content/a").join(name);
    fs::rename(at("three.md"), at("four.md")).expect("it can be renamed");
    shown.wait("/a/four/", |got| got.status == 200);
    assert_eq!(shown.get("/a/three/").status, 404);

    fs::remove_file(at("four.md")).expect("it can be removed");
    shown.wait("/a/four/", |got| got.status == 404);
    assert!(!shown.get("/a/").text().contains("Three"));
    assert_eq!(shown.get("/a/one").status, 302, "a folder has a slash at its end");
}

#[test]
fn a_broken_article_shows_its_last_good_version() {
    let site = site();
    let shown = Shown::open(site.root());
    site.change("content/a/one.md", "+++\ntitle = \"One\"\ndate = \"soon\"\n+++\nBroken text.\n");
    let page = shown.wait("/a/one/", says("told:"));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("First text.") && !page.text().contains("Broken text."));
    assert!(page.text().contains("edit://"), "an editor can be opened");
    let other = shown.get("/a/two/");
    assert!(other.status == 200 && !other.text().contains("told:"));

    site.change("content/a/one.md", "+++\ntitle = \"One\"\n+++\nMended text.\n");
    let page = shown.wait("/a/one/", says("Mended text."));
    assert!(page.status == 200 && !page.text().contains("told:"));
}

#[test]
fn a_broken_link_shows_the_last_good_version_too() {
    let site = site();
    let shown = Shown::open(site.root());
    site.change("content/a/one.md", "+++\ntitle = \"Uno\"\n+++\nNew [x](nowhere.md).\n");
    let page = shown.wait("/a/one/", says("told:"));
    assert!(page.status == 200 && page.text().contains("First text."), "{}", page.text());
    assert!(shown.get("/a/").text().contains("Uno"), "all else is fresh");
    // Another edit that does not mend it changes nothing about that.
    site.change("content/a/one.md", "+++\ntitle = \"Uno\"\n+++\nNewer [x](nowhere.md).\n");
    site.change("content/a/two.md", "+++\ntitle = \"Two\"\n+++\nSeen.\n");
    shown.wait("/a/two/", says("Seen."));
    let page = shown.get("/a/one/");
    assert!(page.status == 200 && page.text().contains("First text."));
}

#[test]
fn a_page_that_was_never_good_says_so() {
    let site = site().write("content/a/bad.md", "+++\ntitle = 3\n+++\nText of it.\n");
    let site = site.write("content/a/bytes.md", b"\xff\xfe");
    let shown = Shown::open(site.root());
    for path in ["/a/bad/", "/a/bytes/"] {
        let page = shown.get(path);
        assert_eq!(page.status, 500, "{path}");
        assert!(page.text().contains("told:"), "{path}");
    }
    for path in ["/", "/a/", "/a/one/", "/atom.xml", "/sitemap.xml"] {
        let page = shown.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.text().contains("told:"), "{path}");
    }
    site.change("content/a/bad.md", "+++\ntitle = \"Good\"\n+++\nText of it.\n");
    shown.wait("/a/bad/", |got| got.status == 200 && !got.text().contains("told:"));
}

#[test]
fn a_broken_template_marks_the_pages_that_use_it() {
    let good = format!("{BASE}all well{{{{ content() }}}}{{% endblock main %}}");
    let site = site().write("templates/article.html", &good);
    let shown = Shown::open(site.root());
    assert!(shown.get("/a/one/").text().contains("all well"));
    for broken in [
        format!("{BASE}{{{{ content( }}}}{{% endblock main %}}"),
        format!("{BASE}{{{{ no_such_variable }}}}{{% endblock main %}}"),
        "{% extends \"no-such.html\" %}".to_string(),
        format!("{BASE}{{% include \"partials/no-such.html\" %}}{{% endblock main %}}"),
    ] {
        site.change("templates/article.html", &broken);
        for path in ["/a/one/", "/a/two/"] {
            let page = shown.wait(path, says("told:"));
            assert_eq!(page.status, 200, "{broken}");
            assert!(page.text().contains("all well"), "{broken}: {}", page.text());
        }
        let list = shown.get("/a/");
        assert!(list.status == 200 && !list.text().contains("told:"), "{broken}");
        site.change("templates/article.html", &good);
        shown.wait("/a/one/", |got| got.status == 200 && !got.text().contains("told:"));
    }
}

#[test]
fn a_template_that_was_never_good_leaves_other_pages_alone() {
    let site = site().write("templates/article.html", format!("{BASE}{{{{ content( }}}}"));
    let shown = Shown::open(site.root());
    assert_eq!(shown.get("/a/one/").status, 500);
    assert_eq!(shown.get("/a/").status, 200);
    assert_eq!(shown.get("/").status, 200);
}

#[test]
fn settings_that_are_wrong_change_nothing_but_say_so() {
    let site = site();
    let shown = Shown::open(site.root());
    site.change("tertulia.toml", "title = \"New name\"\ntime_zone = \"UTC\"\n");
    shown.wait("/a/one/", says("New name"));
    site.change("tertulia.toml", "title = \"Broken\nlanguage = 3\n");
    let page = shown.wait("/a/one/", says("told:"));
    assert!(page.status == 200 && page.text().contains("New name"));
    site.change("tertulia.toml", "title = \"Mended\"\ntime_zone = \"UTC\"\n");
    let page = shown.wait("/a/one/", says("Mended"));
    assert!(!page.text().contains("told:"));
}

#[test]
fn words_and_data_that_are_wrong_stay_as_they_were() {
    let main = "{% set d = data(path=\"x.toml\") %}{{ \"hello\" | t }} {{ d.y }}";
    let site = site()
        .write("templates/article.html", format!("{BASE}{main}{{% endblock main %}}"))
        .write("strings/es.toml", "hello = \"hola\"\n")
        .write("data/x.toml", "y = \"data one\"\n");
    let shown = Shown::open(site.root());
    assert!(shown.get("/a/one/").text().contains("hola data one"));
    for (path, broken, good) in [
        ("data/x.toml", "y = ", "y = \"data one\"\n"),
        ("strings/es.toml", "hello = ", "hello = \"hola\"\n"),
    ] {
        site.change(path, broken);
        let page = shown.wait("/a/one/", says("told:"));
        assert!(page.status == 200 && page.text().contains("hola data one"), "{path}");
        site.change(path, good);
        shown.wait("/a/one/", |got| !got.text().contains("told:"));
    }
}

#[test]
fn drafts_and_days_are_shown_with_a_mark() {
    let site = site()
        .write("content/a/draft.md", "+++\ntitle = \"D\"\ndraft = true\n+++\n")
        .write("content/a/later.md", "+++\ntitle = \"L\"\npublish_at = 2026-12-01\n+++\n")
        .write("content/a/gone.md", "+++\ntitle = \"G\"\nexpire_at = 2026-01-01\n+++\n");
    let shown = Shown::open(site.root());
    for (path, mark) in [
        ("/a/draft/", "standing-draft"),
        ("/a/later/", "standing-scheduled"),
        ("/a/gone/", "standing-expired"),
    ] {
        let page = shown.get(path);
        assert!(page.status == 200 && page.text().contains(mark), "{path}");
    }
    let day = 1_798_761_600; // 2027-01-01
    let shown = Shown::as_wished(site.root(), |request| tertulia::preview::Request {
        now: Box::new(move |_| day),
        ..request
    });
    assert!(!shown.get("/a/later/").text().contains("standing-scheduled"));
}

/// A template that neither ends nor prints.
fn endless() -> String {
    let (start, end) = ("{% for a in all %}".repeat(6), "{% endfor %}".repeat(6));
    format!("{{% set all = range(end=1000) %}}{start}{end}")
}

#[test]
fn a_page_that_never_ends_is_given_up() {
    let site = site().write("tertulia.toml", "title = \"S\"\n[limits]\npage_seconds = 1\n");
    let shown = Shown::open(site.root());
    assert!(shown.get("/a/one/").text().contains("First text."));
    site.change("templates/article.html", endless());
    let time = clock();
    let page = shown.wait("/a/one/", says("told:"));
    assert!(page.status == 200 && page.text().contains("First text."));
    assert_eq!(shown.get("/a/").status, 200);
    // It is not tried again, and no other page is worse off.
    shown.get("/a/one/");
    assert!(time() < Duration::from_secs(6), "{:?}", time());
    assert!(shown.get("/a/two/").text().contains("Second text."));
    // Nor after another edit, nor when it is broken in another way.
    site.change("content/a/two.md", "+++\ntitle = \"Second\"\n+++\nSecond text.\n");
    shown.wait("/a/", says("Second"));
    site.change("templates/article.html", endless() + " ");
    let page = shown.wait("/a/one/", says("told:"));
    assert!(page.status == 200 && page.text().contains("First text."));
    shown.wait("/_tertulia/", says("goes over"));
    site.change("templates/article.html", "<body>Good again.</body>");
    for path in ["/a/one/", "/a/two/"] {
        assert_eq!(shown.wait(path, says("Good again.")).status, 200);
    }
}

#[test]
fn the_open_page_hears_of_its_changes_and_of_nothing_else() {
    let site = site().write("static/look.css", "a { color: red }");
    let shown = Shown::open(site.root());
    // The badge may change when all pages have been seen.
    let is_event = |line: &String| line.starts_with("event:") && line != "event: notice";
    let mut lines = shown.listen("/a/one/").filter(is_event);
    let fresh = "+++\ntitle = \"One\"\nupdated = 2026-01-01\n+++\nFresh text.\n";
    site.change("content/a/one.md", fresh);
    assert_eq!(lines.next().as_deref(), Some("event: page"));
    // What the page does not show, it does not hear of.
    site.change("content/a/two.md", "+++\ntitle = \"Two\"\n+++\nNot seen there.\n");
    shown.wait("/a/two/", says("Not seen there."));
    site.change("static/look.css", "a { color: blue }");
    assert_eq!(lines.next().as_deref(), Some("event: file"));
}

#[test]
fn the_browser_follows_the_author() {
    let site = site();
    let shown = Shown::as_wished(site.root(), |request| tertulia::preview::Request {
        follows: true,
        ..request
    });
    let mut lines = shown.listen("/").filter(|line| line.starts_with("data: {\"url\""));
    let text = "+++\ntitle = \"Two\"\n+++\nSecond text.\n\n## A heading\n\nEdited.\n";
    site.change("content/a/two.md", text);
    let told = lines.next().expect("it says where to go");
    assert!(told.contains("/a/two/#a-heading"), "{told}");
}

#[test]
fn the_survey_finds_what_nobody_looks_at() {
    let site = site().write("templates/section.html", "{{ no_such_variable }}");
    let shown = Shown::open(site.root());
    let time = clock();
    while !shown.told.lock().unwrap().iter().any(|told| told.contains("no_such_variable")) {
        assert!(time() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    let status = shown.wait("/_tertulia/", says("no_such_variable"));
    assert_eq!(status.status, 200);
}

#[test]
fn nobody_gets_what_is_not_on_the_map() {
    let site = site().write("secret.txt", "SECRET").write("content/a/picture.svg", "<svg/>");
    fs::write(site.root().join("../tertulia-outside.txt"), "SECRET").ok();
    let shown = Shown::open(site.root());
    let names = ["secret.txt", "tertulia.toml", "content/a/one.md", "etc/passwd"];
    let climbs = [
        "/",
        "//",
        "/../",
        "/../../../../",
        "/a/../",
        "/a/..%2f",
        "/%2e%2e/",
        "/%2e%2e%2f",
        "/..%5c",
        "/%252e%252e/",
        "/....//",
        "/.//",
        "/a/one/../../../",
        "/%c0%ae%c0%ae/",
        "/a/%00",
        "/~",
        "/file:///",
        "/_tertulia/../",
        "/_tertulia/explain/../../",
    ];
    let mut tried = 0;
    for climb in climbs {
        for name in names {
            let got = shown.get(&format!("{climb}{name}"));
            let text = got.text();
            assert!(!text.contains("SECRET") && !text.contains("root:"), "{climb}{name}");
            assert!(!text.contains("time_zone = ") && !text.contains("+++"), "{climb}{name}");
            assert_ne!(got.status, 200, "{climb}{name}");
            tried += 1;
        }
    }
    assert!(tried >= 40);
    assert_eq!(shown.get("/a/picture.svg").status, 200);
}

#[test]
fn only_the_author_is_answered() {
    let site = site().write("content/a/picture.svg", "<svg/>");
    let shown = Shown::open(site.root());
    let host = shown.host().to_string();
    let port = host.rsplit(':').next().expect("it has a port").to_string();
    let own = format!("Host: {host}");
    let rows: BTreeMap<String, bool> = [
        (own.clone(), true),
        (format!("Host: 127.0.0.1:{port}"), true),
        (format!("Host: [::1]:{port}"), true),
        (String::new(), false),
        (format!("{own}\r\n{own}"), false),
        ("Host: localhost:1".to_string(), false),
        (format!("Host: evil.example:{port}"), false),
        ("Host: \u{1f980}".to_string(), false),
        (format!("{own}\r\nOrigin: http://{host}"), true),
        (format!("{own}\r\nOrigin: http://evil.example"), false),
        (format!("{own}\r\nOrigin: null"), false),
        (format!("{own}\r\nSec-Fetch-Site: cross-site"), false),
        (format!("{own}\r\nSec-Fetch-Site: same-origin"), true),
        (format!("{own}\r\nSec-Fetch-Site: none"), true),
    ]
    .into();
    for path in ["/a/one/", "/a/picture.svg", "/_tertulia/live?token=x"] {
        for (headers, is_welcome) in &rows {
            let headers = if headers.is_empty() { String::new() } else { format!("{headers}\r\n") };
            let got = shown.ask(&format!("GET {path} HTTP/1.1\r\n{headers}{CLOSE}\r\n"));
            let is_live = path.starts_with("/_tertulia/live");
            let expected = if *is_welcome && !is_live { 200 } else { 400 };
            let is_right = if expected == 200 { got.status == 200 } else { got.status != 200 };
            assert!(is_right, "{path} {headers:?}: {}", got.status);
            assert!(!got.head.to_lowercase().contains("access-control"), "{path}");
        }
    }
    let got = shown.get("/a/one/");
    assert!(got.head.contains("Cross-Origin-Resource-Policy: same-origin"), "{}", got.head);
    assert_eq!(shown.ask(&format!("POST / HTTP/1.1\r\n{own}\r\n{CLOSE}\r\n")).status, 405);
}

#[test]
fn a_site_that_goes_is_told_and_comes_back() {
    let above = tempfile::tempdir().expect("a folder can be made");
    let [root, away] = ["site", "away"].map(|name| above.path().join(name));
    fs::create_dir_all(root.join("content")).expect("it can be made");
    fs::write(root.join("tertulia.toml"), "title = \"S\"\n").expect("it can be written");
    fs::write(root.join("content/one.md"), "First text.\n").expect("it can be written");
    let shown = Shown::open(&root);
    fs::rename(&root, &away).expect("it can be renamed");
    let page = shown.wait("/one/", says("folder is gone"));
    assert!(page.status == 200 && page.text().contains("First text."));
    fs::write(away.join("content/one.md"), "Other text.\n").expect("it can be written");
    fs::rename(&away, &root).expect("it can be renamed");
    let page = shown.wait("/one/", says("Other text."));
    assert!(!page.text().contains("folder is gone"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_goes_leaves_what_was_shown_and_comes_back() {
    let site = site();
    let shown = Shown::open(site.root());
    let away = site.root().join("away");
    let content = site.root().join("content");
    fs::rename(&content, &away).expect("it can be renamed");
    shown.wait("/a/one/", |got| got.status == 404);
    assert_eq!(shown.get("/").status, 200);
    fs::rename(&away, &content).expect("it can be renamed");
    shown.wait("/a/one/", says("First text."));
}

#[test]
fn what_goes_takes_what_it_did_with_it() {
    let site = site();
    let shown = Shown::open(site.root());
    let at = |path: &str| site.root().join(path);
    for (path, text, page, sign) in [
        ("strings/es.toml", "skip_to_content = \"Zzz\"", "/", "Zzz"),
        ("themes/agora/static/icon.svg", "<svg>zzz</svg>", "/icon.svg", "zzz"),
        ("themes/agora/theme.toml", "parent = \"nix\"", "/_tertulia/", "nix"),
        ("templates/zz.html", "{% zzz %}", "/_tertulia/", "zz.html"),
        ("data/zz.toml", "zz", "/_tertulia/", "zz.toml"),
    ] {
        site.change(path, text);
        shown.wait(page, says(sign));
        fs::remove_file(at(path)).expect("it can be removed");
        shown.wait(page, |got| !got.text().contains(sign));
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/nowhere", at("content/a/link.md")).expect("a link is made");
        shown.wait("/_tertulia/", says("link.md"));
        fs::remove_file(at("content/a/link.md")).expect("it can be removed");
        shown.wait("/_tertulia/", |got| !got.text().contains("link.md"));
    }
}

#[test]
fn without_its_settings_the_site_goes_on() {
    let site = site().write("tertulia.toml", "title = \"Kept\"\n");
    let shown = Shown::open(site.root());
    fs::remove_file(site.root().join("tertulia.toml")).expect("it can be removed");
    shown.wait("/", says("tertulia.toml"));
    site.change("content/a/one.md", "+++\ntitle = \"One\"\n+++\nEdited.\n");
    let page = shown.wait("/a/one/", says("Edited."));
    assert!(page.text().contains("Kept") && page.text().contains("tertulia.toml"));
    site.change("tertulia.toml", "title = \"Back\"\n");
    shown.wait("/a/one/", |got| says("Back")(got) && !says("tertulia.toml")(got));
}

#[test]
fn a_template_that_was_never_good_stays_so_until_it_is() {
    let site = site().write("templates/article.html", "{% nonsense %}");
    let site = site.write("templates/404.html", "{% nonsense %}");
    let shown = Shown::open(site.root());
    assert_eq!(shown.get("/a/one/").status, 500);
    let first = shown.get("/a/one/").text().to_string();
    site.change("templates/article.html", "{% if %}");
    let page = shown.wait("/a/one/", |got| got.text() != first);
    assert_eq!(page.status, 500);
    for path in ["/sitemap.xml", "/robots.txt", "/atom.xml", "/a/"] {
        assert_eq!(shown.get(path).status, 200, "{path}");
    }
    site.change("templates/article.html", "<body>Good.</body>");
    assert_eq!(shown.wait("/a/one/", says("Good.")).status, 200);
}

#[test]
fn what_only_a_build_would_miss_is_told() {
    let site = site().write("content/a/three.md", "---\ntitle: Three\ndraft: true\n---\nText.\n");
    let shown = Shown::open(site.root());
    assert!(!shown.get("/a/one/").text().contains("told:"));
    site.change("content/a/one.md", "+++\ntitle = \"One\"\n+++\n[Three](three.md)\n");
    let page = shown.wait("/a/one/", says("told:"));
    assert!(page.status == 200 && page.text().contains("Three</a>"));
    shown.wait("/_tertulia/", says("three.md"));
    site.change("content/a/three.md", "---\ntitle: Three\n---\nText.\n");
    shown.wait("/a/one/", |got| !says("told:")(got));
}

#[test]
fn an_error_is_of_what_stands_there_now() {
    let site =
        site().write("tertulia.toml", "title = \"S\"\n[[menu]]\ntitle = \"M\"\nurl = \"/gone/\"\n");
    let shown = Shown::open(site.root());
    assert!(shown.get("/a/").text().contains("/gone/"));
    site.change("tertulia.toml", "title = \"S\n");
    let page = shown.wait("/a/", says("last good settings"));
    assert!(!page.text().contains("`/gone/`"), "{}", page.text());
    site.change("tertulia.toml", "title = \"S\"\n");
    shown.wait("/a/", |got| !says("told:")(got));

    // A template that gives way to one that fails in its turn: the newest mistake is told alone.
    site.change("templates/article.html", "{{ nothing_of_the_kind }}");
    shown.wait("/a/one/", says("nothing_of_the_kind"));
    site.change("templates/article.html", "{% nonsense %}");
    let page = shown.wait("/a/one/", says("Unknown tag"));
    assert!(!page.text().contains("nothing_of_the_kind"));
    assert!(page.text().contains("First text."));
}

#[test]
fn a_draft_is_listed_once() {
    let site = site()
        .write("tertulia.toml", "title = \"S\"\nlanguage = \"en\"\nlanguages = [\"en\", \"es\"]\n")
        .write("content/a/later.md", "+++\ntitle = \"Not yet\"\ndraft = true\n+++\n");
    let shown = Shown::open(site.root());
    let status = shown.wait("/_tertulia/", says("Not yet"));
    assert_eq!(status.text().matches("Not yet").count(), 1);
}

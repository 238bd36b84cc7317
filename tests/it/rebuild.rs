//! Scenes of an author's day: what is edited, and which pages are printed for it.

use std::fs;

use tertulia::press::{Made, Memory};

use super::round::Wish;
use super::site::{Site, tree};

/// Templates that ask each in its own way, so that a scene states what each question costs.
const TEMPLATES: &[(&str, &str)] = &[
    ("article.html", "{{ page.title }}{{ content() }}{% set n = neighbours() %}{{ n | length }}"),
    ("home.html", "{{ content() }}{% for card in latest(count=2) %}{{ card.title }}{% endfor %}"),
    ("section.html", "{{ page.title }}{% for card in entries() %}{{ card.title }}{% endfor %}"),
    ("term.html", "{{ page.title }}{% for card in entries() %}{{ card.title }}{% endfor %}"),
    ("taxonomy.html", "{% for term in all_terms(taxonomy=\"tags\") %}{{ term.name }}{% endfor %}"),
    ("redirect.html", "{{ page.target }}"),
    ("404.html", "Not here."),
];

/// Makes a site of five dated articles, `days/1` the oldest, and builds it.
fn built() -> Site {
    let mut site = Site::new();
    for (name, template) in TEMPLATES {
        site = site.write(&format!("templates/{name}"), template);
    }
    site = site.write("content/_index.md", "# Home").write("content/days/_index.md", "# Days");
    for day in 1..=5 {
        site = site.write(&format!("content/days/{day}.md"), article(day, "A title", "Words."));
    }
    let made = build(&site);
    assert!(made.is_published, "{:#?}", made.edition.findings);
    site
}

fn article(day: u8, title: &str, body: &str) -> String {
    let title = format!("{title} {day}");
    let tags = if day == 2 { "[\"even\"]" } else { "[]" };
    format!(
        "+++\ntitle = \"{title}\"\ndescription = \"D\"\ndate = 2026-01-0{day}\ntags = {tags}\n\
         +++\n\n{body}\n"
    )
}

fn build(site: &Site) -> Made {
    Wish::build(site.root()).made()
}

fn printed(site: &Site) -> Vec<String> {
    let made = build(site);
    assert!(made.is_published, "{:#?}", made.edition.findings);
    made.edition.printed
}

/// Gives pages and the feeds that hold whole texts, sorted.
fn with_feeds<'a>(pages: &[&'a str]) -> Vec<&'a str> {
    let feeds = ["/atom.xml", "/feed.json", "/days/atom.xml", "/days/feed.json"];
    let mut all = [pages, &feeds].concat();
    all.sort_unstable();
    all
}

fn gone(site: &Site, path: &str) {
    fs::remove_file(site.root().join(path)).expect("it was there");
}

fn why(site: &Site, url: &str) -> String {
    let made = Wish { why: Some(url), ..Wish::build(site.root()) }.made();
    made.edition.reason.map(|reason| reason.en).unwrap_or_default()
}

/// Asserts that what stands is what a clean build makes.
fn assert_right(site: &Site) {
    let made = Wish::clean(site.root(), "fresh").made();
    assert!(made.is_published);
    assert!(tree(&site.root().join("public")) == tree(&site.root().join("fresh")));
}

#[test]
fn nothing_changed_and_nothing_is_printed() {
    let site = built();
    let made = build(&site);
    assert_eq!(made.edition.printed, [""; 0]);
    assert_eq!(made.edition.changed, [""; 0]);
    assert!(made.edition.kept >= 11, "{} kept", made.edition.kept);
}

#[test]
fn a_file_that_is_saved_again_costs_nothing() {
    let site = built();
    site.change("content/days/3.md", article(3, "A title", "Words."));
    assert_eq!(printed(&site), [""; 0]);
}

#[test]
fn a_body_costs_its_page_and_the_feed() {
    let site = built();
    site.change("content/days/3.md", article(3, "A title", "Other words."));
    assert_eq!(printed(&site), with_feeds(&["/days/3/"]));
    assert_right(&site);
}

#[test]
fn a_body_that_the_feed_does_not_hold_costs_its_page() {
    let settings = "title = \"Site\"\ntime_zone = \"UTC\"\n[feeds]\nentries = 2\n";
    let site = built().write("tertulia.toml", settings);
    build(&site);
    site.change("content/days/3.md", article(3, "A title", "Other words."));
    assert_eq!(printed(&site), ["/days/3/"]);
    assert_right(&site);
}

/// The archive, which counts the articles of each year.
const ARCHIVE: [&str; 2] = ["/archive/", "/archive/2026/"];

#[test]
fn a_title_costs_its_page_its_lists_and_its_neighbours() {
    let site = built();
    site.change("content/days/2.md", article(2, "Another title", "Words."));
    let year = "/archive/2026/";
    let lists = [year, "/days/", "/days/1/", "/days/2/", "/days/3/", "/tags/even/"];
    let feeds = ["/tags/even/atom.xml", "/tags/even/feed.json"];
    assert_eq!(printed(&site), with_feeds(&[&lists[..], &feeds].concat()));
    assert_right(&site);
}

#[test]
fn a_title_costs_the_pages_that_quote_it() {
    let site = built();
    site.change("content/days/5.md", article(5, "A title", "See [[2]]."));
    build(&site);
    site.change("content/days/2.md", article(2, "Another title", "Words."));
    let pages = printed(&site);
    assert!(pages.contains(&"/days/5/".to_string()), "{pages:?}");
    assert_right(&site);
}

#[test]
fn a_new_newest_article_costs_what_shows_the_newest() {
    let site = built();
    site.change("content/days/6.md", article(6, "A title", "Words."));
    let days = ["/", "/days/", "/days/5/", "/days/6/", "/sitemap.xml"];
    let pages = [&ARCHIVE[..], &days].concat();
    assert_eq!(printed(&site), with_feeds(&pages));
    assert_right(&site);
}

#[test]
fn an_article_that_goes_is_withdrawn() {
    let site = built();
    gone(&site, "content/days/3.md");
    let made = build(&site);
    assert_eq!(made.edition.withdrawn, ["days/3/index.html"]);
    let days = ["/days/", "/days/2/", "/days/4/", "/sitemap.xml"];
    let pages = [&ARCHIVE[..], &days].concat();
    assert_eq!(made.edition.printed, with_feeds(&pages));
    assert!(!site.root().join("public/days/3").exists(), "its folder goes too");
    assert_right(&site);
}

#[test]
fn the_last_article_of_a_term_takes_its_list_along() {
    let site = built();
    gone(&site, "content/days/2.md");
    let withdrawn = build(&site).edition.withdrawn;
    assert!(withdrawn.contains(&"tags/even/index.html".to_string()), "{withdrawn:?}");
    assert_right(&site);
}

#[test]
fn a_template_costs_everything() {
    let site = built();
    let before = build(&site).edition.kept;
    site.change("templates/article.html", "{{ content() }}!");
    let made = build(&site);
    assert_eq!((made.edition.kept, made.edition.printed.len()), (0, before));
    // What comes out the same is not touched on disk.
    let expected: Vec<String> = (1..=5).map(|day| format!("days/{day}/index.html")).collect();
    assert_eq!(made.edition.changed, expected);
    assert_right(&site);
}

#[test]
fn a_file_that_goes_is_withdrawn_and_one_that_changes_is_copied_again() {
    let site = built().write("static/a.txt", "one").write("content/days/b.txt", "two");
    build(&site);
    site.change("static/a.txt", "three");
    gone(&site, "content/days/b.txt");
    let made = build(&site);
    assert_eq!(made.edition.printed, ["/a.txt"]);
    assert_eq!(made.edition.withdrawn, ["days/b.txt"]);
    assert_right(&site);
}

#[test]
fn the_reason_names_what_changed() {
    let site = built();
    assert_eq!(why(&site, "/days/3/"), "the page stands as it was");
    assert_eq!(why(&site, "days/3"), "the page stands as it was");
    assert!(why(&site, "/days/33/").contains("did you mean `/days/3/`?"));
    site.change("content/days/3.md", article(3, "A title", "Other words."));
    assert_eq!(why(&site, "/days/3/"), "the text of `content/days/3.md` changed");
    site.change("content/days/3.md", article(3, "Another title", "Other words."));
    assert_eq!(why(&site, "/days/4/"), "the neighbours of `content/days/4.md` changed");
    site.change("content/days/6.md", article(6, "A title", "Words."));
    assert_eq!(why(&site, "/"), "the 2 newest of `/` changed");
    site.change("templates/article.html", "{{ content() }}?");
    assert!(why(&site, "/days/1/").contains("another program, theme or settings"));
    site.change("public/days/1/index.html", "by hand");
    assert_eq!(why(&site, "/days/1/"), "its file was no longer what the last build left");
}

#[test]
fn a_build_that_fails_changes_nothing() {
    for (path, text) in [
        ("content/days/7.md", "[a](nowhere.md)"),
        ("templates/article.html", "{% if %}"),
        ("templates/term.html", "{{ link(to=\"nowhere\") }}"),
        ("tertulia.toml", "titel = \"Site\"\n"),
    ] {
        let site = built();
        let before = tree(&site.root().join("public"));
        let old = fs::read(site.root().join(path)).ok();
        site.change("content/days/1.md", article(1, "A title", "Other words."));
        site.change(path, text);
        let made = build(&site);
        assert!(!made.is_published, "{path}");
        assert!(tree(&site.root().join("public")) == before, "{path}");

        match old {
            Some(old) => site.change(path, old),
            None => gone(&site, path),
        }
        assert_eq!(printed(&site), with_feeds(&["/days/1/"]), "{path}");
        assert_right(&site);
    }
}

#[test]
fn a_file_damaged_by_hand_is_made_again() {
    let site = built();
    site.change("public/days/4/index.html", "by hand");
    gone(&site, "public/days/5/index.html");
    assert_eq!(printed(&site), ["/days/4/", "/days/5/"]);
    assert_right(&site);
}

#[test]
fn a_damaged_ledger_is_none() {
    let site = built();
    let path = ledger(&site);
    let whole = fs::read(&path).expect("there is a ledger");
    let step = (whole.len() / 60).max(1);
    for at in (0..whole.len()).step_by(step) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        fs::write(&path, damaged).expect("it can be written");
        site.change("content/days/3.md", article(3, "A title", &format!("Words {at}.")));
        assert!(build(&site).is_published, "byte {at}");
        let text = site.page("/days/3/");
        assert!(text.contains(&format!("Words {at}.")), "byte {at}: {text}");
        fs::write(&path, &whole).expect("it can be written");
    }
    for end in [0, 1, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..end]).expect("it can be written");
        assert!(build(&site).is_published, "cut at {end}");
        assert_right(&site);
    }
}

fn ledger(site: &Site) -> std::path::PathBuf {
    let memory = fs::read_dir(site.root().join(".tertulia")).expect("there is a memory");
    let mut folders = memory.map(|entry| entry.expect("it can be read").path().join("ledger"));
    folders.find(|path| path.is_file()).expect("there is a ledger")
}

#[test]
fn clean_builds_print_all() {
    let site = built();
    let all = build(&site).edition.kept;
    for memory in [Memory::Keepsakes, Memory::Nothing] {
        let made = Wish { memory, ..Wish::build(site.root()) }.made();
        assert_eq!((made.edition.printed.len(), made.edition.kept), (all, 0), "{memory:?}");
        assert_eq!(printed(&site), [""; 0], "the next build stands upon it");
    }
    assert_right(&site);
}

#[test]
fn the_command_line_says_what_was_done() {
    let site = built();
    let run = site.run(&["build", "--clean"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.rest.contains(" printed, 0 kept, 0 withdrawn, in "), "{run:?}");
    let run = site.run(&["build"]);
    assert!(run.rest.contains("0 printed, "), "{run:?}");
    let run = site.run(&["build", "--clean=pages", "--why", "/days/1/"]);
    assert!(run.results.starts_with("/days/1/: the last build had another program"), "{run:?}");
    let run = site.run(&["build", "--why", "/days/1/"]);
    assert_eq!(run.results, "/days/1/: the page stands as it was\n");
}

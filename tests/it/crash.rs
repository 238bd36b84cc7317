//! What is killed at any moment leaves whole files, and two builds never meet.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tertulia::write::Workplace;

use super::site::{self, Site, tree};

const PAGES: usize = 300;
const KILLS: u64 = 50;

/// Numbers that look random and are the same in each run (splitmix64).
fn noise(seed: u64) -> u64 {
    let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Brings the site to one of two versions: all texts differ, and some files are in one alone.
fn turn(site: &Site, version: &str) {
    for page in 0..PAGES {
        let text = format!("# Page {page}\n\nVersion {version}. {}\n", "Long words. ".repeat(200));
        site.change(&format!("content/pages/{page}.md"), text);
    }
    let other = if version == "A" { "B" } else { "A" };
    site.change(&format!("content/only-{version}.md"), "# Only here\n");
    let _ = fs::remove_file(site.root().join(format!("content/only-{other}.md")));
}

fn build(site: &Site) -> Command {
    let root = site.root().to_str().expect("the folder's name is text");
    let mut command =
        site::command(&["build", "--site", root, "--date", "2026-06-15"], site.root());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn tree_of(version: &str) -> BTreeMap<String, Vec<u8>> {
    let site = bare();
    turn(&site, version);
    assert!(build(&site).status().expect("it starts").success());
    tree(&site.root().join("public"))
}

/// Makes a site with small templates: printing is quick, and writing takes most of the time.
fn bare() -> Site {
    Site::new()
        .write("content/_index.md", "# Home")
        .write("content/pages/_index.md", "+++\ntitle = \"Pages\"\npaginate_by = 10\n+++\n")
        .write("templates/article.html", "{{ page.title }}{{ content() }}")
        .write("templates/section.html", "{% for card in entries() %}{{ card.title }}{% endfor %}")
        .write("templates/home.html", "{{ content() }}")
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_is_right() {
    let wholes = [tree_of("A"), tree_of("B")];
    assert!(wholes[0].len() > PAGES);
    let site = bare();
    let public = site.root().join("public");
    turn(&site, "B");
    assert!(build(&site).status().expect("it starts").success());
    let (mut killed, mut promises) = (0, 0);
    for round in 0..KILLS {
        let version = if round % 2 == 0 { "A" } else { "B" };
        turn(&site, version);
        let mut child = build(&site).spawn().expect("it starts");
        let moment = Duration::from_micros(noise(round) % 120_000);
        if round % 5 == 4 {
            // Also while files are being moved, which is short and easily missed.
            let promised = await_journal(&site, &mut child);
            promises += u64::from(promised);
            thread::sleep(moment / 100);
        } else {
            thread::sleep(moment);
        }
        killed += u64::from(child.try_wait().expect("it can be asked").is_none());
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let mut found = tree(&public);
        found.retain(|path, _| !path.starts_with(".tertulia-"));
        for (path, bytes) in found {
            let is_whole = wholes.iter().any(|whole| whole.get(&path) == Some(&bytes));
            assert!(is_whole, "round {round}: {path} is neither old nor new");
        }
    }
    assert!(killed > KILLS / 4, "only {killed} were killed before they ended");
    assert!(promises > 0, "no publication was met");
    for (version, whole) in [("A", &wholes[0]), ("B", &wholes[1])] {
        turn(&site, version);
        assert!(build(&site).status().expect("it starts").success());
        assert!(tree(&public) == *whole, "the build after all the kills differs");
        let left = fs::read_dir(site.root()).expect("it can be read");
        let mut names = left.map(|entry| entry.expect("it can be read").file_name());
        assert!(!names.any(|name| name.to_string_lossy().contains(".tertulia-")));
    }
}

/// Waits until a build has promised to publish, and tells whether it was met at that.
fn await_journal(site: &Site, child: &mut Child) -> bool {
    while child.try_wait().expect("it can be asked").is_none() {
        let memory = fs::read_dir(site.root().join(".tertulia")).into_iter().flatten();
        let mut folders = memory.map(|entry| entry.expect("it can be read").path());
        if folders.any(|folder| folder.join("journal").exists()) {
            return true;
        }
        thread::yield_now();
    }
    false
}

#[test]
fn two_builds_at_once_come_one_after_the_other() {
    let site = bare();
    turn(&site, "A");
    let children: Vec<Child> = (0..4).map(|_| build(&site).spawn().expect("it starts")).collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let public = tree(&site.root().join("public"));
    assert!(site.run(&["build", "--clean", "--date", "2026-06-15", "--out", "fresh"]).code == 0);
    assert!(public == tree(&site.root().join("fresh")));
}

#[test]
fn a_build_that_waits_too_long_names_who_holds_the_folder() {
    let site = bare();
    let out = site.root().join("public");
    let held = Workplace::open(site.root(), &out, Duration::ZERO).expect("nobody holds it");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.rest.contains(&format!("process {}", std::process::id())), "{run:?}");
    assert!(run.rest.contains("public"), "{run:?}");
    drop(held);
    assert_eq!(site.run(&["build"]).code, 0);
}

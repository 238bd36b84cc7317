//! Trials of the room as a whole: editions come and go.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

use super::fixture::{MODES, Site, first, output, print, second, tree};
use super::places::MARKER;
use super::stage::Mode;
use super::workplace::Workplace;
use crate::ground::{Fingerprint, Lang};
use crate::model::{Content, Keepsakes, Ledger, Output, Sink};

#[test]
fn editions_follow_one_another() {
    for mode in MODES {
        let site = Site::new();
        for edition in [first(), second(), first(), tree(&[]), second()] {
            site.publish(mode, &edition);
            assert_eq!(site.standing(), edition);
            let outputs = site.open().ledger().unwrap().receipts.into_iter();
            let outputs: BTreeSet<String> = outputs.map(|receipt| receipt.output).collect();
            assert_eq!(outputs, edition.into_keys().collect());
            assert!(!site.has_leftovers());
        }
        assert!(!site.out.join("b").exists());
    }
}

#[test]
fn what_is_equal_keeps_its_file() {
    let site = Site::new();
    site.publish(Mode::Incremental, &first());
    let kept = fs::metadata(site.out.join("a/index.html")).unwrap();
    let ledger = fs::metadata(site.memory("ledger")).unwrap();
    let workplace = site.open();
    let before = workplace.ledger().unwrap();
    let stage = workplace.stage(Mode::Incremental).unwrap();
    for receipt in &before.receipts {
        assert!(stage.holds(&receipt.output, receipt.stamp));
    }
    let (stamp, is_new) = stage.print(&output("a/index.html", "kept")).unwrap();
    assert_eq!((before.receipts[0].stamp, false), (stamp, is_new));
    stage.publish(&[], &before).unwrap();
    let after = fs::metadata(site.out.join("a/index.html")).unwrap();
    assert_eq!(kept.modified().unwrap(), after.modified().unwrap());
    let after = fs::metadata(site.memory("ledger")).unwrap();
    assert_eq!(ledger.modified().unwrap(), after.modified().unwrap());
    assert!(workplace.ledger().is_some());
}

#[test]
fn stamps_hold_after_publication_and_fall_when_somebody_writes() {
    for mode in MODES {
        let site = Site::new();
        site.publish(mode, &first());
        let workplace = site.open();
        let stage = workplace.stage(Mode::Incremental).unwrap();
        let ledger = workplace.ledger().unwrap();
        fs::write(site.out.join("index.html"), "somebody else").unwrap();
        fs::remove_file(site.out.join("css/a.css")).unwrap();
        for receipt in ledger.receipts {
            let is_spoiled = ["index.html", "css/a.css"].contains(&receipt.output.as_str());
            assert_eq!(stage.holds(&receipt.output, receipt.stamp), !is_spoiled);
        }
    }
}

#[test]
fn files_of_the_site_are_copied_once() {
    let site = Site::new();
    fs::write(site.root.join("static/logo.svg"), vec![7; 200_000]).unwrap();
    let copy = Output {
        path: "logo.svg".to_string(),
        content: Content::Copy(Arc::from("static/logo.svg")),
    };
    let workplace = site.open();
    for is_new in [true, false] {
        let stage = workplace.stage(Mode::Incremental).unwrap();
        assert_eq!(stage.print(&copy).unwrap().1, is_new);
        stage.publish(&[], &Ledger::default()).unwrap();
        assert_eq!(fs::read(site.out.join("logo.svg")).unwrap(), vec![7; 200_000]);
    }
    let mut changed = vec![7; 200_000];
    changed[199_999] = 8;
    fs::write(site.root.join("static/logo.svg"), changed).unwrap();
    let stage = workplace.stage(Mode::Incremental).unwrap();
    assert!(stage.print(&copy).unwrap().1);
    fs::remove_file(site.root.join("static/logo.svg")).unwrap();
    let failure = stage.print(&copy).unwrap_err();
    assert!(failure.parts().path.ends_with("site/static/logo.svg"));
}

#[test]
fn paths_stay_below_the_output() {
    let site = Site::new();
    let workplace = site.open();
    for mode in MODES {
        let stage = workplace.stage(mode).unwrap();
        for path in ["", "/a", "../a", "a/../../b", "a//b", "a/./b", "a/", MARKER, ".."] {
            assert!(stage.print(&output(path, "x")).is_err(), "{path}");
            let withdrawn = [path.to_string()];
            assert!(stage.promise(&withdrawn, &Ledger::default()).is_err(), "{path}");
        }
    }
}

#[test]
fn a_stage_that_is_dropped_leaves_nothing() {
    for mode in MODES {
        let site = Site::new();
        site.publish(mode, &first());
        let workplace = site.open();
        let stage = workplace.stage(mode).unwrap();
        print(&stage, &second());
        assert!(site.has_leftovers());
        stage.discard();
        assert!(!site.has_leftovers());
        assert_eq!(site.standing(), first());
        assert!(workplace.ledger().is_some());
    }
}

#[test]
fn what_others_put_there_stays() {
    let site = Site::new();
    site.publish(Mode::Incremental, &first());
    fs::write(site.out.join("b/c/notes.txt"), "mine").unwrap();
    fs::create_dir(site.out.join("mine")).unwrap();
    site.publish(Mode::Incremental, &{
        let mut edition = second();
        edition.insert("b/c/notes.txt".to_string(), "mine".to_string());
        edition
    });
    assert!(site.out.join("mine").is_dir());
    assert!(site.out.join("b/c/notes.txt").is_file());
}

#[test]
fn a_repository_outlives_a_whole_edition() {
    let site = Site::new();
    site.publish(Mode::Whole, &first());
    fs::create_dir(site.out.join(".git")).unwrap();
    fs::write(site.out.join(".git/HEAD"), "ref: refs/heads/pages").unwrap();
    site.publish(Mode::Whole, &second());
    assert!(site.out.join(".git/HEAD").is_file());
    assert!(site.out.join("folder").is_file());
}

#[test]
fn a_foreign_folder_in_the_way_is_told_before_anything_changes() {
    let site = Site::new();
    site.publish(Mode::Incremental, &first());
    fs::create_dir_all(site.out.join("d/e/index.html/mine")).unwrap();
    let workplace = site.open();
    let stage = workplace.stage(Mode::Incremental).unwrap();
    let ledger = print(&stage, &second());
    let failure = stage.publish(&site.withdrawn(&second()), &ledger).unwrap_err();
    assert!(failure.parts().path.ends_with("public/d/e/index.html"));
    assert_eq!(site.standing(), first());
    assert!(workplace.ledger().is_some());
}

#[test]
fn one_build_at_a_time() {
    let site = Site::new();
    let first = site.open();
    let again = Workplace::open(&site.root, &site.out, Duration::from_millis(120));
    let failure = again.unwrap_err();
    let sentence = failure.sentence(Lang::En);
    let process = std::process::id();
    assert!(sentence.contains(&format!("process {process}, in `")), "{sentence}");
    let other = site.try_open(&site.root.join("other"));
    assert!(other.is_ok(), "another output is another workplace");
    drop(first);
    site.open();
}

#[test]
fn folders_of_others_are_refused() {
    let site = Site::new();
    fs::create_dir_all(site.out.join("empty/folders")).unwrap();
    site.open();
    fs::write(site.out.join("empty/thesis.txt"), "years of work").unwrap();
    let failure = site.try_open(&site.out).unwrap_err();
    assert!(failure.parts().help.is_some());
    assert!(failure.parts().path.ends_with("site/public"));
    let below = |path: &str| site.root.join(path);
    let bad = ["", "..", "content", "static/x", "themes", "urls.lock", ".tertulia", "a/..", "/"];
    for out in bad.map(below) {
        assert!(site.try_open(&out).is_err(), "{}", out.display());
    }
    fs::write(below("plain"), "").unwrap();
    assert!(site.try_open(&below("plain")).is_err());
    assert!(site.try_open(&below("plain/public")).is_err());
}

#[test]
fn an_output_of_another_site_is_refused_while_that_stands() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|name| Site::at(&folder.path().join(name)));
    for site in [&one, &other] {
        fs::write(site.root.join("tertulia.toml"), "").unwrap();
        site.publish(Mode::Whole, &first());
    }
    let failure = one.try_open(&other.out).unwrap_err();
    assert!(failure.sentence(Lang::En).contains("another site, that in"), "{failure}");
    assert_eq!(other.standing(), first());

    let shared = folder.path().join("www");
    let [mut one, other] = [one, other];
    one.out = shared.clone();
    one.publish(Mode::Whole, &first());
    assert!(other.try_open(&shared).is_err());
    one.publish(Mode::Incremental, &second());
    // Who moves takes along what is remembered.
    let mut moved = Site::at(&folder.path().join("moved"));
    fs::remove_dir_all(&moved.root).unwrap();
    fs::rename(&one.root, &moved.root).unwrap();
    moved.out = shared.clone();
    moved.publish(Mode::Incremental, &first());
    assert!(other.try_open(&shared).is_err());
    fs::remove_file(shared.join(MARKER)).unwrap();
    assert!(other.try_open(&shared).is_err(), "now it is nobody's");
    fs::remove_dir_all(&shared).unwrap();
    assert!(other.try_open(&shared).is_ok());
}

#[test]
fn keepsakes_are_read_late_and_saved_when_they_differ() {
    let site = Site::new();
    let workplace = site.open();
    let key = |text: &str| Fingerprint::of(text);
    let used =
        |texts: &[&str]| -> BTreeSet<Fingerprint> { texts.iter().map(|text| key(text)).collect() };
    let keepsakes = Keepsakes::default();
    for text in ["a", "b", "c"] {
        keepsakes.keep(key(text), Arc::from(text));
    }
    workplace.save_keepsakes(&keepsakes, &used(&["a", "b"])).unwrap();
    let path = site.memory("keepsakes");
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    let keepsakes = workplace.keepsakes();
    workplace.save_keepsakes(&keepsakes, &used(&["a", "b", "d"])).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written);
    assert_eq!(keepsakes.get(key("a")).as_deref(), Some("a"));
    assert_eq!(keepsakes.get(key("c")), None);
    workplace.save_keepsakes(&keepsakes, &used(&["b"])).unwrap();
    let keepsakes = workplace.keepsakes();
    assert_eq!(keepsakes.all().into_keys().collect::<BTreeSet<_>>(), used(&["b"]));
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 0x10;
        fs::write(&path, &spoiled).unwrap();
        assert!(workplace.keepsakes().all().is_empty(), "byte {at}");
    }
}

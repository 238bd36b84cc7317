//! Trials of what may go wrong: builds die, files spoil, disks are full.

use std::collections::BTreeSet;
use std::fs;

use super::fixture::{MODES, Site, first, output, print, second};
use super::journal::Journal;
use super::places::MARKER;
use super::stage::Mode;
use super::steps;
use crate::model::{Ledger, Sink};

/// Begins a publication and dies after some steps. Gives whether there were so many.
fn die_after(site: &Site, mode: Mode, count: usize) -> bool {
    let workplace = site.open();
    let stage = workplace.stage(mode).unwrap();
    let ledger = print(&stage, &second());
    let withdrawn = site.withdrawn(&second());
    let journal = stage.promise(&withdrawn, &ledger).unwrap().unwrap();
    let steps = steps::steps(&journal);
    for step in steps.iter().take(count) {
        steps::take(&workplace.places, journal.edition, *step).unwrap();
    }
    std::mem::forget(stage);
    count < steps.len()
}

#[test]
fn whoever_dies_while_publishing_is_followed() {
    for mode in MODES {
        let mut count = 0;
        loop {
            let site = Site::new();
            site.publish(Mode::Incremental, &first());
            let dies_early = die_after(&site, mode, count);
            for (path, text) in site.standing() {
                let is_old = first().get(&path) == Some(&text);
                let is_new = second().get(&path) == Some(&text);
                assert!(is_old || is_new, "{mode:?} {count}: {path}: {text}");
            }
            let ledger = site.open().ledger().expect("the edition was finished");
            assert_eq!(ledger.receipts.len(), second().len());
            assert_eq!(site.standing(), second(), "{mode:?} {count}");
            assert!(!site.has_leftovers());
            site.publish(Mode::Incremental, &first());
            assert_eq!(site.standing(), first());
            if !dies_early {
                break;
            }
            count += 1;
        }
        assert!(count >= 4);
    }
}

#[test]
fn whoever_dies_between_two_folders_is_followed() {
    let site = Site::new();
    site.publish(Mode::Whole, &first());
    die_after(&site, Mode::Whole, 0);
    fs::rename(&site.out, site.root.join(".public.tertulia-old")).unwrap();
    assert!(site.open().ledger().is_some());
    assert_eq!(site.standing(), second());
    assert!(!site.has_leftovers());
}

#[test]
fn a_journal_that_is_not_whole_binds_nobody() {
    for mode in MODES {
        for kept in [0, 1, 10, 19, 30, 36] {
            let site = Site::new();
            site.publish(mode, &first());
            die_after(&site, mode, 0);
            let journal = fs::read(site.memory("journal")).unwrap();
            assert!(Journal::load(&site.memory("journal")).is_some());
            fs::write(site.memory("journal"), &journal[..kept]).unwrap();
            assert!(site.open().ledger().is_some());
            assert_eq!(site.standing(), first());
            assert!(!site.has_leftovers());
        }
    }
}

#[test]
fn a_promise_whose_files_are_gone_binds_nobody() {
    for mode in MODES {
        let site = Site::new();
        site.publish(mode, &first());
        die_after(&site, mode, 0);
        fs::remove_dir_all(site.root.join(".public.tertulia-new")).unwrap();
        assert!(site.open().ledger().is_some());
        assert_eq!(site.standing(), first());
    }
}

#[test]
fn a_spoiled_ledger_is_none() {
    let site = Site::new();
    site.publish(Mode::Incremental, &first());
    let path = site.memory("ledger");
    let whole = fs::read(&path).unwrap();
    let workplace = site.open();
    assert!(workplace.ledger().is_some());
    for at in 0..whole.len() {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 1 << (at % 8);
        fs::write(&path, &spoiled).unwrap();
        assert!(workplace.ledger().is_none(), "byte {at}");
        fs::write(&path, &whole[..at]).unwrap();
        assert!(workplace.ledger().is_none(), "cut at {at}");
    }
    fs::write(&path, [&whole[..], b"x"].concat()).unwrap();
    assert!(workplace.ledger().is_none());
    fs::write(&path, &whole).unwrap();
    assert!(workplace.ledger().is_some());
    fs::write(site.out.join(MARKER), "another\n").unwrap();
    assert!(workplace.ledger().is_none());
}

/// A small disk, if this machine lets us have one.
#[cfg(target_os = "linux")]
struct Disk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl Disk {
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mount = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", size, "tmpfs"])
            .arg(folder.path())
            .output();
        mount.is_ok_and(|done| done.status.success()).then(|| Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let umount = std::process::Command::new("umount").arg(self.0.path()).status();
        assert!(umount.is_ok_and(|status| status.success()));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_the_old_edition_stands() {
    for mode in MODES {
        let mut ends = BTreeSet::new();
        for free in (0..160_000).step_by(4096) {
            let Some(disk) = Disk::new("size=400k") else {
                return;
            };
            let site = Site::at(disk.0.path());
            site.publish(Mode::Incremental, &first());
            let workplace = site.open();
            let filler = vec![0; 400_000 - free];
            let _ = fs::write(site.root.join("filler"), filler);
            let stage = workplace.stage(mode);
            let done = stage.and_then(|stage| {
                for (path, text) in second() {
                    stage.print(&output(&path, &text))?;
                }
                stage.publish(&site.withdrawn(&second()), &Ledger::default())
            });
            ends.insert(done.is_ok());
            let expected = if done.is_ok() { second() } else { first() };
            assert_eq!(site.standing(), expected, "{mode:?} {free}");
            assert!(!site.has_leftovers());
            assert!(workplace.ledger().is_some());
        }
        assert_eq!(ends, BTreeSet::from([false, true]), "some disks were too small, some not");
    }
}

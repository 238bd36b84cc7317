//! The watching of a folder, with real files.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::fixture::{Dance, LONG, Site, clock, paths, slow_clock, usual, write};
use super::watcher::Watcher;

#[test]
fn a_write_is_one_batch() {
    let mut site = usual();
    site.write("content/a.md", "otra");
    let batch = site.next();
    assert_eq!(paths(&batch), ["content/a.md"]);
    assert!(!batch.is_structural && !batch.is_whole);
    site.sees_nothing();
}

#[test]
fn many_writes_are_one_batch() {
    let mut site = usual();
    for path in ["content/a.md", "content/guia/b.md", "static/c.css", "tertulia.toml"] {
        site.write(path, "otra");
    }
    site.write("content/guia/new.md", "nueva");
    let batch = site.next();
    assert_eq!(batch.paths.len(), 5);
    assert!(batch.is_structural);
    site.sees_nothing();
}

#[test]
fn however_an_editor_saves_a_known_file_was_written() {
    let dances: [(&str, Dance); 8] = [
        ("vim", |site| {
            site.write("content/.a.md.swp", "");
            site.write("content/4913", "");
            fs::remove_file(site.at("content/4913")).unwrap();
            site.rename("content/a.md", "content/a.md~");
            site.write("content/a.md", "otra");
            fs::remove_file(site.at("content/a.md~")).unwrap();
            fs::remove_file(site.at("content/.a.md.swp")).unwrap();
        }),
        ("vim, with backup", |site| {
            site.rename("content/a.md", "content/a.md~");
            site.write("content/a.md", "otra");
        }),
        ("VS Code", |site| {
            fs::File::options().write(true).truncate(true).open(site.at("content/a.md")).unwrap();
            site.write("content/a.md", "otra");
        }),
        ("VS Code, atomic", |site| {
            site.write("content/a.md.vsctmp", "otra");
            site.rename("content/a.md.vsctmp", "content/a.md");
        }),
        ("JetBrains", |site| {
            site.write("content/a.md___jb_tmp___", "otra");
            site.rename("content/a.md", "content/a.md___jb_old___");
            site.rename("content/a.md___jb_tmp___", "content/a.md");
            fs::remove_file(site.at("content/a.md___jb_old___")).unwrap();
        }),
        ("sed", |site| {
            site.write("content/sedXy12", "otra");
            site.rename("content/sedXy12", "content/a.md");
        }),
        ("remove and write", |site| {
            fs::remove_file(site.at("content/a.md")).unwrap();
            site.write("content/a.md", "otra");
        }),
        ("Emacs", |site| {
            #[cfg(unix)]
            std::os::unix::fs::symlink("yo@aqui.1", site.at("content/.#a.md")).unwrap();
            site.write("content/#a.md#", "otra");
            site.rename("content/a.md", "content/a.md~");
            site.write("content/a.md", "otra");
            fs::remove_file(site.at("content/#a.md#")).unwrap();
            #[cfg(unix)]
            fs::remove_file(site.at("content/.#a.md")).unwrap();
        }),
    ];
    let mut site = usual();
    for (editor, dance) in dances {
        dance(&site);
        let batch = site.next();
        assert_eq!(paths(&batch), ["content/a.md"], "{editor}");
        assert!(!batch.is_structural, "{editor}");
    }
    site.sees_nothing();
}

#[test]
fn temporary_files_are_nothing() {
    let mut site = usual();
    site.write("content/borrador.tmp", "x");
    fs::create_dir(site.at("content/efimera")).unwrap();
    fs::remove_dir(site.at("content/efimera")).unwrap();
    fs::remove_file(site.at("content/borrador.tmp")).unwrap();
    site.write("public/index.html", "x");
    site.write("target/debug/x", "x");
    site.write(".git/HEAD", "x");
    site.write("notas.md", "x");
    site.sees_nothing();
}

#[test]
fn what_goes_or_moves_is_structural() {
    let mut site = usual();
    fs::remove_file(site.at("content/a.md")).unwrap();
    let batch = site.next();
    assert_eq!((paths(&batch), batch.is_structural), (vec!["content/a.md"], true));

    site.rename("content/guia/b.md", "content/guia/c.md");
    let batch = site.next();
    assert_eq!(paths(&batch), ["content/guia/b.md", "content/guia/c.md"]);
    assert!(batch.is_structural);

    site.rename("content/guia", "content/manual");
    let batch = site.next();
    assert_eq!(paths(&batch), ["content/guia", "content/manual"]);
    assert!(batch.is_structural && !batch.is_whole);

    site.write("content/manual/c.md", "otra");
    let batch = site.next();
    assert_eq!((paths(&batch), batch.is_structural), (vec!["content/manual/c.md"], false));

    fs::remove_dir_all(site.at("content/manual")).unwrap();
    assert!(site.next().is_structural);
    assert_eq!(site.known, site.on_disk());
}

#[test]
fn a_file_for_a_folder_is_structural() {
    let mut site = usual();
    fs::remove_dir_all(site.at("content/guia")).unwrap();
    site.write("content/guia", "ahora un archivo");
    assert!(site.next().is_structural);
    site.converge();
    fs::remove_file(site.at("content/guia")).unwrap();
    site.write("content/guia/b.md", "otra vez");
    assert!(site.next().is_structural);
    site.converge();
}

#[test]
fn nothing_is_missed_in_new_folders() {
    let mut site = Site::new(&["content/a.md"], clock());
    for round in 0..12 {
        let root = site.at("content");
        let maker = thread::spawn(move || {
            for step in 0..4 {
                let folder = root.join(format!("r{round}/s{step}/b/c"));
                write(&folder.join("d.md"), "uno");
                write(&folder.join("../e.md"), "dos");
                // A neighbour that vanishes while the watches are being set.
                fs::create_dir_all(folder.join("x/y")).unwrap();
                fs::remove_dir_all(folder.join("x")).unwrap();
                write(&folder.join("d.md"), "tres");
                thread::sleep(Duration::from_millis(round % 7));
                write(&folder.join("z/f.md"), "cuatro");
            }
        });
        // The consumer works meanwhile, as it would.
        while !maker.is_finished() {
            if let Some(batch) = site.pull(Duration::from_millis(1)) {
                site.apply(&batch);
            }
        }
        maker.join().unwrap();
        site.converge();
        // And what is written later in the new folders is told, each time.
        let path = format!("content/r{round}/s3/b/c/z/f.md");
        site.write(&path, "cinco");
        site.converge();
    }
}

#[test]
fn while_git_holds_its_lock_it_is_waited_for() {
    let mut site = Site::new(&["content/a.md"], slow_clock());
    fs::create_dir(site.folder.path().join(".git")).unwrap();
    let (lock, root) = (site.folder.path().join(".git/index.lock"), site.at("content"));
    fs::write(&lock, "").unwrap();
    let git = thread::spawn(move || {
        for number in 0..2_000 {
            write(&root.join(format!("{}/{number}.md", number % 20)), "x");
            if number % 100 == 0 {
                thread::sleep(Duration::from_millis(50));
            }
        }
        fs::remove_file(lock).unwrap();
    });
    let first = site.next();
    assert!(git.is_finished() && first.is_structural);
    let rest = site.pull(Duration::from_millis(30));
    rest.iter().for_each(|batch| site.apply(batch));
    assert_eq!(site.known, site.on_disk(), "two batches tell all");
    git.join().unwrap();
}

fn git(root: &Path, arguments: &[&str], input: &str) -> bool {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(root).stdin(Stdio::piped());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return false };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait().is_ok_and(|status| status.success())
}

/// Makes a repository with a branch of 10,000 files that is not checked out.
fn branch(root: &Path) {
    let mut stream = "blob\nmark :1\ndata 3\nuno\n".to_string();
    stream += "commit refs/heads/uno\ncommitter yo <yo@aqui> 0 +0000\ndata 1\n.\n";
    for number in 0..10_000 {
        stream += &format!("M 100644 :1 content/{}/{number}.md\n", number % 100);
    }
    assert!(git(root, &["init", "-q"], ""));
    assert!(git(root, &["fast-import", "--quiet"], &stream));
}

#[test]
fn a_checkout_of_git_is_two_batches_at_most_and_reading_is_none() {
    if !git(&std::env::temp_dir(), &["version"], "") {
        return;
    }
    let mut site = Site::with(&["content/a.md"], |root| {
        branch(root);
        Watcher::new(root, slow_clock())
    });
    let home = site.at("");
    let checkout = thread::spawn(move || git(&home, &["checkout", "-q", "uno"], ""));
    let mut batches = Vec::new();
    while !checkout.is_finished() {
        batches.extend(site.pull(Duration::from_millis(5)));
    }
    assert!(checkout.join().unwrap());
    if batches.is_empty() {
        batches.extend(site.pull(LONG));
    }
    batches.extend(site.pull(Duration::from_millis(30)));
    assert!((1..=2).contains(&batches.len()), "{} batches", batches.len());
    batches.iter().for_each(|batch| site.apply(batch));
    // Here all 10,001 files are read.
    assert!(site.known == site.on_disk(), "the batches tell all");
    assert!(site.known["content/1/1.md"] == "uno");
    assert!(site.pull(Duration::from_millis(30)).is_none(), "reading is told to nobody");
    assert!(!site.watcher.unsettled().is_dirty());
}

#[cfg(unix)]
#[test]
fn rights_are_nothing_and_a_touch_is_a_write() {
    use std::os::unix::fs::PermissionsExt;
    let mut site = usual();
    for mode in [0o600, 0o644] {
        fs::set_permissions(site.at("content/a.md"), fs::Permissions::from_mode(mode)).unwrap();
        fs::read(site.at("content/a.md")).unwrap();
    }
    fs::set_permissions(site.at("content"), fs::Permissions::from_mode(0o755)).unwrap();
    site.sees_nothing();
    assert!(Command::new("touch").arg(site.at("content/a.md")).status().unwrap().success());
    let batch = site.next();
    assert_eq!((paths(&batch), batch.is_structural), (vec!["content/a.md"], false));
}

#[test]
fn a_root_that_goes_is_waited_for() {
    let mut site = Site::new(&["content/a.md"], clock());
    let away = site.folder.path().join("lejos");
    fs::rename(site.at(""), &away).unwrap();
    assert!(site.pull(Duration::from_millis(100)).is_none());
    assert!(!site.watcher.unsettled().is_dirty(), "nobody waits for what is away");
    fs::write(away.join("content/a.md"), "entretanto").unwrap();
    fs::rename(&away, site.at("")).unwrap();
    assert!(site.next().is_whole);
    site.write("content/a.md", "de vuelta");
    site.converge();
    fs::remove_dir_all(site.at("")).unwrap();
    while site.pull(Duration::from_millis(100)).is_some() {}
    site.write("content/nueva/b.md", "de nuevo");
    site.converge();
    site.write("content/nueva/b.md", "y escrita");
    site.converge();
}

#[test]
fn a_folder_that_is_replaced_is_watched_again() {
    let mut site = Site::new(&["content/a.md"], clock());
    write(&site.folder.path().join("otro/b.md"), "b");
    site.rename("content", "antes");
    fs::rename(site.folder.path().join("otro"), site.at("content")).unwrap();
    assert!(site.next().is_whole);
    site.converge();
    site.write("content/b.md", "escrita");
    site.converge();

    // Away and back, the same folder; its watch went with it.
    site.rename("content", "content2");
    site.rename("content2", "content");
    assert!(site.next().is_whole);
    site.write("content/b.md", "otra vez");
    site.converge();

    // A folder that was not there at first.
    site.write("data/cifras.toml", "a = 1");
    site.converge();
    site.write("data/cifras.toml", "a = 2");
    site.converge();
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_watched_where_it_is() {
    use std::os::unix::fs::symlink;
    let mut site = usual();
    let outside = site.folder.path().join("fuera");
    write(&outside.join("uno.md"), "1");
    write(&outside.join("carpeta/dos.md"), "2");
    write(&outside.join("otra.md"), "no es del sitio");
    symlink(outside.join("uno.md"), site.at("content/uno.md")).unwrap();
    symlink(outside.join("carpeta"), site.at("content/enlazada")).unwrap();
    symlink(site.at("static/c.css"), site.at("content/c.css")).unwrap();
    site.converge();
    assert!(site.known.contains_key("content/enlazada/dos.md"));
    while site.pull(Duration::from_millis(50)).is_some() {
        site.also();
    }

    write(&outside.join("otra.md"), "tampoco");
    site.sees_nothing();

    write(&outside.join("uno.md"), "uno");
    let batch = site.next();
    assert_eq!((paths(&batch), batch.is_structural), (vec!["content/uno.md"], false));
    write(&outside.join("nuevo"), "uno, de golpe");
    fs::rename(outside.join("nuevo"), outside.join("uno.md")).unwrap();
    assert_eq!(paths(&site.next()), ["content/uno.md"]);

    write(&outside.join("carpeta/dos.md"), "dos");
    assert_eq!(paths(&site.next()), ["content/enlazada/dos.md"]);
    write(&outside.join("carpeta/tres.md"), "tres");
    assert!(site.next().is_structural);
    assert!(site.known.contains_key("content/enlazada/tres.md"));
    write(&outside.join("carpeta/sub/cuatro.md"), "cuatro");
    site.converge();
    write(&outside.join("carpeta/sub/cuatro.md"), "4");
    site.converge();

    site.write("static/c.css", "otra");
    assert_eq!(paths(&site.next()), ["content/c.css", "static/c.css"]);
}

#[cfg(unix)]
#[test]
fn a_root_may_be_relative_or_a_link() {
    use std::os::unix::fs::symlink;
    let depth = std::env::current_dir().unwrap().components().count() - 1;
    let up = PathBuf::from("../".repeat(depth));
    let relative =
        |root: &Path| Watcher::new(&up.join(root.strip_prefix("/").unwrap()), slow_clock());
    let mut site = Site::with(&["content/a.md"], relative);
    site.write("content/a.md", "otra");
    assert_eq!(paths(&site.next()), ["content/a.md"]);

    let linked = |root: &Path| {
        let link = root.with_file_name("enlace");
        symlink(root, &link).unwrap();
        Watcher::new(&link, clock())
    };
    let mut site = Site::with(&["content/a.md"], linked);
    site.write("content/a.md", "otra");
    assert_eq!(paths(&site.next()), ["content/a.md"]);
    let link = site.folder.path().join("enlace");
    fs::create_dir(site.folder.path().join("segundo")).unwrap();
    fs::remove_file(&link).unwrap();
    symlink(site.folder.path().join("segundo"), &link).unwrap();
    assert!(site.next().is_whole, "the link leads elsewhere now");
}

#[test]
fn by_looking_the_same_is_seen() {
    let files = ["tertulia.toml", "content/a.md", "content/guia/b.md"];
    let mut site = Site::with(&files, |root| Watcher::by_looking(root, clock()));
    site.write("content/a.md", "CONTENT/A.md");
    let batch = site.next();
    assert_eq!((paths(&batch), batch.is_structural), (vec!["content/a.md"], false));
    site.rename("content/guia", "content/manual");
    site.write("tertulia.toml", "otra");
    assert!(site.next().is_structural);
    site.converge();
    fs::remove_dir_all(site.at("content")).unwrap();
    site.write("content/x/y.md", "nueva");
    site.converge();
}

#[cfg(unix)]
#[test]
fn by_looking_links_are_followed() {
    let mut site = Site::with(&["content/a.md"], |root| {
        write(&root.with_file_name("fuera.md"), "fuera");
        std::os::unix::fs::symlink("../../fuera.md", root.join("content/b.md")).unwrap();
        Watcher::by_looking(root, clock())
    });
    site.also();
    assert_eq!(paths(&site.next()), ["content/b.md"], "it may have changed since it was read");
    assert!(site.pull(Duration::from_millis(1_100)).is_none_or(|batch| !batch.is_structural));
    write(&site.folder.path().join("fuera.md"), "otra");
    site.converge();
}

#[test]
fn a_change_is_dirty_until_it_is_applied() {
    let mut site = usual();
    let unsettled = site.watcher.unsettled();
    assert!(!unsettled.is_dirty());
    site.write("content/a.md", "otra");
    let batch = site.pull(LONG).unwrap();
    assert!(unsettled.is_dirty());
    assert!(!unsettled.wait_until_settled(Duration::from_millis(1)));
    // While this batch is applied, another file is saved.
    site.write("content/guia/b.md", "otra");
    let next = site.pull(LONG).unwrap();
    site.apply(&batch);
    let waiter = thread::spawn(move || unsettled.wait_until_settled(LONG));
    site.apply(&next);
    assert!(waiter.join().unwrap());

    let unsettled = site.watcher.unsettled();
    site.write("content/borrador.tmp", "x");
    while !unsettled.is_dirty() {
        thread::yield_now();
    }
    fs::remove_file(site.at("content/borrador.tmp")).unwrap();
    assert!(site.pull(Duration::from_millis(100)).is_none());
    assert!(!unsettled.is_dirty(), "what left nothing is settled");
}

#[test]
fn batches_of_other_files_hold_nothing_else() {
    let mut site = usual();
    let mut told = BTreeSet::new();
    for path in ["templates/a.html", "components/b.html", "strings/es.toml", "themes/t/x"] {
        site.write(path, "x");
        site.converge();
        site.write(path, "y");
        let batch = site.next();
        told.extend(batch.paths);
        site.converge();
    }
    assert!(told.contains("templates/a.html"));
}

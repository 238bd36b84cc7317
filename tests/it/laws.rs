//! Laws over random edits: what is built upon an older edition is what is built from nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tertulia::command::world::clock;

use super::round::Wish;
use super::shown::Shown;
use super::site::tree;
use super::world::{Article, FOLDERS, Fault, Files, World, bring, picture};

/// An edit of a site. Numbers choose among what is there.
#[derive(Clone, Debug)]
enum Edit {
    Add { folder: usize, name: u8, links: Option<usize> },
    Delete { which: usize, tidy: Tidiness },
    Rename { which: usize, folder: usize, name: u8 },
    Article { which: usize, change: ArticleChange },
    Section { which: usize, change: SectionChange },
    Settings(SettingsChange),
    Row { name: u8, says: Option<u8> },
    File { which: usize, state: u8 },
    Break(Fault),
    Repair,
    Nothing,
}

/// What becomes of links to an article that goes.
#[derive(Clone, Copy, Debug)]
enum Tidiness {
    LinksGo,
    LinksStay,
}

#[derive(Clone, Debug)]
enum ArticleChange {
    Title(u8),
    Body(u8),
    Tags(u8),
    Day(u8),
    Weight(u8),
    Draft,
    Slug(Option<u8>),
    Alias(Option<u8>),
    Link(usize),
}

#[derive(Clone, Debug)]
enum SectionChange {
    Title(u8),
    Order(u8),
    Entries(u8),
    Cascade(u8),
    Guide,
}

#[derive(Clone, Debug)]
enum SettingsChange {
    Title(u8),
    Entries(u8),
    Base(u8),
    Taxonomies(u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let article = prop_oneof![
        (0..9u8).prop_map(ArticleChange::Title),
        any::<u8>().prop_map(ArticleChange::Body),
        (0..4u8).prop_map(ArticleChange::Tags),
        (0..28u8).prop_map(ArticleChange::Day),
        (0..4u8).prop_map(ArticleChange::Weight),
        Just(ArticleChange::Draft),
        proptest::option::of(0..3u8).prop_map(ArticleChange::Slug),
        proptest::option::of(0..3u8).prop_map(ArticleChange::Alias),
        any::<usize>().prop_map(ArticleChange::Link),
    ];
    let section = prop_oneof![
        (0..9u8).prop_map(SectionChange::Title),
        (0..3u8).prop_map(SectionChange::Order),
        (0..4u8).prop_map(SectionChange::Entries),
        (0..3u8).prop_map(SectionChange::Cascade),
        Just(SectionChange::Guide),
    ];
    let settings = prop_oneof![
        (0..3u8).prop_map(SettingsChange::Title),
        (0..5u8).prop_map(SettingsChange::Entries),
        (0..3u8).prop_map(SettingsChange::Base),
        (0..3u8).prop_map(SettingsChange::Taxonomies),
    ];
    let fault = proptest::sample::select(vec![
        Fault::Link,
        Fault::Anchor,
        Fault::Date,
        Fault::Template,
        Fault::Call,
        Fault::Setting,
        Fault::Directive,
        Fault::Twin,
        Fault::Rows,
    ]);
    let tidy = prop_oneof![4 => Just(Tidiness::LinksGo), 1 => Just(Tidiness::LinksStay)];
    let (folder, which) = (0..FOLDERS.len(), any::<usize>());
    let edit = prop_oneof![
        3 => (folder.clone(), 0..6u8, proptest::option::of(which))
            .prop_map(|(folder, name, links)| Edit::Add { folder, name, links }),
        2 => (any::<usize>(), tidy).prop_map(|(which, tidy)| Edit::Delete { which, tidy }),
        2 => (any::<usize>(), folder, 0..6u8)
            .prop_map(|(which, folder, name)| Edit::Rename { which, folder, name }),
        8 => (any::<usize>(), article).prop_map(|(which, change)| Edit::Article { which, change }),
        3 => (any::<usize>(), section).prop_map(|(which, change)| Edit::Section { which, change }),
        2 => settings.prop_map(Edit::Settings),
        3 => (0..4u8, proptest::option::weighted(0.7, any::<u8>()))
            .prop_map(|(name, says)| Edit::Row { name, says }),
        4 => (any::<usize>(), 0..3u8).prop_map(|(which, state)| Edit::File { which, state }),
        1 => fault.prop_map(Edit::Break),
        3 => Just(Edit::Repair),
        1 => Just(Edit::Nothing),
    ];
    proptest::collection::vec(edit, 8..=12)
}

/// Files that come, change and go, in two states each.
fn file(which: usize, state: u8) -> (&'static str, String) {
    let loud = if state == 1 { "one" } else { "two" };
    match which % 8 {
        0 => (
            "templates/article.html",
            format!(
                "{{% extends \"themes/agora/article.html\" %}}{{% block main %}}{loud}\
                 {{{{ super() }}}}{{% for card in latest(count=3) %}}{{{{ card.title }}}}\
                 {{% endfor %}}{{% endblock main %}}"
            ),
        ),
        1 => ("templates/section.html", format!("{loud}{{{{ content() }}}}{{{{ page.title }}}}")),
        2 => (
            "templates/partials/head-end.html",
            format!("<meta name=\"x\" content=\"{loud}\">{{{{ today() }}}}"),
        ),
        3 => (
            "components/own.html",
            format!(
                "{{% component note(title=\"\") %}}<i>{loud} {{{{ title }}}}</i>{{{{ body }}}}\
                 {{% endcomponent note %}}"
            ),
        ),
        4 => ("strings/en.toml", format!("latest = \"{loud}\"\n")),
        5 => ("static/loose.txt", format!("{loud}\n")),
        6 => ("content/b/pack/picture.svg", picture(state)),
        _ => ("content/a/beside.txt", format!("{loud}\n")),
    }
}

fn apply(world: &mut World, edit: &Edit) {
    match edit {
        Edit::Add { folder, name, links } => {
            let mut article = Article::new(*name + 10);
            if let Some(which) = links {
                article.links.extend(chosen(world, *which));
            }
            world.articles.insert(format!("{}new-{name}.md", FOLDERS[*folder]), article);
        }
        Edit::Delete { which, tidy } => {
            let Some(path) = chosen(world, *which) else { return };
            world.articles.remove(&path);
            if matches!(tidy, Tidiness::LinksGo) {
                for article in world.articles.values_mut() {
                    article.links.retain(|link| *link != path);
                }
            }
        }
        Edit::Rename { which, folder, name } => {
            let Some(path) = chosen(world, *which) else { return };
            if let Some(article) = world.articles.remove(&path) {
                let path = format!("{}named-{name}.md", FOLDERS[*folder]);
                world.articles.insert(path, article);
            }
        }
        Edit::Article { which, change } => {
            let Some(path) = chosen(world, *which) else { return };
            let target = match change {
                ArticleChange::Link(target) => chosen(world, *target),
                _ => None,
            };
            let article = world.articles.get_mut(&path).expect("it was chosen");
            change_article(article, change, target);
        }
        Edit::Section { which, change } => {
            let section = world.sections.get_mut(FOLDERS[which % FOLDERS.len()]);
            let section = section.expect("sections stay");
            match change {
                SectionChange::Title(title) => section.title = *title,
                SectionChange::Order(order) => section.order = *order,
                SectionChange::Entries(entries) => section.entries = *entries,
                SectionChange::Cascade(cascade) => section.cascade = *cascade,
                SectionChange::Guide => section.is_guide = !section.is_guide,
            }
        }
        Edit::Settings(change) => change_settings(world, change),
        Edit::Row { name, says } => {
            match says {
                Some(says) => world.rows.insert(*name, *says),
                None => world.rows.remove(name),
            };
        }
        Edit::File { which, state } => {
            let (path, text) = file(*which, *state);
            match state {
                0 => world.files.remove(path),
                _ => world.files.insert(path.to_string(), text),
            };
        }
        Edit::Break(fault) => world.fault = Some(*fault),
        Edit::Repair => {
            world.fault = None;
            world.files.entry("content/b/pack/picture.svg".to_string()).or_insert(picture(1));
            let paths: Vec<String> = world.articles.keys().cloned().collect();
            for article in world.articles.values_mut() {
                article.links.retain(|link| paths.contains(link));
                (article.slug, article.alias) = (None, None);
            }
        }
        Edit::Nothing => {}
    }
}

fn change_settings(world: &mut World, change: &SettingsChange) {
    match change {
        SettingsChange::Title(title) => world.ruling.title = *title,
        SettingsChange::Entries(entries) => world.ruling.entries = *entries,
        SettingsChange::Base(base) => world.ruling.base = *base,
        SettingsChange::Taxonomies(taxonomies) => world.ruling.taxonomies = *taxonomies,
    }
}

/// Edits a site, in memory and on disk.
fn step(root: &Path, world: &mut World, files: &mut Files, edit: &Edit) {
    apply(world, edit);
    let next = world.files();
    bring(root, files, &next);
    *files = next;
}

fn change_article(article: &mut Article, change: &ArticleChange, target: Option<String>) {
    match change {
        ArticleChange::Title(title) => article.title = *title,
        ArticleChange::Body(body) => article.body = *body,
        ArticleChange::Tags(tags) => article.tags = *tags,
        ArticleChange::Day(day) => article.day = *day,
        ArticleChange::Weight(weight) => article.weight = *weight,
        ArticleChange::Draft => article.is_draft = !article.is_draft,
        ArticleChange::Slug(slug) => article.slug = *slug,
        ArticleChange::Alias(alias) => article.alias = *alias,
        ArticleChange::Link(_) => article.links = target.into_iter().collect(),
    }
}

/// Gives the path of an article.
fn chosen(world: &World, which: usize) -> Option<String> {
    let paths: Vec<&String> = world.articles.keys().collect();
    (!paths.is_empty()).then(|| paths[which % paths.len()].clone())
}

/// Runs a law over so many random histories of a site.
fn over_histories(cases: u32, law: impl Fn(&[Edit]) -> Result<(), TestCaseError>) {
    let config = Config { cases, max_shrink_iters: 200, ..Config::default() };
    let config = Config { failure_persistence: None, ..config };
    let mut runner = TestRunner::new(config);
    if let Err(why) = runner.run(&edits(), |edits| law(&edits)) {
        panic!("{why}");
    }
}

/// Says which files of two trees differ, and how.
fn difference(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> String {
    let mut told = String::new();
    for path in one.keys().chain(other.keys()) {
        let (left, right) = (one.get(path), other.get(path));
        if left == right {
            continue;
        }
        let (left, right) = (lines(left), lines(right));
        told += &format!("\n{path}:");
        for (left, right) in left.iter().zip(&right).filter(|(left, right)| left != right).take(3) {
            told += &format!("\n  incremental {left}\n  clean       {right}");
        }
        told += &format!("\n  {} and {} lines", left.len(), right.len());
    }
    told
}

fn lines(bytes: Option<&Vec<u8>>) -> Vec<String> {
    let text = bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    text.unwrap_or_default().lines().map(str::to_string).collect()
}

#[test]
fn an_incremental_build_is_a_clean_build() {
    let failed = std::cell::Cell::new(0);
    let stood = std::cell::Cell::new(0);
    over_histories(40, |edits| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path();
        let mut world = World::new();
        let mut files = Files::new();
        let mut before = BTreeMap::new();
        for (number, edit) in std::iter::once(&Edit::Nothing).chain(edits).enumerate() {
            step(root, &mut world, &mut files, edit);
            // Each clean build has another number of threads: they never matter.
            let incremental = Wish::build(root).made();
            let clean = Wish { jobs: 1 + number % 4, ..Wish::clean(root, "fresh") }.made();
            let (left, right) = (&incremental.edition.findings, &clean.edition.findings);
            fail_unless(left == right, || {
                format!("after edit {number}, {edit:?}:\n{left:#?}\nclean:\n{right:#?}")
            })?;
            let public = tree(&root.join("public"));
            let fresh = if clean.is_published { tree(&root.join("fresh")) } else { before };
            fail_unless(public == fresh, || {
                format!("after edit {number}, {edit:?}:{}", difference(&public, &fresh))
            })?;
            let tally = if clean.is_published { &stood } else { &failed };
            tally.set(tally.get() + 1);
            before = fresh;
        }
        Ok(())
    });
    // The law would hold of sites that never build, too.
    assert!(stood.get() > 200, "{} editions stood, {} failed", stood.get(), failed.get());
    assert!(failed.get() > 20, "{} editions stood, {} failed", stood.get(), failed.get());
}

/// After whatever edits, the preview serves what a build makes, but for what it adds to pages.
#[test]
fn a_preview_is_a_build_with_drafts() {
    let stood = std::cell::Cell::new(0);
    over_histories(12, |edits| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path();
        let mut world = World::new();
        let mut files = world.files();
        bring(root, &Files::new(), &files);
        let shown = Shown::open(root);
        let mut before = BTreeMap::new();
        for (number, edit) in std::iter::once(&Edit::Nothing).chain(edits).enumerate() {
            step(root, &mut world, &mut files, edit);
            let wish = Wish { drafts: true, ..Wish::clean(root, "fresh") };
            if !wish.made().is_published {
                continue;
            }
            let mut fresh = tree(&root.join("fresh"));
            fresh.retain(|path, _| !path.starts_with(".tertulia"));
            let served = serves(&shown, &world, &fresh, &before);
            fail_unless(served.is_none(), || {
                format!("after edit {number}, {edit:?}:{}", served.clone().unwrap_or_default())
            })?;
            stood.set(stood.get() + 1);
            before = fresh;
        }
        Ok(())
    });
    assert!(stood.get() > 60, "{} editions stood", stood.get());
}

/// Waits until a preview serves an edition and no more of the one before; else says what differs.
fn serves(
    shown: &Shown,
    world: &World,
    edition: &BTreeMap<String, Vec<u8>>,
    before: &BTreeMap<String, Vec<u8>>,
) -> Option<String> {
    let base = world.ruling.base_path();
    let time = clock();
    loop {
        let served: BTreeMap<String, Vec<u8>> = before
            .keys()
            .chain(edition.keys())
            .filter_map(|path| {
                let url = format!("{base}/{}", path.trim_end_matches("index.html"));
                let got = shown.get(&url);
                let is_there = got.status == 200 || path == "404.html" && got.status == 404;
                is_there.then(|| (path.clone(), got.bare()))
            })
            .collect();
        if served == *edition {
            return None;
        }
        if time() > Duration::from_secs(5) {
            return Some(difference(&served, edition));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn fail_unless(holds: bool, why: impl Fn() -> String) -> Result<(), TestCaseError> {
    if holds { Ok(()) } else { Err(TestCaseError::fail(why())) }
}

#[test]
fn threads_and_order_never_matter() {
    let mut world = World::new();
    for number in 0..40u8 {
        let folder = FOLDERS[usize::from(number) % FOLDERS.len()];
        let mut article = Article::new(number);
        article.links = vec!["a/two.md".to_string()];
        world.articles.insert(format!("{folder}article-{number}.md"), article);
    }
    let files = world.files();
    let trees = [1, 4].map(|jobs| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut order: Vec<_> = files.iter().collect();
        if jobs == 4 {
            order.reverse();
        }
        for (path, bytes) in order {
            let one = Files::from([(path.clone(), bytes.clone())]);
            bring(folder.path(), &Files::new(), &one);
        }
        let made = Wish { jobs, ..Wish::build(folder.path()) }.made();
        assert!(made.is_published, "{:#?}", made.edition.findings);
        tree(&folder.path().join("public"))
    });
    assert!(trees[0] == trees[1], "{}", difference(&trees[0], &trees[1]));
    assert!(trees[0].len() > 50);
}

#[test]
fn kept_files_keep_their_time() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let root = folder.path();
    let mut world = World::new();
    let files = world.files();
    bring(root, &Files::new(), &files);
    assert!(Wish::build(root).made().is_published);
    let before = times(&root.join("public"));

    world.articles.get_mut("a/two.md").expect("it is there").body = 7;
    bring(root, &files, &world.files());
    let made = Wish::build(root).made();
    let after = times(&root.join("public"));
    let changed: Vec<&String> =
        before.keys().filter(|path| before[*path] != after[*path]).collect();
    assert_eq!(changed, made.edition.changed.iter().collect::<Vec<_>>());
    assert!(changed.iter().any(|path| *path == "a/two/index.html"), "{changed:?}");
    assert!(changed.len() <= 5, "the page, and its feeds: {changed:?}");
}

fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let time = |path: &String| fs::metadata(folder.join(path)).and_then(|found| found.modified());
    let paths = tree(folder).into_keys();
    paths.map(|path| (path.clone(), time(&path).expect("files have a time"))).collect()
}

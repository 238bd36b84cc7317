//! The sites that show what we make: ours, the examples, new ones, and the one with every kind of
//! page. Whatever judges looks judges all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::site::{Site, run, tree};

/// A site, built.
pub(crate) struct Built {
    /// What it is called in messages and in names of files.
    pub(crate) name: String,
    /// Where it says that it lives, as in `https://ana.example/guia`.
    pub(crate) base: String,
    /// The output, by path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    /// Builds a site with all it has, drafts too: they bear marks that must look right.
    pub(crate) fn of(name: &str, site: &Site) -> Self {
        let run = site.run(&["build", "--drafts"]);
        assert_eq!((run.code, run.results.as_str()), (0, ""), "{name}: {run:?}");
        let files = tree(&site.root().join("public"));
        Self { name: name.to_string(), base: base_of(site), files }
    }

    /// Gives the path of the base, as in `/guia`, or nothing.
    pub(crate) fn prefix(&self) -> &str {
        let host = self.base.find("://").map_or(0, |at| at + 3);
        self.base[host..].find('/').map_or("", |at| &self.base[host + at..])
    }
}

/// Builds them all; the one with every kind of page comes first.
pub(crate) fn all() -> Vec<Built> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut built = vec![Built::of("sample", &site_of(&root.join("tests/sample")))];
    built.push(Built::of("own", &site_of(root)));
    let examples = fs::read_dir(root.join("examples")).expect("there are examples");
    let mut examples: Vec<_> =
        examples.map(|example| example.expect("it can be read").path()).collect();
    examples.sort();
    for folder in examples {
        let name = folder.file_name().expect("it has a name").to_string_lossy().into_owned();
        built.push(Built::of(&name, &site_of(&folder)));
    }
    for language in ["es", "en"] {
        built.push(Built::of(&format!("new-{language}"), &new_site(language)));
    }
    built
}

/// Builds one from a folder of the reader's.
pub(crate) fn of_folder(folder: &Path) -> Built {
    let name = folder.file_name().map_or("site".into(), |name| name.to_string_lossy());
    Built::of(&name, &site_of(folder))
}

/// Copies a site of the repository to a place where it can be built.
pub(crate) fn site_of(folder: &Path) -> Site {
    let site = Site::new();
    for part in ["content", "static", "data", "themes", "templates", "components", "strings"] {
        for (path, bytes) in tree(&folder.join(part)) {
            site.change(&format!("{part}/{path}"), bytes);
        }
    }
    let settings = fs::read(folder.join("tertulia.toml")).expect("a site has settings");
    site.change("tertulia.toml", settings);
    site
}

/// Makes what `new site` makes.
pub(crate) fn new_site(language: &str) -> Site {
    let site = Site::new();
    let made = run(&["new", "site", "own", "--lang", language], site.root());
    assert_eq!(made.code, 0, "{made:?}");
    site_of(&site.root().join("own"))
}

/// Gives where a site says that it lives.
pub(crate) fn base_of(site: &Site) -> String {
    let path = site.root().join("tertulia.toml");
    let settings = fs::read_to_string(path).expect("a site has settings");
    let table: toml::Table = settings.parse().expect("they can be read");
    let base = table.get("base_url").and_then(toml::Value::as_str);
    base.unwrap_or("http://localhost").trim_end_matches('/').to_string()
}

//! A specimen: a small site with every kind of page, on which a theme shows whether it works.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use crate::ground::{Failure, Source};
use crate::model::{Library, Settings, Unread};

/// The files of the specimen.
const FILES: &[(&str, &str)] = &[
    ("content/_index.md", include_str!("home.md")),
    ("content/texts/_index.md", "+++\ntitle = \"Texts\"\n+++\n\nA few words.\n"),
    ("content/texts/more/_index.md", "+++\ntitle = \"More\"\n+++\n"),
    ("content/texts/more/third.md", "+++\ntitle = \"Third\"\ndate = 2025-03-01\n+++\n\nText.\n"),
    ("content/texts/first.md", include_str!("article.md")),
    ("content/texts/second.md", include_str!("second.md")),
    ("content/guide/_index.md", "+++\ntitle = \"Guide\"\nkind = \"guide\"\n+++\n\nWords.\n"),
    ("content/guide/one.md", "+++\ntitle = \"One\"\n+++\n\n## A\n\n## B\n\n## C\n"),
    ("content/guide/part/_index.md", "+++\ntitle = \"Part\"\n+++\n"),
    ("content/guide/part/two.md", "+++\ntitle = \"Two\"\n+++\n\nText.\n"),
    ("content/people/_index.md", "+++\ntitle = \"People\"\nkind = \"people\"\n+++\n"),
    ("content/people/ana.md", include_str!("person.md")),
];

/// Gives the paths of the specimen's files, and what reads them; the data is the site's own.
pub fn specimen(data: Arc<dyn Library>) -> (Vec<Arc<str>>, Arc<dyn Library>) {
    let mut paths: Vec<Arc<str>> = FILES.iter().map(|(path, _)| Arc::from(*path)).collect();
    paths.sort_unstable();
    (paths, Arc::new(Cabinet(data)))
}

/// Gives the settings under which a theme shows all it can: those of its site, with short lists.
pub fn settings(site: &Settings) -> Settings {
    let taxonomies = ["tags", "series"].map(str::to_string).to_vec();
    Settings {
        paginate_by: 1,
        taxonomies,
        // What these name is not in the specimen.
        redirects: Vec::new(),
        menu: Vec::new(),
        footer: "A few words, and [a place](https://tertulia.example/).".to_string(),
        translations: BTreeMap::new(),
        logo: None,
        icon: None,
        image: None,
        ..site.clone()
    }
}

/// Where the files of the specimen lie, and what reads the others.
struct Cabinet(Arc<dyn Library>);

impl Library for Cabinet {
    fn source(&self, path: &Arc<str>) -> Result<Source, Unread> {
        let known = FILES.iter().find(|(known, _)| **known == **path);
        match known {
            Some((_, text)) => Ok(Source::new(Arc::clone(path), *text)),
            None => self.0.source(path),
        }
    }

    fn wave(&self, path: &Arc<str>) -> Result<Box<dyn Read>, Failure> {
        self.0.wave(path)
    }
}

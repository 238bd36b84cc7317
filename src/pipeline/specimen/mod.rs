//! A specimen: a small site with every kind of page, on which a theme shows whether it works.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use crate::ground::{Failure, Fingerprint, Source};
use crate::model::{Asset, Library, Settings, Unread};

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
    (
        "content/theses/_index.md",
        "+++\ntitle = \"Theses\"\nkind = \"theses\"\n+++\n\n1. One.\n2. Two.\n",
    ),
    (
        "content/theses/001.md",
        "+++\nevidence = \"asked/q1 nps > 0\"\n+++\n\nSee [[survey:asked#q1]].\n",
    ),
    ("content/asked/survey.toml", include_str!("survey.toml")),
    ("content/asked/first.csv", include_str!("first.csv")),
    ("content/asked/second.csv", include_str!("second.csv")),
];

/// The files of the specimen, by what they are, and what reads them.
pub struct Specimen {
    /// The content files.
    pub contents: Vec<Arc<str>>,
    /// The questionnaires.
    pub surveys: Vec<Arc<str>>,
    /// The waves.
    pub waves: Vec<Asset>,
    /// What reads them all; the data is the site's own.
    pub library: Arc<dyn Library>,
}

/// Gives the specimen; `data` reads what is not in it.
pub fn specimen(data: Arc<dyn Library>) -> Specimen {
    let paths = |ending: &'static str| {
        let paths = FILES.iter().map(|(path, _)| *path);
        let mut paths: Vec<Arc<str>> =
            paths.filter(|path| path.ends_with(ending)).map(Arc::from).collect();
        paths.sort_unstable();
        paths
    };
    let wave = |path: Arc<str>| {
        let text = text(&path).unwrap_or_default();
        let fingerprint = Fingerprint::of(text);
        Asset { path, bytes: text.len() as u64, changed: 0, fingerprint, size: None }
    };
    Specimen {
        contents: paths(".md"),
        surveys: paths(".toml"),
        waves: paths(".csv").into_iter().map(wave).collect(),
        library: Arc::new(Cabinet(data)),
    }
}

fn text(path: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
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
        match text(path) {
            Some(text) => Ok(Source::new(Arc::clone(path), text)),
            None => self.0.source(path),
        }
    }

    fn wave(&self, path: &Arc<str>) -> Result<Box<dyn Read>, Failure> {
        match text(path) {
            Some(text) => Ok(Box::new(text.as_bytes())),
            None => self.0.wave(path),
        }
    }
}

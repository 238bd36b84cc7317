//! A small site that tests edit at random: what stands in it, and its files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The files of a site, by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Folders of articles; `a/deep` lies in a section.
pub(crate) const FOLDERS: [&str; 4] = ["", "a/", "a/deep/", "b/"];

/// An article.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub(crate) title: u8,
    pub(crate) body: u8,
    pub(crate) tags: u8,
    pub(crate) day: u8,
    pub(crate) weight: u8,
    pub(crate) is_draft: bool,
    pub(crate) slug: Option<u8>,
    pub(crate) alias: Option<u8>,
    /// Paths below `content/` that its text links to.
    pub(crate) links: Vec<String>,
}

impl Article {
    /// Makes an article in which no two of a site's first ones are equal.
    pub(crate) fn new(number: u8) -> Self {
        Self {
            title: number,
            body: number,
            tags: number % 4,
            day: number % 28,
            weight: number % 3,
            is_draft: false,
            slug: None,
            alias: None,
            links: Vec::new(),
        }
    }

    fn text(&self, path: &str) -> String {
        let mut text = format!("+++\ntitle = \"Title {}\"\n", self.title);
        let _ = writeln!(text, "weight = {}\ndraft = {}", self.weight, self.is_draft);
        // The others are described by their first words.
        if self.title.is_multiple_of(2) {
            let _ = writeln!(text, "description = \"About {}\"", self.title);
        }
        if self.day > 0 {
            let _ = writeln!(text, "date = 2026-03-{:02}", self.day);
        }
        let tags = ["[]", "[\"one\"]", "[\"one\", \"Dos\"]", "[\"three\"]"];
        let _ = writeln!(text, "tags = {}", tags[usize::from(self.tags % 4)]);
        if let Some(slug) = self.slug {
            let _ = writeln!(text, "slug = \"slug-{slug}\"");
        }
        if let Some(alias) = self.alias {
            let _ = writeln!(text, "aliases = [\"/old/{alias}/\"]");
        }
        text.push_str("+++\n\n");
        let body = self.body;
        let _ = match body % 5 {
            0 => writeln!(text, "First words {body}.\n\n## A heading\n\nMore."),
            1 => writeln!(text, ":::note[Look]\nA note {body}.\n:::"),
            2 => writeln!(text, "```toml\nkey = {body}\n```"),
            3 => {
                writeln!(text, "A <b>word</b>, a formula $x^{body}$ and a foot[^1].\n\n[^1]: Here.")
            }
            _ => writeln!(text, "| a | b |\n|---|---|\n| {body} | {{{{ name }}}} |"),
        };
        let up = "../".repeat(path.matches('/').count());
        for link in &self.links {
            let _ = writeln!(text, "\nSee [that]({up}{link}).");
        }
        if path.ends_with("index.md") {
            text.push_str("\n![A picture](picture.svg)\n");
        }
        text
    }
}

/// What an `_index.md` says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub(crate) title: u8,
    pub(crate) order: u8,
    pub(crate) entries: u8,
    pub(crate) cascade: u8,
    pub(crate) is_guide: bool,
}

impl Section {
    fn text(&self) -> String {
        let mut text = format!("+++\ntitle = \"Section {}\"\n", self.title);
        let orders = ["date", "title", "weight"];
        let _ = writeln!(text, "order = \"{}\"", orders[usize::from(self.order % 3)]);
        if self.entries > 0 {
            let _ = writeln!(text, "paginate_by = {}", self.entries % 4);
        }
        if self.is_guide {
            text.push_str("kind = \"guide\"\n");
        }
        if self.cascade > 0 {
            let tag = self.cascade % 3;
            let _ =
                writeln!(text, "[cascade]\ntags = [\"shared {tag}\"]\ndescription = \"C{tag}\"");
        }
        text.push_str("+++\n\nThe section's own words.\n");
        text
    }
}

/// What `tertulia.toml` says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruling {
    pub(crate) title: u8,
    pub(crate) entries: u8,
    pub(crate) base: u8,
    pub(crate) taxonomies: u8,
}

impl Ruling {
    /// Gives the path below which the site lives.
    pub(crate) fn base_path(&self) -> &'static str {
        ["", "/guia", "/x/y"][usize::from(self.base % 3)]
    }

    fn text(&self) -> String {
        let bases = ["https://ana.example", "https://ana.example/guia", "http://b.example/x/y"];
        let taxonomies = ["[\"tags\"]", "[\"tags\", \"series\"]", "[]"];
        format!(
            "title = \"Site {}\"\nbase_url = \"{}\"\ntime_zone = \"UTC\"\nlanguage = \"en\"\n\
             paginate_by = {}\ntaxonomies = {}\n\n[markdown]\nunknown_keys = \"keep\"\n",
            self.title,
            bases[usize::from(self.base % 3)],
            self.entries % 5,
            taxonomies[usize::from(self.taxonomies % 3)],
        )
    }
}

/// What is wrong with a site on purpose.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    Link,
    Anchor,
    Date,
    Template,
    Call,
    Setting,
    Directive,
    Twin,
    Rows,
}

/// The site.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) articles: BTreeMap<String, Article>,
    pub(crate) sections: BTreeMap<String, Section>,
    pub(crate) ruling: Ruling,
    /// Rows of a data file that are articles: their names, and what they say.
    pub(crate) rows: BTreeMap<u8, u8>,
    /// Templates, components, words, assets.
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) fault: Option<Fault>,
}

impl World {
    /// Makes a site with sections in sections, a bundle, and links across.
    pub(crate) fn new() -> Self {
        let mut articles = BTreeMap::new();
        let paths = ["one.md", "a/two.md", "a/three.md", "a/deep/four.md", "b/five.md"];
        for (number, path) in (1..).zip(paths) {
            articles.insert(path.to_string(), Article::new(number));
        }
        let mut bundle = Article::new(6);
        bundle.links = vec!["a/two.md".to_string(), "b/_index.md".to_string()];
        articles.insert("b/pack/index.md".to_string(), bundle);
        let sections = FOLDERS.map(|folder| (folder.to_string(), Section::default()));
        let mut files = BTreeMap::new();
        files.insert("content/b/pack/picture.svg".to_string(), picture(1));
        files.insert("static/loose.txt".to_string(), "loose\n".to_string());
        Self {
            articles,
            sections: sections.into(),
            ruling: Ruling::default(),
            rows: BTreeMap::from([(1, 1), (2, 2)]),
            files,
            fault: None,
        }
    }

    /// Gives the files of the site.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files::new();
        files.insert("tertulia.toml".to_string(), self.ruling.text().into_bytes());
        for (path, text) in &self.files {
            files.insert(path.clone(), text.clone().into_bytes());
        }
        for (folder, section) in &self.sections {
            files.insert(format!("content/{folder}_index.md"), section.text().into_bytes());
        }
        files.insert("content/rows/_index.md".to_string(), ROWS.as_bytes().to_vec());
        files.insert("data/rows.csv".to_string(), rows(&self.rows).into_bytes());
        for (path, article) in &self.articles {
            files.insert(format!("content/{path}"), article.text(path).into_bytes());
        }
        if let Some(fault) = self.fault {
            let (path, text) = broken(fault);
            let file = files.entry(path.to_string()).or_default();
            file.extend_from_slice(text.as_bytes());
        }
        files
    }
}

/// A section whose articles stand in rows, with a table of them.
const ROWS: &str = "+++\ntitle = \"Rows\"\npages_from = { data = \"rows.csv\", title = \"title\", \
                    slug = \"id\", body = \"text\", date = \"day\" }\n+++\n\n\
                    ::table{data=\"rows.csv\" columns=\"title, says\" sort=\"-says\"}\n";

/// Writes rows as a data file.
fn rows(rows: &BTreeMap<u8, u8>) -> String {
    let mut text = "id;title;says;day;text\n".to_string();
    for (name, says) in rows {
        let day = 1 + says % 28;
        let _ = writeln!(
            text,
            "row-{name};Row {name}, {};{says};2026-03-{day:02};\"Says **{says}**.\n\nSee \
             [all](_index.md).\"",
            says % 3
        );
    }
    text
}

/// Gives the file in which a fault is, and the fault at its end.
fn broken(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Link => ("content/broken.md", "# Broken\n\n[a](nowhere.md)\n"),
        Fault::Anchor => ("content/broken.md", "# Broken\n\n[a](_index.md#nowhere)\n"),
        Fault::Date => ("content/broken.md", "+++\ndate = \"the day after\"\n+++\n# Broken\n"),
        Fault::Template => ("templates/section.html", "{% if %}"),
        Fault::Call => ("templates/article.html", "{{ link(to=\"nowhere\") }}"),
        Fault::Setting => ("tertulia.toml", "\n[feeds]\nentires = 3\n"),
        Fault::Directive => ("content/broken.md", "# Broken\n\n:::nothing\n:::\n"),
        Fault::Rows => ("data/rows.csv", "row-9;\"never ends\n"),
        Fault::Twin => ("content/broken.md", "+++\ntitle = \"T\"\nurl = \"/a/\"\n+++\n"),
    }
}

/// Draws a picture whose bytes and size depend on a number.
pub(crate) fn picture(number: u8) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{number}\" height=\"9\">\
         <title>p</title></svg>\n"
    )
}

/// Brings a folder from one state to another, and touches only what differs.
pub(crate) fn bring(root: &Path, before: &Files, after: &Files) {
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        fs::remove_file(root.join(path)).expect("it was there");
        let above = Path::new(path).ancestors().skip(1);
        for folder in above.take_while(|folder| !folder.as_os_str().is_empty()) {
            if fs::remove_dir(root.join(folder)).is_err() {
                break;
            }
        }
    }
    for (path, bytes) in after {
        if before.get(path) != Some(bytes) {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("it lies in a folder")).expect("it is made");
            fs::write(file, bytes).expect("it can be written");
        }
    }
}

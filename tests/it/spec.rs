//! Runs `tests/spec`: one Markdown file a behaviour, with its input and what must come of it.
//!
//! A block `` ```toml file=PATH `` is a file of the site, `` ```html page=URL main `` what the page
//! shows, `` ```text findings `` what is found, `` ```text check `` what a check finds. With `TERTULIA_BLESS=1` the blocks are rewritten to
//! what the program does: read the difference before you commit it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::site::Site;

/// Templates that show what the program makes and nothing of a theme.
const BARE: &[(&str, &str)] = &[
    ("article.html", "{{ content() }}"),
    ("home.html", "{{ content() }}"),
    ("section.html", LIST),
    ("term.html", LIST),
    ("taxonomy.html", TERMS),
    ("redirect.html", "{{ page.target }}"),
];

const TERMS: &str = "{% set own = taxonomy() %}{% for term in all_terms(taxonomy=own.name) %}\
                     {{ term.name }} {{ term.url }} {{ term.count }}\n{% endfor %}";

const LIST: &str = "{{ content() }}{% for entry in entries() %}{{ entry.title }} {{ entry.url }}\n\
                    {% endfor %}{% set pager = pager() %}{% if pager %}\
                    page {{ pager.number }} of {{ pager.total }}\n{% endif %}";

#[test]
fn the_program_does_what_the_manual_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let blesses = std::env::var_os("TERTULIA_BLESS").is_some();
    let mut faults = String::new();
    let mut files: Vec<_> = fs::read_dir(&folder).expect("the folder is there").collect();
    files.sort_by_key(|file| file.as_ref().map(std::fs::DirEntry::path).ok());
    assert!(!files.is_empty());
    for file in files {
        let path = file.expect("an entry can be read").path();
        let text = fs::read_to_string(&path).expect("a spec can be read");
        let actual = play(&text);
        if actual != text && blesses {
            fs::write(&path, &actual).expect("a spec can be written");
        } else if actual != text {
            let name = path.file_name().expect("a file has a name").to_string_lossy();
            write!(faults, "\n{name}\n{}", difference(&text, &actual)).expect("it takes all");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// Builds the site of a spec and gives the spec with what came of it.
fn play(text: &str) -> String {
    let mut site = Site::new();
    let mut theme = Vec::from(BARE);
    for block in blocks(text) {
        if let Some(path) = block.word("file=") {
            theme.retain(|(name, _)| format!("templates/{name}") != path);
            site = site.write(&path, &block.body);
        }
    }
    for (name, template) in theme {
        site = site.write(&format!("templates/{name}"), template);
    }
    let run = site.run(&["build"]);
    let mut actual = String::new();
    let mut from = 0;
    for block in blocks(text) {
        let made = match block.word("page=") {
            Some(_) if run.code != 0 => format!("(not built: exit {})\n{}", run.code, run.rest),
            Some(url) => site.page(&url),
            None if block.info == "text check" => site.run(&["check"]).results,
            None if block.info.contains("findings") => run.results.clone(),
            None if block.word("file=").is_some() => continue,
            None => panic!("nobody looks at a block `{}`", block.info),
        };
        actual.push_str(&text[from..block.start]);
        actual.push_str(&made);
        if !made.is_empty() && !made.ends_with('\n') {
            actual.push('\n');
        }
        from = block.start + block.body.len();
    }
    actual.push_str(&text[from..]);
    actual
}

/// A fenced block of a spec.
struct Block {
    info: String,
    body: String,
    /// The byte at which the body starts.
    start: usize,
}

impl Block {
    fn word(&self, prefix: &str) -> Option<String> {
        let mut words = self.info.split_whitespace();
        words.find_map(|word| word.strip_prefix(prefix)).map(str::to_string)
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        match &mut open {
            None if ticks >= 3 => {
                let info = line[ticks..].trim().to_string();
                open = Some((ticks, Block { info, body: String::new(), start: at + line.len() }));
            }
            Some((fence, _)) if ticks == *fence && line[ticks..].trim().is_empty() => {
                blocks.extend(open.take().map(|(_, block)| block));
            }
            Some((_, block)) => block.body.push_str(line),
            None => {}
        }
        at += line.len();
    }
    blocks
}

fn difference(expected: &str, actual: &str) -> String {
    let mut told = String::new();
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    for line in old.iter().skip(same).take(8) {
        writeln!(told, "  - {line}").expect("a string takes all");
    }
    for line in new.iter().skip(same).take(8) {
        writeln!(told, "  + {line}").expect("a string takes all");
    }
    told
}

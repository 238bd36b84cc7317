//! A hostile corpus: each file ends soon, in little memory, with a page or with an error that
//! names the file. It is made here, for nobody should have to clone it.

use std::fs;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use super::site::{self, Run, Site};

const SECONDS_MAX: u64 = 11;
const MEMORY_KIB_MAX: u64 = 500 << 10;
const LOOK_EVERY: Duration = Duration::from_millis(5);
const PAGE_BYTES_MAX: usize = 5 << 20;

/// Builds within the bounds, or says by which it went.
fn build(name: &str, site: &Site) -> Run {
    let root = site.root();
    let [results, rest] = ["results.txt", "rest.txt"].map(|name| root.join(name));
    let open = |path| Stdio::from(fs::File::create(path).expect("it can be made"));
    let mut command = site::command(&["build", "--format", "plain"], root);
    let command = command.stdin(Stdio::null()).stdout(open(&results)).stderr(open(&rest));
    let mut child = command.spawn().expect("the program starts");
    let mut memory = 0;
    let mut looks = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            break status;
        }
        memory = memory.max(peak_kib(&child));
        looks += 1;
        if LOOK_EVERY * looks > Duration::from_secs(SECONDS_MAX) {
            child.kill().expect("it can be killed");
            panic!("{name}: it takes more than {SECONDS_MAX} seconds");
        }
        thread::sleep(LOOK_EVERY);
    };
    assert!(memory <= MEMORY_KIB_MAX, "{name}: it takes {} MiB", memory >> 10);
    let read = |path| String::from_utf8_lossy(&fs::read(path).expect("it is there")).into_owned();
    let code = status.code().unwrap_or_else(|| panic!("{name}: {status}"));
    Run { code, results: read(&results), rest: read(&rest) }
}

/// Asks the system for the most memory that a process ever held; zero where it does not say.
fn peak_kib(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0)
}

/// Builds an article and gives what came of it.
fn article(name: &str, text: impl AsRef<[u8]>) -> (Site, Run) {
    let site = Site::new().write("content/hostile.md", text);
    let run = build(name, &site);
    (site, run)
}

/// Asserts that an article becomes a page.
fn stands(name: &str, text: impl AsRef<[u8]>) -> String {
    let (site, run) = article(name, text);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{name}: {run:?}");
    site.page("/hostile/")
}

/// Asserts that an article is refused, with this in the first finding.
fn refused(name: &str, text: impl AsRef<[u8]>, says: &str) {
    let (site, run) = article(name, text);
    assert_refusal(name, &run, "content/hostile.md", says);
    assert!(!site.root().join("public").exists(), "{name}: something was written");
}

fn assert_refusal(name: &str, run: &Run, file: &str, says: &str) {
    let first = run.results.lines().next().unwrap_or_default();
    assert_eq!(run.code, 1, "{name}: {first} {}", run.rest);
    assert!(first.starts_with(file), "{name}: {first}");
    assert!(first.contains(says), "{name}: {first}");
}

/// Fills an article up to the limit of its bytes.
fn filled(with: &str) -> String {
    format!("# A\n\n{}\n", with.repeat((PAGE_BYTES_MAX - 20) / with.len()))
}

#[test]
fn markdown_that_never_closes_ends() {
    let code = format!("# A\n\n```markdown\n{}\n```\n", "[a](".repeat(2_000));
    assert!(stands("brackets in code", code).contains("<pre"));
    for with in ["- ", "~a", "1. ", "a ", "http://a.b "] {
        let text = filled(with);
        stands(with, &text[..text.len() / 3]);
    }
    for with in ["[a](", "[", "![", "*a_ ", "a*", "$", "\"", "<", "[]()"] {
        stands(with, with.repeat(900_000 / with.len()));
    }
    let lists: String = (0..2_000).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    stands("deep lists", format!("# A\n\n{lists}"));
    let ticks: String = (1..1_300).map(|ticks| "`".repeat(ticks) + " ").collect();
    stands("ticks", format!("# A\n\n{ticks}\n"));
    let notes: String = (0..50_000).map(|at| format!("[^{at}]: [^{}]\n", at + 1)).collect();
    stands("footnotes", format!("# A\n\n{notes}"));
}

#[test]
fn files_over_their_limit_are_refused_by_name() {
    refused("100 MB", "word ".repeat(20_000_000), "file-too-large");
    let settings = format!("title = \"x\"\n# {}", "x".repeat(100_000_000));
    let run = build("settings", &Site::new().write("tertulia.toml", settings));
    assert_refusal("settings", &run, "tertulia.toml", "file-too-large");
}

#[test]
fn what_the_parser_could_not_hold_is_refused() {
    for with in [">", "[a](", "[", "![", "*a_ ", "a*", "`", "$", "\"", "<", "[]()", "- a\n", "a|"] {
        refused(with, filled(with), "bad-syntax");
    }
    refused("many quotes", filled(&format!("{}\n\n", ">".repeat(25))), "bad-syntax");
}

#[test]
fn what_no_page_could_hold_is_refused() {
    let settings = "title = \"x\"\n[limits]\noutput_bytes = 1048576\n";
    let site = Site::new().write("tertulia.toml", settings);
    let site = site.write("content/hostile.md", "# A\n\n".repeat(90_000));
    let run = build("headings", &site);
    assert_refusal("headings", &run, "content/hostile.md", "file-too-large");
    refused("headings", "# A\n".repeat(900_000), "file-too-large");
}

#[test]
fn directives_without_end_are_refused() {
    refused("unknown", format!("# A\n\n{}", ":::a\n".repeat(100_000)), "unknown-directive");
    refused("nested", format!("# A\n\n{}", ":::note\n".repeat(100_000)), "bad-directive");
}

#[test]
fn formulas_without_end_are_refused() {
    refused("fractions", format!("# A\n\n${}$\n", "\\frac{a}".repeat(50_000)), "bad-formula");
    let roots = format!("# A\n\n$${}{}$$\n", "\\sqrt{".repeat(20_000), "}".repeat(20_000));
    refused("roots", roots, "bad-formula");
}

#[test]
fn front_matter_bombs_do_not_go_off() {
    let mut bomb = String::from("---\nextra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (new, old) in ('b'..='j').zip('a'..) {
        let aliases = vec![format!("*{old}"); 9].join(", ");
        bomb += &format!("  {new}: &{new} [{aliases}]\n");
    }
    refused("aliases", bomb + "---\n# A\n", "bad-syntax");
    let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
    refused("yaml", format!("---\nextra: {open}{close}\n---\n# A\n"), "bad-syntax");
    refused("toml", format!("+++\nextra.a = {open}{close}\n+++\n# A\n"), "bad-syntax");
    refused("dots", format!("+++\nextra{} = 1\n+++\n# A\n", ".a".repeat(10_000)), "bad-syntax");
    let keys: String = (0..3_000).map(|key| format!("key{key} = {key}\n")).collect();
    refused("keys", format!("+++\n{keys}+++\n# A\n"), "unknown-key");
    stands("extra keys", format!("+++\n[extra]\n{keys}+++\n# A\n"));
    let tables: String = (0..180_000).map(|table| format!("[extra.a{table}.b.c]\n")).collect();
    refused("tables", format!("+++\n{tables}+++\n# A\n"), "file-too-large");
    let tags: String = (0..5_000).map(|tag| format!("\"t{tag}\",")).collect();
    refused("tags", format!("+++\ntags = [{tags}]\n+++\n# A\n"), "bad-value");
}

#[test]
fn data_of_many_small_tables_is_refused() {
    let lines: String = (0..270_000).map(|line| format!("a{line}.b.c=1\n")).collect();
    let run = build("dotted", &Site::new().write("data/many.toml", lines));
    assert_refusal("dotted", &run, "data/many.toml", "file-too-large");
}

#[test]
fn what_is_wrong_with_a_long_guide_is_not_its_length() {
    let site = Site::new().write("content/g/_index.md", "+++\nkind = \"guide\"\n+++\n# G\n");
    let chapter = |site: Site, number: usize| {
        let text = format!("+++\nweight = {number}\n+++\n# C{number}\n");
        site.write(&format!("content/g/c{number}.md"), text)
    };
    let site = (1..=1_000).fold(site, chapter);
    let run = build("chapters", &site);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
    let page = site.page("/g/c500/");
    let has = |number: usize| page.contains(&format!(">C{number}</a>"));
    assert!(has(401) && has(499) && has(599) && !has(1) && !has(700), "{page}");
    assert!(site.page("/g/").contains(">C1000</a>"));
}

/// Builds a site whose articles have this template.
fn template(name: &str, template: &str) -> Run {
    let site = Site::new()
        .write("templates/article.html", template)
        .write("content/hostile.md", "# A\n\n:::note\nText.\n:::\n");
    build(name, &site)
}

#[test]
fn a_template_that_neither_ends_nor_prints_is_named_in_time() {
    let loops = loops("");
    let run = template("silent loop", &loops);
    assert_refusal("silent loop", &run, "templates/article.html", "runaway-page");
    assert!(run.results.contains("`/hostile/`"), "{run:?}");
}

#[test]
fn an_article_or_a_directive_that_is_too_much_is_named() {
    let component = "{% component bad() %}{% for a in range(end=2000000) %}a{% endfor %}\
                     {% endcomponent bad %}";
    let site = Site::new().write("components/bad.html", component);
    let site = site.write("content/hostile.md", "# A\n\n::bad\n");
    let run = build("component", &site);
    assert_refusal("component", &run, "content/hostile.md:3:1", "runaway-page");
    let part = format!("{{% set all = range(end=1000) %}}{}", loops("words"));
    let site = Site::new().write("templates/partials/footer-end.html", part);
    let run = build("part", &site.write("content/hostile.md", "# A\n"));
    assert_refusal("part", &run, "content/hostile.md", "runaway-page");
    let part = "templates/partials/footer-end.html";
    assert!(run.results.contains(part) || run.rest.contains(part), "{run:?}");
}

/// Loops within loops over a list, with something in the innermost.
fn loops(inside: &str) -> String {
    let (start, end) = ("{% for a in all %}".repeat(6), "{% endfor %}".repeat(6));
    format!("{{% set all = range(end=1000) %}}{start}{inside}{end}")
}

#[test]
fn a_template_that_counts_without_end_is_named_at_once() {
    let round = "{% for a in range(end=100000) %}";
    let loops = format!("{}{}", round.repeat(3), "{% endfor %}".repeat(3));
    let run = template("counting loop", &loops);
    assert_refusal("counting loop", &run, "templates/article.html", "runaway-page");
    assert!(run.results.contains("`range`"), "{run:?}");
    let fair = "{% for a in range(end=3) %}{{ a }}{% endfor %}{{ range(start=5, end=1, step_by=-2) }}\
                {{ range(start=1, end=5, step_by=-1) | length }}";
    let run = template("counting", fair);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_template_that_prints_without_end_is_named() {
    let run = template("printing loop", &loops("words"));
    assert_refusal("printing loop", &run, "templates/article.html", "runaway-page");
    assert!(run.results.contains("`/hostile/`") && run.results.contains("MiB"), "{run:?}");
}

#[test]
fn templates_that_call_themselves_are_refused() {
    let file = "templates/article.html";
    let run = template("include", "{% include \"article.html\" %}");
    assert_refusal("include", &run, file, "bad-template");
    let run = template("extends", "{% extends \"article.html\" %}");
    assert_refusal("extends", &run, file, "bad-template");
    let deep = format!("{}{}", "{% if a %}".repeat(10_000), "{% endif %}".repeat(10_000));
    assert_refusal("deep", &template("deep", &deep), file, "bad-template");
    let sum = format!("{{{{ 1{} }}}}", " + 1".repeat(50_000));
    assert_refusal("sum", &template("sum", &sum), file, "bad-template");

    let component = "{% component note(title=\"\") %}{{ <note title=\"a\" /> }}\
                     {% endcomponent note %}";
    let site = Site::new()
        .write("components/note.html", component)
        .write("content/hostile.md", "# A\n\n:::note\nText.\n:::\n");
    let run = build("component", &site);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.results.contains("bad-template"), "{run:?}");
}

#[test]
fn what_is_not_utf8_is_named() {
    refused("content", b"# A\n\nni\xf1o\n", "it fails at byte 7");
    for path in ["templates/article.html", "strings/es.toml", "tertulia.toml"] {
        let run = build(path, &Site::new().write(path, b"# ni\xf1o\n"));
        assert_refusal(path, &run, path, "not-utf8");
    }
}

#[test]
fn pages_and_files_of_one_url_are_named_both() {
    let named = |url: &str| format!("+++\ntitle = \"A\"\nurl = \"{url}\"\n+++\n");
    let plain = || "# A\n".to_string();
    for (one, first, other, second) in [
        ("content/a.md", plain(), "content/a/_index.md", plain()),
        ("content/a.md", plain(), "content/a/index.md", plain()),
        ("content/a.md", named("/W/"), "content/b.md", named("/w/")),
        ("content/a.md", named("/caf\u{e9}/"), "content/b.md", named("/cafe\u{301}/")),
        ("content/a.md", plain(), "static/a", plain()),
        ("content/a.md", plain(), "static/a/index.html", plain()),
        ("content/_index.md", plain(), "static/index.html", plain()),
    ] {
        let name = format!("{one} and {other}");
        let run = build(&name, &Site::new().write(one, first).write(other, second));
        assert_eq!(run.code, 1, "{name}: {run:?}");
        assert!(run.results.contains("duplicate-url"), "{name}: {run:?}");
        assert!(run.results.contains(one) && run.results.contains(other), "{name}: {run:?}");
    }
}

#[test]
fn urls_that_no_disk_can_hold_are_refused() {
    let long = format!("+++\ntitle = \"A\"\nslug = \"{}\"\n+++\n", "x".repeat(400));
    refused("long", long, "bad-url");
    let below = "+++\ntitle = \"A\"\nurl = \"/a.txt/b/\"\n+++\n";
    let site = Site::new().write("static/a.txt", "text").write("content/hostile.md", below);
    assert_refusal("below", &build("below", &site), "content/hostile.md", "bad-url");
    for url in ["/../../x/", "/a\\\\b/", "/_tertulia/x/", "//x/"] {
        refused(url, format!("+++\ntitle = \"A\"\nurl = \"{url}\"\n+++\n"), "bad-url");
    }
}

#[test]
fn files_of_the_program_are_left_out_of_static() {
    let site = Site::new().write("static/.tertulia-edition", "mine").write("static/.ok", "yes");
    let run = build("marker", &site);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(site.page("/.ok"), "yes");
    assert_ne!(site.page("/.tertulia-edition"), "mine");
}

#[test]
fn odd_files_are_read_as_they_are() {
    assert!(
        stands("BOM, CRLF", "\u{feff}+++\r\ntitle = \"Own\"\r\n+++\r\n\r\nA\r\n").contains("Own")
    );
    for empty in ["", "\u{feff}", "\n\n\n", "+++\n+++\n", "---\n---", "\0\u{1}\u{2}"] {
        assert!(stands(empty, empty).contains("<h1>Hostile</h1>"));
    }
    for open in ["+++", "---\n"] {
        refused(open, open, "bad-syntax");
    }
    let site = Site::new()
        .write("content/folder.md/inside.md", "# Inside\n")
        .write("templates/article.html/inside.txt", "text");
    assert_eq!(build("folders", &site).code, 0);
    assert!(site.page("/folder-md/inside/").contains("Inside"));
}

#[test]
fn absurd_pictures_are_shown_without_a_size() {
    let huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x02\0\0\0aaaa";
    let site = Site::new()
        .write("content/a/index.md", "# A\n\n![a](a.png) ![b](b.svg) ![c](c.gif)\n")
        .write("content/a/a.png", huge)
        .write("content/a/b.svg", "<svg width=\"1e400\" height=\"-5\">")
        .write("content/a/c.gif", "GIF89a");
    let run = build("pictures", &site);
    assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
    assert_eq!(site.page("/a/").matches("loading=\"lazy\"").count(), 3);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::{Site, assert_refusal, build, fs};

    #[test]
    fn odd_names_lead_to_their_pages() {
        let mut site = Site::new();
        let letters = " \"'%#?<>&\n\\*:;|^~$`{}[]é";
        for (at, letter) in letters.chars().enumerate() {
            site = site
                .write(&format!("content/n{at}{letter}x.md"), "# A\n")
                .write(&format!("static/n{at}{letter}x.txt"), "text");
        }
        let run = build("names", &site);
        assert_eq!((run.code, run.results.as_str()), (0, ""), "{run:?}");
        for (at, letter) in letters.chars().enumerate() {
            assert_eq!(site.page(&format!("/n{at}{letter}x.txt")), "text");
        }
        assert!(site.page("/n3-x/").contains("<h1>A</h1>"));
    }

    #[test]
    fn names_that_are_not_utf8_are_named() {
        for (folder, ending) in [("content", "md"), ("static", "png")] {
            let site = Site::new().write(&format!("{folder}/a.txt"), "text");
            let name = [&b"ni\xf1o."[..], ending.as_bytes()].concat();
            let file = site.root().join(folder).join(OsStr::from_bytes(&name));
            if fs::write(file, "# A\n").is_ok() {
                assert_refusal(folder, &build(folder, &site), folder, "name is not UTF-8");
            }
        }
    }

    #[test]
    fn links_out_of_the_site_and_in_circles_are_refused() {
        for (link, target) in [
            ("content/hostile.md", "/etc/hosts"),
            ("content/etc", "/etc"),
            ("content/circle", "."),
            ("content/hostile.md", "hostile.md"),
            ("content/hostile.md", "nowhere"),
            ("static/hosts", "/etc/hosts"),
            ("templates/article.html", "/etc/hosts"),
        ] {
            let site = Site::new().write("content/a.md", "# A\n").write("static/a.txt", "text");
            fs::create_dir_all(site.root().join("templates")).expect("it can be made");
            symlink(target, site.root().join(link)).expect("it can be made");
            assert_refusal(link, &build(link, &site), link, "leaves-site");
        }
        let site = Site::new().write("content/a.md", "# A\n").write("static/a.txt", "text");
        symlink("a.txt", site.root().join("static/b.txt")).expect("it can be made");
        assert_eq!(build("inside", &site).code, 0);
        assert_eq!(site.page("/b.txt"), "text");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let site = Site::new().write("content/closed.md", "# A\n");
        let file = site.root().join("content/closed.md");
        let closed = fs::Permissions::from_mode(0o000);
        fs::set_permissions(&file, closed).expect("it can be closed");
        if fs::read(&file).is_ok() {
            return; // Nothing is closed to root.
        }
        let run = build("closed", &site);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.rest.contains("content/closed.md"), "{run:?}");
    }
}

/// Builds a page with a table of a data file, whose rows are pages too.
fn with_rows(name: &str, table: &str, csv: impl AsRef<[u8]>) -> (Site, Run) {
    let head = "+++\ntitle = \"Rows\"\npages_from = { data = \"few.csv\", title = \"a\" }\n+++\n";
    let site = Site::new()
        .write("content/hostile.md", table)
        .write("content/rows/_index.md", head)
        .write("data/few.csv", "a,b\n=HYPERLINK(\"x\"),<script>alert(1)</script>\n")
        .write("data/rows.csv", csv);
    let run = build(name, &site);
    (site, run)
}

#[test]
fn hostile_data() {
    let table = "# A\n\n::table{data=\"rows.csv\" sort=\"-b\" limit=3}\n";
    let many: String = (0..200_000).map(|number| format!("{number},{}\n", number % 977)).collect();
    let (site, run) = with_rows("200,000 rows", table, format!("a,b\n{many}"));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(site.page("/hostile/").contains("<td class=\"right\">976</td>"));
    assert!(site.page("/rows/hyperlink-x/").contains("=HYPERLINK"));

    let whole = "# A\n\n::table{data=\"rows.csv\"}\n";
    let (_, run) = with_rows("200,000 rows shown", whole, format!("a,b\n{many}"));
    assert!(run.code == 0 || run.results.contains("runaway-page"), "{run:?}");

    let wide: String = (0..200_000).map(|number| format!("c{number},")).collect();
    let long = format!("a,b\n1,2\n{}z\n", ",".repeat(200_000));
    let (_, run) = with_rows("a row of 200,000 cells", "# A\n", long);
    assert!(run.code == 1 && run.results.contains("data/rows.csv:3:1"), "{}", run.results.len());
    let (_, run) = with_rows("200,000 columns", "# A\n", format!("{wide}z\n1\n"));
    assert!(run.code == 1 && run.results.contains("data/rows.csv:2:1"), "{}", run.results.len());

    let cell = "x".repeat(4 << 20);
    let (_, run) = with_rows("a cell of 4 MiB", table, format!("a,b\n1,\"{cell}\"\n"));
    assert_eq!(run.code, 0, "{run:?}");
    let (_, run) = with_rows("a cell of 10 MiB", table, format!("a,b\n1,{cell}{cell}{cell}\n"));
    assert!(run.results.contains("file-too-large"), "{run:?}");
    let (_, run) = with_rows("zero bytes", table, "a,b\n1,\0\n");
    assert!(run.code == 1 && run.results.contains("data/rows.csv:2:3"), "{run:?}");
    let (_, run) = with_rows("quotes", table, format!("a,b\n{}", "\",\"\n".repeat(200_000)));
    assert!(run.code == 1 && run.results.lines().count() < 200, "{}", run.results.len());
}

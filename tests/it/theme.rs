//! Themes and their contract: what the guide says of it, and what `theme check` finds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tertulia::render::contract::{CARD, Entry, PAGE, PARTS, SITE, SLOTS, TOKENS};

use super::site::{Site, command, run, tree};
use super::sites;

#[test]
fn the_guide_tells_the_contract() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let head = "+++\ntitle = \"El contrato de los temas\"\ndescription = \"Lo que las plantillas \
                reciben y pueden pedir, sacado del código.\"\nweight = 67\ntags = \
                [\"referencia\"]\n+++\n\nCon esto puede contar un tema; no cambia mientras la versión \
                del contrato sea la 1. Lo imprime `tertulia theme contract`, con los componentes y \
                las palabras del tema de tu sitio.\n\n";
    let english = "+++\ntitle = \"The contract with themes\"\ndescription = \"What templates get \
                   and may ask for, taken from the code.\"\nslug = \"contract\"\ntags = \
                   [\"reference\"]\n+++\n\nA theme may count on this; it does not change while the \
                   version of the contract is 1. `tertulia theme contract` prints it, with the \
                   components and words of your site's theme.\n\n";
    for (lang, name, head) in [("es", "contrato.md", head), ("en", "contrato.en.md", english)] {
        let told = run(&["theme", "contract", "--lang", lang], root);
        assert_eq!(told.code, 0, "{told:?}");
        let expected = format!("{head}{}", told.results);
        let file = root.join("content/guia").join(name);
        if std::env::var_os("TERTULIA_BLESS").is_some() {
            fs::write(&file, &expected).expect("it can be written");
        }
        let found = fs::read_to_string(&file).unwrap_or_default();
        assert!(found == expected, "{}: set TERTULIA_BLESS to rewrite it", file.display());
    }
}

#[test]
fn templates_get_what_the_contract_says() {
    let template = "{% for key, value in page %}page {{ key }}\n{% endfor %}\
                    {% for key, value in site %}site {{ key }}\n{% endfor %}\
                    {% for entry in latest() %}{% for key, value in entry %}card {{ key }}\n\
                    {% endfor %}{% endfor %}";
    let site = Site::new().write("templates/article.html", template).write("content/a.md", "a");
    assert_eq!(site.run(&["build"]).code, 0);
    let page = site.page("/a/");
    for (of, entries) in [("page", PAGE), ("site", SITE), ("card", CARD)] {
        let given = page.lines().filter_map(|line| line.strip_prefix(of)).map(str::trim);
        let told: BTreeSet<&str> = entries.iter().map(Entry::bare).collect();
        assert_eq!(given.collect::<BTreeSet<_>>(), told, "{of}");
    }
}

#[test]
fn the_contract_names_all_parts_and_tokens() {
    let agora = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/agora");
    let slots = SLOTS.iter().filter_map(|entry| entry.name.strip_prefix("partials/"));
    let told: BTreeSet<&str> = PARTS.iter().map(Entry::bare).chain(slots).collect();
    let parts = tree(&agora.join("templates/partials"));
    assert_eq!(told, parts.keys().map(String::as_str).collect());

    let sheet = fs::read_to_string(agora.join("static/css/agora.css")).expect("a stylesheet");
    let root = sheet.split(":root {").nth(1).and_then(|rest| rest.split('}').next());
    let tokens = root
        .into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.trim().split(':').next().filter(|name| name.starts_with("--")));
    assert_eq!(TOKENS.iter().map(Entry::bare).collect::<Vec<_>>(), tokens.collect::<Vec<_>>());
}

#[test]
fn a_theme_is_tried_without_content() {
    let site = Site::new();
    let check = || site.run(&["theme", "check", "--format", "plain"]);
    assert_eq!((check().code, check().results.as_str()), (0, ""));

    site.change("templates/partials/fotter-end.html", "{{ \"lastest\" | t }}");
    site.change(
        "templates/term.html",
        "{% extends \"base.html\" %}{% block main %}{{ page.x }}{% endblock main %}",
    );
    site.change("strings/es.toml", "latest = \"Lo nuevo\"\n");
    let found = check();
    assert_eq!(found.code, 1, "{found:?}");
    for said in ["partials/footer-end.html", "no language says `lastest`", "templates/term.html"] {
        assert!(found.results.contains(said), "{said}: {}", found.results);
    }
}

#[test]
fn a_theme_of_its_own_lacks_what_it_lacks() {
    let site = Site::new()
        .write("tertulia.toml", "title = \"S\"\ntheme = \"bare\"\n")
        .write("themes/bare/theme.toml", "contract = 2\nnmae = \"Bare\"\n")
        .write("themes/bare/templates/article.html", "{{ content() }}");
    let found = site.run(&["theme", "check", "--format", "plain"]);
    assert_eq!(found.code, 1, "{found:?}");
    for said in ["contract 2", "`nmae`", "`home.html` is missing", "`404.html` is missing"] {
        assert!(found.results.contains(said), "{said}: {}", found.results);
    }
    let mut command = command(&["theme", "contract", "--lang", "en"], site.root());
    let page = command.output().expect("the program starts");
    assert!(String::from_utf8_lossy(&page.stdout).contains("| `content()` | HTML |"));
    assert!(String::from_utf8_lossy(&page.stderr).contains("`tertulia theme check` tells them"));

    site.change("themes/bare/templates/article.html", "{{ content( }}");
    let broken = site.run(&["theme", "contract", "--format", "plain"]);
    assert_eq!(broken.code, 1, "{broken:?}");
    for said in ["`nmae`", "article.html"] {
        assert!(broken.results.contains(said), "{said}: {}", broken.results);
    }
}

#[test]
fn words_are_asked_of_the_languages_of_the_site() {
    let site = Site::new()
        .write("templates/partials/footer-end.html", "<p>{{ \"doubts\" | t }}</p>")
        .write("strings/es.toml", "doubts = \"¿Dudas?\"\n");
    let check = || site.run(&["theme", "check", "--format", "plain"]);
    assert_eq!((check().code, check().results.as_str()), (0, ""));

    site.change("tertulia.toml", "title = \"S\"\nlanguages = [\"es\", \"en\"]\n");
    let found = check().results;
    assert!(found.contains("`en` lacks `doubts`"), "{found}");
    assert!(!found.contains("`fr` lacks"), "{found}");
}

#[test]
fn a_theme_names_files_of_the_site() {
    let site = Site::new()
        .write("templates/partials/head-end.html", "{{ asset(path=\"css/own.css\") }}")
        .write("static/css/own.css", "p { color: #123 }");
    let found = site.run(&["theme", "check", "--format", "plain"]);
    assert_eq!((found.code, found.results.as_str()), (0, ""));
}

#[test]
fn a_theme_names_what_its_site_says() {
    let shops = "{% set shops = data(path=\"shops.toml\") %}{{ shops.first }}\
                 <a href=\"{{ link(to=\"texts/one.md\") }}\">{% for one in latest(section=\"own\") %}\
                 {{ one.title }}{% endfor %}</a>";
    let settings = "title = \"S\"\nfooter = \"[Us](/own/)\"\nimage = \"own/us.svg\"\n";
    let site = Site::new()
        .write("tertulia.toml", settings)
        .write("templates/partials/footer-end.html", shops)
        .write("data/shops.toml", "first = \"Ana\"\n");
    let found = site.run(&["theme", "check", "--format", "plain"]);
    assert_eq!((found.code, found.results.as_str()), (0, ""));
    site.change("data/shops.toml", "second = \"Ana\"\n");
    assert_eq!(site.run(&["theme", "check"]).code, 1, "a wrong field is told");
}

#[test]
fn a_theme_that_nothing_can_be_printed_with_is_an_error() {
    let site = Site::new()
        .write("tertulia.toml", "title = \"S\"\ntheme = \"m\"\n")
        .write("themes/m/theme.toml", "parent = \"m\"\n");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.results.contains("error[incomplete-theme]"), "{run:?}");
}

#[test]
fn a_section_is_named_by_its_url_too() {
    let home = "{% for section in sections() %}{{ section.title }}:\
                {% for card in latest(section=section.url) %} {{ card.title }}{% endfor %}.\n{% endfor %}";
    for path in ["", "/guia"] {
        let settings = format!("title = \"S\"\nbase_url = \"https://ana.example{path}\"\n");
        let site = Site::new()
            .write("tertulia.toml", settings)
            .write("templates/home.html", home)
            .write("content/una/_index.md", "# Una")
            .write("content/una/a.md", "# A")
            .write("content/otra/_index.md", "# Otra")
            .write("content/otra/b.md", "# B");
        assert_eq!(site.run(&["build"]).code, 0);
        assert_eq!(site.page("/").trim(), "Otra: B.\nUna: A.", "{path}");
    }
}

#[test]
fn the_theme_to_copy_is_the_one_that_the_example_wears() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (theme, worn) = ("themes/mostrador", "examples/portal/themes/mostrador");
    let (shown, worn) = (tree(&root.join(theme)), tree(&root.join(worn)));
    assert!(shown.len() > 1, "{theme} is there");
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&shown), names(&worn));
    for (path, bytes) in &shown {
        assert!(worn[path] == *bytes, "{path}: copy themes/mostrador to examples/portal/themes");
    }
}

#[test]
fn the_themes_of_the_examples_lack_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for example in ["consultora", "cuaderno", "portal"] {
        let site = root.join("examples").join(example);
        let found = run(&["theme", "check", "--format", "plain"], &site);
        assert_eq!((found.code, found.results.as_str()), (0, ""), "{example}");
    }
}

#[test]
fn the_guide_to_a_theme_of_ones_own_can_be_followed() {
    follow("tu-tema.md", "es", "/articulos/once-por-ciento/");
    follow("tu-tema.en.md", "en", "/articles/eleven-percent/");
}

/// Writes the files that a chapter of the guide shows into a new site, and looks at it.
fn follow(chapter: &str, language: &str, page: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(root.join("content/guia").join(chapter)).expect("it is there");
    let site = sites::new_site(language);
    for block in guide.split("\n```").filter(|block| block.contains(" title=\"")) {
        let (head, text) = block.split_once('\n').expect("a block has lines");
        let Some(path) = head.split('"').nth(1) else { continue };
        let before = match path {
            "tertulia.toml" => fs::read_to_string(site.root().join(path)).expect("it is there"),
            _ => String::new(),
        };
        site.change(path, format!("{text}\n{before}"));
    }
    for order in [&["theme", "check"][..], &["check", "--strict"], &["build"]] {
        let run = site.run(order);
        assert_eq!((run.code, run.results.as_str()), (0, ""), "{chapter}, {order:?}");
    }
    assert!(site.page(page).contains("<strong>11 %</strong>"));
}

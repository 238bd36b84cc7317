//! The whole preview, seen by a reader: what is saved is seen, and nothing is lost.

use std::fmt::Write;
use std::fs;
use std::time::Duration;

use serde_json::json;
use tertulia::command::world::clock;

use super::driver::Browser;
use crate::shown::Shown;
use crate::site::Site;

/// A form that the author fills in, on every article.
const TEMPLATE: &str = "{% extends \"themes/agora/article.html\" %}{% block main %}{{ super() }}\
    <form><input id=\"field\" name=\"field\"></form>{% endblock main %}";

fn article(words: &str) -> String {
    let mut text = format!("+++\ntitle = \"Una guía\"\n+++\n\n{words}\n\n");
    for number in 1..60 {
        writeln!(text, "Párrafo {number} de una guía larga.\n").expect("a string takes all text");
    }
    text
}

fn site() -> Site {
    Site::new()
        .write("content/guia.md", article("Antes."))
        .write("templates/article.html", TEMPLATE)
        .write("static/look.css", "main { color: rgb(1, 2, 3) }")
        .write("templates/partials/head-end.html", "<link rel=\"stylesheet\" href=\"/look.css\">")
}

/// Opens the guide in a browser.
fn opened() -> (Site, Shown, Browser) {
    let site = site();
    let shown = Shown::open(site.root());
    let browser = open(&shown, "/guia/");
    (site, shown, browser)
}

fn open(shown: &Shown, path: &str) -> Browser {
    let mut browser = Browser::open();
    browser.navigate(&format!("http://{}{path}", shown.host()));
    browser.evaluate("window.mine = 'kept'");
    browser
}

fn assert_same_page(browser: &mut Browser) {
    assert_eq!(browser.evaluate("window.mine"), json!("kept"), "it was not loaded again");
    assert_eq!(browser.faults(), &[] as &[String]);
}

#[test]
fn an_edit_keeps_scroll_focus_and_what_is_typed() {
    let (site, _shown, mut browser) = opened();
    browser.evaluate("document.querySelector('#field').focus()");
    browser.type_text("a medias");
    browser.evaluate("scrollTo(0, 700)");
    let before = browser.evaluate("scrollY");
    site.change("content/guia.md", article("Después."));
    browser.wait_for("document.querySelector('main').innerText.includes('Después.')");
    assert_eq!(browser.evaluate("scrollY"), before);
    assert_eq!(browser.evaluate("document.activeElement.id"), json!("field"));
    assert_eq!(browser.evaluate("document.activeElement.value"), json!("a medias"));
    assert_same_page(&mut browser);
}

#[test]
fn a_stylesheet_is_swapped_in_place() {
    let (site, _shown, mut browser) = opened();
    let colour = "getComputedStyle(document.querySelector('main')).color";
    assert_eq!(browser.evaluate(colour), json!("rgb(1, 2, 3)"));
    site.change("static/look.css", "main { color: rgb(4, 5, 6) }");
    browser.wait_for(&format!("{colour} === 'rgb(4, 5, 6)'"));
    assert_same_page(&mut browser);
}

#[test]
fn an_error_is_told_above_its_page_and_goes_when_it_is_mended() {
    let (site, _shown, mut browser) = opened();
    let dialog = "document.querySelector('tertulia-preview').shadowRoot.querySelector('dialog')";
    site.change("content/guia.md", "+++\ntitle = 3\n+++\n");
    browser.wait_for(&format!("{dialog}?.open"));
    assert_eq!(browser.evaluate(&format!("{dialog}.innerText.includes('told:')")), json!(true));
    assert_eq!(browser.evaluate("document.body.innerText.includes('Antes.')"), json!(true));
    browser.press("Escape");
    browser.wait_for(&format!("!{dialog}.open"));
    site.change("content/guia.md", article("Arreglado."));
    browser.wait_for(&format!("document.body.innerText.includes('Arreglado.') && !{dialog}"));
    assert_same_page(&mut browser);
}

#[test]
fn a_page_that_moves_away_is_not_found_and_comes_back() {
    let (site, _shown, mut browser) = opened();
    let [from, to] = ["guia.md", "otra.md"].map(|name| site.root().join("content").join(name));
    fs::rename(&from, &to).expect("it can be renamed");
    browser.wait_for(
        "document.body.className.includes('not_found') || !document.querySelector('#field')",
    );
    fs::rename(&to, &from).expect("it can be renamed");
    browser
        .wait_for("document.querySelector('#field') && document.body.innerText.includes('Antes.')");
}

#[test]
fn a_page_with_many_images_never_stalls() {
    let pictures: String = (0..12).map(|number| format!("![p](p{number}.svg)\n")).collect();
    let mut site = site().write("content/many/index.md", format!("# Many\n\n{pictures}"));
    for number in 0..12 {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
        site = site.write(&format!("content/many/p{number}.svg"), svg);
    }
    let shown = Shown::open(site.root());
    let mut browser = open(&shown, "/many/");
    let whole = "document.readyState === 'complete' && document.images.length >= 12 && \
                 [...document.images].every(image => image.complete && image.naturalWidth > 0)";
    for load in 0..20 {
        let time = clock();
        browser.navigate(&format!("http://{}/many/?load={load}", shown.host()));
        browser.wait_for(whole);
        assert!(time() < Duration::from_secs(1), "load {load}: {:?}", time());
    }
}

#[test]
fn an_edit_is_seen_at_once() {
    let (site, _shown, mut browser) = opened();
    browser.evaluate(
        "window.seen = 0; new MutationObserver(() => { window.seen = Date.now() })\
         .observe(document.querySelector('main'), \
         { subtree: true, childList: true, characterData: true })",
    );
    let saved = browser.evaluate("Date.now()").as_f64().expect("it is a number");
    site.change("content/guia.md", article("Visto."));
    browser.wait_for("document.body.innerText.includes('Visto.')");
    let seen = browser.evaluate("window.seen").as_f64().expect("it is a number");
    // A busy machine may take its time; what is measured stands in the notes.
    assert!(seen - saved < 1_000.0, "{} ms", seen - saved);
}

//! The findings above a page: seen, closed by keys, and gone when they are mended.

use serde_json::json;

use super::driver::Browser;
use super::stage::Stage;

const PAGE: &str = "<!doctype html><html lang=\"es\"><head><title>Guía</title></head><body>\
    <a href=\"#x\" id=\"x\">Enlace</a></body></html>";

fn findings(print: &str, text: &str) -> String {
    format!(
        "<dialog class=\"findings\" aria-labelledby=\"title\" data-print=\"{print}\" closedby=\"any\" \
         open><div class=\"sheet\"><h2 id=\"title\" tabindex=\"-1\" autofocus>{text}</h2>\
         <details data-explain=\"broken-link\"><summary>?</summary></details>\
         <form method=\"dialog\"><button class=\"close\">Cerrar</button></form></div></dialog>"
    )
}

const ROOT: &str = "document.querySelector('tertulia-preview').shadowRoot";

fn is_modal(browser: &mut Browser) -> bool {
    let dialog = browser.evaluate(&format!("{ROOT}.querySelector('dialog')?.matches(':modal')"));
    dialog == json!(true)
}

fn show(stage: &Stage) -> Browser {
    let mut browser = stage.show();
    browser.evaluate("window.mine = 'kept'");
    browser
}

#[test]
fn findings_open_close_and_stay_closed() {
    let stage = Stage::of(PAGE);
    stage.set_notice(&findings("a", "Un error"));
    let mut browser = show(&stage);
    assert!(is_modal(&mut browser));
    let focused = browser.evaluate(&format!("{ROOT}.activeElement.textContent"));
    assert_eq!(focused, json!("Un error"));

    browser.press("Escape");
    browser.wait_for(&format!("!{ROOT}.querySelector('dialog').open"));
    browser.wait_for("sessionStorage.getItem('tertulia:closed') === 'a'");
    browser.navigate(&stage.url());
    stage.await_listener();
    assert!(!is_modal(&mut browser), "it was closed");

    browser.click(&format!("{ROOT}.querySelector('.badge')"));
    assert!(is_modal(&mut browser), "the badge shows it again");
    browser.click(&format!("{ROOT}.querySelector('.close')"));
    browser.wait_for(&format!("!{ROOT}.querySelector('dialog').open"));
}

#[test]
fn a_new_finding_opens_and_a_mended_one_goes() {
    let stage = Stage::of(PAGE);
    let mut browser = show(&stage);
    browser.evaluate("document.querySelector('#x').focus()");
    stage.tell(&findings("a", "Un error"));
    browser.wait_for(&format!("{ROOT}.querySelector('dialog')?.matches(':modal')"));
    assert_eq!(
        browser.evaluate(&format!("{ROOT}.querySelector('[role=status]').textContent")),
        json!("says")
    );

    stage.tell(&findings("b", "Otro error"));
    browser.wait_for(&format!("{ROOT}.querySelector('h2').textContent === 'Otro error'"));
    assert!(is_modal(&mut browser));

    stage.tell("");
    browser.wait_for(&format!("!{ROOT}.querySelector('dialog')"));
    assert_eq!(browser.evaluate("document.activeElement.id"), json!("x"));

    // A page that comes with findings brings them too.
    stage.set_notice(&findings("c", "Tercero"));
    stage.edit(&PAGE.replace("Enlace", "Otro"));
    browser.wait_for(&format!("{ROOT}.querySelector('dialog')?.matches(':modal')"));
    assert_eq!(browser.evaluate("document.querySelector('#x').textContent"), json!("Otro"));
    assert_eq!(browser.evaluate("window.mine"), json!("kept"));
    assert_eq!(browser.faults(), &[] as &[String]);
}

#[test]
fn an_explanation_comes_when_it_is_asked_for() {
    let stage = Stage::of(PAGE);
    let page = "<main><div class=meaning><h1>x</h1><pre>y</pre><p>Porque sí.</p></div></main>";
    stage.set_file("/_tertulia/explain/broken-link", "text/html", page);
    stage.set_notice(&findings("a", "Un error"));
    let mut browser = show(&stage);
    browser.click(&format!("{ROOT}.querySelector('summary')"));
    let text = format!("{ROOT}.querySelector('details .meaning')?.textContent");
    browser.wait_for(&format!("{text} === 'Porque sí.'"));

    // It stays open when the findings change.
    stage.tell(&findings("b", "Otro error"));
    browser.wait_for(&format!("{ROOT}.querySelector('h2').textContent === 'Otro error'"));
    browser.wait_for(&format!("{text} === 'Porque sí.'"));
}

#[test]
fn findings_are_seen_and_closed_without_scripts() {
    let stage = Stage::of(PAGE);
    stage.set_notice(&findings("a", "Un error"));
    let mut browser = Browser::open();
    browser.forbid_scripts();
    browser.navigate(&stage.url());
    let heading = format!("{ROOT}.querySelector('h2')");
    let is_visible = format!("{heading}.checkVisibility({{ visibilityProperty: true }})");
    browser.wait_for(&is_visible);
    browser.click(&format!("{ROOT}.querySelector('.close')"));
    browser.wait_for(&format!("!{is_visible}"));
}

#[test]
fn findings_fit_a_narrow_screen_in_both_schemes() {
    let stage = Stage::of(PAGE);
    stage.set_notice(&findings("a", "Un error con unapalabralarguisimaquenocabe en la pantalla"));
    let mut browser = Browser::open();
    browser.set_size(320, 600);
    let ground = format!("getComputedStyle({ROOT}.querySelector('dialog')).backgroundColor");
    for (scheme, colour) in [("light", "rgb(255, 255, 255)"), ("dark", "rgb(27, 33, 30)")] {
        browser.prefer("prefers-color-scheme", scheme);
        browser.navigate(&stage.url());
        browser.wait_for(&format!("{ground} === '{colour}'"));
        let is_inside = format!(
            "(() => {{ const {{ left, right, top, bottom }} = {ROOT}.querySelector('dialog')\
             .getBoundingClientRect(); return left >= 0 && right <= 320 && top >= 0 && \
             bottom <= 600 && document.documentElement.scrollWidth <= 320; }})()"
        );
        assert_eq!(browser.evaluate(&is_inside), json!(true), "{scheme}");
    }
}

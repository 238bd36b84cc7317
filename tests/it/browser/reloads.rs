//! Where a patch cannot be sure the page is loaded again, and what its reader did comes with it.

use serde_json::json;

use super::driver::Browser;
use super::stage::Stage;

const SCRIPT: &str = "<script>for (const pre of document.querySelectorAll('pre')) \
    pre.after(document.createElement('button'));</script>";

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"es\"><head><title>Guía</title></head><body><main>\
         <details><summary>Más</summary>Dentro</details><input name=\"a\"><select name=\"s\">\
         <option>1<option>2</select>{body}</main></body></html>"
    )
}

/// Opens the page, and leaves marks in it that a reload takes away or carries over.
fn show(stage: &Stage) -> Browser {
    let mut browser = stage.show();
    browser.evaluate(
        "window.mine = 'kept'; document.querySelector('details').open = true; \
         document.querySelector('select').selectedIndex = 1; document.querySelector('input').focus()",
    );
    browser.type_text("escrito");
    browser.press("ArrowUp");
    stage.forget_loads();
    browser
}

fn assert_carried_over(stage: &Stage, browser: &mut Browser) {
    browser.wait_for("window.mine === undefined && document.readyState === 'complete'");
    stage.await_listener();
    let told = browser.evaluate(
        "[document.querySelector('details').open, document.querySelector('input').value, \
         document.querySelector('select').value, document.activeElement.name, \
         document.activeElement.selectionStart]",
    );
    assert_eq!(told, json!([true, "escrito", "2", "a", 0]));
    assert_eq!(browser.faults(), &[] as &[String]);
}

#[test]
fn a_script_that_is_new_runs() {
    let stage = Stage::of(&page("<p>Uno</p>"));
    let mut browser = show(&stage);
    stage.edit(&page("<p>Uno</p><script>window.ran = 1</script>"));
    assert_carried_over(&stage, &mut browser);
    assert_eq!(browser.evaluate("window.ran"), json!(1));
}

#[test]
fn what_scripts_dress_is_dressed_again() {
    let body =
        |code: &str| format!("<p>Uno</p><div class=\"code\"><pre>a</pre></div>{code}{SCRIPT}");
    let stage = Stage::of(&page(&body("")));
    let mut browser = show(&stage);
    stage.edit(&page(&body("<div class=\"code\"><pre>b</pre></div>")));
    assert_carried_over(&stage, &mut browser);
    assert_eq!(browser.evaluate("document.querySelectorAll('pre + button').length"), json!(2));
}

#[test]
fn what_scripts_rebuilt_is_rebuilt() {
    let script = "<script>document.querySelector('#box').innerHTML = '<b>hecho</b>';</script>";
    let body = |text: &str| format!("<p id=\"box\">{text} <i>x</i></p>{script}");
    let stage = Stage::of(&page(&body("uno")));
    let mut browser = show(&stage);
    stage.edit(&page(&body("dos")));
    assert_carried_over(&stage, &mut browser);
    assert_eq!(browser.evaluate("document.querySelector('#box').innerHTML"), json!("<b>hecho</b>"));
}

#[test]
fn a_script_with_new_bytes_runs_again() {
    let stage = Stage::of(&page("<script src=\"/a.js\"></script>"));
    stage.set_file("/a.js", "text/javascript", "window.ran = 1");
    let mut browser = show(&stage);
    stage.set_file("/a.js", "text/javascript", "window.ran = 2");
    stage.say("file", &json!({ "path": "/a.js" }));
    assert_carried_over(&stage, &mut browser);
    assert_eq!(browser.evaluate("window.ran"), json!(2));
}

#[test]
fn the_server_may_ask_for_it() {
    let stage = Stage::of(&page(""));
    let mut browser = show(&stage);
    stage.say("reload", &json!({}));
    assert_carried_over(&stage, &mut browser);
}

#[test]
fn a_page_waits_for_a_server_that_is_gone() {
    let stage = Stage::of(&page(""));
    let mut browser = show(&stage);
    stage.go_down();
    let badge = "document.querySelector('tertulia-preview').shadowRoot.querySelector('.badge')";
    let is_stopped = format!("{badge}.querySelector('.stopped').checkVisibility()");
    browser.wait_for(&is_stopped);
    assert_eq!(browser.evaluate("window.mine"), json!("kept"));

    stage.come_back();
    assert_carried_over(&stage, &mut browser);
    assert_eq!(browser.evaluate(&is_stopped), json!(false));
}

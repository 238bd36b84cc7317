//! A page changes where it stands, and keeps what its reader did.

use serde_json::json;

use super::driver::Browser;
use super::stage::Stage;

/// A theme's script: it gives each code block a button, as agora does.
const THEME: &str = "for (const pre of document.querySelectorAll('pre')) { \
    const button = document.createElement('button'); button.textContent = 'copy'; \
    button.className = 'copy'; pre.after(button); } \
    document.documentElement.classList.add('scripted'); window.alive = 1;";

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"es\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/css/a.css\">\n\
         <script src=\"/js/theme.js\" defer></script>\n</head>\n<body>\n<main>\n{body}\n</main>\n\
         </body>\n</html>\n"
    )
}

fn paragraphs(count: usize) -> String {
    (1..=count)
        .map(|number| format!("<p id=\"p{number}\">Párrafo {number} de todos.</p>\n"))
        .collect()
}

fn stage(body: &str) -> Stage {
    let stage = Stage::of(&page("Guía", body));
    stage.set_file("/css/a.css", "text/css", "p { color: rgb(1, 1, 1); margin: 2em }");
    stage.set_file("/js/theme.js", "text/javascript", THEME);
    stage
}

/// Tells whether the page was never loaded again: what its script left is there.
fn assert_alive(browser: &mut Browser) {
    assert_eq!(browser.evaluate("window.mine"), json!("kept"));
    assert_eq!(browser.faults(), &[] as &[String]);
}

#[test]
fn scroll_focus_typing_details_and_selection_stay() {
    let form = "<details id=\"d\"><summary>Más</summary><p>Dentro</p></details>\
        <form><label>Nombre <input id=\"name\" name=\"name\"></label><textarea name=\"t\"></textarea>\
        <input type=\"checkbox\" name=\"c\"></form>";
    let body = |above: &str, word: &str| {
        format!(
            "{above}{}<h2 id=\"h\">{word}</h2><p id=\"s\">Un texto {word} que se elige</p>{form}{}",
            paragraphs(40),
            paragraphs(30).replace("id=\"p", "id=\"q")
        )
    };
    let stage = stage(&body("", "uno"));
    let mut browser = stage.show();
    browser.evaluate(
        "window.mine = 'kept'; document.querySelector('#d').open = true; \
         document.querySelector('[name=c]').checked = true; \
         document.querySelector('[name=t]').value = 'largo'; \
         document.querySelector('#h').scrollIntoView(); document.querySelector('#name').focus(\
         { preventScroll: true }); document.addEventListener('tertulia:patched', () => { \
         window.patches = (window.patches ?? 0) + 1; })",
    );
    browser.type_text("María");
    browser.evaluate(
        "getSelection().setBaseAndExtent(document.querySelector('#s').firstChild, 13, \
         document.querySelector('#s').firstChild, 25)",
    );
    let told = "[Math.round(document.querySelector('#h').getBoundingClientRect().top), \
        document.querySelector('#d').open, document.querySelector('#name').value, \
        document.activeElement.id, document.querySelector('[name=t]').value, \
        document.querySelector('[name=c]').checked, getSelection().toString(), \
        document.documentElement.className]";
    let before = browser.evaluate(told);
    assert_eq!(before[6], json!("que se elige"));

    stage.edit(&page("Otra", &body("<p>Nuevo</p><h2>Más</h2><p>Y más</p>", "diferente")));
    browser.wait_for("window.patches === 1");
    browser.wait_for("document.title === 'Otra'");
    assert_eq!(browser.evaluate("document.querySelector('#h').textContent"), json!("diferente"));
    assert_eq!(browser.evaluate(told), before);

    // What is taken away above is no reason to move either, and two frames later it still is not.
    stage.edit(&page("Otra", &body("", "tres")));
    browser.wait_for("window.patches === 2");
    let later = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => \
        requestAnimationFrame(done))))";
    browser.evaluate(later);
    assert_eq!(browser.evaluate(told), before);
    assert_alive(&mut browser);
}

#[test]
fn a_new_sheet_takes_the_place_of_the_old() {
    let stage = stage("<p>Uno</p>");
    let mut browser = stage.show();
    browser.evaluate("window.mine = 'kept'");
    let is = |colour: &str| {
        format!("getComputedStyle(document.querySelector('p')).color === '{colour}'")
    };
    browser.wait_for(&is("rgb(1, 1, 1)"));

    stage.set_file("/css/a.css", "text/css", "p { color: rgb(2, 2, 2) }");
    stage.say("file", &json!({ "path": "/css/a.css" }));
    browser.wait_for(&is("rgb(2, 2, 2)"));
    browser.wait_for("document.querySelectorAll('link').length === 1");

    stage.set_file("/css/b.css", "text/css", "p { color: rgb(3, 3, 3) }");
    stage.edit(&page("Guía", "<p>Uno</p>").replace("/css/a.css", "/css/b.css"));
    browser.wait_for(&is("rgb(3, 3, 3)"));
    browser.wait_for("document.querySelectorAll('link').length === 1");

    // A sheet that is gone styles nothing; one that the page does not use is no matter.
    stage.say("file", &json!({ "path": "/css/other.css" }));
    stage.edit(&page("Guía", "<p>Uno</p>").replace("/css/a.css", "/css/gone.css"));
    browser.wait_for(&is("rgb(0, 0, 0)"));
    assert_alive(&mut browser);
}

#[test]
fn a_new_image_is_shown() {
    let square = |side: usize| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\"/>")
    };
    let stage = stage("<img src=\"../a%20b.svg\" alt=\"a\"><img src=\"/c.svg\" alt=\"c\">");
    stage.set_file("/a%20b.svg", "image/svg+xml", square(10));
    stage.set_file("/c.svg", "image/svg+xml", square(20));
    let mut browser = stage.show();
    browser.evaluate("window.mine = 'kept'");
    let sides = "[...document.images].map((image) => image.naturalWidth).join()";
    browser.wait_for(&format!("{sides} === '10,20'"));
    stage.set_file("/a%20b.svg", "image/svg+xml", square(30));
    stage.say("file", &json!({ "path": "/a%20b.svg" }));
    browser.wait_for(&format!("{sides} === '30,20'"));
    assert_eq!(browser.evaluate("document.images[1].getAttribute('src')"), json!("/c.svg"));
    assert_alive(&mut browser);
}

#[test]
fn what_is_equal_is_not_touched() {
    let stage = stage("<p>Uno</p><pre>a</pre>\n<p>Dos</p>");
    let mut browser = stage.show();
    browser.evaluate(
        "window.mine = 'kept'; window.changes = []; new MutationObserver((all) => \
         window.changes.push(...all.map(({ target }) => target.textContent))).observe(document, \
         { subtree: true, childList: true, attributes: true, characterData: true })",
    );
    stage.edit(&page("Guía", "<p>Uno</p><pre>a</pre>\n<p>Dos</p>"));
    stage.edit(&page("Guía", "<p>Uno</p><pre>abc</pre>\n<p>Dos</p>"));
    browser.wait_for("window.changes.length > 0");
    assert_eq!(browser.evaluate("window.changes"), json!(["abc"]));
    assert_eq!(browser.evaluate("document.querySelectorAll('.copy').length"), json!(1));
    assert_alive(&mut browser);
}

#[test]
fn a_patched_page_is_what_a_loaded_one_would_be() {
    let stage = stage(&any_body(0));
    let mut browser = stage.show();
    browser.evaluate("window.mine = 'kept'");
    for seed in 1..40 {
        let html = page("Guía", &any_body(seed));
        stage.edit(&html);
        let html = json!(html);
        browser.wait_for(&format!(
            "(() => {{ const wanted = new DOMParser().parseFromString({html}, 'text/html').body; \
             const body = document.body.cloneNode(true); body.querySelectorAll('tertulia-preview, \
             script').forEach((one) => one.remove()); body.normalize(); wanted.normalize(); \
             return body.innerHTML === wanted.innerHTML; }})()"
        ));
    }
    assert_alive(&mut browser);
}

/// Gives some body for a seed: neighbours in kind, order and depth that a patch could mistake.
fn any_body(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut body = String::new();
    for _ in 0..next(12) {
        let (word, id, class) = (next(4), next(5), next(3));
        body.push_str(&match next(8) {
            0 => format!("<h2 id=\"h{id}\">T{word}</h2>\n"),
            1 => format!("<p class=\"c{class}\">P{word} <em>e{id}</em> fin</p>\n"),
            2 => format!("<ul><li>a{word}</li><li>b{id}</li></ul>"),
            3 => format!("<!-- c{word} -->texto{id}"),
            4 => format!("<section id=\"s{id}\"><p>{word}</p>\n<div><p>{id}</p></div></section>"),
            5 => format!("<p title=\"t{word}\">igual</p>\n"),
            6 => format!("<table><tr><td>{word}<td>{id}</table>"),
            _ => format!("<svg viewBox=\"0 0 {word} 9\"><path d=\"M{id} 0\"/></svg>"),
        });
    }
    body
}

#[test]
fn it_goes_to_the_edited_heading_unless_it_is_in_sight() {
    let body = |word: &str| {
        format!(
            "<h2 id=\"arriba\">A</h2>{}<h2 id=\"abajo\">B</h2><p>{word}</p>{}",
            paragraphs(40),
            paragraphs(40).replace("id=\"p", "id=\"q")
        )
    };
    let stage = stage(&body("uno"));
    let mut browser = stage.show();
    browser.evaluate("window.mine = 'kept'");
    stage.say("go", &json!({ "url": "/guia/#abajo" }));
    browser.wait_for("location.hash === '#abajo' && scrollY > 1000");

    // The author reads a little further down, where the edit is seen: nothing moves.
    browser.evaluate("scrollBy(0, 20)");
    let at = browser.evaluate("scrollY");
    stage.edit(&page("Guía", &body("dos")));
    stage.say("go", &json!({ "url": "/guia/#abajo" }));
    stage.say("go", &json!({ "url": "/guia/#no-hay" }));
    stage.edit(&page("Guía", &body("tres")));
    browser.wait_for("document.querySelector('#abajo + p').textContent === 'tres'");
    assert_eq!(browser.evaluate("scrollY"), at);

    stage.say("go", &json!({ "url": "/guia/#arriba" }));
    browser.wait_for("location.hash === '#arriba' && scrollY < 100");
    assert_alive(&mut browser);

    stage.set_file("/otra/", "text/html", "<title>otra</title>");
    stage.say("go", &json!({ "url": "/otra/#x" }));
    browser.wait_for("document.title === 'otra' && location.hash === '#x'");
}

#[test]
fn a_page_out_of_sight_gives_way_and_catches_up() {
    let stage = stage("<p>Uno</p>");
    let mut browser = stage.show();
    browser.evaluate(
        "window.mine = 'kept'; Object.defineProperty(document, 'hidden', { value: true, \
         configurable: true }); window.other = new BroadcastChannel('tertulia'); \
         new Promise((done) => { window.other.onmessage = done; new BroadcastChannel('tertulia')\
         .postMessage('here'); })",
    );
    stage.set_file("/css/a.css", "text/css", "p { color: rgb(4, 4, 4) }");
    stage.edit(&page("Guía", "<p>Dos</p>"));
    assert_eq!(browser.evaluate("document.querySelector('p').textContent"), json!("Uno"));

    browser
        .evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
    browser.wait_for("document.querySelector('p').textContent === 'Dos'");
    browser.wait_for("getComputedStyle(document.querySelector('p')).color === 'rgb(4, 4, 4)'");
    assert_alive(&mut browser);
}

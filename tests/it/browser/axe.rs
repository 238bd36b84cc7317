//! axe-core finds nothing against WCAG 2.2 AA or good practice, on any kind of page.

use std::fs;

use serde_json::{Value, json};

use super::driver::Browser;
use super::shelf::Shelf;
use super::stage::Stage;
use super::views::{SCHEMES, SIZES, of_all_parts};
use crate::sites;
use crate::tools::tool;

const SCRIPT: &str = "axe-core/axe.min.js";

/// The narrowest screen that WCAG 2.2 asks for (1.4.10), in CSS pixels.
const NARROWEST: u32 = 320;

/// Looks at what is in sight and gives each violation with its first places.
const LOOK: &str = "axe.run(document, { resultTypes: ['violations'], runOnly: [\
     'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] })\
     .then(found => found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3)\
     .map(node => `${node.target.join(' ')} (${node.any[0]?.message ?? one.help})`)\
     .join('; ')}`))";

/// What scrolls sideways for no reason of its own.
const OVERFLOW: &str = "document.documentElement.scrollWidth > innerWidth ? \
     [...document.querySelectorAll('body *')].filter(it => \
     it.getBoundingClientRect().right > innerWidth + 1).slice(0, 3)\
     .map(it => `${it.localName}.${it.className}`).join(' ') || 'something' : ''";

/// Opens what is closed, so that it is looked at too.
const UNFOLD: &str = "document.querySelectorAll('details').forEach(it => { it.open = true })";

/// What a reader may open: menus, and whatever else pops up.
const OPEN_MENU: &str = "document.querySelectorAll('[popover]').forEach(it => it.showPopover())";
const CLOSE_MENU: &str = "document.querySelectorAll('[popover]').forEach(it => it.hidePopover())";

#[test]
fn every_kind_of_page_is_accessible() {
    let Some(script) = tool(SCRIPT, "axe-core") else { return };
    let script = fs::read_to_string(script).expect("it is text");
    let sites = sites::all();
    let shelves: Vec<Shelf> = sites.iter().map(Shelf::of).collect();
    let mut browser = Browser::open();
    let mut faults = Vec::new();
    for view in of_all_parts(&sites, &shelves) {
        browser.navigate(&view.url);
        browser.evaluate(&format!("{script};0"));
        browser.evaluate(UNFOLD);
        for (width, height) in SIZES {
            browser.set_size(width, height);
            for scheme in SCHEMES {
                prefer(&mut browser, scheme);
                let place = format!("{} ({}), {width} {scheme}", view.name, view.url);
                let found = look(&mut browser);
                faults.extend(found.into_iter().map(|one| format!("{place}: {one}")));
                browser.evaluate(OPEN_MENU);
                let found = look(&mut browser);
                faults.extend(found.into_iter().map(|one| format!("{place}, menu: {one}")));
                browser.evaluate(CLOSE_MENU);
            }
        }
        browser.set_size(NARROWEST, 640);
        let wide = browser.evaluate(OVERFLOW);
        if wide != json!("") {
            faults.push(format!("{}, {NARROWEST}: {wide} is too wide", view.name));
        }
    }
    assert!(browser.faults().is_empty(), "{:?}", browser.faults());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn axe_finds_what_is_wrong() {
    let Some(script) = tool(SCRIPT, "axe-core") else { return };
    let script = fs::read_to_string(script).expect("it is text");
    let page = "<!doctype html><html><head><title>T</title><style>p { color: #777; background: \
                #888 }</style></head><body><main><h1>T</h1><p>grey</p><img src=\"/a.png\">\
                <div style=\"width: 2000px\">x</div></main></body></html>";
    let stage = Stage::of(page);
    let mut browser = Browser::open();
    browser.navigate(&stage.url());
    browser.evaluate(&format!("{script};0"));
    let found = look(&mut browser).join("\n");
    for rule in ["color-contrast", "image-alt", "html-has-lang"] {
        assert!(found.contains(rule), "{rule}: {found}");
    }
    assert_ne!(browser.evaluate(OVERFLOW), json!(""));
}

/// Prefers a colour scheme, and no motion: what is on its way has a colour of its own.
pub(super) fn prefer(browser: &mut Browser, scheme: &str) {
    let calm = ("prefers-reduced-motion", "reduce");
    browser.prefer_all(&[("prefers-color-scheme", scheme), calm]);
}

fn look(browser: &mut Browser) -> Vec<String> {
    let found = browser.evaluate(LOOK);
    let found = found.as_array().expect("axe gives a list").iter();
    found.filter_map(Value::as_str).map(str::to_string).collect()
}

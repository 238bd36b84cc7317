//! The contact sheet: a picture of every kind of page of every site, in each size and scheme.
//!
//! `tests/contact-sheet` runs this; see there.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::axe::prefer;
use super::driver::Browser;
use super::shelf::Shelf;
use super::views::{SCHEMES, SIZES, of_each_site};
use crate::sites::{self, Built};

/// Names the folder that the pictures go to.
const FOLDER: &str = "TERTULIA_SHEET";
/// Names the sites to show, one a line; without it, all that tests look at.
const SITES: &str = "TERTULIA_SHEET_SITES";

/// The most of a page that is shown, in CSS pixels.
const HEIGHT_MAX: u32 = 9_000;

const STYLE: &str = "body { margin: 24px; font: 15px/1.4 sans-serif; background: #8d918f } \
     h1 { font-size: 24px } h2 { margin: 24px 0 8px; font-size: 16px } \
     .row { display: flex; gap: 16px } \
     .row a { overflow: hidden; height: 620px; background: #777 } img { display: block } \
     .w1280 { width: 520px } .w360 { width: 240px } img { width: 100% }";

#[test]
#[ignore = "it makes pictures to look at: tests/contact-sheet"]
fn contact_sheet() {
    let folder = env::var_os(FOLDER).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| panic!("{FOLDER} names no folder"));
    fs::create_dir_all(&folder).expect("it can be made");
    let mut browser = Browser::open();
    for built in chosen() {
        let sheet = shoot(&built, &mut browser, &folder);
        let page = folder.join(format!("{}.html", built.name));
        fs::write(&page, sheet).expect("it can be written");
        prefer(&mut browser, "light");
        browser.set_size(1630, 800);
        browser.navigate(&format!("file://{}", page.display()));
        let picture = folder.join(format!("{}.png", built.name));
        browser.screenshot_whole(&picture, 16_000);
        say(&picture.display().to_string());
    }
}

fn chosen() -> Vec<Built> {
    match env::var(SITES) {
        Ok(named) if !named.is_empty() => {
            named.lines().map(|folder| sites::of_folder(Path::new(folder))).collect()
        }
        _ => sites::all(),
    }
}

/// Takes the pictures of a site, and gives the page that shows them all.
fn shoot(built: &Built, browser: &mut Browser, folder: &Path) -> String {
    let shelves = [Shelf::of(built)];
    let mut html = format!(
        "<!doctype html><meta charset=utf-8><title>{0}</title><style>{STYLE}</style><h1>{0}</h1>",
        built.name
    );
    for view in of_each_site(std::slice::from_ref(built), &shelves) {
        browser.navigate(&view.url);
        write!(html, "<h2>{}</h2><div class=row>", view.name).expect("a string takes all");
        for (width, height) in SIZES {
            browser.set_size(width, height);
            for scheme in SCHEMES {
                prefer(browser, scheme);
                let name = format!("{}-{width}-{scheme}.png", view.name);
                browser.screenshot_whole(&folder.join(&name), HEIGHT_MAX);
                write!(html, "<a class=w{width} href=\"{name}\"><img src=\"{name}\" alt=\"\"></a>")
                    .expect("a string takes all");
            }
        }
        html.push_str("</div>");
    }
    html
}

#[expect(clippy::print_stdout, reason = "who asked for pictures should know where they are")]
fn say(words: &str) {
    println!("{words}");
}

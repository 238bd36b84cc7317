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

/// The most of a page that is taken, in CSS pixels.
const HEIGHT_MAX: u32 = 9_000;

/// How wide a sheet is, how high the row of a page is on it, and how many rows a sheet has: a
/// sheet is as large as it can be looked at without being made smaller.
const SHEET_WIDTH: u32 = 1400;
const ROW_HEIGHT: u32 = 520;
const ROWS: u32 = 3;

const STYLE: &str = "body { margin: 0; padding: 0 16px; font: 14px/1.4 sans-serif; \
     background: #8d918f } .row { display: flex; gap: 16px; height: 520px; padding-top: 40px; \
     position: relative; box-sizing: border-box } h2 { position: absolute; top: 10px; margin: 0; \
     font-size: 15px } a { overflow: hidden; height: 470px } img { display: block; width: 100% } \
     .w1280 { width: 440px } .w360 { width: 220px }";

#[test]
fn contact_sheet() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else {
        return say("skipped: it makes pictures to look at, see tests/contact-sheet");
    };
    fs::create_dir_all(&folder).expect("it can be made");
    let mut browser = Browser::open();
    for built in chosen() {
        let (sheet, rows) = shoot(&built, &mut browser, &folder);
        let page = folder.join(format!("{}.html", built.name));
        fs::write(&page, sheet).expect("it can be written");
        prefer(&mut browser, "light");
        browser.set_size(SHEET_WIDTH, ROW_HEIGHT);
        browser.navigate(&format!("file://{}", page.display()));
        for number in 0..rows.div_ceil(ROWS) {
            let picture = folder.join(format!("{}-sheet-{}.png", built.name, number + 1));
            let height = ROW_HEIGHT * ROWS;
            browser.screenshot_part(&picture, number * height, height);
            say(&picture.display().to_string());
        }
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

/// Takes the pictures of a site; gives the page that shows them all, and its number of rows.
fn shoot(built: &Built, browser: &mut Browser, folder: &Path) -> (String, u32) {
    let shelves = [Shelf::of(built)];
    let mut html = format!(
        "<!doctype html><meta charset=utf-8><title>{}</title><style>{STYLE}</style>",
        built.name
    );
    let mut rows = 0;
    for view in of_each_site(std::slice::from_ref(built), &shelves) {
        browser.navigate(&view.url);
        rows += 1;
        write!(html, "<div class=row><h2>{}</h2>", view.name).expect("a string takes all");
        for (width, height) in SIZES {
            browser.set_size(width, height);
            for scheme in SCHEMES {
                prefer(browser, scheme);
                let name = format!("{}-{width}-{scheme}.png", view.name);
                browser.screenshot_part(&folder.join(&name), 0, HEIGHT_MAX);
                write!(html, "<a class=w{width} href=\"{name}\"><img src=\"{name}\" alt=\"\"></a>")
                    .expect("a string takes all");
            }
        }
        html.push_str("</div>");
    }
    (html, rows)
}

#[expect(clippy::print_stdout, reason = "who asked for pictures should know where they are")]
fn say(words: &str) {
    println!("{words}");
}

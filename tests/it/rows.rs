//! Articles and tables of data files, while their author edits them.

use super::round::Wish;
use super::shown::{Got, Shown};
use super::site::{Site, tree};

const HEAD: &str = "+++\ntitle = \"Shops\"\n\
                    pages_from = { data = \"shops.csv\", title = \"name\", body = \"text\" }\n+++\n";

const SHOPS: &str = "name;text;sales\nLima;By the park.;95\nQuito;Uphill.;1.200\n";

fn site() -> Site {
    Site::new()
        .write("content/_index.md", "# Home\n")
        .write("content/shops/_index.md", HEAD)
        .write("content/a/table.md", "# A table\n\n::table{data=\"shops.csv\" sort=\"-sales\"}\n")
        .write("content/a/plain.md", "# Plain\n\nWords.\n")
        .write("data/shops.csv", SHOPS)
        .write("data/other.csv", "a,b\n1,2\n")
}

fn printed(site: &Site) -> Vec<String> {
    let made = Wish::build(site.root()).made();
    assert!(made.is_published, "{:#?}", made.edition.findings);
    made.edition.printed
}

#[test]
fn a_row_costs_its_page_and_the_tables_that_show_it() {
    let site = site();
    assert!(printed(&site).contains(&"/shops/lima/".to_string()));
    assert_eq!(printed(&site), [""; 0]);
    site.change("data/other.csv", "a,b\n1,3\n");
    assert_eq!(printed(&site), [""; 0], "no page shows it");
    // The description, its first words, stands in lists.
    site.change("data/shops.csv", SHOPS.replace("95", "96"));
    let made = printed(&site);
    assert!(made.contains(&"/a/table/".to_string()), "{made:?}");
    assert!(made.contains(&"/shops/lima/".to_string()), "{made:?}");
    for kept in ["/shops/quito/", "/a/plain/", "/shops/"] {
        assert!(!made.contains(&kept.to_string()), "{made:?}");
    }
    site.change("data/shops.csv", "name;text;sales\nQuito;Uphill.;1.200\n");
    let made = Wish::build(site.root()).made();
    assert_eq!(made.edition.withdrawn, ["shops/lima/index.html"]);
    assert!(Wish::clean(site.root(), "fresh").made().is_published);
    assert!(tree(&site.root().join("public")) == tree(&site.root().join("fresh")));
}

fn says(text: &str) -> impl Fn(&Got) -> bool {
    move |got| got.text().contains(text)
}

#[test]
fn an_edited_row_is_shown_at_once() {
    let site = site();
    let shown = Shown::open(site.root());
    assert!(shown.get("/shops/lima/").text().contains("By the park."));
    site.change("data/shops.csv", SHOPS.replace("Uphill.", "Downhill.") + "Bogotá;New.;3\n");
    shown.wait("/shops/quito/", says("Downhill."));
    assert!(shown.get("/shops/").text().contains("Bogotá"), "the list is right at once");
    assert!(shown.get("/a/table/").text().contains("Bogotá"), "and the table");
    assert_eq!(shown.get("/shops/bogota/").status, 200);

    site.change("data/shops.csv", "name;text;sales\nQuito;Downhill.;7\n");
    shown.wait("/shops/lima/", |got| got.status == 404);
    assert!(!shown.get("/shops/").text().contains("Lima"));
}

#[test]
fn broken_rows_leave_what_was_good() {
    let site = site();
    let shown = Shown::open(site.root());
    site.change("data/shops.csv", SHOPS.replace("By the park.", "\"Never ends."));
    let page = shown.wait("/shops/lima/", says("told:"));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("By the park."));
    assert!(shown.get("/shops/quito/").text().contains("Uphill."));

    site.change("data/shops.csv", SHOPS.replace("By the park.", "[A link](nowhere.md)."));
    let page = shown.wait("/shops/lima/", says("nowhere.md"));
    assert!(page.text().contains("data/shops.csv"), "the row is named, not a file that is none");
    let other = shown.get("/shops/quito/");
    assert!(other.status == 200 && !other.text().contains("told:"));

    site.change("data/shops.csv", SHOPS.replace("By the park.", "Mended."));
    shown.wait("/shops/lima/", |got| says("Mended.")(got) && !says("told:")(got));
}

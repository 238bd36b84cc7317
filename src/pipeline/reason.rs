//! Why a page was printed.

use super::sorting::Sorting;
use crate::ground::Words;
use crate::ground::nearest::nearest;
use crate::model::Site;
use crate::model::page::PageId;
use crate::model::receipts::Asked;
use crate::words;

/// Says why a page was printed, or what became of it.
pub(super) fn reason(url: &str, site: &Site, sorting: &Sorting<'_>, asked: &Asked<'_>) -> Words {
    let path = normal(url, site);
    let is_it = |id: &&PageId| site.pages()[id.0 as usize].url.as_ref() == path;
    if sorting.fallen.iter().any(|id| is_it(&id)) {
        return asked.reason(&path);
    }
    if sorting.kept.iter().any(|(id, _)| is_it(&id)) {
        return Words::new("la página quedó como estaba", "the page stands as it was");
    }
    if asked.knows(&path) {
        return Words::new("la página se retiró: ya no existe", "the page was withdrawn");
    }
    let known = site.pages().iter().map(|page| &*page.url);
    match nearest(&path, known) {
        Some(near) => words!(
            "ninguna página tiene esa dirección; ¿querías decir `{near}`?",
            "no page has this URL; did you mean `{near}`?"
        ),
        None => Words::new("ninguna página tiene esa dirección", "no page has this URL"),
    }
}

/// Gives the path of a page however it was named: as a whole URL, as a file, without slashes.
fn normal(url: &str, site: &Site) -> String {
    let path = site.path_of(url);
    let path = path.trim_end_matches("index.html");
    let path = format!("/{}", path.trim_start_matches('/'));
    let with_slash = format!("{}/", path.trim_end_matches('/'));
    let is_page = |path: &str| site.pages().iter().any(|page| *page.url == *path);
    if is_page(&path) || !is_page(&with_slash) { path } else { with_slash }
}

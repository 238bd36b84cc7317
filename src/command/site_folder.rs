//! Where the site is on which a command works.

use std::path::{Component, Path, PathBuf};

use super::misuse::Misuse;
use crate::ground::Words;
use crate::words;

/// The file that makes a folder a site.
pub const SETTINGS: &str = "tertulia.toml";

/// Finds the site's root: the folder that was named, else the nearest folder from `here` upwards
/// that has settings.
///
/// # Errors
/// When there are no settings.
pub fn find(named: Option<&Path>, here: &Path) -> Result<PathBuf, Misuse> {
    match named {
        Some(folder) => named_folder(&here.join(folder), folder),
        None => here
            .ancestors()
            .find(|folder| folder.join(SETTINGS).is_file())
            .map(Path::to_path_buf)
            .ok_or_else(|| {
                let message = Words::new(
                    "ni esta carpeta ni las de arriba tienen `tertulia.toml`",
                    "neither this folder nor those above have a `tertulia.toml`",
                );
                begin(message)
            }),
    }
}

/// Gives the way from `here` to a site below it, as it stands before the paths of its files:
/// empty, or with a slash at its end.
pub fn prefix(site: &Path, here: &Path) -> String {
    let below = site.strip_prefix(here).unwrap_or(Path::new(""));
    let parts = below.components().filter_map(|part| match part {
        Component::Normal(part) => Some(format!("{}/", part.to_string_lossy())),
        _ => None,
    });
    parts.collect()
}

fn named_folder(folder: &Path, shown: &Path) -> Result<PathBuf, Misuse> {
    if folder.join(SETTINGS).is_file() {
        return Ok(folder.to_path_buf());
    }
    let shown = shown.display();
    Err(begin(words!(
        "no hay `tertulia.toml` en `{shown}`",
        "there is no `tertulia.toml` in `{shown}`"
    )))
}

fn begin(message: Words) -> Misuse {
    Misuse::new(message).help(Words::new(
        "empieza un sitio con `tertulia new site CARPETA`, o nombra el tuyo con `--site`",
        "start a site with `tertulia new site FOLDER`, or name yours with `--site`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_nearest_folder_with_settings_is_the_site() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("content/articulos");
        fs::create_dir_all(&deep).unwrap();
        assert!(find(None, &deep).is_err());
        fs::write(root.path().join(SETTINGS), "").unwrap();
        assert_eq!(find(None, &deep).unwrap(), root.path());
        assert_eq!(find(Some(Path::new("../..")), &deep).unwrap(), deep.join("../.."));
        assert!(find(Some(Path::new("nowhere")), &deep).is_err());
    }

    #[test]
    fn a_prefix_leads_to_the_site() {
        for (site, here, expected) in [
            ("/a/b/c", "/a", "b/c/"),
            ("/a/./b", "/a", "b/"),
            ("/a", "/a", ""),
            ("/a", "/a/content", ""),
        ] {
            assert_eq!(prefix(Path::new(site), Path::new(here)), expected);
        }
    }
}
